"""Delivery to real receivers on loopback: each channel for itself, success only when the receiver says so."""

from __future__ import annotations

import hashlib
import hmac
import json
import re
import shutil
import socket
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime, timedelta
from email import message_from_bytes
from email.message import Message
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from click.testing import CliRunner

from alerts.delivery import Courier, kind_of
from alerts.messages import TEMPLATES, _environment
from alerts.operator import tell_operator
from alerts.round import prepare, run
from alerts.settings import Settings
from alerts.subscribing import subscribe
from alerts.webhook import resolve
from caac.commands.up import log_plainly
from caac.main import cli
from db.private.outbox import counts
from db.private.subscriptions import channels, open_private
from records.alerts import Subscription
from records.errors import BadInput, DeliveryError
from scheduler.doctor import examine
from scheduler.service import utc_now
from tests.alerts.world import NOW, news, storing
from tests.web import Page, Web


class Clock:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.at = NOW

    def __call__(self) -> datetime:
        return self.at


class Sink:
    """A mail server that takes everything but mail to `refused@`."""

    def __init__(self) -> None:
        self.mails: list[tuple[str, Message]] = []

    async def handle_RCPT(self, server: SMTP, session: Session, envelope: Envelope, to: str, options: list[str]) -> str:
        if to.startswith("refused@"):
            return "550 no such reader"
        envelope.rcpt_tos.append(to)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        assert isinstance(envelope.content, bytes)
        self.mails += [(to, message_from_bytes(envelope.content)) for to in envelope.rcpt_tos]
        return "250 OK"


def free_port() -> int:
    with closing(socket.socket()) as held:
        held.bind(("127.0.0.1", 0))
        port: int = held.getsockname()[1]
        return port


@pytest.fixture
def sink() -> Iterator[tuple[Sink, str]]:
    made = Sink()
    server = Controller(made, hostname="127.0.0.1", port=free_port())
    server.start()
    yield made, f"smtp://127.0.0.1:{server.port}"
    server.stop()


@pytest.fixture
def web() -> Iterator[Web]:
    with Web() as served:
        yield served


class Line:
    """A data folder with one subscription per address, and one new report that all of them want."""

    def __init__(self, folder: Path, settings: Settings, *addresses: str, owner: str = "") -> None:
        self.private, self.clock, self.settings, self.folder = folder / "private.db", Clock(), settings, folder
        with storing(folder):
            pass
        for address in addresses:
            wanted = Subscription(address, "pupils", ("news",), owner=owner, silence_days=0)
            subscribe(self.private, folder / "caac.db", address, "pupils", [address], NOW, settings, wanted)
        self.courier = Courier(self.private, settings, self.clock, lambda: 0.5)
        self.report(1)

    def report(self, number: int) -> None:
        with storing(self.folder) as store:
            news(store, number, f"Pupils taken {number}")
        with closing(open_private(self.private)) as db:
            prepare(self.folder / "caac.db", db, self.clock.at, self.settings)

    def deliver(self, **later: float) -> None:
        self.clock.at += timedelta(**later)
        self.courier.start()
        self.courier.finish()

    @property
    def waiting(self) -> int:
        with closing(open_private(self.private)) as db:
            return counts(db)[1]

    def states(self) -> dict[str, str]:
        with closing(open_private(self.private)) as db:
            return {channel.address: channel.state for channel in channels(db)}


def test_a_webhook_is_signed_and_keyed(tmp_path: Path, web: Web) -> None:
    web["/hook"] = Page("", 204)
    line = Line(tmp_path, Settings(allow_private=True), web.url("/hook"))
    line.deliver()
    asked = web.asked[0]
    with closing(open_private(line.private)) as db:
        secret = channels(db)[0].secret
    signed = asked.headers["x-caac-timestamp"].encode() + b"." + asked.body
    assert (
        asked.headers["x-caac-signature"] == "sha256=" + hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()
    )
    assert asked.headers["idempotency-key"]
    assert line.waiting == 0


