"""Training: invented items only, the same weights each time, a file that fits what reads it."""

from __future__ import annotations

import json

import numpy as np

from reading.news.item import look
from reading.news.model import FILE, HEADS, weights
from reading.news.parties import mentions
from reading.normal import fold_keeping
from reading.training.corpus import composed, lines, own_items
from reading.training.fit import fit
from records.readings import VIOLATIONS


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


def test_fitting_twice_gives_the_same_weights_and_finds_what_is_there() -> None:
    rng = np.random.default_rng(7)
    x = rng.normal(size=(300, 5))
    y = (x[:, 1] - x[:, 3] + 0.2 > 0).astype(float)
    once, again = (fit(x, y, np.ones(300), np.full(5, 1.0)) for _ in range(2))
    assert np.array_equal(once, again)
    right = ((x @ once[:-1] + once[-1] > 0) == (y > 0.5)).mean()
    assert right > 0.97


def test_the_model_file_is_small_and_knows_the_features_of_today() -> None:
    assert FILE.stat().st_size < 2_000_000
    names = set(look("A boy was killed in Orsava")[2])
    for kind in ("words_alone", "with_vectors"):
        model = weights(kind)
        assert set(model.names) == names
        assert set(model.thresholds) == set(HEADS)
    assert json.loads(FILE.read_text(encoding="utf-8"))["items"] > 500


def test_long_texts_are_as_often_relevant_as_not_and_keep_what_they_hold() -> None:
    written = lines("en")
    long = list(composed(written))
    telling = [labels for labels, _ in long if labels["relevant"]]
    assert len(telling) * 2 == len(long)
    assert all(text.count("\n") == 2 for _, text in long)
    assert sum(labels["child"] * labels["conflict"] for labels, _ in long if not labels["relevant"]) > 50
    assert sum(1 - labels["conflict"] for labels, _ in long) > 50


def test_an_attack_without_a_child_is_marked_so() -> None:
    found = [labels for labels, text in lines("en") if "drove off in its jeep" in text]
    assert found[0]["relevant"] == found[0]["attacks_schools_hospitals"] == 1.0
    assert found[0]["child"] == 0.0
