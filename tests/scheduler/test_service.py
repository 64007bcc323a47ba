"""The running monitor over real HTTP on loopback: from a feed to a webhook, stopping, and going on."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from alerts.round import only_one
from alerts.settings import Settings as AlertSettings
from alerts.subscribing import subscribe
from crawlers.job import Settings
from db.connect import open_reader, open_writer
from db.private.subscriptions import open_private
from db.store.store import Store
from records.alerts import Subscription
from records.errors import StoreError
from records.fetching import Source
from scheduler.jobs import House, begin, crawl, deliver, guarded, heartbeat, next_time
from scheduler.nightly import nightly
from scheduler.service import CRAWLS, Pace, Service, patience, run, utc_now
from tests.alerts.world import news
from tests.web import Page, Web

ITEM = (
    "<item><title>{title}</title><link>https://herald.example/{number}</link><guid>{number}</guid>"
    "<description>Fighters took children from a school in Karvelia, an aid worker said.</description></item>"
)


def feed(*titles: str) -> str:
    items = "".join(ITEM.format(title=title, number=number) for number, title in enumerate(titles))
    return f"<rss version='2.0'><channel><title>Herald</title>{items}</channel></rss>"


@pytest.fixture
def web() -> Iterator[Web]:
    with Web() as served:
        served["/hook"] = Page("", 200)
        yield served


@pytest.fixture
def house(tmp_path: Path, web: Web) -> House:
    source = Source("herald", "Herald", "Herald", "feed", web.url("/feed"), interval_minutes=5)
    crawling = Settings("tests@example.invalid", delay=0, retries=0, timeout=5)
    made = House(tmp_path, {"herald": source}, crawling, AlertSettings(allow_private=True), utc_now)
    with closing(open_writer(made.public)):
        pass
    wanted = Subscription("pupils", "pupils", ("news",))
    subscribe(made.private, made.public, "pupils", "pupils", [web.url("/hook")], utc_now(), made.alerts, wanted)
    return made


def told(web: Web) -> list[str]:
    return [json.loads(asked.body)["subject"] for asked in web.asked if asked.path == "/hook"]


def test_a_new_item_of_a_feed_reaches_the_webhook_and_only_once(web: Web, house: House) -> None:
    web["/feed"] = [
        Page(feed("Pupils abducted"), etag='"1"'),
        Page(feed("Pupils abducted", "Pupils freed"), etag='"2"'),
    ]
    begin(house)
    for _ in range(2):
        crawl(house, house.sources["herald"])
        house.courier.finish()
    assert told(web) == ["Reported: Pupils abducted", "Reported: Pupils freed"]
    with closing(open_reader(house.public)) as connection:
        states = connection.execute("SELECT source, state FROM health").fetchall()
        assert [tuple(row) for row in states] == [("herald", "ok")]
    assert timedelta(minutes=4) < next_time(house, house.sources["herald"]) - utc_now() <= timedelta(minutes=5)


def test_the_service_crawls_what_is_due_stops_cleanly_and_goes_on(web: Web, house: House) -> None:
    web["/feed"] = Page(feed("Pupils abducted"), etag='"1"')
    service = Service(house, Pace(deliver=0.2, look_after=60, heartbeat=0.2))
    service.start()
    arrived = house.stop
    for _ in range(300):
        if told(web):
            break
        arrived.wait(0.1)
    service.stop()
    assert told(web) == ["Reported: Pupils abducted"]
    beat = json.loads((house.folder / "heartbeat.json").read_text())
    assert beat["crawling"] in ([], ["herald"])
    again = House(house.folder, house.sources, house.crawling, house.alerts, utc_now)
    assert next_time(again, again.sources["herald"]) > utc_now() + timedelta(minutes=4)


def test_a_broken_source_is_told_of_and_the_rest_goes_on(
    web: Web, house: House, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    web["/feed"] = Page("", 500)
    begin(house)
    crawl(house, house.sources["herald"])
    assert "herald: failed: status 500" in caplog.text
    assert "herald is now failing" in caplog.text


def test_a_job_that_breaks_is_one_line(caplog: pytest.LogCaptureFixture) -> None:
    def broken() -> None:
        raise ZeroDivisionError("nothing to divide")

    assert not guarded("look after", broken)
    assert caplog.messages == ["look after broke: ZeroDivisionError: nothing to divide"]


def test_the_heartbeat_is_a_whole_file(house: House) -> None:
    heartbeat(house)
    assert json.loads((house.folder / "heartbeat.json").read_text())["crawling"] == []
    assert not (house.folder / "heartbeat.new").exists()


def test_what_cannot_be_stored_is_not_asked_for_again_and_again() -> None:
    source = Source("herald", "Herald", "Herald", "feed", "https://herald.example", interval_minutes=30)
    waits = [patience(source, broken) for broken in (0, 1, 2, 3, 9, 10_000)]
    assert waits == [timedelta(minutes=minutes) for minutes in (0, 1, 2, 4, 30, 30)]


def test_a_delivery_does_not_match_what_is_half_stored(web: Web, house: House) -> None:
    """A report that another process stored and has not yet filed under its story waits until it has."""
    web["/feed"] = Page(feed())
    begin(house)
    with closing(open_writer(house.public)) as db:
        news(Store(db, "test"), 1, "Pupils abducted")
    deliver(house)
    house.courier.finish()
    assert told(web) == []
    begin(house)
    house.courier.finish()
    assert told(web) == ["Reported: Pupils abducted"]


def test_the_nightly_audit_tells_what_was_missed_and_the_operator(web: Web, house: House) -> None:
    house.alerts = replace(house.alerts, operator=web.url("/operator").replace("http:", "json:"))
    web["/operator"] = Page("{}", 200)
    with closing(open_writer(house.public)) as db:
        news(Store(db, "test"), 1, "Pupils abducted")
    with closing(open_private(house.private)) as private:
        private.conn.execute("UPDATE subscriptions SET cursor = 1")
    for _ in range(2):
        nightly(house)
        deliver(house)
        house.courier.finish()
    assert told(web) == ["Reported: Pupils abducted"]
    (asked,) = [asked for asked in web.asked if asked.path == "/operator"]
    assert "1 record had not been matched" in asked.body.decode()


def test_a_host_that_hangs_keeps_no_other_source_waiting(web: Web, house: House) -> None:
    """More sources of one busy host than there are crawls side by side, and one of another host."""
    web["/feed"] = Page(feed("Pupils abducted"))
    busy = web.url("/feed").replace("127.0.0.1", "localhost")
    slow = {f"busy{n}": replace(house.sources["herald"], id=f"busy{n}", url=busy) for n in range(CRAWLS + 1)}
    other = House(house.folder, {**slow, **house.sources}, house.crawling, house.alerts, utc_now)
    service = Service(other, Pace(deliver=60, look_after=60, heartbeat=60))
    with other.hosts[busy.split("/")[2]]:
        service.start()
        for _ in range(300):
            if told(web):
                break
            other.stop.wait(0.1)
        service.stop()
    assert told(web) == ["Reported: Pupils abducted"]


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_port_that_is_taken_ends_the_service_with_a_word(house: House) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(StoreError, match=f"cannot listen on 127.0.0.1:{port}"):
            run(house.folder, {}, house.crawling, house.alerts, alerts_port=port)


def test_a_second_service_on_the_same_folder_is_refused(house: House) -> None:
    with only_one(house.private), pytest.raises(StoreError, match="at work on this data folder"):
        run(house.folder, {}, house.crawling, house.alerts)
