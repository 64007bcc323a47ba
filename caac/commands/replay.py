"""`caac replay`: rebuild the database from the archive, without a network."""

from __future__ import annotations

from pathlib import Path

import click

from alerts.round import only_one
from caac.context import Data, json_option, pass_data, print_json, progress, say
from caac.demo.show import MARK as SAMPLE_MARK
from db.connect import open_writer
from db.replacing import replace, replacing
from db.store.reference import save_reference
from db.store.store import Store
from reading import RULES_VERSION
from records.errors import StoreError
from scheduler.replay import replay


@click.command()
@click.option(
    "--into", type=click.Path(path_type=Path), help="Write the rebuilt database here and leave the live one alone."
)
@json_option
@pass_data
def command(data: Data, into: Path | None, as_json: bool) -> None:
    """Rebuild caac.db from the archive; the live file is replaced only when all went well."""
    if into is None:
        # Neither a service nor a crawl may go on writing into the file that is replaced.
        with only_one(data.private), replacing(data.public):
            count = _rebuild(data, data.public.with_suffix(".replayed"))
            replace(data.public, data.public.with_suffix(".replayed"), data.private)
    elif into.exists():
        raise StoreError(f"{into} exists already")
    else:
        count = _rebuild(data, into)
    if as_json:
        print_json({"events": count, "database": str(into or data.public)})
    else:
        say(f"{count} events replayed into {into or data.public}")
        if into is None:
            say("A site that runs shows the former file until it is started again.")


def _rebuild(data: Data, fresh: Path) -> int:
    archive = data.archive()
    total = sum(1 for _ in archive.events())
    if not total:
        raise StoreError(f"the archive in {data.folder} is empty; there is nothing to replay")
    fresh.unlink(missing_ok=True)
    db = open_writer(fresh)
    store = Store(db, RULES_VERSION)
    save_reference(store, sample=(data.folder / SAMPLE_MARK).exists())
    with progress(replay(archive, store), "Replaying", length=total) as lines:
        count = sum(1 for _ in lines)
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    db.close()
    return count