@pytest.mark.parametrize(
    "page", [Page("", 404), Page("", 500), Page("", 302, headers={"Location": "/ok"}), Page(silent=True)]
)
def test_anything_but_2xx_is_no_success_and_is_tried_again_under_the_same_key(
    tmp_path: Path, web: Web, page: Page
) -> None:
    web["/hook"], web["/ok"] = [page, Page("", 200)], Page("", 200)
    line = Line(tmp_path, Settings(allow_private=True, timeout=5), web.url("/hook"))
    line.deliver()
    assert line.waiting == 1
    line.deliver(seconds=10)
    assert len(web.asked) == 1, "not before its time"
    line.deliver(minutes=2)
    assert line.waiting == 0
    assert len({asked.headers["idempotency-key"] for asked in web.asked}) == 1


def test_bad_channels_hold_up_nobody(tmp_path: Path, web: Web) -> None:
    """The slow receiver answers only after all the others were served: were one waiting for it, none would end."""
    web["/slow"], web["/gone"], web["/ok"] = Page("", 204, delay=30), Page("", 404), Page("", 204)
    bad = [web.url("/slow"), "http://127.0.0.1:9/dead", web.url("/gone")]
    good = [web.url(f"/ok?{n}") for n in range(5)]
    line = Line(tmp_path, Settings(allow_private=True), *bad, *good)
    line.courier.start()
    for _ in range(200):
        if line.waiting == len(bad):
            break
        line.courier.finish(timeout=0.02)
    assert line.waiting == len(bad)
    assert sum(asked.path.startswith("/ok") for asked in web.asked) == len(good)


def test_seven_refusals_pause_a_channel_and_are_told(tmp_path: Path, web: Web, sink: tuple[Sink, str]) -> None:
    web["/hook"] = [*[Page("", 500)] * 8, Page("", 204)]
    settings = Settings(allow_private=True, smtp=sink[1], operator="operator@example.org")
    line = Line(tmp_path, settings, web.url("/hook"), owner="owner@example.org")
    for _ in range(7):
        line.deliver(hours=7)
    line.deliver()
    assert line.states() == {web.url("/hook"): "paused"}
    assert sorted(to for to, _ in sink[0].mails) == ["operator@example.org", "owner@example.org"]
    assert "Paused after 7 failures" in str(sink[0].mails[0][1]["Subject"])
    line.report(2)
    line.deliver(hours=2)
    assert len(web.asked) == 7, "a paused channel is left in peace"
    line.deliver(days=1)
    line.deliver(days=1)
    line.deliver()
    assert line.states() == {web.url("/hook"): "active"}, "it was tried once a day, and took both messages"
    assert (line.waiting, len(web.asked)) == (0, 10)


def test_a_mail_has_both_forms_a_stable_name_and_one_click(tmp_path: Path, sink: tuple[Sink, str]) -> None:
    line = Line(
        tmp_path, Settings(smtp=sink[1], sender="monitor@example.org"), "reader@example.org", "refused@example.org"
    )
    line.deliver()
    ((to, mail),) = sink[0].mails
    assert to == "reader@example.org"
    assert mail["Message-ID"].endswith("@example.org>")
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert "/unsubscribe/" in mail["List-Unsubscribe"]
    assert [part.get_content_type() for part in mail.walk()][1:] == ["text/plain", "text/html"]
    assert line.waiting == 1, "the refused address waits, the other was served"


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "10.0.0.1", "169.254.169.254", "::1", "::ffff:10.0.0.1", "0.0.0.0"]
)
def test_private_addresses_are_refused_after_resolution(host: str) -> None:
    with pytest.raises(DeliveryError, match="private address"):
        resolve(host, 80, allow_private=False)


@pytest.mark.parametrize(
    "address", ["", "nobody", "a@b@c", "http://", "ftp//x", "x y@example.org", "nosuch://x", "a@b.c\nBcc: d@e.f"]
)
def test_what_is_no_channel_is_refused(address: str) -> None:
    with pytest.raises(BadInput):
        kind_of(address)


def test_apprise_channels_work_like_the_others(tmp_path: Path, web: Web) -> None:
    web["/hook"] = [Page("", 500), Page("{}", 200, "application/json")]
    line = Line(tmp_path, Settings(), web.url("/hook").replace("http://", "json://"))
    line.deliver()
    assert line.waiting == 1
    line.deliver(minutes=2)
    assert line.waiting == 0


