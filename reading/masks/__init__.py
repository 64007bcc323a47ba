"""Names of children taken out of titles and summaries before anything else sees them."""
