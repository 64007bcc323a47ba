"""Fits the weights of reading/tables/story_weights.json on rated pairs, and prints what they reach on unseen ones.

    python -m benchmarks.fit_stories PAIRS [--write]

Ridge logistic regression on soft labels, in five folds of connected articles. The same input gives the same file.
"""

from __future__ import annotations

import hashlib
import json
import sys
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.story_pairs import SAME, Pair, best_threshold, f1, rarity_in, read_pairs
from reading.story_score import measures

TARGET = Path(__file__).resolve().parents[1] / "reading" / "tables" / "story_weights.json"
RIDGE, STEPS, FOLDS, FEED_TEXT = 20.0, 40, 5, 260
_VECTOR_MEASURES = ("title", "whole", "title to text", "best", "second", "third", "aligned")
Array = np.ndarray[Any, np.dtype[np.float64]]


def folds(pairs: list[Pair]) -> Array:
    """Fold of each pair; pairs that share an article, directly or not, are in one fold."""
    parent: dict[str, str] = {}

    def root(name: str) -> str:
        while parent.setdefault(name, name) != name:
            name = parent[name]
        return name

    for pair in pairs:
        left, _, right = pair.name.partition("_")
        parent[root(left)] = root(right)
    roots = [root(pair.name.partition("_")[0]) for pair in pairs]
    return np.array([int(hashlib.sha1(name.encode()).hexdigest(), 16) % FOLDS for name in roots], dtype=np.float64)


def fit(x: Array, y: Array) -> tuple[Array, Array, Array]:
    """(mean, spread, weights with the constant first)."""
    mean, spread = x.mean(0), x.std(0) + 1e-6
    z = np.c_[np.ones(len(x)), (x - mean) / spread]
    ridge = np.eye(z.shape[1]) * RIDGE
    ridge[0, 0] = 0
    weights = np.zeros(z.shape[1])
    for _ in range(STEPS):
        p = 1 / (1 + np.exp(-z @ weights))
        weights -= np.linalg.solve((z.T * (p * (1 - p))) @ z + ridge, z.T @ (p - y) + ridge @ weights)
    return mean, spread, weights


def score(x: Array, model: tuple[Array, Array, Array]) -> Array:
    mean, spread, weights = model
    return np.asarray(weights[0] + ((x - mean) / spread) @ weights[1:])


def main(path: str, write: bool) -> None:
    whole, told = read_pairs(Path(path)), {}
    rarity = rarity_in(whole)
    # A feed gives a title and a teaser, so the models for short texts learn from the same pairs cut to that as well.
    pairs = whole + read_pairs(Path(path), FEED_TEXT)
    found = [measures(pair.a, pair.b, rarity) for pair in pairs]
    fold = np.tile(folds(whole), 2)
    words = [name for name in found[0] if name not in _VECTOR_MEASURES]
    for language, same in (("same language", True), ("across languages", False)):
        for name, measured, until in (
            (language, list(found[0]), len(whole)),
            (f"{language}, short", list(found[0]), len(pairs)),
            (f"{language}, without vectors", words, len(pairs)),
        ):
            group = [i for i, pair in enumerate(pairs[:until]) if pair.same_language == same]
            told[name] = fitted(name, measured, [pairs[i] for i in group], [found[i] for i in group], fold[group])
    if write:
        TARGET.write_text(json.dumps(told, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def fitted(
    title: str, names: list[str], pairs: list[Pair], found: list[dict[str, float]], fold: Array
) -> dict[str, object]:
    """The model of one group as JSON; prints its F1 on folds that it has not seen."""
    every = np.array([[row[name] for name in names] for row in found])
    telling = every.std(0) > 1e-3
    x, names = every[:, telling], [name for name, tells in zip(names, telling, strict=True) if tells]
    # 1.5 and less is the same story, 3 and more is not; between them the label is in doubt.
    y = np.clip((2.25 - np.array([pair.rated for pair in pairs])) / 1.5 + 0.5, 0, 1)
    unseen = np.zeros(len(pairs))
    for number in range(FOLDS):
        test = fold == number
        unseen[test] = score(x[test], fit(x[~test], y[~test]))
    judged = [i for i, pair in enumerate(pairs) if pair.counts]
    true = [pairs[i].rated <= SAME for i in judged]
    scores = [float(unseen[i]) for i in judged]
    cut = best_threshold(scores, true)
    print(f"{title}: {len(judged)} pairs, F1 on unseen folds {f1([s >= cut for s in scores], true):.3f}")
    mean, spread, weights = fit(x, y)
    rows = [[n, *(round(float(v), 5) for v in row)] for n, *row in zip(names, mean, spread, weights[1:], strict=True)]
    # The threshold becomes part of the constant, so that 0 is the border everywhere.
    return {"constant": round(float(weights[0]) - cut, 5), "measures": rows}


if __name__ == "__main__":
    main(sys.argv[1], "--write" in sys.argv)
