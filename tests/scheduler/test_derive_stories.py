from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from db.connect import open_writer
from db.store.store import Store
from db.story_index import forget
from scheduler.derive_stories import derive_stories
from tests.scheduler.stories_world import OTHERS, SCHOOL, SEEN, Report, save


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    db = open_writer(tmp_path / "caac.db")
    yield Store(db, "test")
    db.close()


def stories(store: Store) -> list[tuple[str, ...]]:
    """Titles of the items of each story."""
    rows = store.connection.execute("SELECT story, title FROM news WHERE story <> '' ORDER BY id").fetchall()
    found: dict[str, list[str]] = {}
    for story, title in rows:
        found.setdefault(story, []).append(title)
    return [tuple(titles) for titles in found.values()]


def expected(reports: list[Report]) -> list[tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for report in reports:
        found.setdefault(report.event, []).append(report.title)
    return [tuple(titles) for titles in found.values()]


def sort(store: Store, reports: list[Report]) -> None:
    for number, report in enumerate(reports):
        save(store, report, number)
    derive_stories(store, SEEN)


def test_one_event_in_six_languages_is_one_story(store: Store) -> None:
    reports = SCHOOL + OTHERS
    sort(store, reports)
    assert stories(store) == expected(reports)


@pytest.mark.parametrize("turn", range(1, 14, 3))
def test_the_order_of_arrival_does_not_matter(store: Store, turn: int) -> None:
    reports = SCHOOL + OTHERS
    reports = reports[turn:] + reports[:turn]
    sort(store, reports)
    assert {frozenset(story) for story in stories(store)} == {frozenset(story) for story in expected(reports)}


def test_attacks_on_different_days_stay_apart_however_alike_their_reports(store: Store) -> None:
    first = SCHOOL[0]
    sort(store, [first, replace(first, day=4, happened=3), replace(first, day=5, happened=4, outlet="Northern Herald")])
    assert len(stories(store)) == 3


def test_without_a_stated_day_the_publication_decides(store: Store) -> None:
    first = replace(SCHOOL[0], happened=0)
    sort(store, [first, replace(SCHOOL[1], happened=0), replace(SCHOOL[2], happened=0, day=9)])
    assert [len(story) for story in stories(store)] == [2, 1]


def test_a_wire_copy_counts_once_and_a_second_report_of_an_outlet_is_no_new_voice(store: Store) -> None:
    wire = replace(SCHOOL[0], summary="(Reuters) - " + SCHOOL[0].summary)
    again = replace(SCHOOL[1], title="Velmora school shelling: what survivors saw")
    sort(store, [wire, replace(wire, outlet="Daily Copy"), replace(wire, outlet="Other Copy"), SCHOOL[1], again])
    (row,) = store.connection.execute("SELECT items, outlets, languages, countries FROM stories").fetchall()
    assert tuple(row) == (5, 2, "en", "XXA")
    relations = [row[0] for row in store.connection.execute("SELECT relation FROM story_items ORDER BY news")]
    assert relations == ["first", "reprint", "reprint", "report", "reprint"]


def test_a_higher_toll_is_an_update_and_is_announced(store: Store) -> None:
    sort(store, SCHOOL[:2])
    later = replace(
        SCHOOL[1], day=4, toll=12, title="Death toll of Velmora school shelling rises to twelve",
        summary="Twelve children have now died of Monday's shelling of the Lindar school in Velmora, doctors said.",
    )  # fmt: skip
    save(store, later, 9)
    done = derive_stories(store, SEEN)
    assert (done.items, done.new, done.changed) == (1, 0, 1)
    assert store.connection.execute("SELECT relation FROM story_items ORDER BY news DESC").fetchone()[0] == "update"
    changes = store.connection.execute("SELECT change FROM changes WHERE kind = 'story' ORDER BY seq").fetchall()
    assert [row[0] for row in changes] == ["new", "changed", "changed"]


def test_a_reprint_is_not_announced(store: Store) -> None:
    sort(store, SCHOOL[:1])
    save(store, replace(SCHOOL[0], outlet="Daily Copy"), 1)
    derive_stories(store, SEEN)
    assert store.connection.execute("SELECT count(*) FROM changes WHERE kind = 'story'").fetchone()[0] == 1
    assert store.connection.execute("SELECT items, outlets FROM stories").fetchone()[0] == 2


def test_a_second_call_without_news_changes_nothing(store: Store) -> None:
    sort(store, SCHOOL)
    before = [*store.connection.iterdump()]
    derive_stories(store, SEEN)
    assert [*store.connection.iterdump()] == before


def test_the_same_news_in_the_same_order_give_the_same_rows(store: Store, tmp_path: Path) -> None:
    sort(store, SCHOOL + OTHERS)
    other = open_writer(tmp_path / "again.db")
    again = Store(other, "test")
    for number, report in enumerate(SCHOOL + OTHERS):
        save(again, report, number)
        derive_stories(again, SEEN)
    tables = ("story_items", "story_keys", "story_words", "story_traces")
    for table in tables:
        assert (
            store.connection.execute(f"SELECT * FROM {table}").fetchall()
            == other.execute(f"SELECT * FROM {table}").fetchall()
        )
    columns = "id, title, lead, items, outlets, languages, countries, violations, event_date"
    question = f"SELECT {columns} FROM stories ORDER BY id"
    assert store.connection.execute(question).fetchall() == other.execute(question).fetchall()
    other.close()


def test_news_that_concern_nobody_here_are_in_no_story(store: Store) -> None:
    save(store, SCHOOL[0])
    store.connection.execute("UPDATE news SET relevant = 0")
    store.connection.commit()
    assert derive_stories(store, SEEN).items == 0


def test_a_corrected_title_reaches_the_story(store: Store) -> None:
    sort(store, SCHOOL[:2])
    save(store, replace(SCHOOL[0], title="Shelling hits primary school in Velmora, ten pupils killed"), 0)
    derive_stories(store, SEEN)
    assert "ten pupils" in store.connection.execute("SELECT title FROM stories").fetchone()[0]


def test_a_removed_item_leaves_no_words_in_its_story(store: Store) -> None:
    sort(store, SCHOOL[:2])
    row = store.connection.execute("SELECT id FROM news ORDER BY id").fetchone()
    forget(store.connection, row[0])
    assert tuple(store.connection.execute("SELECT title, items, outlets FROM stories").fetchone()) == (
        SCHOOL[1].title,
        1,
        1,
    )
    for table in ("story_items", "story_traces", "story_keys"):
        assert not store.connection.execute(f"SELECT 1 FROM {table} WHERE news = ?", row).fetchone()
    forget(store.connection, row[0] + 1)
    assert store.connection.execute("SELECT count(*) FROM stories").fetchone()[0] == 0
