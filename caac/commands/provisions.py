"""`caac provisions`: child provisions, graded."""

from __future__ import annotations

import click

from caac.context import Data, json_option, pass_data, print_json, say
from db.workbench import paragraphs, provisions, symbol_of


@click.command()
@click.argument("symbol", required=False)
@json_option
@pass_data
def command(data: Data, symbol: str | None, as_json: bool) -> None:
    """Child provisions of SYMBOL, or of all texts: 1 in passing, 2 preambular, 3 operative."""
    with data.reader() as public:
        named = symbol_of(public, symbol) if symbol else None
        if named:
            paragraphs(public, named, "en")  # only English is graded: without its words there is no answer, not "none"
        found = provisions(public, named)
    if as_json:
        print_json(found)
        return
    for row in found:
        click.echo(
            f"{row['symbol']}, {row['paragraph']}: grade {row['grade']} ({', '.join(row['themes']) or 'no theme'})"
        )
        click.echo(f"  {row['quote']}")
    if not found:
        say("no child provision")
