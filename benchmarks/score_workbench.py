"""The advocate's workbench against labels.

`python -m benchmarks.score_workbench [DATA] [--labels FOLDER] [--stored FOLDER]`

DATA is a folder like the shared one (`unsc/`, `gold/`); default: the one beside the checkout. `--labels` names another
folder of label tables in the form of `gold/`, any of them absent; rows of kind `neutral` in the table of whole
resolutions are neither right nor wrong, and its symbols may have a row of kind `none` alone. Without `--stored` the
agreed-language part loads its English texts into a temporary database and makes their vectors (some minutes); with
it, the data folder of an earlier `caac import` and `caac agreed --prepare` is searched.
"""

from __future__ import annotations

import sys
import time
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise
from pathlib import Path

from benchmarks.corpus_data import SHARED, Row, load, rows
from benchmarks.score_agreed import agreed_figures
from reading.council.ends import read_ends
from reading.council.provisions import read_provisions
from reading.council.requests import read_requests
from reading.council.texts import read_text
from reading.workbench.compare import compare
from records.council import CouncilText

Texts = dict[str, CouncilText]
Dated = tuple[str, str, str]


def main(arguments: list[str]) -> int:
    """Prints all figures; 1 when the folder is not there."""
    named = {name: Path(value) for name, value in pairwise(arguments) if name in ("--stored", "--labels")}
    stored = named.get("--stored")
    paths = [Path(a) for a in arguments if not a.startswith("-") and Path(a) not in named.values()]
    data = paths[0] if paths else SHARED
    gold = named.get("--labels", data / "gold")
    if not gold.is_dir():
        print(f"{gold} is not there", file=sys.stderr)
        return 1
    english = [t for t in load(data).xml.values() if t.lang == "en" and t.kind in ("resolution", "statement")]
    texts = {text.symbol: text for text in english}
    _renewals(rows(gold / "renewals.csv"), texts)
    _ends(rows(gold / "mandate_ends.csv"), texts)
    _requests(rows(gold / "reporting_requests.csv"), texts)
    _ledger(rows(gold / "ledger_whole.csv"), texts)
    _provisions(rows(gold / "child_provisions.csv"), texts)
    _speed(texts, english)
    agreed_figures(rows(gold / "paraphrases.csv"), english, stored)
    return 0


def _say(name: str, got: Iterable[Dated], wanted: Iterable[Dated]) -> None:
    """Precision and recall of what was emitted, with the differences."""
    emitted, labelled = set(got), set(wanted)
    if not emitted and not labelled:
        return
    both = emitted & labelled
    precision, recall = len(both) / max(1, len(emitted)), len(both) / max(1, len(labelled))
    print(f"{name}: precision {precision:.3f}, recall {recall:.3f} ({len(labelled)} labelled, {len(emitted)} emitted)")
    for sign, items in (("missed", labelled - emitted), ("invented", emitted - labelled)):
        for item in sorted(items):
            print(f"    {sign} {' '.join(item)}")


def _renewals(labels: Sequence[Row], texts: Texts) -> None:
    agreed = 0
    tables = {}
    for row in labels:
        pair = (row["old_symbol_paragraph"], row["new_symbol_paragraph"])
        symbols = [next((t for t in texts if t.startswith(f"S/RES/{row[side]} ")), "") for side in _NUMBERS]
        key = (symbols[0], symbols[1])
        if key not in tables:
            tables[key] = compare(texts[key[0]].paragraphs, texts[key[1]].paragraphs)
        old, new = (side.rpartition("#")[2] or None for side in pair)
        statuses = {r.status for r in tables[key] if (r.old, r.new) == (old, new)}
        agreed += row["status"] in statuses
        if row["status"] not in statuses:
            near = [(r.old, r.new, r.status) for r in tables[key] if (old and r.old == old) or (new and r.new == new)]
            print(f"    renewal {old} -> {new} is {row['status']}, found {near}")
    print(f"renewals: agreement {agreed / max(1, len(labels)):.3f} ({len(labels)} labelled)")


_NUMBERS = ("old_number", "new_number")


