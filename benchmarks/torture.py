"""Kills the whole flow at seeded random moments and counts what arrived: `python -m benchmarks.torture [KILLS]`.

A feed on loopback grows; five alerts wait for it, each with a webhook and an e-mail address. The process group that
crawls, matches and delivers gets SIGKILL, starts again, and so on; at the end it is left in peace once. A receiver
that honours idempotency keys must then have every match exactly once, the mail server at most one repeat per kill.
"""

from __future__ import annotations

import asyncio
import json
import logging
import os
import random
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections import Counter
from contextlib import ExitStack, closing
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Lock, Thread

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from alerts.settings import Settings as AlertSettings
from alerts.subscribing import subscribe
from crawlers.job import Settings
from db.connect import open_writer
from db.private.outbox import counts
from db.private.subscriptions import open_private
from records.alerts import Subscription
from records.fetching import Source
from scheduler.jobs import House, begin, crawl, deliver
from scheduler.service import utc_now

KILLS, SEED, ALERTS, ITEMS_A_KILL = 100, 2143, 5, 6
#: Seconds a child lives once it works, well into its second crawl; those that would get less than EARLY are killed
#: while they start. And how slow receivers are.
LONGEST, EARLY, SLOW = 5.0, 0.2, 0.05
ITEM = (
    "<item><title>Pupils of school {0} taken in Karvelia</title><link>https://herald.example/{0}</link>"
    "<guid>g{0}</guid><description>Fighters took children, an aid worker said.</description></item>"
)


@dataclass
class World:
    """The feed and the two receivers; they outlive every kill."""

    items: int = 3
    hooks: list[tuple[str, list[str], str]] = field(default_factory=list)
    mails: list[tuple[str, str, list[str]]] = field(default_factory=list)
    lock: Lock = field(default_factory=Lock)

    def feed(self) -> bytes:
        items = "".join(ITEM.format(number) for number in range(self.items))
        return f"<rss version='2.0'><channel><title>Herald</title>{items}</channel></rss>".encode()

    def hook(self, key: str, body: bytes) -> None:
        told = json.loads(body)
        time.sleep(SLOW)
        with self.lock:
            self.hooks.append((key, [match["url"] for match in told["matches"]], told["alert"]))

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        content = envelope.content
        assert isinstance(content, bytes)
        await asyncio.sleep(SLOW)
        mail = message_from_bytes(content, policy=policy.default)
        part = mail.get_body(("plain",))
        urls = re.findall(r"Source: (\S+)", part.get_content()) if part else []
        with self.lock:
            self.mails.append((str(mail["Message-ID"]), envelope.rcpt_tos[0], urls))
        return "250 OK"


