"""What needs several texts or items together, computed after each round."""

from __future__ import annotations

from datetime import datetime

from db.store import Store


def derive(store: Store, at: datetime) -> None:
    """Bring everything derived into step with the texts and items stored by now."""
