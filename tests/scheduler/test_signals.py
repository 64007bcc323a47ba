"""From stories in the database to signals: masks, outages, articles."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from db.connect import open_reader, open_writer
from db.series import StoryDay
from db.store.store import Store
from scheduler.signals import anniversaries, by_series, derive_signals, grid, signals, weeks

FIRST = date(2026, 1, 5)
OUTLETS = frozenset({"Herald", "Courier", "Wire"})


def story(day: int, number: int, situation: str = "XXA") -> StoryDay:
    return StoryDay(FIRST + timedelta(days=day), (situation,), ("abduction",), OUTLETS, (number,))


def steady(*weekly: int) -> list[StoryDay]:
    return [story(7 * week + n % 5, 100 * week + n) for week, count in enumerate(weekly) for n in range(count)]


def over(stories: list[StoryDay], days: int, statements: set[date] | None = None) -> list[dict[str, object]]:
    last = FIRST + timedelta(days=days)
    covered = {(FIRST + timedelta(days=n)).isoformat(): {"s"} for n in range(days + 1)}
    return list(signals(by_series(stories), grid(FIRST, last, {"s": 1.0}, covered, statements or set())))


def test_a_surge_opens_its_articles() -> None:
    stories = steady(*[4] * 20, 16, 16)
    found = [row for row in over(stories, 7 * 22 - 1) if row["period"] == "week"]
    assert found
    assert found[0]["articles"] == [2000 + n for n in range(16)]
    assert found[0]["outlets"] == 3


def test_a_day_of_statements_fires_nothing() -> None:
    stories = steady(*[4] * 20) + [story(7 * 20, 5000 + n) for n in range(20)]
    assert over(stories, 7 * 21 - 1)
    assert not over(stories, 7 * 21 - 1, {FIRST + timedelta(days=7 * 20)})


def test_anniversaries_mask_their_situation_alone() -> None:
    assert ("04-14", "NGA") in anniversaries()
    held = grid(date(2026, 4, 13), date(2026, 4, 19), {"s": 1.0}, {}, set())
    assert held.is_masked(date(2026, 4, 14), "NGA")
    assert not held.is_masked(date(2026, 4, 14), "SDN")
    assert weeks({}, held, "NGA")[0].exposure == 0.0


def test_signals_are_kept_once(tmp_path: Path) -> None:
    with closing(open_writer(tmp_path / "caac.db")) as db:
        store = Store(db, "test")
        with store.batch():
            fill(store, steady(*[4] * 20, 16))
        at = datetime(2026, 5, 31, tzinfo=UTC)
        with closing(open_reader(tmp_path / "caac.db")) as connection:
            assert derive_signals(connection, store, at) == derive_signals(connection, store, at) > 0
            rows = connection.execute(
                "SELECT situation, violation, stories FROM signals WHERE period = 'week'"
            ).fetchall()
    assert [tuple(row) for row in rows] == [("XXA", "abduction", 16)]


def fill(store: Store, stories: list[StoryDay]) -> None:
    execute = store.connection.execute
    for number, told in enumerate(stories, 1):
        day = told.day.isoformat()
        execute(
            "INSERT INTO news (id, key, source, outlet, url, title, summary, published, first_seen, lang, story, "
            "content_hash, document, seq) VALUES (?, ?, 's', ?, 'u', 't', '', ?, ?, 'en', ?, '', '', 0)",
            [number, str(number), ["Herald", "Courier"][number % 2], day, day, f"s{number}"],
        )
        execute(
            "INSERT INTO stories (id, title, lead, first_seen, last_seen, items, outlets, languages, countries, "
            "violations, parties, relevant, kind, seq) "
            "VALUES (?, 't', ?, ?, ?, 1, 1, 'en', 'XXA', 'abduction', '', 1, 'incident', 0)",
            [f"s{number}", number, day, day],
        )
