"""Rows of tables about Council texts as CouncilTexts without paragraphs: extracts, vetoes, lists of resolutions."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from crawlers.layouts.dates import find_date, find_meeting, iso_date
from crawlers.layouts.sponsors import sponsors
from records.council import Adoption, CouncilText, CountryVote, TextKind, Vote, VoteWord
from records.symbols import canonical_symbol, resolution_number, resolution_year
from records.years import year_of

Row = Mapping[str, object]
#: Columns of permanent members in the table of vetoes.
_SIDES: tuple[tuple[str, VoteWord], ...] = (("in_favour", "yes"), ("against", "no"), ("abstaining", "abstain"))
_SUBJECTS = frozenset(("UNBIS Thesaurus", "DHLAUTH"))
_AMERICAN = re.compile(r"^(\d{1,2})/(\d{1,2})/(\d{4})$")


def extract_text(row: Row) -> CouncilText | None:
    """A row of DGACM's own extract; None without a symbol."""
    symbol = canonical_symbol(_said(row, "symbol"))
    if not resolution_number(symbol) and not symbol.startswith("S/"):
        return None
    words = f"{_said(row, 'adoption_type')} {_said(row, 'outcome')}"
    yes, no, abstain = (_count(_said(row, f"ms_{side}_count")) for side, _ in _SIDES)
    if yes is not None:
        no, abstain = no or 0, abstain or 0
    voters = tuple(CountryVote(name, word) for side, word in _SIDES for name in _list(row, f"ms_{side}"))
    names = _assigned(row.get("subjects"))
    draft = _said(row, "draft_resolution")
    sponsored = [*_list(row, "sponsors"), *_list(row, "additional_sponsors")]
    return CouncilText(
        kind=_kind(symbol),
        symbol=symbol,
        lang="en",
        origin="data_extract",
        title=_said(row, "resolution_title"),
        adopted=find_date(_said(row, "adoption_date")) or iso_date(_said(row, "draft_resolution_date")),
        meeting=find_meeting(_said(row, "adoption_meeting")),
        agenda_item=_said(row, "agenda_item_name").rstrip("."),
        draft_symbol=canonical_symbol(draft) if draft else "",
        vote=Vote(_how(words, yes is not None), yes, no, abstain, by_country=voters),
        sponsors=tuple(dict.fromkeys(sponsored)),
        subjects=tuple(dict.fromkeys(names)),
    )


def vetoed_draft(row: Row) -> CouncilText | None:
    """A row of a table of vetoes; None without the symbol of a draft."""
    draft = canonical_symbol(_said(row, "draft"))
    if not draft.startswith("S/") and not re.match(r"^[A-Z]", draft):
        return None
    against = [name for name in (_said(row, f"member_veto{n}") for n in (1, 2, 3)) if name]
    meeting = re.search(r"S/PV\.(\d+)", _said(row, "meeting_record"))
    return CouncilText(
        kind="draft",
        symbol=draft,
        lang="en",
        origin="table",
        title=_said(row, "crisis_topic"),
        adopted=_american(_said(row, "date")),
        meeting=int(meeting.group(1)) if meeting else None,
        agenda_item=_said(row, "agenda_item"),
        vote=Vote("vote", by_country=tuple(CountryVote(name, "no") for name in against)),
        notes=("vetoed; votes of other members are not in this table",),
    )


def listed_text(row: Row) -> CouncilText | None:
    """A row of a list (number, year, date, topic); None where it names no text."""
    number = resolution_number(canonical_symbol(_said(row, "number") or _said(row, "res_no") or _said(row, "symbol")))
    if number is None:
        return None
    year = _count(_said(row, "year")) or resolution_year(_said(row, "symbol")) or year_of(number)
    if year is None:
        return None
    title, item = _said(row, "topic") or _said(row, "title"), _said(row, "agenda_item")
    record = CouncilText("resolution", f"S/RES/{number} ({year})", "en", "table", title=title, agenda_item=item)
    return facts_of(record, row)


def facts_of(text: CouncilText, row: Row) -> CouncilText:
    """`text` with what the other columns of its row say: date, meeting, vote, draft, title, subjects."""
    adopted = iso_date(_said(row, "date") or _said(row, "adopted")) or find_date(_said(row, "date"))
    meeting = _count(_said(row, "meeting_no") or _said(row, "meeting"))
    draft = _said(row, "draft")
    vote = text.vote
    if (yes := _count(_said(row, "vote_yes") or _said(row, "vote_for"))) is not None:
        no, abstain = _either(row, "vote_no", "vote_against"), _either(row, "vote_abstention", "vote_abstain")
        vote = Vote("vote", yes, no, abstain, _either(row, "vote_nonvote"), vote.by_country)
    subjects = tuple(part.strip() for part in _said(row, "subjects").split("|") if part.strip())
    return replace(
        text,
        adopted=text.adopted or adopted,
        meeting=text.meeting or meeting,
        draft_symbol=canonical_symbol(draft) if draft.startswith("S/") else text.draft_symbol,
        title=_said(row, "title") or text.title,
        vote=vote,
        subjects=subjects or text.subjects,
    )


def _assigned(subjects: object) -> list[str]:
    """Headings out of pairs (heading, vocabulary): those of the library, not the machine's tags."""
    pairs = subjects if isinstance(subjects, list) else []
    return [str(pair[0]) for pair in pairs if isinstance(pair, list) and len(pair) > 1 and pair[-1] in _SUBJECTS]


def _said(row: Row, name: str) -> str:
    value = row.get(name)
    text = "" if value is None else " ".join(str(value).split())
    return "" if text in {"NA", "nan", "None"} else text


def _list(row: Row, name: str) -> list[str]:
    value = row.get(name)
    if isinstance(value, list):
        return [str(item).strip() for item in value if str(item).strip()]
    return sponsors(_said(row, name))


def _count(text: str) -> int | None:
    text = text.removesuffix(".0")
    return int(text) if text.isdigit() else None


def _either(row: Row, *names: str) -> int | None:
    return next((value for name in names if (value := _count(_said(row, name))) is not None), None)


def _kind(symbol: str) -> TextKind:
    return "resolution" if symbol.startswith("S/RES/") else "statement" if symbol.startswith("S/PRST/") else "draft"


def _how(words: str, counted: bool) -> Adoption:
    said = words.lower()
    if "without" in said:
        return "without_vote"
    if "acclamation" in said:
        return "acclamation"
    if "consensus" in said:
        return "consensus"
    return "vote" if counted or "unanimous" in said or "mail" in said or re.search(r"\d-\d", said) else "unknown"


def _american(text: str) -> date | None:
    """`6/18/1946`, month first, as spreadsheets write it; or an ISO date."""
    if match := _AMERICAN.match(text):
        month, day, year = map(int, match.groups())
        return iso_date(f"{year:04}-{month:02}-{day:02}")
    return iso_date(text)
