"""Fits the weights of reading/tables/story_weights.json on rated pairs, and prints what they reach on unseen ones.

    python -m benchmarks.fit_stories PAIRS [--write]

Ridge logistic regression on soft labels, in five folds of connected articles. The same input gives the same file.
The gists of all texts take a quarter of an hour of one core.
"""

from __future__ import annotations

import hashlib
import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.story_pairs import SAME, Pair, best_threshold, f1, rarity_in, read_pairs
from reading.stories.score import measures, products
from reading.vectors import gist_vector

TARGET = Path(__file__).resolve().parents[1] / "reading" / "tables" / "story_weights.json"
RIDGE, STEPS, FOLDS, FEED_TEXT = 20.0, 12, 5, 260
#: How much less freely than a measure a dimension of an encoder is weighed.
METRIC = 0.25
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


@dataclass(frozen=True, slots=True)
class Fitted:
    mean: Array
    spread: Array
    weight: Array
    constant: float
    metric: Array

    def score(self, x: Array, dimensions: Array) -> Array:
        return np.asarray(self.constant + ((x - self.mean) / self.spread) @ self.weight + dimensions @ self.metric)


@dataclass(frozen=True, slots=True)
class Rows:
    """What is known of some pairs: measures, products of dimensions (or none), label, fold."""

    pairs: list[Pair]
    x: Array
    dimensions: Array
    y: Array
    fold: Array
    #: Those whose model is wanted; the others help to weigh the dimensions.
    wanted: np.ndarray[Any, np.dtype[np.bool_]]

    def fit(self, seen: np.ndarray[Any, np.dtype[np.bool_]]) -> Fitted:
        x, dimensions, wanted = self.x[seen], self.dimensions[seen], self.wanted[seen]
        scales, columns = [], []
        for group in [some for some in (wanted, ~wanted) if some.any()]:
            mean, spread = scale(x[group])
            scales.append((mean, spread))
            columns += [group[:, None], group[:, None] * (x - mean) / spread]
        middle, width = scale(dimensions)
        free = np.zeros(len(scales) * (1 + x.shape[1]) + len(middle), dtype=bool)
        free[[number * (1 + x.shape[1]) for number in range(len(scales))]] = True
        weights = solve(np.hstack([*columns, METRIC * (dimensions - middle) / width]), self.y[seen], free)
        metric = weights[len(weights) - len(middle) :] * METRIC / width
        constant = float(weights[0] - metric @ middle)
        return Fitted(*scales[0], weights[1 : 1 + x.shape[1]], constant, metric)


def scale(x: Array) -> tuple[Array, Array]:
    return x.mean(0), x.std(0) + 1e-6


def solve(z: Array, y: Array, free: np.ndarray[Any, np.dtype[np.bool_]]) -> Array:
    """Weights of a logistic regression by Newton's steps; those of `free` columns are not held back."""
    ridge, weights = np.diag(np.where(free, 0.0, RIDGE)), np.zeros(z.shape[1])
    for _ in range(STEPS):
        p = 1 / (1 + np.exp(-z @ weights))
        weights -= np.linalg.solve((z.T * (p * (1 - p))) @ z + ridge, z.T @ (p - y) + ridge @ weights)
    return weights


def main(path: str, write: bool) -> None:
    whole = read_pairs(Path(path))
    rarity = rarity_in(whole)
    # A feed gives a title and a teaser, so the models for short texts learn from the same pairs cut to that as well.
    pairs = whole + read_pairs(Path(path), FEED_TEXT)
    middle = np.array(sum(gist_vector(t.gist) for p in pairs for t in (p.a, p.b)) / (2 * len(pairs)), dtype=np.float32)
    found = [measures(pair.a, pair.b, rarity, middle) for pair in pairs]
    every = np.array([products(pair.a, pair.b, middle) for pair in pairs])
    fold, models = np.tile(folds(whole), 2), {}
    words = [name for name in found[0] if name not in {*_VECTOR_MEASURES, "gist"}]
    plain = [name for name in found[0] if name != "gist"]
    for language, same in (("same language", True), ("across languages", False)):
        for name, measured, until in (
            (language, list(found[0]), len(whole)),
            (f"{language}, short", list(found[0]), len(pairs)),
            (f"{language}, without gists", plain, len(whole)),
            (f"{language}, short, without gists", plain, len(pairs)),
            (f"{language}, without vectors", words, len(pairs)),
        ):
            some = rows_of(pairs[:until], found[:until], every[:until], fold[:until], same, measured)
            models[name] = fitted(name, *some)
    if write:
        told = {"centre": " ".join(f"{value:.5f}" for value in middle), "models": models}
        TARGET.write_text(json.dumps(told, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def rows_of(
    pairs: list[Pair], found: list[dict[str, float]], every: Array, fold: Array, same: bool, measured: list[str]
) -> tuple[list[str], Rows]:
    """The rows for one model, and the names of the measures that tell anything there."""
    group = np.array([pair.same_language == same for pair in pairs])
    names = [n for n in measured if np.std([row[n] for row, wanted in zip(found, group, strict=True) if wanted]) > 1e-3]
    # Dimensions are weighed within one language only: across languages cosines alone do better.
    learned = same and "gist" in measured
    taken = np.arange(len(pairs)) if learned else np.flatnonzero(group)
    some = [pairs[i] for i in taken]
    x = np.array([[found[i][name] for name in names] for i in taken])
    dimensions = every[taken] if learned else every[taken, :0]
    return names, Rows(some, x, dimensions.astype(float), soft_labels(some), fold[taken], group[taken])


def soft_labels(pairs: list[Pair]) -> Array:
    """1.5 and less is the same story, 3 and more is not; between them the label is in doubt."""
    return np.clip((2.25 - np.array([pair.rated for pair in pairs])) / 1.5 + 0.5, 0, 1)


def fitted(title: str, names: list[str], rows: Rows) -> dict[str, object]:
    """The model of the wanted rows as JSON; prints its F1 on folds that it has not seen."""
    unseen = np.zeros(len(rows.pairs))
    for number in range(FOLDS):
        test = rows.fold == number
        unseen[test] = rows.fit(~test).score(rows.x[test], rows.dimensions[test])
    judged = np.flatnonzero(rows.wanted & np.array([pair.counts for pair in rows.pairs]))
    true = np.array([rows.pairs[i].rated <= SAME for i in judged])
    scores, fold = unseen[judged], rows.fold[judged]
    cut = best_threshold(list(scores), list(true))
    found = np.zeros(len(judged), dtype=bool)
    for number in range(FOLDS):
        test = fold == number
        found[test] = scores[test] >= best_threshold(list(scores[~test]), list(true[~test]))
    print(
        f"{title}: {len(judged)} pairs, F1 on unseen folds {f1(list(scores >= cut), list(true)):.3f},"
        f" threshold of other folds too {f1(list(found), list(true)):.3f}"
    )
    model = rows.fit(np.ones(len(rows.pairs), dtype=bool))
    columns = zip(names, model.mean, model.spread, model.weight, strict=True)
    told = {
        # The threshold becomes part of the constant, so that 0 is the border everywhere.
        "constant": round(model.constant - cut, 5),
        "measures": [[name, *(round(float(value), 5) for value in row)] for name, *row in columns],
    }
    return told | ({"metric": " ".join(f"{value:.3f}" for value in model.metric)} if len(model.metric) else {})


if __name__ == "__main__":
    main(sys.argv[1], "--write" in sys.argv)
