"""Kind `feed_articles`: a feed whose article pages may be read too, where the publisher's terms allow it.

Pages are archived for the operator and read for labels; the public side keeps what the feed says and our own fields.
Options: `more` as of kind `feed`; `articles`, most pages of one crawl (default 30).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import islice

from crawlers.articles import read_article
from crawlers.kinds import Ask, Held, feed
from records.fetching import Document, Reject, Source
from records.identity import canonical_url
from records.news import ArticlePage, NewsItem

_PAGE = re.compile(
    rb"\s*(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html)\b", re.I | re.S
)
_MOST, _MOST_BYTES = 30, 8_000_000


def start(source: Source, held: Held) -> Iterable[Ask]:
    """The feed."""
    return feed.start(source, held)


def required(source: Source, url: str) -> bool:
    """Whether the round depends on this address: an article that is gone does not make a feed fail."""
    return url in {ask.url for ask in feed.start(source, Held())}


def follow(source: Source, document: Document, held: Held) -> Iterable[Ask]:
    """Pages of the feed's items that were not fetched yet, newest first as in the feed."""
    if _PAGE.match(document.body):
        return
    items = (item.url for item in feed.parse(source, document) if isinstance(item, NewsItem) and item.url)
    unread = (url for url in dict.fromkeys(map(canonical_url, items)) if url not in held.validators)
    for url in islice(unread, int(source.options.get("articles", _MOST))):
        yield Ask(url, note="article", expects="html", most_bytes=_MOST_BYTES)


def parse(source: Source, document: Document) -> Iterable[NewsItem | ArticlePage | Reject]:
    """Items of the feed, or the text of an article page."""
    if not _PAGE.match(document.body):
        yield from feed.parse(source, document)
        return
    article = read_article(document.body, document.media_type)
    if article.problem:
        yield Reject(document.url, article.problem)
    else:
        yield ArticlePage(source.id, document.url, article.text, article.lang, article.published)
