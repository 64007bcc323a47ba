"""When a text only prolongs: invented renewals, brief or by reference."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from reading.council.situations import is_rollover, named_ends, renews, situations_of
from records.council import CouncilText, Paragraph
from records.readings import MandateEnd

ADOPTED = date(2030, 1, 10)
SEIZED = "Decides to remain seized of the matter."
OTHERS = ["Calls upon all parties to cooperate;", "Encourages donors to contribute;", "Requests a report;"]


def rollover(*operative: str, days: int = 365, provides: bool = False) -> bool:
    units = tuple(Paragraph(str(n), "operative", text) for n, text in enumerate([*operative, SEIZED], 1))
    text = CouncilText("resolution", "S/RES/9001 (2030)", "en", "akn4un", "t", ADOPTED, 1, paragraphs=units)
    end = MandateEnd("1", "UNMIKAR", ADOPTED + timedelta(days=days), "stated", "until", 0, 5, "until")
    return is_rollover(text, [end], provides)


@pytest.mark.parametrize(
    "unit",
    [
        "Decides to extend until 10 January 2031 the mandate of UNMIKAR as defined in resolution 8990 (2028);",
        "Decides to renew until 10 January 2031 the measures as set out in paragraphs 1 to 7 of resolution 91 (2028);",
        "Decides to extend to 10 January 2031 the mandate of UNMIKAR in accordance with its resolution 8990 (2028);",
        "Reaffirms paragraphs 2 through 25 of resolution 8990 (2028);",
        "Recalls and reaffirms the remaining operative paragraphs of resolution 8990 (2028);",
    ],
)
def test_a_year_by_reference_is_a_rollover(unit: str) -> None:
    assert rollover(unit, *OTHERS)


def test_what_it_restates_makes_it_a_renewal() -> None:
    by_reference = "Decides to extend the mandate of UNMIKAR as defined in resolution 8990 (2028);"
    own = "Decides to extend the mandate of UNMIKAR, as set out in paragraph 2 of this resolution;"
    assert not rollover(by_reference, *OTHERS, provides=True)
    assert not rollover(own, *OTHERS)
    assert rollover(by_reference, *OTHERS, *OTHERS)
    assert not rollover("Reaffirms paragraphs 2 through 25 of resolution 8990 (2028);", *OTHERS, *OTHERS)


def test_a_few_months_or_a_few_words_are_one_too() -> None:
    assert rollover("Decides to extend the mandate of UNMIKAR until 30 April 2030;", *OTHERS, days=110)
    assert rollover("Decides to extend the mandate of UNMIKAR until 10 January 2031;")


@pytest.mark.parametrize(
    ("title", "fixes_end", "expected"),
    [
        ("on extension of the mandate of UNMIKAR", False, True),
        ("on termination of the mandate of UNMIKAR", False, True),
        ("on the situation in Karvelia", True, True),
        ("on expansion of the mandate of UNMIKAR", False, False),
        ("authorizing UNMIKAR to support a regional force", False, False),
        ("on humanitarian exemptions to asset freeze measures", True, False),
    ],
)
def test_a_text_that_only_adds_or_exempts_renews_nothing(title: str, fixes_end: bool, expected: bool) -> None:
    assert renews(title, fixes_end) is expected


def test_the_end_of_a_panel_is_the_regime_s_though_a_mission_is_named_beside_it() -> None:
    said = "Decides to extend until 10 January 2031 the mandate of the Panel of Experts and the request to MINUSMA;"
    text = CouncilText(
        "resolution", "S/RES/9001 (2030)", "en", "akn4un", "on renewal of sanctions against Mali", ADOPTED, 1,
        paragraphs=(Paragraph("1", "operative", said),),
    )  # fmt: skip
    end = MandateEnd("1", "mandate of the Panel of Experts", None, "none", "until", 18, 23, "until")
    assert [found.mandate for found in named_ends(text, ["MLI"], [end])] == ["Mali sanctions"]


def test_a_group_named_after_countries_is_not_about_them() -> None:
    text = CouncilText(
        "resolution", "S/RES/9001 (2030)", "en", "akn4un",
        "on sanctions against Islamic State in Iraq and the Levant (Da'esh)", ADOPTED, 1,
    )  # fmt: skip
    assert situations_of(text) == ()
