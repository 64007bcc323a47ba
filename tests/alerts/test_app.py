"""The alerts app: double opt-in, one-click stop, feeds under a token, nothing told to whoever guesses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from xml.etree import ElementTree

import pytest
from starlette.testclient import TestClient

from alerts.app import make_app
from alerts.limits import Limit
from alerts.round import prepare
from alerts.settings import Settings
from alerts.subscribing import subscribe
from db.private.asks import add_ask, page_token, save_entries
from db.private.outbox import due
from db.private.subscriptions import channels, open_private, subscriptions
from records.alerts import Subscription
from records.asks import Ask, Entry
from tests.alerts.world import NOW, later, news, storing

SETTINGS = Settings(smtp="smtp://127.0.0.1:9", app="https://alerts.example.org", site="https://site.example.org")
FORM = {"address": "reader@example.org", "search": "pupils", "frequency": "daily"}


@pytest.fixture
def client(tmp_path: Path) -> Iterator[TestClient]:
    with storing(tmp_path):
        pass
    with TestClient(make_app(tmp_path / "caac.db", tmp_path / "private.db", SETTINGS, lambda: NOW)) as made:
        yield made


def letters(folder: Path) -> list[str]:
    with closing(open_private(folder / "private.db")) as db:
        return [sending.message.text for sending in due(db, later(minutes=1))]


def test_an_address_from_outside_hears_nothing_until_it_has_confirmed(client: TestClient, tmp_path: Path) -> None:
    assert client.post("/subscribe", data=FORM).status_code == 200
    (letter,) = letters(tmp_path)
    confirm = re.search(r"https://alerts\.example\.org(/confirm/\S+)", letter)
    assert confirm
    with closing(open_private(tmp_path / "private.db")) as db:
        assert subscriptions(db, "active") == []
        assert "Yes, send me" in client.get(confirm.group(1)).text
        assert subscriptions(db, "active") == [], "a link that is only looked at changes nothing"
        assert client.post(confirm.group(1)).status_code == 200
        assert [held.query for held in subscriptions(db, "active")] == ["pupils"]
    assert client.post(confirm.group(1)).status_code == 404


def test_one_click_stops_and_a_used_token_looks_like_an_unknown_one(client: TestClient, tmp_path: Path) -> None:
    wanted = Subscription("a", "pupils", ("news",))
    subscribe(tmp_path / "private.db", tmp_path / "caac.db", "a", "pupils", ["r@example.org"], NOW, SETTINGS, wanted)
    with closing(open_private(tmp_path / "private.db")) as db:
        (channel,) = channels(db)
    path = f"/unsubscribe/{channel.token}"
    assert "Stop these alerts" in client.get(path).text
    assert client.post(path, data={"List-Unsubscribe": "One-Click"}).status_code == 200
    used, unknown = client.post(path), client.post("/unsubscribe/nobody-knows-this")
    assert (used.status_code, used.text) == (404, unknown.text)
    with closing(open_private(tmp_path / "private.db")) as db:
        assert subscriptions(db) == []


def test_the_answer_does_not_say_whether_an_address_is_known(client: TestClient, tmp_path: Path) -> None:
    answers = {client.post("/subscribe", data=FORM).text for _ in range(5)}
    assert len(answers) == 1
    assert len(letters(tmp_path)) == 3, "and nobody is written to more than three times a day"


@pytest.mark.parametrize(
    "form", [{}, {**FORM, "address": "no address"}, {**FORM, "search": "foo:bar"}, {**FORM, "search": ""}]
)
def test_bad_forms_get_one_clear_line(client: TestClient, form: dict[str, str]) -> None:
    answer = client.post("/subscribe", data=form)
    assert answer.status_code == 400
    assert "Please look again" in answer.text


def test_too_many_requests_are_refused(client: TestClient) -> None:
    answers = [client.post("/subscribe", data=FORM).status_code for _ in range(8)]
    assert answers[5:] == [200, 429, 429]


def test_a_limit_forgets() -> None:
    limit = Limit(1, timedelta(minutes=1))
    assert [limit.allows("a", later(seconds=n)) for n in (0, 1, 61)] == [True, False, True]
    assert limit.allows("b", later(seconds=1))


def test_the_feed_lies_under_its_token(client: TestClient, tmp_path: Path) -> None:
    name = "a <b> \x01c"
    wanted = Subscription(name, "pupils", ("news",))
    held = subscribe(tmp_path / "private.db", tmp_path / "caac.db", name, "pupils", ["feed"], NOW, SETTINGS, wanted)
    with storing(tmp_path) as store:
        news(store, 1, "Pupils <taken> & \x0cfreed")
    with closing(open_private(tmp_path / "private.db")) as db:
        prepare(tmp_path / "caac.db", db, later(minutes=1), SETTINGS)
    answer = client.get(f"/feed/{held.feed_token}.atom")
    assert answer.headers["content-type"].startswith("application/atom+xml")
    root = ElementTree.fromstring(answer.content)
    atom = "{http://www.w3.org/2005/Atom}"
    assert [title.text for title in root.findall(f"{atom}entry/{atom}title")] == ["Reported: Pupils <taken> & freed"]
    assert client.get("/feed/guess.atom").status_code == 404


def test_asks_lie_under_the_token_of_their_owner_alone(client: TestClient, tmp_path: Path) -> None:
    ask, other = Ask("pupils", "free the <pupils> now", NOW.date()), Ask("secret", "other words", NOW.date(), owner="B")
    entry = Entry(
        "S/RES/9001 (2026)", "resolution", "Karvelia", "2026-03-02", "13-0-2", "abstaining: Xand", "", "en", "5(a)",
        "close", 0.8, "Decides to free the pupils", (("+", "Decides to"), ("=", "free the"), ("-", "now")), ("now",),
    )  # fmt: skip
    with closing(open_private(tmp_path / "private.db")) as db:
        kept = add_ask(db, ask, NOW)
        add_ask(db, other, NOW)
        save_entries(db, kept, {entry.symbol: [entry]})
        token = page_token(db, "")
        page = client.get(f"/asks/{token}").text
        renewed = page_token(db, "", renew=True)
    assert "free the &lt;pupils&gt; now" in page
    assert "other words" not in page
    assert "vote 13-0-2 (abstaining: Xand)" in page
    assert 'href="https://site.example.org/resolution/9001#p-5-a"' in page
    assert "<ins>Decides to</ins>" in page
    assert "<del>now</del>" in page
    assert "Left out: now" in page
    assert client.get(f"/asks/{renewed}").status_code == 200
    former, unknown = client.get(f"/asks/{token}"), client.get("/asks/guess")
    assert (former.status_code, former.text) == (404, unknown.text)


def test_health_is_503_without_a_heart_and_200_with_one(client: TestClient, tmp_path: Path) -> None:
    assert client.get("/-/health").status_code == 503
    (tmp_path / "heartbeat.json").write_text('{"at": "2026-03-02T08:59:40+00:00", "crawling": []}')
    assert client.get("/-/health").json()["ok"] is True
    (tmp_path / "heartbeat.json").write_text('{"at": "2026-03-02T08:50:00+00:00"}')
    assert client.get("/-/health").status_code == 503
    (tmp_path / "heartbeat.json").write_text("{")
    assert client.get("/-/health").json() == {"ok": False, "reason": "no heartbeat: JSONDecodeError"}


def test_pages_ask_no_outside_host_and_are_not_framed(client: TestClient) -> None:
    answer = client.get("/")
    assert "http" not in answer.text
    assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
    assert answer.headers["referrer-policy"] == "no-referrer"


def test_the_form_takes_the_search_over_from_the_site(client: TestClient) -> None:
    page = client.get("/", params={"query": '"pupils taken" <b> situation:MLI'}).text
    assert 'value="&#34;pupils taken&#34; &lt;b&gt; situation:MLI"' in page
