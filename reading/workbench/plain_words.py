"""What the Council calls things that people say plainly: the young, the envoy, behind bars, those who fight.

A draft written in plain words shares few with adopted wording; the table gives the formal words for both the word
index and the sentence vector. It is general speech of the field (docs/workbench.md says how it was checked).
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

_TABLE = Path(__file__).parents[1] / "tables" / "plain_words.txt"


#: Entries are looked up by so many first letters, so that a draft is read once and not once per entry.
_LETTERS = 2
_WORD = re.compile(r"\w+")


@cache
def _table() -> dict[str, list[tuple[re.Pattern[str], str]]]:
    """By first letters: pattern of the plain words and the formal ones, longest first."""
    entries: list[tuple[str, str]] = []
    for line in _TABLE.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            plain, _, formal_words = line.rpartition("=")
            entries += [(word.strip().lower(), formal_words.strip()) for word in plain.split(",")]
    found: dict[str, list[tuple[re.Pattern[str], str]]] = {}
    for plain, formal_words in sorted(entries, key=lambda entry: -len(entry[0])):
        found.setdefault(plain[:_LETTERS], []).append((_pattern(plain), formal_words))
    return found


def _pattern(plain: str) -> re.Pattern[str]:
    pattern = re.escape(plain).replace("'", "['’]").replace("\\ ", r"\s+").replace(r"\*", r"[\w-]*")
    return re.compile(rf"{pattern}(?!\w)", re.I)


def formal(text: str) -> tuple[str, tuple[str, ...]]:
    """The text with plain words replaced by formal ones, and the formal words alone, each phrase once."""
    table, used, parts, read = _table(), dict[str, None](), list[str](), 0
    for word in _WORD.finditer(text):
        start = word.start()
        if start < read:
            continue
        for pattern, formal_words in table.get(word.group()[:_LETTERS].lower(), ()):
            if match := pattern.match(text, start):
                parts += [text[read:start], formal_words]
                used[formal_words] = None
                read = match.end()
                break
    return "".join([*parts, text[read:]]), tuple(used)
