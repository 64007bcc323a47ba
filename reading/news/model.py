"""The trained part of news reading: boosted trees on the features of the rules.

The trees lie in tables/news_model.json (made by `python -m reading.training`, described in docs/model.md). numpy alone
at run time.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np

from reading.vocabulary import TABLES
from records.readings import VIOLATIONS

if TYPE_CHECKING:
    from numpy.typing import NDArray

FILE = TABLES / "news_model.json"
#: What is decided.
HEADS: tuple[str, ...] = ("child", "conflict", "relevant", *VIOLATIONS, "incident", "statement_or_report", "other")
#: Violations that make an item relevant without a child in it.
WITHOUT_CHILD = ("attacks_schools_hospitals", "denial_humanitarian_access")


@dataclass(frozen=True, slots=True)
class Trees:
    """All trees of all heads in one row of nodes.

    A node goes to `left` where its feature is at most `limit`, else to the node after that; a leaf has the feature -1.
    """

    names: tuple[str, ...]
    feature: NDArray[np.intp]
    limit: NDArray[np.float64]
    left: NDArray[np.intp]
    value: NDArray[np.float64]
    #: First node of each tree, and the head it speaks for.
    roots: NDArray[np.intp]
    heads: NDArray[np.intp]
    bias: NDArray[np.float64]

    def probabilities(self, features: Mapping[str, float]) -> dict[str, float]:
        """How likely each head is, by its name."""
        values = np.array([features[name] for name in self.names])
        at = self.roots
        while (inner := self.feature[at] >= 0).any():
            right = values[self.feature[at]] > self.limit[at]
            at = np.where(inner, self.left[at] + right, at)
        logits = self.bias + np.bincount(self.heads, self.value[at], len(HEADS))
        return {head: float(1 / (1 + np.exp(-x))) for head, x in zip(HEADS, logits, strict=True)}


@cache
def trees() -> Trees:
    """The model of the file."""
    table: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
    nodes: list[tuple[int, float, int, float]] = []
    roots: list[int] = []
    heads: list[int] = []
    for number, head in enumerate(HEADS):
        for tree in table["trees"][head]:
            first = len(nodes)
            roots.append(first)
            heads.append(number)
            # A leaf is written as its value, an inner node as feature, limit and the place of its left branch.
            nodes += [
                (-1, 0.0, 0, node) if isinstance(node, float | int) else (node[0], node[1], first + node[2], 0.0)
                for node in tree
            ]
    feature, limit, left, value = (np.array(column) for column in zip(*nodes, strict=True))
    return Trees(
        names=tuple(table["features"]),
        feature=feature,
        limit=limit,
        left=left,
        value=value,
        roots=np.array(roots),
        heads=np.array(heads),
        bias=np.array([table["bias"][head] for head in HEADS]),
    )
