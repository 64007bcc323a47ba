"""Where it happens: the countries of a text by weight of evidence, and the districts named in them.

A name of a country or city weighs more than an adjective; an adjective before armed forces ("Israeli airstrike") says
who acted, not where; a dateline of a press bureau or a seat of the United Nations weighs little beside another country.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise

from reading.matcher import Hit
from reading.news.gazetteer import Place
from reading.news.hits import Signals
from reading.news.parties import Party
from reading.news.towns import country_of_small_names

_WEIGHT = {"country": 3.0, "city": 3.0, "district": 3.0, "locality": 2.6, "demonym": 1.3, "leader": 0.4}
#: How far into the text a name still counts as standing in its head; from where on it is background.
_HEAD, _LATE = 160, 600
_IN_HEAD, _IN_TAIL = 1.6, 0.7
#: Share of the strongest country's weight that another one needs; and when it stands beside it in the head.
_SHARE, _SHARE_HEAD = 0.85, 0.6
#: Names that a list joins ("in Mexico, Colombia and Brazil"), so far into the text.
_LIST = re.compile(
    r"-|/|(?:,|، ?|、|和|与)? ?(?:(?:and|et|y|e|и|و|as well as) ?)?(?:(?:in|en|au|aux|de|в) )?"
    r"(?:(?:the|la|le|les|el) |l')?"
)
_LISTED = 200
#: Words after an adjective of nationality that make it an actor.
_ACTOR = re.compile(
    r"(?:-led|-backed|-allied|-affiliated|'s)?[ -](?:\w+ ){0,1}(?:air ?strike|strike|force|army|armed|troop|soldier|military|drone|warplane|jet|shelling|"  # noqa: E501
    r"bomb|missile|artillery|occupation|navy|aircraft|invasion|attack|defen[cs]e|security|settler|navy|coalition|backed|"
    r"militant|taliban|citizen|national|refugee|migrant|officials said|mercenar)|^(?:-backed|-led)"
)
#: Words after an adjective of nationality that are war by themselves.
_STRIKE = re.compile(
    r"(?:'s)?[ -](?:military |army |air |drone |missile |rocket |artillery |ground |naval |tank )?"
    r"(?:air ?strike|strike|raid|attack|shelling|bombardment|bombing|offensive|invasion|incursion|siege|assault|drone|"
    r"missile|rocket|warplane|jets|bomb|shell|occupation)"
)
#: What a state that begins a sentence does to others: Israel kills, Russia bombs. Elsewhere the name is as often where.
_KILLS = re.compile(
    r" (?:kill|bomb|shell|bombard)(?:s|ed)(?!\w)| (?:a )?(?:tue|bombarde|mata|bombardea|mato|bombardeo)(?!\w)|"
    r" (?:убил|убива|бомбит|обстрел)| (?:ت?قتل|ت?قصف)ت?(?!\w)|[^,。,]{0,8}?(?:打死|炸死|杀死|轰炸|炮击)"
)
_FORCE_BEFORE = re.compile(
    r"(?:armee|forces|soldats|troupes|ejercito|fuerzas|tropas|soldados|drones?|missiles?|misiles?|dron|frappes?|aviation|"
    r"الجيش|جيش|قوات|القوات|طيران|طائرات|المدفعيه|غاره|غارات|الاحتلال) $"
)
_FORCE_AFTER = re.compile(
    r" ?(?:арми|войск|военн|солдат|авиа|дрон|беспилотн|ракет|удар|обстрел|сил)|军|空军|部队|战机|无人机|导弹|空袭"
)
#: Where people go or come from, what borders the place, what a protest is about: not where it happens.
_ASIDE_BEFORE = re.compile(
    r"(?:(?<!\w)(?:to|into|towards|neighbouring|neighboring|vers|hacia|from neighbouring|born in|citizen of|made in|"
    r"bordering|borders|border (?:with|between)|talks with|based in|solidarity with|protest(?:s|ed|ing)? against|"
    r"invade|invasion of|war (?:in|on|against|with)|(?:ambassador|embassy|envoy) (?:to|of|in)|"
    r"ambassade (?:de|d'|du)|embajada de|invasion (?:de|du|de la|de l')|invasion rusa (?:de|a)|guerre en|"
    r"guerra (?:en|de)) (?:the )?|(?<!\w)(?:pro|anti|ex)-)$"
)
_ASIDE_AFTER = re.compile(
    r"-(?:backed|led|based|born|bound|owned|funded|supported|style|aligned|trained|registered)(?!\w)|"
    r"[- ]made(?!\w)|(?:'s)? (?:border|embassy|consulate|ambassador|road|street|avenue|square|gate|hotel|bank)(?!\w)"
)
#: A country's name before people means where they are from.
_PEOPLE_AFTER = re.compile(r" (?:\w+ ){0,1}(?:national|citizen|immigrant|migrant|refugee|passport|officials said)")
#: What stands in a place is said to be there.
_LOCATIVE = re.compile(
    r"(?:(?<!\w)(?:in|at|near|across|outside|around|inside|a|en|au|aux|dans|pres de|cerca de|в|во|на|под|около)"
    r"(?: (?:the|la|le|el|les|los))?|(?<!\w)في) $|在$"
)
_LOCATED = 1.5
#: Names that English uses like adjectives.
_SHORT_NAMES = {"US", "U.S.", "UK", "U.K.", "UAE", "USA", "DPRK"}
_ASIDE = 0.4
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


def strikes(hit: Hit[Place], found: Signals) -> bool:
    """Whether a country or its people does to another what is war: an Israeli attack, Israel kills."""
    text = found.folded.text
    kills = hit.payload.kind == "country" and hit.start in found.sentences and _KILLS.match(text, hit.end)
    return bool(kills or _STRIKE.match(text, hit.end))


def acts(hit: Hit[Place], found: Signals) -> bool:
    """Whether a name of a country or its people belongs to forces or weapons: an Israeli bomb, the army of Mali."""
    text = found.folded.text
    after, before = text[hit.end : hit.end + 40], text[max(0, hit.start - 24) : hit.start]
    return bool(_ACTOR.match(after) or _FORCE_BEFORE.search(before) or _FORCE_AFTER.match(after))


def _weight(hit: Hit[Place], found: Signals) -> float:
    text = found.folded.text
    weight = _WEIGHT[hit.payload.kind]
    after, before = text[hit.end : hit.end + 40], text[max(0, hit.start - 24) : hit.start]
    adjective = hit.payload.kind == "demonym" or found.lang in {"ru", "ar", "zh"} or hit.term in _SHORT_NAMES
    if adjective and acts(hit, found):
        weight *= 0.25
    if _SEATS.match(text, hit.start):
        weight *= 0.35
    if _ASIDE_BEFORE.search(before) or _ASIDE_AFTER.match(after) or _PEOPLE_AFTER.match(after):
        weight *= _ASIDE
    if _LOCATIVE.search(before):
        weight *= _LOCATED
    if hit.start < _HEAD:
        weight *= _IN_HEAD
    return weight * _IN_TAIL if hit.start > _LATE else weight


def _within(hit: Hit[Place], party: Hit[Party]) -> bool:
    """Whether a place is only part of the name of a party that acts elsewhere too (Islamic State in Iraq)."""
    longer = party.start <= hit.start and hit.end <= party.end and party.end - party.start > hit.end - hit.start
    return longer and party.payload.countries != (hit.payload.iso3,)


def weighed(found: Signals) -> dict[str, float]:
    """Weight of evidence per country; a name repeated counts less each time."""
    weights: dict[str, float] = {}
    seen: dict[tuple[str, str], int] = {}
    for hit in found.places:
        if any(_within(hit, party) for party in found.parties):
            continue
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
        town = country_of_small_names(found.folded.source)
        return _of_parties(found) or ((town,) if town else ())
    top = max(weights.values())
    head = {hit.payload.iso3 for hit in found.places if hit.start < _HEAD}
    kept = {iso for iso, weight in weights.items() if weight >= top * (_SHARE_HEAD if iso in head else _SHARE)}
    kept |= _listed_with(kept, found)
    # Of equal ones the one named first: a set has no order of its own.
    return tuple(sorted((iso for iso in weights if iso in kept), key=lambda iso: -weights[iso])[:4])


def _listed_with(kept: set[str], found: Signals) -> set[str]:
    """Countries that a list in the head joins to one of `kept`."""
    joined: set[str] = set()
    for one, next_one in pairwise(found.places):
        between = found.folded.text[one.end : next_one.start]
        plain = all(
            hit.payload.kind == "country" and _weight(hit, found) >= _WEIGHT["country"] for hit in (one, next_one)
        )
        if next_one.start < _LISTED and plain and _LIST.fullmatch(between):
            codes = {one.payload.iso3, next_one.payload.iso3}
            joined |= codes if codes & (kept | joined) else set()
    return joined


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
