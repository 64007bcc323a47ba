"""Pure: one order for texts, paragraphs and news.

A text's score is that of its words as a whole plus that of its best paragraph; what the query says of the record
itself (a year, a kind, a symbol) raises it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from math import log1p

from db.search_rows import Found
from db.search_words import Wishes
from records.query import Query

#: Share of the whole text beside its best paragraph, gain per further paragraph, and of what is wished.
_WHOLE, _TITLE, _MORE, _YEAR, _NEXT_YEAR, _NAMED, _NEWS = 2.0, 2.0, 0.05, 1.7, 1.15, 3.0, 1.6
_CITED = 0.06
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
    #: Symbol to how well its title answers.
    titles: dict[str, float] = field(default_factory=dict)
    #: Symbol to the number of resolutions citing it.
    cited: dict[str, int] = field(default_factory=dict)
    total: int = 0
    match: str = ""
    relaxed: bool = False


def ranked(query: Query, wishes: Wishes, exact: Sequence[Found], found: Gathered) -> list[Found]:
    """The hits in order: texts named alone first, then all by score; by date when there are no words."""
    if "paragraph" in query.values("kind"):
        council = [_raised(f, wishes, ()) for f in found.paragraphs]
    else:
        council = [_raised(f, wishes, exact) for f in _texts(found)]
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


def _raised(found: Found, wishes: Wishes, exact: Sequence[Found]) -> Found:
    by = 1.0
    if wishes.years and found.date[:4].isdigit():
        away = min(abs(int(found.date[:4]) - year) for year in wishes.years)
        by *= _YEAR if away == 0 else _NEXT_YEAR if away == 1 else 1.0
    if found.kind in wishes.kinds and found.kind in _KIND:
        by *= _KIND[found.kind]
    elif not wishes.kinds:
        by *= _STANDING.get(found.kind, 1.0)
    if any(found.symbol == named.symbol for named in exact):
        by *= _NAMED
    return found if by == 1.0 else found.scaled(by)


def _texts(found: Gathered) -> list[Found]:
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
    return [
        f.scored(
            (f.score + _TITLE * found.titles.get(f.symbol, 0.0)) * (1 + _CITED * log1p(found.cited.get(f.symbol, 0)))
        )
        for f in listed
    ]


def _with_paragraphs(text: Found | None, group: list[Found]) -> Found:
    if not group:
        assert text is not None  # a symbol comes from a text or from a paragraph
        return text.scaled(_WHOLE)
    best = max(group, key=lambda f: f.score)
    score = best.score * (1 + _MORE * min(len(group) - 1, 5)) + (_WHOLE * text.score if text else 0.0)
    others = sorted((f for f in group if f is not best and f.lang == best.lang), key=lambda f: -f.score)
    return replace(
        text or best,
        score=score,
        lang=best.lang,
        reference=best.reference,
        more=tuple(dict.fromkeys(f.reference for f in others)),
        paragraph=best.id,
    )
