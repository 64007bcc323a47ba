"""Datasette on the live `caac.db`, with this folder as its configuration.

`serve` serves in this process until SIGTERM; `start` does the same in a child process, so that a crawl beside it never
slows a page, and hands back its address. The database is opened read-only and never with `immutable=1`: a crawler
writes to it meanwhile (WAL). No settings are given by hand, because Datasette then ignores settings.json.
"""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import threading
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
        bound.listen(128)
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


def serve_on(database: Path, bound: socket.socket, *, leave_with_parent: bool = False) -> None:
    """Serve on `bound` until SIGTERM or SIGINT, or until standard input ends when `leave_with_parent`."""
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, _quiet)
    config = uvicorn.Config(
        datasette(database).app(), log_level="warning", access_log=False, lifespan="on", timeout_graceful_shutdown=5
    )
    server = uvicorn.Server(config)

    def watch() -> None:
        sys.stdin.buffer.read()
        server.should_exit = True

    if leave_with_parent:
        threading.Thread(target=watch, daemon=True).start()
    server.run(sockets=[bound])


def serve(data_folder: Path, host: str = "127.0.0.1", port: int = 8001) -> None:
    """Serve `caac.db` of `data_folder` in this process until it is told to stop."""
    serve_on(data_folder / "caac.db", listen(host, port))


@dataclass(frozen=True, slots=True)
class Site:
    """A site running in a child process."""

    url: str
    process: subprocess.Popen[bytes]

    def stop(self) -> None:
        """Ask it to stop and wait until it has; a second call does nothing."""
        if self.process.poll() is None:
            self.process.terminate()
        try:
            self.process.wait(timeout=15)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        if self.process.stdin:
            self.process.stdin.close()


def start(data_folder: Path, host: str = "127.0.0.1", port: int = 8001) -> Site:
    """Serve `caac.db` of `data_folder` from a child process; returns once the first page has answered."""
    database = data_folder / "caac.db"
    if not database.is_file():
        raise StoreError(f"no database at {database}")
    with listen(host, port) as bound:
        process = subprocess.Popen(
            [sys.executable, "-m", "datasette_config.serve", str(database.resolve()), str(bound.fileno())],
            stdin=subprocess.PIPE,
            pass_fds=[bound.fileno()],
            cwd=CONFIG.parent,
        )
        site = Site(address(bound), process)
    # The socket takes connections already; the child answers them when it is up.
    here = site.url.replace("0.0.0.0", "127.0.0.1").replace("[::]", "[::1]")
    try:
        httpx.get(here, timeout=60, trust_env=False).raise_for_status()
    except httpx.HTTPError as error:
        site.stop()
        raise StoreError(f"the site did not start: {error}") from error
    return site


def main() -> None:
    """The child process of `start`: database path and inherited socket."""
    path, descriptor = sys.argv[1:3]
    serve_on(Path(path), socket.socket(fileno=int(descriptor)), leave_with_parent=True)


if __name__ == "__main__":
    main()
