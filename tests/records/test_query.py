"""The query language: every text is a query."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from records.query import Filter, parse


def words(text: str) -> list[list[str]]:
    return [[t.text + "*" * t.prefix for t in group] for group in parse(text).groups]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("child soldiers", [["child"], ["soldiers"]]),
        ('"child soldiers" school*', [["child soldiers"], ["school*"]]),
        ("“child soldiers” now", [["child soldiers"], ["now"]]),
        ('"children', [["children"]]),
        ("C++ (x", [["c"], ["x"]]),
        ("école’s ÉLÈVES", [["ecole s"], ["eleves"]]),
        ("儿童与冲突", [["儿 童 与 冲 突"]]),
        ("الأطفال", [["الاطفال"]]),
        ("girls OR boys taken", [["girls", "boys"], ["taken"]]),
        ("OR girls AND taken", [["girls"], ["taken"]]),
        ('((( ** -- :: "" \'', []),
        ("a*", [["a"]]),
        ("", []),
    ],
)
def test_words(text: str, expected: list[list[str]]) -> None:
    assert words(text) == expected


@pytest.mark.parametrize(
    ("text", "symbols", "left"),
    [
        ("2143", ("S/RES/2143",), [["2143"]]),
        ("S/RES/2143", ("S/RES/2143",), []),
        ("s/res/2143(2014)", ("S/RES/2143 (2014)",), []),
        ("resolution 2143 training", ("S/RES/2143",), [["training"]]),
        ("résolution 2143", ("S/RES/2143",), []),
        ("UNSCR2143", ("S/RES/2143",), []),
        ("SC Res. 2143 (2014)", ("S/RES/2143 (2014)",), []),
        ("UN Security Council Resolution No. 2143", ("S/RES/2143",), []),
        ("резолюция 2143", ("S/RES/2143",), []),
        ("第2143号决议", ("S/RES/2143",), []),
        ("SC 15 members", (), [["sc"], ["15"], ["members"]]),
        ("S/PRST/2013/8", ("S/PRST/2013/8",), []),
        ("prst 2013/8 schools", ("S/PRST/2013/8",), [["schools"]]),
        ("A/66/782", ("A/66/782",), []),
        ("in 2143 schools", (), [["in"], ["2143"], ["schools"]]),
    ],
)
def test_symbols(text: str, symbols: tuple[str, ...], left: list[list[str]]) -> None:
    assert parse(text).symbols == symbols
    assert words(text) == left


def test_fields() -> None:
    query = parse(
        'situation:cod violation:schools year:2024..2020 -lang:French kind:Resolutions,news party:"M23 group"'
    )
    assert query.filters == (
        Filter("situation", ("COD",)),
        Filter("violation", ("attacks_schools_hospitals",)),
        Filter("lang", ("fr",), True),
        Filter("kind", ("resolution", "news")),
        Filter("party", ("M23 group",)),
    )
    assert query.years == (2020, 2024)
    assert query.values("lang", excluded=True) == ("fr",)
    assert query.notes == ()


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("colour:red", "colour: is not a field, so it was searched as words"),
        ("kind:cheese", "kind:cheese is not known; it was left out"),
        ("year:soon", "year:soon is no year or range such as 2020..2024; it was left out"),
        ("lang:", "lang: has no value; it was left out"),
        ("x" * 2000, "only the first 1000 characters were read"),
    ],
)
def test_notes(text: str, note: str) -> None:
    assert note in parse(text).notes


@pytest.mark.parametrize(
    ("value", "years"),
    [("2024", (2024, 2024)), ("2020..", (2020, 2100)), ("..2005", (1900, 2005)), ("2020-2024", (2020, 2024))],
)
def test_years(value: str, years: tuple[int, int]) -> None:
    assert parse(f"year:{value}").years == years


@given(st.text(max_size=300))
def test_any_text_is_a_query(text: str) -> None:
    query = parse(text)
    assert query == parse(text)
    assert all(t.text.strip() and '"' not in t.text for g in query.groups for t in g)


_PIECES = st.sampled_from(
    ['"', "-", "*", ":", "(", ")", "OR", "NOT", "year:", "situation:COD", "lang:fr", "-kind:", "a", "school", "儿童",
     "S/RES/", "2143", "NEAR(", "^", "{title}", "\x00", "’", "+", "AND", "..", "٣", "²", "Ⅷ", "🧒🏽"]
)  # fmt: skip


@given(st.lists(_PIECES, max_size=12), st.sampled_from(["", " "]))
def test_pieces_in_any_order(pieces: list[str], between: str) -> None:
    parse(between.join(pieces))