def _ends(labels: Sequence[Row], texts: Texts) -> None:
    """Every date emitted in a labelled paragraph counts; the anniversary is as right as the last day."""
    wanted: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in labels:
        wanted[row["symbol"], row["paragraph"]].append(row)
    got, right = set(), set()
    for (symbol, paragraph), group in wanted.items():
        found = {str(e.due) for e in read_ends(texts[symbol]) if e.reference == paragraph and e.due}
        for row in group:
            if row["end_date"] not in ("", "none"):
                right.add((symbol, paragraph, row["end_date"]))
                if row["alt_end_date"] in found:
                    found = found - {row["alt_end_date"]} | {row["end_date"]}
        got |= {(symbol, paragraph, due) for due in found}
    _say("mandate ends", got, right)


def _due(row: Row) -> set[str]:
    return set((row["iso_date"] or row["computed_date"] or "undated").split(";"))


def _requests(labels: Sequence[Row], texts: Texts) -> None:
    """By paragraph and date; requests without a date share one, and a month's date is right on any of its days."""
    asked: dict[tuple[str, str], set[str]] = defaultdict(set)
    for row in labels:
        asked[row["symbol"], row["paragraph"]] |= _due(row) if row["is_request"] == "yes" else set()
    got, right = set(), set()
    for (symbol, paragraph), dues in asked.items():
        found = {str(r.due or "undated") for r in read_requests(texts[symbol]) if r.reference == paragraph}
        for month in [due for due in dues if len(due) == len("2006-11")]:
            found = {month if due.startswith(month) else due for due in found}
        if "undated" not in dues:
            found -= {"undated"} if dues else set()
        got |= {(symbol, paragraph, due) for due in found}
        right |= {(symbol, paragraph, due) for due in dues}
    _say("reporting requests", got, right)


#: Left out of the labels as borderline (gold README): neither right nor wrong.
_NEUTRAL = {
    ("S/RES/1521 (2003)", "7"), ("S/RES/1521 (2003)", "22(a)"), ("S/RES/1521 (2003)", "22(b)"),
    ("S/RES/1769 (2007)", "23"), ("S/RES/2822 (2026)", "2(e)"),
}  # fmt: skip


def _ledger(labels: Sequence[Row], texts: Texts) -> None:
    symbols = sorted({row["symbol"] for row in labels})
    neutral = _NEUTRAL | {(row["symbol"], row["paragraph"]) for row in labels if row["kind"] == "neutral"}
    for kind in ("mandate_end", "reporting_request"):
        right = {(r["symbol"], r["paragraph"], r["due"] or "undated") for r in labels if r["kind"] == kind}
        got = set()
        for symbol in symbols:
            read = read_ends(texts[symbol]) if kind == "mandate_end" else read_requests(texts[symbol])
            for item in read:
                if (symbol, item.reference) not in neutral:
                    got.add((symbol, item.reference, str(item.due or "undated")))
        _say(f"whole resolutions, {kind}s", got, right)


def _provisions(labels: Sequence[Row], texts: Texts) -> None:
    grades = hits = extra = missed = 0
    for row in labels:
        read = {p.reference: p for p in read_provisions(texts[row["symbol"]])}.get(row["paragraph"])
        grades += (read.grade if read else 0) == int(row["grade"])
        themes, wanted = set(read.themes if read else ()), set(filter(None, row["themes"].split(";")))
        hits, extra, missed = hits + len(themes & wanted), extra + len(themes - wanted), missed + len(wanted - themes)
    f1 = 2 * hits / max(1, 2 * hits + extra + missed)
    print(f"child provisions: grade exact {grades / max(1, len(labels)):.3f}, themes micro-F1 {f1:.3f}")


def _speed(texts: Texts, english: Sequence[CouncilText]) -> None:
    long = [t for t in english if len(t.paragraphs) >= 60][:40]
    times = []
    for old, new in pairwise(long):
        start = time.perf_counter()
        compare(old.paragraphs[:60], new.paragraphs[:60])
        times.append(1000 * (time.perf_counter() - start))
    if times:
        print(f"compare of two texts of 60 paragraphs: p95 {_p95(times):.0f} ms ({len(times)} pairs)")
    some = english[::10]
    start = time.process_time()
    for text in some:
        read_text(text)
    units = sum(len(t.paragraphs) for t in some)
    print(f"reading: {units / max(1e-9, time.process_time() - start):.0f} paragraphs per second of one core")


def _p95(values: Sequence[float]) -> float:
    return sorted(values)[int(0.95 * (len(values) - 1))]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
