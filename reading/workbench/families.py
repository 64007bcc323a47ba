"""Where child clauses come from: the earlier clause, of whatever text, whose wording one took over.

Renewals of one mandate are compared text with text (`compare`); this finds what goes from a thematic resolution into a
mandate, or from one mandate into another, by wording alone.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np

from reading.council.verbs import rung
from reading.workbench.agreed import content_words, stem

#: Least share of words (Dice of stems) of a clause that comes from another; below it two clauses treat one subject.
TAKEN_OVER = 0.60
_CARRIED = 0.95
#: Fewest different words of a clause that can be told to come from another.
_FEWEST = 8
#: Clauses compared at once: bounds the memory.
_ROWS = 500


@dataclass(frozen=True, slots=True)
class Clause:
    """A paragraph that provides for children; `day` is when its text was adopted."""

    symbol: str
    paragraph: str
    day: str
    verb: str
    text: str


@dataclass(frozen=True, slots=True)
class Origin:
    """A clause with the earlier one it comes from; `step` is carried, changed, strengthened or weakened."""

    old: Clause
    new: Clause
    step: str
    similarity: float


def origins(clauses: Sequence[Clause], settled: Collection[tuple[str, str]]) -> list[Origin]:
    """For each clause that has no known predecessor (`settled` names those that have) the earlier clause nearest to it;
    of equals the first, so that the chain leads to the first use."""
    kept = sorted(clauses, key=lambda c: (c.day, c.symbol, c.paragraph))
    stems = [frozenset(map(stem, content_words(c.text))) for c in kept]
    held = [(c, s) for c, s in zip(kept, stems, strict=True) if len(s) >= _FEWEST and c.day]
    asked = [i for i, (c, _) in enumerate(held) if (c.symbol, c.paragraph) not in settled]
    column = {word: n for n, word in enumerate(sorted({word for _, s in held for word in s}))}
    matrix = np.zeros((len(held), len(column)), np.float32)
    for i, (_, words) in enumerate(held):
        matrix[i, [column[word] for word in words]] = 1
    sizes, days = matrix.sum(axis=1), np.array([c.day for c, _ in held])
    found: list[Origin] = []
    for start in range(0, len(asked), _ROWS):
        rows = asked[start : start + _ROWS]
        scores = 2 * (matrix[rows] @ matrix.T) / np.maximum(sizes[rows][:, None] + sizes[None, :], 1)
        scores[days[rows][:, None] <= days[None, :]] = 0
        for row, line in zip(rows, scores, strict=True):
            best = int(line.argmax())
            if line[best] >= TAKEN_OVER:
                found.append(_origin(held[best][0], held[row][0], float(line[best])))
    return found


def _origin(old: Clause, new: Clause, score: float) -> Origin:
    before, after = rung(old.verb.lower()), rung(new.verb.lower())
    step = "carried" if score >= _CARRIED else "changed"
    if before and after and before != after:
        step = "weakened" if after < before else "strengthened"
    return Origin(old, new, step, round(score, 3))
