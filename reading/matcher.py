"""Find many terms in a folded text at once: one automaton, whole words, prefixes (`recruit*`), Arabic clitics.

Terms are as the vocabulary writes them: a word ending in `*` is a prefix, several words are consecutive words,
Chinese has no word boundary, Arabic words may carry one cluster of clitics before and a pronoun or plural after.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

import ahocorasick

from reading.normal import fold_term

P = TypeVar("P", bound=Hashable)
_HAN = re.compile("[\u3400-\u9fff]")
_ARABIC = re.compile("[\u0600-\u06ff]")
_CLITICS = {
    first + second + third for first in ("", "و", "ف") for second in ("", "ب", "ك", "ل") for third in ("", "ال", "ل")
}
ENDINGS = frozenset({"", "ه", "ها", "هم", "هن", "هما", "نا", "ي", "ين", "ون", "ان", "ات", "ا", "تين", "تان"})
#: Shortest Arabic word that may carry an ending: shorter ones become other words.
_LEAST_FOR_ENDING = 4


@dataclass(frozen=True, slots=True)
class Hit(Generic[P]):
    """A term found at folded [start, end); `term` as the table writes it."""

    start: int
    end: int
    term: str
    payload: P


@dataclass(frozen=True, slots=True)
class _Entry(Generic[P]):
    term: str
    payload: P
    prefix: bool
    bounded: bool
    arabic: bool
    #: For terms with a `*` inside: what must follow the literal beginning.
    rest: re.Pattern[str] | None


class Matcher(Generic[P]):
    """An automaton over terms, each with a payload; terms are folded here."""

    def __init__(self, terms: Iterable[tuple[str, P]], endings: frozenset[str] = ENDINGS) -> None:
        self._endings = endings
        found: dict[str, list[_Entry[P]]] = {}
        for term, payload in terms:
            literal, entry = _entry(term, payload)
            if literal:
                found.setdefault(literal, []).append(entry)
        self._automaton = ahocorasick.Automaton()
        for literal, entries in found.items():
            self._automaton.add_word(literal, (len(literal), tuple(entries)))
        if found:
            self._automaton.make_automaton()
        self._empty = not found

    def find(self, text: str) -> list[Hit[P]]:
        """All hits in folded `text`, by place; hits may overlap."""
        return sorted(self._hits(text), key=lambda hit: (hit.start, -hit.end)) if text and not self._empty else []

    def _hits(self, text: str) -> Iterator[Hit[P]]:
        for last, (length, entries) in self._automaton.iter(text):
            start = last + 1 - length
            for entry in entries:
                end = _end(text, start, last + 1, entry, self._endings)
                if end:
                    yield Hit(start, end, entry.term, entry.payload)


def _entry(term: str, payload: P) -> tuple[str, _Entry[P]]:
    folded = " ".join(fold_term(term).split())
    literal, star, rest = folded.partition("*")
    pattern = None
    if star and rest:
        pattern = re.compile(r"\w*" + re.escape(rest).replace(r"\*", r"\w*") + (r"(?!\w)" if rest[-1] != "*" else ""))
    return literal, _Entry(
        term=term,
        payload=payload,
        prefix=bool(star) and not rest,
        bounded=not _HAN.search(folded),
        arabic=bool(_ARABIC.search(folded)),
        rest=pattern,
    )


def _end(text: str, start: int, end: int, entry: _Entry[P], endings: frozenset[str]) -> int:
    """Where the hit ends, or 0 when it is no whole word."""
    if not entry.bounded:
        return end
    if start and text[start - 1].isalnum() and not (entry.arabic and _clitic(text, start)):
        return 0
    if entry.rest is not None:
        match = entry.rest.match(text, end)
        return match.end() if match else 0
    word_end = end
    while word_end < len(text) and (text[word_end].isalnum() or text[word_end] == "_"):
        word_end += 1
    if word_end == end or entry.prefix:
        return word_end
    if entry.arabic and end - start >= _LEAST_FOR_ENDING and text[end:word_end] in endings:
        return word_end
    return 0


def _clitic(text: str, start: int) -> bool:
    begin = start
    while begin and start - begin <= _LEAST_FOR_ENDING and text[begin - 1].isalnum():
        begin -= 1
    return text[begin:start] in _CLITICS
