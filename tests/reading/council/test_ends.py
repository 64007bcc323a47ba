"""Ends of mandates and measures on sentences written for this test, none of them adopted anywhere."""

from __future__ import annotations

from datetime import date

import pytest

from reading.council.ends import read_ends
from records.council import CouncilText, Paragraph

ADOPTED = date(2031, 3, 31)


def ends(words: str) -> list[str]:
    paragraph = Paragraph("1", "operative", words)
    text = CouncilText("resolution", "S/RES/9001 (2031)", "en", "file", adopted=ADOPTED, paragraphs=(paragraph,))
    return [str(end.due) for end in read_ends(text)]


@pytest.mark.parametrize(
    ("words", "due"),
    [
        ("Decides to extend the mandate of UNMIK-9 until 30 September 2031;", "2031-09-30"),
        ("Decides to extend the mandate of the Mission in Karvelia to 31 January 2032;", "2032-01-31"),
        ("Decides to extend the mandate of the Force for a further period ending 15 June 2031;", "2031-06-15"),
        ("Decides to renew, for six months from 5 April 2031, the measures on timber;", "2031-10-05"),
        ("Authorizes the States to keep, for an initial planned period of 12 months, a force there;", "2032-03-31"),
        ("Authorizes the States concerned, for a period of thirteen months, to inspect vessels;", "2032-04-30"),
        ("Decides that the exemption shall end one year from the date of adoption of this resolution;", "2032-03-31"),
        ("Requests the Secretary-General to assign the Panel, whose mandate expires on 19 April 2031, to monitor, for "
         "a period of 12 months, the measures in Karvelia;", "2032-03-31"),
        ("Decides to extend the mandate for six months and twelve days, that is. until 12 October 2031;", "2031-10-12"),
    ],
)  # fmt: skip
def test_what_ends(words: str, due: str) -> None:
    assert ends(words) == [due]


@pytest.mark.parametrize(
    "words",
    [
        "Requests the Secretary-General to report by 30 September 2031;",
        "Expresses its intention to review the mandate in twelve months;",
        "Notes the mapping from 30 November 2030 to 2 February 2031;",
        "Recalls the Panel, whose mandate expires on 19 April 2031;",
        "Decides to terminate the measures on diamonds;",
        "Decides that what is sold shall not, for a period of twelve months after the date of adoption of this "
        "resolution, and for twelve months periods thereafter, exceed ten tons;",
    ],
)
def test_what_does_not(words: str) -> None:
    assert ends(words) == []


def test_two_ends_in_a_paragraph_are_two() -> None:
    words = "Decides to renew until 31 July 2031 the measures, and to extend the Panel's mandate until 31 August 2031;"
    assert ends(words) == ["2031-07-31", "2031-08-31"]


def test_a_panel_yet_to_be_named_has_an_end_without_a_date() -> None:
    words = "Requests the Secretary-General to establish, within thirty days, for a period of six months, a Panel;"
    assert ends(words) == ["None"]
