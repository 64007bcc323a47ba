"""Asking the indexes: all words first, then what lacks one, and which texts hold most of what the words tell."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from math import log

from db.search import plan as plans
from db.search import words
from db.search.order import Gathered
from db.search.rows import (
    Found,
    ending,
    find_news,
    find_paragraphs,
    find_texts,
    newest_texts,
    text_rows,
    texts_by_id,
    title_scores,
    word_rows,
)
from db.search.wishes import days
from db.store.text_index import STEP
from records.query import Query

#: With fewer strict matches than this, rows that lack a word are added.
_FEW = 10
#: Paragraphs lacking a word that are looked at for texts that hold all.
_EVIDENCE = 150
#: Texts that are scored by their words; what matches beyond them counts like the last.
_TEXTS = 200
#: A text that holds less than this share of what the words tell is no hit; else it is worth the square of its share.
_LEAST_SHARE = 0.3


@dataclass(frozen=True, slots=True)
class Told:
    """What a word tells of texts: the ids of those that hold it, and the more weight the fewer they are."""

    texts: frozenset[int]
    weight: float

    @classmethod
    def of(cls, rows: Sequence[int], count: int) -> Told:
        """From rows of `whole_fts` and the number of all texts."""
        texts = frozenset(row % STEP for row in rows)
        return cls(texts, log(1 + count / (1 + len(texts))))


def gather(connection: sqlite3.Connection, query: Query, most: int) -> Gathered:
    """All words first; when few rows hold them: any endings, then all words but one; with nothing yet, any word."""
    found = Gathered(match=words.strict(query))
    worth: dict[int, float] = {}
    _add(connection, query, most, found, worth)
    if not query.groups:
        return found
    several = words.groups_asked(query) if len(words.content_groups(query)) > 1 else []
    told = [Told.of(rows, count) for rows, count in word_rows(connection, several)]
    near, lacking = words.nearly(query, [t.weight for t in told]), _lacking_one(query)
    stages = (
        (words.open_endings(query), _FEW if words.inflected(query) else 1, 0.9),
        (near, _FEW, lacking),
        (words.unquoted(query), _FEW, lacking),
        (words.any_word(query), 1, lacking / 2),
    )
    for number, (match, enough, by) in enumerate(stages):
        if found.total >= enough or match in ("", found.match):
            continue
        held, found.match = found.total, match
        _add(connection, query, most, found, worth, by)
        found.relaxed = found.relaxed or (number > 0 and found.total > held)
    found.titles = title_scores(connection, words.title_words(query))
    for day in days(query):
        found.ending |= ending(connection, day.first, day.last)
    few = len(found.paragraphs) < _FEW and near not in ("", found.match)
    if few and (plan := plans.paragraphs_plan(query, near)) is not None:
        found.evidence = [f.scaled(lacking) for f in find_paragraphs(connection, plan, _EVIDENCE)[0]]
    found.texts += _scored_texts(connection, query, worth, told, most)
    return found


def _lacking_one(query: Query) -> float:
    """What a row is worth that lacks one of the words: the less, the fewer there are."""
    count = len(words.content_groups(query))
    return ((count - 1) / count) ** 3 if count > 1 else 1.0


def _share(told: Sequence[Told], number: int, must: Sequence[bool]) -> float:
    """What a text that lacks words is worth, by the share that it holds of what the words tell."""
    if not told or any(phrase and number not in t.texts for t, phrase in zip(told, must, strict=True)):
        return 0.0
    whole = sum(t.weight for t in told)
    share = sum(t.weight for t in told if number in t.texts) / whole if whole else 1.0
    return share**2 if share >= _LEAST_SHARE else 0.0


def _scored_texts(
    connection: sqlite3.Connection, query: Query, worth: dict[int, float], told: Sequence[Told], most: int
) -> list[Found]:
    """The texts found, and those that hold most of what the words tell, which do not count as found.

    One reckoning by any of the words serves them all.
    """
    plan = plans.texts_plan(query, " OR ".join([words.any_word(query), *words.printed_days(query)]))
    if plan is None:
        return []
    best = find_texts(connection, plan, max(_TEXTS, most))
    least = min((f.score for f in best), default=0.0)
    known = {f.id for f in best}
    rest = [number for number in worth if number not in known][: max(0, most - len(known & worth.keys()))]
    must = words.quoted(query)
    scored = []
    for f in (*best, *texts_by_id(connection, rest, least)):
        by = worth.get(f.id, 0.0)
        by = max(by, _share(told, f.id, must)) if by < 1.0 else by
        scored += [f.scaled(by)] if by else []
    return scored


def _add(
    connection: sqlite3.Connection,
    query: Query,
    most: int,
    found: Gathered,
    worth: dict[int, float],
    by: float = 1.0,
) -> None:
    """Ask all indexes for `found.match` and add what is new, at `by` of its score; of texts which they are."""
    total = 0
    found.counts, found.rows = {}, []
    if (plan := plans.paragraphs_plan(query, found.match)) is not None:
        paragraphs, found.counts["paragraph"] = find_paragraphs(connection, plan, most)
        found.paragraphs = _merged(found.paragraphs, paragraphs, by)
        if set(query.values("kind")) == {"paragraph"} or query.values("part"):
            total += found.counts["paragraph"]
    if (plan := plans.texts_plan(query, found.match)) is not None:
        if plan.words:
            found.rows = text_rows(connection, plan)
            texts = dict.fromkeys(row % STEP for row in found.rows)
            worth.update({number: by for number in texts if number not in worth})
            found.counts["text"] = len(texts)
        else:
            found.texts, found.counts["text"] = newest_texts(connection, plan, most)
        total += found.counts["text"]
    if (plan := plans.news_plan(query, found.match)) is not None:
        news, found.counts["news"] = find_news(connection, plan, most)
        found.news = _merged(found.news, news, by)
        total += found.counts["news"]
    found.total = max(found.total, total)


def _merged(held: list[Found], more: list[Found], worth: float) -> list[Found]:
    """`held`, then what `more` adds, at `worth` of its score."""
    known = {f.id for f in held}
    return held + [f if worth == 1.0 else f.scaled(worth) for f in more if f.id not in known]
