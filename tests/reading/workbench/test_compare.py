"""Comparison of invented texts, and of random edits."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from reading.workbench.compare import compare, summary
from records.council import Paragraph

OLD = [
    Paragraph("1", "operative", "Decides to extend the mandate of the mission in Karvelia until 3 March 2031;"),
    Paragraph("2", "operative", "Demands that all militias of the delta release the children held in their camps;"),
    Paragraph(
        "3", "operative", "Requests the envoy to deploy child protection advisers to each of the five districts;"
    ),
    Paragraph("4", "operative", "Welcomes the census of the herons and the repair of the lighthouse at the cape;"),
]


def as_new(*texts: str) -> list[Paragraph]:
    return [Paragraph(str(n), "operative", text) for n, text in enumerate(texts, 1)]


def test_numbers_and_dates_are_no_change() -> None:
    new = as_new(OLD[0].text.replace("3 March 2031", "12 April 2032"))
    assert [r.status for r in compare(OLD[:1], new)] == ["kept"]


def test_how_a_compound_is_joined_is_no_change() -> None:
    old = as_new("Urges troop and police-contributing countries to vet all decision-makers;")
    new = as_new("Urges troop- and police-contributing countries to vet all decision makers;")
    assert [r.status for r in compare(old, new)] == ["kept"]


def test_a_lost_clause_and_a_weaker_verb_are_told() -> None:
    new = as_new(OLD[0].text, OLD[1].text.replace("Demands", "Encourages"), OLD[3].text)
    rows = {r.old: r for r in compare(OLD, new)}
    assert rows["2"].force == "weakened"
    assert (rows["3"].new, rows["3"].status, rows["3"].child) == (None, "dropped", True)
    assert rows["4"].status == "kept"
    assert "1 dropped" in summary(list(rows.values()))


def test_a_text_with_itself_and_with_nothing() -> None:
    assert {r.status for r in compare(OLD, OLD)} == {"kept"}
    assert {r.status for r in compare(OLD, [])} == {"dropped"}
    assert compare([], []) == []


@settings(max_examples=60, deadline=None)
@given(st.permutations(OLD), st.lists(st.integers(0, 3), max_size=3), st.text(max_size=30))
def test_every_unit_of_both_sides_has_a_row(order: list[Paragraph], dropped: list[int], added: str) -> None:
    new = [p for i, p in enumerate(order) if i not in dropped]
    new.append(Paragraph("9", "operative", added))
    rows = compare(OLD, new)
    assert {r.old for r in rows if r.old} == {p.reference for p in OLD}
    assert {r.new for r in rows if r.new} == {p.reference for p in new}
    assert all((r.old is None) == (r.status == "new") and (r.new is None) == (r.status == "dropped") for r in rows)
