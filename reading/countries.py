"""Where it happens: the countries of a text by weight of evidence, and the districts named in them.

A name of a country or city weighs more than an adjective; an adjective before armed forces ("Israeli airstrike") says
who acted, not where; a dateline of a press bureau or a seat of the United Nations weighs little beside another country.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from reading.gazetteer import Place
from reading.matcher import Hit
from reading.signals import Signals

_WEIGHT = {"country": 3.0, "city": 2.6, "district": 3.0, "locality": 2.6, "demonym": 1.3}
#: How far into the text a name still counts as standing in its head.
_HEAD = 160
#: Share of the strongest country's weight that another one needs; and when it stands beside it in the head.
_SHARE, _SHARE_HEAD = 0.85, 0.5
#: Words after an adjective of nationality that make it an actor.
_ACTOR = re.compile(
    r"(?:-led|-backed|-allied|-affiliated)?[ -](?:\w+ ){0,1}(?:air ?strike|strike|force|army|armed|troop|soldier|military|drone|warplane|jet|shelling|"  # noqa: E501
    r"bomb|missile|artillery|occupation|navy|aircraft|invasion|attack|defen[cs]e|security|settler|navy|coalition|backed|"
    r"militant|taliban|citizen|national|refugee|migrant|officials said|mercenar)|^(?:-backed|-led)"
)
_FORCE_BEFORE = re.compile(
    r"(?:armee|forces|soldats|troupes|ejercito|fuerzas|tropas|soldados|drones?|missiles?|misiles?|dron|frappes?|aviation|"
    r"الجيش|جيش|قوات|القوات|طيران|طائرات|المدفعيه|غاره|غارات|الاحتلال) $"
)
_FORCE_AFTER = re.compile(
    r" ?(?:арми|войск|военн|солдат|авиа|дрон|беспилотн|ракет|удар|обстрел|сил)|军|空军|部队|战机|无人机|导弹|空袭"
)
#: Where people go or come from is not where it happens.
_TOWARDS = re.compile(
    r"(?<!\w)(?:to|into|towards|neighbouring|neighboring|vers|hacia|from neighbouring|born in|citizen of|made in) $"
)
#: Weight that the sole country of a named party adds.
_PARTY = 1.2
#: Who attacks whom: the attacker's name is everywhere, the place is the other's.
_STRUCK_BY = {"PSE": "ISR", "LBN": "ISR", "UKR": "RUS"}
#: Cities that are named as seats of offices, courts and talks.
_SEATS = re.compile(
    r"(?:new york|nueva york|нью-йорк|نيويورك|纽约|geneva|geneve|ginebra|женев|جنيف|日内瓦|the hague|la haye|la haya|гааг|لاهاي|海牙|"  # noqa: E501
    r"vienna|vienne|viena|brussels|bruxelles|bruselas|брюссел|washington|вашингтон|واشنطن|华盛顿|london|londres|paris|"
    r"nairobi|найроби|نيروبي|内罗毕|dakar|дакар|داكار|达喀尔|amman|عمان|安曼|beirut|beyrouth|beirut|بيروت|贝鲁特|tunis|تونس|"
    r"jerusalem|القدس|cairo|القاهره|johannesburg|moscow|москв|istanbul|addis ababa|kremlin|white house|the vatican)"
)


def _weight(hit: Hit[Place], found: Signals) -> float:
    text = found.folded.text
    weight = _WEIGHT[hit.payload.kind]
    after, before = text[hit.end : hit.end + 40], text[max(0, hit.start - 24) : hit.start]
    adjective = hit.payload.kind == "demonym" or found.lang in {"ru", "ar", "zh"}
    if adjective and (_ACTOR.match(after) or _FORCE_BEFORE.search(before) or _FORCE_AFTER.match(after)):
        weight *= 0.25
    if _SEATS.match(text, hit.start):
        weight *= 0.35
    if _TOWARDS.search(before):
        weight *= 0.6
    if hit.start < _HEAD:
        weight *= 1.6
    return weight


def weighed(found: Signals) -> dict[str, float]:
    """Weight of evidence per country; a name repeated counts less each time."""
    weights: dict[str, float] = {}
    seen: dict[tuple[str, str], int] = {}
    for hit in found.places:
        key = (hit.payload.iso3, hit.term)
        seen[key] = seen.get(key, 0) + 1
        weights[hit.payload.iso3] = weights.get(hit.payload.iso3, 0) + _weight(hit, found) / seen[key]
    for code in {hit.payload.countries[0] for hit in found.parties if len(hit.payload.countries) == 1}:
        if code in weights:
            weights[code] += _PARTY
    for struck, striker in _STRUCK_BY.items():
        inside = any(h.payload.iso3 == striker and h.payload.kind in {"city", "district"} for h in found.places)
        if struck in weights and striker in weights and not inside:
            weights[striker] *= 0.4
    return weights


def countries(found: Signals) -> tuple[str, ...]:
    """ISO3 codes of where it happens, strongest first; parties decide where no place is named."""
    weights = weighed(found)
    if not weights:
        return _of_parties(found)
    top = max(weights.values())
    head = {hit.payload.iso3 for hit in found.places if hit.start < _HEAD}
    kept = [iso for iso, weight in weights.items() if weight >= top * (_SHARE_HEAD if iso in head else _SHARE)]
    return tuple(sorted(kept, key=lambda iso: -weights[iso])[:4])


def _of_parties(found: Signals) -> tuple[str, ...]:
    sole = [hit.payload.countries for hit in found.parties if len(hit.term) > 3]
    alone = set(sole)
    return (next(iter(alone))[0],) if len(alone) == 1 else ()


def places_of(found: Signals, codes: Iterable[str]) -> list[Hit[Place]]:
    """The place names that stand for `codes`, by place in the text."""
    wanted = set(codes)
    return [hit for hit in found.places if hit.payload.iso3 in wanted]


def districts(found: Signals, codes: Iterable[str]) -> tuple[str, ...]:
    """Districts and cities of `codes` as the text names them, each once; never anything finer."""
    names: dict[str, str] = {}
    for hit in places_of(found, codes):
        if hit.payload.kind in {"city", "district"}:
            names.setdefault(hit.term.rstrip("*").casefold(), found.folded.quote(hit.start, hit.end)[0])
    return tuple(names.values())[:6]
