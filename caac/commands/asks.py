"""`caac asks`: proposed wording, and where it entered resolutions, statements and drafts."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import asdict
from datetime import datetime

import click
from sqlite_utils import Database

from alerts.asks import Told, closeness, standing
from caac.alerting import settings
from caac.context import Data, json_option, now, pass_data, print_json, say
from db.private.asks import add_ask, all_asks, entries_of, find_ask, mark_told, page_token, remove_ask
from db.private.subscriptions import open_private
from records.asks import Ask
from scheduler.asks import compare_asks


@click.group()
def command() -> None:
    """Did our wording get in? Asks are private: they live in private.db."""


@contextmanager
def _compared(data: Data) -> Iterator[Database]:
    """The private database, every ask compared with what is in the public one by now."""
    with closing(open_private(data.private)) as db:
        if data.public.exists():
            with data.reader() as public:
                compare_asks(public, db)
        yield db


@command.command()
@click.argument("name")
@click.argument("text")
@click.option("--since", type=click.DateTime(["%Y-%m-%d"]), help="Texts of this day and later count [today].")
@click.option("--for", "addressed_to", default="", help="To whom it was proposed.")
@click.option("--note", default="", help="Anything to remember.")
@click.option("--tell", default="", help="Mail address or webhook to tell on the day.")
@click.option("--owner", default="", help="Whose ask it is: each owner has a page of their own [all share one].")
@pass_data
def add(
    data: Data, name: str, text: str, since: datetime | None, addressed_to: str, note: str, tell: str, owner: str
) -> None:
    """Keep the wording TEXT as NAME."""
    day = since.date() if since else now().date()
    with closing(open_private(data.private)) as db:
        add_ask(db, Ask(name, text, day, note, addressed_to, tell, owner), now())
    say("comparing with the texts held …")
    with _compared(data) as db:
        ask = find_ask(db, name)
        told = Told(ask, tuple(entries_of(db, ask)))
        mark_told(db, ask)
        say(f"ask {ask.name!r} is kept. {told.summary}")
        click.echo(_address(data, db, owner))


@command.command()
@click.option("--owner", default="", help="Whose page.")
@click.option("--renew", is_flag=True, help="A new address; the former one ends.")
@pass_data
def page(data: Data, owner: str, renew: bool) -> None:
    """The address of the page of all asks of an owner: whoever has it can read them."""
    with closing(open_private(data.private)) as db:
        click.echo(_address(data, db, owner, renew))


@command.command(name="list")
@json_option
@pass_data
def list_(data: Data, as_json: bool) -> None:
    """All asks."""
    with closing(open_private(data.private)) as db:
        found = all_asks(db)
    if as_json:
        print_json([_plain(ask) for ask in found])
        return
    for ask in found:
        addressed = f", for {ask.addressed_to}" if ask.addressed_to else ""
        click.echo(f"{ask.name} (since {ask.since}{addressed}): {ask.text}")
    if not found:
        say("no ask is kept")


@command.command()
@click.argument("name")
@json_option
@pass_data
def show(data: Data, name: str, as_json: bool) -> None:
    """Where the wording of NAME entered, how closely, what was left out, and the vote."""
    with closing(open_private(data.private)) as db:
        find_ask(db, name)
    with _compared(data) as db:
        ask = find_ask(db, name)
        told = Told(ask, tuple(entries_of(db, ask)))
        address = _address(data, db, ask.owner)
    if as_json:
        entries = [{**asdict(entry), "adopted": _adopted(entry.kind, entry.day)} for entry in told.entries]
        print_json({**_plain(ask), "compared": ask.compared, "page": address, "entries": entries})
        return
    click.echo(told.summary)
    for entry in told.entries:
        click.echo(f"{standing(entry)}, paragraph {entry.paragraph}: {closeness(entry)}")
        click.echo("  " + " ".join(words if op == "=" else f"[{op}{words}]" for op, words in entry.diff))
    say(f"page: {address}")


@command.command()
@click.argument("name")
@pass_data
def remove(data: Data, name: str) -> None:
    """Forget NAME."""
    with closing(open_private(data.private)) as db:
        remove_ask(db, name)


def _address(data: Data, db: Database, owner: str, renew: bool = False) -> str:
    return f"{settings(data).app}/asks/{page_token(db, owner, renew)}"


def _adopted(kind: str, day: str) -> str | None:
    return (day or None) if kind != "draft" else None


def _plain(ask: Ask) -> dict[str, object]:
    return {
        "name": ask.name, "text": ask.text, "since": ask.since, "for": ask.addressed_to, "note": ask.note,
        "tell": ask.tell, "owner": ask.owner,
    }  # fmt: skip
