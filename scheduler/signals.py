"""Early warning: reads the series of stories from the database, lets `reading.signals` judge, keeps the signals."""

from __future__ import annotations

from datetime import datetime

from db.store import Store


def derive_signals(store: Store, at: datetime) -> None:
    """Judge all series up to `at`."""
