"""One search over resolutions, statements, drafts, paragraphs and news: ranked, with snippets, facets, suggestions.

Each index is asked for its best rows by bm25; a text counts as a whole and by its best paragraph. Where few rows hold
all words, rows that lack one of them follow. Only what is shown costs a look at the text.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, replace

from db import search_plan as plans
from db import search_words as words
from db.search_facets import Facet, facets
from db.search_order import Gathered, ranked
from db.search_rows import Found, by_symbol, cited_by, find_news, find_paragraphs, find_texts, title_scores
from db.search_show import Hit, show
from db.suggest import suggestions
from records.query import Query, Term, parse

__all__ = ["Answer", "Facet", "Hit", "search"]

#: Nothing is ranked or paged beyond this many hits.
MOST_HITS = 1000
#: With fewer strict matches than this, rows that lack a word are added.
_FEW = 10
#: Paragraphs lacking a word that are looked at for texts that hold all.
_EVIDENCE = 300


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
    asked = _symbol_words(asked)
    gathered = _gather(connection, asked, min(MOST_HITS, (offset + limit) * 3 + 60))
    gathered.cited = cited_by(connection, {f.symbol for f in (*gathered.texts, *gathered.paragraphs)})
    order = ranked(asked, words.wishes(asked), exact, gathered)
    hits = show(connection, asked, order[offset : offset + limit], loose=gathered.match != words.strict(asked))
    return Answer(
        asked,
        hits,
        max(gathered.total, len(exact)),
        facets(connection, asked, gathered.match) if with_facets and order else (),
        () if order else suggestions(connection, asked),
        asked.notes,
        gathered.relaxed,
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


def _gather(connection: sqlite3.Connection, query: Query, most: int) -> Gathered:
    """All words first; when few rows hold them: any endings, then all words but one; with nothing yet, any word."""
    found = Gathered(match=words.strict(query))
    _add(connection, query, most, found)
    if not query.groups:
        return found
    lacking = _lacking_one(query)
    stages = (
        (words.open_endings, _FEW if words.inflected(query) else 1, 0.9),
        (words.nearly, _FEW, lacking),
        (words.any_word, 1, lacking / 2),
    )
    for stage, enough, worth in stages:
        match = stage(query)
        if found.total >= enough or match in ("", found.match):
            continue
        held, found.match = found.total, match
        _add(connection, query, most, found, worth)
        found.relaxed = found.relaxed or (stage is not words.open_endings and found.total > held)
    found.titles = title_scores(connection, words.title_words(query), _EVIDENCE)
    if not found.relaxed:
        _add_evidence(connection, query, found, lacking)
    return found


def _lacking_one(query: Query) -> float:
    """What a row is worth that lacks one of the words: the less, the fewer there are."""
    count = len(words.content_groups(query))
    return ((count - 1) / count) ** 3 if count > 1 else 1.0


def _add_evidence(connection: sqlite3.Connection, query: Query, found: Gathered, worth: float) -> None:
    """Texts and paragraphs that lack a word, for the order alone: they do not count as found."""
    match, count = words.nearly(query), len(words.content_groups(query))
    if match and len(found.paragraphs) < _FEW and (plan := plans.paragraphs_plan(query, match)) is not None:
        found.evidence = [f.scaled(worth) for f in find_paragraphs(connection, plan, _EVIDENCE)[0]]
    few = len(found.texts) < _FEW or count > 1
    if match and few and (plan := plans.texts_plan(query, match)) is not None:
        found.texts = _merged(found.texts, find_texts(connection, plan, _EVIDENCE)[0], worth)


def _add(connection: sqlite3.Connection, query: Query, most: int, found: Gathered, worth: float = 1.0) -> None:
    """Ask all indexes for `found.match` and add what is new, at `worth` of its score."""
    total = 0
    if (plan := plans.paragraphs_plan(query, found.match)) is not None:
        paragraphs, count = find_paragraphs(connection, plan, most)
        found.paragraphs = _merged(found.paragraphs, paragraphs, worth)
        total += count if set(query.values("kind")) == {"paragraph"} or query.values("part") else 0
    if (plan := plans.texts_plan(query, found.match)) is not None:
        texts, count = find_texts(connection, plan, most)
        found.texts = _merged(found.texts, texts, worth)
        total += count
    if (plan := plans.news_plan(query, found.match)) is not None:
        news, count = find_news(connection, plan, most)
        found.news = _merged(found.news, news, worth)
        total += count
    found.total = max(found.total, total)


def _merged(held: list[Found], more: list[Found], worth: float) -> list[Found]:
    """`held`, then what `more` adds, at `worth` of its score."""
    known = {f.id for f in held}
    return held + [f if worth == 1.0 else f.scaled(worth) for f in more if f.id not in known]
