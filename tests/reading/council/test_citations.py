"""Citations: list form, with and without year, old and new style, six languages; other bodies are traps."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reading.council.citation_actions import action_of
from reading.council.citations import find_citations, read_citations
from records.council import CouncilText, Paragraph
from records.years import FIRST_NUMBERS, may_be_of, year_of


def cited(text: str) -> list[str]:
    return [found.cited for found in find_citations(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("resolutions 1261 (1999) of 25 August 1999, 1314 (2000) of 11 August 2000 and 2068 (2012)",
         ["S/RES/1261 (1999)", "S/RES/1314 (2000)", "S/RES/2068 (2012)"]),
        ("Recalling resolution 425 and resolutions 242, 338 and 425",
         ["S/RES/425 (1978)", "S/RES/242 (1967)", "S/RES/338 (1973)", "S/RES/425 (1978)"]),
        ("its resolution 1269 of 19 October 1999", ["S/RES/1269 (1999)"]),
        ("S/RES/2143(2014), S/RES/2143 and SCR 2743 (2024)",
         ["S/RES/2143 (2014)", "S/RES/2143 (2014)", "S/RES/2743 (2024)"]),
        ("paragraph 7 of 1960 (2010) and", ["S/RES/1960 (2010)"]),
        ("resolutions 1325 (2000),1820 (2008) of 19 June 2008,1888 (2009)",
         ["S/RES/1325 (2000)", "S/RES/1820 (2008)", "S/RES/1888 (2009)"]),
        ("résolutions 1325\u00a0(2000) et 2250 (2015)", ["S/RES/1325 (2000)", "S/RES/2250 (2015)"]),
        ("la resolución 2250 (2015)", ["S/RES/2250 (2015)"]),
        ("резолюции 2250 (2015) и в резолюции 1325", ["S/RES/2250 (2015)", "S/RES/1325 (2000)"]),
        ("القرارين 1325 و 2250 (2015)", ["S/RES/1325 (2000)", "S/RES/2250 (2015)"]),
        ("回顾第1325（2000）号和第2250(2015)号决议", ["S/RES/1325 (2000)", "S/RES/2250 (2015)"]),
        ("第425号决议", ["S/RES/425 (1978)"]),
        ("S/PRST/2013/8 and S/PRST/2013/12", ["S/PRST/2013/8", "S/PRST/2013/12"]),
        ("主席声明S/PRST/2013/8号", ["S/PRST/2013/8"]),
        ("document A/66/782-S/2012/261", ["A/66/782", "S/2012/261"]),
        ("(S/25704 and Add.1)", ["S/25704", "S/25704/Add.1"]),
        ("S/4389 and Add.1-3", ["S/4389", "S/4389/Add.1", "S/4389/Add.2", "S/4389/Add.3"]),
        ("S/AC.51/2017/2", ["S/AC.51/2017/2"]),
        ("invented resolution 9002 (2031)", ["S/RES/9002 (2031)"]),
    ],
)  # fmt: skip
def test_what_is_cited(text: str, expected: list[str]) -> None:
    assert cited(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "General Assembly resolution 2625 (XXV) and resolutions 51/77 and 60/180",
        "General Assembly resolutions 1514 (XV) and 2145 of 1966",
        "resolution 1998/44 of the Commission",
        "the decade (2001-2010)",
        "within 90 days of this resolution 90 days afterwards",
        "from 2 December (2010) on",
        "press release SC/6816 and 13 (thirteen) boats",
        "in 2015 (2016 in all)",
        "of 12 September 2001 (2001) and after",
        "the resolution of 6 June 1982",
        "assemblée générale 46/182; 大会第46/182号决议",
    ],
)
def test_what_is_no_citation(text: str) -> None:
    assert cited(text) == []


def test_a_misprinted_year_is_put_right_because_the_number_decides() -> None:
    assert cited("resolutions 1998 (2011) and 1612 (2006) on children") == ["S/RES/1998 (2011)", "S/RES/1612 (2005)"]


def test_offsets_are_those_of_the_paragraph() -> None:
    text = "Recalls resolution\u00a01612\u00a0(2005) and S/PRST/2013/8,"
    for found in find_citations(text):
        assert text[found.start : found.end].replace("\u00a0", " ") in {"1612 (2005)", "S/PRST/2013/8"}


def test_footnotes_stand_apart_and_the_text_does_not_cite_itself() -> None:
    text = CouncilText(
        "resolution",
        "S/RES/2143 (2014)",
        "en",
        "akn4un",
        paragraphs=(
            Paragraph("P1", "preamble", "Recalling its resolution 1612 (2005),"),
            Paragraph(
                "2", "operative", "Decides to extend the measures of resolution 1807 (2008) and S/RES/2143 (2014);"
            ),
        ),
        footnotes=("See S/2014/339.",),
    )
    found = [(c.reference, c.part, c.cited, c.action) for c in read_citations(text)]
    assert found == [
        ("P1", "preamble", "S/RES/1612 (2005)", "recalling"),
        ("2", "operative", "S/RES/1807 (2008)", "extending"),
        ("note 1", "footnote", "S/2014/339", "citing"),
    ]


@pytest.mark.parametrize(
    ("text", "part", "action"),
    [
        ("Reaffirming resolution 1", "preamble", "reaffirming"),
        ("Noting the measures renewed by resolution 1", "preamble", "citing"),
        ("Decides to terminate the measures imposed by resolution 1", "operative", "ending"),
        ("Decides to amend paragraph 3 of resolution 1", "operative", "amending"),
        ("Welcomes resolution 1", "operative", "welcoming"),
        ("Décide de proroger le mandat fixé dans la résolution 1", "operative", "extending"),
        ("回顾第1", "preamble", "recalling"),
    ],
)
def test_what_the_paragraph_does(text: str, part: str, action: str) -> None:
    assert action_of(text, len(text) - 1, part) == action


def test_years_of_numbers() -> None:
    assert [year_of(n) for n in (1, 15, 16, 242, 376, 384, 385, 1325, 2764)] == [
        1946, 1946, 1947, 1967, 1975, 1975, 1976, 2000, 2024]  # fmt: skip
    assert year_of(0) is None
    assert year_of(9001) is None
    assert list(FIRST_NUMBERS) == sorted(set(FIRST_NUMBERS))
    assert may_be_of(FIRST_NUMBERS[-1] + 60, 2027)


@settings(max_examples=100, deadline=None)
@given(st.text("abS/RES()0123456789,. A第号résolutions", max_size=80))
def test_any_text_gives_offsets_inside_it(text: str) -> None:
    for found in find_citations(text):
        assert 0 <= found.start < found.end <= len(text)
