"""Publication: Datasette's folder with templates, static files and thin plugins over `db` and `reading`."""
