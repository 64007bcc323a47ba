"""`caac verify`: the evidence chain of one record, or of all."""

from __future__ import annotations

import sys

import click

from caac.context import Data, json_option, pass_data, print_json, say
from db.archive.verify import verify


@click.command()
@click.argument("record", required=False)
@json_option
@pass_data
def command(data: Data, record: str | None, as_json: bool) -> None:
    """Check record, document, archived bytes and log against each other; exits 1 when anything is broken."""
    with data.reader() as connection:
        report = verify(connection, data.archive(), record)
    if as_json:
        print_json(report)
    else:
        for finding in (*report.redacted, *report.broken):
            say(f"{finding.place}: {finding.reason}")
        say(f"{report.checked} checked, {len(report.redacted)} redacted, {len(report.broken)} broken")
    if report.broken:
        sys.exit(1)
