"""The piece of a text that shows why it was found, with the found words marked. Pure.

Works on the text as stored, so folding, stemming, Arabic marks and Chinese words cost no offset: each printed word is
compared by its stem with the stems of the query.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from db.search.stems import holds_word, spans, stem_of, word_at
from records.folding import fold
from records.query import Term

#: Most characters of a snippet.
MOST = 260
Segments = tuple[tuple[str, bool], ...]
MARK_OPEN, MARK_CLOSE = "\x02", "\x03"


@dataclass(frozen=True, slots=True)
class Sought:
    """The query's terms as stems side by side; the last one is the folded start of a word when `prefix`."""

    stems: tuple[str, ...]
    prefix: bool


def sought(terms: Iterable[Term]) -> tuple[Sought, ...]:
    """What to look for in printed texts."""
    listed = [(term, term.text.split()) for term in terms]
    stems = stem_of(word for _, words in listed for word in words)
    found = []
    for term, words in listed:
        ends = [stems.get(w, w) for w in words]
        if term.prefix:
            ends[-1] = words[-1]
        found.append(Sought(tuple(ends), term.prefix))
    return tuple(found)


@lru_cache(maxsize=50_000)
def _fold(word: str) -> str:
    return fold(word)


#: What lies beyond Latin letters and punctuation, where a letter and its folded form need not be one character each.
_NOT_LATIN = re.compile("[^\x00-\u024f\u2000-\u206f]")
Words = list[tuple[str, int, int]]


class _Plain(dict[int, str]):
    """For `str.translate`: each Latin letter folded where that leaves one character."""

    def __missing__(self, code: int) -> str:
        folded = fold(chr(code))
        self[code] = folded if len(folded) == 1 else chr(code)
        return self[code]


@cache
def _plain() -> _Plain:
    return _Plain()


def _begun(text: str, starts: Iterable[str]) -> Words:
    """The printed words that begin like one that is wanted, with their places; an empty word stands for those between.

    A stem differs from its word by the last two letters at most; so few words need to be looked at.
    """
    if _NOT_LATIN.search(text):
        first = {start[:2] for start in starts}
        return [(w if _fold(w)[:2] in first or _fold(w)[:1] in first else "", s, e) for w, s, e in spans(text)]
    low = text.lower() if text.isascii() else text.translate(_plain())
    at = set()
    for start in starts:
        here = low.find(start)
        while here >= 0:
            if not here or not low[here - 1].isalnum():
                at.add(here)
            here = low.find(start, here + 1)
    found: Words = []
    for here in sorted(at):
        if (word := word_at(text, here)) is None:
            continue
        if found and holds_word(text, found[-1][2], here):
            found.append(("", here, here))
        found.append(word)
    return found


def marked_places(texts: Sequence[str], wanted: Sequence[Sought]) -> list[list[tuple[int, int]]]:
    """For each text the places (start, end) of found words, in order; one look-up of stems for all texts."""
    starts = {s[: max(2, len(s) - 2)] for w in wanted for s in w.stems}
    spread = [[(_fold(word), start, end) for word, start, end in _begun(text, starts)] for text in texts]
    stems = stem_of({word for words in spread for word, _, _ in words if word})
    return [_places([(stems.get(w, w), w, s, e) for w, s, e in words], wanted) for words in spread]


def _places(words: list[tuple[str, str, int, int]], wanted: Sequence[Sought]) -> list[tuple[int, int]]:
    found: set[tuple[int, int]] = set()
    places: dict[str, list[int]] = {}
    for at, word in enumerate(words):
        if word[0]:
            places.setdefault(word[0], []).append(at)
    for term in wanted:
        length = len(term.stems)
        if length == 1 and not term.prefix:
            found.update(words[at][2:] for at in places.get(term.stems[0], ()))
            continue
        begun = places.get(term.stems[0], []) if length > 1 else [at for known in places.values() for at in known]
        for at in begun:
            if at + length <= len(words) and all(_meets(words[at + i], term, i) for i in range(length)):
                found.update(words[at + i][2:] for i in range(length))
    return sorted(found)


def _meets(word: tuple[str, str, int, int], term: Sought, index: int) -> bool:
    if term.prefix and index == len(term.stems) - 1:
        return word[1].startswith(term.stems[index])
    return word[0] == term.stems[index]


def snippet(text: str, places: Sequence[tuple[int, int]], most: int = MOST) -> Segments:
    """At most `most` characters around the densest found words, cut at words, as (text, marked) pieces."""
    start, end = _window(text, places, most)
    pieces: list[tuple[str, bool]] = []
    at = start
    for first, last in places:
        if first < start or last > end:
            continue
        gap = text[at:first]
        if pieces and pieces[-1][1] and (not gap or gap.isspace()):
            pieces[-1] = (text[at - len(pieces[-1][0]) : last], True)
        else:
            pieces += [(gap, False)] if gap else []
            pieces.append((text[first:last], True))
        at = last
    if at < end:
        pieces.append((text[at:end], False))
    if start > 0:
        pieces.insert(0, ("… ", False))
    if end < len(text):
        pieces.append((" …", False))
    return tuple(pieces)


def _window(text: str, places: Sequence[tuple[int, int]], most: int) -> tuple[int, int]:
    if len(text) <= most:
        return 0, len(text)
    best, count = 0, 0
    for first, _ in places:
        low = max(0, first - most // 4)
        held = sum(1 for a, b in places if a >= low and b <= low + most)
        if held > count:
            best, count = low, held
    start = best if best == 0 else _next_space(text, best)
    end = min(len(text), start + most)
    if end < len(text):
        cut = text.rfind(" ", start, end)
        end = cut if cut > start + most // 2 else end
    return start, end


def _next_space(text: str, at: int) -> int:
    found = text.find(" ", at, at + 30)
    return found + 1 if found >= 0 else at


def as_marks(segments: Segments) -> str:
    """Segments as one text, found words between two control characters that no stored text holds."""
    return "".join(f"{MARK_OPEN}{text}{MARK_CLOSE}" if marked else text for text, marked in segments)
