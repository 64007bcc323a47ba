"""Delivery: the only part of the alert side that talks to the world.

Every channel has a worker of its own, so that a dead or slow receiver holds up nobody else; e-mail has one worker
for all, because one mail server takes it all. Whatever is not known to be accepted is tried again under the same key.
"""

from __future__ import annotations

import logging
import random
import sqlite3
from collections import defaultdict
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from threading import Event, Lock, Thread
from time import monotonic

import apprise
from sqlite_utils import Database

from alerts import email, webhook
from alerts.messages import for_channel, notice
from alerts.retry import next_try
from alerts.settings import Settings
from db.private.outbox import FAILURES_TO_PAUSE, accepted, due, notify, refused
from db.private.subscriptions import channel_owner, open_private
from records.alerts import ChannelKind, Sending
from records.errors import BadInput, CaacError, DeliveryError, MailServerDown

logger = logging.getLogger(__name__)
#: Workers at one time; those that failed before wait for a free one.
MOST_WORKERS = 100


def kind_of(address: str) -> ChannelKind:
    """What sort of channel an address names. BadInput when it is none."""
    if address == "feed":
        return "feed"
    if "://" not in address:
        email.check_address(address)
        return "email"
    if address.startswith(("http://", "https://")):
        webhook.check_url(address)
        return "webhook"
    if not apprise.Apprise().add(address):
        raise BadInput(f"{address.split('://', maxsplit=1)[0]}:// is no usable channel address")
    return "apprise"


def lane_of(sending: Sending) -> str:
    """Sendings of one lane are delivered one after another, lanes beside each other."""
    return "email" if sending.kind == "email" else f"{sending.channel} {sending.address}"


