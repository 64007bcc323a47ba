"""What `caac doctor` says: each thing it looks at, provoked."""

from __future__ import annotations

import json
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from alerts.messages import notice
from alerts.round import prepare
from alerts.settings import Settings
from alerts.subscribing import subscribe
from db.connect import open_writer
from db.private.outbox import due, notify, refused
from db.private.subscriptions import channels, open_private
from db.rounds import save_health
from records.alerts import Subscription
from records.fetching import Source
from scheduler import doctor
from scheduler.doctor import Finding, examine
from tests.alerts.world import NOW, later, news, storing


def findings(folder: Path, settings: Settings | None = None, **after: float) -> dict[str, Finding]:
    return {one.what: one for one in examine(folder, later(**after), settings or Settings())}


@pytest.mark.parametrize(("damage", "what"), [(b"", ""), (b"this is no database at all", "caac.db")])
def test_the_doctor_names_what_is_ill(tmp_path: Path, damage: bytes, what: str) -> None:
    with closing(open_writer(tmp_path / "caac.db")):
        pass
    if damage:
        (tmp_path / "caac.db").write_bytes(damage)
    (tmp_path / "heartbeat.json").write_text("{}")
    found = {one.what: one for one in examine(tmp_path, datetime(2026, 3, 1, tzinfo=UTC), Settings())}
    assert [one.what for one in found.values() if one.state == "ill"] == ([what] if what else [])
    if not damage:
        assert found["service"].words.startswith("its heartbeat cannot be read")
        assert found["last run"].words == "no source was ever asked"


def test_the_doctor_sees_a_clock_that_went_back(tmp_path: Path) -> None:
    with closing(open_writer(tmp_path / "caac.db")) as db:
        db.execute(
            "INSERT INTO rounds (source, started, finished, outcome) VALUES ('s', ?, ?, 'ok')",
            ["2026-03-01T00:00:00+00:00"] * 2,
        )
        db.conn.commit()
    found = {one.what: one for one in examine(tmp_path, datetime(2025, 1, 1, tzinfo=UTC), Settings())}
    assert found["clock"].state == "ill"


def test_a_monitor_in_order_is_well_in_all(tmp_path: Path) -> None:
    with storing(tmp_path) as store, store.batch():
        store.connection.execute(
            "INSERT INTO rounds (source, started, finished, outcome) VALUES ('s', ?, ?, 'ok')", [NOW.isoformat()] * 2
        )
    with closing(open_private(tmp_path / "private.db")):
        pass
    (tmp_path / "heartbeat.json").write_text(json.dumps({"at": NOW.isoformat()}))
    found = findings(tmp_path, Settings(smtp="smtp://h", operator="o@example.org"), minutes=1)
    assert list(found) == ["disk", "caac.db", "private.db", "clock", "service", "last run", "delivery"]
    assert {one.state for one in found.values()} == {"well"}
    later_on = findings(tmp_path, days=2)
    assert {what for what, one in later_on.items() if one.state == "look"} == {
        "service", "last run", "mail server", "operator"
    }  # fmt: skip


def test_a_folder_that_is_missing_and_a_disk_that_is_full_are_ill(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert findings(tmp_path / "gone")["disk"].state == "ill"
    monkeypatch.setattr(doctor, "LEAST_DISK", 10**18)
    assert findings(tmp_path)["disk"].state == "ill"


def test_private_data_that_cannot_be_read_is_ill(tmp_path: Path) -> None:
    with storing(tmp_path):
        pass
    (tmp_path / "private.db").write_bytes(b"this is no database at all" * 100)
    assert findings(tmp_path)["private.db"].state == "ill"


def test_sources_in_trouble_late_messages_and_paused_channels_are_named(tmp_path: Path) -> None:
    with storing(tmp_path) as store:
        store.save_sources([Source("herald", "Herald", "Herald", "feed", "https://herald.example")])
        with store.batch():
            save_health(store.connection, "herald", "refused", "status 403", NOW, NOW)
    wanted = Subscription("a", "pupils", ("news",))
    addresses = ["https://hook.example/a"]
    subscribe(tmp_path / "private.db", tmp_path / "caac.db", "a", "pupils", addresses, NOW, Settings(), wanted)
    with storing(tmp_path) as store:
        news(store, 1, "Pupils taken")
    with closing(open_private(tmp_path / "private.db")) as db:
        prepare(tmp_path / "caac.db", db, NOW, Settings())
        (sending,) = due(db, NOW)
        for _ in range(7):
            refused(db, sending, NOW, "answered 410", NOW)
        assert channels(db)[0].state == "paused"
        notify(db, notice("k", "s", []), "email", "o@example.org", NOW)
    found = findings(tmp_path, hours=7)
    assert found["source herald"].words == "refused since 2026-03-02T09:00: status 403"
    assert found["delivery"].state == "look"
    assert found["delivery"].words.startswith("2 messages waiting, the oldest since 2026-03-02T09:00")
    assert found["channel 1 (webhook) of alert “a”"].words == "paused: answered 410"
