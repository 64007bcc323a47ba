"""Where a text and its paragraph stand on the site: what pages, messages and asks link to."""

from __future__ import annotations

import re
from urllib.parse import quote

from records.symbols import resolution_number


def text_link(symbol: str) -> str:
    """The page of a Council text by its symbol; empty for a document we have no page for."""
    if (number := resolution_number(symbol)) is not None:
        return f"/resolution/{number}"
    if symbol.upper().startswith("S/PRST/"):
        return f"/statement/{quote(symbol, safe='/')}"
    return ""


def anchor(reference: str) -> str:
    """The id of a paragraph on its page: `p-5-a` for `5(a)`."""
    return "p-" + re.sub(r"[^A-Za-z0-9]+", "-", reference).strip("-")
