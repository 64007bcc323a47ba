"""What goes back: pages, and the same list as CSV, JSON and Atom."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from xml.etree import ElementTree as ET

from datasette_config.asking import Ask
from datasette_config.looks import environment

ATOM = "http://www.w3.org/2005/Atom"
Row = Mapping[str, Any]
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Answer:
    """Status, media type and body of a response."""

    body: str
    status: int = 200
    media_type: str = "text/html; charset=utf-8"
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a feed; `updated` is ISO 8601, `link` a path of ours or a whole address."""

    id: str
    title: str
    updated: str
    link: str
    summary: str = ""


def page(ask: Ask, template: str, status: int = 200, **values: object) -> Answer:
    """A page of ours."""
    text = environment().get_template(template).render(ask=ask, **values)
    return Answer(text, status)


def moved(link: str) -> Answer:
    """The page has one address; this was another way to write it."""
    return Answer("", 302, headers={"Location": link})


def _cell(value: object) -> object:
    """A spreadsheet takes a cell that begins like a formula for one: such text gets an apostrophe before it."""
    text = "" if value is None else value
    if isinstance(text, str) and text[:1] in {"=", "+", "-", "@", "\t", "\r"}:
        return "'" + text
    return text


def as_csv(rows: Sequence[Row], name: str) -> Answer:
    """Comma-separated, with a header line."""
    out = io.StringIO()
    if rows:
        writer = csv.writer(out)
        writer.writerow(rows[0].keys())
        writer.writerows([_cell(v) for v in row.values()] for row in rows)
    headers = {"Content-Disposition": f'attachment; filename="{name}.csv"'}
    return Answer(out.getvalue(), media_type="text/csv; charset=utf-8", headers=headers)


def as_json(value: object) -> Answer:
    """JSON, UTF-8."""
    return Answer(json.dumps(value, ensure_ascii=False, default=str), media_type="application/json; charset=utf-8")


def _instant(text: str) -> str:
    """Atom wants date and time with a zone."""
    if not text:
        return "1970-01-01T00:00:00Z"
    if len(text) == 10:
        return f"{text}T00:00:00Z"
    return text if text.endswith("Z") or "+" in text[10:] else f"{text.replace(' ', 'T')}Z"


def as_atom(ask: Ask, title: str, entries: Iterable[Entry]) -> Answer:
    """An Atom feed of plain text: nothing a source wrote is passed on as markup."""
    ET.register_namespace("", ATOM)
    found = list(entries)
    feed = ET.Element(f"{{{ATOM}}}feed")

    def add(parent: ET.Element, tag: str, text: str = "", **attributes: str) -> ET.Element:
        made = ET.SubElement(parent, f"{{{ATOM}}}{tag}", attributes)
        made.text = _NOT_XML.sub("", text) or None
        return made

    own = ask.whole(ask.link(f"{ask.path}.atom"))
    add(feed, "id", own)
    add(feed, "title", title)
    add(feed, "updated", max((_instant(e.updated) for e in found), default=_instant("")))
    add(feed, "link", rel="self", href=own)
    add(feed, "link", rel="alternate", type="text/html", href=ask.whole(ask.link()))
    add(add(feed, "author"), "name", "CAAC monitor")
    for entry in found:
        made = add(feed, "entry")
        link = entry.link if "://" in entry.link else ask.whole(entry.link)
        add(made, "id", f"{ask.origin}/id/{entry.id}")
        add(made, "title", entry.title or entry.id)
        add(made, "updated", _instant(entry.updated))
        add(made, "link", rel="alternate", href=link)
        add(made, "summary", entry.summary)
    body = ET.tostring(feed, encoding="unicode", xml_declaration=False)
    return Answer(f'<?xml version="1.0" encoding="utf-8"?>\n{body}', media_type="application/atom+xml; charset=utf-8")


def listing(ask: Ask, title: str, rows: Sequence[Row], entries: Iterable[Entry]) -> Answer | None:
    """The list in the form that was asked for; None when that is a page."""
    if ask.form == "csv":
        return as_csv(rows, ask.path.strip("/").replace("/", "-") or "caac")
    if ask.form == "json":
        return as_json([dict(row) for row in rows])
    if ask.form == "atom":
        return as_atom(ask, title, entries)
    return None
