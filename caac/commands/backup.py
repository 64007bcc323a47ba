"""`caac backup`: a safe copy of both databases while everything runs."""

from __future__ import annotations

from pathlib import Path

import click

from caac.context import Data, now, pass_data, say
from db.backup import backup


@click.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@pass_data
def command(data: Data, folder: Path) -> None:
    """Copy caac.db and private.db into FOLDER, checked, with the time in their names."""
    folder.mkdir(parents=True, exist_ok=True)
    stamp = now().strftime("%Y%m%dT%H%M%SZ")
    for path in (data.public, data.private):
        if path.exists():
            copy = folder / f"{path.stem}-{stamp}.db"
            backup(path, copy)
            say(f"{path.name} copied to {copy}")
    say(f"The archive ({data.folder / 'archive'}) is append-only: copy it with any tool, at any time.")
