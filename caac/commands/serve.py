"""`caac serve`: the site alone, over the database that is there."""

from __future__ import annotations

import click

from caac.context import Data, pass_data, say
from datasette_config import serve


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--port", default=8001, show_default=True, type=click.IntRange(0, 65535), help="Port; 0 takes a free one."
)
@pass_data
def command(data: Data, host: str, port: int) -> None:
    """Serve the site (Datasette) until ctrl-C; crawls may go on meanwhile."""
    bound = serve.listen(host, port)
    say(f"the site is at {serve.address(bound)}")
    serve.serve_on(data.public, bound)
