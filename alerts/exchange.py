"""Subscriptions as YAML and back: for keeping them under version control or moving them. Without secrets. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import fields
from typing import Any

import yaml

from records.alerts import Channel, Subscription
from records.errors import BadInput

_FIELDS = (
    "name", "query", "kinds", "why", "owner", "languages", "frequency", "hour", "weekday", "timezone", "quiet", "cap",
    "lead_days", "silence_days",
)  # fmt: skip
_DEFAULTS = {field.name: field.default for field in fields(Subscription)}


def write_yaml(held: Iterable[tuple[Subscription, Sequence[Channel]]]) -> str:
    """One entry per subscription; what is at its default is left out, and so is an address that nobody confirmed."""
    entries = []
    for subscription, channels in held:
        if not (confirmed := [channel.address for channel in channels if channel.state != "unconfirmed"]):
            continue
        entry: dict[str, Any] = {}
        for name in _FIELDS:
            value = getattr(subscription, name)
            if value != _DEFAULTS[name]:
                entry[name] = list(value) if isinstance(value, tuple) else value
        if subscription.state == "paused":
            entry["paused"] = True
        entry["channels"] = confirmed
        entries.append(entry)
    return yaml.safe_dump(entries, allow_unicode=True, sort_keys=False)


def read_yaml(text: str, place: str = "") -> list[tuple[Subscription, list[str]]]:
    """Subscriptions and their addresses; BadInput names the entry that cannot be used."""
    try:
        entries = yaml.safe_load(text) or []
    except yaml.YAMLError as error:
        raise BadInput(f"{place}: not YAML: {error}") from error
    if not isinstance(entries, list):
        raise BadInput(f"{place}: a list of alerts is expected")
    found = [_entry(entry, f"{place}, alert {number}") for number, entry in enumerate(entries, 1)]
    names = Counter(held.name for held, _ in found)
    if twice := [name for name, count in names.items() if count > 1]:
        raise BadInput(f"{place}: two alerts are called {twice[0]!r}")
    return found


def _entry(entry: object, place: str) -> tuple[Subscription, list[str]]:
    if not isinstance(entry, dict):
        raise BadInput(f"{place}: not a mapping")
    if unknown := set(entry) - {*_FIELDS, "channels", "paused"}:
        raise BadInput(f"{place}: unknown field {sorted(map(str, unknown))[0]!r}")
    if missing := {"name", "query", "kinds", "channels"} - set(entry):
        raise BadInput(f"{place}: {sorted(missing)[0]} is missing")
    values: dict[str, Any] = {}
    for name in _FIELDS:
        if name not in entry:
            continue
        value, default = entry[name], _DEFAULTS[name]
        if name in {"kinds", "languages"}:
            values[name] = tuple(_texts(value, f"{place}: {name}"))
        elif type(value) is (int if isinstance(default, int) else str):
            values[name] = value
        else:
            raise BadInput(f"{place}: {name} cannot be {value!r} (quote times: '08:00')")
    if entry.get("paused") is True:
        values["state"] = "paused"
    return Subscription(**values), _texts(entry["channels"], f"{place}: channels")


def _texts(value: object, place: str) -> list[str]:
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise BadInput(f"{place} must be a list of words")
    return list(value)
