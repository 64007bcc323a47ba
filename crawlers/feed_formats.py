"""The formats of feeds: RSS, Atom, RDF by feedparser, JSON Feed by a few lines of ours. Never fetches: bytes only."""

from __future__ import annotations

import io
import json
import re
import xml.sax
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import feedparser

from crawlers.plain import fold_space
from crawlers.plain_dates import read_date
from records.fetching import Document, Reject

#: What feedparser has been seen to raise on damaged input; its own promise is to raise nothing.
_BROKEN = (
    ValueError, TypeError, AttributeError, LookupError, AssertionError, RecursionError, OverflowError, OSError,
    xml.sax.SAXException,
)  # fmt: skip
#: feedparser takes a minute for a tag with fifty thousand attributes.
_ENDLESS = re.compile(rb"<[A-Za-z/?][^<>]{50000}")
_ELEMENT = re.compile(rb"<([A-Za-z][\w:.-]{0,40})")
_ZERO_YEAR = re.compile(r"(?<![+\-\d:])000\d\b")
_ZONE = re.compile(r"(?:GMT|UTC)\s?([+-])(\d{1,2})(?::?(\d\d))?$")


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


def read_items(document: Document) -> list[Raw] | Reject:
    """Items of a feed in its order; a Reject for what is no feed."""
    try:
        return _json_items(document) if _is_json(document.body) else _xml_items(document)
    except _BROKEN as error:
        said = f"{type(error).__name__} {fold_space(str(error))[:200]}"
        return Reject(document.url, f"not a feed that can be read: {said}")


def _xml_items(document: Document) -> list[Raw] | Reject:
    if _ENDLESS.search(document.body):
        return Reject(document.url, "not a feed that can be read: a tag of more than 50,000 bytes")
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
