"""Ends of mandates, authorizations and measures, as the text itself fixes them.

An end is stated ("until 20 December 2026", "to 31 January 2027"), or a period from a stated start or from adoption. A
deadline ("by", "no later than"), a review, a date that has passed and the end of a reporting cycle are not ends.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Literal

from reading.council.clauses import Clause, clauses
from reading.council.dates import DATE, PERIOD, end_of, to_date
from reading.council.verbs import governing_verbs
from records.council import CouncilText
from records.readings import MandateEnd

#: Verbs by which the Council itself sets a duration.
_SETS = frozenset(
    "decides authorizes extends renews reauthorizes approves agrees establishes prolongs endorses determines mandates "
    "entrusts concurs sets reappoints".split()
)
#: After these the request itself must create or prolong something.
_ASKS = frozenset("requests asks directs instructs invites".split())
_CREATES = re.compile(
    r"\b(?:re-?establish|establish|create|appoint|re-?appoint|assign|set up|extend|renew|prolong|deploy|maintain"
    r"|continue|keep)\b",
    re.I,
)
#: What cannot be prolonged as a mandate: said between the verb and the date, the date belongs to it.
_OTHER_MATTER = re.compile(
    r"\b(?:review\w*|to report|reporting|brief(?:s|ing|ings)?|submit\w*|complet\w+|withdraw\w*|drawdown|inform\w*|"
    r"elections?|under consideration|no later than|assess\w*|monthly|deadline|transfer\w* of authority)\b",
    re.I,
)
#: A source named in passing: its word "report" asks for none.
_AS_SET_OUT = re.compile(
    r"\b(?:as\s+)?(?:recommended|proposed|set out|described|outlined|contained|requested|referred to"
    r"|mentioned|stated|noted|"
    r"contemplated|envisaged)\s+(?:by|in|under)\b[^,;]*",
    re.I,
)
_STATED = re.compile(
    rf"\b(?:until|till|to|through|up to|up until|ending|ending on|expiring on|expires? on|expiring|terminat\w+ on|"
    rf"ends? on|concluding on|lapse on)(?:\s+and\s+including)?(?:\s+the)?\s+(?P<date>{DATE})",
    re.I,
)
_FOR = re.compile(
    rf"\bfor\s+(?:(?:a|an|another|the|this|its)\s+)?(?:(?:further|additional|initial|planned|final|renewable|new"
    rf"|single|one-time|"
    rf"interim|maximum|limited|second|third|extendable|fixed|last)\s+)*(?:period\s+of\s+)?(?:(?:up to"
    rf"|no longer than|not more "
    rf"than|at least|no more than|not to exceed|not exceeding|another|an additional"
    rf"|a further)\s+)?(?:a\s+)?{PERIOD}(?:\s+period)?",
    re.I,
)
_AFTER_ADOPTION = re.compile(
    rf"\b(?:terminat\w+|expir\w+|end|lapse|cease)\b[^;,]{{0,60}}?\b{PERIOD}\s+(?:from|after|following)\s+"
    r"(?:the\s+)?(?:date\s+of\s+)?(?:the\s+)?adoption",
    re.I,
)
_ANCHOR = re.compile(
    rf"^(?:\s*,)?\s*(?:(?:period\s+)?(?:from|beyond|after|following|beginning|commencing|starting|effective|with effect"
    rf"|as of|as from|running|which (?:shall|will) (?:begin|start|commence)))(?:\s+(?:on|from|as of"
    rf"|at))?\s+(?:the\s+)?(?P<date>{DATE})",
    re.I,
)
_ANCHOR_BEFORE = re.compile(
    rf"\b(?:beginning|commencing|starting|effective|with effect)(?:\s+(?:on|from"
    rf"|as of))?\s+(?P<date>{DATE})\s*,?(?:\s+and)?\s*$",
    re.I,
)
_STATED_AFTER = re.compile(
    rf"^[^;]{{0,30}}?(?:,|\(|that is,)?\s*(?:until|to|ending(?: on)?|expiring(?: on)?|through)\s+{DATE}", re.I
)
#: So much per period: a rate, not a duration.
_RATE = re.compile(r"s?\s+thereafter|[^;.]{0,60}?\band\s+for\s+\S+\s+months?\s+periods?\s+thereafter", re.I)
_EVENT_START = re.compile(
    r"\bwithin\s+(?:\w+\s+){1,3}(?:days|weeks|months)?|\bfrom\s+the\s+(?:first\s+)?(?:date|start|beginning"
    r"|commencement)\s+of\s+(?!(?:the\s+|its\s+)?"
    r"(?:adoption|this|the present|present))",
    re.I,
)
_SUBJECT = re.compile(
    r"\b(?:mandates?(?: of)?|authorizations?|authority|measures?|provisions|exemptions?|arrangements"
    r"|deployment(?: of)?|"
    r"presence(?: of)?|Panel of Experts|Group of Experts|Monitoring (?:Group|Team|Mechanism)|Committee|Force|Mission|"
    r"prohibitions?|restrictions?|embargo)\b[^;]*",
)


def read_ends(text: CouncilText) -> list[MandateEnd]:
    """All ends fixed in the operative part, in order."""
    verbs = governing_verbs(text.paragraphs)
    found = []
    for paragraph in text.paragraphs:
        if paragraph.part != "operative":
            continue
        for clause in clauses(paragraph.text, verbs[paragraph.reference]):
            for start, end, due, basis, rule in _in_clause(paragraph.text, clause, text.adopted):
                found.append(
                    MandateEnd(
                        paragraph.reference, subject_of(paragraph.text, clause, start, end), due, basis,
                        paragraph.text[start:end], start, end, rule,
                    )
                )  # fmt: skip
    return _once(found)


Basis = Literal["stated", "computed_from_start", "computed_from_adoption", "none"]
_Found = tuple[int, int, date | None, Basis, str]


def _in_clause(text: str, clause: Clause, adopted: date | None) -> Iterator[_Found]:
    said = text[clause.start : clause.end]
    if not _may_set(clause.verb, said):
        return
    for match in _STATED.finditer(said):
        due = to_date(match["date"])
        if due and (adopted is None or due > adopted) and not _belongs_elsewhere(said, match.start(), match.group()):
            yield clause.start + match.start(), clause.start + match.end(), due, "stated", "end_stated"
    for match in (*_FOR.finditer(said), *_AFTER_ADOPTION.finditer(said)):
        if (
            _RATE.match(said[match.end() :])
            or _STATED_AFTER.match(said[match.end() :])
            or _belongs_elsewhere(said, match.start(), match.group())
        ):
            continue
        if (found := _computed(said, match, adopted)) is not None:
            due, basis, length = found
            yield clause.start + match.start(), clause.start + match.end() + length, due, basis, f"end_{basis}"


def _may_set(verb: str, said: str) -> bool:
    return verb in _SETS or (verb in _ASKS and bool(_CREATES.search(said)))


def _belongs_elsewhere(said: str, at: int, phrase: str) -> bool:
    """The date is a deadline, a span of the past, or says how long something else goes on."""
    before = said[:at]
    if re.search(r"\b(?:whose|which)\b[^,;]{0,40}$", before, re.I) and re.match(r"expir|end|terminat", phrase, re.I):
        return True
    if re.search(r"\bmay\s+(?:be\s+)?(?:designate|appoint|re-?appoint|suspend|decide|grant)", before, re.I):
        return True
    nearest = re.split(r"[;:]|,\s+(?:and\s+)?(?:that|which|who)\b", before)[-1]
    if _OTHER_MATTER.search(_AS_SET_OUT.sub("", nearest)):
        return True
    if re.search(r"\b(?:from|between)\s+" + DATE + r"\s*$", before) and not re.search(r"period", before[-60:], re.I):
        return phrase.lower().startswith("to ") and "mandate" not in before.lower()
    return bool(re.search(r"\b(?:in any|each|every|at least|once|per|of|on|dated)\s*$", before, re.I))


def _computed(said: str, match: re.Match[str], adopted: date | None) -> tuple[date | None, Basis, int] | None:
    rest = said[match.end() :]
    if anchor := _ANCHOR.match(rest):
        if start := to_date(anchor["date"]):
            return end_of(start, match), "computed_from_start", anchor.end()
        return None
    if re.match(
        r"\s*(?:of\s+each|per|each|every|before|prior|ago|in\s+advance"
        r"|after\s+(?!the\s+(?:date\s+of\s+)?(?:the\s+)?adoption))",
        rest,
    ):
        return None
    if before := _ANCHOR_BEFORE.search(said[: match.start()]):
        start = to_date(before["date"])
        return (end_of(start, match), "computed_from_start", 0) if start else None
    if adopted is None or _EVENT_START.search(said[: match.start()]) or _EVENT_START.match(rest.lstrip(" ,")):
        return None, "none", 0
    tail = re.match(
        r"\s*,?\s*(?:starting\s+)?(?:from|after|following|as of"
        r"|beginning)\s+(?:on\s+)?(?:the\s+)?(?:date\s+of\s+)?(?:the\s+)?"
                    r"(?:adoption\s+of\s+)?(?:this|the present)\s+resolution", rest, re.I)  # fmt: skip
    return end_of(adopted, match), "computed_from_adoption", tail.end() if tail else 0


def subject_of(text: str, clause: Clause, start: int, end: int) -> str:
    """What ends, in the text's words: the measure, mandate or body named around the date."""
    before, after = text[clause.start : start], text[end : clause.end]
    for side in (before, after):
        if match := _SUBJECT.search(side):
            words = re.split(r",|\s+(?:and|until|for)\s*$", match.group())[0]
            return " ".join(words.split()[:20]).strip(" ,;")
    return " ".join(before.split()[1:16]).strip(" ,;") or " ".join(after.split()[:15]).strip(" ,;")


def _once(ends: list[MandateEnd]) -> list[MandateEnd]:
    seen: set[tuple[str, date | None]] = set()
    kept = []
    for end in ends:
        if (end.reference, end.due) not in seen:
            seen.add((end.reference, end.due))
            kept.append(end)
    return kept
