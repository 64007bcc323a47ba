"""What stands together in a text: a child or a school beside fighting or harm, in one sentence or in neighbouring ones.

In a long text the clause that matters may be anywhere, so these are looked at sentence by sentence; how often its words
stand elsewhere counts little.
"""

from __future__ import annotations

from math import log1p

from reading.news.countries import acts, strikes
from reading.news.hits import Signals
from reading.news.roles import OBJECTS, in_passing

#: What one side of a pair is, by name, and the codes of its words; `child`, `struck` and `state` are told by rules.
_SIDES = {
    "kin": ("kin",),
    "gang": ("gang",),
    "outright": ("war.outright",),
    "backdrop": ("war.backdrop",),
    "forces": ("conflict.actors", "side"),
    "weapon": ("conflict.weapons",),
    "harm": ("killing_maiming.action",),
    "attack": ("attack_verbs",),
}
_PAIRS = (
    ("child", "outright"), ("child", "backdrop"), ("child", "forces"), ("child", "weapon"), ("child", "harm"),
    ("child", "gang"), ("kin", "harm"), ("kin", "outright"),
    ("struck", "outright"), ("struck", "attack"), ("struck", "weapon"), ("struck", "backdrop"), ("struck", "forces"),
    ("child", "state"), ("state", "harm"), ("state", "weapon"), ("struck", "state"),
    ("gang", "harm"), ("outright", "harm"),
)  # fmt: skip
_TRIPLES = (
    ("child", "harm", "outright"), ("child", "harm", "weapon"), ("child", "harm", "forces"),
    ("struck", "attack", "outright"), ("struck", "attack", "weapon"), ("kin", "harm", "outright"),
)  # fmt: skip


def joints(found: Signals, children: set[int]) -> dict[str, float]:
    """Features: 1 for the same sentence, 0.5 for neighbours, 0 apart; then how far each side goes through the text."""
    passing = in_passing(found)
    where = {name: found.in_sentences(found.of(*codes)) for name, codes in _SIDES.items()}
    # A named party is as plain a word of war as any; alone it would only tell that our training items name few.
    for name in ("outright", "forces"):
        where[name] |= found.in_sentences(found.parties)
    where["child"] = children
    where["state"] = found.in_sentences(
        hit for hit in found.places if hit.payload.kind != "leader" and acts(hit, found)
    )
    # What a state does to another is war too: an Israeli bomb, a Russian attack.
    where["outright"] |= found.in_sentences(
        hit for hit in found.places if hit.payload.kind != "leader" and strikes(hit, found)
    )
    where["struck"] = found.in_sentences(hit for hit in found.of(*OBJECTS) if hit.start not in passing)
    wide = {name: {n + step for n in numbers for step in (-1, 0, 1)} for name, numbers in where.items()}
    out = {f"{a}+{b}": _nearness(where[a], where[b], wide[b]) for a, b in _PAIRS}
    out |= {f"{a}+{b}+{c}": _nearness(where[a], where[b] & where[c], wide[b] & wide[c]) for a, b, c in _TRIPLES}
    count = len(found.sentences)
    for name in ("outright", "backdrop", "gang"):
        hits = found.of(*_SIDES[name])
        out[f"{name}:words"] = log1p(len({hit.term for hit in hits}))
        out[f"{name}:share"] = len(where[name]) / count
        out[f"{name}:first"] = 1 - min(where[name], default=count) / count
    return out | {"sentences": log1p(count), "length": log1p(len(found.folded.text) / 100)}


def _nearness(these: set[int], those: set[int], around: set[int]) -> float:
    return 1.0 if these & those else 0.5 if these & around else 0.0
