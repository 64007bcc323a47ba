"""What a Council text is about: situations (ISO3), and the missions and regimes it mandates, renews or ends.

Missions are recognised by the names of `tables/mandates.csv`; a sanctions regime by a country of the text together
with words of sanctions. A rollover is a text that only prolongs, briefly or by pointing to an earlier resolution.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache

from reading.news.gazetteer import places, rows
from reading.normal import fold_keeping
from records.council import CouncilText
from records.readings import MandateEnd

_SANCTIONS = re.compile(
    r"\b(?:sanctions|arms embargo|travel ban|assets? freeze|panel of experts|group of experts|monitoring group|"
    r"(?:sanctions|financial|travel|arms|these|imposed|the) measures|measures (?:on|imposed|set|in)|petroleum|"
    r"charcoal)\b",
    re.I,
)
#: An armed group whose name holds those of countries.
_GROUP = re.compile(r"Islamic State in Iraq and the Levant", re.I)
#: Titles of texts that set up, prolong or end a mandate or regime, and of those that only let something pass.
_RENEWS = re.compile(
    r"\b(?:exten(?:ds?|ding|sion)|renew\w*|prolong\w*|continuation|(?:re-?)?establish\w*|terminat\w+|withdraw\w*|"
    r"dissolution|impos(?:ing|ition)|lifting of sanctions)\b",
    re.I,
)
_EXEMPTS = re.compile(r"\b(?:exemptions?|de-?listing|one-off|temporary redeployment)\b", re.I)
_ABOUT_MANDATE = re.compile(
    r"\b(?:exten\w+|renew\w+|prolong\w+|establish\w+|authoriz\w+|authoris\w+|mandate|deploy\w*|terminat\w+|withdraw\w*)\b",
    re.I,
)
_AS_SET = (
    r"\b(?:set (?:out|forth)|contained|defined|specified|established|imposed|authori[sz]ed|renewed|extended)\b"
    r"[^;]{0,60}\bresolutions? \d"
)
#: The decision itself points to another resolution for what it prolongs.
_PROLONGS_BY_REFERENCE = re.compile(
    rf"\bdecides?,? (?:[^;]{{0,60}}\b)?to (?:extend|renew|prolong)\b[^;]{{0,200}}?{_AS_SET}", re.I
)
#: In a text of few paragraphs: what stays as another resolution has it, instead of being printed again.
_BY_REFERENCE = re.compile(
    r"\breaffirms (?:[^;,]{0,30}\b)?(?:paragraphs?|provisions|decisions)\b[^;]{0,80}\bresolutions? \d|"
    rf"\b(?:mandate|measures|tasks|provisions|authori[sz]ations?|arrangements|operate)\b[^;]{{0,60}}{_AS_SET}|"
    r"\bmandate\b[^;]{0,60}\bin accordance with (?:its )?resolutions? \d",
    re.I,
)
#: Operative paragraphs and days up to which a prolongation counts as technical; a text of more numbered paragraphs
#: than the last figure prolongs one thing among many that it decides anew.
_ROLLOVER_UNITS, _ROLLOVER_DAYS, _MOST_NUMBERED = 6, 190, 16


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
        found = places(fold_keeping(_GROUP.sub("", told).replace("’", "'")), "en")
        if codes := tuple(dict.fromkeys(hit.payload.iso3 for hit in found if hit.payload.kind != "demonym")):
            return codes
    return tuple(sorted({code for m in _mentioned(text.title) for code in m.iso3}))


def _mentioned(told: str) -> list[Mandate]:
    names, pattern = _named()
    return list(dict.fromkeys(names[match.group()] for match in pattern.finditer(told.replace("’", "'"))))


def mandates_of(text: CouncilText, situations: Sequence[str], ends: Sequence[MandateEnd]) -> tuple[str, ...]:
    """Missions and regimes that the text mandates or renews, by its title and by the ends it fixes."""
    sanctions = bool(_SANCTIONS.search(text.title))
    titled = _mentioned(text.title) if _ABOUT_MANDATE.search(text.title) else []
    found = [m.name for m in titled if m.kind != "sanctions" or sanctions]
    if sanctions and not found:
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
        subject = _mentioned(end.subject)
        missions = subject or [m for m in mentioned if m.kind != "sanctions"]
        based = [m.name for m in mentioned if m.kind == "sanctions" and (not regimes or m.name in regimes)]
        sanctions = (based or (regimes if len(regimes) == 1 else []))[:1]
        of_regime = not subject and _SANCTIONS.search(end.subject)
        if missions and not (of_regime and sanctions):
            return replace(end, mandate=missions[0].name)
        if sanctions and _SANCTIONS.search(near):
            return replace(end, mandate=sanctions[0])
        return replace(end, mandate=titled[0].name) if len(titled) == 1 and "mandate" in near.lower() else end

    return tuple(named(end) for end in ends)


def renews(title: str, fixes_end: bool) -> bool:
    """Whether a text about a mandate sets it up, prolongs or ends it: by the end it fixes, or by its title.

    Others add a task or allow an exemption; nothing is lost by what they do not print.
    """
    return not _EXEMPTS.search(title) and (fixes_end or bool(_RENEWS.search(title)))


def is_rollover(text: CouncilText, ends: Sequence[MandateEnd], provides: bool) -> bool:
    """Whether the text only prolongs: briefly, or for longer by pointing to what an earlier resolution set.

    One that points back but has an operative child provision of its own (`provides`) restates something: no rollover.
    """
    if text.adopted is None:
        return False
    operative = [p for p in text.paragraphs if p.part == "operative"]
    dated = [end.due for end in ends if end.due]
    if dated and len(operative) <= _ROLLOVER_UNITS:
        short = (max(dated) - text.adopted).days <= _ROLLOVER_DAYS
        if short or len(operative) <= _ROLLOVER_UNITS // 2:
            return True
    numbered = sum(p.level == 0 for p in operative)
    if provides or numbered > _MOST_NUMBERED or not (dated or _RENEWS.search(text.title)):
        return False
    few = numbered <= _ROLLOVER_UNITS
    return any(_PROLONGS_BY_REFERENCE.search(p.text) or (few and _BY_REFERENCE.search(p.text)) for p in operative)
