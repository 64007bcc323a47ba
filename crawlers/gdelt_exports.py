"""GDELT's event exports: tab-separated rows without a header, one event per row, many rows per article.

An export holds no titles. The words of an article's address stand in for one, and are marked as such in its category
`title from address`; an address without words is left to sources that give a title.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from urllib.parse import unquote, urlsplit

from crawlers.plain import fold_space
from records.fetching import Document, Reject, Source
from records.identity import canonical_url
from records.news import NewsItem

#: Columns of version 2.0, and of 1.0 since it gives addresses.
_COLUMNS = (61, 58)
_EVENT_ROOT = 28
_PLACE = {61: 52, 58: 50}
_WORDS_LEAST = 3
_NUMBER = re.compile(r"\d{1,3}")
_ENDINGS = {"html", "htm", "shtml", "php", "asp", "aspx", "ece", "cms", "story", "amp"}


def is_export(body: bytes) -> bool:
    """Whether the first row has the columns of an export."""
    cells = body[:8000].split(b"\n", 1)[0].rstrip(b"\r").split(b"\t")
    return len(cells) in _COLUMNS and cells[0].isdigit() and cells[1].isdigit()


def read_export(source: Source, document: Document) -> Iterator[NewsItem | Reject]:
    """One item per article address, in the order of the rows; rows of other events than `events` are passed over."""
    wanted = set(source.options.get("events", "").split())
    seen: set[str] = set()
    for number, line in enumerate(document.body.decode("utf-8", "replace").splitlines(), 1):
        cells = line.split("\t")
        if len(cells) not in _COLUMNS:
            yield Reject(f"{document.url} line {number}", f"{len(cells)} columns, not {_COLUMNS[0]}")
            continue
        url = canonical_url(cells[-1])
        if not url.startswith(("http://", "https://")) or url in seen:
            continue
        if wanted and cells[_EVENT_ROOT] not in wanted:
            continue
        seen.add(url)
        if title := title_from_address(url):
            yield _item(source, cells, url, title)


def title_from_address(url: str) -> str:
    """The words of the longest part of the path, as a sentence; empty when there are fewer than three."""
    parts = [re.split(r"[-_+.\s]+", unquote(part)) for part in urlsplit(url).path.split("/")]
    # Numbers of articles and hexadecimal names are no words; "10 years" is.
    words = max(([w for w in part if w.isalpha() or _NUMBER.fullmatch(w)] for part in parts), key=len, default=[])
    while words and (words[-1].isdigit() or words[-1] in _ENDINGS):
        words.pop()
    letters = [word for word in words if len(word) > 1 and not word.isdigit()]
    return fold_space(" ".join(words)).capitalize() if len(letters) >= _WORDS_LEAST else ""


def _item(source: Source, cells: list[str], url: str, title: str) -> NewsItem:
    added = cells[-2] if len(cells) == _COLUMNS[0] else cells[1]
    # "Town, province, country": nothing finer than the province is kept.
    place = ", ".join(fold_space(cells[_PLACE[len(cells)]]).split(", ")[-2:])
    return NewsItem(
        source=source.id,
        title=title,
        url=url,
        summary=f"Place of the event according to GDELT: {place}." if place else "",
        published=_when(added),
        outlet=(urlsplit(url).hostname or "").removeprefix("www."),
        categories=("title from address", f"CAMEO {cells[_EVENT_ROOT]}"),
        sample=source.sample,
    )


def _when(stamp: str) -> datetime | None:
    form = "%Y%m%d%H%M%S" if len(stamp) == len("20191024143000") else "%Y%m%d"
    try:
        return datetime.strptime(stamp, form).replace(tzinfo=UTC)
    except ValueError:
        return None
