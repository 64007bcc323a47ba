"""Rated pairs of articles (JSON Lines, as of SemEval-2022 task 8) as traces, and how well a score finds the same story.

A pair counts as the same story when it was rated 1.5 or less, as different from 3 on; the rest is left out.
"""

from __future__ import annotations

import gzip
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from reading import vectors
from reading.stories.traces import Rarity, Trace, gist_of, parts, rarity_of, split_title, words_of

SAME, DIFFERENT = 1.5, 3.0


@dataclass(frozen=True, slots=True)
class Pair:
    name: str
    rated: float
    a: Trace
    b: Trace
    texts: tuple[str, str]

    @property
    def same_language(self) -> bool:
        return self.a.lang == self.b.lang

    @property
    def counts(self) -> bool:
        return self.rated <= SAME or self.rated >= DIFFERENT


def read_pairs(path: Path, most: int = 10_000) -> list[Pair]:
    """The pairs, each text cut to its title and `most` characters: 260 leave what a feed gives."""
    data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    rows = [json.loads(line) for line in data.decode("utf-8").split("\n") if line.strip()]
    traces = _traces([(r[f"text{k}"], r[f"lang{k}"]) for r in rows for k in (1, 2)], most)
    return [
        Pair(str(r["pair_id"]), float(r["Overall"]), traces[2 * i], traces[2 * i + 1], (r["text1"], r["text2"]))
        for i, r in enumerate(rows)
    ]


def _traces(texts: Sequence[tuple[str, str]], most: int) -> list[Trace]:
    """Traces of many texts, encoded together: the same as one by one, but faster."""
    titled = [(title, rest[:most]) for title, rest in (split_title(text) for text, _ in texts)]
    pieces = [parts(*pair) for pair in titled]
    empty = np.zeros((0, vectors.DIMENSIONS), dtype=np.float32)
    flat = [piece for some in pieces for piece in some]
    rows = vectors.dequantise(vectors.quantise(vectors.vectors(flat, 600))) if vectors.available() else empty
    gists = {pair: gist_of(*pair) for pair in dict.fromkeys(titled)}
    ends = np.cumsum([len(some) for some in pieces])
    return [
        Trace(vectors=rows[end - len(some) : end], lang=lang, gist=gists[pair], **words_of(*pair))
        for pair, some, end, (_, lang) in zip(titled, pieces, ends, texts, strict=True)
    ]


def rarity_in(pairs: Sequence[Pair]) -> Rarity:
    """Rarity of words among the texts of the pairs, as an index that holds them would know it."""
    traces = [trace for pair in pairs for trace in (pair.a, pair.b)]
    holding = Counter(key for trace in traces for key in trace.words)
    written = {key: word for trace in traces for key, word in trace.words.items()}
    known: dict[str, float] = {}

    def rarity(key: str) -> float:
        if key not in known:
            known[key] = rarity_of(written.get(key, key), len(traces), holding[key])
        return known[key]

    return rarity


def f1(found: Sequence[bool], true: Sequence[bool]) -> float:
    hits = sum(f and t for f, t in zip(found, true, strict=True))
    return 2 * hits / max(1, sum(found) + sum(true))


def best_threshold(scores: Sequence[float], true: Sequence[bool]) -> float:
    return max(sorted(set(scores)), key=lambda t: f1([s >= t for s in scores], true))
