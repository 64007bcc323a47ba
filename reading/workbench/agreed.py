"""Adopted wording near a draft: candidates by words and by meaning, ranked together, repeats folded into one.

Wording decides where words are shared; where a draft says it in other words, its sentence vector and the formal words
for its plain ones (`plain_words`) find what was meant; among paragraphs on children the gist of the formal draft, a
better vector too slow for all paragraphs, decides. Weights are those at which neither drowns the other on the spread
each has over a corpus; they were not fitted to single drafts.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from heapq import nlargest
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from reading.language import language
from reading.vectors import available, gist, gist_vector, vectors
from reading.workbench.plain_words import formal
from reading.workbench.wording import differences
from records.agreed import Adopted, Near, Wanted
from records.folding import searchable

#: Characters of a draft that are read; the longest adopted paragraphs have about 4,000.
MOST_DRAFT = 4_000
#: Characters of a draft, and of an adopted paragraph, that go into a vector.
VECTOR_DRAFT, VECTOR_PARAGRAPH = 600, 500
#: Characters of a draft and of a paragraph on children that go into a gist, the better and slower vector.
GIST = 300
#: Candidates taken from each way of looking.
CANDIDATES = 90
_LEX, _FORMAL, _COSINE, _GIST = 1.0, 0.4, 0.5, 5.0
#: Usual cosine of the gists of a draft and of a candidate: what a paragraph without a gist is taken to have.
_USUAL = 0.85
#: Least cosine of a paragraph that shares no word with the draft; unrelated ones have about 0.2.
_MEANT = 0.28
#: Paragraphs whose words overlap this much are one clause repeated.
_SAME = 0.88
_K1, _B, _AVERAGE = 1.2, 0.6, 85.0
_STOP = frozenset(
    "the a an of to and or in on at by for with that this those these it its is are be been was were as from not no so "
    "who which what when where they them their he she his her one any all should must can could would will may might "
    "has have had do does than then there here also such same more most very only other others each every both between "
    "about after before against into out up off over if but we our you your i le la les des du de et en un une que qui "
    "el los las y del por para con se".split()
)
_WORD = re.compile(r"[^\W_]+")
#: Printers' signs that are no part of a word; most English paragraphs are plain ASCII without them.
_PRINTED = dict.fromkeys(map(ord, "’‘“”–—…\u00a0\u2011\u00ad"), " ")
#: So that a later day comes first.
_BACKWARDS = str.maketrans("0123456789", "9876543210")
_ENDING = re.compile(r"(?:ations?|ating|ated|ates|ies|ing|ed|es|s|e|y)$")


class Corpus(Protocol):
    """What is asked of the stored paragraphs (`db.agreed` answers)."""

    def counts(self, words: Sequence[str]) -> tuple[dict[str, int], int]:
        """In how many paragraphs each word occurs, and how many paragraphs there are."""

    def by_words(self, words: Sequence[str], wanted: Wanted, most: int) -> list[int]:
        """Paragraphs that hold most of the words, best first."""

    def has_meanings(self) -> bool:
        """Whether any vectors are kept."""

    def has_gists(self) -> bool:
        """Whether any gists are kept."""

    def by_meaning(
        self, queries: NDArray[np.float32], wanted: Wanted, most: int, more: Sequence[int]
    ) -> dict[int, tuple[float, ...]]:
        """Cosines with each query of the `most` nearest paragraphs and of those in `more`; empty without vectors."""

    def by_gist(self, query: NDArray[np.float32]) -> dict[int, float]:
        """Cosines of the gist of a draft with those of the English paragraphs on children; empty without gists."""

    def rows(self, ids: Sequence[int], wanted: Wanted) -> list[Adopted]:
        """The paragraphs with these ids that are adopted and wanted."""


@dataclass(frozen=True, slots=True)
class _Draft:
    text: str
    formal_text: str
    held: frozenset[str]
    #: Stem to its share of the weight of all words of the draft; the same of the formal words.
    words: Mapping[str, float]
    formal_words: Mapping[str, float]


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """A word without its commonest endings: crude, alike for draft and adopted text."""
    if len(word) < 5 or not word.isascii():
        return word
    short = _ENDING.sub("", word, count=1)
    return short if len(short) > 2 else word


def content_words(text: str) -> list[str]:
    """Folded words of a text without those that say nothing, in order, with repeats."""
    plain = text.translate(_PRINTED)
    folded = plain.casefold() if plain.isascii() else searchable(plain)
    return [word for word in _WORD.findall(folded) if word not in _STOP]


def nearest(text: str, corpus: Corpus, limit: int = 10, wanted: Wanted | None = None) -> list[Near]:
    """Adopted paragraphs nearest to a draft, best first; empty for a draft without a word."""
    text = " ".join(text[: MOST_DRAFT * 4].split())[:MOST_DRAFT]
    words = list(dict.fromkeys(content_words(text)))
    if not words or limit < 1:
        return []
    wanted = replace(wanted or Wanted(), prefer=language(text, "en"))
    draft, formal_words = _draft(text, words, corpus)
    found = dict.fromkeys(corpus.by_words(words, wanted, CANDIDATES))
    if formal_words:
        found |= dict.fromkeys(corpus.by_words(formal_words, wanted, CANDIDATES))
    cosines: dict[int, tuple[float, ...]] = {}
    gists: dict[int, float] = {}
    if corpus.has_meanings() and available():
        if wanted.prefer == "en" and corpus.has_gists() and (own := gist(draft.formal_text, GIST)):
            gists = corpus.by_gist(gist_vector(own))
        found |= dict.fromkeys(nlargest(CANDIDATES, gists, key=gists.__getitem__))
        queries = vectors([draft.text, draft.formal_text], VECTOR_DRAFT)
        cosines = corpus.by_meaning(queries, wanted, CANDIDATES, list(found))
    rows = corpus.rows(list({**found, **cosines}), wanted)
    scored = (_scored(row, draft, cosines, gists) for row in rows)
    ranked = sorted((one for one in scored if one.wording or one.meaning is None or one.meaning >= _MEANT), key=_order)
    return [_told(family, draft.text, wanted.prefer) for family in _folded(ranked, limit)]


def _draft(text: str, words: list[str], corpus: Corpus) -> tuple[_Draft, list[str]]:
    formal_text, phrases = formal(text)
    formal_words = list(dict.fromkeys(content_words(" ".join(phrases))))
    counts, total = corpus.counts([*words, *formal_words])
    weights: dict[str, float] = {}
    for word in (*words, *formal_words):
        count = counts.get(word, 0)
        if count:
            weights[stem(word)] = math.log(1 + (total - count + 0.5) / (count + 0.5))
    stems = list(dict.fromkeys(map(stem, words)))
    formal_stems = list(dict.fromkeys(map(stem, formal_words)))
    shares = _shares(stems, weights), _shares(formal_stems, weights)
    return _Draft(text, formal_text, frozenset(stems), *shares), formal_words


@dataclass(frozen=True, slots=True)
class _Ranked:
    row: Adopted
    held: frozenset[str]
    #: Of `most` that it could be.
    total: float
    most: float
    wording: float
    meaning: float | None


def _scored(
    row: Adopted, draft: _Draft, cosines: Mapping[int, tuple[float, ...]], gists: Mapping[int, float]
) -> _Ranked:
    stems = _stems(row.text)
    norm = _K1 * (1 - _B + _B * stems.total() / _AVERAGE)
    total = _LEX * _coverage(draft.words, stems, norm) + _FORMAL * _coverage(draft.formal_words, stems, norm)
    most, meaning = _LEX + _FORMAL * bool(draft.formal_words), None
    if row.id in cosines:
        meaning = max(cosines[row.id])
        total += _COSINE * 2 * sum(cosines[row.id]) / len(cosines[row.id])
        most += _COSINE * 2
    if row.id in gists:
        total += _GIST * (gists[row.id] - _USUAL)
        most += _GIST * (1 - _USUAL)
    held = frozenset(stems)
    return _Ranked(row, held, total, most, _dice(draft.held, held), meaning)


def _coverage(asked: Mapping[str, float], held: Counter[str], norm: float) -> float:
    """bm25 of the asked words (word to its share of all weight), 0 to 1."""
    return sum(share * held[word] / (held[word] + norm) for word, share in asked.items() if word in held)


def _shares(words: Sequence[str], weights: Mapping[str, float]) -> dict[str, float]:
    most = sum(weights.get(word, 0.0) for word in words)
    return {word: weights[word] / most for word in words if word in weights} if most else {}


def _dice(a: frozenset[str], b: frozenset[str]) -> float:
    return 2 * len(a & b) / max(1, len(a) + len(b))


@lru_cache(maxsize=8_192)
def _stems(text: str) -> Counter[str]:
    return Counter([stem(word) for word in content_words(text)])


def _order(ranked: _Ranked) -> tuple[float, str, str]:
    """Best first; of equals the latest."""
    return -round(ranked.total, 6), ranked.row.adopted.translate(_BACKWARDS), ranked.row.symbol


def _folded(ranked: list[_Ranked], limit: int) -> list[list[_Ranked]]:
    """Families of near-identical paragraphs, in the order of their best; later members are repeats."""
    families: list[list[_Ranked]] = []
    for one in ranked:
        home = next((f for f in families if _repeats(f[0], one)), None)
        if home is not None:
            home.append(one)
        elif len(families) < limit:
            families.append([one])
    return families


def _repeats(a: _Ranked, b: _Ranked) -> bool:
    one, other = len(a.held), len(b.held)
    if _translated(a.row, b.row):
        return True
    if a.row.lang != b.row.lang or min(one, other) < 0.75 * max(one, other):
        return False
    return 2 * len(a.held & b.held) >= _SAME * (one + other)


def _translated(a: Adopted, b: Adopted) -> bool:
    return a.symbol == b.symbol and a.lang != b.lang and a.clause == b.clause


def _told(family: list[_Ranked], draft: str, prefer: str) -> Near:
    lead = family[0]
    own = (one for one in family if one.row.lang == prefer and _translated(one.row, lead.row))
    best = next(own, lead)
    rows = [best.row, *(one.row for one in family if one is not best)]
    first = min(rows, key=lambda row: (row.adopted or "9999", row.symbol))
    others = sorted(rows[1:], key=lambda row: row.adopted, reverse=True)
    told = dict.fromkeys((row.symbol, row.paragraph) for row in others if not _translated(row, best.row))
    also = tuple(told)
    return Near(
        best.row, round(max(0.0, min(1.0, lead.total / lead.most)), 3), round(best.wording, 3),
        None if best.meaning is None else round(best.meaning, 3),
        differences(draft, best.row.text), also, (first.symbol, first.paragraph, first.adopted),
    )  # fmt: skip
