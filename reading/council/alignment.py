"""Paragraphs of one language beside those of English, by structure alone: part, number, order. Words are not compared.

Numbers are compared as numbers, letters and bullets by their place among their neighbours, so that `5(أ)`, `5(а)` and
`5(a)` are one. Where the structure differs, the rest is paired in order only if both sides have as many; what then
stands alone is listed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from records.council import Paragraph

_TOKEN = re.compile(r"\([^()]*\)|[^.()\[\]]+|\[\d+\]")
_BULLET = re.compile(r"\((?:bullet|row) (\d+)\)")
Key = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Alignment:
    """For each paragraph of the other language the English reference, or an empty string; and what differs."""

    english: tuple[str, ...]
    #: One line per paragraph that stands alone on either side.
    differs: tuple[str, ...] = ()
    #: How many were paired by order, their numbers being different.
    by_order: int = 0

    @property
    def share(self) -> float:
        """Share of the other language's paragraphs that have an English one (1 for an empty text)."""
        return sum(map(bool, self.english)) / len(self.english) if self.english else 1.0


def align(english: Sequence[Paragraph], other: Sequence[Paragraph]) -> Alignment:
    """`other` beside `english`; the result has one entry per paragraph of `other`."""
    keys, others = _keys(english), _keys(other)
    found = [""] * len(other)
    by_order = 0
    differs: list[str] = []
    matcher = SequenceMatcher(None, keys, others, autojunk=False)
    for tag, i, j, k, m in matcher.get_opcodes():
        if tag == "equal":
            for step in range(j - i):
                found[k + step] = english[i + step].reference
        elif tag == "replace" and _alike(english[i:j], other[k:m]):
            by_order += m - k
            for step in range(j - i):
                found[k + step] = english[i + step].reference
        else:
            differs += [f"{unit.reference}: only in English" for unit in english[i:j]]
            differs += [f"{unit.reference}: not in English" for unit in other[k:m]]
    return Alignment(tuple(found), tuple(differs), by_order)


def _alike(english: Sequence[Paragraph], other: Sequence[Paragraph]) -> bool:
    """Two runs that may be paired in order: as many units, in the same parts."""
    return len(english) == len(other) and all(a.part == b.part for a, b in zip(english, other, strict=True))


def _keys(units: Sequence[Paragraph]) -> list[Key]:
    """A key for each unit that is the same in every language."""
    places: dict[Key, dict[str, int]] = {}
    keys = []
    for unit in units:
        key: Key = (unit.part,)
        for token in _TOKEN.findall(unit.reference):
            key = (*key, _place(token, places.setdefault(key, {})))
        keys.append(key)
    return keys


def _place(token: str, siblings: dict[str, int]) -> str | int:
    """A number as it is; a letter, bullet or repeat by its order among its siblings."""
    if token.isdigit() or re.fullmatch(r"[PA]\d+", token):
        return token
    if bullet := _BULLET.fullmatch(token):
        return int(bullet.group(1))
    return siblings.setdefault(token, len(siblings) + 1)
