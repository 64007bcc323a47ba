"""Subscribing from outside: an address is written to only after its owner has confirmed it (double opt-in)."""

from __future__ import annotations

import secrets
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from sqlite_utils import Database

from alerts import email
from alerts.messages import notice
from alerts.settings import Settings
from alerts.subscribing import DEFAULT_KINDS, check
from db.alertable.items import newest
from db.connect import open_reader
from db.private.outbox import notify
from db.private.subscriptions import add_subscription, confirm_channel, frequency, remove_channel, unconfirmed_since
from records.alerts import Channel, Subscription
from records.errors import BadInput

#: Confirmations one address is asked for in a day, whoever asks.
MOST_A_DAY = 3


@dataclass(frozen=True, slots=True)
class Form:
    """What a stranger filled in."""

    address: str
    search: str
    frequency: str = "daily"
    why: str = ""


def ask_to_confirm(db: Database, form: Form, settings: Settings, now: datetime) -> None:
    """Keep the wish and write to the address once; silent when that address was asked often enough today."""
    address = form.address.strip()
    email.check_address(address)
    if len(form.search) > 1000 or len(form.why) > 300:
        raise BadInput("this is too long")
    name = f"{form.search.strip()[:60] or 'all new records'} #{secrets.token_hex(4)}"
    wanted = Subscription(
        name, form.search, DEFAULT_KINDS, form.why, address, frequency=frequency(form.frequency), state="unconfirmed"
    )
    checked = check(wanted)
    if unconfirmed_since(db, address, now - timedelta(days=1)) >= MOST_A_DAY:
        return
    token = secrets.token_urlsafe(24)
    add_subscription(db, checked, [Channel("email", address, token=token, state="unconfirmed")], now)
    message = notice(
        f"confirm {token}",
        "Please confirm: alerts on children and armed conflict",
        [
            f"Somebody, hopefully you, asked for alerts to this address on the search: {checked.query}",
            f"To confirm, open {settings.app}/confirm/{token}",
            "If it was not you, do nothing: no further message will come.",
        ],
    )
    notify(db, message, "email", address, now)


def confirm(db: Database, public: Path, channel: Channel) -> None:
    """The owner of the address said yes: the subscription begins now."""
    started = 0
    if public.is_file():
        with closing(open_reader(public)) as connection:
            started = newest(connection)
    confirm_channel(db, channel, started)


def unsubscribe(db: Database, channel: Channel) -> None:
    """Stop one channel; a subscription without any is removed."""
    remove_channel(db, channel)
