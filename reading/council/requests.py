"""Reports, briefings and assessments that the Council asks for: of whom, to whom, by when.

One row per deadline; a series ("by 31 March and every six months thereafter") is one row with its first date. Tasks
that merely hold the word (a mission's monitoring and reporting) and the Council's own intentions are no requests.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import zip_longest
from typing import Literal, cast

from reading.council.clauses import Clause, clauses
from reading.council.dates import DATE, to_date
from reading.council.deadlines import dues, reach
from reading.council.request_words import (
    ACTOR,
    ASKS,
    CONTENTS,
    COUNCIL,
    GIVER,
    IN_REPORT_BEFORE,
    IN_REPORTS,
    KEPT,
    LED,
    MISSION_TASK,
    NOUN_ASKED,
    OBJECTS,
    PASSIVE,
    PROLONGED,
    RECIPIENTS,
    TELLS,
    THROUGH,
    TO,
    TOLD,
    VAGUE,
)
from reading.council.verbs import governing_verbs, parent_references
from records.council import CouncilText, Paragraph
from records.readings import ReportingRequest

Kind = Literal["report", "briefing", "assessment", "update", "recommendations", "other"]
#: Kinds of what is asked for by name, by its first five letters.
_NOUNS: dict[str, Kind] = {
    "repor": "report", "updat": "update", "brief": "briefing", "asses": "assessment", "recom": "recommendations",
    "propo": "recommendations", "optio": "recommendations", "plan": "other", "plans": "other",
}  # fmt: skip
#: Verbs that also say what a report holds.
_HOLDS = frozenset("include reflect cover provide give".split())


@dataclass(frozen=True, slots=True)
class _Giving:
    kind: Kind
    start: int
    end: int
    #: Asked for by name ("requests regular updates"): to the Council, whoever is asked.
    named: bool = False


def read_requests(text: CouncilText) -> list[ReportingRequest]:
    """All requests of the operative part, in order."""
    verbs = governing_verbs(text.paragraphs)
    held = {paragraph.reference: paragraph.text for paragraph in text.paragraphs}
    found: list[ReportingRequest] = []
    for paragraph in text.paragraphs:
        if paragraph.part == "operative":
            above = next((held[r] for r in parent_references(paragraph.reference) if r in held), "")
            for clause in clauses(paragraph.text, verbs[paragraph.reference]):
                found += _in_clause(paragraph, clause, above, text.adopted)
    return _once(found)


def _in_clause(paragraph: Paragraph, clause: Clause, above: str, adopted: date | None) -> Iterator[ReportingRequest]:
    reference, text = paragraph.reference, paragraph.text
    said = text[clause.start : clause.end]
    if clause.verb == "extends" and (match := PROLONGED.search(said)):
        day = to_date(match["date"])
        yield ReportingRequest(
            reference, "", "Security Council", "report", day, "", "fixed", match.group(),
            clause.start + match.start(), clause.start + match.end(), "request_prolonged",
        )  # fmt: skip
    if clause.verb not in ASKS:
        return
    gives = _givings(said)
    for give, following in zip_longest(gives, gives[1:]):
        if not _asked_of_someone(clause.verb, said, give):
            continue
        first = reach(said, give.start) if give is gives[0] else give.start
        last = following.start if following else len(said)
        for due in dues(said, (give.start, give.end), first, last, adopted):
            recipient = _recipient(said[first:last]) or _recipient(said) or "Security Council"
            start = clause.start + min(give.start, due.start)
            end = clause.start + max(give.end, due.end)
            yield ReportingRequest(
                reference, _asked(said, give, above), recipient, give.kind, due.day, due.interval, due.kind,
                text[start:end], start, end, f"request_{give.kind}",
            )  # fmt: skip


def _givings(said: str) -> list[_Giving]:
    """What is to be told, in order; what lies inside an earlier one is part of it."""
    named = [_Giving(_NOUNS[m["noun"].lower()[:5]], m.start("noun"), m.end(), named=True)
             for pattern in (NOUN_ASKED, PASSIVE) for m in pattern.finditer(said)]  # fmt: skip
    told = ((verb, _told(said, verb)) for verb in TELLS.finditer(said))
    named += [_Giving(what[0], verb.start(), what[1]) for verb, what in told if what is not None]
    found: list[_Giving] = []
    for give in sorted(named, key=lambda g: g.start):
        if not found or give.start >= found[-1].end:
            found.append(give)
    return found


def _told(said: str, verb: re.Match[str]) -> tuple[Kind, int] | None:
    """The kind of telling a verb stands for and where its object ends; None when it tells nobody of ours."""
    word, before, end = verb.group().lower(), said[max(0, verb.start() - 130) : verb.start()], verb.end()
    if word in {"brief", "inform", "update", "apprise", "advise"}:
        match = TOLD.match(said, end) or (word == "brief" and re.compile(r"\s+or\s+arrange").match(said, end)) or None
        return ("briefing" if word == "brief" else "update", match.end()) if match else None
    if word == "keep":
        return ("update", match.end()) if (match := KEPT.match(said, end)) else None
    if word == "recommend":
        return ("recommendations", match.end()) if (match := re.compile(rf"\s+{TO}").match(said, end)) else None
    if word == "include" and IN_REPORT_BEFORE.search(before):
        return "report", end
    if word in {"include", "reflect", "address", "cover"} and (match := IN_REPORTS.match(said, end)):
        return "report", match.end()
    if word == "reporting":
        ensured = re.search(r"\bensure\s+(?:\w+\s+){0,3}$", before, re.I)
        return ("report", end) if ensured or re.compile(rf"\s+to\s+{COUNCIL}", re.I).match(said, end) else None
    if not LED.search(before) or (word in _HOLDS and CONTENTS.search(before)):
        return None
    if word in {"report", "reports"}:
        return ("report", end) if word == "report" or re.search(r"\bthat\b[^;]{3,60}$", before) else None
    for kind, pattern in OBJECTS:
        if match := pattern.match(said, end):
            return cast("Kind", kind), match.end()
    return None


def _asked_of_someone(verb: str, said: str, give: _Giving) -> bool:
    """Whether somebody other than the Council is to tell the Council or a committee of it."""
    before = said[: give.start]
    if give.named:
        return verb != "decides" or bool(re.search(COUNCIL, said))
    if verb == "decides" and not re.search(
        r"\b(?:shall|should|will|to report|that)\b|^\W*to\b", said[: give.end], re.I
    ):
        return False
    if re.search(r"\bits\s+(?:intention|readiness)\b|\bdecides to (?:remain|review|consider)", before, re.I):
        return False
    to_council = re.search(COUNCIL, said)
    if give.kind == "recommendations" and not (
        to_council or re.search(rf"adoption of this resolution|by {DATE}", said, re.I)
    ):
        return False
    asked = re.search(
        r"\b(?:Secretary-General|him|her|Panel|Group of Experts|Monitoring Group|Monitoring Team)\b", before
    )
    if give.kind == "assessment" and re.search(r"\bUnited Nations\b", before):
        return True
    if MISSION_TASK.search(said) and not to_council:
        return bool(re.search(r"\bSecretary-General\b", before)) and verb == "requests"
    return bool(to_council or asked or re.search(THROUGH, said, re.I))


def _asked(said: str, give: _Giving, above: str) -> str:
    """Who is asked: the words between the verb and "to"; in a list, those of the unit above it."""
    if give.named and (named := GIVER.match(said, give.end)):
        return " ".join(named["actor"].split()[:14])
    for words in (said[: give.start + 7], above):
        if (found := ACTOR.match(words)) and found["actor"].strip():
            return " ".join(found["actor"].split()[:14])
    return ""


def _recipient(said: str) -> str:
    return next((name for pattern, name in RECIPIENTS if pattern.search(said)), "")


def _once(requests: list[ReportingRequest]) -> list[ReportingRequest]:
    """One row per deadline and recipient; what has no deadline of its own is part of a dated report of its kind."""
    seen: set[tuple[str, date | None, str, str]] = set()
    kept = []
    timed = {(r.reference, r.kind) for r in requests if r.due_type != "none"}
    dated = {(r.reference, r.kind) for r in requests if r.due}
    others = {r.reference for r in requests if r.kind != "assessment"}
    for request in requests:
        of = (request.reference, request.kind)
        if request.due_type == "none" and (of in timed or (request.kind == "assessment" and of[0] in others)):
            continue
        if request.due is None and of in dated and VAGUE.search(request.interval):
            continue
        key = (request.reference, request.due, request.interval or request.due_type, request.recipient)
        if key not in seen:
            seen.add(key)
            kept.append(request)
    return kept
