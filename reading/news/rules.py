"""What the words alone say of a text: how strongly each violation is named, and the words that say it.

The rules follow the header of vocabulary.yaml. A strength is 0 (nothing), 1 (words near one another), 2 (named
outright); the model (`reading.news.model`) weighs strengths together with everything else.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from reading.matcher import Hit
from reading.news.hits import Signals
from reading.news.roles import OBJECTS, in_passing
from reading.vocabulary import Code
from records.readings import VIOLATIONS

#: Characters between an attack and the school or hospital it strikes.
_NEAR, _NEAR_CHINESE = 60, 14
#: Violations whose outright names do not need a child beside them.
_WITHOUT_CHILD = {"attacks_schools_hospitals", "denial_humanitarian_access"}
#: Different words of aid and hindrance in one sentence that make a denial.
_DENIAL_WORDS = 3


@dataclass(frozen=True, slots=True)
class Named:
    """How strongly the words name a violation, and which words."""

    strength: int
    hits: tuple[Hit[Code], ...]
    rule: str


_NOTHING = Named(0, (), "")


def child_sentences(found: Signals) -> set[int]:
    """Numbers of the sentences that hold a child: a word or an age under 18."""
    return found.in_sentences(found.of("child.strong")) | found.in_sentences(found.child_ages)


def named(found: Signals) -> dict[str, Named]:
    """Every violation with what the words say of it."""
    children = child_sentences(found)
    return {violation: _named(found, violation, children) for violation in VIOLATIONS}


def _named(found: Signals, violation: str, children: set[int]) -> Named:
    specific = found.of(f"{violation}.specific")
    if violation == "sexual_violence":
        specific = [hit for hit in specific if _beside(found, hit, children)]
    if specific and (children or violation in _WITHOUT_CHILD or violation != "sexual_violence"):
        return Named(2, tuple(specific[:3]), f"{violation}.specific")
    if violation == "attacks_schools_hospitals":
        return _attack(found)
    if violation == "denial_humanitarian_access":
        return _denial(found)
    near = [hit for hit in found.of(f"{violation}.action") if found.sentence(hit.start) in children]
    if near:
        return Named(1, tuple(near[:3]), f"{violation}.action+child")
    beside = [hit for hit in found.of(f"{violation}.action") if _beside(found, hit, children)]
    return Named(1, tuple(beside[:2]), f"{violation}.action~child") if beside else _NOTHING


def _beside(found: Signals, hit: Hit[Code], children: set[int]) -> bool:
    number = found.sentence(hit.start)
    return bool({number - 1, number, number + 1} & children)


def _attack(found: Signals) -> Named:
    passing = in_passing(found)
    objects = [hit for hit in found.of(*OBJECTS) if hit.start not in passing]
    verbs = found.of("attack_verbs")
    starts = [verb.start for verb in verbs]
    near = _NEAR_CHINESE if found.lang == "zh" else _NEAR
    pairs = [
        (thing, verb)
        for thing in objects
        for verb in verbs[bisect_left(starts, thing.end - near) : bisect_right(starts, thing.end + near)]
        if found.sentence(thing.start) == found.sentence(verb.start)
        and not (verb.start < thing.end and thing.start < verb.end)
    ]
    if not pairs:
        return _NOTHING
    closest = min(pairs, key=lambda pair: abs(pair[1].start - pair[0].start))
    return Named(1, closest, "attacks_schools_hospitals.object+verb")


def _denial(found: Signals) -> Named:
    sentences: dict[int, dict[str, Hit[Code]]] = {}
    for hit in found.of("denial_humanitarian_access.action"):
        sentences.setdefault(found.sentence(hit.start), {}).setdefault(hit.term, hit)
    best = max(sentences.values(), key=len, default={})
    if len(best) < _DENIAL_WORDS:
        return _NOTHING
    return Named(1, tuple(best.values())[:3], "denial_humanitarian_access.words")
