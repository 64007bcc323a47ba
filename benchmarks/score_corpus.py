"""The Council corpus against tables and labels: `python -m benchmarks.score_corpus [DATA]`.

DATA is a folder like the shared one (`unsc/`, `gold/`, `caac_resolutions.csv`); default: the one beside the checkout.
Prints presence per year, units, agreement of dates and votes, citations, numbering, alignment, and splits of older
texts against the XML. Each disagreement is listed with both values (`--all`, otherwise the first ten of a kind).
"""

from __future__ import annotations

import re
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path

from benchmarks.corpus_data import SHARED, Corpus, load, rows
from reading.council.alignment import align
from reading.council.citations import read_citations
from reading.council.votes import vote_findings
from records.council import CouncilText
from records.symbols import canonical_symbol, resolution_number
from records.years import year_of

_LIST = 10


def main(arguments: list[str]) -> int:
    """Prints all figures; 1 when the folder is not there."""
    paths = [Path(argument) for argument in arguments if not argument.startswith("-")]
    data = paths[0] if paths else SHARED
    if not data.is_dir():
        print(f"no data folder at {data}", file=sys.stderr)
        return 1
    most = sys.maxsize if "--all" in arguments else _LIST
    began = time.perf_counter()
    corpus = load(data)
    print(f"loaded {corpus.files} XML files and {len(corpus.old)} older texts in {time.perf_counter() - began:.1f} s")
    for line in _all(corpus, data, most):
        print(line)
    return 0


def _all(corpus: Corpus, data: Path, most: int) -> Iterable[str]:
    yield from presence(corpus, data, most)
    yield from agreement(corpus, data, most)
    yield from citations(corpus, data, most)
    yield from numbering(corpus, most)
    yield from alignment(corpus, most)
    yield from older(corpus, most)


def _listed(title: str, lines: list[str], most: int) -> Iterable[str]:
    yield f"  {title}: {len(lines)}"
    yield from (f"    {line}" for line in lines[:most])


def presence(corpus: Corpus, data: Path, most: int) -> Iterable[str]:
    """Files, texts, units, rejects; resolutions per year against the table."""
    by_kind = Counter((text.kind, lang) for (_, lang), text in corpus.xml.items())
    units = sum(len(text.paragraphs) for text in corpus.english())
    yield "PRESENCE"
    yield f"  XML: {', '.join(f'{lang} {kind} {n}' for (kind, lang), n in sorted(by_kind.items()))}"
    yield f"  English units {units}, footnotes {sum(len(text.footnotes) for text in corpus.english())}"
    yield from _listed("rejects", [f"{reject.place}: {reject.reason}" for reject in corpus.rejects], most)
    yield from _listed("a second text for one symbol and language", corpus.repeated, most)
    numbers = {resolution_number(symbol) for symbol, _ in [*corpus.xml, *corpus.old]}
    numbers |= {
        resolution_number(text.symbol) for text in [*corpus.extract, *corpus.listed] if text.kind == "resolution"
    }
    held = Counter(year_of(number) for number in numbers if number)
    table = {int(row["year"]): int(row["resolutions"]) for row in rows(data / "unsc/tables/resolutions_per_year.csv")}
    yield f"  resolutions held {sum(held.values())}, in the table {sum(table.values())}"
    differ = [f"{year}: held {held[year]}, table {count}" for year, count in table.items() if held[year] != count]
    yield from _listed("years that differ from the table", differ, most)


