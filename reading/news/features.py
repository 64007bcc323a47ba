"""Numbers that the model weighs: counts and nearness of words, ages, places, parties; no language, no country."""

from __future__ import annotations

from collections.abc import Mapping
from math import log1p

from reading.news.ages import ADULT
from reading.news.countries import acts
from reading.news.gazetteer import situations
from reading.news.hits import Signals
from reading.news.joints import joints
from reading.news.roles import OBJECTS, in_passing, nearest
from reading.news.rules import Named, child_sentences
from reading.news.victims import victims
from records.readings import VIOLATIONS

#: Characters (words of scripts with spaces) that count as the head of an item.
_HEAD = 220
_SHELVES = (
    "child.strong", "child.weak", "child.school", "conflict.terms", "conflict.actors", "conflict.weapons",
    "response.terms", "related_concerns.terms", "attack_verbs", "statement_markers",
    *(f"{violation}.{shelf}" for violation in VIOLATIONS for shelf in ("specific", "action")),
    "attacks_schools_hospitals.more", "peace.sport", "peace.culture", "peace.family", "peace.crime", "peace.accident",
    "peace.economy", "peace.health", "peace.protest", "peace.programme", "peace.migration", "grown.terms",
    "child.formula", "side", "unknown", "quarrel", "negation.terms", "commemoration.terms",
)  # fmt: skip
#: Shelves that are looked for in the sentences with a child.
_NEAR = (
    "conflict.terms", "conflict.actors", "conflict.weapons", "attack_verbs", "peace.sport", "peace.culture",
    "peace.family", "peace.crime", "peace.accident", "peace.health", "peace.protest", "peace.programme",
    "peace.migration", "grown.terms", "child.formula", "side", "unknown", "quarrel", "statement_markers",
    *(f"{violation}.action" for violation in VIOLATIONS),
)  # fmt: skip
#: Exclusions that are the name of an organisation: Save the Children speaks of children without being one.
_ORGANISATION = "organisation"
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
    return out | _people_and_places(found, children) | _parts(found, children) | joints(found, children)


def _parts(found: Signals, children: set[int]) -> dict[str, float]:
    """What children and schools do in the text: harmed, struck, near the fighting, or in passing."""
    hurt = victims(found)
    passing = in_passing(found)
    objects = found.of(*OBJECTS)
    struck = [hit for hit in objects if hit.start not in passing]
    harm, verbs = found.of("killing_maiming.action"), found.of("attack_verbs")
    child = found.of("child.strong")
    fighting = found.of("conflict.terms", "conflict.actors", "conflict.weapons")
    length = max(len(found.folded.text), 1)
    first = min((found.sentences[number] for number in children), default=length)
    return {
        "victims:killed": log1p(min(hurt.least or 0, 20)) / 2,
        "victims:hurt": log1p(min(hurt.hurt_least or 0, 20)) / 2,
        "victims?": float(bool(hurt.spans)),
        "objects:struck": log1p(len(struck)) / 2,
        "objects:passing": log1p(len(objects) - len(struck)) / 2,
        "struck~verb": nearest(struck, verbs, found),
        "child~harm": nearest(child, harm, found),
        "child~fighting": nearest(child, fighting, found),
        "child:first": 1 - first / length,
        "child:share": len(children) / len(found.sentences),
        "fighting:share": len(found.in_sentences(fighting)) / len(found.sentences),
        "protest-fighting": (log1p(len(found.of("peace.protest"))) - log1p(len(fighting))) / 2,
        "programme-fighting": (log1p(len(found.of("peace.programme"))) - log1p(len(fighting))) / 2,
    }


def _people_and_places(found: Signals, children: set[int]) -> dict[str, float]:
    conflict = found.of("conflict.terms", "conflict.actors", "conflict.weapons")
    lands = {hit.payload.iso3 for hit in found.places}
    minors, adults = found.child_ages, [age for age in found.ages if age.years >= ADULT]
    peace = found.of("peace")
    situation = bool(lands & situations())
    elsewhere = bool(lands) and not situation
    return {
        "age:minor": float(bool(minors)),
        "age:minor&child": float(bool(found.in_sentences(minors) & found.in_sentences(found.of("child.strong")))),
        "age:adult": float(bool(adults)),
        "child": float(bool(children)),
        "child&conflict": float(bool(found.in_sentences(conflict) & children)),
        "conflict:kinds": float(len({hit.payload for hit in conflict})) / 3,
        "situation": float(situation),
        "elsewhere": float(elsewhere),
        "somewhere": float(bool(lands)),
        "conflict-peace": (log1p(len(conflict)) - log1p(len(peace))) / 2,
        "masked": log1p(sum(not hit.payload[1].startswith(_ORGANISATION) for hit in found.excluded)),
        "organisation": float(any(hit.payload[1].startswith(_ORGANISATION) for hit in found.excluded)),
    } | _who_and_where(found, situation, elsewhere)


def _who_and_where(found: Signals, situation: bool, elsewhere: bool) -> dict[str, float]:
    """Who acts, and whether a war is known there: "gunmen" mean one thing in an insurgency and another elsewhere."""
    who = {
        "side": bool(found.of("side") or found.parties),
        "unknown": bool(found.of("unknown")),
        "quarrel": bool(found.of("quarrel")),
        "crime": bool(found.of("peace.crime")),
        "weapons": bool(found.of("conflict.weapons")),
        "state": any(acts(hit, found) for hit in found.places if hit.payload.kind in ("country", "demonym")),
        "gang": bool(found.of("gang")),
        "backdrop": bool(found.of("war.backdrop")),
        "outright": bool(found.of("war.outright")),
    }
    out = {f"{name}&situation": float(there and situation) for name, there in who.items()}
    out |= {f"{name}&elsewhere": float(there and elsewhere) for name, there in who.items()}
    out["unknown-side"] = float(who["unknown"] and not who["side"])
    out["quarrel-side"] = float(who["quarrel"] and not who["side"])
    out["side:share"] = len(found.in_sentences(found.of("side"))) / len(found.sentences)
    return out
