"""How alerts leave the house: read from `alerts.yaml` in the data folder; everything has a default."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

import yaml

from records.errors import BadInput


@dataclass(frozen=True, slots=True)
class Settings:
    """Addresses and limits of the alert side. Without `smtp`, e-mail is refused at the time of setting."""

    #: `smtp://[user:password@]host[:port]`, `smtps://` for TLS from the start; `smtp://` uses STARTTLS where offered.
    smtp: str = field(default="", repr=False)
    sender: str = "caac-monitor@localhost"
    #: Where the operator hears of trouble: an e-mail address or any apprise address.
    operator: str = field(default="", repr=False)
    #: Public addresses of the site and of the alerts app, without a slash at the end.
    site: str = "http://127.0.0.1:8001"
    app: str = "http://127.0.0.1:8002"
    #: Whether webhooks may reach private and loopback addresses (for a receiver in one's own network).
    allow_private: bool = False
    #: Whether strangers may subscribe an e-mail address (confirmed by double opt-in).
    open_subscribing: bool = True
    #: Seconds before a receiver that does not answer counts as failed.
    timeout: float = 40.0


def load(path: Path) -> Settings:
    """The settings in `path`; the defaults when there is no such file. BadInput names what is wrong."""
    if not path.exists():
        return Settings()
    try:
        held: Any = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise BadInput(f"{path}: {error}") from error
    known = {f.name: type(f.default) for f in fields(Settings)}
    if not isinstance(held, dict) or (set(held) - set(known)):
        strange = ", ".join(sorted(map(str, set(held) - set(known)))) if isinstance(held, dict) else "no mapping"
        raise BadInput(f"{path}: unknown setting ({strange}); known are {', '.join(known)}")
    for name, value in held.items():
        wanted = (int, float) if known[name] is float else known[name]
        if not isinstance(value, wanted):
            raise BadInput(f"{path}: {name} must be a {known[name].__name__}, not {value!r}")
    return Settings(**{name: value.rstrip("/") if name in {"site", "app"} else value for name, value in held.items()})
