"""How alike two traces are, as a handful of measures, and one probability that they report the same event."""

from __future__ import annotations

import json
import math
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from reading import vectors
from reading.stories.traces import Rarity, Trace

if TYPE_CHECKING:
    from numpy.typing import NDArray

_WEIGHTS = Path(__file__).parents[1] / "tables" / "story_weights.json"
#: Different words of a text, title included, below which it is a headline with a teaser and not an article.
SHORT_WORDS = 70
_YEARS = frozenset(map(str, range(1990, 2050)))


@dataclass(frozen=True, slots=True)
class Weights:
    """A logistic model: of each measure the mean, the spread and the weight, and the constant.

    `metric` weighs the dimensions of the encoders (`products`): some tell events apart, some only topics. It is empty
    where a model does without.
    """

    names: tuple[str, ...]
    mean: tuple[float, ...]
    spread: tuple[float, ...]
    weight: tuple[float, ...]
    constant: float
    metric: NDArray[np.float32]

    def logit(self, found: Mapping[str, float]) -> float:
        """The model's sum; above 0 means the same event rather than not."""
        terms = zip(self.names, self.mean, self.spread, self.weight, strict=True)
        return self.constant + math.fsum(w * (found[name] - mean) / spread for name, mean, spread, w in terms)


def shared(a: Collection[str], b: Collection[str], rarity: Rarity) -> tuple[float, float, float]:
    """Of two sets of keys: cosine, share of the smaller, and sum of the ten rarest, all weighted by rarity."""
    rare_a, rare_b = {k: rarity(k) for k in a}, {k: rarity(k) for k in b}
    both = sorted((rare_a[k] for k in rare_a.keys() & rare_b.keys()), reverse=True)
    if not both:
        return 0.0, 0.0, 0.0
    squares = math.sqrt(_squares(rare_a.values()) * _squares(rare_b.values()))
    least = min(sum(rare_a.values()), sum(rare_b.values()))
    return _squares(both) / squares if squares else 0.0, sum(both) / least if least else 0.0, sum(both[:10])


def _squares(values: Iterable[float]) -> float:
    return math.fsum(v * v for v in values)


def _share(a: Collection[object], b: Collection[object]) -> float:
    least = min(len(a), len(b))
    return len(frozenset(a) & frozenset(b)) / least if least else 0.0


def overlap(a: Trace, b: Trace) -> float:
    """Share of the shorter text's phrases that stand in the other: near 1 for copies."""
    return _share(a.phrases, b.phrases)


def measures(a: Trace, b: Trace, rarity: Rarity, middle: NDArray[np.float32] | None = None) -> dict[str, float]:
    """The measures by name; the same in both directions. `middle` is for fitting: where gists are centred."""
    gist = float(_gist(a, middle) @ _gist(b, middle))
    return {**_vector_measures(a, b), "gist": gist, **_word_measures(a, b, rarity)}


def products(a: Trace, b: Trace, middle: NDArray[np.float32] | None = None) -> NDArray[np.float32]:
    """Of each dimension of both encoders the product: their sums would be cosines."""
    return np.concatenate([_pooled(a.vectors) * _pooled(b.vectors), _gist(a, middle) * _gist(b, middle)])


def model_name(a: Trace, b: Trace) -> str:
    """Which of the fitted models judges the pair: texts of one language share words, short ones share little."""
    name = "same language" if a.lang == b.lang else "across languages"
    if not (len(a.vectors) and len(b.vectors)):
        return f"{name}, without vectors"
    short = ", short" if min(len(a.words), len(b.words)) < SHORT_WORDS else ""
    return f"{name}{short}" if a.gist and b.gist else f"{name}{short}, without gists"


def logit(a: Trace, b: Trace, rarity: Rarity) -> float:
    """How much speaks for one event (above 0) or for two (below); about 3 is nearly certain."""
    model = models()[model_name(a, b)]
    learned = float(products(a, b) @ model.metric) if len(model.metric) else 0.0
    return model.logit(measures(a, b, rarity)) + learned


