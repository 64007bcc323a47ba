"""Asking the indexes: all words first, then what lacks one, and which texts hold most of what the words tell."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from itertools import chain

import numpy as np

from db.search import plan as plans
from db.search import words
from db.search.held import among, words_of
from db.search.order import Gathered
from db.search.rows import Found, ending, find_news, find_paragraphs, newest_texts, paragraphs_by_id
from db.search.whole import Texts
from db.search.wishes import days
from db.search.wording import Wording
from db.store.fulltext import tag
from records.query import Query, Term

#: With fewer strict matches than this, rows that lack a word are added.
_FEW = 10
#: Paragraphs lacking a word that are looked at for texts that hold all.
_EVIDENCE = 150
#: Paragraphs that tell most by their words, of which the best are chosen by what else is known of them.
_RESCORED = 500
#: What a phrase is worth whose words stand close together in another order or with others between.
_CLOSE = 0.4
#: Fields that say something of paragraphs, and not of whole texts alone.
_OF_PARAGRAPHS = ("part", "child", "theme", "violation", "party")


def gather(connection: sqlite3.Connection, query: Query, most: int, phrases: Sequence[Term] = ()) -> Gathered:
    """All words first; when few rows hold them: any endings, then all words but one; with nothing yet, any word.

    `phrases` stand nowhere; the query has their words each by itself.
    """
    if not query.groups:
        return _without_words(connection, query, most)
    texts = Texts(connection, query)
    found = Gathered(weights=tuple(texts.weights))
    _add(connection, query, most, found, texts, words.strict(query))
    near, close = words.nearly(query, texts.weights), words.close(query)
    lacking = _lacking_one(query)
    stages = (
        (words.open_endings(query), _FEW if words.inflected(query) else 1, 0.9),
        (close, _FEW, _CLOSE),
        (near, _FEW, lacking),
        (words.unquoted(query), _FEW, lacking),
        (words.any_word(query), 1, lacking / 2),
    )
    enough = found.total
    for number, (wording, wanted, by) in enumerate(stages):
        if enough >= wanted or str(wording) in ("", found.match):
            continue
        before = found.total
        _add(connection, query, most, found, texts, wording, by)
        found.relaxed = found.relaxed or (number > 0 and found.total > before)
        enough = found.total if wording is not close else enough
    near_by = (words_of(connection).told(connection, words.close_together(term))[0].tolist() for term in phrases)
    found.close = frozenset(chain.from_iterable(near_by))
    for day in days(query):
        found.ending |= ending(connection, day.first, day.last)
    few = len(found.paragraphs) < _FEW and str(near) not in ("", found.match)
    if few and (plan := plans.paragraphs_plan(query, str(near))) is not None:
        found.evidence = [f.scaled(lacking) for f in _paragraphs(connection, query, plan, near, _EVIDENCE)[0]]
    found.texts = texts.best(most)
    found.titles = texts.titles(found.texts)
    return found


def _without_words(connection: sqlite3.Connection, query: Query, most: int) -> Gathered:
    """What the fields of a query narrow to, newest first."""
    found, counts = Gathered(), dict[str, int]()
    if (plan := plans.texts_plan(query)) is not None:
        found.texts, counts["text"] = newest_texts(connection, plan, most)
    _add_parts(connection, query, most, found, counts, "")
    found.total, found.counts = _total(query, counts), counts
    if "paragraph" not in query.values("kind") and not any(map(query.values, _OF_PARAGRAPHS)):
        found.paragraphs = []  # any paragraph would do, so none shows its text better than its facts
    return found


def _lacking_one(query: Query) -> float:
    """What a row is worth that lacks one of the words: the less, the fewer there are."""
    count = len(words.content_groups(query))
    return ((count - 1) / count) ** 3 if count > 1 else 1.0


def _add(
    connection: sqlite3.Connection,
    query: Query,
    most: int,
    found: Gathered,
    texts: Texts,
    wording: Wording,
    by: float = 1.0,
) -> None:
    """Ask all indexes for `wording` and add what is new, at `by` of its score; what found most is what is counted."""
    rows: list[int] = []
    counts: dict[str, int] = {}
    if texts.meant:
        rows, counts["text"] = texts.add(wording, by)
    _add_parts(connection, query, most, found, counts, wording, by)
    if (total := _total(query, counts)) >= found.total:
        found.match, found.counts, found.rows, found.total = str(wording), counts, rows, total


def _add_parts(
    connection: sqlite3.Connection,
    query: Query,
    most: int,
    found: Gathered,
    counts: dict[str, int],
    wording: Wording,
    by: float = 1.0,
) -> None:
    """Add paragraphs and news, and count them."""
    match = str(wording)
    if (plan := plans.paragraphs_plan(query, match)) is not None:
        paragraphs, counts["paragraph"] = _paragraphs(connection, query, plan, wording, most)
        found.paragraphs = _merged(found.paragraphs, paragraphs, by)
    if (plan := plans.news_plan(query, match)) is not None:
        news, counts["news"] = find_news(connection, plan, most)
        found.news = _merged(found.news, news, by)


def _paragraphs(
    connection: sqlite3.Connection, query: Query, plan: plans.Plan, wording: Wording, most: int
) -> tuple[list[Found], int]:
    """The best paragraphs and how many answer; from the words held where no more than words must be looked at."""
    held = words_of(connection)
    if not wording or query.filters or query.years or query.excluded:
        return find_paragraphs(connection, plan, most)
    ids, told = held.told(connection, wording)
    if not query.symbols:
        out, _ = among(ids, held.told(connection, f"tags : {tag('kind', 'other')}")[0])
        ids, told = ids[~out], told[~out]
    best = np.argsort(-told, kind="stable")[: max(_RESCORED, most)]
    return paragraphs_by_id(connection, dict(zip(ids[best].tolist(), told[best].tolist(), strict=True)), most), len(ids)


def _total(query: Query, counts: Mapping[str, int]) -> int:
    """Texts and news, or paragraphs where these are asked for."""
    total = counts.get("text", 0) + counts.get("news", 0)
    if set(query.values("kind")) == {"paragraph"} or query.values("part"):
        total += counts.get("paragraph", 0)
    return total


def _merged(held: list[Found], more: list[Found], worth: float) -> list[Found]:
    """`held`, then what `more` adds, at `worth` of its score."""
    known = {f.id for f in held}
    return held + [f if worth == 1.0 else f.scaled(worth) for f in more if f.id not in known]
