"""Setting up a subscription: everything that cannot work is refused now, in one clear line, and not in a month."""

from __future__ import annotations

import secrets
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from datetime import datetime
from difflib import get_close_matches
from pathlib import Path

from alerts.delivery import kind_of, send_now
from alerts.messages import notice
from alerts.settings import Settings
from alerts.wanted import parsed
from alerts.when import clock, quiet_hours, zone
from db.alertable.items import newest
from db.connect import open_reader
from db.private.subscriptions import add_subscription, frequency, open_private
from records.alerts import KINDS, Channel, Sending, State, Subscription
from records.errors import BadInput, DeliveryError

#: Shortest key of a signature that somebody may choose.
LEAST_SECRET = 16
#: What is watched when nothing is said.
DEFAULT_KINDS = ("resolution", "statement", "provision", "story", "signal")
#: Kinds so rare, or so much about the house itself, that a subscription may take all of them without a search.
_RARE = {"resolution", "statement", "draft", "provision", "mandate_end", "signal", "source"}


def check(wanted: Subscription) -> Subscription:
    """The subscription in its proper form; BadInput says what is wrong with it."""
    if not wanted.name.strip():
        raise BadInput("a subscription needs a name")
    _check_search(wanted)
    if unknown := [kind for kind in wanted.kinds if kind not in KINDS]:
        raise BadInput(f"unknown kind of record {unknown[0]!r}; known are {', '.join(KINDS)}")
    for language in wanted.languages:
        if not (language.isascii() and language.isalpha() and len(language) in {2, 3}):
            raise BadInput(f"{language!r} is no language code like en")
    frequency(wanted.frequency)
    clock(wanted.hour)
    quiet_hours(wanted.quiet)
    zone(wanted.timezone)
    if not 0 <= wanted.weekday <= 6:
        raise BadInput("the weekday must be from 0 (Monday) to 6 (Sunday)")
    if not 1 <= wanted.cap <= 1000:
        raise BadInput("the cap must be from 1 to 1000 messages a day")
    if not 1 <= wanted.lead_days <= 400 or not 0 <= wanted.silence_days <= 366:
        raise BadInput("days before a mandate ends must be 1 to 400, days of silence 0 to 366")
    return replace(wanted, name=" ".join(wanted.name.split()), query=" ".join(wanted.query.split()))


def _check_search(wanted: Subscription) -> None:
    query = parsed(wanted.query)
    if query.notes:
        raise BadInput(f"this search cannot be understood: {query.notes[0]}")
    if query.empty and wanted.query.strip():
        raise BadInput(f"this search holds no word that can be found: {wanted.query!r}")
    if query.empty and not set(wanted.kinds) <= _RARE:
        raise BadInput("a search is needed; without one every report would fire")


def check_places(connection: sqlite3.Connection, search: str) -> None:
    """Refuse a situation that is neither a code nor a name on the list: it could never fire."""
    rows = connection.execute("SELECT iso3, situation FROM situations").fetchall()
    known = {word.casefold(): word for row in rows for word in row}
    for value in parsed(search).values("situation"):
        if known and value.casefold() not in known and len(value) != 3:
            nearest = get_close_matches(value.casefold(), known, 1, 0.4)
            hint = f"; the nearest is {known[nearest[0]]}" if nearest else ""
            raise BadInput(f"unknown situation {value!r}{hint}; a three-letter code like COD always works")


def channel(address: str, settings: Settings, state: State = "active", secret: str = "") -> Channel:
    """A channel by its address: `name@example.org`, `https://…` (webhook), `feed`, or any apprise address.

    `secret` is the key of a webhook's signature; one is made when there is none.
    """
    kind = kind_of(address.strip())
    if kind == "email" and not settings.smtp:
        raise BadInput("e-mail needs a mail server: set smtp in alerts.yaml (smtp://user:password@host:587)")
    key = (secret or secrets.token_urlsafe(32)) if kind == "webhook" else ""
    return Channel(kind, address.strip(), key, state=state, token=secrets.token_urlsafe(24))


def channels_at(addresses: Sequence[str], settings: Settings, secret: str = "") -> list[Channel]:
    """The channels at `addresses`, each once; BadInput when there is none or one cannot be used."""
    if secret and len(secret) < LEAST_SECRET:
        raise BadInput(f"the secret of a webhook needs at least {LEAST_SECRET} characters")
    made = [channel(address, settings, secret=secret) for address in dict.fromkeys(addresses)]
    if not made:
        raise BadInput("at least one channel is needed: an e-mail address, a webhook, an apprise address, or feed")
    return made


def check_reachable(wanted: Subscription, channels: Sequence[Channel], now: datetime, settings: Settings) -> None:
    """Send a first message to every channel, signed as all later ones; BadInput when one refuses."""
    message = notice(
        f"set {wanted.name} {now.isoformat()}",
        f"This alert is set: {wanted.name}",
        [f"From now on you hear here of what answers to: {wanted.query or 'every record'}."],
    )
    for made in channels:
        try:
            send_now(Sending(message.key, made.kind, made.address, message, secret=made.secret), settings, now)
        except DeliveryError as error:
            raise BadInput(f"{made.kind} address refuses: {error} (--no-test sets it all the same)") from error


def subscribe(
    private: Path,
    public: Path,
    name: str,
    search: str,
    addresses: Sequence[str | Channel],
    now: datetime,
    settings: Settings | None = None,
    wanted: Subscription | None = None,
) -> Subscription:
    """Set up a subscription to what comes from now on. `wanted` holds everything else (kinds, frequency, hours)."""
    base = wanted or Subscription(name, search, DEFAULT_KINDS)
    made = check(replace(base, name=name, query=search))
    channels = [one for one in addresses if isinstance(one, Channel)]
    if not channels:
        channels = channels_at([one for one in addresses if isinstance(one, str)], settings or Settings())
    started = 0
    if public.is_file():
        with closing(open_reader(public)) as connection:
            check_places(connection, made.query)
            started = newest(connection)
    with closing(open_private(private)) as db:
        return add_subscription(db, replace(made, started=started), channels, now)
