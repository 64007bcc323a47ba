"""Kind `akoma_ntoso`: a GitHub repository of Akoma Ntoso XML, such as the UN's own.

The first load is the tarball of the branch; afterwards the tree listing says which blobs are new, and only these are
fetched. Options: `tarball`, `tree`, `raw` (addresses; `raw` is followed by the path of a file), `paths` (a regular
expression of the paths that hold texts), `first: tree` (first load file by file, where no tarball can be had).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from urllib.parse import quote

from crawlers.akn import parse_text
from crawlers.kinds import Ask, Held
from records.council import CouncilText
from records.errors import BadInput, ParseError
from records.fetching import Document, Reject, Source

_PATHS = r"(?:Pre-2020|\d{4}|PRST|Not adopted)/.+\.xml"
#: The repository was about 150 MB in 2026; its tarball is smaller.
_TARBALL_MOST = 600_000_000
_BY_HAND = "fetch the tarball by hand and load it with `caac import`, or set the option `first: tree`"


def start(source: Source, held: Held) -> Iterable[Ask]:
    """The tarball when nothing is held, else the tree listing."""
    if held.blobs or source.options.get("first") == "tree":
        accept = {"Accept": "application/vnd.github+json"}
        yield Ask(_option(source, "tree"), accept, "tree listing", "json")
    else:
        yield Ask(_option(source, "tarball"), {}, "first load", "archive", _TARBALL_MOST, hint=_BY_HAND)


def follow(source: Source, document: Document, held: Held) -> Iterable[Ask]:
    """Files of the listing whose blob is not held. ParseError when the listing is not whole."""
    if document.within or document.body.lstrip()[:1] != b"{":  # a member of the tarball, or a text
        return
    for path, blob in _listed(document):
        if blob not in held.blobs and re.fullmatch(source.options.get("paths", _PATHS), path):
            yield Ask(_option(source, "raw") + quote(path), {}, path, "xml")


def parse(source: Source, document: Document) -> Iterable[CouncilText | Reject]:
    """Texts of one XML file; what else lies in the repository (listing, read-me, extracts) holds none."""
    path = document.url.rpartition("#")[2] or document.url
    if path.lower().endswith(".xml"):
        yield from parse_text(document.body, document.url)


def _listed(document: Document) -> Iterable[tuple[str, str]]:
    """(path, blob) of each file in a tree listing."""
    try:
        listing = json.loads(document.body)
        if listing.get("truncated"):
            raise ParseError("GitHub cut the tree listing; files are missing from it", document.url)
        return [(str(entry["path"]), str(entry["sha"])) for entry in listing["tree"] if entry["type"] == "blob"]
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ParseError(f"no tree listing: {type(error).__name__} {error}", document.url) from error


def _option(source: Source, name: str) -> str:
    if not (value := source.options.get(name)):
        raise BadInput(f"source {source.id} needs the option {name!r}")
    return value
