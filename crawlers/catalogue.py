"""The catalogue of sources: one small YAML file each, ours beside this module, the user's in a folder of their own."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, fields
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import yaml

from crawlers.kinds import kind_names
from records.fetching import Source

#: The sources that come with the program.
SOURCES = Path(__file__).resolve().parent / "sources"

_STORES = ("title, link, date, summary", "full text", "metadata")
_NUMBERS = {
    "interval_minutes": (5, 60 * 24 * 366),
    "least_items": (0, 100_000),
    "silence_days": (0, 3660),
    "priority": (1, 3),
}
#: Options that hold a regular expression.
_PATTERNS = {"paths", "symbols"}
_KNOWN = {f.name: f for f in fields(Source)}
_REQUIRED = [f.name for f in fields(Source) if f.default is MISSING and f.default_factory is MISSING]


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All good sources by id, and one line for each file that is not."""

    sources: Mapping[str, Source]
    errors: tuple[str, ...] = ()


class _Wrong(ValueError):
    """A source file says something we cannot use; the text says what."""


def load(*folders: Path) -> Catalogue:
    """Sources of the folders in the order given; a folder that does not exist holds none.

    An id that an earlier file took is an error of the later one.
    """
    sources: dict[str, Source] = {}
    errors = []
    for path in (path for folder in folders for path in sorted(folder.glob("*.y*ml"))):
        try:
            source = _source(path)
            if source.id in sources:
                raise _Wrong(f"another source is called {source.id!r} already")
            sources[source.id] = source
        except (_Wrong, OSError, UnicodeDecodeError) as error:
            errors.append(f"{path.name}: {error}")
        except yaml.YAMLError as error:
            errors.append(f"{path.name}: not YAML: {' '.join(str(error).split())}")
    return Catalogue(sources, tuple(errors))


def _source(path: Path) -> Source:
    told = yaml.safe_load(path.read_text(encoding="utf-8"))
    if not isinstance(told, dict):
        raise _Wrong("a source is a list of `name: value` lines")
    told.setdefault("id", path.stem)
    if unknown := sorted(str(name) for name in told if name not in _KNOWN):
        raise _Wrong(f"unknown entry {unknown[0]!r}; known are {', '.join(_KNOWN)}")
    if missing := [name for name in _REQUIRED if not told.get(name)]:
        raise _Wrong(f"entry {missing[0]!r} is missing")
    return Source(**{name: _value(name, value) for name, value in told.items()})


def _value(name: str, value: Any) -> Any:  # noqa: ANN401
    """`value` of an entry as the dataclass wants it, or _Wrong with the reason."""
    if name in _NUMBERS:
        least, most = _NUMBERS[name]
        if not isinstance(value, int | float) or isinstance(value, bool) or not least <= value <= most:
            raise _Wrong(f"{name!r} must be a number from {least} to {most}, not {value!r}")
        return float(value) if name == "silence_days" else int(value)
    if name == "options":
        if not isinstance(value, dict):
            raise _Wrong("'options' must be `name: value` lines")
        return _options({str(k): " ".join(map(str, v)) if isinstance(v, list) else str(v) for k, v in value.items()})
    if name == "language":
        codes = value.split() if isinstance(value, str) else value
        # YAML reads an unquoted `no` (Norwegian) as false.
        if not isinstance(codes, list) or not codes or not all(re.fullmatch("[a-z]{2,3}", str(c)) for c in codes):
            raise _Wrong(f"'language' must be two-letter codes, not {value!r}")
        return tuple(map(str, codes))
    if name == "sample":
        if not isinstance(value, bool):
            raise _Wrong("'sample' must be true or false")
        return value
    if not isinstance(value, str):
        raise _Wrong(f"{name!r} must be words, not {value!r}")
    return _words(name, value.strip())


def _options(options: dict[str, str]) -> dict[str, str]:
    for name in sorted(_PATTERNS & set(options)):
        try:
            re.compile(options[name])
        except re.error as error:
            raise _Wrong(f"option {name!r} is no regular expression: {error}") from error
    return options


def _words(name: str, value: str) -> str:
    if name == "id" and not re.fullmatch("[a-z0-9][a-z0-9_]{0,59}", value):
        raise _Wrong(f"'id' must be small letters, digits and _, not {value!r}")
    if name == "kind" and value not in kind_names():
        raise _Wrong(f"unknown kind {value!r}; known are {', '.join(kind_names())}")
    if name == "stores" and value not in _STORES:
        raise _Wrong(f"'stores' must be one of: {'; '.join(_STORES)}")
    if name == "url":
        parts = urlsplit(value)
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            raise _Wrong(f"'url' must be a web address, not {value!r}")
        if parts.username or parts.password:
            raise _Wrong("'url' must not hold a password; write {NAME} and set CAAC_SECRET_NAME")
    return value
