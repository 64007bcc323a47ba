"""Where invented child clauses come from: the nearest earlier wording, the first of equals, never a later one."""

from __future__ import annotations

from dataclasses import replace

from reading.workbench.families import Clause, origins

FIRST = Clause(
    "S/RES/9001 (2031)", "4", "2031-03-01", "Requests",
    "Requests the envoy to deploy child protection advisers to each of the river districts of Karvelia;",
)  # fmt: skip
AGAIN = replace(FIRST, symbol="S/RES/9002 (2032)", paragraph="7", day="2032-03-01")
WEAKER = replace(
    FIRST, symbol="S/RES/9003 (2033)", day="2033-03-01", verb="Encourages",
    text="Encourages the envoy to deploy child protection advisers to some of the river districts of Karvelia;",
)  # fmt: skip
OTHER = replace(
    FIRST, symbol="S/RES/9004 (2034)", day="2034-03-01",
    text="Welcomes the schools that the ferrymen of the delta have opened for the daughters of the lighthouse keepers;",
)  # fmt: skip


def steps(*clauses: Clause, settled: set[tuple[str, str]] | None = None) -> list[tuple[str, str, str]]:
    return [(o.old.symbol[6:10], o.new.symbol[6:10], o.step) for o in origins(clauses, settled or set())]


def test_repeats_lead_to_the_first_use() -> None:
    third = replace(AGAIN, symbol="S/RES/9005 (2035)", day="2035-03-01")
    assert steps(third, AGAIN, FIRST) == [("9001", "9002", "carried"), ("9001", "9005", "carried")]


def test_a_weaker_verb_is_said() -> None:
    assert steps(FIRST, WEAKER) == [("9001", "9003", "weakened")]


def test_another_clause_comes_from_nowhere() -> None:
    assert steps(FIRST, OTHER) == []


def test_what_its_own_renewal_explains_is_left_alone() -> None:
    assert steps(FIRST, AGAIN, settled={(AGAIN.symbol, AGAIN.paragraph)}) == []


def test_texts_of_one_day_or_of_no_day_and_short_clauses_explain_nothing() -> None:
    assert steps(FIRST, replace(AGAIN, day=FIRST.day)) == []
    assert steps(replace(FIRST, day=""), AGAIN) == []
    assert steps(replace(FIRST, text="Protects children;"), replace(AGAIN, text="Protects children;")) == []
    assert steps() == []
