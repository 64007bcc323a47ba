"""Real texts with labels of our own, for benchmarks/score_news.py.

    python -m benchmarks.real_texts ../shared/data/news OUT_FOLDER

The labels lie in benchmarks/real_texts.csv: source, SHA-1 of the text, set, and what one reader (a language model, each
text read whole, after the rules of `data/gold/README.md`) said of it. The texts are their publishers' and stay where
they are; this puts the two together again and writes OUT_FOLDER/SET.jsonl for each set. docs/model.md tells the sets.
"""

from __future__ import annotations

import csv
import gzip
import hashlib
import html
import json
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import feedparser

LABELS = Path(__file__).with_suffix(".csv")
#: Characters of a text that were read and labelled.
MOST = 1_400
#: Field that holds the text, by file of `labelled/`.
FIELDS = {
    "acled-acledr-dummy": "notes",
    "acled-africa-2016": "notes",
    "acled-asia-2015": "NOTES",
    "acled-world-2020-05": "notes",
    "case2021-task2-events": "EventSnippet",
    "gtd-sample": "summary",
    "conflibert-BBC_News": "text",
    "conflibert-insightCrime": "text",
    "conflibert-satp_relevant": "text",
    "humset-quantities-events": "text",
    "humset-toponyms": "text",
    "airwars-gaza-incidents": "text",
}


def plain(text: str | None, *, markup: bool = False) -> str:
    """White space collapsed; markup taken off where asked."""
    if markup:
        text = html.unescape(re.sub(r"<[^>]+>", " ", text or ""))
    return re.sub(r"\s+", " ", text or "").strip()


def records(path: Path) -> Iterator[dict[str, Any]]:
    """JSON Lines of a compressed file."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def texts(data: Path) -> Iterator[str]:
    """Every text that may have been labelled, cut as it was read."""
    for name, field in FIELDS.items():
        for row in records(data / "labelled" / f"{name}.jsonl.gz"):
            yield plain(row[field])[:MOST]
    for row in records(data / "labelled" / "hrdsattack.jsonl.gz"):
        page = row["sample"]
        yield f"{plain(page['Input.title'])} — {plain(page['Input.article_interface'], markup=True)}"[:MOST]
    for row in records(data / "dedupe" / "semeval2022-task8-pairs.jsonl.gz"):
        yield from (plain(row[f"text{number}"])[:MOST] for number in (1, 2))
    for path in [*data.glob("feeds/un-reliefweb/*.xml"), *data.glob("feeds/news*/*.xml")]:
        for entry in feedparser.parse(str(path)).entries:
            yield f"{plain(entry.get('title'))} — {plain(entry.get('summary'), markup=True)}"[:MOST]
    for path in data.glob("reliefweb/reports-*-bodies-*.json.gz"):
        yield from reports(json.loads(gzip.decompress(path.read_bytes())))


def reports(loaded: list[dict[str, Any]] | dict[str, list[dict[str, Any]]]) -> Iterator[str]:
    """Title and body of collected reports, in either of the shapes they were kept in."""
    for row in loaded if isinstance(loaded, list) else loaded.get("data") or loaded["reports"]:
        fields = row.get("fields", row)
        body = next((fields[name] for name in ("body", "body-html", "text", "content") if fields.get(name)), "")
        yield f"{plain(fields.get('title'))} — {plain(body, markup=True)}"[:MOST]


def digest(text: str) -> str:
    """What names a text in the table of labels."""
    return hashlib.sha1(text.encode("utf-8"), usedforsecurity=False).hexdigest()


def main() -> None:
    """Join texts and labels, one file per set; say which labels found no text."""
    data, out = map(Path, sys.argv[1:3])
    with LABELS.open(encoding="utf-8", newline="") as file:
        labels = {row["sha1"]: row for row in csv.DictReader(file)}
    found: defaultdict[str, dict[str, dict[str, Any]]] = defaultdict(dict)
    for text in texts(data):
        if (row := labels.get(digest(text))) is not None:
            lists = {name: row[name].split() for name in ("violations", "countries")}
            flags = {name: row[name] == "true" for name in ("relevant", "unsure")}
            found[row["set"]][row["id"]] = {**row, **lists, **flags, "text": text}
    out.mkdir(parents=True, exist_ok=True)
    for name, rows in sorted(found.items()):
        lines = (json.dumps(rows[number], ensure_ascii=False) for number in sorted(rows))
        (out / f"{name}.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
        print(f"{name}: {len(rows)} texts")
    print(f"{len(labels) - sum(map(len, found.values()))} labels without a text")


if __name__ == "__main__":
    main()
