"""`caac serve`: the site alone, over the database that is there."""

from __future__ import annotations

import click

from caac.context import Data, pass_data, say
from datasette_config.serve import serve

PORT = click.IntRange(0, 65535)


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8001, show_default=True, type=PORT, help="Port; 0 takes a free one.")
@pass_data
def command(data: Data, host: str, port: int) -> None:
    """Serve the site (Datasette) until ctrl-C; crawls may go on meanwhile."""
    serve(data.folder, host, port, told=lambda url: say(f"the site is at {url}"))
