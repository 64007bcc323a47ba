"""One Akoma Ntoso file to one CouncilText, or to a Reject that says what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import cast

from lxml import etree

from crawlers.akn.blocks import Laid, lay_out
from crawlers.akn.front import Front, read_front
from crawlers.layouts.builder import Printed
from crawlers.layouts.dates import find_meeting
from crawlers.layouts.units import paragraphs
from records.council import CouncilText, Paragraph
from records.fetching import Reject
from records.symbols import SAMPLE_FROM, resolution_number

#: The largest file seen is 2.3 MB (a statement with long annexes).
MOST_BYTES = 20_000_000
_LAST_RESOLUTION = 8999
_OPENING = re.compile(r"^At the \d|^In connection with|the President of the Security Council .{0,60}statement")
_TITLE = re.compile(r"^(?:Statement|Note) by the President of the Security Council$")
_ITEM = re.compile(r"entitled [“\"‘](.+?)[”\"’],? the President")


def parse_text(data: bytes, place: str) -> Iterator[CouncilText | Reject]:
    """The text in `data`; a Reject with `place` when it is cut off, no Council text, or without a symbol."""
    tree, notes = _tree(data)
    if tree is None:
        yield Reject(place, notes[0])
        return
    front, laid = read_front(tree), lay_out(tree)
    if reason := _unusable(front, laid):
        yield Reject(place, reason)
        return
    if front.kind == "statement":
        _statement(front, laid)
    units, mended = paragraphs(cast("list[Printed]", laid.blocks))
    yield _text(front, laid, units, [*notes, *mended])


def _text(front: Front, laid: Laid, units: list[Paragraph], notes: list[str]) -> CouncilText:
    number = resolution_number(front.symbol) if front.kind == "resolution" else None
    return CouncilText(
        kind=front.kind or "other",
        symbol=front.symbol,
        lang=front.lang,
        origin="akn4un",
        title=front.title,
        adopted=front.adopted,
        meeting=front.meeting,
        agenda_item=front.agenda_item,
        draft_symbol=front.draft_symbol,
        vote=front.vote,
        sponsors=front.sponsors,
        subjects=front.subjects,
        paragraphs=tuple(units),
        footnotes=tuple(laid.footnotes),
        url=f"https://docs.un.org/{front.lang}/{front.symbol.replace(' ', '')}",
        sample=number is not None and number >= SAMPLE_FROM,
        notes=tuple(dict.fromkeys([*notes, *front.notes, *laid.notes])),
    )


def _tree(data: bytes) -> tuple[etree._Element | None, list[str]]:
    """The tree; None with a reason when there is none. Malformed mark-up is mended and noted, wrong letters never."""
    if len(data) > MOST_BYTES:
        return None, [f"larger than {MOST_BYTES:,} bytes"]
    if b"<!ENTITY" in data or b"<!DOCTYPE" in data:
        return None, ["declares a document type or entities"]
    try:
        return etree.fromstring(data, _parser(recover=False)), []
    except etree.XMLSyntaxError as error:
        reason = str(error).partition(" (<string>")[0].partition(", line")[0]
        if error.code == etree.ErrorTypes.ERR_INVALID_ENCODING:  # type: ignore[attr-defined]  # unknown to the stubs
            return None, ["not in the encoding it states; its letters cannot be told"]
    except ValueError as error:
        return None, [f"not XML: {error}"]
    if not data.rstrip().endswith(b"</akomaNtoso>"):
        return None, [f"cut off or not Akoma Ntoso: {reason}"]
    try:
        return etree.fromstring(data, _parser(recover=True)), [f"malformed XML, recovered ({reason})"]
    except etree.XMLSyntaxError:
        return None, [f"not XML: {reason}"]


def _parser(recover: bool) -> etree.XMLParser:
    return etree.XMLParser(recover=recover, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)


def _unusable(front: Front, laid: Laid) -> str:
    if front.kind is None:
        return "not a resolution, statement or draft in Akoma Ntoso"
    if not front.symbol:
        return "a text without a symbol"
    if not front.lang:
        return f"{front.symbol}: language is not stated"
    if front.kind == "statement" and not front.symbol.startswith("S/PRST/"):
        return f"a presidential statement with the symbol {front.symbol}"
    year = re.match(r"S/(\d{4})/", front.symbol)
    if front.kind == "draft" and year and front.adopted and front.adopted.year > int(year.group(1)):
        return f"{front.symbol}: a draft of {front.adopted:%d %B %Y} with a symbol of another year"
    if front.kind == "resolution":
        number = resolution_number(front.symbol)
        if number is None:
            return f"{front.symbol!r} is not the symbol of a resolution"
        if not 1 <= number <= _LAST_RESOLUTION and number < SAMPLE_FROM:
            return f"{front.symbol}: no resolution has this number"
    if not laid.blocks:
        return f"{front.symbol}: holds no text"
    return ""


def _statement(front: Front, laid: Laid) -> None:
    """Sets the sentence that opens a statement before its paragraphs; it names meeting and item."""
    if laid.blocks and _TITLE.match(laid.blocks[0].text):
        laid.blocks.pop(0)
    for block in laid.blocks[:3]:
        if block.kind != "heading" and _OPENING.search(block.text):
            block.place = "preamble"
            front.meeting = front.meeting or find_meeting(block.text)
            item = _ITEM.search(block.text)
            front.agenda_item = front.agenda_item or (item.group(1).rstrip(",") if item else "")
            break
    front.title = front.title or "Statement by the President of the Security Council"