def agreement(corpus: Corpus, data: Path, most: int) -> Iterable[str]:
    """Dates and votes of the texts against DGACM's extract, the library's tables, vetoes and our own table."""
    yield "DATES AND VOTES"
    texts = {resolution_number(text.symbol): text for text in corpus.old.values()}
    texts |= {resolution_number(text.symbol): text for text in corpus.english()}
    caac = [row for row in rows(data / "caac_resolutions.csv") if row.get("adopted")]
    others: list[tuple[str, list[CouncilText]]] = [("data_extract", corpus.extract), ("library tables", corpus.listed)]
    for name, records in others:
        pairs = [(texts[number], record) for record in records
                 if record.kind == "resolution" and (number := resolution_number(record.symbol)) in texts]  # fmt: skip
        yield from _compare(name, pairs, most)
    dates = [f"{row['number']}: {text.adopted} / {row['adopted']}" for row in caac
             if (text := texts.get(int(row["number"]))) and str(text.adopted) != row["adopted"]]  # fmt: skip
    voted = [(text, row) for row in caac if (text := texts.get(int(row["number"]))) and text.vote.yes is not None]
    votes = [f"{row['number']}: {_vote(text)} / {row['vote']}" for text, row in voted if _vote(text) != row["vote"]]
    yield f"  caac_resolutions: {sum(int(row['number']) in texts for row in caac)} comparable rows"
    yield from _listed("dates that differ", dates, most)
    yield from _listed("votes that differ", votes, most)
    vetoed = {record.symbol: record for record in corpus.listed if record.kind == "draft"}
    both = [(record, vetoed[record.symbol]) for record in corpus.vetoes if record.symbol in vetoed]
    wrong = [f"{a.symbol}: {a.adopted} / {b.adopted}" for a, b in both if a.adopted != b.adopted]
    yield f"  vetoes: {len(both)} drafts in both tables"
    yield from _listed("dates that differ", wrong, most)
    found = [
        f"{text.symbol}: {line}" for text in corpus.xml.values() if text.lang == "en" for line in vote_findings(text)
    ]
    yield from _listed("findings in the votes of the XML", found, most)


def _compare(name: str, pairs: list[tuple[CouncilText, CouncilText]], most: int) -> Iterable[str]:
    dated = [(a, b) for a, b in pairs if a.adopted and b.adopted]
    voted = [(a, b) for a, b in pairs if a.vote.yes is not None and b.vote.yes is not None]
    late = [f"{a.symbol} ({a.origin}): {a.adopted} / {b.adopted}" for a, b in dated if a.adopted != b.adopted]
    wrong = [f"{a.symbol} ({a.origin}): {_vote(a)} / {_vote(b)}" for a, b in voted if _vote(a) != _vote(b)]
    yield f"  {name}: dates {_share(len(dated) - len(late), len(dated))}"
    yield f"  {name}: votes {_share(len(voted) - len(wrong), len(voted))}"
    yield from _listed("dates that differ", late, most)
    yield from _listed("votes that differ", wrong, most)


def _vote(text: CouncilText) -> str:
    return f"{text.vote.yes}-{text.vote.no or 0}-{text.vote.abstain or 0}"


def _share(part: int, whole: int) -> str:
    return f"{part}/{whole} = {part / whole:.4f}" if whole else "nothing to compare"


def citations(corpus: Corpus, data: Path, most: int) -> Iterable[str]:
    """Precision and recall on gold; agreement with the graph of 2012."""
    yield "CITATIONS"
    kinds = {"cited_resolutions": "resolution", "cited_presidential_statements": "statement",
             "cited_s_documents": "document"}  # fmt: skip
    tally: dict[str, Counter[str]] = defaultdict(Counter)
    wrong = []
    for row in rows(data / "gold/citations.csv"):
        symbol = canonical_symbol(row["symbol"])
        source = row["text_source"]
        text = corpus.xml.get((symbol, "en")) if source == "akn4un" else corpus.old.get((symbol, source))
        if text is None:
            wrong.append(f"{symbol}: no text of {source}")
            continue
        found = read_citations(text)
        for column, kind in kinds.items():
            want = {canonical_symbol(part) for part in (row.get(column) or "").split(";") if part.strip()}
            have = {c.cited for c in found if c.cited_kind == kind and c.part in {"preamble", "operative"}
                    and not c.cited.startswith("A/")}  # fmt: skip
            tally[kind] += Counter(right=len(want & have), false=len(have - want), missed=len(want - have))
            wrong += [f"{symbol} {source}: missed {cited}" for cited in sorted(want - have)]
            wrong += [f"{symbol} {source}: false {cited}" for cited in sorted(have - want)]
    for kind, counts in tally.items():
        right, false, missed = counts["right"], counts["false"], counts["missed"]
        yield f"  {kind}: precision {_share(right, right + false)}, recall {_share(right, right + missed)}"
    yield from _listed("differences from gold", wrong, most)
    yield from _graph(corpus, data, most)


