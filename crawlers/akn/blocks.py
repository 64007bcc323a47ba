"""Lays an Akoma Ntoso tree out as the run of blocks a reader sees: label, text, heading or not, how deep it lies."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal

from lxml import etree

Place = Literal["preamble", "main", "attachment"]

#: Elements that hold others and say nothing themselves.
_CONTAINERS = frozenset(
    "akomaNtoso statement preamble mainBody container paragraph content list sublist point intro wrapUp section alinea "
    "attachments attachment doc blockList item conclusions quotedStructure tbody thead thinBlock debateReport "
    "judgment body chapter article part subparagraph tblock hcontainer".split()
)
_HEADINGS = frozenset(("heading", "subheading", "crossHeading", "block"))
_SKIPPED = frozenset(("meta", "coverPage", "preface", "toc"))
_INLINE = frozenset(
    "span a b i u sup sub inline ref img br docDate event date term eol mod docTitle docNumber location person "
    "organization remark".split()
)
_DEEPER = frozenset(("list", "sublist", "point", "blockList", "quotedStructure"))


@dataclass(slots=True)
class Block:
    """One printed line or paragraph of the source."""

    place: Place
    text: str
    labels: tuple[str, ...] = ()
    opening: str = ""
    #: Number of lists the element lies in.
    depth: int = 0
    kind: Literal["text", "heading", "row", "end"] = "text"
    #: The whole text is bold or underlined.
    emphasised: bool = False
    #: Number of the attachment, from 1.
    attachment: int = 0
    italic: bool = False


@dataclass(slots=True)
class Laid:
    """All blocks of a document, its footnotes, and what was not understood."""

    blocks: list[Block] = field(default_factory=list)
    footnotes: list[str] = field(default_factory=list)
    formula: str = ""
    notes: list[str] = field(default_factory=list)
    #: Labels read and not yet printed before a text.
    _labels: list[str] = field(default_factory=list)
    _attachments: int = 0

    def add(self, block: Block) -> None:
        """Appends a block that has text, with the labels waiting for it."""
        if block.text:
            block.labels, self._labels = tuple(self._labels), []
            block.attachment = self._attachments
            self.blocks.append(block)

    def label(self, text: str) -> None:
        """Keeps a label for the text that follows."""
        if text:
            self._labels.append(text)

    def attach(self) -> None:
        """Opens the next attachment."""
        self._attachments += 1


def name(element: etree._Element) -> str:
    """Local name; empty for comments and instructions."""
    tag = element.tag
    return _local(tag) if isinstance(tag, str) else ""


@lru_cache(maxsize=256)
def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def fold(text: str) -> str:
    """White space (no-break spaces too) as single spaces."""
    if not text or text.isspace():
        return ""
    return " ".join(text.replace("\u200b", "").replace("\ufeff", "").split())


def words_of(element: etree._Element, between: str = "") -> str:
    """All text inside `element`, white space folded."""
    return fold(between.join(str(text) for text in element.itertext()))


def lay_out(root: etree._Element) -> Laid:
    """The blocks of the document under `root`, front matter left aside."""
    laid = Laid()
    _visit(root, laid, "main", 0)
    return laid


def _visit(element: etree._Element, laid: Laid, place: Place, depth: int) -> None:
    tag = name(element)
    if tag in _SKIPPED or not tag:
        return
    if tag == "attachment":
        laid.attach()
    place = {"preamble": "preamble", "attachment": "attachment"}.get(tag, place)  # type: ignore[assignment]
    if tag == "formula":
        laid.formula = words_of(element)
    elif tag == "num":
        _number(element, laid, place, depth)
    elif tag in _HEADINGS:
        laid.add(Block(place, _text(element, laid)[0], depth=depth, kind="heading"))
    elif tag == "table":
        for row in element.iter("{*}tr"):
            laid.add(Block(place, _row(row, laid), depth=depth, kind="row"))
    elif tag in {"p", "listIntroduction", "listWrapUp"}:
        _paragraph(element, laid, place, depth)
    elif tag in _CONTAINERS:
        _inside(element, laid, place, depth + (tag in _DEEPER))
    else:
        _unknown(element, laid, place, depth)


def _inside(element: etree._Element, laid: Laid, place: Place, depth: int) -> None:
    """The children of a container; text that stands bare between them is a block too."""
    if fold(element.text or ""):
        laid.add(Block(place, fold(element.text or ""), depth=depth))
    loose: list[str] = []
    for child in element:
        if name(child) in _INLINE:
            loose.append(words_of(child) + (child.tail or ""))
            continue
        if loose:
            laid.add(Block(place, fold("".join(loose)), depth=depth))
            loose.clear()
        _visit(child, laid, place, depth)
        if tail := fold(child.tail or ""):
            laid.add(Block(place, tail, depth=depth))
    if loose:
        laid.add(Block(place, fold("".join(loose)), depth=depth, emphasised="bold" in _classes(element)))


def _classes(element: etree._Element) -> str:
    return " ".join(child.get("class") or "" for child in element)


def _unknown(element: etree._Element, laid: Laid, place: Place, depth: int) -> None:
    laid.notes.append(f"element {name(element)} is not known; its text was kept")
    _inside(element, laid, place, depth)


def _number(element: etree._Element, laid: Laid, place: Place, depth: int) -> None:
    text = _text(element, laid)[0]
    parent = element.getparent()
    if parent is not None and name(parent) == "section":
        laid.add(Block(place, text, depth=depth, kind="heading"))
    else:
        laid.label(text)


def _paragraph(element: etree._Element, laid: Laid, place: Place, depth: int) -> None:
    if any(name(child) == "docTitle" for child in element):
        return
    inner = next(element.iter("{*}quotedStructure"), None)
    text, opening, emphasised, italic = _text(element, laid)
    parent = element.getparent()
    end = parent is not None and name(parent) in {"wrapUp", "listWrapUp", "alinea"}
    laid.add(Block(place, text, opening=opening, depth=depth, kind="end" if end else "text",
                   emphasised=emphasised, italic=italic))  # fmt: skip
    if inner is not None:
        _visit(inner, laid, place, depth)


def _row(row: etree._Element, laid: Laid) -> str:
    cells = (fold(" ".join(_text(part, laid)[0] for part in (list(cell.iter("{*}p")) or [cell])))
             for cell in row if name(cell) in {"td", "th"})  # fmt: skip
    return " | ".join(cell for cell in cells if cell)


def _text(element: etree._Element, laid: Laid) -> tuple[str, str, bool, bool]:
    """Text, opening words in italics, whether all is bold or underlined, whether all is italic."""
    runs = list(_runs(element, laid, ""))
    raw = "".join(words for words, _ in runs)
    solid = [style for words, style in runs if words.strip()]
    emphasised = bool(solid) and all("bold" in style or "underline" in style for style in solid)
    italic = bool(solid) and all("italic" in style for style in solid)
    return fold(raw), "" if italic else _opening(runs), emphasised, italic


def _runs(element: etree._Element, laid: Laid, style: str) -> Iterator[tuple[str, str]]:
    """(words, classes of the spans around them) in order; footnotes go to the footnotes."""
    style = f"{style} {element.get('class') or ''}" if name(element) in {"span", "inline"} else style
    if name(element) in {"b", "i", "u"}:
        style += {"b": " bold", "i": " italic", "u": " underline"}[name(element)]
    if element.text:
        yield element.text, style
    for child in element:
        tag = name(child)
        if tag == "authorialNote":
            note = words_of(child, " ")
            if note:
                laid.footnotes.append(note)
        elif tag in {"br", "eol"}:
            yield " ", style
        elif tag and tag != "quotedStructure":
            yield from _runs(child, laid, style)
        if child.tail:
            yield child.tail, style


def _opening(runs: list[tuple[str, str]]) -> str:
    """The words in italics (or underlined, as in 2000) at the head; one letter before them may be left plain."""
    words = ""
    for text, style in runs:
        set_apart = "italic" in style or "underline" in style
        if set_apart or not fold(words + text) or (not fold(words) and len(fold(text)) == 1):
            words += text
        else:
            break
    opening = fold(words).rstrip(" ,:;.")
    return opening if len(opening) > 1 else ""
