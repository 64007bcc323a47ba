"""What the head of an Akoma Ntoso file says of a text: symbol, date, meeting, vote, sponsors, subjects, titles."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date

from lxml import etree

from crawlers.akn.blocks import fold, name
from crawlers.layouts.dates import find_date, find_meeting, iso_date, plain_digits
from crawlers.layouts.sponsors import sponsors
from records.council import Adoption, CountryVote, TextKind, Vote, VoteWord
from records.symbols import canonical_symbol, resolution_number

_LANGUAGES = {"eng": "en", "fra": "fr", "fre": "fr", "spa": "es", "rus": "ru", "ara": "ar", "zho": "zh", "chi": "zh",
              "deu": "de", "ger": "de"}  # fmt: skip
_KINDS: dict[str, TextKind] = {
    "resolution": "resolution",
    "presidentialStatement": "statement",
    "draftResolution": "draft",
}
_SIDES: dict[str, VoteWord] = {"inFavour": "yes", "against": "no", "abstaining": "abstain", "absent": "absent",
                               "nonVoting": "absent", "notVoting": "absent"}  # fmt: skip
_IN_TITLE = re.compile(r"(\d{1,4})\s*[(（]\s*(\d{4})\s*[)）]")
_IN_ADDRESS = re.compile(r"/unsc/[^/]*/(\d{1,4})-(\d{1,4})/")
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
    vote: Vote = Vote()
    sponsors: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    notes: list[str] = field(default_factory=list)


def read_front(root: etree._Element) -> Front:
    """Everything the head says; `kind`, `symbol` or `lang` stay empty when it does not say them."""
    front = Front()
    document = next((child for child in root if name(child)), root)
    front.kind = _KINDS.get(document.get("name") or "")
    front.lang = _LANGUAGES.get((_value(root, "FRBRlanguage", "language") or "").lower(), "")
    titles = {title.get("refersTo", "").lstrip("#"): fold("".join(title.itertext())) for title in _all(root, "docTitle")}
    front.symbol = _symbol(root, front, titles)
    _dates(root, front, titles)
    _steps(root, front)
    if front.meeting is None:
        front.meeting = find_meeting(titles.get("adoption", ""))
    front.vote = _vote(root, front)
    _keywords(root, front, titles)
    return front


def _all(root: etree._Element, tag: str) -> list[etree._Element]:
    return list(root.iter(f"{{*}}{tag}"))


def _value(root: etree._Element, tag: str, attribute: str) -> str:
    return next((element.get(attribute) or "" for element in _all(root, tag)), "")


def _symbol(root: etree._Element, front: Front, titles: dict[str, str]) -> str:
    """The printed symbol; a missing one is taken from the title or the address, a doubtful one is noted."""
    stated = canonical_symbol(" ".join(fold("".join(number.itertext())) for number in _all(root, "docNumber")[:1]))
    if front.kind != "resolution":
        return stated or _from_address(root, front)
    in_title = _IN_TITLE.search(plain_digits(titles.get("resolutionNumber", "")))
    titled = f"S/RES/{int(in_title.group(1))} ({in_title.group(2)})" if in_title else ""
    if not resolution_number(stated):
        front.notes.append("the file has no symbol; taken from its title" if titled else "the file has no symbol")
        return titled or _from_address(root, front)
    if titled and titled != stated and "(" in stated:
        front.notes.append(f"symbol printed {stated}, but the title says {titled}")
        addressed = _from_address(root, front)
        return titled if addressed != stated else stated
    return titled or stated


def _from_address(root: etree._Element, front: Front) -> str:
    found = _IN_ADDRESS.search(_value(root, "FRBRuri", "value"))
    if not found:
        return ""
    first, second = found.groups()
    if front.kind == "resolution":
        return f"S/RES/{int(first)} ({second})"
    return f"S/PRST/{first}/{int(second)}" if front.kind == "statement" else ""


def _dates(root: etree._Element, front: Front, titles: dict[str, str]) -> None:
    """The date printed in the line of adoption decides; then the workflow; then the address of the work."""
    printed = find_date(titles.get("adoption", ""))
    steps = [step for step in _all(root, "step") if step.get("outcome") != "draftResolutionAdditionalSponsors"]
    marked = [iso_date(element.get("date") or "") for element in
              [*_all(root, "docDate")[1:], *reversed(steps), *_all(root, "FRBRdate")[:1], *_all(root, "docDate")[:1]]]  # fmt: skip
    stated = next((value for value in marked if value), None)
    issued = next((find_date("".join(element.itertext())) for element in _all(root, "docDate")[:1]), None)
    front.adopted = printed or stated or issued
    placeholder = any((element.get("date") or "").startswith("0001") for element in _all(root, "FRBRdate"))
    if placeholder and front.adopted:
        front.notes.append("date of adoption read from the text; the file holds 0001-01-01")
    if printed and stated and printed != stated:
        front.notes.append(f"the text prints {printed}, the file marks {stated}")


def _steps(root: etree._Element, front: Front) -> None:
    names: list[str] = []
    for step in _all(root, "step"):
        outcome, symbol, words = step.get("outcome") or "", step.get("as") or "", step.get("by") or ""
        if outcome in {"draftResolution", "draftResolutionAdditionalSponsors"}:
            names += sponsors(words)
            if outcome == "draftResolution" and front.kind == "resolution":
                front.draft_symbol = canonical_symbol(symbol) if symbol else ""
        elif found := re.match(r"S/PV\.?\s*(\d+)", symbol):
            front.meeting = int(found.group(1))
        elif meeting := re.search(r"(\d{4,5})(?:st|nd|rd|th)\s*meeting", words):
            front.meeting = int(meeting.group(1))
    front.sponsors = tuple(dict.fromkeys(names))


def _vote(root: etree._Element, front: Front) -> Vote:
    """Counts and voters as the file states them; the words of the outcome where the counts are missing."""
    counts: dict[VoteWord, int] = {}
    voters: list[CountryVote] = []
    outcome = ""
    for voting in _all(root, "voting"):
        outcome = outcome or (voting.get("outcome") or "")
        for count in voting.iter("{*}count"):
            side = _SIDES.get(count.get("refersTo") or "")
            if side is None:
                front.notes.append(f"side {count.get('refersTo')!r} of the vote is not known")
                continue
            if (count.get("value") or "").strip().isdigit():
                counts[side] = int(count.get("value") or "")
            voters += [CountryVote(fold(who.text or ""), side) for who in count.iter("{*}organization") if who.text]
    words = " ".join(step.get("by") or "" for step in _all(root, "step") if step.get("outcome") == "adopted")
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


def _keywords(root: etree._Element, front: Front, titles: dict[str, str]) -> None:
    subjects = []
    agenda: dict[str, str] = {}
    for keyword in _all(root, "keyword"):
        says, role = fold(keyword.get("showAs") or ""), keyword.get("refersTo") or ""
        source = keyword.get("dictionary") or ""
        if role == "title":
            front.title = says
        elif role == "agenda" and says:
            agenda.setdefault("printed" if source == "S/" else "indexed", says)
        elif source in {"UNBIS", "UNBIS Thesaurus"} and says:
            subjects.append(says.replace("_", " "))
    front.agenda_item = agenda.get("printed", agenda.get("indexed", "")).rstrip(".")
    front.subjects = tuple(dict.fromkeys(subjects))
    front.title = front.title or titles.get("resolutionNumber") or titles.get("title1") or titles.get("title") or ""
