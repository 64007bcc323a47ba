"""Carries the open numbering, headings and counts through one text while its units are built."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal, Protocol

from crawlers.layouts.numbering import Level, Numbering
from records.council import Paragraph, Part

_ARTICLE = re.compile(r"^(?:article|artículo|статья|المادة|artikel|第)\s*(\d{1,3})\b", re.I)


class Printed(Protocol):
    """What a layout tells of one block (see `crawlers.akn.blocks.Block`)."""

    place: Literal["preamble", "main", "attachment"]
    text: str
    labels: tuple[str, ...]
    opening: str
    depth: int
    kind: Literal["text", "heading", "row", "end"]
    emphasised: bool
    attachment: int
    italic: bool


@dataclass(slots=True)
class Builder:
    """Carries the open numbering through one text."""

    numbered: bool
    upcoming: list[str]
    units: list[Paragraph] = field(default_factory=list)
    used: dict[str, int] = field(default_factory=dict)
    headings: list[str] = field(default_factory=list)
    heading_open: bool = False
    preambular: int = 0
    annexes: int = 0
    attachment: int = 0
    main: Numbering = field(default_factory=Numbering)
    preamble: Numbering = field(default_factory=lambda: Numbering(base=False))
    annex: Numbering = field(default_factory=lambda: Numbering(base=False))
    annex_counted: int = 0
    in_annex: bool = False
    listing: bool = False
    #: The next block bears a label.
    opens_list: bool = False
    rows: int = 0

    def head(self, text: str, part: Part) -> None:
        """A heading: stands over what follows until the next one; headings in a row stand together."""
        if not self.heading_open:
            self.headings = []
        self.headings.append(text)
        self.heading_open = True
        self.listing = False
        if part == "annex":
            article = _ARTICLE.match(text)
            self.annex.levels = [Level("article", 0, f"Art.{article.group(1)}", -1)] if article else []

    def add(self, part: Part, reference: str, block: Printed, text: str, label: str) -> None:
        """Stores one unit; a reference that was used gets a count, so that each is one unit's own."""
        times = self.used[reference] = self.used.get(reference, 0) + 1
        if times > 1:
            reference = f"{reference}[{times}]"
        opening = block.opening if text.startswith(block.opening) else ""
        level = reference.count("(")
        self.units.append(Paragraph(reference, part, text, " / ".join(self.headings), level, label, opening))
        self.heading_open = False
        self.listing = text.rstrip(" ”\"'").endswith((":", "：", "：“"))
        if block.kind != "row":
            self.rows = 0
