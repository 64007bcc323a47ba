"""From a new item in a feed on loopback to the webhook, beyond the poll interval: `python -m benchmarks.latency`.

The real service; the source's interval is a minute, the item appears just before a poll is due.
"""

from __future__ import annotations

import tempfile
import time
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from alerts.subscribing import subscribe
from benchmarks.torture import World, house, web_server
from db.connect import open_writer
from records.alerts import Subscription
from scheduler.jobs import next_time
from scheduler.service import Service, utc_now

TIMES = 3


def main() -> None:
    world = World(items=1)
    server = web_server(world)
    web = f"http://127.0.0.1:{server.server_port}"
    with tempfile.TemporaryDirectory() as folder:
        made = house(Path(folder), web, "")
        made.sources = {"herald": replace(made.sources["herald"], interval_minutes=1)}
        with closing(open_writer(made.public)):
            pass
        wanted = Subscription("a", "pupils", ("news",), cap=1000)
        subscribe(made.private, made.public, "a", "pupils", [f"{web}/hook"], utc_now(), made.alerts, wanted)
        service = Service(made)
        service.start()
        for number in range(TIMES):
            while len(world.hooks) <= number:
                time.sleep(0.02)
            due = next_time(made, made.sources["herald"])
            world.items += 1
            while len(world.hooks) <= number + 1:
                time.sleep(0.02)
            print(f"{(utc_now() - due) / timedelta(seconds=1):.2f} s after the poll was due")
        service.stop()
    server.shutdown()


if __name__ == "__main__":
    main()
