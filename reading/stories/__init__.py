"""Which news items report one event."""
