"""One module per kind of source. Each says where to look and how to read bytes; none can reach the network.

A kind module has three functions:

- `start(source, held)`: the first requests
- `follow(source, document, held)`: the requests that a listing leads to
- `parse(source, document)`: the records in a document, and rejects for what cannot be read
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal, Protocol, cast

from records.council import CouncilText
from records.errors import BadInput
from records.fetching import Document, Reject, Source, Validators
from records.news import ArticlePage, NewsItem
from records.reports import Listing, VerifiedTotal

Parsed = CouncilText | NewsItem | ArticlePage | VerifiedTotal | Listing | Reject

#: What shape an answer must have; an answer of another shape is suspicious. Empty: any shape.
Shape = Literal["", "feed", "xml", "json", "html", "archive"]


@dataclass(frozen=True, slots=True)
class Ask:
    """A request to be made.

    A `{NAME}` in `url` or in a header stands for a secret of that name: it is filled in just before the request
    goes out, so that neither log nor archive ever sees it.
    """

    url: str
    headers: Mapping[str, str] = field(default_factory=dict)
    #: Free words for `follow`, `parse` and the log: why this was asked.
    note: str = ""
    expects: Shape = ""
    #: Largest body, as sent and as decoded, that is accepted.
    most_bytes: int = 20_000_000
    #: One sentence that explains a refusal or a missing secret; added to the reason in the log.
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Held:
    """What the archive already has of a source: validators by URL, and git blob names."""

    validators: Mapping[str, Validators] = field(default_factory=dict)
    blobs: frozenset[str] = frozenset()


class Kind(Protocol):
    """What a kind module offers."""

    def start(self, source: Source, held: Held) -> Iterable[Ask]: ...  # noqa: D102
    def follow(self, source: Source, document: Document, held: Held) -> Iterable[Ask]: ...  # noqa: D102
    def parse(self, source: Source, document: Document) -> Iterable[Parsed]: ...  # noqa: D102


def kind_names() -> list[str]:
    """Names of all kinds, found by their place in this folder."""
    return sorted(module.name for module in pkgutil.iter_modules(__path__) if not module.name.startswith("_"))


def kind(name: str) -> Kind:
    """The kind module called `name`."""
    if name not in kind_names():
        raise BadInput(f"unknown kind of source {name!r}; known are {', '.join(kind_names())}")
    return cast("Kind", importlib.import_module(f"{__name__}.{name}"))
