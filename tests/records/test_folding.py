"""Folding by runs gives what folding the whole text gives."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from records.folding import fold, searchable

_ARABIC = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ة": "ه", "ـ": None})
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


def whole(text: str) -> str:
    text = unicodedata.normalize("NFKC", _INVISIBLE.sub("", text)).casefold().replace("’", "'").replace("ñ", "\ue000")
    text = "".join(c for c in unicodedata.normalize("NFD", text) if unicodedata.category(c) != "Mn" or c == "\u0306")
    return unicodedata.normalize("NFC", text).replace("\ue000", "ñ").translate(_ARABIC)


@given(st.text("aAnNeE iI'’ñéèßﬁ①½ëйё\u0301\u0303\u0308\u0306\u200bمُأإةـ中文ＡＢ", max_size=12))
def test_by_runs_as_by_the_whole(text: str) -> None:
    assert fold(text) == whole(text)


@pytest.mark.parametrize(
    ("text", "folded"),
    [("École", "ecole"), ("Niño", "niño"), ("ребёнок", "ребенок"), ("الأَطفال", "الاطفال"), ("ﬁve ＡＢ", "five ab")],
)
def test_examples(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_chinese_words_come_apart() -> None:
    assert searchable("保护children").split() == ["保", "护", "children"]
