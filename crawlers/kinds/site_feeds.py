"""Kind `site_feeds`: a site whose feeds are sought; `caac sources add` uses it once, a catalogue need not.

The page's own links to feeds are followed; only where it names none, the few customary addresses are tried.
"""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urljoin

from crawlers.feed_finding import feed_links, looks_like_feed
from crawlers.feeds import read_feed
from crawlers.kinds import Ask, Held
from records.fetching import Document, Reject, Source
from records.news import NewsItem

_CUSTOMARY = ("/feed/", "/rss.xml", "/rss", "/feed.xml", "/atom.xml", "/index.xml")
_MOST = 12


def start(source: Source, held: Held) -> Iterable[Ask]:
    """The page whose address was given."""
    yield Ask(source.url, note="page")


def follow(source: Source, document: Document, held: Held) -> Iterable[Ask]:
    """Feeds that the page names, else the customary addresses; nothing for what is a feed itself."""
    if looks_like_feed(document):
        return
    named = [link.url for link in feed_links(document)]
    for url in named[:_MOST] or [urljoin(document.url, path) for path in _CUSTOMARY]:
        yield Ask(url, note="feed")


def parse(source: Source, document: Document) -> Iterable[NewsItem | Reject]:
    """Items of a feed; a page holds none."""
    return read_feed(source, document) if looks_like_feed(document) else ()