def web_server(world: World) -> ThreadingHTTPServer:
    """Serves the feed and takes webhooks."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = world.feed() if self.path == "/feed" else b""
            self.send_response(200 if body else 404)
            self.send_header("Content-Type", "application/xml")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            world.hook(self.headers["Idempotency-Key"], body)
            self.send_response(204)
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, daemon=True).start()
    return server


def free_port() -> int:
    with closing(socket.socket()) as held:
        held.bind(("127.0.0.1", 0))
        port: int = held.getsockname()[1]
        return port


def house(folder: Path, web: str, smtp: str) -> House:
    """The program under test over a data folder."""
    source = Source("herald", "Herald", "Herald", "feed", f"{web}/feed", interval_minutes=5)
    alerts = AlertSettings(smtp=smtp, allow_private=True, timeout=5)
    crawling = Settings("torture@example.invalid", delay=0, retries=0, timeout=5)
    return House(folder, {"herald": source}, crawling, alerts, utc_now)


def live(folder: Path, web: str, smtp: str, phases: Path) -> None:
    """The child: crawl, match and deliver until killed."""
    made = house(folder, web, smtp)

    def phase(name: str) -> None:
        phases.write_text(name)

    phase("begin")
    begin(made)
    while True:
        phase("deliver")
        deliver(made)
        made.courier.finish()
        phase("crawl")
        crawl(made, made.sources["herald"])


@dataclass
class Outcome:
    """What arrived. `missing` and `twice` count pairs of item and alert at the webhooks."""

    kills: int
    phases: Counter[str]
    items: int
    missing: int
    twice: int
    hook_repeats: int
    mail_missing: int
    mail_repeats: int
    waiting: int

    @property
    def good(self) -> bool:
        return not (self.missing or self.twice or self.mail_missing or self.waiting) and self.mail_repeats <= self.kills


def judged(world: World, kills: int, phases: Counter[str], waiting: int) -> Outcome:
    """Compare what arrived with what was published."""
    first: dict[str, tuple[list[str], str]] = {}
    for key, matches, alert in world.hooks:
        first.setdefault(key, (matches, alert))
    got = Counter((match, alert) for matches, alert in first.values() for match in matches)
    wanted = {
        (f"https://herald.example/{number}", f"alert {n}") for number in range(world.items) for n in range(ALERTS)
    }
    mails = Counter((name, to) for name, to, _ in world.mails)
    mailed = {(url, f"alert {to[6]}") for _, to, urls in world.mails for url in urls}
    return Outcome(
        kills=kills,
        phases=phases,
        items=world.items,
        missing=len(wanted - set(got)),
        twice=sum(count - 1 for count in got.values()),
        hook_repeats=len(world.hooks) - len(first),
        mail_missing=len(wanted - mailed),
        mail_repeats=sum(mails.values()) - len(mails),
        waiting=waiting,
    )


def torture(folder: Path, kills: int = KILLS, seed: int = SEED, longest: float = LONGEST) -> Outcome:
    """The whole ordeal in `folder`, which must be empty."""
    world, chance, phases = World(), random.Random(seed), Counter[str]()
    logging.getLogger("mail.log").setLevel(logging.ERROR)
    with ExitStack() as stack:
        server = web_server(world)
        stack.callback(server.shutdown)
        mail = Controller(world, hostname="127.0.0.1", port=free_port())
        mail.start()
        stack.callback(mail.stop)
        web, smtp = f"http://127.0.0.1:{server.server_port}", f"smtp://127.0.0.1:{mail.port}"
        made = house(folder, web, smtp)
        with closing(open_writer(made.public)):
            pass
        for number in range(ALERTS):
            name = f"alert {number}"
            wanted = Subscription(name, "pupils", ("news",), cap=1000, silence_days=0)
            addresses = [f"{web}/hook", f"reader{number}@example.org"]
            subscribe(made.private, made.public, name, "pupils", addresses, utc_now(), made.alerts, wanted)
        for _ in range(kills):
            phases[kill_one(folder, web, smtp, chance.uniform(0, longest))] += 1
            world.items += ITEMS_A_KILL
        begin(made)
        made.courier.finish()
        crawl(made, made.sources["herald"])
        made.courier.finish()
        with closing(open_private(made.private)) as db:
            waiting = counts(db)[1]
        return judged(world, kills, phases, waiting)


def kill_one(folder: Path, web: str, smtp: str, seconds: float) -> str:
    """Start the flow in a process group of its own and kill the group; the phase it was in."""
    phases = folder / "phase"
    phases.write_text("start")
    command = [sys.executable, "-m", "benchmarks.torture", "live", str(folder), web, smtp, str(phases)]
    with subprocess.Popen(command, start_new_session=True, stderr=subprocess.DEVNULL) as child:
        while phases.read_text() == "start" and child.poll() is None and seconds > EARLY:
            time.sleep(0.02)
        time.sleep(seconds)
        if child.poll() is not None:
            raise RuntimeError(f"the flow ended by itself with {child.returncode}")
        os.killpg(child.pid, signal.SIGKILL)
    return phases.read_text()


def main() -> None:
    if sys.argv[1:2] == ["live"]:
        live(Path(sys.argv[2]), sys.argv[3], sys.argv[4], Path(sys.argv[5]))
        return
    kills = int(sys.argv[1]) if len(sys.argv) > 1 else KILLS
    started = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        outcome = torture(Path(folder), kills)
    print(f"{outcome.kills} kills in {time.monotonic() - started:.0f} s, by phase: {dict(outcome.phases)}")
    print(f"{outcome.items} items by {ALERTS} alerts, each by webhook and e-mail")
    print(f"webhooks: {outcome.missing} missing, {outcome.twice} told twice under two keys, "
          f"{outcome.hook_repeats} repeats under one key (a receiver drops them)")  # fmt: skip
    print(f"e-mail: {outcome.mail_missing} missing, {outcome.mail_repeats} repeats (at most one per kill)")
    print(f"still waiting: {outcome.waiting}; {'good' if outcome.good else 'NOT GOOD'}")
    sys.exit(0 if outcome.good else 1)


if __name__ == "__main__":
    main()