def test_what_was_taken_while_the_disk_was_full_is_not_sent_again(tmp_path: Path, sink: tuple[Sink, str]) -> None:
    line = Line(tmp_path, Settings(smtp=sink[1], sender="monitor@example.org"), "reader@example.org")
    full = "CREATE TRIGGER full BEFORE UPDATE OF delivered ON outbox BEGIN SELECT RAISE(FAIL, 'disk is full'); END"
    with closing(open_private(line.private)) as db:
        db.conn.execute(full)
    for _ in range(3):
        line.deliver()
    assert (line.waiting, len(sink[0].mails)) == (1, 1)
    with closing(open_private(line.private)) as db:
        db.conn.execute("DROP TRIGGER full")
    line.deliver()
    assert (line.waiting, len(sink[0].mails)) == (0, 1)


def test_a_mail_that_cannot_be_written_holds_up_no_other(tmp_path: Path, sink: tuple[Sink, str]) -> None:
    line = Line(tmp_path, Settings(smtp=sink[1], sender="monitor@example.org"), "a@example.org", "b@example.org")
    with closing(open_private(line.private)) as db:
        broken = "UPDATE outbox SET content = replace(content, 'Neither we', ?) WHERE address = 'a@example.org'"
        assert db.conn.execute(broken, ["\\ud800"]).rowcount == 1
    line.deliver()
    assert [to for to, _ in sink[0].mails] == ["b@example.org"]
    assert line.waiting == 1


def test_names_and_titles_cannot_add_headers(tmp_path: Path, sink: tuple[Sink, str]) -> None:
    line = Line(tmp_path, Settings(smtp=sink[1], sender="monitor@example.org"), "reader@example.org")
    line.deliver()
    with storing(tmp_path) as store:
        news(store, 2, "Pupils\r\nBcc: spy@example.org\r\n\r\n<script>alert(1)</script>")
    line.report(3)
    line.deliver()
    mails = [mail for _, mail in sink[0].mails]
    assert len(mails) == 3
    assert all(mail["Bcc"] is None for mail in mails)
    assert all(b"<script>" not in part.get_payload(decode=True) for mail in mails for part in mail.walk()
               if part.get_content_type() == "text/html")  # fmt: skip


def test_addresses_of_webhooks_are_not_logged(tmp_path: Path, web: Web, caplog: pytest.LogCaptureFixture) -> None:
    log_plainly()
    caplog.set_level("INFO")
    web["/services/SECRET"] = [Page("", 500), Page("", 200)]
    line = Line(tmp_path, Settings(allow_private=True), web.url("/services/SECRET"))
    line.deliver()
    line.deliver(minutes=2)
    assert line.waiting == 0
    assert "not delivered to webhook channel" in caplog.text
    assert "SECRET" not in caplog.text


