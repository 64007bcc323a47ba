"""The sentence that fired, with the words that were searched for marked. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from alerts.match import Term
from records.alerts import Item, Passage, Quote

#: Longest quotation: what may be shown of a press item at all.
MOST_CHARACTERS = 300
_END = re.compile(r"(?<=[.!?؟;])\s+|(?<=[。！？；])")
Spans = Callable[[str], list[tuple[str, int, int]]]


def sentences(text: str) -> list[str]:
    """`text` cut into sentences and clauses."""
    return [part for part in _END.split(text) if part.strip()]


def quotes(
    item: Item, terms: Sequence[Term], stem_of: Mapping[str, str], spans: Spans, languages: Iterable[str] = ()
) -> tuple[Quote, ...]:
    """The best sentence of a report, the two best of a Council text: those that hold most of what was searched."""
    spoken = {*languages, ""} if languages else None
    ranked: list[tuple[int, int, Quote]] = []
    for order, passage in enumerate(item.passages):
        if spoken is not None and passage.lang not in spoken:
            continue
        for sentence in sentences(passage.text):
            marks, hit = _marks(sentence, terms, stem_of, spans)
            if hit:
                ranked.append((-hit, order, shortened(Quote(sentence, passage.place, marks))))
    ranked.sort(key=lambda entry: entry[:2])
    most = 1 if item.standing == "reported" else 2
    return tuple(quote for _, _, quote in ranked[:most])


def _marks(
    sentence: str, terms: Sequence[Term], stem_of: Mapping[str, str], spans: Spans
) -> tuple[tuple[tuple[int, int], ...], int]:
    """Places of the words searched for, and how many of the terms the sentence holds."""
    words = [(stem_of.get(word, ""), start, end) for word, start, end in spans(sentence)]
    places: set[tuple[int, int]] = set()
    hits = 0
    for term in terms:
        found = [at for at in range(len(words)) if _stands(term, words, at)]
        hits += bool(found)
        places.update((words[at][1], words[at + len(term.stems) - 1][2]) for at in found)
    return _joined(places), hits


def _stands(term: Term, words: Sequence[tuple[str, int, int]], at: int) -> bool:
    size = len(term.stems)
    if not size or at + size > len(words):
        return False
    held = [words[at + n][0] for n in range(size)]
    last = held[-1].startswith(term.stems[-1]) if term.prefix else held[-1] == term.stems[-1]
    return last and tuple(held[:-1]) == term.stems[:-1]


def _joined(places: set[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Marks in order, none inside another."""
    kept: list[tuple[int, int]] = []
    for start, end in sorted(places, key=lambda place: (place[0], -place[1])):
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
    return tuple(kept)


def evidence(item: Item, codes: frozenset[str]) -> tuple[Quote, ...]:
    """For a search without words: what the readings rest on, the codes that were searched for first."""
    ranked = sorted(item.evidence, key=lambda pair: pair[0] not in codes)
    for code, words in ranked[:1]:
        for passage in item.passages:
            for sentence in sentences(passage.text):
                if (start := sentence.find(words)) >= 0 and words:
                    mark = (start, start + len(words)) if len(words) < len(sentence) else (0, 0)
                    label = f"{passage.place}, {code.replace('_', ' ')}"
                    return (shortened(Quote(sentence, label, (mark,) if mark[1] else ())),)
    first = next((passage for passage in item.passages if passage.place != "title"), None)
    return (shortened(_opening(first)),) if first else ()


def _opening(passage: Passage) -> Quote:
    return Quote(next(iter(sentences(passage.text)), ""), passage.place)


def shortened(quote: Quote, most: int = MOST_CHARACTERS) -> Quote:
    """A quotation of at most `most` characters, cut round its first mark."""
    if len(quote.text) <= most:
        return quote
    first = quote.marks[0][0] if quote.marks else 0
    start = min(max(first - most // 3, 0), len(quote.text) - most)
    start = quote.text.find(" ", start) + 1 if start and " " in quote.text[start:first] else start
    end = start + most - 2
    marks = tuple((a - start, b - start) for a, b in quote.marks if a >= start and b <= end)
    shift = 1 if start else 0
    text = ("…" if start else "") + quote.text[start:end] + ("…" if end < len(quote.text) else "")
    return replace(quote, text=text, marks=tuple((a + shift, b + shift) for a, b in marks))
