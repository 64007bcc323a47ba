"""Whole words, prefixes, words in the middle of phrases, Arabic clitics, Chinese without boundaries."""

from __future__ import annotations

import pytest

from reading.matcher import Matcher
from reading.normal import fold_keeping


@pytest.mark.parametrize(
    ("term", "text", "found"),
    [
        ("kid", "the kid was kidnapped", ["kid"]),
        ("recruit*", "Recruitment of recruits", ["recruitment", "recruits"]),
        ("child soldier*", "two child soldiers", ["child soldiers"]),
        ("вооруженн* групп*", "вооружённых группировок", ["вооруженных группировок"]),
        ("أطفال", "والأطفال بأطفالهم", ["اطفال", "اطفالهم"]),
        ("قصر", "القصور والقصر", ["قصر"]),
        ("儿童", "三名儿童死亡", ["儿童"]),
        ("viol", "violation de la trêve", []),
        ("oil", "soil boil oil.", ["oil"]),
    ],
)
def test_a_term_is_found_as_the_table_means_it(term: str, text: str, found: list[str]) -> None:
    folded = fold_keeping(text)
    hits = Matcher([(term, "x")]).find(folded.text)
    assert [folded.text[hit.start : hit.end] for hit in hits] == found


def test_no_terms_find_nothing() -> None:
    assert Matcher[str]([]).find("anything") == []
