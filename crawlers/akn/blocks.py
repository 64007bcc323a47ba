"""Lays an Akoma Ntoso tree out as the run of blocks a reader sees: label, text, heading or not, how deep it lies."""

from __future__ import annotations

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
_PARAGRAPHS = frozenset(("p", "listIntroduction", "listWrapUp"))
#: A paragraph right inside one of these closes a list.
_ENDS = frozenset(("wrapUp", "listWrapUp", "alinea"))
_BREAKS = frozenset(("br", "eol"))
#: Elements that set a style, with its name; those without one have it in their class.
_STYLED = {"span": "", "inline": "", "b": "bold", "i": "italic", "u": "underline"}
_PLACES: dict[str, Place] = {"preamble": "preamble", "attachment": "attachment"}
#: Words as they stand, and the styles around them.
Run = tuple[str, str]


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
    return local(element.tag)


@lru_cache(maxsize=256)
def local(tag: object) -> str:
    """Local name in a tag as lxml gives it; reading `element.tag` once and asking here is the quick way."""
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def fold(text: str | None) -> str:
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
    _visit(root, name(root), laid, "main", 0)
    return laid


def _visit(element: etree._Element, tag: str, laid: Laid, place: Place, depth: int) -> None:
    if tag in _PARAGRAPHS:
        _paragraph(element, laid, place, depth)
    elif tag == "num":
        _number(element, laid, place, depth)
    elif tag in _CONTAINERS:
        if tag == "attachment":
            laid.attach()
        _inside(element, laid, _PLACES.get(tag, place), depth + (tag in _DEEPER))
    elif tag in _HEADINGS:
        laid.add(Block(place, _text(element, laid)[0], depth=depth, kind="heading"))
    elif tag == "table":
        for row in element.iter("{*}tr"):
            laid.add(Block(place, _row(row, laid), depth=depth, kind="row"))
    elif tag == "formula":
        laid.formula = words_of(element)
    elif tag and tag not in _SKIPPED:
        laid.notes.append(f"element {tag} is not known; its text was kept")
        _inside(element, laid, place, depth)


def _inside(element: etree._Element, laid: Laid, place: Place, depth: int) -> None:
    """The children of a container; text that stands bare between them is a block too."""
    if text := fold(element.text):
        laid.add(Block(place, text, depth=depth))
    loose: list[str] = []
    for child in element:
        tag = local(child.tag)
        if tag in _INLINE:
            loose.append(words_of(child) + (child.tail or ""))
            continue
        if loose:
            laid.add(Block(place, fold("".join(loose)), depth=depth))
            loose.clear()
        _visit(child, tag, laid, place, depth)
        if (tail := child.tail) and not tail.isspace():
            laid.add(Block(place, fold(tail), depth=depth))
    if loose:
        laid.add(Block(place, fold("".join(loose)), depth=depth, emphasised="bold" in _classes(element)))


def _classes(element: etree._Element) -> str:
    return " ".join(child.get("class") or "" for child in element)


def _number(element: etree._Element, laid: Laid, place: Place, depth: int) -> None:
    text = _text(element, laid)[0]
    parent = element.getparent()
    if parent is not None and name(parent) == "section":
        laid.add(Block(place, text, depth=depth, kind="heading"))
    else:
        laid.label(text)


def _paragraph(element: etree._Element, laid: Laid, place: Place, depth: int) -> None:
    if next(element.iterchildren("{*}docTitle"), None) is not None:
        return
    text, opening, emphasised, italic = _text(element, laid)
    parent = element.getparent()
    end = parent is not None and name(parent) in _ENDS
    laid.add(Block(place, text, opening=opening, depth=depth, kind="end" if end else "text",
                   emphasised=emphasised, italic=italic))  # fmt: skip
    if len(element) and (inner := next(element.iter("{*}quotedStructure"), None)) is not None:
        _visit(inner, name(inner), laid, place, depth)


def _row(row: etree._Element, laid: Laid) -> str:
    cells = (fold(" ".join(_text(part, laid)[0] for part in (list(cell.iter("{*}p")) or [cell])))
             for cell in row if name(cell) in {"td", "th"})  # fmt: skip
    return " | ".join(cell for cell in cells if cell)


def _text(element: etree._Element, laid: Laid) -> tuple[str, str, bool, bool]:
    """Text, opening words in italics, whether all is bold or underlined, whether all is italic."""
    if not len(element):
        return fold(element.text), "", False, False
    runs: list[Run] = []
    _gather(element, name(element), "", laid, runs)
    text = fold("".join([words for words, _ in runs]))
    styles = [style for words, style in runs if not words.isspace()]
    if not styles or "" in styles:
        return text, _opening(runs) if any(styles) else "", False, False
    italic = all("italic" in style for style in styles)
    emphasised = all("bold" in style or "underline" in style for style in styles)
    return text, "" if italic else _opening(runs), emphasised, italic


def _gather(element: etree._Element, tag: str, style: str, laid: Laid, runs: list[Run]) -> None:
    """Puts the words of `element` with the classes of the spans around them into `runs`; footnotes stand apart."""
    if tag in _STYLED:
        style = f"{style} {_STYLED[tag] or element.get('class') or ''}"
    if text := element.text:
        runs.append((text, style))
    for child in element:
        tag = local(child.tag)
        if tag == "authorialNote":
            if note := words_of(child, " "):
                laid.footnotes.append(note)
        elif tag in _BREAKS:
            runs.append((" ", style))
        elif tag and tag != "quotedStructure":
            _gather(child, tag, style, laid, runs)
        if tail := child.tail:
            runs.append((tail, style))


def _opening(runs: list[Run]) -> str:
    """The words in italics (or underlined, as in 2000) at the head; one letter before them may be left plain."""
    words, blank = "", True
    for text, style in runs:
        folded = fold(text) if blank else ""
        if not ("italic" in style or "underline" in style or (blank and len(folded) <= 1)):
            break
        words += text
        blank = blank and not folded
    opening = "" if blank else fold(words).rstrip(" ,:;.")
    return opening if len(opening) > 1 else ""
