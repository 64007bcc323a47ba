"""When it happened, as the text states it, relative to its day of publication. First form."""

from __future__ import annotations

from datetime import date, datetime

from reading.signals import Signals


def event_date(found: Signals, published: date | datetime | None) -> tuple[date | None, list[tuple[int, int]]]:
    """Date of the event as stated and the folded places of the words that state it."""
    return None, []
