"""Kind `feed`: RSS, Atom, RDF and JSON Feed.

Options: `more`, further addresses of the same feed family, separated by white space.
"""

from __future__ import annotations

from collections.abc import Iterable

from crawlers.feeds import read_feed
from crawlers.kinds import Ask, Held
from records.fetching import Document, Reject, Source
from records.news import NewsItem

_ACCEPT = {
    "Accept": "application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, */*;q=0.5"
}


def start(source: Source, held: Held) -> Iterable[Ask]:
    """The feed's address and those of the option `more`."""
    for url in (source.url, *source.options.get("more", "").split()):
        yield Ask(url, _ACCEPT, expects="feed")


def follow(source: Source, document: Document, held: Held) -> Iterable[Ask]:
    """Nothing: a feed says all it has."""
    return ()


def parse(source: Source, document: Document) -> Iterable[NewsItem | Reject]:
    """Items in the feed's order."""
    return read_feed(source, document)
