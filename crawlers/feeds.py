"""Feed bytes to news items: RSS, Atom, RDF by feedparser, JSON Feed by a few lines of ours.

Never fetches: feedparser is given bytes only. Never raises for what a feed may hold: what cannot be read is a Reject.
"""

from __future__ import annotations

import hashlib
import io
import json
import re
import xml.sax
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urljoin

import feedparser

from crawlers.plain import fold_space, plain_text, shorten
from crawlers.plain_dates import read_date
from records.fetching import Document, Reject, Source
from records.identity import canonical_url
from records.news import NewsItem

#: What feedparser has been seen to raise on damaged input; its own promise is to raise nothing.
_BROKEN = (
    ValueError, TypeError, AttributeError, LookupError, AssertionError, RecursionError, OverflowError, OSError,
    xml.sax.SAXException,
)  # fmt: skip
_EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
#: Clocks of publishers run ahead, and date-only stamps may lie in a zone ahead of UTC.
_AHEAD = timedelta(hours=26)
_WEB = re.compile(r"https?://", re.I)
_TITLE_MOST = 120
_ZERO_YEAR = re.compile(r"\b000\d\b")
_ZONE = re.compile(r"(?:GMT|UTC)\s?([+-])(\d{1,2})(?::?(\d\d))?$")
_ELEMENT = re.compile(rb"<([A-Za-z][\w:.-]{0,40})")


@dataclass(frozen=True, slots=True)
class Raw:
    """One item as its format gives it; texts may hold markup, dates are UTC or None."""

    title: str = ""
    link: str = ""
    guid: str = ""
    summary: str = ""
    content: str = ""
    published: datetime | None = None
    updated: datetime | None = None
    lang: str = ""
    outlet: str = ""
    categories: tuple[str, ...] = ()


def read_feed(source: Source, document: Document) -> Iterator[NewsItem | Reject]:
    """Items of the feed in its order, or one Reject that says why there are none."""
    try:
        raws = _json_items(document) if _is_json(document.body) else _xml_items(document)
    except _BROKEN as error:
        yield Reject(
            document.url, f"not a feed that can be read: {type(error).__name__} {fold_space(str(error))[:200]}"
        )
        return
    if isinstance(raws, Reject):
        yield raws
        return
    if not raws and source.least_items > 0:
        yield Reject(document.url, "the feed holds no items")
    guids = _guids(document.url, raws)
    for place, raw in enumerate(raws, 1):
        yield _item(source, document, raw, guids[_name(document.url, raw)]) or Reject(
            f"{document.url} item {place}", "neither title, text nor link"
        )


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


# --- RSS, Atom, RDF


def _xml_items(document: Document) -> list[Raw] | Reject:
    headers = {"content-type": document.media_type, "content-location": document.url}
    found = feedparser.parse(
        io.BytesIO(document.body), response_headers=headers, sanitize_html=False, resolve_relative_uris=False
    )
    if not found.entries and not found.version:
        first = _ELEMENT.search(document.body[:4000])
        opens = f"it opens with <{first.group(1).decode()}>" if first else "there is no markup in it"
        why = found.get("bozo_exception") if isinstance(found.get("bozo_exception"), xml.sax.SAXException) else ""
        return Reject(
            document.url, f"not a feed that can be read: {opens}" + f"; {fold_space(str(why))}"[:200] * bool(why)
        )
    lang = str(found.feed.get("language", "") or "")
    return [_xml_item(entry, lang) for entry in found.entries]


def _xml_item(entry: Any, lang: str) -> Raw:  # noqa: ANN401
    contents = [part.get("value") or "" for part in entry.get("content", ())]
    from_feed = entry.get("source")
    return Raw(
        title=_text(entry, "title"),
        link=_text(entry, "link") or _first_link(entry),
        guid=_text(entry, "id"),
        summary=_text(entry, "summary"),
        content=max(contents, key=len, default=""),
        published=_when(entry, "published") or _when(entry, "created"),
        updated=_when(entry, "updated"),
        lang=_text(entry, "language") or lang,
        outlet=_text(from_feed, "title") if isinstance(from_feed, dict) else "",
        categories=tuple(str(tag.get("term") or "") for tag in entry.get("tags", ())),
    )


def _text(fields: Any, name: str) -> str:  # noqa: ANN401
    value = fields.get(name, "")
    return value if isinstance(value, str) else ""


def _first_link(entry: Any) -> str:  # noqa: ANN401
    links = [*entry.get("links", ()), *entry.get("enclosures", ())]
    return next((str(link["href"]) for link in links if link.get("href")), "")


def _when(entry: dict[str, Any], name: str) -> datetime | None:
    # The text and not feedparser's reading of it, which fills what is missing from today's date. dict.get, because
    # feedparser's own `get` answers for `updated` with `published`.
    return _date(str(dict.get(entry, name) or ""))


def _date(text: str) -> datetime | None:
    """A date in UTC. The zero date of some programs is none: the rules of e-mail would read the year 0001 as 2001."""
    if not text.strip() or _ZERO_YEAR.search(text):
        return None
    return read_date(_ZONE.sub(lambda m: f"{m[1]}{int(m[2]):02}{m[3] or '00'}", text.strip()))


# --- JSON Feed


def _is_json(body: bytes) -> bool:
    return body[:200].lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"{"


def _json_items(document: Document) -> list[Raw] | Reject:
    feed = json.loads(document.body.decode("utf-8-sig", "replace"), strict=False)
    items = feed.get("items") if isinstance(feed, dict) else None
    if not isinstance(items, list):
        return Reject(document.url, "JSON without a list of items: not a JSON Feed")
    lang = _plain(feed.get("language"))
    return [_json_item(item if isinstance(item, dict) else {}, lang) for item in items]


def _json_item(item: dict[str, Any], lang: str) -> Raw:
    tags = item.get("tags")
    return Raw(
        title=_plain(item.get("title")),
        link=_plain(item.get("url")) or _plain(item.get("external_url")),
        guid=_plain(item.get("id")),
        summary=_plain(item.get("summary")),
        content=_plain(item.get("content_html")) or _plain(item.get("content_text")),
        published=_date(_plain(item.get("date_published"))),
        updated=_date(_plain(item.get("date_modified"))),
        lang=_plain(item.get("language")) or lang,
        categories=tuple(map(_plain, tags)) if isinstance(tags, list) else (),
    )


def _plain(value: object) -> str:
    if isinstance(value, str):
        return value
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else ""
