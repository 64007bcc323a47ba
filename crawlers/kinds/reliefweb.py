"""Kind `reliefweb`: reports of the ReliefWeb API, version 2, newest first.

The API answers only callers whose appname ReliefWeb has approved; without one, the feed kind reads ReliefWeb's RSS.
Options: `query` (ReliefWeb's query language), `limit` (reports per answer), `pages` (most answers of one crawl).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from crawlers.kinds import Ask, Held
from crawlers.plain import fold_space, plain_text, shorten
from records.fetching import Document, Reject, Source
from records.news import NewsItem

_FIELDS = (
    "title", "body", "body-html", "url", "url_alias", "origin", "date.original", "date.created", "date.changed",
    "source.name", "source.shortname", "language.code", "country.iso3", "theme.name", "format.name",
)  # fmt: skip
_LIMIT = 50
_REFUSED = (
    "ReliefWeb answers only to an appname it has approved: ask for one at apidoc.reliefweb.int, "
    "set CAAC_SECRET_RELIEFWEB_APPNAME, or use the source reliefweb_rss meanwhile"
)
_MARKS = re.compile(r"\*\*|__|^#+ ", re.M)
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)\s]*\)")


def start(source: Source, held: Held) -> Iterable[Ask]:
    """The newest reports of the query."""
    yield _page(source, 0)


def follow(source: Source, document: Document, held: Held) -> Iterable[Ask]:
    """The next page, while there is one and `pages` allows it."""
    offset = int(_first(parse_qs(urlsplit(document.url).query), "offset", "0"))
    limit = int(source.options.get("limit", _LIMIT))
    answer = _answer(document)
    total, count = answer.get("totalCount"), len(_rows(answer))
    pages = int(source.options.get("pages", 1))
    if isinstance(total, int) and count and offset + count < total and offset // limit + 1 < pages:
        yield _page(source, offset + count)


def parse(source: Source, document: Document) -> Iterable[NewsItem | Reject]:
    """Reports in the answer's order; answers of version 1 are read too."""
    answer = _answer(document)
    if "data" not in answer:
        said = answer.get("error") or answer.get("message") or document.body[:200].decode("utf-8", "replace")
        yield Reject(document.url, f"no answer of the ReliefWeb API: {fold_space(str(said))[:200]}")
        return
    for place, row in enumerate(_rows(answer), 1):
        item = _item(source, row) if isinstance(row, dict) else None
        yield item or Reject(f"{document.url} report {place}", "neither title nor address")


def _page(source: Source, offset: int) -> Ask:
    query = [
        ("profile", "list"),
        ("preset", "latest"),
        ("limit", source.options.get("limit", str(_LIMIT))),
        ("offset", str(offset)),
        *(("fields[include][]", name) for name in _FIELDS),
    ]
    if words := source.options.get("query"):
        query.append(("query[value]", words))
    return Ask(f"{source.url}?appname={{RELIEFWEB_APPNAME}}&{urlencode(query)}", expects="json", hint=_REFUSED)


def _answer(document: Document) -> dict[str, Any]:
    try:
        answer = json.loads(document.body.decode("utf-8-sig", "replace"), strict=False)
    except (ValueError, RecursionError):
        return {}
    return answer if isinstance(answer, dict) else {}


def _rows(answer: Mapping[str, Any]) -> list[Any]:
    rows = answer.get("data")
    return rows if isinstance(rows, list) else []


def _item(source: Source, row: Mapping[str, Any]) -> NewsItem | None:
    fields = _mapping(row.get("fields"))
    title = plain_text(_words(fields.get("title") or fields.get("name")))
    report = _words(row.get("id") or fields.get("id"))
    url = _words(fields.get("url_alias") or fields.get("url"))
    if not url.startswith(("http://", "https://")):
        url = f"https://reliefweb.int/node/{report}" if report.isdigit() else ""
    if not (title and url):
        return None
    body = plain_text(_words(fields.get("body-html"))) or _plain_markdown(
        _words(fields.get("body") or fields.get("description"))
    )
    dates = _mapping(fields.get("date"))
    return NewsItem(
        source=source.id,
        title=title,
        url=url,
        guid=f"reliefweb {report}" if report else "",
        summary=shorten(body),
        published=_when(dates.get("original")) or _when(dates.get("created")),
        updated=_when(dates.get("changed")),
        lang=_first_of(fields.get("language"), "code")[:2],
        outlet=_first_of(fields.get("source"), "shortname", "name"),
        categories=tuple(_each(fields.get("theme"), "name") + _each(fields.get("format"), "name")),
        body=body,
        sample=source.sample,
    )


def _plain_markdown(text: str) -> str:
    return plain_text(_LINK.sub(r"\1", _MARKS.sub("", text)))


def _mapping(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _words(value: object) -> str:
    return str(value).strip() if isinstance(value, str | int) and not isinstance(value, bool) else ""


def _each(entries: object, name: str) -> list[str]:
    rows = entries if isinstance(entries, list) else [entries]
    return [words for row in rows if (words := fold_space(_words(_mapping(row).get(name))))]


def _first_of(entries: object, *names: str) -> str:
    return next((found[0] for name in names if (found := _each(entries, name))), "")


def _first(query: Mapping[str, list[str]], name: str, otherwise: str) -> str:
    value = query.get(name, [otherwise])[0]
    return value if value.isdigit() else otherwise


def _when(stamp: object) -> datetime | None:
    try:
        when = datetime.fromisoformat(_words(stamp))
        return when.astimezone(UTC) if when.tzinfo else when.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return None
