"""The site over a small invented world, and over an empty database; asked in process, without a socket."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest

from datasette_config.serve import datasette
from db.connect import open_writer
from tests.datasette_config.world import build

Get = Callable[[str], httpx.Response]


def getter(path: Path) -> Get:
    """Ask the site over `path`."""
    site = datasette(path)
    loop = asyncio.new_event_loop()
    loop.run_until_complete(site.invoke_startup())

    def get(address: str) -> httpx.Response:
        answer: httpx.Response = loop.run_until_complete(site.client.get(address))
        return answer

    return get


@pytest.fixture(scope="session")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The database file of the invented world."""
    path = tmp_path_factory.mktemp("world") / "caac.db"
    build(path)
    return path


@pytest.fixture(scope="session")
def get(world: Path) -> Get:
    """GET on the invented world."""
    return getter(world)


@pytest.fixture(scope="session")
def get_empty(tmp_path_factory: pytest.TempPathFactory) -> Get:
    """GET on a database that holds nothing."""
    path = tmp_path_factory.mktemp("empty") / "caac.db"
    open_writer(path).close()
    return getter(path)
