"""The sentence that fired, with the words that were searched for marked. Pure."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from alerts.match import Term
from records.alerts import Item, Passage, Quote

#: Longest quotation: what may be shown of a press item at all.
MOST_CHARACTERS = 300
#: Clauses lost at a renewal that one message quotes; the page has all.
MOST_LOST = 5
_END = re.compile(r"(?<=[.!?؟;])\s+|(?<=[。！？；])")
Spans = Callable[[str], list[tuple[str, int, int]]]


def sentences(text: str) -> list[str]:
    """`text` cut into sentences and clauses."""
    return [part for part in _END.split(text) if part.strip()]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a record, looked through once: its printed words and at which of them each stem stands."""

    text: str
    place: str
    lang: str
    #: (stem, start, end) of each printed word.
    words: tuple[tuple[str, int, int], ...]
    having: Mapping[str, Sequence[int]]
    #: Where words of a beginning stand, kept since many searches ask for the same beginning.
    starting: dict[str, Sequence[int]] = field(default_factory=dict, compare=False)


def looked_through(item: Item, stem_of: Mapping[str, str], spans: Spans) -> list[Sentence]:
    """All sentences of a record."""
    found = []
    for passage in item.passages:
        for text in sentences(passage.text):
            words = tuple((stem_of.get(word, ""), start, end) for word, start, end in spans(text))
            having: dict[str, list[int]] = defaultdict(list)
            for at, (stem, _, _) in enumerate(words):
                having[stem].append(at)
            found.append(Sentence(text, passage.place, passage.lang, words, having))
    return found


def quotes(
    found: Sequence[Sentence], terms: Sequence[Term], languages: Iterable[str] = (), most: int = 1
) -> tuple[Quote, ...]:
    """The `most` best sentences: those that hold most of what was searched, the earlier one first."""
    spoken = {*languages, ""} if languages else None
    ranked: list[tuple[int, int, list[tuple[Term, Sequence[int]]]]] = []
    for order, sentence in enumerate(found):
        if spoken is None or sentence.lang in spoken:
            held = [(term, places) for term in terms if (places := _places(term, sentence))]
            if held:
                ranked.append((-len(held), order, held))
    ranked.sort(key=lambda entry: entry[:2])
    return tuple(_quote(found[order], held) for _, order, held in ranked[:most])


def _quote(sentence: Sentence, held: Sequence[tuple[Term, Sequence[int]]]) -> Quote:
    words = sentence.words
    places = {(words[at][1], words[at + len(term.stems) - 1][2]) for term, ats in held for at in ats}
    return shortened(Quote(sentence.text, sentence.place, _joined(places)))


def _places(term: Term, sentence: Sentence) -> Sequence[int]:
    """At which words of the sentence a term begins."""
    if len(term.stems) == 1 and not term.prefix:
        return sentence.having.get(term.stems[0], ())
    if len(term.stems) == 1:
        return _starting(sentence, term.stems[0])
    first = sentence.having.get(term.stems[0], ()) if term.stems else ()
    return [at for at in first if _stands(term, sentence.words, at)]


def _starting(sentence: Sentence, start: str) -> Sequence[int]:
    if start not in sentence.starting:
        found = [at for stem, held in sentence.having.items() if stem.startswith(start) for at in held]
        sentence.starting[start] = found
    return sentence.starting[start]


def _stands(term: Term, words: Sequence[tuple[str, int, int]], at: int) -> bool:
    size = len(term.stems)
    if at + size > len(words) or any(words[at + n][0] != term.stems[n] for n in range(1, size - 1)):
        return False
    last, wanted = words[at + size - 1][0], term.stems[-1]
    return last.startswith(wanted) if term.prefix else last == wanted


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
    most = MOST_LOST if item.kind == "provision" else 1
    found = [quote for code, words in ranked[:most] if (quote := _sentence_with(item, code, words))]
    if found:
        return tuple(found)
    first = next((passage for passage in item.passages if passage.place != "title"), None)
    return (shortened(_opening(first)),) if first else ()


def _sentence_with(item: Item, code: str, words: str) -> Quote | None:
    for passage in item.passages:
        for sentence in (passage.text, *sentences(passage.text)) if passage.text == words else sentences(passage.text):
            if words and (start := sentence.find(words)) >= 0:
                whole = len(words) >= 0.8 * len(sentence)
                label = passage.place if passage.text == words else f"{passage.place}, {code.replace('_', ' ')}"
                return shortened(Quote(sentence, label, () if whole else ((start, start + len(words)),)))
    return None


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
