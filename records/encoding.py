"""Records to JSON and back, always in the same words: keys sorted, dates ISO, fields at their default left out.

Because defaults are left out, a field added to a record later does not change the hash of what was stored before.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Hashable
from dataclasses import MISSING, fields, is_dataclass
from datetime import date, datetime
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, TypeVar, Union, cast, get_args, get_origin, get_type_hints

T = TypeVar("T")
Build = Callable[[Any], Any]


@cache
def _encoded_fields(cls: type) -> tuple[tuple[str, Any], ...]:
    """Name and default of each field (MISSING where there is none); fields hidden from repr (a body) are left out."""
    return tuple(
        (f.name, f.default_factory() if f.default_factory is not MISSING else f.default) for f in fields(cls) if f.repr
    )


def _default(value: object) -> object:
    if is_dataclass(value) and not isinstance(value, type):
        found = {}
        for name, default in _encoded_fields(type(value)):
            held = getattr(value, name)
            if held != default:
                found[name] = held
        return found
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no JSON form")


_ENCODER = json.JSONEncoder(default=_default, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def to_json(record: object) -> str:
    """One line of JSON; equal records give equal lines. `Document.body` is left out."""
    return _ENCODER.encode(record)


def plain(record: object) -> dict[str, Any]:
    """The record as a dictionary of JSON values, fields at their default left out."""
    found: dict[str, Any] = json.loads(to_json(record))
    return found


def content_hash(text: str) -> str:
    """Short stable name of a content (128 bits of SHA-256, hex)."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def from_json(cls: type[T], text: str) -> T:
    """The record of type `cls` in a line written by `to_json`."""
    return cast("T", _builder(cast("Hashable", cls))(json.loads(text)))


def build(cls: type[T], values: dict[str, Any]) -> T:
    """The record of type `cls` in a dictionary made by `plain`; keys that are no fields are passed over."""
    return cast("T", _builder(cast("Hashable", cls))(values))


def _same(value: object) -> object:
    return value


@cache
def _builder(kind: Hashable) -> Build:
    """How to make a value of the annotated type `kind` from JSON."""
    origin, args = get_origin(kind), get_args(kind)
    if isinstance(kind, type) and is_dataclass(kind):
        return _record_builder(kind)
    if kind is datetime:
        return datetime.fromisoformat
    if kind is date:
        return date.fromisoformat
    if origin is tuple:
        return _tuple_builder(args)
    if origin in (Union, UnionType) and NoneType in args:
        inner = _builder(next(a for a in args if a is not NoneType))
        return lambda value: None if value is None else inner(value)
    if origin is Literal or kind in (str, int, float, bool, bytes, object) or origin is dict:
        return _same
    raise TypeError(f"no JSON form for {kind}")


def _tuple_builder(args: tuple[Any, ...]) -> Build:
    if args[-1] is Ellipsis:
        inner = _builder(args[0])
        return tuple if inner is _same else lambda value: tuple(map(inner, value))
    inners = [_builder(a) for a in args]
    return lambda value: tuple(make(v) for make, v in zip(inners, value, strict=True))


def _record_builder(cls: type) -> Build:
    hints = get_type_hints(cls)
    makes = {f.name: _builder(hints[f.name]) for f in fields(cls) if f.init}
    plain_fields = frozenset(name for name, make in makes.items() if make is _same)

    def make_record(values: dict[str, Any]) -> object:
        return cls(
            **{k: v if k in plain_fields else makes[k](v) for k, v in values.items() if k in makes},
        )

    return make_record
