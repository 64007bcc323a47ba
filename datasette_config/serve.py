"""Datasette on the live `caac.db`, with this folder as its configuration.

`serve` serves until SIGTERM; `start` hands back the address and goes on. Both use child processes, so that a crawl
beside them never slows a page. The database is opened read-only and never with `immutable=1`: a crawler
writes to it meanwhile (WAL). No settings are given by hand, because Datasette then ignores settings.json.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

import httpx
import uvicorn
from datasette.app import Datasette

from records.errors import BadInput, StoreError

CONFIG = Path(__file__).parent


def datasette(database: Path) -> Datasette:
    """The site over one database file."""
    if not database.is_file():
        raise StoreError(f"no database at {database}; `caac crawl`, `caac import` or `caac demo` makes one")
    return Datasette(files=[str(database)], config_dir=CONFIG)


def listen(host: str, port: int) -> socket.socket:
    """A listening socket; port 0 takes a free one. Says plainly when the address is taken."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    bound = socket.socket(family, socket.SOCK_STREAM)
    try:
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind((host, port))
        bound.listen(1024)
    except (OSError, OverflowError) as error:
        bound.close()
        raise BadInput(f"cannot listen on {host}:{port}: {error}") from error
    bound.set_inheritable(True)
    return bound


def address(bound: socket.socket) -> str:
    """The URL of a listening socket."""
    host, port = bound.getsockname()[:2]
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"


def _quiet(_signal: int, _frame: FrameType | None) -> None:
    """uvicorn stops on the signal and then raises it again; here it has done its work."""


def _work(database: Path, bound: socket.socket) -> None:
    """Serve on `bound` in this process until SIGTERM or SIGINT, or until standard input ends (the parent is gone)."""
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, _quiet)
    config = uvicorn.Config(
        datasette(database).app(),
        log_level="warning",
        access_log=False,
        lifespan="on",
        timeout_graceful_shutdown=5,
        timeout_keep_alive=65,  # longer than proxies and browsers keep a connection, so that they end it, not we
    )
    server = uvicorn.Server(config)

    def watch() -> None:
        while os.read(0, 1024):
            pass
        server.should_exit = True

    threading.Thread(target=watch, daemon=True).start()
    server.run(sockets=[bound])


@dataclass(frozen=True, slots=True)
class Site:
    """A site running in child processes that share one socket."""

    url: str
    workers: tuple[subprocess.Popen[bytes], ...]

    def stop(self) -> None:
        """Ask them to stop and wait until they have; a second call does nothing."""
        for worker in self.workers:
            if worker.poll() is None:
                worker.terminate()
        for worker in self.workers:
            try:
                worker.wait(timeout=15)
            except subprocess.TimeoutExpired:
                worker.kill()
                worker.wait()
            if worker.stdin:
                worker.stdin.close()

    def running(self) -> bool:
        """Whether every worker is alive."""
        return all(worker.poll() is None for worker in self.workers)


def start(data_folder: Path, host: str = "127.0.0.1", port: int = 8001, workers: int = 0) -> Site:
    """Serve `caac.db` of `data_folder` from child processes (one per core, two at most); returns once a page answered.

    They end with this process, however it ends. Raises StoreError without a database, BadInput when the port is taken.
    """
    database = data_folder / "caac.db"
    if not database.is_file():
        raise StoreError(f"no database at {database}; `caac crawl`, `caac import` or `caac demo` makes one")
    with listen(host, port) as bound:
        command = [sys.executable, "-m", "datasette_config.serve", str(database.resolve()), str(bound.fileno())]
        started = tuple(
            subprocess.Popen(command, stdin=subprocess.PIPE, pass_fds=[bound.fileno()], cwd=CONFIG.parent)
            for _ in range(workers or min(2, os.cpu_count() or 1))
        )
        site = Site(address(bound), started)
    # The socket takes connections already; a child answers them when it is up.
    here = site.url.replace("0.0.0.0", "127.0.0.1").replace("[::]", "[::1]")
    try:
        httpx.get(here, timeout=60, trust_env=False).raise_for_status()
    except httpx.HTTPError as error:
        site.stop()
        raise StoreError(f"the site did not start: {error}") from error
    return site


def serve(data_folder: Path, host: str = "127.0.0.1", port: int = 8001, *, told: Callable[[str], object] = str) -> None:
    """Serve until SIGTERM or SIGINT; `told` gets the address once the site answers. Raises as `start` does."""
    asked_to_stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda _number, _frame: asked_to_stop.set())
    site = start(data_folder, host, port)
    told(site.url)
    try:
        while not asked_to_stop.wait(0.5):
            if not site.running():
                raise StoreError("the site stopped by itself")
    finally:
        site.stop()


def main() -> None:
    """One worker of `start`: database path and inherited socket."""
    path, descriptor = sys.argv[1:3]
    _work(Path(path), socket.socket(fileno=int(descriptor)))


if __name__ == "__main__":
    main()
