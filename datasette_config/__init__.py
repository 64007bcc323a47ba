"""Publication: Datasette's configuration folder, with templates, static files and thin plugins over `db` and `reading`."""
