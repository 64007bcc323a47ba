"""Our pages: plain functions of a read-only connection and an `Ask`. ROUTES is the table of addresses."""

from __future__ import annotations

from datasette_config.pages import home, lists, sources, texts
from datasette_config.plumbing import Page

LISTED = r"(?:\.(?P<form>csv|json|atom))?$"
ROUTES: list[tuple[str, Page]] = [
    (r"^/$", home.home),
    (r"^/resolutions" + LISTED, lists.resolutions),
    (r"^/statements" + LISTED, lists.statements),
    (r"^/drafts" + LISTED, lists.drafts),
    (r"^/resolution/(?P<symbol>.*?)(?:\.(?P<form>json))?$", texts.resolution),
    (r"^/statement/(?P<symbol>.*?)(?:\.(?P<form>json))?$", texts.statement),
    (r"^/draft/(?P<symbol>.*?)(?:\.(?P<form>json))?$", texts.draft),
    (r"^/sources" + LISTED, sources.sources),
]
