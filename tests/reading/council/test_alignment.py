"""Languages beside English by structure: letters of any script, gaps told, order as the last resort."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reading.council.alignment import align
from records.council import Paragraph, Part


def units(*references: str) -> list[Paragraph]:
    def part(reference: str) -> Part:
        return "preamble" if reference[0] == "P" else "annex" if reference[0] == "A" else "operative"

    return [Paragraph(reference, part(reference), "x") for reference in references]


def test_letters_of_other_scripts_are_the_same_place() -> None:
    english = units("P1", "1", "5", "5(a)", "5(b)", "5(b)(i)", "6(bullet 1)", "A1.2(a)")
    arabic = units("P1", "1", "5", "5(أ)", "5(ب)", "5(ب)(1)", "6(bullet 1)", "A1.2(أ)")
    found = align(english, arabic)
    assert found.english == tuple(unit.reference for unit in english)
    assert found.share == 1.0
    assert not found.differs


def test_what_is_missing_on_either_side_is_listed() -> None:
    found = align(units("1", "2", "3"), units("1", "3", "4"))
    assert found.english == ("1", "3", "")
    assert found.differs == ("2: only in English", "4: not in English")


def test_equal_runs_of_the_same_part_are_paired_in_order() -> None:
    found = align(units("P1", "1", "1(a)", "1(b)", "2"), units("P1", "1", "1(bullet 1)(a)", "1(bullet 1)(b)", "2"))
    assert found.english[2:4] == ("1(a)", "1(b)")
    assert found.by_order == 2


def test_parts_are_never_mixed() -> None:
    assert align(units("P1", "1"), units("1", "A1.P1")).english[1] == ""


def test_empty_texts() -> None:
    assert align([], []).share == 1.0
    assert align(units("1"), []).differs == ("1: only in English",)


@given(st.lists(st.sampled_from(["P1", "P2", "1", "1(a)", "2", "2(bullet 1)", "A1.P1", "3[2]"]), unique=True))
def test_a_text_aligns_with_itself(references: list[str]) -> None:
    text = units(*references)
    assert align(text, text).english == tuple(references)
