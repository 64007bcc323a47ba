"""`caac compare`: two texts paragraph by paragraph."""

from __future__ import annotations

import click

from caac.context import Data, json_option, pass_data, print_json, say
from db.workbench import paragraphs, symbol_of
from reading.workbench.compare import compare, summary
from records.readings import Pairing


@click.command()
@click.argument("old")
@click.argument("new")
@click.option("--lang", default="en", show_default=True, help="Language of both texts.")
@click.option("--children", is_flag=True, help="Only paragraphs that concern children.")
@json_option
@pass_data
def command(data: Data, old: str, new: str, lang: str, children: bool, as_json: bool) -> None:
    """What NEW kept, changed, added and dropped of OLD (2765 2808, or full symbols)."""
    with data.reader() as public:
        symbols = symbol_of(public, old), symbol_of(public, new)
        sides = [paragraphs(public, symbol, lang) for symbol in symbols]
    found = compare(sides[0], sides[1], lang)
    shown = [row for row in found if row.child] if children else found
    if as_json:
        print_json([_plain(row) for row in shown])
        return
    if symbols[0] == symbols[1]:
        say(f"{symbols[0]} is compared with itself: name two texts")
    click.echo(f"{symbols[0]} → {symbols[1]}: {summary(found)}")
    for row in shown:
        force = f", {row.force}" if row.force else ""
        click.echo(f"{row.old or '-'} → {row.new or '-'}: {row.status}{force}{' [children]' if row.child else ''}")
        if row.status != "kept":
            click.echo("  " + " ".join(words if op == "=" else f"[{op}{words}]" for op, words in row.diff))


def _plain(row: Pairing) -> dict[str, object]:
    return {
        "old_paragraph": row.old,
        "new_paragraph": row.new,
        "status": row.status,
        "child": row.child,
        "similarity": row.similarity,
        "diff": row.diff,
        "force": row.force or None,
    }
