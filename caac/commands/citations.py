"""`caac citations`: what a text cites, and what cites it."""

from __future__ import annotations

import click

from caac.context import Data, json_option, pass_data, print_json
from db.workbench import citations, symbol_of


@click.command()
@click.argument("symbol")
@json_option
@pass_data
def command(data: Data, symbol: str, as_json: bool) -> None:
    """Resolutions, statements and documents that SYMBOL cites in its body, and the resolutions that cite it."""
    with data.reader() as public:
        name = symbol_of(public, symbol)
        found = citations(public, name)
    if as_json:
        print_json(found)
        return
    click.echo(name)
    for label in ("cites", "cited_by", "statements", "documents"):
        click.echo(f"  {label.replace('_', ' ')}: {', '.join(found[label]) or 'none'}")
