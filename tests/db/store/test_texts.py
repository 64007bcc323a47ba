"""Saving Council texts: expressions, merging, versions, index."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from sqlite_utils import Database

from db.migrations import migrate
from db.store.fulltext import rebuild
from db.store.store import Store
from db.store.text_index import put_in_all
from records.council import CouncilText, Paragraph, Vote
from records.readings import Citation, Provision, TextReading
from tests.db.conftest import NOW, resolution


def rows(store: Store, sql: str, *values: object) -> list[tuple[Any, ...]]:
    return [tuple(r) for r in store.connection.execute(sql, values).fetchall()]


def hits(store: Store, words: str, table: str = "paragraphs_fts") -> list[int]:
    return [r[0] for r in rows(store, f"SELECT rowid FROM {table} WHERE {table} MATCH ? ORDER BY rowid", words)]


def save(store: Store, text: CouncilText) -> str:
    return store.save_text(text, "d" * 64, "sample", NOW)


def test_new_unchanged_changed(store: Store) -> None:
    text = resolution()
    assert save(store, text) == "new"
    assert save(store, text) == "unchanged"
    assert save(store, replace(text, title="Karvelia again")) == "changed"
    assert rows(store, "SELECT change, key FROM changes ORDER BY seq") == [
        ("new", "S/RES/9001 (2030)"),
        ("changed", "S/RES/9001 (2030)"),
    ]
    assert rows(store, "SELECT count(*), kind FROM versions GROUP BY kind") == [(1, "resolution")]
    assert rows(store, "SELECT title, seq, vote FROM resolutions") == [("Karvelia again", 2, "2-0-1")]


def test_index_follows_the_shown_text(store: Store) -> None:
    save(store, resolution())
    assert len(hits(store, "schools")) == 1
    changed = (Paragraph("1", "operative", "Demands that clinics be spared"),)
    save(store, replace(resolution(), paragraphs=changed))
    assert hits(store, "schools") == []
    assert len(hits(store, "clinics")) == 1
    assert hits(store, "karvelia", "texts_fts") == [9001]
    assert rows(store, "SELECT count(*) FROM paragraphs") == [(1,)]


def test_best_origin_is_shown_whatever_the_order(store: Store) -> None:
    save(store, resolution(origin="haass"))
    save(store, resolution(origin="akn4un"))
    save(store, resolution(origin="un_press", provisional=True))
    assert rows(store, "SELECT text_origin, provisional FROM resolutions") == [("akn4un", 0)]
    assert rows(store, "SELECT origin FROM texts WHERE shown = 1") == [("akn4un",)]
    assert len(hits(store, "akn4un")) == 1
    assert hits(store, "haass") == []


def test_provisional_gives_way(store: Store) -> None:
    save(store, resolution(origin="un_press", provisional=True))
    assert rows(store, "SELECT provisional FROM resolutions") == [(1,)]
    save(store, resolution(origin="file"))
    assert rows(store, "SELECT provisional, text_origin FROM resolutions") == [(0, "file")]


def test_metadata_fills_gaps_field_by_field(store: Store) -> None:
    save(store, replace(resolution(), subjects=(), vote=Vote(), meeting=None))
    save(store, resolution(origin="undl", paragraphs=(), title="LIBRARY TITLE", meeting=77))
    assert rows(store, "SELECT title, meeting, votes_yes FROM resolutions") == [("The situation in Karvelia", 77, 2)]
    assert rows(store, "SELECT subject FROM subjects") == [("CHILDREN IN ARMED CONFLICTS",)]
    assert rows(store, "SELECT country, vote FROM votes ORDER BY country") == [
        ("Graustark", "abstain"),
        ("Ruritania", "yes"),
    ]


def test_languages_and_english_title(store: Store) -> None:
    save(store, resolution(lang="fr", title="La situation en Karvélie"))
    save(store, resolution())
    assert rows(store, "SELECT title, languages FROM resolutions") == [("The situation in Karvelia", "en fr")]
    assert hits(store, "karvelie", "texts_fts") == [9001]
    shown = store.shown_text("S/RES/9001 (2030)", "fr")
    assert shown
    assert shown.title == "The situation in Karvelia"
    assert shown.paragraphs[0].text.endswith("(fr)")


def test_a_symbol_without_year_is_completed_in_either_order(store: Store) -> None:
    bare = replace(resolution(origin="undl", paragraphs=()), symbol="S/RES/9001", adopted=None)
    save(store, bare)
    store.save_text_reading(
        "S/RES/9002 (2031)",
        TextReading(citations=(Citation("1", "operative", "S/RES/9001", "resolution", "9001", 0, 4),)),
        NOW,
    )
    save(store, resolution())
    save(store, resolution(9003, symbol="S/RES/9003"))
    assert rows(store, "SELECT number, symbol, year FROM resolutions") == [
        (9001, "S/RES/9001 (2030)", 2030),
        (9003, "S/RES/9003 (2030)", 2030),
    ]
    assert rows(store, "SELECT cited FROM citations") == [("S/RES/9001 (2030)",)]
    assert rows(store, "SELECT DISTINCT symbol FROM texts") == [("S/RES/9001 (2030)",), ("S/RES/9003 (2030)",)]


def test_a_wrong_year_gives_way_to_the_better_origin(store: Store) -> None:
    save(store, resolution(origin="undl", symbol="S/RES/9001 (2013)"))
    assert len(hits(store, "qyear20130")) == 3
    save(store, resolution())
    assert rows(store, "SELECT symbol, year FROM resolutions") == [("S/RES/9001 (2030)", 2030)]
    assert rows(store, "SELECT DISTINCT symbol, year FROM paragraphs") == [("S/RES/9001 (2030)", 2030)]
    assert hits(store, "qyear20130") == []
    assert hits(store, "qyear20130", "texts_fts") == []


def test_reading_marks_text_and_paragraphs(store: Store) -> None:
    save(store, resolution())
    reading = TextReading(
        provisions=(Provision("1", 3, ("education",), "demand", "schools", 13, 20, "school"),),
        situations=("XXA",),
        mandates=("UNMIKAR",),
    )
    store.save_text_reading("S/RES/9001 (2030)", reading, NOW)
    store.save_text_reading("S/RES/9001 (2030)", reading, NOW)
    assert rows(store, "SELECT situations, mandates, child_grade, child_paragraphs FROM resolutions") == [
        ("XXA", "UNMIKAR", 3, 1)
    ]
    assert rows(store, "SELECT reference FROM paragraphs WHERE grade = 3") == [("1",)]
    assert rows(store, "SELECT count(*) FROM provisions") == [(1,)]


def test_a_batch_is_all_or_nothing(store: Store) -> None:
    try:
        with store.batch():
            save(store, resolution())
            raise KeyboardInterrupt
    except KeyboardInterrupt:
        pass
    assert rows(store, "SELECT count(*) FROM texts") == [(0,)]


EXPRESSIONS = [
    resolution(),
    resolution(lang="fr", title="La situation en Karvélie"),
    resolution(origin="haass", adopted=None, vote=Vote()),
    resolution(origin="undl", paragraphs=(), title="OTHER TITLE", subjects=("A", "B")),
    resolution(origin="data_extract", symbol="S/RES/9001", paragraphs=(), adopted=None, lang="en"),
    resolution(origin="un_press", provisional=True, meeting=None),
    resolution(lang="zh", origin="cr_unsc", title=""),
    resolution(lang="zh", title="卡维利亚局势"),
]
SHOWN = (
    "SELECT number, symbol, year, title, adopted, meeting, agenda_item, vote, languages, text_origin, url, source"
    " FROM resolutions",
    "SELECT symbol, lang, position, reference, text FROM paragraphs ORDER BY lang, position",
    "SELECT symbol, lang, origin, shown FROM texts ORDER BY lang, origin",
    "SELECT * FROM votes ORDER BY country",
    "SELECT * FROM subjects ORDER BY subject",
    "SELECT symbol, title, other_titles, year FROM search_texts",
)


def shown_after(order: list[int]) -> list[list[tuple[Any, ...]]]:
    db = Database(memory=True)
    migrate(db)
    store = Store(db)
    for index in order:
        save(store, EXPRESSIONS[index])
    words = ("school*", "akn4un", "haass", "qlangfr0")
    before = [hits(store, w, table) for w in words for table in ("paragraphs_fts", "texts_fts")]
    rebuild(store.connection, put_in_all)
    assert before == [hits(store, w, table) for w in words for table in ("paragraphs_fts", "texts_fts")]
    found = [rows(store, sql) for sql in SHOWN]
    db.close()
    return found


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10**6))
def test_any_order_of_saves_shows_the_same(seed: int) -> None:
    order = list(range(len(EXPRESSIONS))) * 2
    random.Random(seed).shuffle(order)
    assert shown_after(order) == shown_after(list(range(len(EXPRESSIONS))))
