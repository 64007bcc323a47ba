"""The sentence that closes a resolution in the annual volumes: meeting, vote, who voted how; scan errors allowed."""

from __future__ import annotations

import re
from dataclasses import dataclass

from crawlers.layouts.sponsors import sponsors
from records.council import Adoption, CountryVote, Vote, VoteWord

CLOSING = re.compile(
    r"^\W{0,2}(?:Ad[oa]pted|ADOPTED|Approved(?= unanimously))\b(?!\s+b[yv]\s+the\s+(?:Security\s+)?Council)"
)
_COUNTING = "none one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
_WORDS = {word: value for value, word in enumerate(_COUNTING.split())}
_MEETING = re.compile(r"\bthe (\d[\d,]{0,5}) ?(?:st|nd|rd|th|d)\b", re.I)
_NUMBER = rf"(\d{{1,2}}|{_COUNTING.replace(' ', '|')})"
_NAMES = r"(?:\s?\d{1,3})?(?: \(([^)]*)\))?"
_COUNTS = re.compile(
    rf"b[yv] {_NUMBER}\W{{0,2}} votes? (?:to|io|lo|ta|t0|for|against) {_NUMBER}(?: against)?{_NAMES}"
    rf"(?:[,;.]? ?(?:with|and)? ?{_NUMBER} abst\w+{_NAMES})?",
    re.I,
)
_NOT_VOTING = re.compile(rf"{_NUMBER} members? \(([^)]*)\) (?:did not|was absent|were absent)", re.I)
#: Members of the Council before and since the enlargement that took effect in 1966.
MEMBERS_BEFORE_1966, MEMBERS = 11, 15


@dataclass(frozen=True, slots=True)
class Closing:
    """What a closing sentence says."""

    vote: Vote
    meeting: int | None = None


def read_closing(sentence: str, notes: str = "", year: int = 0) -> Closing:
    """Vote and meeting of a closing sentence; `notes` are the footnotes (who did not take part).

    "Unanimously" is counted as all members of the Council of that year.
    """
    text = " ".join(sentence.split())
    text = re.sub(r"(?<=\d)[lI](?=\d|st|th|nd|rd|\b)|\b[lI](?=\d)", "1", text)
    text = re.sub(r"(?<=\d)[O°o](?=\d|th)", "0", text)
    meeting = _MEETING.search(text)
    number = int(meeting.group(1).replace(",", "")) if meeting else None
    how = _how(text)
    counts: dict[VoteWord, int] = {}
    voters: list[CountryVote] = []
    if found := _COUNTS.search(text):
        yes, no, against, abstained, abstainers = found.groups()
        counts = {"yes": _value(yes), "no": _value(no), "abstain": _value(abstained or "none")}
        voters += [CountryVote(name, "no") for name in sponsors(against or "")]
        voters += [CountryVote(name, "abstain") for name in sponsors(abstainers or "")]
    if absent := _NOT_VOTING.search(f"{text} {notes}"):
        counts["absent"] = _value(absent.group(1))
        voters += [CountryVote(name, "absent") for name in sponsors(absent.group(2))]
    if "unanimous" in text.lower() and year and not absent:
        counts = {"yes": MEMBERS if year >= 1966 else MEMBERS_BEFORE_1966, "no": 0, "abstain": 0}
    return Closing(Vote(how, counts.get("yes"), counts.get("no"), counts.get("abstain"), counts.get("absent"),
                        tuple(voters)), number)  # fmt: skip


def _how(text: str) -> Adoption:
    said = text.lower()
    if "without vote" in said or "without a vote" in said:
        return "without_vote"
    if "consensus" in said:
        return "consensus"
    if "acclamation" in said:
        return "acclamation"
    return "vote" if "unanimous" in said or _COUNTS.search(text) else "unknown"


def _value(word: str) -> int:
    return number_of(word) or 0


def number_of(word: str) -> int | None:
    """`13`, `thirteen`, `none`, `no`; None for other words."""
    word = word.lower()
    return 0 if word == "no" else _WORDS.get(word, int(word) if word.isdigit() else None)
