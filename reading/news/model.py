"""The trained part of news reading: logistic regressions on the features of the rules and on sentence vectors.

Weights lie in tables/news_model.json (made by `python -m reading.training`, described in docs/model.md). Without
vectors the same file's second set of weights is used. numpy alone at run time.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np

from reading.vocabulary import TABLES
from records.readings import VIOLATIONS

if TYPE_CHECKING:
    from numpy.typing import NDArray

FILE = TABLES / "news_model.json"
#: What is decided, in the order of the rows of the weights.
HEADS: tuple[str, ...] = ("child", "conflict", "relevant", *VIOLATIONS, "incident", "statement_or_report", "other")
#: Violations that make an item relevant without a child in it.
WITHOUT_CHILD = ("attacks_schools_hospitals", "denial_humanitarian_access")
#: Share of the parts (child, conflict) in the logit of relevance, and the logit it must pass.
_PARTS, _BAR = 0.2, 0.2


@dataclass(frozen=True, slots=True)
class Weights:
    """One linear model: `logit = bias + words @ features + vector @ vector`."""

    names: tuple[str, ...]
    words: NDArray[np.float64]
    vector: NDArray[np.float64]
    bias: NDArray[np.float64]
    thresholds: Mapping[str, float]

    def logits(self, features: Mapping[str, float], vector: NDArray[np.float32] | None) -> NDArray[np.float64]:
        """One logit per head."""
        values = np.array([features.get(name, 0.0) for name in self.names])
        total = self.bias + self.words @ values
        if vector is not None and self.vector.size:
            total = total + self.vector @ vector.astype(np.float64)
        return np.asarray(total)

    def telling(self, head: str, features: Mapping[str, float], most: int = 3) -> list[tuple[str, float]]:
        """The features that spoke most for a head, with what each added to its logit."""
        row = self.words[HEADS.index(head)]
        added = [(name, float(row[i]) * features.get(name, 0.0)) for i, name in enumerate(self.names)]
        return sorted((pair for pair in added if pair[1] > 0), key=lambda pair: -pair[1])[:most]


@cache
def _file() -> Mapping[str, Any]:
    loaded: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
    return loaded


@cache
def weights(kind: str) -> Weights:
    """The model `with_vectors` or `words_alone`."""
    table = _file()[kind]
    return Weights(
        names=tuple(table["features"]),
        words=np.array([table["words"][head] for head in HEADS]),
        vector=np.array([table["vector"][head] for head in HEADS] if table["vector"] else []),
        bias=np.array([table["bias"][head] for head in HEADS]),
        thresholds=table["thresholds"],
    )


def judged(logits: NDArray[np.float64]) -> NDArray[np.float64]:
    """Logits with that of `relevant` tempered by its parts: armed conflict, and a child, an attack or a denial of aid.

    How the share and the bar were set stands in docs/model.md.
    """
    out = logits.copy()
    at = HEADS.index
    concerned = max(logits[at(head)] for head in ("child", *WITHOUT_CHILD))
    parts = min(concerned, logits[at("conflict")])
    out[at("relevant")] = (1 - _PARTS) * logits[at("relevant")] + _PARTS * parts - _BAR
    return out


def probabilities(logits: Sequence[float] | NDArray[np.float64]) -> dict[str, float]:
    """Logits as probabilities by head."""
    return {head: float(1 / (1 + np.exp(-x))) for head, x in zip(HEADS, np.clip(logits, -30, 30), strict=True)}