def _gist(trace: Trace, middle: NDArray[np.float32] | None) -> NDArray[np.float32]:
    """The gist, centred: its encoder gives all texts much in common. Zeros without one."""
    if not trace.gist:
        return np.zeros(vectors.GIST_DIMENSIONS, dtype=np.float32)
    row = vectors.gist_vector(trace.gist) - (centre() if middle is None else middle)
    return np.asarray(row / np.linalg.norm(row), dtype=np.float32)


def _vector_measures(a: Trace, b: Trace) -> dict[str, float]:
    names = ("title", "whole", "title to text", "best", "second", "third", "aligned")
    if not (len(a.vectors) and len(b.vectors)):
        return dict.fromkeys(names, 0.0)
    table = a.vectors @ b.vectors.T
    pooled = _pooled(a.vectors) @ _pooled(b.vectors)
    ranked = np.sort(table, axis=None)[::-1]
    rows, columns = table.max(axis=1), table.max(axis=0)
    return {
        "title": float(table[0, 0]),
        "whole": float(pooled),
        "title to text": float(max(rows[0], columns[0])),
        "best": float(ranked[0]),
        "second": float(ranked[min(1, len(ranked) - 1)]),
        "third": float(ranked[min(2, len(ranked) - 1)]),
        "aligned": float((rows.mean() + columns.mean()) / 2),
    }


def _pooled(rows: NDArray[np.float32]) -> NDArray[np.float32]:
    total = rows.sum(axis=0)
    length = float(np.linalg.norm(total))
    return np.asarray(total / length if length else total, dtype=np.float32)


def _word_measures(a: Trace, b: Trace, rarity: Rarity) -> dict[str, float]:
    words = shared(a.words, b.words, rarity)
    titles = shared(a.title, b.title, rarity)
    forth, back = shared(a.title, b.words, rarity), shared(b.title, a.words, rarity)
    names = shared(a.names, b.names, rarity)
    bones = len(a.skeletons & b.skeletons) if (a.lang == "ar") != (b.lang == "ar") else 0
    plain_a, plain_b = a.numbers - _YEARS, b.numbers - _YEARS
    large_a, large_b = ({n for n in ns if len(n) > 1} for ns in (plain_a, plain_b))
    return {
        "words": words[0],
        "words of less": words[1],
        "words rare": words[2] / 60,
        "titles": titles[0],
        "titles of less": titles[1],
        "title in text": (forth[1] + back[1]) / 2,
        "names": names[0],
        "names of less": names[1],
        "names rare": names[2] / 60,
        "phrases": overlap(a, b),
        "phrases many": math.log1p(len(a.phrases & b.phrases)) / 5,
        "numbers": _share(plain_a, plain_b),
        "numbers large": _share(large_a, large_b),
        "numbers large many": min(len(large_a & large_b), 4) / 4,
        "skeletons": min(bones, 8) / 8,
        "one in Chinese": float((a.lang == "zh") != (b.lang == "zh")),
        "short": min(len(a.words), len(b.words)) / 150,
    }


@cache
def _told() -> Mapping[str, Any]:
    return json.loads(_WEIGHTS.read_text(encoding="utf-8"))  # type: ignore[no-any-return]


@cache
def models() -> dict[str, Weights]:
    """The fitted models by name (benchmarks/fit_stories.py writes the file)."""
    return {name: read_weights(model) for name, model in _told()["models"].items()}


@cache
def centre() -> NDArray[np.float32]:
    """The mean of the gists of many news."""
    return _numbers(_told()["centre"])


def read_weights(model: Mapping[str, Any]) -> Weights:
    """A model from its JSON: `constant`, `measures` as rows of name, mean, spread, weight, and perhaps `metric`."""
    names, mean, spread, weight = (tuple(column) for column in zip(*model["measures"], strict=True))
    return Weights(names, mean, spread, weight, float(model["constant"]), _numbers(model.get("metric", "")))


def _numbers(told: str) -> NDArray[np.float32]:
    return np.array(told.split(), dtype=np.float32)
