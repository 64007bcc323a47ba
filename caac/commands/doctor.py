"""`caac doctor`: disk, clock, databases, last runs, delivery."""

from __future__ import annotations

import sys

import click

from alerts.settings import load
from caac.context import Data, json_option, now, pass_data, print_json
from scheduler.doctor import examine

_SIGN = {"well": "ok  ", "look": "look", "ill": "ILL "}


@click.command()
@json_option
@pass_data
def command(data: Data, as_json: bool) -> None:
    """Say how this monitor is doing; exits 1 when something is broken."""
    found = examine(data.folder, now(), load(data.folder / "alerts.yaml"))
    if as_json:
        print_json(found)
    else:
        for one in found:
            click.echo(f"{_SIGN[one.state]}  {one.what}: {one.words}")
    sys.exit(1 if any(one.state == "ill" for one in found) else 0)
