"""Figures of news reading on labelled texts, with a keyword baseline in the same table.

    python benchmarks/score_news.py [--errors] PATH...

PATH: JSON Lines with `text` and any of `child`, `conflict` (y or n), `relevant`, `violations`, `countries`, `kind`,
`lang`;
or incidents with `children_killed_min` and `children_killed_max` (accuracy of child victims > 0). `.gz` is read too.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from reading.news.item import read_news
from reading.vocabulary import LANGUAGES, tables
from records.readings import VIOLATIONS, NewsReading

Row = dict[str, Any]
Pair = tuple[bool, bool]


def lines(path: Path) -> list[Row]:
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as file:
        return [json.loads(line) for line in file if line.strip()]


def score(pairs: Iterable[Pair]) -> tuple[float, float, float, int]:
    """Precision, recall, F1 and number of gold positives of (predicted, gold) pairs."""
    both = said = gold = 0
    for predicted, true in pairs:
        both, said, gold = both + (predicted and true), said + predicted, gold + true
    precision, recall = both / said if said else 0.0, both / gold if gold else 0.0
    return precision, recall, 2 * both / (said + gold) if said + gold else 0.0, gold


def keyword_patterns(lang: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """A plain monitor: any child word and any conflict word of the vocabulary's own lists."""
    words = tables()

    def any_of(terms: Sequence[str]) -> re.Pattern[str]:
        edge = "" if lang == "zh" else r"\b"
        return re.compile("|".join(edge + re.escape(t).replace(r"\*", r"\w*") + edge for t in terms), re.I)

    return any_of(words["children"][lang]["strong"]), any_of(
        [*words["conflict"][lang]["terms"], *words["conflict"][lang]["actors"]]
    )


def table(rows: Sequence[Row], readings: Sequence[NewsReading]) -> None:
    baseline = {lang: keyword_patterns(lang) for lang in LANGUAGES}
    found = [[bool(p.search(row["text"])) for p in baseline.get(row.get("lang", "en"), baseline["en"])] for row in rows]
    print(f"{'':34}{'P':>6}{'R':>6}{'F1':>6}{'gold':>6}   keyword baseline P R F1")
    for name in ("child", "conflict", "relevant"):
        if name not in rows[0]:
            continue
        gold = [row[name] in (True, "y") for row in rows]
        simple = {"child": [c for c, _ in found], "conflict": [w for _, w in found]}.get(
            name, [c and w for c, w in found]
        )
        show(name, zip((getattr(r, name) for r in readings), gold, strict=True), zip(simple, gold, strict=True))
    if "violations" in rows[0]:
        every: list[Pair] = []
        for violation in VIOLATIONS:
            pairs = [
                (violation in r.violations, violation in row["violations"])
                for r, row in zip(readings, rows, strict=True)
            ]
            every += pairs
            show(f"  {violation}", pairs)
        show("violations, micro", every)
    if "countries" in rows[0]:
        show("countries, micro", country_pairs(rows, readings))
    if rows[0].get("kind"):
        right = sum(r.kind == row["kind"] for r, row in zip(readings, rows, strict=True))
        print(f"{'kind, accuracy':34}{right / len(rows):18.3f}")
    for lang in sorted({row.get("lang", "") for row in rows}):
        mine = [
            (r.relevant, bool(row["relevant"]))
            for r, row in zip(readings, rows, strict=True)
            if row.get("lang") == lang
        ]
        show(f"relevant, {lang} ({len(mine)} texts)", mine)


def country_pairs(rows: Sequence[Row], readings: Sequence[NewsReading]) -> list[Pair]:
    return [
        (code in reading.countries, code in row["countries"])
        for reading, row in zip(readings, rows, strict=True)
        for code in {*reading.countries, *row["countries"]}
    ]


def show(name: str, pairs: Iterable[Pair], simple: Iterable[Pair] | None = None) -> None:
    precision, recall, f1, gold = score(pairs)
    line = f"{name:34}{precision:6.3f}{recall:6.3f}{f1:6.3f}{gold:6d}"
    if simple is not None:
        p, r, f, _ = score(simple)
        line += f"   {p:.3f} {r:.3f} {f:.3f}"
    print(line)


def incidents(rows: Sequence[Row], read: Callable[[str], NewsReading]) -> None:
    """Whether children were among the dead: stated range against the coded one, and a plain expression beside it."""
    readings = [read(row["text"]) for row in rows]
    plain = re.compile(r"\b(?:child|children|boys?|girls?)\b", re.I)
    for name, field in (("most", "children_killed_max"), ("least", "children_killed_min")):
        right = sum(((r.victims_min or 0) > 0) == (row[field] > 0) for r, row in zip(readings, rows, strict=True))
        simple = sum(bool(plain.search(row["text"])) == (row[field] > 0) for row in rows)
        print(
            f"child victims > 0 (by {name} coded): accuracy {right / len(rows):.3f}; plain expression {simple / len(rows):.3f}"  # noqa: E501
        )


def errors(rows: Sequence[Row], readings: Sequence[NewsReading]) -> None:
    for reading, row in zip(readings, rows, strict=True):
        if reading.relevant != bool(row["relevant"]):
            print("false hit" if reading.relevant else "missed   ", row.get("id"), reading.score, file=sys.stderr)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--errors", action="store_true", help="ids of wrong decisions, on standard error")
    parser.add_argument("paths", type=Path, nargs="+")
    options = parser.parse_args()

    def read(text: str) -> NewsReading:
        return read_news("", text)

    for path in options.paths:
        rows = lines(path)
        print(f"\n{path.name}: {len(rows)} texts")
        read("Warm up: two boys were killed.")
        start = time.process_time()
        if "children_killed_max" in rows[0]:
            incidents(rows, read)
        else:
            readings = [read(row["text"]) for row in rows]
            seconds = time.process_time() - start
            table(rows, readings)
            if options.errors:
                errors(rows, readings)
            print(f"{len(rows) / seconds:.0f} items per second of one core (processor time)")


if __name__ == "__main__":
    main()
