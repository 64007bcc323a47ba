"""`caac redact`: take bytes down on request; digest and reason stay in the chain."""

from __future__ import annotations

import click

from caac.context import Data, pass_data, say
from db.archive.redact import redact
from db.store.store import Store


@click.command()
@click.argument("record")
@click.option("--reason", required=True, help="Why, in words that may be published.")
@pass_data
def command(data: Data, record: str, reason: str) -> None:
    """Remove a document (by its SHA-256) or a news item (by its number) from archive and pages."""
    with data.writer() as db:
        done = redact(Store(db), data.archive(), record, reason)
    for line in done:
        say(line)
