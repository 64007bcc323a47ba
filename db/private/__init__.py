"""`private.db`: subscriptions, outbox and asks; never opened by the site."""
