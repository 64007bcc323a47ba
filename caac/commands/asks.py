"""`caac asks`: proposed wording, and where it entered adopted texts."""

from __future__ import annotations

from contextlib import closing
from datetime import date, datetime

import click

from caac.context import Data, json_option, now, pass_data, print_json, say
from db.agreed import AdoptedTexts
from db.private import open_private
from db.private_asks import Ask, add_ask, all_asks, find_ask, remove_ask
from reading.asks import Entry, entries
from scheduler.meanings import FILE


@click.group()
def command() -> None:
    """Did our wording get in? Asks are private: they live in private.db."""


@command.command()
@click.argument("name")
@click.argument("text")
@click.option("--since", type=click.DateTime(["%Y-%m-%d"]), help="Texts adopted from this day on count [today].")
@click.option("--for", "addressed_to", default="", help="To whom it was proposed.")
@click.option("--note", default="", help="Anything to remember.")
@click.option("--tell", default="", help="Mail address or webhook to tell on the day.")
@pass_data
def add(
    data: Data, name: str, text: str, since: datetime | None, addressed_to: str, note: str, tell: str
) -> None:  # fmt: skip
    """Keep the wording TEXT as NAME."""
    day = since.date() if since else now().date()
    with closing(open_private(data.private)) as db:
        ask = add_ask(db, Ask(name, text, day, note, addressed_to, tell), now())
    say(f"ask {ask.name!r} is kept; texts adopted since {ask.since} count")


@command.command(name="list")
@json_option
@pass_data
def list_(data: Data, as_json: bool) -> None:
    """All asks."""
    with closing(open_private(data.private)) as db:
        found = all_asks(db)
    if as_json:
        print_json([_plain_ask(ask) for ask in found])
        return
    for ask in found:
        click.echo(
            f"{ask.name} (since {ask.since}{', for ' + ask.addressed_to if ask.addressed_to else ''}): {ask.text}"
        )
    if not found:
        say("no ask is kept")


@command.command()
@click.argument("name")
@json_option
@pass_data
def show(data: Data, name: str, as_json: bool) -> None:
    """Where the wording of NAME entered, how closely, what was left out, and the vote."""
    with closing(open_private(data.private)) as db:
        ask = find_ask(db, name)
    with data.reader() as public:
        found = entries(ask.text, ask.since, AdoptedTexts(public, data.folder / FILE))
    if as_json:
        print_json({**_plain_ask(ask), "entries": [_plain(entry) for entry in found]})
        return
    if not found:
        say(f"no text adopted since {ask.since} has taken up this wording")
    for entry in found:
        one = entry.near.adopted
        vote = f", vote {one.vote}" if one.vote else ""
        click.echo(f"{one.symbol}, paragraph {one.paragraph} ({one.adopted}{vote}): {entry.closeness}")
        click.echo("  " + " ".join(words if op == "=" else f"[{op}{words}]" for op, words in entry.near.diff))


@command.command()
@click.argument("name")
@pass_data
def remove(data: Data, name: str) -> None:
    """Forget NAME."""
    with closing(open_private(data.private)) as db:
        remove_ask(db, name)


def _plain_ask(ask: Ask) -> dict[str, object]:
    since: date = ask.since
    return {
        "name": ask.name,
        "text": ask.text,
        "since": since,
        "for": ask.addressed_to,
        "note": ask.note,
        "tell": ask.tell,
    }


def _plain(entry: Entry) -> dict[str, object]:
    one = entry.near.adopted
    return {
        "symbol": one.symbol,
        "paragraph": one.paragraph,
        "adopted": one.adopted or None,
        "closeness": entry.closeness,
        "wording": entry.near.wording,
        "meaning": entry.near.meaning,
        "vote": one.vote,
        "text": one.text,
        "diff": entry.near.diff,
        "left_out": entry.left_out,
        "also": [{"symbol": symbol, "paragraph": paragraph} for symbol, paragraph in entry.near.also],
    }
