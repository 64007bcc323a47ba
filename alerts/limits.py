"""How many requests one client may make: a sliding window, in memory, time passed in."""

from __future__ import annotations

from collections import deque
from datetime import datetime, timedelta
from threading import Lock

#: Clients remembered; the oldest are forgotten first.
_MOST_CLIENTS = 10_000


class Limit:
    """At most `most` requests per client within `span`."""

    def __init__(self, most: int, span: timedelta) -> None:
        self._most, self._span = most, span
        self._seen: dict[str, deque[datetime]] = {}
        self._lock = Lock()

    def allows(self, client: str, now: datetime) -> bool:
        """Whether `client` may go on; counts the request if so."""
        with self._lock:
            seen = self._seen.pop(client, deque())
            while seen and now - seen[0] >= self._span:
                seen.popleft()
            self._seen[client] = seen
            while len(self._seen) > _MOST_CLIENTS:
                del self._seen[next(iter(self._seen))]
            if len(seen) >= self._most:
                return False
            seen.append(now)
            return True