def test_one_alert_that_cannot_be_put_into_words_silences_no_other(
    tmp_path: Path, web: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its matches wait, the operator and `caac doctor` are told, and it is made good when the template is."""
    templates = shutil.copytree(TEMPLATES, tmp_path / "templates")
    text = templates / "message.txt"
    whole = text.read_text(encoding="utf-8")
    text.write_text(whole.replace("{{ why }}", "{{ whyy }}"), encoding="utf-8")
    monkeypatch.setattr("alerts.messages.TEMPLATES", templates)
    monkeypatch.setattr("alerts.messages._environment", _environment.__wrapped__)
    web["/a"] = web["/b"] = Page("", 204)
    settings = Settings(allow_private=True, operator="json://127.0.0.1")
    with storing(tmp_path):
        pass
    for name, why in (("a", "the brief of June"), ("b", "")):
        wanted = Subscription(name, "pupils", ("news",), why=why)
        address = web.url(f"/{name}")
        subscribe(tmp_path / "private.db", tmp_path / "caac.db", name, "pupils", [address], NOW, settings, wanted)
    with storing(tmp_path) as store:
        news(store, 1, "Pupils taken")
    paths = tmp_path / "caac.db", tmp_path / "private.db"
    assert run(*paths, NOW, settings).delivered == 1
    assert [asked.path for asked in web.asked] == ["/b"]
    found = {one.what: one for one in examine(tmp_path, NOW, settings)}
    assert found["messages"].state == "ill"
    assert "alert “a”: the template of messages cannot be used" in found["messages"].words
    with closing(open_private(paths[1])) as db:
        assert tell_operator(db, {}, NOW, settings), "it is a trouble like others"
        db.conn.execute("DELETE FROM outbox WHERE kind = 'apprise'")
    text.write_text(whole, encoding="utf-8")
    assert run(*paths, NOW, settings).delivered == 1
    assert "messages" not in {one.what for one in examine(tmp_path, NOW, settings)}


def test_the_first_message_is_signed_like_the_later_ones_and_the_manual_says_how_to_check(
    tmp_path: Path, web: Web
) -> None:
    """The receiver is the one of docs/alerts.md, word for word."""
    manual = (Path(__file__).parents[2] / "docs" / "alerts.md").read_text(encoding="utf-8")
    ((code),) = re.findall(r"```python\n(.*?)```", manual, re.DOTALL)
    receiver: dict[str, Any] = {}
    exec(code, receiver)
    web["/hook"] = Page("", 204)
    (tmp_path / "alerts.yaml").write_text("allow_private: true\n", encoding="utf-8")
    asked = ["alerts", "add", "a", "pupils", "--kind", "news", "--to", web.url("/hook"), "--secret"]
    refused = CliRunner().invoke(cli, ["--data", str(tmp_path), *asked, "short"])
    assert "at least 16 characters" in str(refused.exception)
    done = CliRunner().invoke(cli, ["--data", str(tmp_path), *asked, "a key of my own choice"])
    assert done.exit_code == 0, done.output
    with storing(tmp_path) as store:
        news(store, 1, "Pupils taken")
    run(tmp_path / "caac.db", tmp_path / "private.db", utc_now(), Settings(allow_private=True))
    first, later = web.asked
    for one in (first, later):
        now = float(one.headers["x-caac-timestamp"])
        assert receiver["genuine"](one.headers, one.body, "a key of my own choice", now + 10)
        assert not receiver["genuine"](one.headers, one.body + b" ", "a key of my own choice", now + 10)
        assert not receiver["genuine"](one.headers, one.body, "another key, not ours", now + 10)
        assert not receiver["genuine"](one.headers, one.body, "a key of my own choice", now + 3600)


def test_a_mail_server_that_was_down_is_told_of_once_and_all_waiting_mail_goes_when_it_is_back(
    tmp_path: Path, web: Web
) -> None:
    port = free_port()
    web["/operator"] = Page("{}", 200)
    operator = web.url("/operator").replace("http:", "json:")
    settings = Settings(smtp=f"smtp://127.0.0.1:{port}", sender="monitor@example.org", operator=operator)
    line = Line(tmp_path, settings, "a@example.org", "b@example.org", owner="c@example.org")
    for _ in range(8):
        line.deliver(hours=8)
    assert set(line.states().values()) == {"paused"}
    line.deliver()
    assert [json.loads(asked.body)["title"] for asked in web.asked] == ["E-mail is paused after 7 failures"]
    made = Sink()
    server = Controller(made, hostname="127.0.0.1", port=port)
    server.start()
    try:
        line.deliver(hours=8)
        line.deliver()
    finally:
        server.stop()
    assert sorted(to for to, _ in made.mails) == ["a@example.org", "b@example.org"]
    assert (line.waiting, set(line.states().values())) == (0, {"active"})


def test_a_stop_ends_with_the_sending_under_way_and_the_rest_comes_later(tmp_path: Path, web: Web) -> None:
    web["/hook"] = Page("", 204, delay=0.3)
    line = Line(tmp_path, Settings(allow_private=True), web.url("/hook"))
    for number in range(2, 8):
        line.report(number)
    line.courier.start()
    line.courier.stop(timeout=20)
    assert line.waiting >= 5, "one under way, and perhaps the next"
    line.courier = Courier(line.private, line.settings, line.clock)
    line.deliver()
    keys = [asked.headers["idempotency-key"] for asked in web.asked]
    assert (line.waiting, len(keys), len(set(keys))) == (0, 7, 7)
