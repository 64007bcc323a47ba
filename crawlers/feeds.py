"""Feed bytes to news items: what names an item, which of its dates are credible, how much of its text is shown.

Never raises for what a feed may hold: what cannot be read is a Reject.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from urllib.parse import urljoin

from crawlers.feed_formats import Raw, read_items
from crawlers.plain import fold_space, plain_text, shorten
from records.fetching import Document, Reject, Source
from records.identity import canonical_url
from records.news import NewsItem

_EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
#: Clocks of publishers run ahead, and date-only stamps may lie in a zone ahead of UTC.
_AHEAD = timedelta(hours=26)
_WEB = re.compile(r"https?://", re.I)
_TITLE_MOST = 120
#: Empty items that are listed one by one.
_BARE_LISTED = 20


def read_feed(source: Source, document: Document) -> Iterator[NewsItem | Reject]:
    """Items of the feed in its order, or one Reject that says why there are none."""
    raws = read_items(document)
    if isinstance(raws, Reject):
        yield raws
        return
    if not raws and source.least_items > 0:
        yield Reject(document.url, "the feed holds no items")
    guids = _guids(document.url, raws)
    bare = 0
    for place, raw in enumerate(raws, 1):
        if item := _item(source, document, raw, guids[_name(document.url, raw)]):
            yield item
        elif (bare := bare + 1) <= _BARE_LISTED:
            yield Reject(f"{document.url} item {place}", "neither title, text nor link")
    if bare > _BARE_LISTED:
        yield Reject(document.url, f"{bare - _BARE_LISTED:,} more items with neither title, text nor link")


def _item(source: Source, document: Document, raw: Raw, guid: str) -> NewsItem | None:
    title, summary, content = plain_text(raw.title), plain_text(raw.summary), plain_text(raw.content)
    url = _address(document.url, raw)
    text = content if len(content) > len(summary) else summary
    if not (title or text or url):
        return None
    if not (guid or url):
        guid = "sha256:" + hashlib.sha256(f"{title}\n{text}".encode()).hexdigest()[:32]
    return NewsItem(
        source=source.id,
        title=title or shorten(text, _TITLE_MOST) or url,
        url=url,
        guid=guid,
        summary=shorten(summary or content),
        # Atom may give the last change alone; it is then the only date there is.
        published=_credible(raw.published, document.fetched) or _credible(raw.updated, document.fetched),
        updated=_credible(raw.updated, document.fetched),
        lang=re.split(r"[-_]", raw.lang.strip().lower())[0][:3],
        outlet=plain_text(raw.outlet) or source.publisher,
        categories=tuple(dict.fromkeys(filter(None, map(plain_text, raw.categories)))),
        body=text if len(text) > len(shorten(summary or content)) else "",
        sample=source.sample,
    )


def _guids(base: str, raws: list[Raw]) -> dict[str, str]:
    """Name of each item -> its guid as it is to be kept.

    Empty when one guid stands at different links and so names nothing, or when the link is the only name. Names that
    are web addresses and differ in what canonical addresses leave out (`#note-1`, `#note-2`) are kept as plain words,
    so that their items stay apart.
    """
    names = {_name(base, raw): fold_space(raw.guid) for raw in raws}
    links = {(_name(base, raw), canonical_url(raw.link)) for raw in raws if raw.link}
    standing = Counter(name for name, _ in links)
    alike = Counter(canonical_url(name) for name in names if _WEB.match(name))
    return {
        name: f"guid:{name}" if alike[canonical_url(name)] > 1 else "" if standing[name] > 1 else guid
        for name, guid in names.items()
    }


def _name(base: str, raw: Raw) -> str:
    return fold_space(raw.guid) or _address(base, raw)


def _address(base: str, raw: Raw) -> str:
    link = fold_space(raw.link)
    if not link and _WEB.match(raw.guid.strip()):
        link = fold_space(raw.guid)
    if not link:
        return ""
    try:
        address = urljoin(base, link)
    except ValueError:
        return ""
    return address if _WEB.match(address) else ""


def _credible(when: datetime | None, fetched: datetime) -> datetime | None:
    return when if when and _EARLIEST <= when <= fetched + _AHEAD else None
