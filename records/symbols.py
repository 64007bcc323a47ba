"""Document symbols: taken as people write them, printed one way.

Resolutions print as `S/RES/2143 (2014)`, statements as `S/PRST/2013/8`. Numbers from 9001 belong to the sample world.
"""

from __future__ import annotations

import re

_RESOLUTION = re.compile(
    r"^\s*(?:S\s*/\s*RES\s*/\s*|SCR\s+|RES(?:OLUTION)?\s*/?\s*)?(\d{1,4})\s*(?:\(\s*(\d{4})\s*\))?\s*$", re.I
)
_STATEMENT = re.compile(r"^\s*S\s*/\s*PRST\s*/\s*(\d{4})\s*/\s*(\d{1,3})\s*$", re.I)
_DOCUMENT = re.compile(r"^\s*([SA](?:\s*/\s*[A-Z0-9.]+)+)\s*(\(\s*\d{4}\s*\))?\s*$", re.I)
#: `A/79/878-S/2025/247`: one document of two bodies, printed with a hyphen or a dash.
_DOUBLE = re.compile(r"^\s*(A\s*/[^-\u2010-\u2015\u2212]+?)\s*[-\u2010-\u2015\u2212]\s*(S\s*/.+)$", re.I)
_SUFFIX = re.compile(r"(?<=/)(?:ADD|CORR|REV)(?=\.)")

#: First number of invented resolutions.
SAMPLE_FROM = 9001


def resolution_symbol(number: int, year: int) -> str:
    """`S/RES/2143 (2014)`."""
    return f"S/RES/{number} ({year})"


def resolution_number(text: str) -> int | None:
    """The number in `2143`, `S/RES/2143`, `S/RES/2143(2014)` or `resolution 2143 (2014)`; None if it is none."""
    match = _RESOLUTION.match(text.replace("\u00a0", " "))
    return int(match.group(1)) if match else None


def resolution_year(text: str) -> int | None:
    """The year in brackets of a resolution symbol, where it is printed."""
    match = _RESOLUTION.match(text.replace("\u00a0", " "))
    return int(match.group(2)) if match and match.group(2) else None


def canonical_symbol(text: str) -> str:
    """The one way we print a symbol. A resolution without a year stays without (`S/RES/2143`)."""
    text = text.replace("\u00a0", " ")
    if match := _RESOLUTION.match(text):
        number, year = match.groups()
        return resolution_symbol(int(number), int(year)) if year else f"S/RES/{int(number)}"
    if match := _STATEMENT.match(text):
        return f"S/PRST/{match.group(1)}/{int(match.group(2))}"
    if match := _DOCUMENT.match(text):
        tail = re.sub(r"\s+", "", match.group(2) or "")
        symbol = re.sub(r"\s+", "", match.group(1)).upper()
        return _SUFFIX.sub(lambda suffix: suffix.group().title(), symbol) + (f" {tail}" if tail else "")
    if match := _DOUBLE.match(text):
        return "-".join(canonical_symbol(half) for half in match.groups())
    return " ".join(text.split())


def symbol_names(symbol: str) -> tuple[str, ...]:
    """A symbol and, of a double one, both its halves: under which names others cite the document."""
    halves = _DOUBLE.match(symbol)
    return (symbol, *halves.groups()) if halves else (symbol,)
