"""One search over resolutions, statements, drafts, paragraphs and news: ranked, with snippets, facets, suggestions.

Each index is asked for its best rows by bm25; paragraphs are folded into their text, whose title adds to their score.
Where few rows hold all words, rows that lack one of them follow. Only what is shown costs a look at the text.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, field

from db import search_plan as plans
from db.search_facets import Facet, facets
from db.search_rows import Found, by_symbol, find_news, find_paragraphs, find_texts, ranked
from db.search_show import Hit, show
from db.suggest import suggestions
from records.query import Query, Term, parse

__all__ = ["Answer", "Facet", "Hit", "search"]

#: Nothing is ranked or paged beyond this many hits.
MOST_HITS = 1000
#: With fewer strict matches than this, rows that lack a word are added.
_FEW = 10


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found. `total` counts matching rows (texts by title, paragraphs, news), `facets` say how they spread."""

    query: Query
    hits: tuple[Hit, ...]
    total: int
    facets: tuple[Facet, ...] = ()
    suggestions: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    #: Some hits lack one of the words.
    relaxed: bool = False


@dataclass(slots=True)
class _Gathered:
    texts: list[Found] = field(default_factory=list)
    paragraphs: list[Found] = field(default_factory=list)
    news: list[Found] = field(default_factory=list)
    total: int = 0
    match: str = ""
    relaxed: bool = False


def search(
    connection: sqlite3.Connection,
    query: str | Query,
    limit: int = 20,
    offset: int = 0,
    *,
    with_facets: bool = True,
) -> Answer:
    """The hits `offset` to `offset + limit` for any query. Never raises for what was asked."""
    asked = parse(query) if isinstance(query, str) else query
    limit, offset = max(0, min(limit, 200)), max(0, offset)
    if asked.empty:
        return Answer(asked, (), 0, notes=asked.notes)
    asked = _with_situations(connection, asked)
    exact = by_symbol(connection, asked.symbols)
    asked = _symbol_words(asked, exact)
    gathered = _gather(connection, asked, min(MOST_HITS, (offset + limit) * 3 + 60), only=_only(asked, exact))
    order = ranked(asked, exact, gathered.texts, gathered.paragraphs, gathered.news)
    loose = gathered.match != plans.strict(asked)
    hits = show(connection, asked, order[offset : offset + limit], loose=loose)
    nothing = not order
    return Answer(
        asked,
        hits,
        max(gathered.total, len(exact)),
        facets(connection, asked, gathered.match) if with_facets and not nothing else (),
        suggestions(connection, asked) if nothing else (),
        asked.notes,
        gathered.relaxed,
    )


def _only(query: Query, exact: Sequence[Found]) -> tuple[str, ...]:
    """A symbol beside other words means: within that text."""
    typed_words = [g for g in query.groups if not any(t.typed == "" for t in g)]
    numeric = len(query.groups) == 1 and query.text.strip().isdigit()
    return tuple(f.symbol for f in exact) if exact and typed_words and not numeric else ()


def _symbol_words(query: Query, exact: Sequence[Found]) -> Query:
    """A symbol alone also finds the texts that name it; one that we do not hold is searched as words."""
    if not query.symbols or query.groups:
        return query
    named = []
    for symbol in query.symbols:
        words = "".join(c if c.isalnum() else " " for c in symbol.lower()).split()
        words = words[2:] if words[:2] == ["s", "res"] else words
        if words:
            named.append(Term(" ".join(words)))
    if not exact and not named:
        return query
    return Query(query.text, (tuple(named),) if named else (), query.excluded, query.filters, query.years,
                 query.symbols, query.notes)  # fmt: skip


def _with_situations(connection: sqlite3.Connection, query: Query) -> Query:
    """Names of situations in `situation:` become their codes."""
    if not any(f.field == "situation" and any(len(v) != 3 for v in f.values) for f in query.filters):
        return query
    codes = {str(r[0]).casefold(): str(r[1]) for r in connection.execute("SELECT situation, iso3 FROM situations")}

    def code(value: str) -> str:
        low = value.casefold()
        return codes.get(low) or next((c for name, c in codes.items() if low in name), value)

    filters = tuple(
        type(f)(f.field, tuple(code(v) for v in f.values), f.excluded) if f.field == "situation" else f
        for f in query.filters
    )
    return Query(query.text, query.groups, query.excluded, filters, query.years, query.symbols, query.notes)


def _gather(connection: sqlite3.Connection, query: Query, most: int, only: Sequence[str]) -> _Gathered:
    """All words first; when few rows hold them: any endings, then all words but one; with nothing yet, any word."""
    found = _Gathered(match=plans.strict(query))
    _add(connection, query, most, only, found)
    if not query.groups:
        return found
    for stage, enough in ((plans.open_endings, _FEW), (plans.nearly, _FEW), (plans.any_word, 1)):
        match = stage(query)
        if found.total >= enough or match in ("", found.match):
            continue
        held, found.match = found.total, match
        _add(connection, query, most, only, found)
        found.relaxed = found.relaxed or (stage is not plans.open_endings and found.total > held)
    return found


def _add(connection: sqlite3.Connection, query: Query, most: int, only: Sequence[str], found: _Gathered) -> None:
    """Ask all indexes for `found.match` and add what is new."""
    total = 0
    if (plan := plans.paragraphs_plan(query, found.match)) is not None:
        paragraphs, count = find_paragraphs(connection, plan, most, only)
        found.paragraphs = _merged(found.paragraphs, paragraphs)
        total += count
    if not only and (plan := plans.texts_plan(query, found.match)) is not None:
        texts, count = find_texts(connection, plan, most)
        found.texts = _merged(found.texts, texts)
        total += count
    if not only and (plan := plans.news_plan(query, found.match)) is not None:
        news, count = find_news(connection, plan, most)
        found.news = _merged(found.news, news)
        total += count
    found.total = max(found.total, total)


def _merged(held: list[Found], more: list[Found]) -> list[Found]:
    """`held`, then what `more` adds, a step below the least of them."""
    known = {f.id for f in held}
    least = min((f.score for f in held), default=0.0)
    most = max((f.score for f in more), default=0.0)
    scale = min(1.0, 0.9 * least / most) if held and most else 1.0
    return held + [f if scale == 1.0 else f.scaled(scale) for f in more if f.id not in known]
