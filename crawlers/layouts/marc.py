"""MARC records of the UN Digital Library to CouncilTexts without paragraphs.

Fields used: 191$a symbol, 245 title, 269$a or 992$a date, 515 further sponsors, 650$a subjects, 710 sponsors, 952$a
meeting record, 967 votes by country, 991$d agenda item, 993$a related symbols, 996 outcome of the vote.
"""

from __future__ import annotations

import csv
import io
import re
import sys
from collections.abc import Iterator
from datetime import date
from xml.sax import SAXException

import pymarc
from lxml import etree

from crawlers.layouts.dates import find_date, iso_date
from crawlers.layouts.sponsors import sponsors
from records.council import Adoption, CouncilText, CountryVote, TextKind, Vote, VoteWord
from records.fetching import Reject
from records.symbols import canonical_symbol, resolution_number

#: Reason of the Reject for a record that names no document.
NO_SYMBOL = "a record without a document symbol"
_VOTES: dict[str, VoteWord] = {"Y": "yes", "N": "no", "A": "abstain", "X": "absent"}
_PV = re.compile(r"S/PV\.? ?(\d+)")
_MEETING = re.compile(r"(\d{1,5})(?:st|nd|rd|th) meeting")
_COUNTS = re.compile(r"\b(\d{1,3})-(\d{1,3})-(\d{1,3})\b")
_DELETED = re.compile(rb"<(?:\w+:)?header[^>]*status=\"deleted\"[^>]*>\s*<(?:\w+:)?identifier>([^<]+)<")
_OAI_ERROR = re.compile(rb"<(?:\w+:)?error code=\"(\w+)\"")


def read_marc(body: bytes, place: str) -> Iterator[CouncilText | Reject]:
    """Records of a MARCXML or OAI-PMH answer; deleted ones and ones without a symbol as Rejects."""
    if b"<!DOCTYPE" in body or b"<!ENTITY" in body:
        yield Reject(place, "declares a document type or entities")
        return
    for deleted in _DELETED.findall(body):
        yield Reject(f"{place} {deleted.decode('utf-8', 'replace')}", "record deleted by the library")
    error = _OAI_ERROR.search(body)
    if error and error.group(1) != b"noRecordsMatch":
        yield Reject(place, f"the library answers with an error: {error.group(1).decode()}")
    try:
        root = etree.fromstring(body, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))
    except (etree.XMLSyntaxError, ValueError) as problem:
        yield Reject(place, f"not MARCXML: {str(problem)[:120]}")
        return
    for number, element in enumerate(_record_elements(root), 1):
        try:
            (record,) = pymarc.parse_xml_to_array(io.BytesIO(etree.tostring(element)))  # type: ignore[no-untyped-call]
        except (pymarc.exceptions.PymarcException, SAXException, ValueError) as problem:
            yield Reject(f"{place} record {number}", f"a record that cannot be read: {type(problem).__name__}")
            continue
        yield _text(record) or Reject(f"{place} record {number}", "a record without a document symbol")


def _record_elements(root: etree._Element) -> list[etree._Element]:
    """Elements that are MARC records: an OAI-PMH answer has records of its own around them."""
    fields = ("leader", "controlfield", "datafield")
    names = ((element, {str(child.tag).rpartition("}")[2] for child in element}) for element in root.iter("{*}record"))
    return [element for element, children in names if children & set(fields)]


def read_export(body: bytes, place: str) -> Iterator[CouncilText | Reject]:
    """Rows of the library's CSV export, or a Reject where it is no table or breaks off."""
    try:
        yield from _export_rows(body, place)
    except csv.Error as error:
        yield Reject(place, f"not a table that can be read: {error}")


def _export_rows(body: bytes, place: str) -> Iterator[CouncilText | Reject]:
    """Columns `191__a`, `245__a` ...; several values in a cell are joined by `; `."""
    csv.field_size_limit(min(5_000_000, sys.maxsize))
    rows = csv.DictReader(io.StringIO(body.decode("utf-8-sig", "replace")))
    if not rows.fieldnames or "191__a" not in rows.fieldnames:
        yield Reject(place, "neither MARCXML nor an export of MARC columns")
        return
    for number, row in enumerate(rows, 2):
        cells = {name: value.strip() for name, value in row.items() if isinstance(value, str)}
        symbol = canonical_symbol(cells.get("191__a", "").split("; ")[0])
        if not symbol:
            yield Reject(f"{place} row {number}", "a row without a document symbol")
            continue
        words = f"{cells.get('650,', '')}; {cells.get('650__a', '')}".split("; ")
        subjects = [word for word in words if word and not word.startswith("(DHLAUTH)")]
        title = " ".join(cells.get(name, "") for name in ("245__a", "245__c")).strip(" /")
        yield CouncilText(
            kind=_kind(symbol),
            symbol=symbol,
            lang="en",
            origin="undl",
            title=" ".join(title.split()),
            subjects=tuple(dict.fromkeys(subjects)),
            url=f"https://digitallibrary.un.org/record/{cells.get('001', '')}",
            body=_body(symbol),
        )


