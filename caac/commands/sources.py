"""`caac sources`: the catalogue with the health of each source; `caac sources add URL` finds feeds of a site."""

from __future__ import annotations

import os
import sqlite3
import tempfile
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from caac.context import Data, json_option, now, pass_data, print_json, say
from crawlers.catalogue import SOURCES, load
from crawlers.feed_finding import FoundFeed, found_feeds, source_of, to_yaml
from crawlers.job import Job, Settings, run_child
from crawlers.kinds import Held
from crawlers.spool import read
from db.rounds import HORIZON, field_shares, past_rounds
from records.errors import BadInput
from records.fetching import Fetch, Source
from scheduler.due import failures_in_a_row, next_run
from scheduler.health import Fields, judge
from scheduler.jobs import past_of

_LIMIT = 120.0


@click.group(invoke_without_command=True)
@json_option
@pass_data
@click.pass_context
def command(context: click.Context, data: Data, as_json: bool) -> None:
    """The catalogue with health: last success, last new item, silence, failures, next run."""
    if context.invoked_subcommand:
        return
    catalogue = load(SOURCES, data.sources)
    rows = sorted(states(data, list(catalogue.sources.values())), key=lambda row: (row["priority"], row["id"]))
    if as_json:
        print_json(rows)
    else:
        for row in rows:
            click.echo(f"{row['id']:24} {row['state']:8} {row['last_new'] or '-':25} {row['reason']}")
    for error in catalogue.errors:
        say(f"source left out: {error}")


def states(data: Data, sources: list[Source]) -> list[dict[str, Any]]:
    """One row per source; without a database every source is new."""
    if not data.public.exists():
        return [_row(source, None, now()) for source in sources]
    with data.reader() as connection:
        return [_row(source, connection, now()) for source in sources]


def _row(source: Source, connection: sqlite3.Connection | None, moment: datetime) -> dict[str, Any]:
    rounds = past_rounds(connection, source.id, moment - HORIZON) if connection else []
    fields = [Fields(*share) for share in field_shares(connection, source.id)] if connection else []
    past = past_of(rounds)
    health = judge(source, past, fields, moment)
    newest = max((one.started for one in past if one.new), default=None)
    return {
        "id": source.id,
        "title": source.title,
        "kind": source.kind,
        "url": source.url,
        "language": list(source.language),
        "region": source.region,
        "priority": source.priority,
        "certainty": source.certainty,
        "state": health.state,
        "reason": health.reason,
        "last_round": max((one.started for one in past), default=None),
        "last_success": max((one.started for one in past if one.outcome in {"ok", "unchanged"}), default=None),
        "last_new": newest.isoformat() if newest else None,
        "silence_days": round((moment - newest).total_seconds() / 86400, 2) if newest else None,
        "normal_silence_days": source.silence_days,
        "failures": failures_in_a_row(past),
        "next_run": next_run(source, past, moment),
    }


@command.command("add")
@click.argument("url")
@click.option("--id", "name", default="", help="Id of the new source; made of the host's name otherwise.")
@click.option("--feed", "number", type=int, default=1, help="Which of the feeds found, counted from 1.")
@click.option("--dry-run", is_flag=True, help="Show what was found and write nothing.")
@json_option
@pass_data
def add(data: Data, url: str, name: str, number: int, dry_run: bool, as_json: bool) -> None:
    """Find the feeds of a site, show what they hold, write a source file into the data folder."""
    feeds, fetches = discover(url if "://" in url else f"https://{url}")
    if not feeds:
        bad = next((f for f in fetches if f.outcome != "fetched"), None)
        raise BadInput(f"no feed found at {url}" + (f": {bad.url} {bad.outcome}: {bad.reason}" if bad else ""))
    if not 1 <= number <= len(feeds):
        raise BadInput(f"--feed {number}: {len(feeds)} feeds were found")
    source = source_of(feeds[number - 1], name)
    text = to_yaml(source, f"found at {now():%Y-%m-%d}, when it answered with {len(feeds[number - 1].items)} items")
    path = None if dry_run else _write(data, source, text)
    if as_json:
        print_json({"feeds": [_told(feed) for feed in feeds], "source": asdict(source), "file": str(path or "")})
        return
    for count, feed in enumerate(feeds, 1):
        newest = f"{feed.newest:%Y-%m-%d %H:%M}" if feed.newest else "no dates"
        click.echo(f"{count}. {feed.url}  {len(feed.items)} items, newest {newest}")
        for item in feed.items[:3]:
            click.echo(f"     {item.title}")
    click.echo(f"\n{path}:\n{text}" if path else f"\n{text}")


def discover(url: str) -> tuple[list[FoundFeed], list[Fetch]]:
    """Feeds of a site, asked for by a crawl of its own in a child process, and all that was asked."""
    if not url.startswith(("http://", "https://")) or len(url.split()) != 1:
        raise BadInput(f"{url!r} is not a web address")
    with tempfile.TemporaryDirectory(prefix="caac-find-") as folder:
        site = Source("found", url, url, "site_feeds", url)
        ended = run_child(Job(site, Held(), Path(folder), Settings.from_env(os.environ)), _LIMIT)
        brought = list(read(Path(folder)))
        if not ended.ok and not brought:
            raise BadInput(f"{url}: {ended.reason}")
    return found_feeds(document for _, document in brought if document), [fetch for fetch, _ in brought]


def _told(feed: FoundFeed) -> dict[str, Any]:
    titles = [item.title for item in feed.items[:5]]
    return {"url": feed.url, "items": len(feed.items), "newest": feed.newest, "titles": titles}


def _write(data: Data, source: Source, text: str) -> Path:
    known = load(SOURCES, data.sources).sources
    if source.id in known:
        raise BadInput(f"a source is called {source.id!r} already; name the new one with --id")
    if same := next((s for s in known.values() if s.url == source.url), None):
        raise BadInput(f"the source {same.id!r} reads {source.url} already")
    data.sources.mkdir(parents=True, exist_ok=True)
    path = data.sources / f"{source.id}.yaml"
    path.write_text(text, encoding="utf-8")
    wrong = load(data.sources).errors
    if mine := [error for error in wrong if error.startswith(path.name)]:
        path.unlink()
        raise BadInput(mine[0])
    return path
