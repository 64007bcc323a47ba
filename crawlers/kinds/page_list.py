"""Kind `page_list`: a page that lists news, for offices without a feed.

Options are selectors, CSS or (when they begin with `/`, `./` or `(`) XPath: `items` (one per entry), and within an
entry `title`, `link`, `date`, `summary`. Without them the entry's first link gives title and address, its first `time`
the date. `date_format` (as in strptime) reads dates that are written in figures with the day first or last in doubt.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from urllib.parse import urljoin

from parsel import Selector, SelectorList
from w3lib.encoding import html_to_unicode

from crawlers.kinds import Ask, Held
from crawlers.plain import plain_text, shorten
from crawlers.plain_dates import read_date
from records.errors import BadInput
from records.fetching import Document, Reject, Source
from records.news import NewsItem

_FIRST_LINK = "./descendant-or-self::a[@href]"
_NOT_A_SELECTOR = (ValueError, SyntaxError, RuntimeError)


def start(source: Source, held: Held) -> Iterable[Ask]:
    """The page; BadInput when the source does not say what an entry is."""
    if not source.options.get("items"):
        raise BadInput(f"source {source.id} needs the option 'items': the selector of one entry")
    yield Ask(source.url, expects="html")


def follow(source: Source, document: Document, held: Held) -> Iterable[Ask]:
    """Nothing: the page is all there is."""
    return ()


def parse(source: Source, document: Document) -> Iterable[NewsItem | Reject]:
    """Entries in the page's order. No match is a Reject: a page that changed its form is not a page without news."""
    try:
        page = Selector(text=_text(document), type="html")
        entries = _select(page, source.options["items"])
        found = [_item(source, document, entry) for entry in entries]
    except (*_NOT_A_SELECTOR, KeyError) as error:
        yield Reject(document.url, f"the source's selectors cannot be used: {error}"[:200])
        return
    if not found:
        yield Reject(document.url, f"nothing on the page matches {source.options['items']!r}: has it changed?")
    seen: set[str] = set()
    for place, item in enumerate(found, 1):
        if item is None:
            yield Reject(f"{document.url} entry {place}", "neither title nor link where the selectors say")
        elif item.url not in seen:
            seen.add(item.url)
            yield item


def _text(document: Document) -> str:
    _, text = html_to_unicode(document.media_type or None, document.body, default_encoding="utf-8")
    return text.replace("\x00", "")


def _select(within: Selector, path: str) -> SelectorList[Selector]:
    return within.xpath(path) if path.startswith(("/", "./", "(")) else within.css(path)


def _chosen(source: Source, entry: Selector, name: str, otherwise: str) -> Selector | None:
    return next(iter(_select(entry, source.options.get(name, otherwise))), None)


def _words(node: Selector | None) -> str:
    return plain_text(node.get()) if node is not None else ""


def _item(source: Source, document: Document, entry: Selector) -> NewsItem | None:
    link = _chosen(source, entry, "link", _FIRST_LINK)
    address = "" if link is None else link.attrib.get("href", "") or link.get()
    url = urljoin(document.url, address.strip()) if address else ""
    title = _words(_chosen(source, entry, "title", source.options.get("link", _FIRST_LINK)))
    if not title or not url.startswith(("http://", "https://")):
        return None
    date = _chosen(source, entry, "date", "./descendant-or-self::time")
    summary = _words(_chosen(source, entry, "summary", "./descendant::p"))
    return NewsItem(
        source=source.id,
        title=title,
        url=url,
        summary=shorten(summary) if summary != title else "",
        published=_published(source, document, date),
        lang=source.language[0] if len(source.language) == 1 else "",
        outlet=source.publisher,
        sample=source.sample,
    )


def _published(source: Source, document: Document, node: Selector | None) -> datetime | None:
    if node is None:
        return None
    stamps = (node.attrib.get("datetime", ""), node.attrib.get("content", ""), _words(node))
    days = (read_date(stamp, source.options.get("date_format", "")) for stamp in stamps if stamp)
    day = next((day for day in days if day), None)
    return day if day and datetime(1990, 1, 1, tzinfo=UTC) <= day and (day - document.fetched).days < 2 else None
