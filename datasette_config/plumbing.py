"""From a Datasette request to a page function and back: the connection, the time limit, and what errors look like."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from datasette.database import Database

from datasette_config.answering import Answer, as_json, page
from datasette_config.asking import Ask, ask
from datasette_config.keeping import Kept, stamp
from datasette_config.texts import words
from records.errors import BadInput, NotFound

Page = Callable[[sqlite3.Connection, Ask], Answer]
#: Milliseconds after which the queries of one page are broken off.
LIMIT_MS = 6000
#: The same for agreed language, whose first use loads the sentence vectors.
LONG_LIMIT_MS = 12_000
LONG = ("/agreed-language", "/compare/")
KEPT = Kept()
#: Bytes of the database that a connection may map.
MAPPED = 2**31


@contextmanager
def time_limit(connection: sqlite3.Connection, milliseconds: int) -> Iterator[None]:
    """Break queries off after some time. Asks the clock every 2 ms or so; Datasette's own asks 25 times as often."""
    end = time.perf_counter() + milliseconds / 1000
    connection.set_progress_handler(lambda: time.perf_counter() >= end, 25_000)
    try:
        yield
    finally:
        connection.set_progress_handler(None, 0)


def wrong(asked: Ask, status: int, title: str, reason: str, nearest: str = "") -> Answer:
    """A page (or JSON) that says what went wrong and where to go on."""
    if asked.form == "json":
        said = as_json({"ok": False, "status": status, "error": reason, "nearest": nearest})
        return Answer(said.body, status, said.media_type)
    return page(asked, "wrong.html", status, title=title, reason=reason, nearest=nearest)


def public(datasette: Any) -> Database:  # noqa: ANN401 - Datasette ships no types
    """The database served as `caac`."""
    return datasette.get_database("caac")


def run(connection: sqlite3.Connection, asked: Ask, route: Page) -> Answer:
    """The page, or what is said when a record is unknown or a query took too long."""
    t = words().wrong
    try:
        with time_limit(connection, LONG_LIMIT_MS if asked.path.startswith(LONG) else LIMIT_MS):
            return route(connection, asked)
    except NotFound as error:
        return wrong(asked, 404, t.not_found, str(error), error.nearest)
    except BadInput as error:
        return wrong(asked, 404, t.not_found, str(error))
    except sqlite3.OperationalError as error:
        if "interrupted" not in str(error):
            raise
        return wrong(asked, 503, t.slow, t.slow_reason)


async def answer(datasette: Any, request: Any, route: Page, today: date) -> Answer:  # noqa: ANN401
    """Run a page function in one of Datasette's threads, on its read-only connection."""
    origin = datasette.absolute_url(request, "/").rstrip("/")
    alerts = (datasette.plugin_config("site_pages") or {}).get("alerts_url") or ""
    asked = ask(request.path, request.query_string, request.url_vars, today, origin, alerts)

    database = public(datasette)
    now = stamp(Path(database.path))
    key = (asked.path, asked.form, tuple(asked.query), asked.origin, today)
    if kept := KEPT.get((database.path, *key), now):
        return kept

    def work(connection: sqlite3.Connection) -> Answer:
        return run(connection, asked, route)

    found: Answer = await database.execute_fn(work)
    KEPT.put((database.path, *key), found, now)
    return found
