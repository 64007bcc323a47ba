"""What a query says of the record wanted: days, years, kinds, places."""

from __future__ import annotations

import pytest

from db.search.names import place_names
from db.search.wishes import days, wishes
from records.query import parse


@pytest.mark.parametrize(
    ("text", "first", "last", "until"),
    [
        ("UNMIKAR until 30 June 2031", "2031-06-30", "2031-06-30", True),
        ("UNMIKAR mandate 30 Nov. 2031", "2031-11-30", "2031-11-30", False),
        ("mandate until January 2031", "2031-01-01", "2031-01-31", True),
        ("election February 2028", "2028-02-01", "2028-02-29", False),
        ("June 30, 2031", "2031-06-30", "2031-06-30", False),
        ("hasta el 30 de junio de 2031", "2031-06-30", "2031-06-30", True),
        ("jusqu'au 1 août 2031", "2031-08-01", "2031-08-01", True),
        ("до 30 июня 2031", "2031-06-30", "2031-06-30", True),
        ("30 حزيران/يونيه 2031", "2031-06-30", "2031-06-30", False),
        ("至2031年6月30日", "2031-06-30", "2031-06-30", True),
        ("31 February 2031", "2031-02-28", "2031-02-28", False),
    ],
)
def test_days(text: str, first: str, last: str, until: bool) -> None:
    (day,) = days(parse(text))
    assert (day.first, day.last, day.until) == (first, last, until)


@pytest.mark.parametrize("text", ["may the parties", "march on 9001", "june", "2031", "30 31 2031", '"30 June" 77'])
def test_no_day(text: str) -> None:
    assert days(parse(text)) == ()


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("UNMIKAR schools", {"UNMIKAR", "XXA"}),
        ("MONUC 2003", {"MONUSCO", "COD"}),
        ("South Sudan", {"SSD"}),
        ("sanctions Mali", {"Mali sanctions", "MLI"}),
        ("écoles Haïti", {"HTI"}),
        ("schools", set()),
    ],
)
def test_places(text: str, places: set[str]) -> None:
    assert wishes(parse(text), place_names()).places == places


def test_years_and_kinds_beside_a_subject() -> None:
    found = wishes(parse("presidential statement on schools 2031"), {})
    assert found.years == {2031}
    assert found.kinds == {"statement"}
    assert wishes(parse("schools until May 2031"), {}).years == frozenset()
    assert wishes(parse("statement 2031"), {}).years == frozenset()
