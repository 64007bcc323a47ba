"""`caac publish`: a public snapshot of the database, without anything invented or private."""

from __future__ import annotations

from pathlib import Path

import click

from caac.context import Data, pass_data, say
from db.backup import publish


@click.command()
@click.argument("target", type=click.Path(dir_okay=False, path_type=Path))
@pass_data
def command(data: Data, target: Path) -> None:
    """Write a checked snapshot of caac.db to TARGET for serving elsewhere; refuses the sample world."""
    publish(data.public, target)
    say(f"published {target} ({target.stat().st_size / 1e6:.1f} MB)")
