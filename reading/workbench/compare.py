"""Two texts paragraph by paragraph: what was kept, changed, added and dropped.

Units are paired within preamble, operative part and annexes by weighted words and word pairs; rare words weigh more,
so that formulae shared by every paragraph decide nothing. What stays unpaired may still live on inside a unit that
already has a partner (a merge) or come out of one (a split): such rows repeat the partner.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from reading.council.children import child_words, names_children
from reading.council.verbs import governing_verbs, rung
from reading.workbench.wording import differences, words
from records.council import Paragraph
from records.readings import Pairing

#: Least similarity of a pair; below it two units are different provisions that share words.
PAIR = 0.40
#: Two left-over units pair at this, when each is the other's best match by a clear margin: provisions cut short or
#: rewritten in one go.
MUTUAL = 0.27
_MARGIN = 1.2
#: Least share of a left-over unit's words that must stand in a partnered unit, beyond what its own partner explains.
LIVES_ON = 0.50
#: Fewest comparable words of a left-over unit that can be told to live on elsewhere.
_LIVES_ON_WORDS = 10
#: What standing under the same letters adds, as a tie-break between near-equal candidates.
_SAME_PLACE = 0.03

Weights = dict[str, float]


@dataclass(frozen=True, slots=True)
class _Unit:
    paragraph: Paragraph
    words: tuple[str, ...]
    terms: Counter[str]
    #: All words in one: the same wording, however its compounds are joined.
    joined: str


def compare(old: Sequence[Paragraph], new: Sequence[Paragraph], lang: str = "en") -> list[Pairing]:
    """One row per printed unit: new units in their order, each dropped unit after the unit that stood before it."""
    rows: list[Pairing] = []
    verbs = governing_verbs(old), governing_verbs(new)
    for part in ("preamble", "operative", "annex"):
        olds = [_unit(p) for p in old if p.part == part]
        news = [_unit(p) for p in new if p.part == part]
        rows += [_row(a, b, score, verbs, lang) for a, b, score in _ordered(olds, news, _pairs(olds, news))]
    return rows


def _unit(paragraph: Paragraph) -> _Unit:
    found = tuple(words(paragraph.text))
    terms = Counter(found) + Counter(f"{a} {b}" for a, b in pairwise(found))
    return _Unit(paragraph, found, terms, "".join(found))


def _pairs(olds: list[_Unit], news: list[_Unit]) -> list[tuple[int, int, float]]:
    if not olds or not news:
        return []
    weights = _weights([*olds, *news])
    scores = _scores(olds, news, weights)
    pairs = _best_pairs(scores, olds, news)
    pairs += _mutual_pairs(scores, pairs)
    taken_old, taken_new = {i for i, _, _ in pairs}, {j for _, j, _ in pairs}
    partner_of_new = {j: i for i, j, _ in pairs}
    partner_of_old = {i: j for i, j, _ in pairs}
    for i, unit in enumerate(olds):
        if i not in taken_old and (host := _host(unit, news, olds, partner_of_new, weights)) is not None:
            pairs.append((i, host, float(scores[i, host])))
    for j, unit in enumerate(news):
        if j not in taken_new and (host := _host(unit, olds, news, partner_of_old, weights)) is not None:
            pairs.append((host, j, float(scores[host, j])))
    return pairs


def _weights(units: list[_Unit]) -> Weights:
    """Inverse document frequency over both texts together."""
    frequency = Counter(term for unit in units for term in unit.terms)
    return {term: math.log(1 + len(units) / count) for term, count in frequency.items()}


def _scores(olds: list[_Unit], news: list[_Unit], weights: Weights) -> NDArray[np.float64]:
    """Weighted Dice similarity of all pairs, 0 to 1."""
    index = {term: n for n, term in enumerate(weights)}
    weight = np.array(list(weights.values()))

    def matrix(units: list[_Unit]) -> NDArray[np.float64]:
        found = np.zeros((len(units), len(index)))
        for row, unit in enumerate(units):
            for term, count in unit.terms.items():
                found[row, index[term]] = math.sqrt(count)
        return found

    a, b = matrix(olds), matrix(news)
    # einsum, not @: at this size the threads of a BLAS cost more than they save, and vary with the machine.
    shared = np.einsum("ik,jk->ij", a * weight, b)
    total = np.einsum("ik,k->i", a * a, weight)[:, None] + np.einsum("ik,k->i", b * b, weight)[None, :]
    return np.asarray(2 * shared / np.maximum(total, 1e-9))


def _best_pairs(scores: NDArray[np.float64], olds: list[_Unit], news: list[_Unit]) -> list[tuple[int, int, float]]:
    """One-to-one pairs, best first; identical wording always pairs, however short."""
    found, used_old, used_new = [], set(), set()
    candidates = []
    for i, j in zip(*np.nonzero(scores >= PAIR / 2), strict=True):
        same = olds[i].joined == news[j].joined
        place = _SAME_PLACE if _place(olds[i]) == _place(news[j]) else 0.0
        near = _SAME_PLACE * (1 - abs(i / len(olds) - j / len(news)))
        if same or scores[i, j] >= PAIR:
            candidates.append((float(scores[i, j]) + same + place + near, int(i), int(j)))
    for _, i, j in sorted(candidates, key=lambda c: (-c[0], c[1], c[2])):
        if i not in used_old and j not in used_new:
            used_old.add(i)
            used_new.add(j)
            found.append((i, j, float(scores[i, j])))
    return found


def _mutual_pairs(scores: NDArray[np.float64], pairs: list[tuple[int, int, float]]) -> list[tuple[int, int, float]]:
    """Pairs among what is left, by mutual preference over everything else that is left."""
    left = scores.copy()
    for i, j, _ in pairs:
        left[i, :] = 0
        left[:, j] = 0
    found = []
    for i, j in zip(*np.nonzero(left >= MUTUAL), strict=True):
        score = left[i, j]
        rivals = max(np.delete(left[i, :], j).max(initial=0), np.delete(left[:, j], i).max(initial=0))
        if score >= _MARGIN * rivals:
            found.append((int(i), int(j), float(score)))
    return found


def _place(unit: _Unit) -> str:
    """Letters and heading under which a unit stands; its number changes with every renewal."""
    return unit.paragraph.reference.partition("(")[2] + unit.paragraph.heading.casefold()


def _host(
    unit: _Unit, hosts: list[_Unit], others: list[_Unit], partner: dict[int, int], weights: Weights
) -> int | None:
    """The partnered unit in which most of `unit` lives on, not counting words its own partner explains."""
    if len(unit.words) < _LIVES_ON_WORDS:
        return None
    own = Counter(unit.words)
    total = sum(weights[t] * n for t, n in own.items())
    best, best_share = None, LIVES_ON
    for number, host in enumerate(hosts):
        if number not in partner:
            continue
        explained = others[partner[number]].terms
        shared = sum(
            weights[t] * min(n, max(0, host.terms[t] - explained[t])) for t, n in own.items() if t in host.terms
        )
        if shared / total > best_share:
            best, best_share = number, shared / total
    return best


def _ordered(
    olds: list[_Unit], news: list[_Unit], pairs: list[tuple[int, int, float]]
) -> list[tuple[_Unit | None, _Unit | None, float]]:
    by_new: dict[int, list[tuple[int, float]]] = {}
    for i, j, score in sorted(pairs):
        by_new.setdefault(j, []).append((i, score))
    dropped = sorted(set(range(len(olds))) - {i for i, _, _ in pairs})
    rows: list[tuple[_Unit | None, _Unit | None, float]] = []
    passed = -1
    for j, unit in enumerate(news):
        partners = by_new.get(j, [])
        if partners:
            passed = max(passed, partners[0][0])
            while dropped and dropped[0] < passed:
                rows.append((olds[dropped.pop(0)], None, 0.0))
        rows += [(olds[i], unit, score) for i, score in partners] or [(None, unit, 0.0)]
    return rows + [(olds[i], None, 0.0) for i in dropped]


def _row(
    old: _Unit | None, new: _Unit | None, score: float, verbs: tuple[dict[str, str], dict[str, str]], lang: str
) -> Pairing:
    a, b = old.paragraph if old else None, new.paragraph if new else None
    child = bool((a and names_children(a.text, lang)) or (b and names_children(b.text, lang)))
    if not (old and new and a and b):
        text = differences(a.text if a else "", b.text if b else "")
        old_name, new_name = (a.reference if a else None), (b.reference if b else None)
        return Pairing(old_name, new_name, "dropped" if a else "new", child, 0.0, text)
    kept = old.joined == new.joined
    force = "" if kept else _force(verbs[0].get(a.reference, ""), verbs[1].get(b.reference, ""), a, b, lang)
    return Pairing(
        a.reference, b.reference, "kept" if kept else "changed", child,
        1.0 if kept else round(min(score, 0.999), 3), differences(a.text, b.text), force,
    )  # fmt: skip


def _force(old_verb: str, new_verb: str, old: Paragraph, new: Paragraph, lang: str) -> str:
    """`weakened` or `strengthened`: the verb binds less or more, or the words that name children are gone or new."""
    before, after = len(child_words(old.text, lang)), len(child_words(new.text, lang))
    if before and not after:
        return "weakened"
    if rung(old_verb) and rung(new_verb) and rung(old_verb) != rung(new_verb):
        return "weakened" if rung(new_verb) < rung(old_verb) else "strengthened"
    if after and not before:
        return "strengthened"
    return "weakened" if 2 * after < before else ""


def child_units(rows: Sequence[Pairing], side: str, lang: str = "en") -> int:
    """How many units of the `old` or `new` text name children, told from the differences."""
    gone = "+" if side == "old" else "-"
    return len(
        {
            getattr(row, side)
            for row in rows
            if row.child
            and getattr(row, side)
            and names_children(" ".join(words_ for op, words_ in row.diff if op != gone), lang)
        }
    )


def summary(rows: Sequence[Pairing], lang: str = "en") -> str:
    """What became of the child provisions, in one line: `child provisions 14 → 9: 2 dropped, 3 weakened`."""
    child = [row for row in rows if row.child]
    if not child:
        return "no child provision in either text"
    counts = {
        "dropped": sum(row.status == "dropped" for row in child),
        "weakened": sum(row.force == "weakened" for row in child),
        "strengthened": sum(row.force == "strengthened" for row in child),
        "new": sum(row.status == "new" for row in child),
        "otherwise changed": sum(row.status == "changed" and not row.force for row in child),
        "kept": sum(row.status == "kept" for row in child),
    }
    told = ", ".join(f"{count} {name}" for name, count in counts.items() if count)
    return f"child provisions {child_units(rows, 'old', lang)} → {child_units(rows, 'new', lang)}: {told}"
