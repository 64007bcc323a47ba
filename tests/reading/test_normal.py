"""Folding keeps the place of every character, whatever a feed did to the text."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reading.normal import MOST, fold_keeping, fold_term


@pytest.mark.parametrize(
    ("source", "word", "quote"),
    [
        ("Les <b>É</b>coles  brûlées", "brulees", "brûlées"),
        ("Tom &amp; the boys", "& the", "&amp; the"),
        ("chi\u200bld soldiers", "child", "chi\u200bld"),
        ("مَدْرَسَة", "مدرسه", "مَدْرَسَة"),
        ("Дети ещё живы", "еще", "ещё"),
        ("niños y niñas", "niños", "niños"),
        ("兒童 at school", "儿童", "兒童"),
        ("ＣＨＩＬＤ", "child", "ＣＨＩＬＤ"),
        ("l’école", "l'ecole", "l’école"),
    ],
)
def test_a_folded_word_is_quoted_as_it_stood(source: str, word: str, quote: str) -> None:
    folded = fold_keeping(source)
    start = folded.text.index(word)
    words, first, last = folded.quote(start, start + len(word))
    assert words == source[first:last]
    assert words == quote


def test_mojibake_is_read_as_what_it_was() -> None:
    assert "ecoles" in fold_keeping("attaque contre deux Ã©coles Ã  Bangui").text


@given(st.text(max_size=400))
@settings(deadline=None)
def test_any_text_folds_and_every_quotation_is_true(source: str) -> None:
    folded = fold_keeping(source)
    assert len(folded.at) == len(folded.text) + 1
    for place in range(0, len(folded.text), 7):
        words, first, last = folded.quote(place, min(place + 5, len(folded.text)))
        assert words == source[first:last]


def test_a_long_text_is_read_from_its_beginning() -> None:
    assert len(fold_keeping("war " * 1_000_000).text) <= MOST


def test_terms_fold_like_texts() -> None:
    assert fold_term("Élève") == "eleve"
    assert fold_term("أطفال") == "اطفال"
