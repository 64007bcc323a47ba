"""`caac demo`: the main job on the built-in sample world, then the site."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from caac.context import Data, json_option, now, print_json, say
from caac.demo.show import Shown, prepare, show
from datasette_config.serve import serve


@click.command()
@click.option("--once", is_flag=True, help="Do the round, print the report and exit.")
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8001, show_default=True, type=click.IntRange(0, 65535))
@json_option
@click.pass_context
def command(ctx: click.Context, once: bool, host: str, port: int, as_json: bool) -> None:
    """Crawl the built-in sample world, store, alert, and open the site. Needs no network."""
    given = ctx.find_root().params.get("folder")
    data = prepare(Path(given) if given else Path("demo-data"))
    shown = show(data, now, say)
    if as_json:
        print_json({"rounds": [[asdict(r) for r in reports] for reports in shown.rounds], "messages": shown.messages})
    else:
        _tell(shown, data)
    if not once:
        say(f"\nThe site: http://{host}:{port}/  (ctrl-C ends it)")
        serve(data.folder, host, port)


def _tell(shown: Shown, data: Data) -> None:
    say(f"\n{len(shown.messages)} alerts arrived at the demonstration's own receiver:")
    for message in shown.messages:
        say("\n" + "\n".join(f"  | {row}" for row in message.strip().splitlines()[:14]))
    say(f"\nAll of it is invented; database and archive lie in {data.folder}. It took {shown.seconds:.0f} s.")
