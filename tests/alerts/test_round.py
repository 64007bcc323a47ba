"""The whole round on real files: what changed, who hears of it, once."""

from __future__ import annotations

import json
from contextlib import closing
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from alerts.audit import NOT_DUE, audit
from alerts.round import run
from alerts.settings import Settings
from alerts.subscribing import subscribe
from db.connect import open_reader
from db.private.subscriptions import open_private, set_state
from records.alerts import Subscription
from tests.alerts.world import NOW, later, news, resolution, storing, story

SETTINGS = Settings(allow_private=True)


class Receiver:
    """A webhook that drops what it has seen before."""

    def __init__(self, server: HTTPServer) -> None:
        self.calls: list[dict[str, object]] = []
        self.keys: list[str] = []
        server.expect_request("/hook").respond_with_handler(self._take)
        self.url = server.url_for("/hook")

    def _take(self, request: Request) -> Response:
        self.keys.append(request.headers["Idempotency-Key"])
        self.calls.append(json.loads(request.data))
        return Response(status=204)


@pytest.fixture
def receiver(httpserver: HTTPServer) -> Receiver:
    return Receiver(httpserver)


def start(folder: Path, search: str, address: str, *kinds: str) -> None:
    with storing(folder):
        pass
    wanted = Subscription("watch", search, kinds) if kinds else None
    subscribe(folder / "private.db", folder / "caac.db", "watch", search, [address], NOW, SETTINGS, wanted)


def test_a_new_record_is_told_once_with_its_sentence(tmp_path: Path, receiver: Receiver) -> None:
    start(tmp_path, "abduct*", receiver.url, "news", "resolution")
    with storing(tmp_path) as store:
        news(store, 1, "Fighters abducted twelve pupils in Karvelia", "They were taken at dawn. Nobody knows where.")
        news(store, 2, "Rain in Karvelia")
        resolution(store, 9001, "Karvelia", "Recalls its resolutions", "Condemns the abduction of children; urges calm")
    paths = tmp_path / "caac.db", tmp_path / "private.db"
    report = run(*paths, later(minutes=1), SETTINGS)
    assert (report.matched, report.delivered, report.waiting) == (2, 2, 0)
    assert {call["subject"] for call in receiver.calls} == {
        "Reported: Fighters abducted twelve pupils in Karvelia",
        "Adopted: S/RES/9001 (2026): Karvelia",
    }
    told = next(call for call in receiver.calls if "RES" in str(call["subject"]))
    assert "paragraph 2: “Condemns the *abduction* of children;”" in str(told["text"])
    assert "/resolution/9001" in str(told["text"])
    assert run(*paths, later(minutes=2), SETTINGS).matched == 0
    assert len(receiver.calls) == 2


def test_items_of_one_story_are_one_message(tmp_path: Path, receiver: Receiver) -> None:
    start(tmp_path, "pupils", receiver.url, "news", "story")
    with storing(tmp_path) as store:
        news(store, 1, "Twelve pupils abducted")
        news(store, 2, "Pupils taken from school")
        story(store, "s1", 1, 2)
    report = run(tmp_path / "caac.db", tmp_path / "private.db", later(minutes=1), SETTINGS)
    assert (report.matched, report.composed) == (3, 1)
    assert receiver.calls[0]["subject"] == "Reported: Twelve pupils abducted"


def test_a_changed_record_is_not_told_again(tmp_path: Path, receiver: Receiver) -> None:
    start(tmp_path, "children", receiver.url, "resolution")
    paths = tmp_path / "caac.db", tmp_path / "private.db"
    with storing(tmp_path) as store:
        resolution(store, 9001, "Karvelia", "Calls for the release of children")
    run(*paths, later(minutes=1), SETTINGS)
    with storing(tmp_path) as store:
        resolution(store, 9001, "Karvelia, mended", "Calls for the release of all children")
    assert run(*paths, later(minutes=2), SETTINGS).matched == 0


def test_the_audit_finds_nothing_missed_and_names_what_is(tmp_path: Path, receiver: Receiver) -> None:
    start(tmp_path, "pupils", receiver.url, "news")
    with storing(tmp_path) as store:
        news(store, 1, "Twelve pupils abducted")
    run(tmp_path / "caac.db", tmp_path / "private.db", later(minutes=1), SETTINGS)
    with closing(open_private(tmp_path / "private.db")) as db, closing(open_reader(tmp_path / "caac.db")) as public:
        assert audit(public, db) == []
        db.conn.execute("DELETE FROM matches")
        assert [(one.kind, one.why) for one in audit(public, db)] == [("news", "never matched")]


