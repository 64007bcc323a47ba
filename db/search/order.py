"""Pure: one order for texts, paragraphs and news.

A text's score is that of its words as a whole plus that of its best paragraph and of its title; what the query says of
the record itself (a year, a day, a kind, a place, a symbol) raises it, and so does being cited.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from math import log1p

from db.search.rows import Found
from db.search.wishes import Wishes
from records.query import Query

#: Shares of the whole text and of the title beside the best paragraph, and gain per further paragraph.
_WHOLE, _TITLE, _MORE, _CITED = 2.0, 2.0, 0.05, 0.06
#: How often the score counts of what was adopted in a year named or next to it, adopted on a day or in a month named,
#: ends then, is of a place named, is named by its symbol; and, below, has the words of a phrase close together.
_YEAR, _NEXT_YEAR, _DAY, _ENDS, _PLACE, _NAMED, _NEWS = 1.7, 1.15, 1.7, 2.0, 1.25, 3.0, 1.6
_TOGETHER = 1.5
_KIND = {"resolution": 1.3, "statement": 2.5, "draft": 1.8}
#: Before anything is wished: what the Council adopted as its decision stands above what it said or did not adopt.
_STANDING = {"resolution": 1.1, "draft": 0.8}


@dataclass(slots=True)
class Gathered:
    """What the indexes gave. `evidence` are paragraphs that lack a word, of use for texts that hold them all."""

    texts: list[Found] = field(default_factory=list)
    paragraphs: list[Found] = field(default_factory=list)
    news: list[Found] = field(default_factory=list)
    evidence: list[Found] = field(default_factory=list)
    #: Id of a text to how well its title answers.
    titles: dict[int, float] = field(default_factory=dict)
    #: Symbols of texts that end a mandate or measure on a day named.
    ending: set[str] = field(default_factory=set)
    #: Paragraphs in which the words of a phrase that stands nowhere stand close together.
    close: frozenset[int] = frozenset()
    #: What each subject word tells of texts; empty for one alone.
    weights: tuple[float, ...] = ()
    #: How many rows of each index match, and the rows of `whole_fts` that do.
    counts: dict[str, int] = field(default_factory=dict)
    rows: list[int] = field(default_factory=list)
    total: int = 0
    match: str = ""
    relaxed: bool = False


def ranked(query: Query, wishes: Wishes, exact: Sequence[Found], found: Gathered) -> list[Found]:
    """The hits in order: texts named alone first, then all by score; by date when there are no words."""
    if "paragraph" in query.values("kind"):
        council = [
            f.scaled(_raise(f, wishes, found.ending) * (_TOGETHER if f.id in found.close else 1.0))
            for f in found.paragraphs
        ]
    else:
        council = _texts(found, wishes, {f.symbol for f in exact})
    listed = [*council, *(f.scaled(_NEWS) for f in found.news)]
    top = max((f.score for f in listed), default=1.0)
    alone = not query.groups or query.text.strip().isdigit() or all(g[0].typed == "" for g in query.groups)
    held = {f.symbol for f in listed if f.kind != "paragraph" or f.paragraph}
    for named in exact:
        if alone:
            listed = [f for f in listed if f.symbol != named.symbol]
        if alone or named.symbol not in held:
            listed.append(replace(named, score=top * (10 if alone else 0.5)))
    by_date = not query.groups
    return sorted(listed, key=lambda f: (f.date if by_date else "", f.score, f.date), reverse=True)


def _raise(found: Found, wishes: Wishes, ending: set[str]) -> float:
    """By how much a record counts for what the query wishes of it."""
    by = 1.0
    ends = found.symbol in ending
    if ends:
        by *= _ENDS
    elif any(not day.until and day.first <= found.date <= day.last for day in wishes.days):
        by *= _DAY
    if wishes.years and found.date[:4].isdigit() and not ends:
        away = min(abs(int(found.date[:4]) - year) for year in wishes.years)
        by *= _YEAR if away == 0 else _NEXT_YEAR if away == 1 else 1.0
    if found.kind in wishes.kinds and found.kind in _KIND:
        by *= _KIND[found.kind]
    elif not wishes.kinds:
        by *= _STANDING.get(found.kind, 1.0)
    if wishes.places and not wishes.places.isdisjoint(found.places.split("; ")):
        by *= _PLACE
    return by


def _texts(found: Gathered, wishes: Wishes, named: set[str]) -> list[Found]:
    """Texts, each with its best paragraph. A paragraph whose text is not among them stands for it."""
    grouped: dict[str, list[Found]] = {}
    for paragraph in found.paragraphs:
        grouped.setdefault(paragraph.symbol, []).append(paragraph)
    whole = {f.symbol: f for f in found.texts}
    for paragraph in found.evidence:
        if paragraph.symbol in whole and paragraph.symbol not in grouped:
            grouped[paragraph.symbol] = [paragraph]
    listed = [_with_paragraphs(text, grouped.pop(symbol, [])) for symbol, text in whole.items()]
    listed += [_with_paragraphs(None, group) for group in grouped.values()]
    scored = []
    for f, score in listed:
        title = _TITLE * found.titles.get(f.id, 0.0) if f.kind != "paragraph" else 0.0
        by = _raise(f, wishes, found.ending) * (1 + _CITED * log1p(f.cited)) * (_NAMED if f.symbol in named else 1.0)
        scored.append(f.scored((score + title) * by * (_TOGETHER if f.paragraph in found.close else 1.0)))
    return scored


def _with_paragraphs(text: Found | None, group: list[Found]) -> tuple[Found, float]:
    """A text with its best paragraph, or that paragraph alone, and the score of both."""
    if not group:
        assert text is not None  # a symbol comes from a text or from a paragraph
        return text, text.score * _WHOLE
    best = max(group, key=lambda f: f.score)
    score = best.score * (1 + _MORE * min(len(group) - 1, 5)) + (_WHOLE * text.score if text else 0.0)
    others = sorted((f for f in group if f is not best and f.lang == best.lang), key=lambda f: -f.score)
    shown = replace(
        text or best,
        lang=best.lang,
        reference=best.reference,
        more=tuple(dict.fromkeys(f.reference for f in others)),
        paragraph=best.id,
    )
    return shown, score
