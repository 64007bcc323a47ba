"""`caac lineage`: one child clause from its first use to what became of it."""

from __future__ import annotations

import click

from caac.context import Data, json_option, pass_data, print_json, say
from db.lineage import family
from db.workbench import symbol_of


@click.command()
@click.argument("symbol")
@click.argument("paragraph")
@click.option("--all", "whole", is_flag=True, help="The whole family: what else came of the first use.")
@json_option
@pass_data
def command(data: Data, symbol: str, paragraph: str, whole: bool, as_json: bool) -> None:
    """From first use to what became of it: the clause in PARAGRAPH of SYMBOL."""
    with data.reader() as public:
        found = family(public, symbol_of(public, symbol), paragraph, whole)
    if as_json:
        print_json(found)
        return
    if first := next((row for row in found if row["old_paragraph"]), None):
        say(f"first use: {first['old']}, paragraph {first['old_paragraph']}")
    for row in found:
        old = f"{row['old']} ({row['old_paragraph']})" if row["old_paragraph"] else f"{row['old']} (not there)"
        new = f"{row['new']} ({row['new_paragraph']})" if row["new_paragraph"] else f"{row['new']} (gone)"
        click.echo(f"{row['mandate'] or 'taken over'}: {old} → {new}: {row['step']}")
    if not found:
        say("no earlier and no later text has this clause, or the paragraph does not provide for children")
