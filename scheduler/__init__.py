"""When things happen: the service, its jobs, the carrying of a crawl into the database, source health, signals."""
