"""The one way into `caac.db`."""
