"""Pure: many expressions of one symbol folded into the record that is shown, field by field, best origin first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from records.council import ORIGINS, CouncilText, Vote
from records.symbols import resolution_year

T = TypeVar("T")

LANGUAGES = ("en", "fr", "es", "ru", "ar", "zh", "de")
PERMANENT = re.compile(
    r"^(china|france|russian? ?fed|russia|ussr|union of soviet|united kingdom|uk$|united states|usa$|us$)", re.I
)
_YEAR = re.compile(r"(?:^|[/( ])((?:19|20)\d\d)(?:[/) ]|$)")
_PRINTED = {"without_vote": "without vote", "consensus": "by consensus", "acclamation": "by acclamation"}


@dataclass(frozen=True, slots=True)
class Expression:
    """One stored text of a symbol. `text` needs no paragraphs; `paragraphs` says how many it has."""

    text: CouncilText
    document: str
    source: str
    paragraphs: int


@dataclass(frozen=True, slots=True)
class Merged:
    """The record shown for a symbol. `text` has no paragraphs."""

    text: CouncilText
    document: str
    source: str
    #: Languages that have paragraphs, in the usual order.
    languages: tuple[str, ...]
    #: Origin of the paragraphs of the first of these languages.
    text_origin: str
    other_titles: tuple[str, ...]


def origin_rank(text: CouncilText) -> tuple[bool, int]:
    """Lower is better; a provisional text gives way to any that is not."""
    return text.provisional, ORIGINS.index(text.origin) if text.origin in ORIGINS else len(ORIGINS)


def language_rank(lang: str) -> tuple[int, str]:
    """English first, then the other official languages, then the rest by code."""
    return (LANGUAGES.index(lang) if lang in LANGUAGES else len(LANGUAGES)), lang


def merge(expressions: Iterable[Expression]) -> Merged:
    """Fold at least one expression. Facts come from the best origin, words from the best origin in English."""
    facts = sorted(expressions, key=lambda e: (origin_rank(e.text), language_rank(e.text.lang), e.text.origin))
    words = sorted(facts, key=lambda e: language_rank(e.text.lang)[0] > 0)
    with_text = sorted((e for e in facts if e.paragraphs), key=lambda e: language_rank(e.text.lang))
    lead = with_text[0] if with_text else words[0]
    title = _first(e.text.title for e in words)
    return Merged(
        text=replace(
            lead.text,
            title=title,
            adopted=_first([e.text.adopted for e in facts], None),
            meeting=_first([e.text.meeting for e in facts], None),
            agenda_item=_first(e.text.agenda_item for e in words),
            draft_symbol=_first(e.text.draft_symbol for e in facts),
            vote=merge_votes([e.text.vote for e in facts]),
            sponsors=_first([e.text.sponsors for e in words], ()),
            subjects=_first([e.text.subjects for e in words], ()),
            url=_first([lead.text.url, *(e.text.url for e in words)]),
            sample=any(e.text.sample for e in facts),
            paragraphs=(),
            footnotes=(),
            notes=(),
        ),
        document=lead.document,
        source=lead.source,
        languages=tuple(dict.fromkeys(e.text.lang for e in with_text)),
        text_origin=lead.text.origin if with_text else "",
        other_titles=tuple(dict.fromkeys(e.text.title for e in words if e.text.title not in ("", title))),
    )


def _first(values: Iterable[T], default: T | str = "") -> T:
    return next((v for v in values if v), default)  # type: ignore[return-value]


def merge_votes(votes: Sequence[Vote]) -> Vote:
    """How, totals and countries each from the first vote that states them; nothing is computed."""
    totals = next((v for v in votes if v.yes is not None), Vote())
    return Vote(
        how=next((v.how for v in votes if v.how != "unknown"), "unknown"),
        yes=totals.yes,
        no=totals.no,
        abstain=totals.abstain,
        absent=totals.absent,
        by_country=next((v.by_country for v in votes if v.by_country), ()),
    )


def printed_vote(vote: Vote) -> str:
    """`15-0-0` (yes, no, abstaining), the manner of adoption, or nothing when unknown."""
    if vote.yes is not None:
        return f"{vote.yes}-{vote.no or 0}-{vote.abstain or 0}"
    return _PRINTED.get(vote.how, "")


def vetoed_by(vote: Vote) -> str:
    """Permanent members that voted against."""
    return "; ".join(sorted(c.country for c in vote.by_country if c.vote == "no" and PERMANENT.match(c.country)))


def year_of(text: CouncilText) -> int:
    """Year in the symbol (of a resolution: in brackets), else of adoption, else 0."""
    if (year := resolution_year(text.symbol)) is not None:
        return year
    if text.kind != "resolution" and (match := _YEAR.search(text.symbol)):
        return int(match.group(1))
    return text.adopted.year if text.adopted else 0
