"""Boosted trees for two classes, in plain numpy: small, exact, the same result each time.

Each tree is grown leaf by leaf on a share of the features, by the gain of the logistic loss (gradients and curvatures,
as in Friedman 2001 and Chen and Guestrin 2016). A value is a split if it lies halfway between two that occur.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]
    #: The feature of each split, its limit, and a column that is 1 where a row goes left.
    Table = tuple[NDArray[np.intp], NDArray[np.float64], Floats]

#: Splits looked at per feature, at most.
_SPLITS = 24
#: Curvature that a leaf needs on either side, and its L2 penalty.
_LEAST, _PENALTY = 2.0, 8.0
#: Share of the features that one tree may use.
_FEATURES = 0.3
_SEED = 2250


@dataclass(frozen=True, slots=True)
class Split:
    """Goes to `left` where the feature is at most `limit`, else to `left + 1`; a leaf has the feature -1."""

    feature: int
    limit: float
    left: int
    value: float


@dataclass(slots=True)
class _Leaf:
    place: int
    rows: NDArray[np.bool_]
    gradient: Floats
    curvature: Floats
    sums: tuple[float, float]


def splits(x: NDArray[np.float64]) -> Table:
    """Every split of `x`."""
    features: list[int] = []
    limits: list[float] = []
    for number, column in enumerate(x.T):
        values = np.unique(column)
        middles = (values[1:] + values[:-1]) / 2
        if len(middles) > _SPLITS:
            middles = np.unique(np.quantile(middles, np.linspace(0, 1, _SPLITS)))
        features += [number] * len(middles)
        limits += middles.round(4).tolist()
    where, at = np.array(features, dtype=np.intp), np.array(limits)
    return where, at, (x[:, where] <= at).astype(np.float32)


def boosted(
    table: Table, y: NDArray[np.float64], weight: NDArray[np.float64], *, trees: int, leaves: int, rate: float
) -> tuple[float, list[list[Split]]]:
    """The logit before the first tree, and the trees. `table` is from `splits`."""
    where, limits, goes_left = table
    chance = np.random.default_rng(_SEED)
    share = float(np.average(y, weights=weight))
    bias = float(np.log(share / (1 - share)))
    logit = np.full(len(y), bias)
    count = int(where.max()) + 1
    grown = []
    for _ in range(trees):
        p = 1 / (1 + np.exp(-logit))
        slopes = np.stack([weight * (p - y), weight * p * (1 - p)]).astype(np.float32)
        used = np.isin(where, chance.choice(count, max(1, int(_FEATURES * count)), replace=False)).nonzero()[0]
        tree, values = _tree(goes_left[:, used], where[used], limits[used], slopes, leaves, rate)
        logit += values
        grown.append(tree)
    return bias, grown


def _tree(
    goes_left: Floats, where: NDArray[np.intp], limits: NDArray[np.float64], slopes: Floats, leaves: int, rate: float
) -> tuple[list[Split], NDArray[np.float64]]:
    """One tree, and what it adds to each row."""
    everywhere = np.ones(slopes.shape[1], dtype=bool)
    gradient, curvature = slopes @ goes_left
    first = _Leaf(0, everywhere, gradient, curvature, (float(slopes[0].sum()), float(slopes[1].sum())))
    nodes = [Split(-1, 0.0, 0, _value(first, rate))]
    open_leaves = [first]
    for _ in range(leaves - 1):
        gains = [_gains(leaf) for leaf in open_leaves]
        best = int(np.argmax([gain.max() for gain in gains]))
        if gains[best].max() <= 0:
            break
        leaf, at = open_leaves.pop(best), int(np.argmax(gains[best]))
        pair = _parted(leaf, goes_left, at, slopes, len(nodes))
        nodes[leaf.place] = Split(int(where[at]), float(limits[at]), len(nodes), 0.0)
        nodes += [Split(-1, 0.0, 0, _value(one, rate)) for one in pair]
        open_leaves += pair
    values = np.zeros(slopes.shape[1])
    for leaf in open_leaves:
        values[leaf.rows] = nodes[leaf.place].value
    return nodes, values


def _value(leaf: _Leaf, rate: float) -> float:
    return round(-rate * leaf.sums[0] / (leaf.sums[1] + _PENALTY), 4)


def _gains(leaf: _Leaf) -> Floats:
    """What each split would gain, rounded so that equal ones are told by their order alone."""
    left, right = leaf.gradient, leaf.sums[0] - leaf.gradient
    curve, rest = leaf.curvature, leaf.sums[1] - leaf.curvature
    whole = leaf.sums[0] ** 2 / (leaf.sums[1] + _PENALTY)
    gain = left**2 / (curve + _PENALTY) + right**2 / (rest + _PENALTY) - whole
    gain[(curve < _LEAST) | (rest < _LEAST)] = -1.0
    return np.asarray(gain.round(3))


def _parted(leaf: _Leaf, goes_left: Floats, at: int, slopes: Floats, place: int) -> list[_Leaf]:
    left_rows = leaf.rows & (goes_left[:, at] > 0)
    gradient, curvature = (slopes * left_rows) @ goes_left
    sums = (float(leaf.gradient[at]), float(leaf.curvature[at]))
    rest = (leaf.sums[0] - sums[0], leaf.sums[1] - sums[1])
    return [
        _Leaf(place, left_rows, gradient, curvature, sums),
        _Leaf(place + 1, leaf.rows & ~left_rows, leaf.gradient - gradient, leaf.curvature - curvature, rest),
    ]
