"""Training: invented items only, the same weights each time, a file that fits what reads it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import numpy as np

from reading.news.item import look
from reading.news.model import FILE, HEADS, trees
from reading.news.parties import mentions
from reading.normal import fold_keeping
from reading.training.boost import Split, boosted, splits
from reading.training.corpus import lines, own_items
from records.readings import VIOLATIONS

if TYPE_CHECKING:
    from numpy.typing import NDArray


def test_invented_items_name_no_real_party() -> None:
    for item in own_items():
        real = [hit.term for hit in mentions(fold_keeping(item.text)) if "XXA" not in hit.payload.countries]
        assert not real, item.text


def test_each_language_has_items_of_each_violation() -> None:
    items = list(own_items())
    for lang in ("en", "fr", "es", "ru", "ar", "zh"):
        for violation in VIOLATIONS:
            assert sum(item.labels.get(violation, 0) for item in items if item.lang == lang) >= 3


def test_known_fighting_places_stand_in_items_of_both_kinds() -> None:
    where = [(item.labels["conflict"], look(item.text, item.lang)[2]["situation"]) for item in own_items()]
    assert sum(1 for conflict, known in where if known and not conflict) > 200
    assert sum(1 for conflict, known in where if conflict and not known) > 200


def test_growing_twice_gives_the_same_trees_and_finds_what_is_there() -> None:
    chance = np.random.default_rng(7)
    x = chance.integers(0, 3, size=(400, 6)).astype(float)
    y = ((x[:, 1] > 0) & (x[:, 3] > 1) | (x[:, 4] > 1)).astype(float)
    once, again = (boosted(splits(x), y, np.ones(400), trees=60, leaves=6, rate=0.2) for _ in range(2))
    assert once == again
    right = [(grown(once, row) > 0) == (answer > 0) for row, answer in zip(x, y, strict=True)]
    assert sum(right) > 395


def grown(model: tuple[float, list[list[Split]]], row: NDArray[np.float64]) -> float:
    """The logit of one row, by walking each tree."""
    logit, trees_of_it = model
    for tree in trees_of_it:
        at = 0
        while tree[at].feature >= 0:
            at = tree[at].left + int(row[tree[at].feature] > tree[at].limit)
        logit += tree[at].value
    return logit


def test_a_column_of_one_value_gives_no_split() -> None:
    where, limits, goes_left = splits(np.array([[1.0, 0.0], [1.0, 2.0]]))
    assert (where.tolist(), limits.tolist(), goes_left.tolist()) == ([1], [1.0], [[1.0], [0.0]])


def test_the_model_file_is_small_and_knows_the_features_of_today() -> None:
    assert FILE.stat().st_size < 2_000_000
    model = trees()
    assert set(model.names) == set(look("A boy was killed in Orsava")[2])
    assert set(model.heads) == set(range(len(HEADS)))
    assert json.loads(FILE.read_text(encoding="utf-8"))["items"] > 500


def test_an_attack_without_a_child_is_marked_so() -> None:
    found = [labels for labels, text in lines("en") if "drove off in its jeep" in text]
    assert found[0]["relevant"] == found[0]["attacks_schools_hospitals"] == 1.0
    assert found[0]["child"] == 0.0
