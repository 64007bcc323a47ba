"""Sponsors out of a printed list: `Canada, Bosnia and Herzegovina and United States of America`."""

from __future__ import annotations

import re

#: An "and" inside the name of a State.
_JOINED = r"Northern\b|Herzegovina|Barbuda|Tobago|Nevis|the Grenadines|Pr[ií]ncipe|Montenegro"
_STATE = r"(?=[A-ZÀ-Þ]|the former)"
_BETWEEN = re.compile(
    rf"\s*[,;|]\s*(?:and\s+)?(?:the\s+)?{_STATE}|\s+[Aa][Nn][Dd]\s+(?!(?i:{_JOINED}))(?:the\s+)?{_STATE}"
)
#: Words that stand in such lists and name no State.
_OTHER = re.compile(r"^(?:by the|report|note|letter|draft|submitted|covers|committee|originally)\b|\d", re.I)


def sponsors(text: str) -> list[str]:
    """Country names in printed order; empty for an empty list."""
    text = re.sub(r"-\s+", "", " ".join(text.split())).partition(": draft")[0]
    parts = (part.strip(" .;,’‘") for part in _BETWEEN.split(text))
    return [part for part in parts if part and part[0].isalpha() and not _OTHER.match(part)]
