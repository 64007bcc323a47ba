"""What was perhaps meant when nothing is found, or no text prints a phrase: the nearest known words and symbols."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from difflib import SequenceMatcher, get_close_matches

from db.search.words import STOPWORDS, is_quoted
from records.query import Query, Term
from records.symbols import resolution_number

_MOST = 5
#: Words of a phrase looked at.
_LONGEST_PHRASE = 24
#: A word held by fewer rows is as likely an error as a word.
_LEAST_ROWS = 3


def suggestions(connection: sqlite3.Connection, query: Query) -> tuple[str, ...]:
    """Queries that would find something, nearest first."""
    found = [*_symbols(connection, query), *_words(connection, query), *_fewer(query)]
    found += _situations(connection, query)
    return tuple(dict.fromkeys(s for s in found if s and s != query.text))[:_MOST]


def unprinted(connection: sqlite3.Connection, query: Query) -> tuple[Term, ...]:
    """Phrases in quotation marks that stand in no text and no press report."""
    return tuple(t for group in query.groups for t in group if is_quoted(t) and not _stands(connection, t.text))


def nearest_wording(connection: sqlite3.Connection, query: Query, missing: Sequence[Term]) -> tuple[str, ...]:
    """The query with the longest part of each phrase that does stand somewhere, and without quotation marks."""
    if not missing:
        return ()
    text = query.text
    for term in missing:
        folded, typed = term.text.split(), term.typed.split()
        part = " ".join((typed if len(typed) == len(folded) else folded)[_longest_part(connection, folded)])
        text = text.replace(f'"{term.typed}"', f'"{part}"' if part else term.typed)
    without = " ".join(query.text.replace('"', " ").split())
    return tuple(dict.fromkeys(t for t in (text, without) if t != query.text))


def _longest_part(connection: sqlite3.Connection, phrase: Sequence[str]) -> slice:
    """The longest run of words that stands somewhere, from one that carries a subject to another.

    With less than half of those of the phrase it would be another question; then it is empty.
    """
    words = phrase[:_LONGEST_PHRASE]
    best, longest = slice(0), 0
    start, least = 0, max(2, sum(word not in STOPWORDS for word in words) / 2)
    for end in range(2, len(words) + 1):
        while end - start > 1 and not _stands(connection, " ".join(words[start:end])):
            start += 1
        subjects = [at for at in range(start, end) if words[at] not in STOPWORDS]
        if len(subjects) >= least and subjects[-1] + 1 - subjects[0] > longest:
            best, longest = slice(subjects[0], subjects[-1] + 1), subjects[-1] + 1 - subjects[0]
    return best


def _stands(connection: sqlite3.Connection, phrase: str) -> bool:
    return any(
        connection.execute(f"SELECT 1 FROM {index} WHERE {index} MATCH ? LIMIT 1", (f'"{phrase}"',)).fetchone()
        for index in ("whole_fts", "news_fts")
    )


def _symbols(connection: sqlite3.Connection, query: Query) -> list[str]:
    found = []
    for symbol in query.symbols:
        number = resolution_number(symbol)
        if number is not None:
            row = connection.execute(
                "SELECT symbol FROM resolutions ORDER BY abs(number - ?), number LIMIT 1", (number,)
            ).fetchone()
        else:
            row = connection.execute(
                "SELECT symbol FROM search_texts WHERE symbol >= ? ORDER BY symbol LIMIT 1", (symbol,)
            ).fetchone()
        found += [row[0]] if row else []
    return found


def _words(connection: sqlite3.Connection, query: Query) -> list[str]:
    """The query with each unknown word replaced by the nearest known one; empty when that is no help."""
    words = [word for group in query.groups for term in group[:1] for word in term.text.split()]
    if not words or len(words) > 8:
        return []
    mended = [w if _known(connection, w) else _nearest(connection, w) for w in words]
    return [" ".join(w for w in mended if w)] if any(mended) and mended != words else []


def _known(connection: sqlite3.Connection, word: str) -> bool:
    return any(
        connection.execute(f"SELECT 1 FROM {index} WHERE {index} MATCH ? LIMIT 1", (f'"{word}"',)).fetchone()
        for index in ("paragraphs_fts", "news_fts")
    )


def _nearest(connection: sqlite3.Connection, word: str) -> str:
    """The known word most like `word`, as printed somewhere; words are taken to begin alike."""
    best, best_ratio = "", 0.0
    for index, words, sql in (
        ("paragraphs_fts", "paragraphs_words", "SELECT text FROM paragraphs WHERE id = ?"),
        ("news_fts", "news_words", "SELECT title || ' ' || summary FROM news WHERE id = ?"),
    ):
        terms = [
            row[0]
            for row in connection.execute(
                f"SELECT term FROM {words} WHERE term >= ? AND term < ? AND doc >= ? AND abs(length(term) - ?) <= 3",
                (word[:1], word[:1] + "\U0010ffff", _LEAST_ROWS, len(word)),
            )
        ]
        for term in get_close_matches(word, terms, n=1, cutoff=0.7):
            ratio = SequenceMatcher(None, word, term).ratio()
            if ratio > best_ratio and (printed := _printed(connection, index, sql, term)):
                best, best_ratio = printed, ratio
    return best


def _printed(connection: sqlite3.Connection, index: str, sql: str, stem: str) -> str:
    """A word of some text that has this stem: stems are no words to show."""
    rows = connection.execute(f"SELECT rowid FROM {index} WHERE {index} MATCH ? LIMIT 5", (f'"{stem}"*',)).fetchall()
    for row in rows:
        text = connection.execute(sql, (row[0],)).fetchone()
        for word in (text[0] if text else "").split():
            bare = word.strip(".,;:()\"'“”’").lower()
            if bare.startswith(stem[:-1]) and len(bare) <= len(stem) + 3:
                return bare
    return ""


def _fewer(query: Query) -> list[str]:
    """The words alone, without what narrows them."""
    words = " ".join(term.typed or term.text for group in query.groups for term in group[:1])
    return [words] if words and (query.filters or query.years or query.excluded) else []


def _situations(connection: sqlite3.Connection, query: Query) -> list[str]:
    names = {str(r[0]): str(r[1]) for r in connection.execute("SELECT situation, iso3 FROM situations")}
    asked = [*query.values("situation"), query.text]
    near = [n for a in asked for n in get_close_matches(a.title(), list(names), n=1, cutoff=0.75)]
    return [f"situation:{names[name]}" for name in near]
