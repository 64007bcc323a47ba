"""`caac lineage`: one child clause through the renewals of its mandate."""

from __future__ import annotations

import click

from caac.context import Data, json_option, pass_data, print_json, say
from db.lineage import family
from db.workbench import symbol_of


@click.command()
@click.argument("symbol")
@click.argument("paragraph")
@json_option
@pass_data
def command(data: Data, symbol: str, paragraph: str, as_json: bool) -> None:
    """From first use to what became of it: the clause in PARAGRAPH of SYMBOL."""
    with data.reader() as public:
        found = family(public, symbol_of(public, symbol), paragraph)
    if as_json:
        print_json(found)
        return
    for row in found:
        old = f"{row['old']} ({row['old_paragraph']})" if row["old_paragraph"] else f"{row['old']} (not there)"
        new = f"{row['new']} ({row['new_paragraph']})" if row["new_paragraph"] else f"{row['new']} (gone)"
        click.echo(f"{row['mandate']}: {old} → {new}: {row['step']}")
    if not found:
        say("no renewal of a mandate carries a child clause of this paragraph")
