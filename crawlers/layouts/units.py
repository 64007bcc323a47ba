"""From the run of printed blocks to Paragraphs: parts, references, headings. Used for XML and for plain texts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import zip_longest

from crawlers.layouts.builder import Builder, Printed
from crawlers.layouts.labels import is_bullet, meanings, split_label
from crawlers.layouts.numbering import Numbering
from records.council import Paragraph, Part

_ANNEX = re.compile(r"^(?:designation )?(?:annexe?s?|anexo|приложение|المرفق|مرفق|anlage|anhang)\b|^附件", re.I)
#: Signs between parts (`* * *`, `== III ==`): no text of their own.
_RULE = re.compile(r"^[\s*=_–—-]*([IVX]{0,4})[\s*=_–—-]*$")
#: Labels of sections: `A.`, `II.`.
_SECTION = re.compile(r"^(?:[A-Z]|[IVX]{1,4})\.?$")
#: A number that lost its stop.
_NUMBERED = re.compile(r"([0-9]+) [A-Z]")
_STOPS = tuple(".;,:؛،。；，：、")
#: Longest text without a closing stop that may be a heading.
_HEADING = 160
#: Longest line that may be the title of an annex where it is not marked as a heading.
_ANNEX_TITLE = 40


def paragraphs(blocks: Sequence[Printed]) -> tuple[list[Paragraph], list[str]]:
    """Units in printed order, and notes on what was mended."""
    main = [b for b in blocks if b.place == "main"]
    printed = [label for block in main for label in block.labels or split_label(block.text)[:1] if label]
    numbers = [way.ordinal for label in printed for way in meanings(label)[:1] if way.style == "number"]
    builder = Builder(bool(numbers), [la for b in blocks for la in b.labels])
    inside_preamble = not main or (bool(numbers) and numbers[0] > 1)
    for block, following in zip_longest(blocks, blocks[1:]):
        del builder.upcoming[: len(block.labels)]
        builder.opens_list = following is not None and bool(following.labels) and following.place == block.place
        if rule := _RULE.match(block.text):
            if rule.group(1):
                builder.head(rule.group(1), "operative")
        else:
            _take(builder, block, inside_preamble)
    if builder.heading_open:
        part: Part = "annex" if builder.in_annex else "operative"
        builder.units.append(Paragraph(_own(builder, "end"), part, " / ".join(builder.headings)))
    return builder.units, builder.main.notes


def _own(builder: Builder, name: str) -> str:
    return f"A{builder.annexes}({name})" if builder.in_annex else f"({name})"


def _take(builder: Builder, block: Printed, inside_preamble: bool) -> None:
    opens_annex = block.kind == "heading" and bool(builder.units) and _ANNEX.match(block.text)
    if block.place == "attachment" or builder.in_annex or opens_annex:
        _annex(builder, block)
    elif block.kind == "heading" and not _participial(block):
        builder.head(block.text, "operative")
    elif block.kind == "row":
        _row(builder, block, "operative", builder.main)
    elif block.place == "preamble":
        _preamble(builder, block, inside_preamble)
    else:
        _operative(builder, block)


def _labelled(builder: Builder, numbering: Numbering, block: Printed) -> tuple[str, str]:
    """Places the labels of a block; returns its text (an unreadable label put back) and its last label."""
    labels, text = list(block.labels), block.text
    expected = _last(numbering) + 1
    if not labels and numbering.base and expected > 1 and _starts_with(expected, text):
        numbering.notes.append(f"number {expected} stood in the text of its paragraph")
        labels, text = [f"{expected}."], text.partition(" ")[2]
    if not labels:
        label, rest = split_label(text)
        if label:
            labels, text = [label], rest
    if len(labels) == 1 and is_bullet(labels[0]):
        inner, rest = split_label(text)
        if inner and not is_bullet(inner):
            labels, text = [inner], rest
    kept = ""
    for at, label in enumerate(labels):
        if numbering.place(label, block.depth, labels[at + 1 :] + builder.upcoming[:6]):
            kept = label
        else:
            text = f"{label} {text}"
    if kept:
        inner, rest = split_label(text)
        ways = meanings(inner)
        if ways and ways[0].ordinal == 1 and ways[0].style != "number" and numbering.place(inner, block.depth + 1):
            kept, text = inner, rest
    return text, kept


def _starts_with(number: int, text: str) -> bool:
    """`7 Further underlines`, with a Latin capital."""
    found = _NUMBERED.match(text)
    return found is not None and found.group(1) == str(number)


def _preamble(builder: Builder, block: Printed, inside_preamble: bool) -> None:
    ways = [m for la in block.labels for m in meanings(la)[:1]]
    if inside_preamble and ways and ways[0].style == "number" and ways[0].ordinal == _last(builder.main) + 1:
        _operative(builder, block)
        return
    if builder.main.levels and block.labels:
        _operative(builder, block)
        return
    if not block.labels:
        builder.preambular += 1
        builder.preamble.levels = []
        builder.add("preamble", f"P{builder.preambular}", block, block.text, "")
        return
    text, label = _labelled(builder, builder.preamble, block)
    builder.add("preamble", f"P{builder.preambular}{_inner(builder.preamble)}", block, text, label)


def _inner(numbering: Numbering) -> str:
    reference = numbering.reference()
    return f".{reference}" if reference[:1].isalnum() else reference


def _last(numbering: Numbering) -> int:
    return numbering.levels[0].ordinal if numbering.levels and numbering.levels[0].style == "number" else 0


def _operative(builder: Builder, block: Printed) -> None:
    numbering = builder.main
    if not numbering.levels and builder.numbered and _belongs_to_preamble(builder, block):
        _preamble(builder, block, inside_preamble=False)
        return
    if len(block.labels) == 1 and _SECTION.match(block.labels[0]) and _is_title(block.text):
        builder.head(f"{block.labels[0]} {block.text}", "operative")
        return
    text, label = _labelled(builder, numbering, block)
    if label:
        builder.add("operative", numbering.reference(), block, text, label)
    elif _participial(block) and (not builder.units or not builder.listing) and builder.numbered:
        builder.preambular += 1
        builder.add("preamble", f"P{builder.preambular}", block, block.text, "")
    elif _is_heading(builder, block):
        builder.head(block.text, "operative")
    elif not numbering.levels or (not builder.numbered and not _is_item(builder, block)):
        numbering.count(block.depth)
        builder.add("operative", numbering.reference(), block, text, "")
    elif _is_item(builder, block):
        numbering.item(max(block.depth, 1))
        builder.add("operative", numbering.reference(), block, text, "")
        builder.listing = True
    else:
        builder.add("operative", f"{numbering.levels[0].token}(end)", block, text, "")


def _belongs_to_preamble(builder: Builder, block: Printed) -> bool:
    """Before the first number: a clause that ends with a comma, or an item of a list under such a clause."""
    if not block.labels:
        return block.text.endswith((",", "،", "，"))
    ways = [way for label in block.labels for way in meanings(label)]
    return bool(builder.units) and builder.units[-1].part == "preamble" and all(w.style != "number" for w in ways)


def _is_title(text: str) -> bool:
    return len(text) <= _HEADING and not text.endswith(_STOPS)


def _is_item(builder: Builder, block: Printed) -> bool:
    """An unlabelled line of a list opened by a colon; a text that opens in italics is a paragraph of its own."""
    return block.kind != "end" and builder.listing and (builder.numbered or not block.opening)


def _is_heading(builder: Builder, block: Printed) -> bool:
    """A short line without a closing stop; set in bold or italics, or among numbered paragraphs.

    A short line that ends with a colon and does not begin as a task ("To assist ...") is one too.
    """
    text = block.text
    if builder.numbered and builder.opens_list and not text.endswith(_STOPS) and len(text) <= _HEADING:
        return not text.startswith("To ")
    if text.startswith("(“") and text.endswith("”)"):
        return True
    if builder.listing or len(text) > _HEADING or block.labels or block.kind == "end":
        return False
    if text.endswith(":") and builder.numbered:
        return len(text.split()) <= 8 and text[0].isupper() and not text.startswith("To ") and not block.opening
    if text.endswith(_STOPS):
        return False
    return block.emphasised or block.italic or (builder.numbered and text[0].isupper() and len(text.split()) <= 14)


def _participial(block: Printed) -> bool:
    """A preambular clause set among operative paragraphs: it ends with a comma and opens with a capital."""
    return (
        not block.labels
        and block.kind in {"text", "heading"}
        and block.text.endswith((",", "،", "，"))
        and (bool(block.opening) or block.kind == "heading" or block.text[0].isupper())
    )


def _annex(builder: Builder, block: Printed) -> None:
    short = not block.labels and len(block.text) <= _ANNEX_TITLE and not block.text.endswith(_STOPS)
    titled = (block.kind == "heading" or short) and bool(_ANNEX.match(block.text))
    if block.attachment != builder.attachment or not builder.in_annex or (titled and not builder.heading_open):
        builder.attachment, builder.in_annex = block.attachment, True
        builder.annexes += 1
        builder.annex, builder.annex_counted, builder.headings = Numbering(base=False), 0, []
    if block.kind == "row":
        _row(builder, block, "annex", builder.annex)
        return
    if titled or block.kind == "heading" or (block.emphasised and not block.labels and not block.text.endswith(_STOPS)):
        builder.head(block.text, "annex")
        return
    text, label = _labelled(builder, builder.annex, block)
    if label:
        builder.add("annex", f"A{builder.annexes}{_inner(builder.annex)}", block, text, label)
    else:
        builder.annex_counted += 1
        builder.add("annex", f"A{builder.annexes}.P{builder.annex_counted}", block, text, "")


def _row(builder: Builder, block: Printed, part: Part, numbering: Numbering) -> None:
    builder.rows += 1
    inner = numbering.reference() if part == "operative" else f"A{builder.annexes}{_inner(numbering)}"
    builder.add(part, f"{inner}(row {builder.rows})", block, block.text, "")