def _graph(corpus: Corpus, data: Path, most: int) -> Iterable[str]:
    graph: dict[int, set[int]] = defaultdict(set)
    for row in rows(data / "unsc/tables/citations_uniteideas/edges.csv"):
        graph[int(row["citing"])].add(int(row["cited"]))
    texts = {resolution_number(text.symbol): text for text in corpus.old.values() if text.origin != "cr_unsc"}
    texts |= {resolution_number(text.symbol): text for text in corpus.english()}
    both = ours = theirs = 0
    lines = []
    for citing, cited in sorted(graph.items()):
        if text := texts.get(citing):
            found = {resolution_number(c.cited) or 0 for c in read_citations(text)
                     if c.cited_kind == "resolution" and c.part != "footnote"}  # fmt: skip
            both += len(found & cited)
            ours += len(found - cited)
            theirs += len(cited - found)
            lines += [f"{citing}: only in the graph {number}" for number in sorted(cited - found)]
    yield f"  graph of 2012: in both {both}, only ours {ours}, only theirs {theirs}"
    yield from _listed("only in the graph", lines, most)


def numbering(corpus: Corpus, most: int) -> Iterable[str]:
    """Operative numbers 1..N as printed; a number printed without a text of its own counts by its sub-paragraphs."""
    yield "NUMBERING"
    texts = list(corpus.english())
    wrong = []
    for text in texts:
        heads = [re.match(r"\d+", unit.reference) for unit in text.paragraphs if unit.part == "operative"]
        numbers = list(dict.fromkeys(int(head.group()) for head in heads if head))
        repeated = [unit.reference for unit in text.paragraphs if re.fullmatch(r"\d+\[\d+\]", unit.reference)]
        if numbers != list(range(1, len(numbers) + 1)) or repeated:
            gaps = sorted(set(range(1, max(numbers, default=0) + 1)) - set(numbers))
            wrong.append(f"{text.symbol}: missing {gaps} repeated {repeated}")
    yield f"  operative numbers run 1..N: {_share(len(texts) - len(wrong), len(texts))}"
    yield from _listed("exceptions", wrong, most)


def alignment(corpus: Corpus, most: int) -> Iterable[str]:
    """Paragraphs of the other languages that have an English one."""
    yield "ALIGNMENT"
    shares: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    lines = []
    for (symbol, lang), text in corpus.xml.items():
        english = corpus.xml.get((symbol, "en"))
        if lang == "en" or english is None or text.kind != "resolution":
            continue
        found = align(english.paragraphs, text.paragraphs)
        shares[lang][0] += sum(map(bool, found.english))
        shares[lang][1] += len(found.english)
        lines += [f"{symbol} {lang}: {line}" for line in found.differs]
    for lang, (paired, all_of) in sorted(shares.items()):
        yield f"  {lang}: {_share(paired, all_of)}"
    yield f"  all: {_share(sum(p for p, _ in shares.values()), sum(a for _, a in shares.values()))}"
    yield from _listed("units that stand alone", lines, most)


def older(corpus: Corpus, most: int) -> Iterable[str]:
    """Splits of plain texts against the XML of the same resolution: preambular count, operative numbers."""
    yield "OLDER TEXTS"
    for origin in sorted({origin for _, origin in corpus.old}):
        texts = [text for (_, of), text in corpus.old.items() if of == origin]
        dated = sum(text.adopted is not None for text in texts)
        split = sum(any(unit.part == "operative" for unit in text.paragraphs) for text in texts)
        pairs = [(text, corpus.xml[text.symbol, "en"]) for text in texts if (text.symbol, "en") in corpus.xml]
        differ = [f"{a.symbol}: {_shape(a)} / {_shape(b)}" for a, b in pairs if _shape(a) != _shape(b)]
        yield f"  {origin}: texts {len(texts)}, with date {dated}, with operative paragraphs {split}"
        yield f"    as in the XML (preambular count and last number): {_share(len(pairs) - len(differ), len(pairs))}"
        yield from _listed("differ (here / XML)", differ, most)


def _shape(text: CouncilText) -> str:
    preamble = sum(bool(re.fullmatch(r"P\d+", unit.reference)) for unit in text.paragraphs)
    numbers = [unit.reference for unit in text.paragraphs if re.fullmatch(r"\d+", unit.reference)]
    return f"P{preamble} to {numbers[-1] if numbers else '-'}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
