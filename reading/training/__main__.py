"""Train: `python -m reading.training [--probes CSV] [LABELLED.jsonl ...]` writes tables/news_model.json."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from reading.news.item import look, sentence_vector
from reading.news.model import FILE, HEADS
from reading.training.corpus import Item, labelled, own_items, probes
from reading.training.fit import fit
from reading.vectors import DIMENSIONS

if TYPE_CHECKING:
    from numpy.typing import NDArray

#: L2 penalties: words of the rules, components of the vector.
WORDS, VECTOR = 1.0, 1.0
#: How much more an item that is not relevant counts: in the news they are many more than among ours.
NOT_RELEVANT = 1.5
#: Probability from which a head says yes.
BAR = 0.5
#: Decimals of the weights in the file.
_DIGITS = 4


def prepared(items: Sequence[Item]) -> tuple[tuple[str, ...], NDArray[np.float64], NDArray[np.float64]]:
    """Names of the features, their values, and the sentence vectors of `items`."""
    rows = [look(item.text, item.lang)[2] for item in items]
    names = tuple(rows[0])
    words = np.array([[row[name] for name in names] for row in rows])
    blank = np.zeros(DIMENSIONS, dtype=np.float32)
    heads = [sentence_vector(item.text) for item in items]
    vectors = np.array([blank if head is None else head for head in heads], dtype=np.float64).round(3)
    return names, words, vectors


def trained(
    items: Sequence[Item], words: NDArray[np.float64], vectors: NDArray[np.float64] | None
) -> dict[str, NDArray[np.float64]]:
    """Weights by head; items that do not label a head are left out of it."""
    x = words if vectors is None else np.hstack([words, vectors])
    penalty = np.full(words.shape[1], WORDS)
    if vectors is not None:
        penalty = np.append(penalty, np.full(vectors.shape[1], VECTOR))
    out = {}
    for head in HEADS:
        known = [i for i, item in enumerate(items) if head in item.labels]
        y = np.array([items[i].labels[head] for i in known])
        weight = np.array([_weight(items[i]) for i in known])
        out[head] = fit(x[known], y, weight, penalty)
    return out


def _weight(item: Item) -> float:
    return item.weight * (1.0 if item.labels["relevant"] else NOT_RELEVANT)


def as_table(names: Sequence[str], betas: dict[str, NDArray[np.float64]]) -> dict[str, Any]:
    """The JSON form of one model."""
    n = len(names)
    with_vectors = len(next(iter(betas.values()))) > n + 1
    return {
        "features": list(names),
        "thresholds": dict.fromkeys(HEADS, BAR),
        "bias": {head: round(float(beta[-1]), _DIGITS) for head, beta in betas.items()},
        "words": {head: [round(float(v), _DIGITS) for v in beta[:n]] for head, beta in betas.items()},
        "vector": {head: [round(float(v), _DIGITS) for v in beta[n:-1]] for head, beta in betas.items()}
        if with_vectors
        else {},
    }


def main() -> None:
    """Read the items, fit both models, write the file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--probes", type=Path)
    parser.add_argument("labelled", type=Path, nargs="*")
    options = parser.parse_args()
    items = [*own_items(), *(probes(options.probes) if options.probes else ())]
    items += [item for path in options.labelled for item in labelled(path)]
    names, words, vectors = prepared(items)
    table = {
        "items": len(items),
        "words_alone": as_table(names, trained(items, words, None)),
        "with_vectors": as_table(names, trained(items, words, vectors)),
    }
    FILE.write_text(json.dumps(table, ensure_ascii=False, indent=0, separators=(",", ":")) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
