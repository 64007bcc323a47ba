"""The only folder that opens SQLite or writes the archive: migrations, store, queries, search, backup.

`caac.db` is public and a build product of the archive; `private.db` holds subscriptions and is never published.
"""
