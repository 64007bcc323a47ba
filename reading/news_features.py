"""Numbers that the model weighs: counts and nearness of words, ages, places, parties; no language, no country."""

from __future__ import annotations

from collections.abc import Mapping
from math import log1p

from reading.ages import ADULT
from reading.gazetteer import situations
from reading.news_rules import Named, child_sentences
from reading.signals import Signals
from records.readings import VIOLATIONS

#: Characters (words of scripts with spaces) that count as the head of an item.
_HEAD = 220
_SHELVES = (
    "child.strong", "child.weak", "child.school", "conflict.terms", "conflict.actors", "conflict.weapons",
    "response.terms", "related_concerns.terms", "attack_verbs", "statement_markers",
    *(f"{violation}.{shelf}" for violation in VIOLATIONS for shelf in ("specific", "action")),
    "attacks_schools_hospitals.more", "peace.sport", "peace.culture", "peace.family", "peace.crime", "peace.accident",
    "peace.economy", "peace.health", "negation.terms", "commemoration.terms",
)  # fmt: skip
#: Shelves that are looked for in the sentences with a child.
_NEAR = (
    "conflict.terms", "conflict.actors", "conflict.weapons", "attack_verbs", "peace.sport", "peace.culture",
    "peace.family", "peace.crime", "peace.accident", "peace.health", "statement_markers",
    *(f"{violation}.action" for violation in VIOLATIONS),
)  # fmt: skip
#: Han characters carry about three letters each.
_HAN_LETTERS = 3


def features(found: Signals, names: Mapping[str, Named]) -> dict[str, float]:
    """Features by name, each about 0 to 2."""
    text = found.folded.text
    scale = _HAN_LETTERS if found.lang == "zh" else 1
    # Long texts hold more of every word: counts are per 700 letters beyond that length.
    long = max(1.0, len(text) * scale / 700) ** 0.5
    head = _HEAD // scale
    children = child_sentences(found)
    out: dict[str, float] = {}
    for shelf in _SHELVES:
        hits = found.of(shelf)
        different = len({hit.term for hit in hits})
        out[f"{shelf}#"] = log1p(different) / long
        out[f"{shelf}^"] = float(any(hit.start < head for hit in hits))
        out[f"{shelf}?"] = float(bool(hits))
    for shelf in _NEAR:
        near = [hit for hit in found.of(shelf) if found.sentence(hit.start) in children]
        out[f"child&{shelf}"] = float(bool(near))
    for violation, name in names.items():
        out[f"{violation}=1"] = float(name.strength >= 1)
        out[f"{violation}=2"] = float(name.strength >= 2)
    out |= _people_and_places(found, children)
    return out


def _people_and_places(found: Signals, children: set[int]) -> dict[str, float]:
    conflict = found.of("conflict.terms", "conflict.actors", "conflict.weapons")
    lands = {hit.payload.iso3 for hit in found.places}
    minors, adults = found.child_ages, [age for age in found.ages if age.years >= ADULT]
    party = found.in_sentences(found.parties)
    peace = found.of("peace")
    return {
        "age:minor": float(bool(minors)),
        "age:minor&child": float(bool(found.in_sentences(minors) & found.in_sentences(found.of("child.strong")))),
        "age:adult": float(bool(adults)),
        "party": float(bool(found.parties)),
        "party^": float(any(hit.start < _HEAD for hit in found.parties)),
        "party&child": float(bool(party & children)),
        "child": float(bool(children)),
        "child&conflict": float(bool(found.in_sentences(conflict) & children)),
        "conflict:kinds": float(len({hit.payload for hit in conflict})) / 3,
        "situation": float(bool(lands & situations())),
        "elsewhere": float(bool(lands - situations())),
        "somewhere": float(bool(lands)),
        "conflict-peace": (log1p(len(conflict)) - log1p(len(peace))) / 2,
        "masked": log1p(len(found.excluded)),
    }
