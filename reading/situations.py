"""What a Council text is about: situations (ISO3), and the missions and regimes it mandates, renews or ends.

Missions are recognised by the names of `tables/mandates.csv`; a sanctions regime by a country of the text together
with words of sanctions. A rollover is a text that prolongs for a short time and asks for nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache

from reading.gazetteer import places, rows
from reading.normal import fold_keeping
from records.council import CouncilText
from records.readings import MandateEnd

_SANCTIONS = re.compile(
    r"\b(?:sanctions|arms embargo|travel ban|assets? freeze|panel of experts|group of experts|monitoring group|"
    r"(?:sanctions|financial|travel|arms|these|imposed|the) measures|measures (?:on|imposed|set|in)|petroleum|"
    r"charcoal)\b",
    re.I,
)
_ABOUT_MANDATE = re.compile(
    r"\b(?:exten\w+|renew\w+|prolong\w+|establish\w+|authoriz\w+|authoris\w+|mandate|deploy\w*|terminat\w+|withdraw\w*)\b",
    re.I,
)
#: What stays as another resolution has it, instead of being printed again.
_BY_REFERENCE = re.compile(
    r"\breaffirms (?:[^;,]{0,30}\b)?(?:paragraphs?|provisions|decisions)\b[^;]{0,80}\bresolutions? \d|"
    r"\b(?:mandate|measures|tasks|provisions|authori[sz]ations?|arrangements|operate)\b[^;]{0,60}"
    r"\b(?:set (?:out|forth)|contained|specified|established|imposed|authori[sz]ed|renewed|extended|defined)\b"
    r"[^;]{0,60}\bresolutions? \d|"
    r"\bmandate\b[^;]{0,60}\bin accordance with (?:its )?resolutions? \d",
    re.I,
)
#: Operative paragraphs and days up to which a prolongation counts as technical.
_ROLLOVER_UNITS, _ROLLOVER_DAYS = 6, 190


@dataclass(frozen=True, slots=True)
class Mandate:
    """A row of the table: how it is called here, what it is, and the countries it concerns."""

    name: str
    kind: str
    iso3: frozenset[str]


@cache
def _named() -> tuple[dict[str, Mandate], re.Pattern[str]]:
    names: dict[str, Mandate] = {}
    for row in rows("mandates.csv"):
        mandate = Mandate(row["mandate"], row["kind"], frozenset(filter(None, row["iso3"].split(";"))))
        for name in (row["mandate"], *filter(None, row["names"].split(";"))):
            names[name] = mandate
    ordered = sorted(names, key=len, reverse=True)
    return names, re.compile(r"(?<![\w-])(?:" + "|".join(map(re.escape, ordered)) + r")(?![\w-])")


@cache
def _regimes() -> tuple[Mandate, ...]:
    return tuple(dict.fromkeys(m for m in _named()[0].values() if m.kind == "sanctions" and m.iso3))


def situations_of(text: CouncilText) -> tuple[str, ...]:
    """ISO3 codes named in the title, else in the subjects the United Nations assigned, else in the agenda item."""
    for told in (text.title, ". ".join(s.title() for s in text.subjects), text.agenda_item):
        found = places(fold_keeping(told.replace("’", "'")), "en")
        if codes := tuple(dict.fromkeys(hit.payload.iso3 for hit in found if hit.payload.kind != "demonym")):
            return codes
    return tuple(sorted({code for m in _mentioned(text.title) for code in m.iso3}))


def _mentioned(told: str) -> list[Mandate]:
    names, pattern = _named()
    return list(dict.fromkeys(names[match.group()] for match in pattern.finditer(told.replace("’", "'"))))


def mandates_of(text: CouncilText, situations: Sequence[str], ends: Sequence[MandateEnd]) -> tuple[str, ...]:
    """Missions and regimes that the text mandates or renews, by its title and by the ends it fixes."""
    found = [m.name for m in _mentioned(text.title) if _ABOUT_MANDATE.search(text.title)]
    if _SANCTIONS.search(text.title) and not found:
        found += _regimes_of(situations)
    found += [end.mandate for end in ends if end.mandate]
    return tuple(dict.fromkeys(found))


def _regimes_of(situations: Iterable[str]) -> list[str]:
    wanted = set(situations)
    return [regime.name for regime in _regimes() if regime.iso3 & wanted]


def named_ends(text: CouncilText, situations: Sequence[str], ends: Sequence[MandateEnd]) -> tuple[MandateEnd, ...]:
    """The ends with the mandate each belongs to, where the paragraph or the title names it."""
    paragraphs = {p.reference: p.text for p in text.paragraphs}
    titled = [m for m in _mentioned(text.title) if m.kind != "sanctions"]
    regimes = _regimes_of(situations) or [m.name for m in _mentioned(text.title) if m.kind == "sanctions"]

    def named(end: MandateEnd) -> MandateEnd:
        said = paragraphs.get(end.reference, "")
        near = said[max(0, end.start - 300) : end.end + 200]
        mentioned = _mentioned(near)
        missions = _mentioned(end.subject) or [m for m in mentioned if m.kind != "sanctions"]
        if missions:
            return replace(end, mandate=missions[0].name)
        if _SANCTIONS.search(near):
            based = [m.name for m in mentioned if not regimes or m.name in regimes]
            if based or len(regimes) == 1:
                return replace(end, mandate=(based or regimes)[0])
        return replace(end, mandate=titled[0].name) if len(titled) == 1 and "mandate" in near.lower() else end

    return tuple(named(end) for end in ends)


def is_rollover(text: CouncilText, ends: Sequence[MandateEnd], provides: bool) -> bool:
    """Whether the text only prolongs: briefly, or for longer by pointing to what an earlier resolution set.

    One that points back but has an operative child provision of its own (`provides`) restates something: no rollover.
    """
    operative = [p.text for p in text.paragraphs if p.part == "operative"]
    dated = [end.due for end in ends if end.due]
    if not dated or text.adopted is None or len(operative) > _ROLLOVER_UNITS:
        return False
    if len(operative) <= _ROLLOVER_UNITS // 2 or (max(dated) - text.adopted).days <= _ROLLOVER_DAYS:
        return True
    return not provides and any(_BY_REFERENCE.search(unit) for unit in operative)
