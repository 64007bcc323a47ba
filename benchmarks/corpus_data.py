"""Loads the Council material of a data folder for `benchmarks.score_corpus`: texts of every origin, tables, gold."""

from __future__ import annotations

import csv
import gzip
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from crawlers.akn import parse_text
from crawlers.kinds import texts, un_listing
from records.council import CouncilText
from records.fetching import Document, Reject, Source

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"
_SOURCE = Source("benchmark", "benchmark", "", "texts", "")
Row = dict[str, str]


@dataclass(slots=True)
class Corpus:
    """Texts by (symbol, language) of the XML, older texts by (symbol, origin), metadata records, and rejects."""

    xml: dict[tuple[str, str], CouncilText] = field(default_factory=dict)
    old: dict[tuple[str, str], CouncilText] = field(default_factory=dict)
    extract: list[CouncilText] = field(default_factory=list)
    listed: list[CouncilText] = field(default_factory=list)
    vetoes: list[CouncilText] = field(default_factory=list)
    rejects: list[Reject] = field(default_factory=list)
    repeated: list[str] = field(default_factory=list)
    files: int = 0

    def english(self) -> Iterator[CouncilText]:
        """English resolutions of the XML."""
        return (text for (_, lang), text in self.xml.items() if lang == "en" and text.kind == "resolution")


def load(data: Path) -> Corpus:
    """Everything under `data/unsc` (or under `data` itself, when it is that folder)."""
    root = data / "unsc" if (data / "unsc").is_dir() else data
    corpus = Corpus()
    for path in sorted((root / "akn4un").rglob("*.xml*")):
        corpus.files += 1
        for item in parse_text(_bytes(path), path.name):
            if isinstance(item, Reject):
                corpus.rejects.append(item)
            elif (item.symbol, item.lang) in corpus.xml:
                corpus.repeated.append(f"{path.parent.name}/{path.name} ({item.symbol}, {item.lang})")
            else:
                corpus.xml[item.symbol, item.lang] = item
    for path in sorted((root / "text").glob("*.jsonl*")):
        for text in _records(texts.parse(_SOURCE, _document(path)), corpus):
            corpus.old[text.symbol, text.origin] = text
    for path in sorted((root / "akn4un" / "data_extract").glob("*.jsonl")):
        corpus.extract += _records(texts.parse(_SOURCE, _document(path)), corpus)
    for path in sorted((root / "un_org_html" / "scact").glob("*.htm*")):
        corpus.listed += _records(un_listing.parse(_SOURCE, _document(path)), corpus)
    for path in sorted((root / "tables").glob("vetoes*.csv")):
        corpus.vetoes += _records(texts.parse(_SOURCE, _document(path)), corpus)
    return corpus


def rows(path: Path) -> list[Row]:
    """Rows of a CSV file; none where it is absent."""
    if not path.is_file():
        return []
    with path.open(encoding="utf-8", newline="") as table:
        return list(csv.DictReader(table))


def _records(items: Iterable[object], corpus: Corpus) -> list[CouncilText]:
    found: list[CouncilText] = []
    for item in items:
        if isinstance(item, Reject):
            corpus.rejects.append(item)
        elif isinstance(item, CouncilText):
            found.append(item)
    return found


def _document(path: Path) -> Document:
    return Document("benchmark", f"file:{path.name}", datetime(2026, 1, 1, tzinfo=UTC), "", _bytes(path))


def _bytes(path: Path) -> bytes:
    body = path.read_bytes()
    return gzip.decompress(body) if path.suffix == ".gz" else body
