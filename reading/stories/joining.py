"""Which items report one event: where to look for the like of a new item, and what to decide of what is found.

Two attacks on different days are never one story, however alike their reports read: days decide before words do.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from reading.stories.keys import WINDOW_DAYS
from reading.stories.score import logit, overlap
from reading.stories.traces import Rarity, Trace
from reading.stories.words import key

Relation = Literal["first", "report", "update", "reprint"]

#: What must speak for one event before an item joins a story; the scorer's own border between same and different is 0.
ENOUGH = 0.4
#: Share of common phrases from which a text is a copy of another, and phrases that must be there to tell.
COPY, COPY_LEAST = 0.6, 5
_CERTAIN_COPY, _CERTAIN_LEAST = 0.9, 20
_WIRE = 0.35
#: Hand-set, in units of the scorer: what place, toll and kind of violation add or take away.
_SAME_DISTRICT, _OTHER_DISTRICT, _SAME_COUNTRY_DAY = 0.8, -1.0, 0.6
_SAME_TOLL, _OTHER_TOLL, _OTHER_VIOLATION = 0.6, -0.4, -0.8


@dataclass(frozen=True, slots=True)
class Candidate:
    """A stored item that may report the same event."""

    news: int
    story: str
    outlet: str
    trace: Trace


@dataclass(frozen=True, slots=True)
class Verdict:
    """Where a new item belongs. `story` is empty when it begins a new one."""

    story: str
    relation: Relation
    likeness: float
    copy_of: int | None = None
    #: The first of its outlet in the story, and neither reprint nor wire copy.
    independent: bool = True


def story_id(key: str, day: date) -> str:
    """The lasting name of the story that an item begins, from the item's key and day."""
    return f"{day:%Y%m%d}-{hashlib.blake2b(key.encode(), digest_size=5).hexdigest()}"


def days_of(trace: Trace) -> tuple[date, date]:
    """First and last day on which the event may have been: the stated one, else what the publication allows."""
    if trace.event:
        return trace.event, trace.event
    return trace.day - timedelta(days=1 if trace.incident else 3), trace.day


def may_be_one(a: Trace, b: Trace) -> bool:
    """Whether days and countries allow that both report one event."""
    if a.countries and b.countries and not a.countries & b.countries:
        return False
    if abs((a.day - b.day).days) > WINDOW_DAYS or a.not_new != b.not_new:
        return False
    if _other_day(a, b):
        return False
    if is_certain_copy(a, b):
        return True
    (a_first, a_last), (b_first, b_last) = days_of(a), days_of(b)
    return a_first <= b_last and b_first <= a_last


def is_certain_copy(a: Trace, b: Trace) -> bool:
    """Long texts that are the same to the number: one text, however late a copy of it appears."""
    enough = min(len(a.phrases), len(b.phrases)) >= _CERTAIN_LEAST
    return enough and a.numbers == b.numbers and overlap(a, b) >= _CERTAIN_COPY


def is_copy(a: Trace, b: Trace) -> bool:
    """Whether one text repeats the other's words, or both are cut from one agency's dispatch."""
    common = overlap(a, b)
    if a.agency and a.agency == b.agency and common >= _WIRE:
        return True
    return common >= COPY and min(len(a.phrases), len(b.phrases)) >= COPY_LEAST


def likeness(a: Trace, b: Trace, rarity: Rarity) -> float | None:
    """What speaks for one event; None when days or countries forbid it."""
    if not may_be_one(a, b):
        return None
    found = logit(a, b, rarity)
    match share_district(a, b):
        case True:
            found += _SAME_DISTRICT
        case False:
            found += _OTHER_DISTRICT * (2 if a.incident and b.incident else 1)
    if a.event and a.event == b.event and a.countries & b.countries:
        found += _SAME_COUNTRY_DAY
    if a.victims and b.victims:
        found += _SAME_TOLL if a.victims == b.victims else _OTHER_TOLL
    if a.violations and b.violations and not a.violations & b.violations:
        found += _OTHER_VIOLATION
    return found


def share_district(a: Trace, b: Trace) -> bool | None:
    """Whether the districts named have a name in common; None when that cannot be told across scripts."""
    names_a, names_b = ({key(word) for name in t.districts for word in name.split()} for t in (a, b))
    if not (names_a and names_b):
        return None
    if names_a & names_b:
        return True
    return False if _letters(a) == _letters(b) else None


def _letters(trace: Trace) -> str:
    return trace.lang if trace.lang in {"ar", "zh", "ru"} else "latin"


