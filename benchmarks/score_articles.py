"""Article text against the text that people marked: precision, recall and F1 over runs of four words.

    python -m benchmarks.score_articles FOLDER     (with ground-truth.json and html/NAME.html.gz)

As the scrapinghub article benchmark describes its measure: per page, runs of four words (all words of a shorter text)
are counted with their repetitions; precision and recall are means over all pages; F1 is their harmonic mean.
"""

from __future__ import annotations

import gzip
import json
import re
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from lxml import html

from crawlers.articles import read_article

RUN = 4


def runs(text: str) -> Counter[tuple[str, ...]]:
    words = re.findall(r"\w+", text)
    size = min(RUN, len(words))
    return Counter(tuple(words[i : i + size]) for i in range(len(words) - size + 1)) if size else Counter()


def compare(found: str, true: str) -> tuple[float, float]:
    """(precision, recall) of one page; an empty text is right where nothing was marked."""
    have, want = runs(found), runs(true)
    hits = (have & want).total()
    precision = hits / have.total() if have else float(not want)
    recall = hits / want.total() if want else float(not have)
    return precision, recall


def every_paragraph(body: bytes) -> str:
    """The baseline: the words of all paragraphs."""
    return "\n".join("".join(map(str, p.itertext())) for p in html.document_fromstring(body).iter("p"))


def main(folder: Path) -> None:
    truth = json.loads((folder / "ground-truth.json").read_text(encoding="utf-8"))
    pages = {name: gzip.decompress((folder / "html" / f"{name}.html.gz").read_bytes()) for name in truth}
    ways: dict[str, Callable[[bytes], str]] = {
        "every paragraph": every_paragraph,
        "crawlers.articles": lambda body: read_article(body).text,
    }
    print(f"{len(pages)} pages           precision  recall     F1   ms/page")
    for way, read in ways.items():
        started = time.perf_counter()
        scores = [compare(read(body), truth[name]["articleBody"]) for name, body in pages.items()]
        spent = (time.perf_counter() - started) / len(pages) * 1000
        precision, recall = (sum(column) / len(scores) for column in zip(*scores, strict=True))
        f1 = 2 * precision * recall / (precision + recall)
        print(f"{way:20} {precision:9.3f} {recall:7.3f} {f1:7.3f} {spent:8.1f}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
