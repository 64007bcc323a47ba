"""What the Council calls things that people say plainly: the young, the envoy, behind bars, those who fight.

A draft written in plain words shares few with adopted wording; the table gives the formal words for both the word
index and the sentence vector. It is general speech of the field (docs/workbench.md says how it was checked).
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

_TABLE = Path(__file__).parent / "tables" / "plain_words.txt"


@cache
def _table() -> tuple[re.Pattern[str], tuple[str, ...]]:
    """One pattern with a group per entry, longest first, and the formal words of each group."""
    entries: list[tuple[str, str]] = []
    for line in _TABLE.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            plain, _, formal = line.rpartition("=")
            entries += [(word.strip().lower(), formal.strip()) for word in plain.split(",")]
    entries.sort(key=lambda entry: -len(entry[0]))
    groups = "|".join(f"({_pattern(plain)})" for plain, _ in entries)
    return re.compile(rf"\b(?:{groups})(?!\w)", re.I), tuple(formal for _, formal in entries)


def _pattern(plain: str) -> str:
    pattern = re.escape(plain).replace("'", "['’]").replace("\\ ", r"\s+")
    return pattern.replace(r"\*", r"[\w-]*")


def formal(text: str) -> tuple[str, tuple[str, ...]]:
    """The text with plain words replaced by formal ones, and the formal words alone, each phrase once."""
    pattern, words = _table()
    used: dict[str, None] = {}

    def replaced(match: re.Match[str]) -> str:
        found = words[(match.lastindex or 1) - 1]
        used[found] = None
        return found

    return pattern.sub(replaced, text), tuple(used)
