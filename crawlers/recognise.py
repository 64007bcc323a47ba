"""What a bulk file is, by its content: its name may say anything."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable

from crawlers.layouts.report_rows import is_report_table
from records.fetching import Document

_HEAD = 16_384
#: Web pages carry long heads of their own before their words.
_PAGE_HEAD = 400_000
_AKN = re.compile(rb"<(?:\w+:)?akomaNtoso\b", re.I)
_MARC = re.compile(rb"http://www\.loc\.gov/MARC21/slim|<(?:\w+:)?(?:controlfield|datafield)\b")
_FEED = re.compile(rb"<(?:\w+:)?(?:rss|feed|RDF|channel)\b", re.I)
#: A press release, and a table of the library that names meeting records.
_PRESS = re.compile(rb'class="[^"]*\bfield--name-field-symbol\b')
_LISTING = re.compile(rb"<table\b.*?\bS/PV\.", re.S | re.I)
_BOM = b"\xef\xbb\xbf"
#: The mark encoded a second time, as pages of the library have it.
_BOM_TWICE = b"\xc3\xaf\xc2\xbb\xc2\xbf"
_HTML = re.compile(rb"<!doctype\s+html|<html\b", re.I)
#: Columns by which a table of texts is known: one of each pair must be there.
_TEXT_COLUMNS = {"text", "paragraphs", "body", "raw_text"}
_SYMBOL_COLUMNS = {"symbol", "doc_id", "resolution", "res_no", "record_number"}
#: Lines by which a plain text is known to be one of the Council or of another body.
_PLAIN = re.compile(
    r"^(?:The )?(?:Security Council|Peace and Security Council|General Assembly|Human Rights Council"
    r"|North Atlantic Council) ?,|^PSC/[A-Z]{2,4}/|^NATO\b|^.{0,120}\bReport of the Secretary-General\W*$|^S/AC\.51/\d",
    re.M,
)
#: A web page whose title or a line of its own says that it is such a text; pages that merely quote one do not.
_TEXT_PAGE = re.compile(
    rb"<(?:title|h[1-3])\b[^>]*>[^<]{0,200}(?:Report of the Secretary-General|S/AC\.51/\d|PSC/[A-Z]{2,4}/|A/RES/\d)"
    rb"|>\s*Report of the Secretary-General\s*<",
    re.I,
)
#: Columns of tables without texts: DGACM's extract, vetoed drafts, the list of un.org, a list with votes.
_LIST_COLUMNS = (
    {"symbol", "adoption_meeting"},
    {"draft", "member_veto1"},
    {"resolution", "number", "year", "topic"},
    {"number", "adopted", "meeting", "vote"},
)
#: Columns of a GDELT 2.0 events export, of version 1.0, and of a mentions export; they come without a header.
_GDELT_COLUMNS = (61, 58, 57, 16)
_GDELT_DATE = re.compile(r"(?:19|20)\d{6}(?:\d{6})?")


def kind_of(document: Document) -> str | None:
    """Name of the kind that parses the document; None for what is not recognised."""
    head = document.body[:_HEAD]
    start = head.removeprefix(_BOM).removeprefix(_BOM_TWICE).lstrip()
    if start.startswith(b"%PDF-"):
        return "page"
    if start[:1] == b"<":
        return _markup(document.body[:_PAGE_HEAD])
    if start[:1] in {b"{", b"["}:
        return _json(document.body)
    text = head.decode("utf-8", "replace")
    return _table(text) or ("page" if _PLAIN.search(text[:3000]) else None)


def _markup(page: bytes) -> str | None:
    head, opening = page[:_HEAD], page[:4096]
    if _AKN.search(head):
        return "akoma_ntoso"
    if _PRESS.search(head):
        return "un_press"
    if _LISTING.search(head):
        return "un_listing"
    if _HTML.search(opening):
        return "page" if _TEXT_PAGE.search(page) else None
    if _MARC.search(head):
        return "undl"
    if _FEED.search(opening):
        return "feed"
    return None


def _json(body: bytes) -> str | None:
    """JSON Lines of texts or of figures of reports, JSON Feed, an answer of ReliefWeb or GDELT."""
    first = _object(body.splitlines()[0]) or _object(body)
    if first is None:
        return None
    if "version" in first and "items" in first:
        return "feed"
    if is_report_table(first):
        return "report_tables"
    if _is_texts(first):
        return "texts"
    if isinstance(first.get("data"), list) and ("totalCount" in first or "href" in first):
        return "reliefweb"
    return "gdelt" if isinstance(first.get("articles"), list) else None


def _object(text: bytes) -> dict[str, object] | None:
    try:
        value = json.loads(text)
    except ValueError:
        return None
    if isinstance(value, list):
        value = value[0] if value else None
    return value if isinstance(value, dict) else None


def _is_texts(columns: Iterable[str]) -> bool:
    names = {name.strip().lower() for name in columns}
    listed = any(columns <= names for columns in _LIST_COLUMNS)
    return listed or bool(names & _TEXT_COLUMNS and names & _SYMBOL_COLUMNS)


def _table(head: str) -> str | None:
    first = head.split("\n", 1)[0].rstrip("\r")
    cells = first.split("\t")
    if len(cells) in _GDELT_COLUMNS and cells[0].isdigit() and _GDELT_DATE.fullmatch(cells[1]):
        return "gdelt"
    if {"001", "191__a"} <= set(first.split(",")):
        return "undl"
    for separator in ",;\t":
        columns = [cell.strip(' "') for cell in first.split(separator)]
        if len(columns) > 1 and is_report_table(columns):
            return "report_tables"
        if len(columns) > 1 and _is_texts(columns):
            return "texts"
    return None
