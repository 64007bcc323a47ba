"""`caac replay`: rebuild the database from the archive, without a network."""

from __future__ import annotations

from pathlib import Path

import click

from caac.context import Data, json_option, pass_data, print_json, progress, say
from caac.demo.show import MARK as SAMPLE_MARK
from db.connect import open_writer
from db.reference import save_reference
from db.store import Store
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
    archive = data.archive()
    total = sum(1 for _ in archive.events())
    if not total:
        raise StoreError(f"the archive in {data.folder} is empty; there is nothing to replay")
    fresh = into or data.public.with_suffix(".replayed")
    if fresh.exists():
        if into:
            raise StoreError(f"{into} exists already")
        fresh.unlink()
    db = open_writer(fresh)
    store = Store(db, RULES_VERSION)
    save_reference(store, sample=(data.folder / SAMPLE_MARK).exists())
    with progress(replay(archive, store), "Replaying", length=total) as lines:
        count = sum(1 for _ in lines)
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    db.close()
    if into is None:
        fresh.replace(data.public)
        for leftover in ("-wal", "-shm"):
            data.public.with_name(data.public.name + leftover).unlink(missing_ok=True)
    if as_json:
        print_json({"events": count, "database": str(into or data.public)})
    else:
        say(f"{count} events replayed into {into or data.public}")
