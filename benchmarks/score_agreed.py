"""Agreed language against labelled paraphrases, with its time; part of `benchmarks.score_workbench`."""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.corpus_data import Row
from db.agreed import AdoptedTexts
from db.connect import open_reader, open_writer
from db.store.store import Store
from reading import RULES_VERSION
from reading.council.texts import read_text
from reading.workbench.agreed import nearest
from records.agreed import Near
from records.council import CouncilText
from scheduler.meanings import FILE, lacking, prepare


def agreed_figures(labels: Sequence[Row], english: Sequence[CouncilText], stored: Path | None) -> None:
    """Hits of light and heavy drafts and the time of a query, with and without vectors."""
    if not labels:
        return
    with tempfile.TemporaryDirectory() as temporary:
        folder = stored or _stored(Path(temporary), english)
        public = open_reader(folder / "caac.db")
        for done in prepare(folder, lacking(public, folder)):
            print(f"\rvectors: {done}", end="", file=sys.stderr)
        for name, vectors in (("with vectors", folder / FILE), ("wording only", None)):
            corpus = AdoptedTexts(public, vectors)
            nearest("the first query loads what is kept in memory", corpus)
            _figures(name, labels, corpus)
        public.close()


def _stored(folder: Path, english: Iterable[CouncilText]) -> Path:
    db = open_writer(folder / "caac.db")
    store = Store(db, RULES_VERSION)
    at = datetime(2026, 1, 1, tzinfo=UTC)
    with store.batch():
        for text in english:
            store.save_text(text, "benchmark", "", at)
            store.save_text_reading(text.symbol, read_text(text), at)
    db.close()
    return folder


def _figures(name: str, labels: Sequence[Row], corpus: AdoptedTexts) -> None:
    ranks: dict[str, list[int]] = {"light": [], "heavy": []}
    times = []
    for row in labels:
        start = time.process_time()
        found = nearest(row["draft_text"], corpus, 50)
        times.append(1000 * (time.process_time() - start))
        ranks[row["kind"]].append(_rank(found, _right(row)))
    for kind, held in ranks.items():
        hits = ", ".join(f"hit@{k} {sum(r <= k for r in held) / max(1, len(held)):.2f}" for k in (1, 10, 50))
        print(f"agreed language, {name}, {kind}: {hits}")
    print(f"agreed language, {name}: p95 {sorted(times)[int(0.95 * (len(times) - 1))]:.0f} ms of CPU per query")


def _right(row: Row) -> set[tuple[str, str]]:
    others = (one.rpartition("#") for one in row["other_acceptable"].split(";") if one)
    return {(row["target_symbol"], row["target_paragraph"]), *((symbol, ref) for symbol, _, ref in others)}


def _rank(found: Sequence[Near], right: set[tuple[str, str]]) -> int:
    """Place of the first right answer; a folded repeat counts where its family stands."""
    for place, near in enumerate(found, 1):
        if {(near.adopted.symbol, near.adopted.paragraph), *near.also} & right:
            return place
    return 1_000