class Courier:
    """Carries the outbox out. `clock` and `chance` are passed in, so that a year can be walked through in a test."""

    def __init__(
        self,
        path: Path,
        settings: Settings,
        clock: Callable[[], datetime],
        chance: Callable[[], float] = random.random,
    ) -> None:
        self._path, self._settings, self._clock, self._chance = path, settings, clock, chance
        self._workers: dict[str, Thread] = {}
        #: Acceptances that could not be written down yet (a full disk): written next time, and not sent again.
        self._taken: dict[int, tuple[datetime, str]] = {}
        self._lock, self._ending = Lock(), Event()

    def start(self) -> None:
        """Begin to deliver what is due. Lanes that are still at work from an earlier call are left alone."""
        with closing(open_private(self._path)) as db:
            waiting = due(db, self._clock())
        lanes: dict[str, list[Sending]] = defaultdict(list)
        for sending in waiting:
            lanes[lane_of(sending)].append(sending)
        with self._lock:
            self._workers = {name: worker for name, worker in self._workers.items() if worker.is_alive()}
            for name, sendings in lanes.items():
                if name not in self._workers and len(self._workers) < MOST_WORKERS:
                    self._workers[name] = Thread(target=self._work, args=[sendings], name=name, daemon=True)
                    self._workers[name].start()

    def finish(self, timeout: float | None = None) -> None:
        """Wait for all workers, together at most `timeout` seconds."""
        with self._lock:
            workers = list(self._workers.values())
        until = monotonic() + timeout if timeout is not None else None
        for worker in workers:
            worker.join(max(until - monotonic(), 0) if until is not None else None)

    def stop(self, timeout: float) -> None:
        """Begin no further sending and wait for those under way; what hangs for longer comes again under its key."""
        self._ending.set()
        self.finish(timeout)

    def _work(self, sendings: list[Sending]) -> None:
        mailer = email.Mailer(self._settings.smtp, self._settings.sender, self._settings.timeout)
        closed: set[int | str] = set()
        try:
            with closing(open_private(self._path)) as db:
                for sending in sendings:
                    place = sending.channel or sending.address
                    if self._ending.is_set():
                        return
                    if place not in closed and not self._deliver(db, sending, mailer):
                        closed.add(place)
        except (sqlite3.Error, OSError, CaacError) as error:
            logger.warning("delivery stopped and will go on next round: %s", error)
        finally:
            mailer.close()

    def _deliver(self, db: Database, sending: Sending, mailer: email.Mailer) -> bool:
        """One attempt, and its outcome written down. False when the receiver did not accept."""
        try:
            if sending.id not in self._taken:
                answer = send(sending, self._settings, self._clock(), mailer)
                self._taken[sending.id] = self._clock(), answer
        except DeliveryError as error:
            now, failures = self._clock(), sending.attempts + 1
            logger.warning("not delivered to %s channel %s: %s", sending.kind, sending.channel or "of operator", error)
            if refused(db, sending, now, str(error), next_try(failures, now, self._chance())):
                if isinstance(error, MailServerDown):
                    self._tell_of_server(db, str(error), now)
                else:
                    self._tell_of_pause(db, sending, str(error), now)
            return False
        back = accepted(db, sending, *self._taken[sending.id])
        del self._taken[sending.id]
        if back:
            logger.info("channel %s accepts again", sending.channel)
        return True

    def _tell_of_pause(self, db: Database, sending: Sending, reason: str, now: datetime) -> None:
        """A paused channel is told to the operator and, by e-mail, to its owner; once per day at most."""
        name, owner = channel_owner(db, sending.channel or 0)
        told = notice(
            f"paused {sending.channel} {now:%Y-%m-%d}",
            f"Paused after {FAILURES_TO_PAUSE} failures: a channel of alert “{name}”",
            [
                f"The {sending.kind} channel {sending.channel} of alert “{name}” was refused {FAILURES_TO_PAUSE} "
                f"times in a row. Last answer: {reason}",
                "Nothing is lost: its messages wait. It is tried once a day, and resumes when it accepts; or run: "
                f"caac alerts resume “{name}”",
            ],
        )
        for address in {self._settings.operator, owner} - {"", sending.address}:
            notify(db, told, kind_of(address), address, now)

    def _tell_of_server(self, db: Database, reason: str, now: datetime) -> None:
        """All addresses wait for the mail server: one notice to the operator, not one for each."""
        if self._settings.operator:
            lines = [
                f"E-mail is paused: {reason}",
                "Nothing is lost: what waits is sent as soon as the server takes mail.",
            ]
            told = notice(f"mail server {now:%Y-%m-%d}", f"E-mail is paused after {FAILURES_TO_PAUSE} failures", lines)
            notify(db, told, kind_of(self._settings.operator), self._settings.operator, now)


def send(sending: Sending, settings: Settings, now: datetime, mailer: email.Mailer) -> str:
    """Hand one message to its receiver: the receiver's acceptance, or DeliveryError."""
    stop = f"{settings.app}/unsubscribe/{sending.token}" if sending.token else ""
    sending = replace(sending, message=for_channel(sending.message, stop))
    if sending.kind == "webhook":
        return webhook.send(sending, now, settings.timeout, settings.allow_private)
    if sending.kind == "apprise":
        return _by_apprise(sending)
    if not settings.smtp:
        raise MailServerDown("is not set (smtp in alerts.yaml)")
    return mailer.send(sending, now, stop)


def send_now(sending: Sending, settings: Settings, now: datetime) -> str:
    """One message outside the outbox: the test when a subscription is set up. A feed takes everything."""
    if sending.kind == "feed":
        return "a feed takes everything"
    mailer = email.Mailer(settings.smtp, settings.sender, settings.timeout)
    try:
        return send(sending, settings, now, mailer)
    finally:
        mailer.close()


def _by_apprise(sending: Sending) -> str:
    target = apprise.Apprise()
    if not target.add(sending.address):
        raise DeliveryError("this address is no longer understood by apprise")
    message = sending.message
    if not target.notify(body=message.text, title=message.subject, body_format=apprise.NotifyFormat.TEXT):
        raise DeliveryError("the service did not accept the message")
    return "accepted by the service"
