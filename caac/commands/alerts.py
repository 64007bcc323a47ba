"""`caac alerts`: who wants to hear of what, and what was told."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

import click

from alerts.audit import NOT_DUE
from alerts.audit import audit as find_missed
from alerts.exchange import read_yaml, write_yaml
from alerts.round import run as run_round
from alerts.subscribing import DEFAULT_KINDS, channels_at, check, check_places, check_reachable, subscribe
from alerts.trying import try_out
from caac.alerting import WEEKDAYS, addresses_of, private, settings, shown, warn
from caac.context import Data, json_option, now, pass_data, print_json, say
from db.private.outbox import matches_of
from db.private.subscriptions import channels, frequency, set_state, subscription, subscriptions
from records.alerts import KINDS, Subscription
from records.errors import BadInput


@click.group()
def command() -> None:
    """Alerts: add, preview, list, pause, remove, run, audit, import and export."""


def search_options(given: click.decorators.FC) -> click.decorators.FC:
    """What `add` and `preview` have in common."""
    kinds = click.option("--kind", "kinds", multiple=True, metavar="KIND", help=f"Of {', '.join(KINDS)}; repeatable.")
    languages = click.option("--lang", "languages", multiple=True, help="Only texts in this language; repeatable.")
    lead = click.option("--lead-days", default=45, show_default=True, help="How long before a mandate ends.")
    return kinds(languages(lead(given)))


@command.command()
@click.argument("name")
@click.argument("search", default="")
@click.option("--to", "addresses", multiple=True, required=True, help="E-mail, webhook, apprise address, or feed.")
@search_options
@click.option("--why", default="", help="A note to yourself, sent back with each message.")
@click.option("--owner", default="", help="E-mail address that hears of paused channels.")
@click.option("--frequency", "how_often", default="at once", show_default=True, help="at once, hourly, daily, weekly.")
@click.option("--at", "hour", default="08:00", show_default=True, help="Local time of daily and weekly messages.")
@click.option("--weekday", type=click.Choice(WEEKDAYS), default="monday", show_default=True)
@click.option("--timezone", default="UTC", show_default=True, help="Like Africa/Kinshasa.")
@click.option("--quiet", default="", help="Local hours without messages: 22:00-07:00.")
@click.option("--cap", default=20, show_default=True, help="Messages a day; the rest comes as one digest.")
@click.option("--silence-days", default=7, show_default=True, help="After so many: nothing new, with proof. 0 never.")
@click.option("--secret", default="", help="Key of a webhook's signature, where its receiver has one already.")
@click.option("--test/--no-test", default=True, help="Send a first message now; an address that refuses is refused.")
@json_option
@pass_data
def add(
    data: Data, name: str, search: str, addresses: tuple[str, ...], kinds: tuple[str, ...], languages: tuple[str, ...],
    lead_days: int, why: str, owner: str, how_often: str, hour: str, weekday: str, timezone: str, quiet: str, cap: int,
    silence_days: int, secret: str, test: bool, as_json: bool,
) -> None:  # fmt: skip
    """Hear of what answers to SEARCH from now on.

    caac alerts add "DRC schools" "school* situation:COD" --to me@example.org --why "brief of June"
    """
    wanted = Subscription(
        name, search, kinds or DEFAULT_KINDS, why, owner, languages, frequency(how_often), hour,
        WEEKDAYS.index(weekday), timezone, quiet, cap, lead_days, silence_days,
    )  # fmt: skip
    held = settings(data)
    check(wanted)
    reached = channels_at(addresses, held, secret)
    if test:
        check_reachable(wanted, reached, now(), held)
    made = subscribe(data.private, data.public, name, search, reached, now(), held, wanted)
    warn(data, made)
    if as_json:
        print_json(shown(data, made))
    else:
        say(f"alert {made.name!r} is set: it tells of what comes from now on")
        for line in addresses_of(data, made):
            say(f"  {line}")


@command.command()
@click.argument("search", default="")
@search_options
@click.option("--days", default=100, show_default=True)
@json_option
@pass_data
def preview(
    data: Data, search: str, kinds: tuple[str, ...], languages: tuple[str, ...], lead_days: int, days: int,
    as_json: bool,
) -> None:  # fmt: skip
    """What SEARCH would have fired on in the last DAYS days, before you set it."""
    wanted = check(Subscription("preview", search, kinds or DEFAULT_KINDS, languages=languages, lead_days=lead_days))
    with data.reader() as connection:
        check_places(connection, wanted.query)
        tried = try_out(connection, wanted, now(), days)
    if as_json:
        found = [
            {"day": m.day, "kind": m.kind, "key": m.key, "title": m.title, "quotes": [q.text for q in m.quotes]}
            for m in tried.matches
        ]
        print_json({"days": tried.days, "matches": found, "a_day": round(tried.a_day, 2), "deluge": tried.deluge})
        return
    for match in tried.matches[-50:]:
        click.echo(f"{match.day or '          '}  {match.kind:<10} {match.title}")
    months = Counter(match.kind for match in tried.matches)
    say(f"{len(tried.matches)} in {tried.days} days: " + (", ".join(f"{n} {k}" for k, n in months.items()) or "none"))
    if tried.deluge:
        say(f"warning: {tried.a_day:.0f} a day is a deluge; narrow the search or choose a digest")


@command.command(name="list")
@json_option
@pass_data
def list_(data: Data, as_json: bool) -> None:
    """All alerts."""
    with private(data) as db:
        held = subscriptions(db)
    if as_json:
        print_json([shown(data, one) for one in held])
        return
    for one in held:
        search = one.query or "everything"
        click.echo(f"{one.name}: {search} [{', '.join(one.kinds)}] {one.frequency.replace('_', ' ')}, {one.state}")


@command.command()
@click.argument("name")
@json_option
@pass_data
def show(data: Data, name: str, as_json: bool) -> None:
    """One alert: its search, channels and what it told lately."""
    with private(data) as db:
        held = subscription(db, name)
    told = shown(data, held)
    if as_json:
        print_json(told)
        return
    for field, value in told.items():
        if field not in {"channels", "recent"}:
            click.echo(f"{field}: {', '.join(value) if isinstance(value, tuple) else value}")
    for line in addresses_of(data, held):
        click.echo(f"channel {line}")
    with private(data) as db:
        for match in matches_of(db, held.id, 20):
            click.echo(f"told {match.at:%Y-%m-%d %H:%M} {match.kind} {match.title}")


def _state(data: Data, name: str, state: str) -> None:
    with private(data) as db:
        held = set_state(db, name, {"pause": "paused", "resume": "active", "remove": "removed"}[state])  # type: ignore[arg-type]
    say(f"alert {held.name!r}: {held.state}")


@command.command()
@click.argument("name")
@pass_data
def pause(data: Data, name: str) -> None:
    """Stop an alert for a while; what comes meanwhile is told when it is resumed."""
    _state(data, name, "pause")


@command.command()
@click.argument("name")
@pass_data
def resume(data: Data, name: str) -> None:
    """Go on with a paused alert, and with its paused channels."""
    _state(data, name, "resume")


@command.command()
@click.argument("name")
@pass_data
def remove(data: Data, name: str) -> None:
    """End an alert. What it told stays on record."""
    _state(data, name, "remove")


@command.command()
@json_option
@pass_data
def run(data: Data, as_json: bool) -> None:
    """Match what is new and deliver what waits, once. The service does this by itself."""
    report = run_round(data.public, data.private, now(), settings(data))
    if as_json:
        print_json(report)
    else:
        say(
            f"{report.matched} matches, {report.composed} messages, {report.delivered} delivered, "
            f"{report.waiting} waiting"
        )


@command.command()
@json_option
@pass_data
def audit(data: Data, as_json: bool) -> None:
    """Replay all alerts against the database; lists what was not delivered, and exits 1 if any of it is late."""
    with data.reader() as connection, private(data) as db:
        missed = find_missed(connection, db, now())
    late = [one for one in missed if one.why != NOT_DUE]
    if as_json:
        print_json(missed)
    else:
        for one in missed:
            click.echo(f"{one.subscription}: {one.kind} {one.key} {one.title}: {one.why}")
        say(f"{len(late)} missed, {len(missed) - len(late)} not due yet")
    sys.exit(1 if late else 0)


@command.command()
@click.argument("path", type=click.Path(path_type=Path), required=False)
@pass_data
def export(data: Data, path: Path | None) -> None:
    """All alerts as YAML, to PATH or standard output. Secrets and tokens stay here."""
    with private(data) as db:
        text = write_yaml([(held, channels(db, held.id)) for held in subscriptions(db)])
    if path:
        path.write_text(text, encoding="utf-8")
    else:
        click.echo(text, nl=False)


@command.command(name="import")
@click.argument("path", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@pass_data
def import_(data: Data, path: Path) -> None:
    """Set up the alerts of a YAML file; those whose name is taken are left as they are."""
    try:
        wanted = read_yaml(path.read_text(encoding="utf-8"), str(path))
    except UnicodeDecodeError as error:
        raise BadInput(f"{path}: not UTF-8: {error}") from error
    held, made = settings(data), 0
    with private(data) as db:
        taken = {one.name for one in subscriptions(db)}
    for one, addresses in wanted:
        check(one)
        channels_at(addresses, held)
        if data.public.is_file():
            with data.reader() as connection:
                check_places(connection, one.query)
    for one, addresses in wanted:
        if one.name not in taken:
            subscribe(data.private, data.public, one.name, one.query, addresses, now(), held, one)
            made += 1
    say(f"{made} alerts set, {len(wanted) - made} were there already")
