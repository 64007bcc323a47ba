"""What time or judgement brings about: lost clauses, mandates about to end, signals, sources in trouble."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from pathlib import Path

from alerts.round import prepare
from alerts.settings import Settings
from alerts.subscribing import subscribe
from alerts.trying import try_out
from db.connect import open_reader
from db.private.outbox import matches_of
from db.private.subscriptions import open_private
from db.rounds import save_health
from db.store.changes import note_change
from db.store.store import Store
from records.alerts import Subscription
from records.fetching import Source
from tests.alerts.world import NOW, later, resolution, storing


def world(store: Store) -> None:
    resolution(store, 9003, "Karvelia", "Urges action plans;", "Demands the release of children;")
    resolution(store, 9004, "Karvelia", "Demands calm;")
    old, new = "S/RES/9003 (2026)", "S/RES/9004 (2026)"
    with store.batch():
        execute = store.connection.execute
        execute(
            "INSERT INTO renewals (mandate, old, new, basis, child_old, child_new, dropped, summary) "
            "VALUES ('UNMIKAR', ?, ?, 'mandate', 2, 0, 2, '2 dropped')",
            [old, new],
        )
        for reference in ("1", "2"):
            execute("INSERT INTO lineage VALUES ('UNMIKAR', ?, ?, ?, '', 'dropped', 0)", [old, reference, new])
        note_change(store.connection, NOW, "renewal", f"UNMIKAR|{old}|{new}", "new")
        for due in ("2026-03-20", "2026-09-20"):
            execute(
                'INSERT INTO mandate_ends (symbol, paragraph, mandate, subject, due, basis, quote, start, "end", rule) '
                "VALUES (?, '1', 'UNMIKAR', 'the mandate', ?, 'stated', 'until then', 0, 1, 'until')",
                [new, due],
            )
        execute(
            "INSERT INTO signals (situation, violation, period, starts, stories, outlets, baseline, method, statistic, "
            "threshold, false_alarms_per_year, articles) "
            "VALUES ('XXA', 'abduction', 'week', '2026-02-23', 9, 4, 2.5, 'NB-CUSUM', 4.2, 3.7, 0.32, '[]')"
        )
        store.save_sources([Source("herald", "Herald", "Herald", "feed", "https://herald.example")])
        save_health(store.connection, "herald", "silent", "nothing new for 9 days", NOW, NOW)


def test_each_is_told_once_in_its_own_words(tmp_path: Path) -> None:
    with storing(tmp_path):
        pass
    kinds = ("provision", "mandate_end", "signal", "source")
    wanted = Subscription("a", "", kinds, lead_days=30)
    held = subscribe(tmp_path / "private.db", tmp_path / "caac.db", "a", "", ["feed"], NOW, Settings(), wanted)
    with storing(tmp_path) as store:
        world(store)
    with closing(open_private(tmp_path / "private.db")) as db:
        assert prepare(tmp_path / "caac.db", db, later(minutes=1), Settings())[0] == 4
        assert prepare(tmp_path / "caac.db", db, later(minutes=2), Settings())[0] == 0
        told = {match.kind: match for match in matches_of(db, held.id)}
        assert prepare(tmp_path / "caac.db", db, later(days=180), Settings())[0] == 1, "the later end came near"
    lost = told["provision"]
    assert lost.title.endswith("renews UNMIKAR: child provisions 2 dropped")
    assert [(quote.place[:20], quote.text) for quote in lost.quotes] == [
        ("dropped, paragraph 1", "Urges action plans;"),
        ("dropped, paragraph 2", "Demands the release of children;"),
    ]
    assert told["mandate_end"].title == "UNMIKAR ends on 20 March 2026 (S/RES/9004 (2026))"
    assert "false-alarm rate 0.32 a year" in told["signal"].note
    assert told["source"].title == "Source Herald: silent since 2026-03-02"


def test_a_prolonging_by_reference_says_what_it_does_not_restate(tmp_path: Path) -> None:
    with storing(tmp_path):
        pass
    wanted = Subscription("a", "", ("resolution", "provision"))
    held = subscribe(tmp_path / "private.db", tmp_path / "caac.db", "a", "", ["feed"], NOW, Settings(), wanted)
    line = "prolongs S/RES/9003 (2026) by reference, without restating its 2 child provisions"
    with storing(tmp_path) as store:
        resolution(store, 9004, "Karvelia", "Decides to extend the mandate;")
        with store.batch():
            store.connection.executemany(
                "INSERT INTO renewals (mandate, old, new, basis, technical_rollover, child_old, child_new, summary) "
                "VALUES (?, 'S/RES/9003 (2026)', 'S/RES/9004 (2026)', 'title and ends', 1, ?, 0, ?)",
                [("UNMIKAR", 2, line), ("Panel", 0, "prolongs nothing of ours")],
            )
    with closing(open_private(tmp_path / "private.db")) as db:
        assert prepare(tmp_path / "caac.db", db, later(minutes=1), Settings())[0] == 1
        (match,) = matches_of(db, held.id)
    assert match.note == f"1 March 2026; {line}"


def test_a_preview_counts_what_time_would_have_brought_about(tmp_path: Path) -> None:
    """Of two mandate ends one came near in these hundred days; so did the signal and the source in trouble."""
    with storing(tmp_path) as store:
        world(store)
        with store.batch():
            store.connection.execute("UPDATE health SET until = '2026-03-02T10:00:00+00:00'")
    wanted = Subscription("a", "", ("mandate_end", "signal", "source"), lead_days=30)
    with closing(open_reader(tmp_path / "caac.db")) as connection:
        tried = try_out(connection, wanted, later(days=1))
        assert sorted(match.kind for match in tried.matches) == ["mandate_end", "signal", "source"]
        ends = try_out(connection, replace(wanted, kinds=("mandate_end",), lead_days=15), later(days=1))
        assert ends.matches == (), "20 March is more than fifteen days away"
        ends = try_out(connection, replace(wanted, kinds=("mandate_end",)), later(days=200))
        assert [match.day for match in ends.matches] == ["2026-09-20"]
