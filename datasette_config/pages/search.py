"""`/search`: one box over resolutions, paragraphs, statements, drafts and news. The query language is records.query."""

from __future__ import annotations

import re
import shlex
import sqlite3
from collections.abc import Iterable
from urllib.parse import quote

from datasette_config.answering import Answer, Entry, listing, page
from datasette_config.asking import Ask
from datasette_config.looks import short_title
from datasette_config.texts import words
from db.pages.home import holds_sample
from db.pages.rows import FEED_ROWS, Row
from db.pages.situations import situation_names
from db.search.names import country_names
from db.search.search import Answer as Found
from db.search.search import Facet, Hit, search
from records.places import anchor, text_link

SIZE, EXPORT = 20, 200
#: Values shown of a facet.
MOST_VALUES = 8


def search_page(connection: sqlite3.Connection, ask: Ask) -> Answer:
    """The page, its feed and its data."""
    asked = ask.value("q")
    offset = ask.number("offset", 0, 0, 10_000)
    size = {"html": SIZE, "atom": FEED_ROWS}.get(ask.form, EXPORT)
    found = search(connection, asked, size, offset, with_facets=ask.form == "html")
    t = words().search
    title = f"{t.title}: {asked}" if asked else t.title
    rows = [hit_row(hit) for hit in found.hits]
    if other := listing(ask, title, rows, (hit_entry(hit) for hit in found.hits)):
        return other
    return page(
        ask,
        "search.html",
        sample=holds_sample(connection),
        q=asked,
        found=found,
        hits=[(hit, hit_link(connection, hit)) for hit in found.hits],
        facets=[facet_links(ask, asked, facet) for facet in found.facets if len(facet.values) > 1],
        places={**country_names(), **{row["iso3"]: row["name"] for row in situation_names(connection)}},
        chosen=chosen(ask, asked, found),
        command=f"caac alerts add {shlex.quote(asked[:40])} {shlex.quote(asked)} --to YOU@EXAMPLE.ORG",
        reach=min(found.total, 1000),
        size=SIZE,
        offset=offset,
    )


def hit_link(connection: sqlite3.Connection, hit: Hit) -> str:
    """Where a hit is read: a paragraph of a text, the story of a report."""
    if hit.kind == "news":
        row = connection.execute("SELECT story FROM news WHERE id = ?", (hit.key,)).fetchone()
        return f"/story/{quote(row[0], safe='')}" if row and row[0] else f"/report/{hit.key}"
    lang = f"?lang={hit.lang}" if hit.lang not in {"", "en"} else ""
    return plain_link(hit) + lang + (f"#{anchor(hit.reference)}" if hit.reference else "")


def plain_link(hit: Hit) -> str:
    """The page of a text or report, without a look into the database."""
    if hit.kind == "news":
        return f"/report/{hit.key}"
    if link := text_link(hit.symbol):
        return link
    return f"/{'draft' if hit.kind == 'draft' else 'text'}/{quote(hit.symbol, safe='/')}"


def hit_row(hit: Hit) -> Row:
    """A hit as a flat row for CSV and JSON."""
    return {
        "kind": hit.kind,
        "key": hit.key,
        "paragraph": hit.reference,
        "title": hit.title,
        "date": hit.date,
        "lang": hit.lang,
        "text": "".join(text for text, _ in hit.segments),
        "situations": " ".join(hit.situations),
        "source": hit.source,
        "outlet": hit.outlet,
        "url": hit.url,
        "score": round(hit.score, 4),
    }


def hit_entry(hit: Hit) -> Entry:
    """A hit in a feed."""
    where = plain_link(hit) + (f"#{anchor(hit.reference)}" if hit.reference else "")
    name = f"{hit.symbol} {short_title(hit.title)}" if hit.symbol else hit.title
    return Entry(f"{hit.kind}/{hit.key}/{hit.reference}", name, hit.date, where, "".join(t for t, _ in hit.segments))


def _field(name: str, value: str) -> str:
    return f'{name}:"{value}"' if " " in value else f"{name}:{value}"


def facet_links(ask: Ask, asked: str, facet: Facet) -> Row:
    """A facet with links that narrow the search by each of its values: the first of them, and the further ones."""
    listed = [
        (value, count, ask.link(q=f"{asked} {_field(facet.field, value)}".strip(), offset=None))
        for value, count in facet.values
    ]
    shown, further = listed[:MOST_VALUES], listed[MOST_VALUES:]
    return {"field": facet.field, "exact": facet.exact, "values": shown, "further": further}


def chosen(ask: Ask, asked: str, found: Found) -> list[tuple[str, str, str]]:
    """The fields in the query as (field, value, link without it)."""
    held: Iterable[tuple[str, str]] = ((f.field, v) for f in found.query.filters if not f.excluded for v in f.values)
    links = []
    for name, value in held:
        without = re.sub(rf"(?i)(?<!\S){name}:(\"{re.escape(value)}\"|{re.escape(value)})(?!\S)", " ", asked)
        links.append((name, value, ask.link(q=" ".join(without.split()), offset=None)))
    if found.query.years:
        without = re.sub(r"(?i)(?<!\S)year:\S+", " ", asked)
        first, last = found.query.years
        links.append(
            ("year", f"{first}–{last}" if first != last else str(first), ask.link(q=" ".join(without.split())))
        )
    return links
