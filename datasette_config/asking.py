"""One request as the pages see it: path parts, query values and today's date. Nothing in it can raise on odd input."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import parse_qsl, quote, unquote, urlencode

#: What a value may hold at most; nobody types more, and the full-text index need not see it.
LONGEST = 2000
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
FORMATS = ("csv", "json", "atom", "ics")


def clean(text: str) -> str:
    """`text` without control characters and halves of surrogate pairs, cut at the longest we read."""
    return _CONTROL.sub("", text).strip()[:LONGEST]


@dataclass(frozen=True, slots=True)
class Ask:
    """What was asked: the path, its named parts (decoded), the query, and the day it is."""

    path: str
    parts: Mapping[str, str]
    query: Sequence[tuple[str, str]]
    today: date
    #: Scheme and host as the reader sees them, for feeds that need whole addresses.
    origin: str = ""
    #: html, or one of FORMATS.
    form: str = "html"
    #: Address of the operator's alerts app, where it is public.
    alerts: str = ""
    _first: dict[str, str] = field(default_factory=dict)

    def value(self, name: str) -> str:
        """The first value of `name` in the query, or the empty string."""
        return self._first.get(name, "")

    def flag(self, name: str) -> bool:
        """Whether `name` is set to anything but nothing and 0."""
        return self.value(name) not in {"", "0"}

    def number(self, name: str, default: int, least: int, most: int) -> int:
        """A whole number within bounds; whatever is none gives `default`."""
        text = self.value(name)
        if not re.fullmatch(r"[0-9]{1,9}", text, re.ASCII):
            return default
        return max(least, min(most, int(text)))

    def link(self, path: str | None = None, **changes: object) -> str:
        """This address with some query values changed (None takes one away)."""
        kept = [(k, v) for k, v in self.query if k not in changes and v]
        kept += [(k, str(v)) for k, v in changes.items() if v is not None and v != ""]
        target = quote(path if path is not None else self.path, safe="/()-._~,;:@")
        return f"{target}?{urlencode(kept)}" if kept else target

    def whole(self, link: str) -> str:
        """`link` with scheme and host."""
        return self.origin + link


def ask(path: str, query: str, parts: Mapping[str, str | None], today: date, origin: str = "", alerts: str = "") -> Ask:
    """An `Ask` from a raw path, a raw query string and the parts that the route took from the path."""
    named = {k: clean(unquote(v)) for k, v in parts.items() if v is not None}
    form = named.pop("form", "") or "html"
    pairs = [(clean(k), clean(v)) for k, v in parse_qsl(query, keep_blank_values=True)[:50]]
    first: dict[str, str] = {}
    for name, value in pairs:
        first.setdefault(name, value)
    plain = clean(unquote(path)) or "/"
    if form != "html":
        plain = plain.removesuffix(f".{form}")
    return Ask(plain, named, list(first.items()), today, origin, form, alerts, first)
