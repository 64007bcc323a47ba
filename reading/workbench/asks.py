"""Whether a text took proposed wording up, where, how closely, and what it left out.

An ask is held against the stretch of a paragraph that is most like it: wording that entered a long paragraph entered
all the same.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from reading.workbench.agreed import content_words, stem
from reading.workbench.wording import differences, words
from records.asks import Closeness, Compared, Entry, Stood

#: Least share of words in common, and least share of the ask's own words, that make an entry; below it a paragraph
#: merely treats the same subject.
ENTERED = 0.55
_CLOSE = 0.75
#: Most paragraphs told of one text.
_MOST = 3


def entries(text: str, other: Compared) -> list[Entry]:
    """Paragraphs of one text that took the wording up, closest first, in the language in which it is closest."""
    asked = _terms(text)
    if not asked:
        return []
    found = [(score, one) for one in other.paragraphs if (score := overlap(asked, _terms(one.text))) >= ENTERED]
    found.sort(key=lambda pair: -pair[0])
    return [_entry(text, other, one, score) for score, one in found if one.lang == found[0][1].lang][:_MOST]


def overlap(asked: Sequence[str], stood: Sequence[str]) -> float:
    """Share of terms (Dice) of the ask and the stretch of a paragraph most like it; 0 where too few are the ask's."""
    wanted = set(asked)
    least = ENTERED * len(wanted)
    if len(wanted.intersection(stood)) < least:
        return 0.0
    width = len(asked) * 5 // 4 + 2
    held = Counter(stood[:width])
    shared = len(wanted & held.keys())
    best = 2 * shared / (len(wanted) + len(held)) if shared >= least else 0.0
    for gone, came in zip(stood, stood[width:], strict=False):
        held[came] += 1
        shared += came in wanted and held[came] == 1
        held[gone] -= 1
        if not held[gone]:
            del held[gone]
            shared -= gone in wanted
        if shared >= least:
            best = max(best, 2 * shared / (len(wanted) + len(held)))
    return best


@lru_cache(maxsize=256)
def _terms(text: str) -> tuple[str, ...]:
    """Stems of a text in order; Chinese characters, which say little alone, in pairs."""
    found = content_words(text)
    if text.isascii():
        return tuple(map(stem, found))
    pairs = zip(found, [*found[1:], ""], strict=False)
    return tuple(a + b if _han(a) and _han(b) else stem(a) for a, b in pairs)


def _han(word: str) -> bool:
    return len(word) == 1 and "\u3400" <= word <= "\u9fff"


def _entry(text: str, other: Compared, one: Stood, score: float) -> Entry:
    diff = differences(text, one.text)
    left_out = tuple(gone for op, gone in diff if op == "-" and any(c.isalpha() for c in gone))
    return Entry(
        other.symbol, other.kind, other.title, other.day, other.vote, other.dissent, other.url, one.lang,
        one.reference, _closeness(text, one.text, score), round(score, 3), one.text, diff, left_out,
    )  # fmt: skip


def _closeness(text: str, stood: str, score: float) -> Closeness:
    if f" {' '.join(words(text))} " in f" {' '.join(words(stood))} ":
        return "verbatim"
    return "close" if score >= _CLOSE else "reworded"
