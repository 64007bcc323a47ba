"""Security headers, the rate limit, and our own words for what is not found."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import datasette as datasette_package
from datasette import Response, hookimpl
from datasette.utils.asgi import NotFound as PathNotFound

from datasette_config.asking import ask
from datasette_config.guarding import App, Buckets, datasette_policy, guard
from datasette_config.plumbing import wrong
from datasette_config.texts import words

TEMPLATES = Path(datasette_package.__file__).parent / "templates"


@hookimpl  # type: ignore[untyped-decorator]
def asgi_wrapper(datasette: Any) -> Callable[[App], App]:  # noqa: ANN401 - Datasette ships no types
    """Everything passes `guard`; the limit is set in metadata.yaml under plugins, guard."""
    limits = datasette.plugin_config("guard") or {}
    buckets = Buckets(limits.get("per_minute", 60), limits.get("burst", 60))
    policy = datasette_policy(TEMPLATES)
    return lambda app: guard(app, policy, buckets)


@hookimpl  # type: ignore[untyped-decorator]
def handle_exception(datasette: Any, request: Any, exception: Exception) -> Response | None:  # noqa: ANN401
    """A path that leads nowhere gets a page of ours; Datasette words everything else itself."""
    if not isinstance(exception, PathNotFound) or request.path.endswith(".json"):
        return None
    asked = ask(request.path, request.query_string, {}, datetime.now(UTC).date())
    reason = str(exception) if str(exception) != "404" else words().wrong.no_page
    said = wrong(asked, 404, words().wrong.not_found, reason)
    return Response.html(said.body, status=404)
