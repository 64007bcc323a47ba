"""Train: `python -m reading.training [--probes CSV] [LABELLED.jsonl ...]` writes tables/news_model.json."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from reading.news.item import look
from reading.news.model import FILE, HEADS
from reading.training.boost import Split, boosted, splits
from reading.training.corpus import Item, labelled, own_items, probes

if TYPE_CHECKING:
    from numpy.typing import NDArray

#: Trees per head, leaves per tree, and how far each tree goes.
TREES, LEAVES, RATE = 300, 8, 0.05
#: Heads that need no such care: fewer trees, each going further.
LESS, FASTER = 120, 0.1
CAREFUL = ("child", "conflict", "relevant")
#: How much more (or less) an item counts that a head should say no to. In the news such items are many more than among
#: ours, but features, notices and sport, of which we wrote few, are not.
NO = {"relevant": 3.0, "child": 2.0, "conflict": 1.5, "incident": 0.6, "other": 0.12}


def prepared(items: Sequence[Item]) -> tuple[tuple[str, ...], NDArray[np.float64]]:
    """Names of the features and their values in `items`."""
    rows = [look(item.text, item.lang)[2] for item in items]
    names = tuple(rows[0])
    return names, np.array([[row[name] for name in names] for row in rows])


def trained(items: Sequence[Item], values: NDArray[np.float64], head: str) -> tuple[float, list[list[Split]]]:
    """The trees of one head; items that do not label it are left out."""
    known = [i for i, item in enumerate(items) if head in item.labels]
    y = np.array([items[i].labels[head] for i in known])
    weight = np.array([items[i].weight for i in known]) * np.where(y > 0, 1.0, NO.get(head, 1.0))
    trees, rate = (TREES, RATE) if head in CAREFUL else (LESS, FASTER)
    return boosted(splits(values[known]), y, weight, trees=trees, leaves=LEAVES, rate=rate)


def as_table(names: Sequence[str], heads: dict[str, tuple[float, list[list[Split]]]]) -> dict[str, Any]:
    """The JSON form: a leaf as its value, an inner node as feature, limit and the place of its left branch."""

    def node(split: Split) -> float | list[float]:
        return split.value if split.feature < 0 else [split.feature, split.limit, split.left]

    return {
        "features": list(names),
        "bias": {head: round(bias, 4) for head, (bias, _) in heads.items()},
        "trees": {head: [[node(split) for split in tree] for tree in trees] for head, (_, trees) in heads.items()},
    }


def main() -> None:
    """Read the items, grow the trees of every head, write the file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--probes", type=Path)
    parser.add_argument("labelled", type=Path, nargs="*")
    options = parser.parse_args()
    items = [*own_items(), *(probes(options.probes) if options.probes else ())]
    items += [item for path in options.labelled for item in labelled(path)]
    names, values = prepared(items)
    heads = {}
    for head in HEADS:
        heads[head] = trained(items, values, head)
        sys.stderr.write(f"{head}: {len(heads[head][1])} trees\n")
    table = {"items": len(items), **as_table(names, heads)}
    FILE.write_text(json.dumps(table, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
