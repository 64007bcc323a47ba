"""What the head of an Akoma Ntoso file says of a text: symbol, date, meeting, vote, sponsors, subjects, titles."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import date

from lxml import etree

from crawlers.akn.blocks import fold, name, words_of
from crawlers.layouts.dates import find_date, find_meeting, iso_date, plain_digits
from crawlers.layouts.sponsors import sponsors
from records.council import Adoption, CountryVote, TextKind, Vote, VoteWord
from records.symbols import canonical_symbol, resolution_number, resolution_year
from records.years import may_be_of

_LANGUAGES = {"eng": "en", "fra": "fr", "fre": "fr", "spa": "es", "rus": "ru", "ara": "ar", "zho": "zh", "chi": "zh",
              "deu": "de", "ger": "de"}  # fmt: skip
#: Steps of the workflow before the vote.
_BEFORE = frozenset(("draftResolution", "draftResolutionAdditionalSponsors"))
_KINDS: dict[str, TextKind] = {
    "resolution": "resolution",
    "presidentialStatement": "statement",
    "draftResolution": "draft",
}
_SIDES: dict[str, VoteWord] = {"inFavour": "yes", "against": "no", "abstaining": "abstain", "absent": "absent",
                               "nonVoting": "absent", "notVoting": "absent"}  # fmt: skip
#: Elements that say something of the whole text.
_TAGS = ("FRBRlanguage", "FRBRdate", "docTitle", "docNumber", "docDate", "step", "voting", "keyword")
Marked = dict[str, list[etree._Element]]
_ROLES = frozenset(("title", "agenda"))
_TAGGED = frozenset(("UNBIS Thesaurus", "DHLAUTH"))  # "UNBIS" alone is machine tagging for the SDGs
_IN_TITLE = re.compile(r"(\d{1,4})\s*[(（]\s*(\d{4})\s*[)）]")
_COUNTS = re.compile(r"\b(\d{1,2})-(\d{1,2})-(\d{1,2})\b")
_UNANIMOUS = re.compile(r"\bunanimous", re.I)


@dataclass(slots=True)
class Front:
    """The head of one file; empty where it says nothing."""

    kind: TextKind | None = None
    symbol: str = ""
    lang: str = ""
    title: str = ""
    adopted: date | None = None
    meeting: int | None = None
    agenda_item: str = ""
    draft_symbol: str = ""
    vote: Vote = field(default_factory=Vote)
    sponsors: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    notes: list[str] = field(default_factory=list)


def read_front(root: etree._Element) -> Front:
    """Everything the head says; `kind`, `symbol` or `lang` stay empty when it does not say them."""
    front, marked = Front(), _marked(root)
    document = next((child for child in root if name(child)), root)
    front.kind = _KINDS.get(document.get("name") or "")
    language = next((element.get("language") or "" for element in marked["FRBRlanguage"]), "")
    front.lang = _LANGUAGES.get(language.lower(), "")
    titles = {title.get("refersTo", "").lstrip("#"): words_of(title) for title in marked["docTitle"]}
    _dates(marked, front, titles)
    front.symbol = _symbol(marked, front, titles)
    meeting = find_meeting(titles.get("adoption", ""))
    if meeting and _foreign_steps(marked, front, meeting):
        front.notes.append("workflow and vote are those of another text; left out")
        front.meeting = meeting
    else:
        _steps(marked, front)
        front.meeting = front.meeting or meeting
        front.vote = _vote(marked, front)
    _keywords(marked, front, titles)
    return front


def _marked(root: etree._Element) -> Marked:
    """The elements that say something of the whole text, by name, found in one walk through the file."""
    found: Marked = {tag: [] for tag in _TAGS}
    for element in root.iter(*(f"{{*}}{tag}" for tag in _TAGS)):
        found[name(element)].append(element)
    return found


def _symbol(marked: Marked, front: Front, titles: dict[str, str]) -> str:
    """The printed symbol; a missing one is taken from the title, of two the one that fits the date."""
    printed = " ".join(words_of(number) for number in marked["docNumber"][:1])
    stated = canonical_symbol(plain_digits(printed)) if printed else ""
    if stated.startswith("S/PRST/") and front.kind != "statement":
        front.notes.append(f"the file calls itself a {front.kind}; its symbol is that of a statement")
        front.kind = "statement"
    if front.kind != "resolution":
        return stated
    in_title = _IN_TITLE.search(plain_digits(titles.get("resolutionNumber", "")))
    titled = f"S/RES/{int(in_title.group(1))} ({in_title.group(2)})" if in_title else ""
    if not resolution_number(stated):
        front.notes.append("the file has no symbol; " + ("taken from its title" if titled else "nor does its title"))
        return titled
    if titled and titled != stated and "(" in stated:
        chosen = max((stated, titled), key=lambda symbol: _fits(symbol, front.adopted))
        front.notes.append(f"symbol printed {stated}, title {titled}; taken as {chosen}")
        return chosen
    return titled or stated


def _fits(symbol: str, adopted: date | None) -> int:
    """How much speaks for `symbol`: its number belongs to the year in brackets, and that is the year of adoption."""
    number, year = resolution_number(symbol) or 0, resolution_year(symbol) or 0
    return 2 * (adopted is not None and adopted.year == year) + may_be_of(number, year)


def _dates(marked: Marked, front: Front, titles: dict[str, str]) -> None:
    """The date printed in the line of adoption decides, unless three marks agree on another (a misprint)."""
    printed = find_date(titles.get("adoption", ""))
    places = [
        element.get("date") or "" for element in marked["docDate"] if "adoption" in (element.get("refersTo") or "")
    ]
    places += [step.get("date") or "" for step in marked["step"] if step.get("outcome") not in _BEFORE]
    places += [element.get("date") or "" for element in marked["FRBRdate"][:1]]
    places += [element.get("date") or "" for element in marked["docDate"][:1]]
    marks = [value for value in map(iso_date, places) if value]
    common, times = Counter(marks).most_common(1)[0] if marks else (None, 0)
    if printed and common and printed != common:
        front.notes.append(f"the text prints {printed}, the file marks {common}")
    front.adopted = common if common and (not printed or (times >= 3 and printed not in marks)) else printed
    if any((element.get("date") or "").startswith("0001") for element in marked["FRBRdate"][:1]):
        front.notes.append("the file holds 0001-01-01 as its date; taken from the text")


def _foreign_steps(marked: Marked, front: Front, meeting: int) -> bool:
    """The workflow names another meeting and another date than the text prints."""
    for step in marked["step"]:
        found = re.match(r"S/PV\.?\s*(\d+)", step.get("as") or "")
        if found and int(found.group(1)) != meeting and iso_date(step.get("date") or "") != front.adopted:
            return True
    return False


def _steps(marked: Marked, front: Front) -> None:
    names: list[str] = []
    for step in marked["step"]:
        outcome, symbol, words = step.get("outcome") or "", step.get("as") or "", step.get("by") or ""
        if outcome in _BEFORE:
            names += sponsors(words)
            if outcome == "draftResolution" and front.kind == "resolution":
                front.draft_symbol = canonical_symbol(symbol) if symbol else ""
        elif found := re.match(r"S/PV\.?\s*(\d+)", symbol) or re.search(r"(\d{4,5})(?:st|nd|rd|th)\s*meeting", words):
            front.meeting = int(found.group(1))
    front.sponsors = tuple(dict.fromkeys(names))


def _vote(marked: Marked, front: Front) -> Vote:
    """Counts and voters as the file states them; the words of the outcome where the counts are missing."""
    counts: dict[VoteWord, int] = {}
    voters: list[CountryVote] = []
    outcome = ""
    for voting in marked["voting"]:
        outcome = outcome or (voting.get("outcome") or "")
        for count in voting.iter("{*}count"):
            side = _SIDES.get(count.get("refersTo") or "")
            if side is None:
                front.notes.append(f"side {count.get('refersTo')!r} of the vote is not known")
                continue
            if (count.get("value") or "").strip().isdigit():
                counts[side] = int(count.get("value") or "")
            voters += [CountryVote(fold(who.text or ""), side) for who in count.iter("{*}organization") if who.text]
    words = " ".join(step.get("by") or "" for step in marked["step"] if step.get("outcome") == "adopted")
    if not counts and (printed := _COUNTS.search(words)):
        counts = dict(zip(("yes", "no", "abstain"), map(int, printed.groups()), strict=True))
    if counts:
        counts = {"yes": 0, "no": 0, "abstain": 0, **counts}
    how: Adoption = _adoption(outcome, words, bool(counts))
    return Vote(how, counts.get("yes"), counts.get("no"), counts.get("abstain"), counts.get("absent"), tuple(voters))


def _adoption(outcome: str, words: str, counted: bool) -> Adoption:
    said = f"{outcome} {words}".lower()
    if "acclamation" in said:
        return "acclamation"
    if "consensus" in said:
        return "consensus"
    if "withoutvote" in said or "without vote" in said or "without a vote" in said:
        return "without_vote"
    return "vote" if counted or "mail" in said or _UNANIMOUS.search(said) or _COUNTS.search(said) else "unknown"


def _keywords(marked: Marked, front: Front, titles: dict[str, str]) -> None:
    subjects = []
    agenda: dict[str, str] = {}
    for keyword in marked["keyword"]:
        role, source = keyword.get("refersTo"), keyword.get("dictionary")
        if role not in _ROLES and source not in _TAGGED:
            continue
        says = fold(keyword.get("showAs"))
        if role == "title":
            front.title = says
        elif role == "agenda" and says:
            agenda.setdefault("printed" if source == "S/" else "indexed", says)
        elif source in _TAGGED and says:
            subjects.append(says.replace("_", " "))
    front.agenda_item = agenda.get("printed", agenda.get("indexed", "")).rstrip(".")
    front.subjects = tuple(dict.fromkeys(subjects))
    front.title = front.title or titles.get("resolutionNumber") or titles.get("title1") or titles.get("title") or ""
