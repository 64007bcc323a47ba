"""Which feeds a site has, what each of them holds, and the source file that would read it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import pairwise
from statistics import median
from urllib.parse import urljoin, urlsplit

import yaml
from lxml import html

from crawlers.feeds import read_feed
from crawlers.plain import fold_space, plain_text
from crawlers.recognise import kind_of
from records.fetching import Document, Source
from records.identity import without_secrets
from records.news import NewsItem

_TYPES = re.compile(r"application/(?:rss|atom|rdf|feed)\+(?:xml|json)|application/json;\s*profile=feed|text/xml", re.I)
#: Links in the text of a page that lead to a feed, by address or by their words.
_FEED_ADDRESS = re.compile(r"[/.=](?:rss|atom|feed|rdf)(?:[/.?&#]|\d?\.xml|$)", re.I)
_FEED_WORDS = re.compile(r"(?:RSS|Atom|XML)(?: ?\d\.\d)?(?: feeds?)?|(?:flux|canal|fuente) RSS", re.I)
_COMMENTS = re.compile(r"comments?\b|commentaires|kommentar", re.I)
_LEAST_SILENCE, _MOST_SILENCE, _TIMES = 3.0, 90.0, 10


@dataclass(frozen=True, slots=True)
class FeedLink:
    """A feed that a page names."""

    url: str
    title: str


@dataclass(frozen=True, slots=True)
class FoundFeed:
    """A feed that answered and what it holds."""

    url: str
    items: tuple[NewsItem, ...] = field(repr=False)
    site: str = ""

    @property
    def newest(self) -> datetime | None:
        """When its newest item was published."""
        return max((item.published for item in self.items if item.published), default=None)


def looks_like_feed(document: Document) -> bool:
    """Whether the body is a feed of any form."""
    return kind_of(document) == "feed"


def feed_links(document: Document) -> list[FeedLink]:
    """Feeds named in the head of a page, else those its text links to, in its order; feeds of comments last."""
    page = _page(document)
    if page is None:
        return []
    found: dict[str, FeedLink] = {}
    for link in page.xpath("//link[@href][contains(translate(@rel,'ALTERN','altern'),'alternate')]"):
        if _TYPES.match(link.get("type", "").strip()):
            url = urljoin(document.url, link.get("href", "").strip())
            if url.startswith(("http://", "https://")):
                found.setdefault(url, FeedLink(url, fold_space(link.get("title", ""))))
    for link in () if found else page.xpath("//a[@href]"):
        url, words = urljoin(document.url, link.get("href", "").strip()), fold_space(link.text_content())
        if url.startswith(("http://", "https://")) and (_FEED_ADDRESS.search(url) or _FEED_WORDS.fullmatch(words)):
            found.setdefault(url, FeedLink(url, words[:80]))
    return sorted(found.values(), key=lambda link: bool(_COMMENTS.search(f"{link.title} {link.url}")))


def site_name(document: Document) -> str:
    """What the site calls itself on its page, else its host."""
    page = _page(document)
    told = page.xpath("//meta[@property='og:site_name']/@content | //title/text()") if page is not None else []
    name = re.split(r"\s+[|–—-]\s+", fold_space(str(told[0])))[0] if told else ""
    return name[:80] or (urlsplit(document.url).hostname or "").removeprefix("www.")


def feed_title(document: Document) -> str:
    """What a feed calls itself; empty when it does not say."""
    if document.body.lstrip()[:1] == b"{":
        told = re.search(rb'"title"\s*:\s*"([^"\\]{1,200})"', document.body)
    else:
        told = re.search(rb"<title[^>]*>\s*(?:<!\[CDATA\[)?\s*([^<\]]{1,200})", document.body)
    return plain_text(told[1].decode("utf-8", "replace"))[:80] if told else ""


def found_feeds(documents: Iterable[Document]) -> list[FoundFeed]:
    """Feeds among what a crawl of a site brought, the one with most items first."""
    site, feeds = "", {}
    for document in documents:
        if looks_like_feed(document):
            site = site or feed_title(document)
        else:
            site = site_name(document)
            continue
        source = Source("found", "", "", "feed", document.url)
        items = tuple(item for item in read_feed(source, document) if isinstance(item, NewsItem))
        feeds[document.sha256] = FoundFeed(without_secrets(document.url), items, site)
    named = [FoundFeed(feed.url, feed.items, feed.site or _host(feed.url)) for feed in feeds.values()]
    return sorted(named, key=lambda feed: (bool(_COMMENTS.search(feed.url)), -len(feed.items), feed.url))


def source_of(feed: FoundFeed, name: str = "") -> Source:
    """The source that reads a feed, its rhythm taken from the dates of its items."""
    languages = sorted({item.lang[:2] for item in feed.items if len(item.lang) >= 2}) or ["en"]
    return Source(
        id=name or re.sub(r"[^a-z0-9]+", "_", _host(feed.url).lower()).strip("_")[:60],
        title=feed.site,
        publisher=feed.site,
        kind="feed",
        url=feed.url,
        language=tuple(languages),
        licence="Copyright of the publisher; headline, link, date and short summary with attribution only",
        least_items=1,
        silence_days=_silence(feed),
    )


def to_yaml(source: Source, found: str) -> str:
    """The source as a file of the catalogue; `found` says when and how it was found."""
    told = {
        "id": source.id, "title": source.title, "publisher": source.publisher, "kind": source.kind, "url": source.url,
        "language": list(source.language), "region": source.region, "licence": source.licence, "stores": source.stores,
        "interval_minutes": source.interval_minutes, "least_items": source.least_items,
        "silence_days": source.silence_days, "priority": source.priority, "certainty": found,
    }  # fmt: skip
    return yaml.safe_dump(told, sort_keys=False, allow_unicode=True, width=120)


def _silence(feed: FoundFeed) -> float:
    dates = sorted(item.published for item in feed.items if item.published)
    if len(dates) < 3:
        return _LEAST_SILENCE * 4
    gaps = [later - earlier for earlier, later in pairwise(dates)]
    usual = median(gap / timedelta(days=1) for gap in gaps)
    return round(min(max(usual * _TIMES, _LEAST_SILENCE), _MOST_SILENCE), 1)


def _host(url: str) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.").removeprefix("feeds.")


def _page(document: Document) -> html.HtmlElement | None:
    try:
        return html.document_fromstring(document.body) if document.body.strip() else None
    except (ValueError, html.etree.LxmlError):
        return None
