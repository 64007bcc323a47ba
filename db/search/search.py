"""One search over resolutions, statements, drafts, paragraphs and news: ranked, with snippets, facets, suggestions.

Each index is asked for its best rows by bm25; a text counts as a whole and by its best paragraph. Where few rows hold
all words, rows that lack one of them follow. Only what is shown costs a look at the text.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, replace

from db.search import words
from db.search.facets import Facet, facets
from db.search.gather import gather
from db.search.held import standing_still
from db.search.names import place_names
from db.search.order import ranked
from db.search.rows import by_symbol
from db.search.show import Hit, show
from db.search.suggest import nearest_wording, suggestions, unprinted
from db.search.wishes import wishes
from records.query import Query, Term, parse

__all__ = ["Answer", "Facet", "Hit", "search"]

#: Nothing is ranked or paged beyond this many hits.
MOST_HITS = 1000


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found. `total` counts texts and news, or paragraphs when those are asked for."""

    query: Query
    hits: tuple[Hit, ...]
    total: int
    facets: tuple[Facet, ...] = ()
    suggestions: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    #: Some hits lack one of the words.
    relaxed: bool = False
    #: Phrases asked for that stand nowhere; `suggestions` then say what does.
    unprinted: tuple[str, ...] = ()


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
    with standing_still(connection):
        return _answer(connection, asked, limit, offset, with_facets=with_facets)


def _answer(connection: sqlite3.Connection, asked: Query, limit: int, offset: int, *, with_facets: bool) -> Answer:
    asked = _with_situations(connection, asked)
    exact = by_symbol(connection, asked.symbols)
    missing = unprinted(connection, asked)
    asked = words.apart(_symbol_words(asked), missing)
    gathered = gather(connection, asked, min(MOST_HITS, (offset + limit) * 3 + 60), missing)
    order = ranked(asked, wishes(asked, place_names()), exact, gathered)
    loose = gathered.match != str(words.strict(asked))
    hits = show(connection, asked, order[offset : offset + limit], gathered.weights, loose=loose)
    total = max(gathered.total, len(exact))
    return Answer(
        asked,
        hits,
        total,
        facets(connection, asked, gathered) if with_facets and order else (),
        (*nearest_wording(connection, asked, missing), *(() if order else suggestions(connection, asked))),
        asked.notes,
        bool(missing) or gathered.relaxed or len(order) > total,
        tuple(term.typed for term in missing),
    )


def _symbol_words(query: Query) -> Query:
    """A symbol is a word too: texts that name it are found by it."""
    if not query.symbols or query.text.strip().isdigit():
        return query
    named = []
    for symbol in query.symbols:
        parts = "".join(c if c.isalnum() else " " for c in symbol.lower()).split()
        parts = parts[2:3] if parts[:2] == ["s", "res"] else parts
        named += [Term(" ".join(parts))] if parts else []
    return replace(query, groups=(*query.groups, *((tuple(named),) if named else ())))


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
    return replace(query, filters=filters)