def _text(record: pymarc.Record) -> CouncilText | None:
    symbol = canonical_symbol(_first(record, "191", "a") or _first(record, "791", "a"))
    if not symbol or "/" not in symbol:
        return None
    title = " ".join(part for code in "abc" for part in [_first(record, "245", code)] if part)
    outcome = " ".join(_all(record, "996", "a"))
    related = [canonical_symbol(value) for value in _all(record, "993", "a")]
    meeting = _PV.search(" ".join([*_all(record, "952", "a"), *related])) or _MEETING.search(outcome)
    number = record.get("001")
    return CouncilText(
        kind=_kind(symbol, outcome),
        symbol=symbol,
        lang="en",
        origin="undl",
        title=_mended(title.rstrip(" /")),
        adopted=_date(record),
        meeting=int(meeting.group(1)) if meeting else None,
        agenda_item=_mended(_first(record, "991", "d") or _first(record, "991", "c")),
        draft_symbol=next((value for value in related if re.match(r"S/(?:\d{4}/)?\d+$", value)), ""),
        vote=_vote(record, outcome),
        sponsors=tuple(dict.fromkeys(_sponsors(record))),
        subjects=tuple(dict.fromkeys(_mended(value) for value in _all(record, "650", "a"))),
        url=f"https://digitallibrary.un.org/record/{number.data}" if number and number.data else "",
        body=_body(symbol),
    )


def _first(record: pymarc.Record, tag: str, code: str) -> str:
    return next(iter(_all(record, tag, code)), "")


def _all(record: pymarc.Record, tag: str, code: str) -> list[str]:
    fields = (field for field in record.get_fields(tag) if not field.is_control_field())
    values = (value for field in fields for value in field.get_subfields(code))
    return [folded for value in values if (folded := " ".join(value.split()))]


def _mended(text: str) -> str:
    """UTF-8 that was read as Latin-1 on its way, put right; other text as it is."""
    try:
        return text.encode("latin-1").decode("utf-8") if "Ã" in text or "Â" in text else text
    except (UnicodeEncodeError, UnicodeDecodeError):
        return text


def _date(record: pymarc.Record) -> date | None:
    for value in (*_all(record, "269", "a"), *_all(record, "992", "a"), *_all(record, "260", "c")):
        compact = re.match(r"^(\d{4})(\d{2})(\d{2})$", value)
        found = iso_date("-".join(compact.groups()) if compact else value) or find_date(value)
        if found:
            return found
    return None


def _sponsors(record: pymarc.Record) -> Iterator[str]:
    for field in record.get_fields("710"):
        if "ms" in field.get_subfields("9"):
            yield from (_mended(value) for value in field.get_subfields("a"))
    for note in _all(record, "515", "a"):
        if note.startswith("Additional sponsors:"):
            yield from sponsors(re.sub(r"\([AS]/[^)]*\)", "", note.partition(":")[2]))


def _vote(record: pymarc.Record, outcome: str) -> Vote:
    """Counts of field 996 (subfields b, c, d, e or in words) and votes by country of field 967."""
    yes, no, abstain, absent = (_count(_first(record, "996", code)) for code in "bcde")
    if yes is None and (said := _COUNTS.search(outcome)):
        yes, no, abstain = map(int, said.groups())
    voters = tuple(
        CountryVote(_mended(country), _VOTES[sign])
        for field in record.get_fields("967")
        for country in field.get_subfields("e")[:1]
        for sign in field.get_subfields("d")[:1]
        if sign in _VOTES
    )
    lower = outcome.lower()
    how: Adoption = "vote" if yes is not None or voters or "unanimous" in lower else "unknown"
    if "without vote" in lower or "without a vote" in lower:
        how = "without_vote"
    elif "consensus" in lower or "acclamation" in lower:
        how = "consensus" if "consensus" in lower else "acclamation"
    return Vote(how, yes, no, abstain, absent, voters)


def _count(text: str) -> int | None:
    return int(text) if text.isdigit() else None


def _kind(symbol: str, outcome: str = "") -> TextKind:
    """A draft only where the record says that it was not adopted: most drafts in the library became resolutions."""
    if symbol.startswith("S/") and re.search(r"not adopted|vetoed|failed to obtain", outcome, re.I):
        return "draft"
    if resolution_number(symbol) and symbol.startswith("S/RES/"):
        return "resolution"
    if symbol.startswith("S/PRST/"):
        return "statement"
    return "other"


def _body(symbol: str) -> str:
    return "UNSC" if symbol.startswith("S/") else "UNGA" if symbol.startswith("A/") else "UN"
