"""Which part a word plays in its clause: a school struck or a school as a landmark, a child harmed or one mentioned.

"Shells hit a hospital" and "he was taken to a hospital" hold the same words; what stands before and after tells them
apart. Words of passing mention lie in vocabulary_more.yaml (`passing.before`, `passing.after`).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from reading.matcher import Hit
from reading.news.hits import Signals
from reading.vocabulary import Code

#: Words of a school or a hospital, its staff and its vehicles.
OBJECTS = ("attacks_schools_hospitals.action", "attacks_schools_hospitals.more")
#: Characters between a word of passing mention and the school or hospital it governs, before and after it.
_BEFORE, _AFTER = 38, 14
#: Han characters say the same in a third of the letters.
_HAN = 3


def in_passing(found: Signals) -> set[int]:
    """Where the schools and hospitals begin that are landmarks, places of care or sources, not objects of an attack."""
    scale = _HAN if found.lang == "zh" else 1
    before = [hit.end for hit in found.of("passing.before")]
    after = [hit.start for hit in found.of("passing.after")]
    text = found.folded.text
    out = set()
    for thing in found.of(*OBJECTS):
        last = bisect_right(before, thing.start) - 1
        gap = thing.start - before[last] if last >= 0 else _BEFORE + 1
        if gap <= _BEFORE // scale and _one_clause(text, before[last], thing.start):
            out.add(thing.start)
            continue
        first = bisect_left(after, thing.end)
        if first < len(after) and after[first] - thing.end <= _AFTER // scale:
            out.add(thing.start)
    return out


def _one_clause(text: str, start: int, end: int) -> bool:
    return not any(mark in text[start:end] for mark in ".,;:،؛，。；")


def nearest(these: Sequence[Hit[Code]], those: Sequence[Hit[Code]], found: Signals) -> float:
    """Closeness of the nearest pair within one sentence: 1 side by side, half at forty characters, 0 without a pair."""
    scale = _HAN if found.lang == "zh" else 1
    best = 0.0
    starts = [hit.start for hit in those]
    for one in these:
        at = bisect_left(starts, one.start)
        for other in those[max(0, at - 1) : at + 1]:
            if found.sentence(one.start) == found.sentence(other.start):
                gap = max(one.start - other.end, other.start - one.end, 0) * scale
                best = max(best, 40 / (40 + gap))
    return best
