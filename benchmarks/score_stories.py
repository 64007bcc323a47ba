"""Which pairs of articles tell the same story (JSON Lines as of SemEval-2022 task 8), and what a new item costs.

    python -m benchmarks.score_stories PAIRS
    python -m benchmarks.score_stories --cost [10000 100000 1000000]

A pair is the same story when rated 1.5 or less, different from 3 on; pairs between are left out. Ours has its threshold
in the weights. Baselines get the best threshold that these very pairs allow.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np

from benchmarks.story_cost import print_cost
from benchmarks.story_pairs import SAME, Pair, best_threshold, f1, rarity_in, read_pairs
from reading import vectors
from reading.stories.score import logit


def jaccard(pair: Pair) -> float:
    a, b = set(pair.a.words), set(pair.b.words)
    return len(a & b) / max(1, len(a | b))


def cosine(pair: Pair) -> float:
    if not (len(pair.a.vectors) and len(pair.b.vectors)):
        return 0.0
    sums = [trace.vectors.sum(axis=0) for trace in (pair.a, pair.b)]
    return vectors.cosine(*(v / max(float(np.linalg.norm(v)), 1e-9) for v in sums))


def main(path: Path) -> None:
    pairs = [pair for pair in read_pairs(path) if pair.counts]
    rarity = rarity_in(pairs)
    ways: dict[str, Callable[[Pair], float]] = {
        "words in common": jaccard,
        "vector alone": cosine,
        "reading.stories": lambda pair: logit(pair.a, pair.b, rarity),
    }
    groups = {"same language": True, "across languages": False}
    print(f"{'F1':18}" + "".join(f"{name:>20}" for name in groups))
    chosen = {name: [p for p in pairs if p.same_language is same] for name, same in groups.items()}
    print(f"{'pairs':18}" + "".join(f"{len(some):20}" for some in chosen.values()))
    for way, score in ways.items():
        cells = []
        for some in chosen.values():
            true, scores = [p.rated <= SAME for p in some], [score(p) for p in some]
            border = 0.0 if way == "reading.stories" else best_threshold(scores, true)
            cells.append(f1([s >= border for s in scores], true))
        print(f"{way:18}" + "".join(f"{cell:20.3f}" for cell in cells))


if __name__ == "__main__":
    if sys.argv[1] == "--cost":
        print_cost([int(n) for n in sys.argv[2:]] or [10_000, 100_000])
    else:
        main(Path(sys.argv[1]))