def test_silence_comes_with_proof(tmp_path: Path, receiver: Receiver) -> None:
    start(tmp_path, "pupils", receiver.url, "news")
    with storing(tmp_path) as store:
        news(store, 1, "Rain in Karvelia")
    paths = tmp_path / "caac.db", tmp_path / "private.db"
    run(*paths, later(minutes=1), SETTINGS)
    assert receiver.calls == []
    run(*paths, later(days=7), SETTINGS)
    assert "Nothing new" in str(receiver.calls[0]["subject"])
    assert "1 new or changed records were matched against it." in str(receiver.calls[0]["text"])
    assert "found nothing missed" in str(receiver.calls[0]["text"])
    run(*paths, later(days=7, hours=1), SETTINGS)
    assert len(receiver.calls) == 1


def test_a_clock_that_was_ahead_holds_nothing_back_when_it_is_set_right(tmp_path: Path, receiver: Receiver) -> None:
    """Nine years ahead, a report fires, another channel refuses; then the clock is right again."""
    start(tmp_path, "pupils", receiver.url, "news")
    paths = tmp_path / "caac.db", tmp_path / "private.db"
    daily = Subscription("daily", "pupils", ("news",), frequency="daily", cap=1)
    addresses = [receiver.url + "?daily", receiver.url + "gone"]
    subscribe(paths[1], paths[0], "daily", "pupils", addresses, NOW, SETTINGS, daily)
    with storing(tmp_path) as store:
        news(store, 1, "Twelve pupils abducted")
    run(*paths, later(days=3300), SETTINGS)
    assert len(receiver.calls) == 1
    with storing(tmp_path) as store:
        news(store, 2, "Pupils freed")
    run(*paths, later(hours=1), SETTINGS)
    run(*paths, later(days=1), SETTINGS)
    told = [match["title"] for call in receiver.calls for match in call["matches"]]  # type: ignore[attr-defined]
    assert sorted(told) == ["Pupils freed"] * 2 + ["Twelve pupils abducted"] * 2


def test_an_import_of_old_texts_is_one_message_that_says_so(tmp_path: Path, receiver: Receiver) -> None:
    start(tmp_path, "children", receiver.url, "resolution")
    with storing(tmp_path) as store:
        for number in range(9101, 9201):
            resolution(store, number, f"Karvelia {number}", "Calls for the release of children")
        store.connection.execute("UPDATE resolutions SET adopted = '2019-05-01' WHERE number < 9200")
        store.connection.commit()
    report = run(tmp_path / "caac.db", tmp_path / "private.db", later(minutes=1), SETTINGS)
    assert (report.matched, report.composed, report.waiting) == (100, 2, 0)
    old, new = sorted(receiver.calls, key=lambda call: -len(str(call["text"])))
    assert new["subject"] == "Adopted: S/RES/9200 (2026): Karvelia 9200"
    assert "older than two months" not in str(new["text"])
    assert "These are older than two months: no news" in str(old["text"])
    assert all(f"/resolution/{number}" in str(old["text"]) for number in range(9101, 9200))
    assert str(old["text"]).count("release of *children*") == 50, "half of them in full, half by heading and page"


def test_the_audit_tells_what_waits_for_its_hour_from_what_is_late(tmp_path: Path, receiver: Receiver) -> None:
    start(tmp_path, "rain", receiver.url, "news")
    paths = tmp_path / "caac.db", tmp_path / "private.db"
    daily = Subscription("daily", "pupils", ("news",), frequency="daily")
    subscribe(paths[1], paths[0], "daily", "pupils", [receiver.url], NOW, SETTINGS, daily)
    with storing(tmp_path) as store:
        news(store, 1, "Twelve pupils abducted")
    run(*paths, later(minutes=1), SETTINGS)
    with closing(open_private(paths[1])) as db, closing(open_reader(paths[0])) as public:
        assert [one.why for one in audit(public, db, later(hours=1))] == [NOT_DUE]
        assert [one.why for one in audit(public, db, later(hours=24))] == ["waiting to be delivered"], (
            "08:00 has passed"
        )
        set_state(db, "daily", "paused")
        assert [one.why for one in audit(public, db, later(hours=24))] == [NOT_DUE]
