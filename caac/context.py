"""What all commands share: the data folder, printing as JSON or for people, progress, and one-line errors."""

from __future__ import annotations

import json
import os
import sqlite3
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, is_dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, TypeVar

import click
from sqlite_utils import Database

from db.archive.archive import Archive
from db.connect import open_reader, open_writer

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Data:
    """The data folder (`--data`, CAAC_DATA) and what lies in it."""

    folder: Path

    @property
    def public(self) -> Path:
        """`caac.db`: everything Datasette serves."""
        return self.folder / "caac.db"

    @property
    def private(self) -> Path:
        """`private.db`: subscriptions, asks, deliveries; never served."""
        return self.folder / "private.db"

    @property
    def sources(self) -> Path:
        """YAML of the user's own sources."""
        return self.folder / "sources"

    def archive(self) -> Archive:
        """The archive of all fetched bytes and the append-only log."""
        return Archive(self.folder / "archive")

    @contextmanager
    def reader(self) -> Iterator[sqlite3.Connection]:
        """A read-only connection to `caac.db`."""
        connection = open_reader(self.public)
        try:
            yield connection
        finally:
            connection.close()

    @contextmanager
    def writer(self) -> Iterator[Database]:
        """The one writing connection to `caac.db`; the folder is made when missing."""
        self.folder.mkdir(parents=True, exist_ok=True)
        db = open_writer(self.public)
        try:
            yield db
        finally:
            db.close()


pass_data = click.make_pass_decorator(Data)


def default_folder() -> Path:
    """$CAAC_DATA, else `data` in the working folder."""
    return Path(os.environ.get("CAAC_DATA") or "data")


def json_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """`--json`: machine-readable answer on standard output and nothing else there."""
    return click.option("--json", "as_json", is_flag=True, help="Print the answer as JSON.")(command)


def _plain(value: object) -> object:
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, sqlite3.Row):
        return dict(value)
    raise TypeError(f"{type(value).__name__} cannot be printed as JSON")


def print_json(value: object, *, line: bool = False) -> None:
    """One JSON value: indented, or on one line for JSON Lines."""
    text = json.dumps(value, default=_plain, ensure_ascii=False, indent=None if line else 1)
    click.echo(text)


def say(text: str) -> None:
    """A word to the person at the terminal: standard error, so that standard output stays the answer."""
    click.echo(text, err=True)


def now() -> datetime:
    """The present moment, UTC: the only clock that commands read."""
    return datetime.now(UTC)


@contextmanager
def progress(items: Iterable[T], label: str, length: int | None = None) -> Iterator[Iterable[T]]:
    """A progress bar on a terminal's standard error; nothing at all in a pipe."""
    if not sys.stderr.isatty():
        yield items
        return
    with click.progressbar(items, length=length, label=label, show_pos=length is None, file=sys.stderr) as bar:
        yield bar
