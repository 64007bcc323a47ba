"""Routes of our pages. Each page is a plain function of a read-only connection and an `Ask`; here it is only called."""

from __future__ import annotations

import gc
import sqlite3
import threading
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from datasette import Response, hookimpl

from datasette_config.agreeing import VECTORS
from datasette_config.looks import environment
from datasette_config.pages import ROUTES
from datasette_config.plumbing import MAPPED, answer
from reading.vectors import warm

#: New objects after which Python looks for circles among them; its own 700 cost a page a fifteenth of its time.
_YOUNG = 20_000


def _view(name: str, route: Any) -> Any:  # noqa: ANN401 - Datasette looks at names of arguments, not at types
    async def view(request: Any, datasette: Any) -> Response:  # noqa: ANN401
        got = await answer(datasette, request, route, datetime.now(UTC).date())
        return Response(got.body, status=got.status, content_type=got.media_type, headers=dict(got.headers))

    view.__name__ = name
    return view


@hookimpl  # type: ignore[untyped-decorator]
def startup(datasette: Any) -> None:  # noqa: ANN401
    """Compile the templates, and load the sentence vectors where they are used, before a reader waits for them."""
    env = environment()
    for name in env.list_templates():
        if name != "base.html":  # Datasette's frame, rendered by its own environment
            env.get_template(name)
    gc.freeze()  # what is loaded stays; and a search makes thousands of rows, none of them in a circle
    gc.set_threshold(_YOUNG)
    if Path(datasette.get_database("caac").path).with_name(VECTORS).exists():
        threading.Thread(target=warm, daemon=True).start()


@hookimpl  # type: ignore[untyped-decorator]
def prepare_connection(conn: sqlite3.Connection) -> None:
    """Read the file where the system holds it in memory, instead of copying each page: a tenth of a search."""
    conn.execute(f"PRAGMA mmap_size={MAPPED}")


@hookimpl  # type: ignore[untyped-decorator]
def register_routes(datasette: Any) -> list[tuple[str, Any]]:  # noqa: ANN401
    """Every page of `datasette_config.pages`."""
    return [(pattern, _view(route.__name__, route)) for pattern, route in ROUTES]
