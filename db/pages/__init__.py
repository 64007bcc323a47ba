"""What each page of the site asks of the database: one module per page, plain rows out, no words of the interface."""
