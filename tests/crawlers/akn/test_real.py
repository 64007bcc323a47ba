"""The UN's own files: every text of the mark-up is stored once, every labelled paragraph has its name."""

from __future__ import annotations

import csv
import gzip
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from lxml import etree

from crawlers.akn import parse_text
from records.council import CouncilText
from records.fetching import Reject

#: Every n-th file is read, so that the test stays fast; the benchmark reads all.
STEP = 6
_ALNUM = re.compile(r"\W+|_")


def files(shared: Path, folder: str, step: int = STEP) -> Iterator[tuple[str, bytes]]:
    for path in sorted((shared / "unsc/akn4un" / folder).glob("*.xml.gz"))[::step]:
        yield path.name, gzip.decompress(path.read_bytes())


def bare(text: str) -> str:
    return _ALNUM.sub("", text)


def marked_up(data: bytes) -> Counter[str]:
    """Text of every outermost p (and what stands for one) between cover page and end, notes and titles left out."""
    root = etree.fromstring(data)
    for tag in ("meta", "coverPage", "preface", "formula", "authorialNote"):
        for element in list(root.iter(f"{{*}}{tag}")):
            parent = element.getparent()
            assert parent is not None
            previous = element.getprevious()
            if previous is not None:
                previous.tail = (previous.tail or "") + (element.tail or "")
            else:
                parent.text = (parent.text or "") + (element.tail or "")
            parent.remove(element)
    return Counter(character for character in bare("".join(str(t) for t in root.itertext())))


def stored(text: CouncilText) -> Counter[str]:
    seen: list[str] = []
    parts = []
    for unit in text.paragraphs:
        heads = unit.heading.split(" / ") if unit.heading else []
        parts += [head for head in heads if head not in seen] if heads != seen else []
        seen = heads
        parts += [unit.label, unit.text]
    return Counter(bare("".join(parts)))


@cache
def texts(shared: Path, folder: str) -> dict[str, CouncilText]:
    return {text.symbol: text for name, data in files(shared, folder) for text in parse_text(data, name)
            if isinstance(text, CouncilText)}  # fmt: skip


def test_every_file_gives_one_text_under_its_own_number(shared: Path) -> None:
    for name, data in files(shared, "en"):
        (text,) = parse_text(data, name)
        assert isinstance(text, CouncilText)
        number, year = re.findall(r"\d+", name)[:2]
        assert text.symbol == f"S/RES/{number} ({year})"
        assert text.adopted is not None
        assert text.adopted.year == int(year)
        assert len({unit.reference for unit in text.paragraphs}) == len(text.paragraphs)


def test_no_letter_of_the_text_is_lost_or_doubled(shared: Path) -> None:
    """Letters and figures of the mark-up are those stored, but for labels printed twice and merged headings."""
    off = {}
    for name, data in files(shared, "en"):
        (text,) = parse_text(data, name)
        assert isinstance(text, CouncilText)
        want, have = marked_up(data), stored(text)
        missing = sum((want - have).values())
        if missing > 3:
            off[name] = missing
    # A label whose paragraph has no text of its own ("5. (a) ...") is in the reference alone.
    assert len(off) <= 2, off


def test_the_paragraphs_named_in_the_labels_exist(shared: Path) -> None:
    wanted = set()
    for table in ("mandate_ends", "reporting_requests", "child_provisions", "ledger_whole"):
        with (shared / "gold" / f"{table}.csv").open(encoding="utf-8", newline="") as file:
            wanted |= {(row["symbol"], row["paragraph"]) for row in csv.DictReader(file) if row["paragraph"]}
    missing = []
    for symbol, reference in sorted(wanted)[::2]:
        number, year = re.findall(r"\d+", symbol)
        path = shared / f"unsc/akn4un/en/S_RES_{number}_{year}.xml.gz"
        if path.is_file():
            (text,) = parse_text(gzip.decompress(path.read_bytes()), path.name)
            assert isinstance(text, CouncilText)
            if reference not in {unit.reference for unit in text.paragraphs}:
                missing.append((symbol, reference))
    assert not missing


def test_malformed_statements_are_recovered_whole(shared: Path) -> None:
    mended = 0
    for name, data in files(shared, "prst", step=4):
        for text in parse_text(data, name):
            if isinstance(text, Reject):
                assert "symbol of" in text.reason or "with the symbol" in text.reason
                continue
            raw = len(re.findall(rb"<p[ >]", data.partition(b"<mainBody>")[2]))
            if any("recovered" in note for note in text.notes):
                mended += 1
                assert len(text.paragraphs) >= raw - 1
                assert text.meeting is not None or "2020" in text.symbol or "2021" in text.symbol
    assert mended > 10
