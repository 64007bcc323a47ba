"""Answers kept while the database stands still: a page asked again costs a look at two file stamps."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Hashable
from pathlib import Path

from datasette_config.answering import Answer

Stamp = tuple[tuple[int, int], ...]


def stamp(database: Path) -> Stamp:
    """What changes with every commit: time and size of the file and of its write-ahead log."""
    found = []
    for path in (database, database.with_name(database.name + "-wal")):
        try:
            status = path.stat()
        except FileNotFoundError:
            found.append((0, 0))
        else:
            found.append((status.st_mtime_ns, status.st_size))
    return tuple(found)


class Kept:
    """The answers used last, up to a number of characters; all are dropped when the stamp differs."""

    def __init__(self, most_characters: int = 32_000_000, longest: int = 2_000_000) -> None:
        self.most, self.longest = most_characters, longest
        self._answers: OrderedDict[Hashable, Answer] = OrderedDict()
        self._characters = 0
        self._stamp: Stamp = ()
        self._lock = threading.Lock()

    def get(self, key: Hashable, now: Stamp) -> Answer | None:
        """The answer kept for `key`, if the database is as it was."""
        with self._lock:
            if now != self._stamp:
                self._answers.clear()
                self._characters, self._stamp = 0, now
                return None
            if key in self._answers:
                self._answers.move_to_end(key)
            return self._answers.get(key)

    def put(self, key: Hashable, answer: Answer, made_at: Stamp) -> None:
        """Keep an answer that was made while the database had stamp `made_at`; errors and giants are not kept."""
        size = len(answer.body)
        with self._lock:
            if made_at != self._stamp or answer.status != 200 or size > self.longest or key in self._answers:
                return
            self._answers[key] = answer
            self._characters += size
            while self._characters > self.most:
                _, dropped = self._answers.popitem(last=False)
                self._characters -= len(dropped.body)
