"""What was asked of a source and what came back: Source, Validators, Fetch, Document.

A Document is kept and never changed. A Fetch is one line of the append-only fetch log, failures included.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

#: fetched: a body to read. not_modified: the server's 304. same_body: 200 with the bytes we already hold.
#: failed: no usable answer. refused: 401, 403, 429, a challenge page or robots.txt. suspicious: an answer that is
#: not what the source promises (HTML for XML, cut off, too large, fewer items than the least).
Outcome = Literal["fetched", "not_modified", "same_body", "failed", "refused", "suspicious"]

#: What one round meant for a record.
Change = Literal["new", "changed", "unchanged"]


@dataclass(frozen=True, slots=True)
class Source:
    """Identity and terms of one source, as its YAML states them."""

    id: str
    title: str
    publisher: str
    kind: str
    url: str
    language: tuple[str, ...] = ("en",)
    region: str = "global"
    licence: str = ""
    #: What may be kept on the public side: "full text" or "title, link, date, summary".
    stores: str = "title, link, date, summary"
    interval_minutes: int = 60
    least_items: int = 1
    #: Longest silence, in days, that is normal for this source.
    silence_days: float = 7
    certainty: str = ""
    priority: int = 2
    #: Plainly invented material; `publish` refuses a database that holds any.
    sample: bool = False
    #: Free settings that only its kind understands (selectors, query, branch ...).
    options: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Validators:
    """What we hold of a URL, so that a crawl asks only for what is new."""

    etag: str = ""
    last_modified: str = ""
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class Fetch:
    """One request and its outcome. `url` never carries a secret. Times are UTC."""

    source: str
    url: str
    at: datetime
    outcome: Outcome
    reason: str = ""
    status: int | None = None
    media_type: str = ""
    etag: str = ""
    last_modified: str = ""
    seconds: float = 0.0
    sha256: str = ""
    size: int = 0


@dataclass(frozen=True, slots=True)
class Document:
    """Bytes as they came, where from and when (UTC)."""

    source: str
    url: str
    fetched: datetime
    media_type: str
    body: bytes = field(repr=False)
    #: SHA-256 of the archive (tarball, zip, bulk file) this document was a member of; empty when fetched itself.
    within: str = ""
    #: Hex digest of the body: the name of the document everywhere.
    sha256: str = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "sha256", hashlib.sha256(self.body).hexdigest())


@dataclass(frozen=True, slots=True)
class Reject:
    """Something a parser could not take, with its place and reason; the rest went on."""

    place: str
    reason: str
