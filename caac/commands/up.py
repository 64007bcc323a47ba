"""`caac up`: the monitor, live: scheduler, alerts and site in one terminal."""

from __future__ import annotations

import logging
import os

import click

from alerts.settings import load as load_alerts
from caac.commands.crawl import chosen
from caac.context import Data, pass_data, say
from crawlers.job import Settings
from datasette_config.serve import start
from db.store.reference import save_reference
from db.store.store import Store
from reading import RULES_VERSION
from scheduler.service import run


def log_plainly() -> None:
    """Our own lines alone: APScheduler is chatty, and httpx writes out addresses, in which tokens of webhooks stand."""
    logging.basicConfig(format="%(asctime)s %(message)s", datefmt="%H:%M:%S", level=logging.INFO)
    for name in ("apscheduler", "httpx"):
        logging.getLogger(name).setLevel(logging.WARNING)


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8001, show_default=True, type=click.IntRange(0, 65535), help="Port of the site.")
@click.option(
    "--alerts-port", default=8002, show_default=True, type=click.IntRange(1, 65535), help="Of the alerts app."
)
@pass_data
def command(data: Data, host: str, port: int, alerts_port: int) -> None:
    """Crawl each source when it is due, alert, and serve the site, until ctrl-C or SIGTERM."""
    log_plainly()
    crawling = Settings.from_env(os.environ)
    if not crawling.contact:
        say("CAAC_CONTACT is not set: sources cannot tell whom to write to about this crawler (see docs/live.md)")
    sources = {source.id: source for source in chosen(data, ())}
    with data.writer() as db:
        save_reference(Store(db, RULES_VERSION))
    site = start(data.folder, host, port)
    say(f"{len(sources)} sources; the site is at {site.url} (ctrl-C ends everything)")
    try:
        run(data.folder, sources, crawling, load_alerts(data.folder / "alerts.yaml"), host, alerts_port)
    finally:
        site.stop()