def judge(trace: Trace, outlet: str, candidates: Sequence[Candidate], rarity: Rarity) -> Verdict:
    """The story the item belongs to, among those of the candidates.

    It joins the story of its nearest candidate when at least half of that story's candidates speak for it too, and
    none of them is forbidden by its day: a chain of small steps does not lead from one event to another.
    """
    by_story: dict[str, list[tuple[float, Candidate]]] = defaultdict(list)
    forbidden = set()
    for candidate in candidates:
        found = likeness(trace, candidate.trace, rarity)
        if found is None and _other_day(trace, candidate.trace):
            forbidden.add(candidate.story)
        elif found is not None:
            by_story[candidate.story].append((found, candidate))
    best: tuple[float, str] | None = None
    for story, members in by_story.items():
        nearest = max(found for found, _ in members)
        speaking = sum(found > 0 for found, _ in members)
        if nearest >= ENOUGH and 2 * speaking >= len(members) and story not in forbidden:
            best = max(best or (nearest, story), (nearest, story))
    if best is None:
        return Verdict("", "first", 0.0)
    return _joined(trace, outlet, best, [candidate for _, candidate in by_story[best[1]]])


def _other_day(a: Trace, b: Trace) -> bool:
    return bool(a.event and b.event and a.event != b.event and a.incident and b.incident)


def _joined(trace: Trace, outlet: str, best: tuple[float, str], members: Iterable[Candidate]) -> Verdict:
    likeness_found, story = best
    known = list(members)
    copies = [c for c in known if is_copy(trace, c.trace)]
    same_outlet = any(c.outlet == outlet for c in known)
    if copies:
        first = min(copies, key=lambda c: c.news)
        # An outlet that prints its own text again with another toll tells something new.
        again = first.outlet == outlet and trace.numbers != first.trace.numbers
        relation: Relation = "update" if again else "reprint"
        return Verdict(story, relation, likeness_found, first.news, independent=False)
    tolls = {c.trace.victims for c in known if c.trace.victims}
    news = bool(trace.victims and tolls and trace.victims > max(tolls))
    return Verdict(story, "update" if same_outlet or news else "report", likeness_found, None, not same_outlet)


@dataclass(frozen=True, slots=True)
class Member:
    """An item of a story, as its summary needs it."""

    news: int
    title: str
    summary: str
    first_seen: str
    lang: str
    countries: str
    violations: str
    parties: str
    kind: str
    event_date: str | None
    relevant: int
    sample: int
    independent: int
    relation: str


def lead(members: Sequence[Member]) -> Member:
    """The item that stands for the story: the earliest that is no reprint and says more than a title."""
    return min(members, key=lambda m: (not m.relevant, m.relation == "reprint", not m.summary, m.news))


def told_often(values: Iterable[str], separator: str, least: float) -> str:
    """Values that at least that share of the items that tell any agrees on, most told first."""
    counts: dict[str, int] = defaultdict(int)
    tellers = 0
    for value in values:
        told = [part for part in value.split(separator) if part]
        tellers += bool(told)
        for part in told:
            counts[part] += 1
    often = [part for part, count in counts.items() if count >= least * tellers]
    return separator.join(sorted(often, key=lambda part: (-counts[part], part)))


def summary(members: Sequence[Member]) -> Mapping[str, object]:
    """The columns of `stories` that its items make up."""
    first = lead(members)
    events = told_often((m.event_date or "" for m in members), " ", 0)
    kinds = told_often((m.kind for m in members), " ", 0)
    return {
        "title": first.title,
        "lead": first.news,
        "first_seen": min(m.first_seen for m in members),
        "last_seen": max(m.first_seen for m in members),
        "event_date": events.split(" ")[0] or None,
        "items": len(members),
        "outlets": sum(m.independent for m in members),
        "languages": told_often((m.lang for m in members), " ", 0),
        "countries": told_often((m.countries for m in members), " ", 0.3),
        "violations": told_often((m.violations for m in members), " ", 0.3),
        "parties": told_often((m.parties for m in members), "; ", 0.3),
        "relevant": max(m.relevant for m in members),
        "kind": kinds.split(" ")[0],
        "sample": max(m.sample for m in members),
    }


#: Columns of `stories` whose change may make a story fit a subscription that it did not fit before.
_WATCHED = ("countries", "violations", "parties", "relevant")


def tells_something(held: Mapping[str, object] | None, told: Mapping[str, object]) -> bool:
    """Whether a story differs in what people subscribe to, or has just been confirmed by a second outlet."""
    if held is None:
        return True
    confirmed = held["outlets"] == 1 and told["outlets"] != 1
    return confirmed or any(held[name] != told[name] for name in _WATCHED)
