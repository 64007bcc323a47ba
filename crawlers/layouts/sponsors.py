"""Sponsors out of a printed list: `Canada, Bosnia and Herzegovina and United States of America`."""

from __future__ import annotations

import re

#: Names of States that hold an "and" or a comma of their own.
_JOINED = (
    "Bosnia and Herzegovina",
    "Trinidad and Tobago",
    "Antigua and Barbuda",
    "Saint Kitts and Nevis",
    "Saint Vincent and the Grenadines",
    "Sao Tome and Principe",
    "São Tomé and Príncipe",
    "Serbia and Montenegro",
    "Papua New Guinea",
    "United Kingdom of Great Britain and Northern Ireland",
)
_MARK = "\x00"


def sponsors(text: str) -> list[str]:
    """Country names in printed order; empty for an empty list."""
    text = " ".join(text.split()).partition(": draft")[0].rstrip(".;, ")
    for joined in _JOINED:
        text = re.sub(re.escape(joined), joined.replace(" and ", f" {_MARK} "), text, flags=re.I)
    parts = re.split(r"\s*[,;]\s*(?:and\s+)?|\s+and\s+(?:the\s+)?(?=[A-Z])", text)
    return [part.replace(_MARK, "and").strip() for part in parts if part.strip() and part.strip()[0].isalpha()]
