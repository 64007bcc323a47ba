"""`caac crawl`: one round over all sources, or those named."""

from __future__ import annotations

import os
import sys
from dataclasses import asdict

import click

from alerts.round import run
from alerts.settings import load as load_alerts
from caac.context import Data, json_option, now, pass_data, print_json, progress, say
from crawlers.catalogue import SOURCES, load
from crawlers.job import Settings
from db.store.reference import save_reference
from db.store.store import Store
from reading import RULES_VERSION
from records.errors import BadInput
from records.fetching import Source
from scheduler.asks import tell_asks
from scheduler.derive import derive_logged
from scheduler.ingest import RoundReport
from scheduler.jobs import told
from scheduler.rounds import crawl_sources


def chosen(data: Data, names: tuple[str, ...]) -> list[Source]:
    """The sources called `names`, or all of the catalogue."""
    catalogue = load(SOURCES, data.sources)
    for error in catalogue.errors:
        say(f"source left out: {error}")
    known = catalogue.sources
    if unknown := [name for name in names if name not in known]:
        raise BadInput(f"unknown source {unknown[0]!r}; `caac sources` lists them")
    return [known[name] for name in names] if names else list(known.values())


@click.command()
@click.argument("sources", nargs=-1)
@json_option
@pass_data
def command(data: Data, sources: tuple[str, ...], as_json: bool) -> None:
    """One round: fetch what is new, store it, say what changed. Exits 1 if a source failed."""
    wanted, settings = chosen(data, sources), Settings.from_env(os.environ)
    reports: list[RoundReport] = []
    with data.writer() as db:
        store, archive = Store(db, RULES_VERSION), data.archive()
        save_reference(store)
        rounds = crawl_sources(store, archive, wanted, settings, now)
        with progress(rounds, "Crawling", length=len(wanted)) as carried:
            for report in carried:
                reports.append(report)
                if not as_json:
                    say(told(report))
        derive_logged(archive, store, now())
    if data.private.exists():
        tell_asks(data.public, data.private, load_alerts(data.folder / "alerts.yaml").app, now())
        sent = run(data.public, data.private, now(), load_alerts(data.folder / "alerts.yaml"))
        say(f"alerts: {sent.matched} matched, {sent.delivered} delivered, {sent.waiting} waiting")
    if as_json:
        print_json([asdict(report) for report in reports])
    if any(report.outcome not in ("ok", "unchanged") for report in reports):
        sys.exit(1)
