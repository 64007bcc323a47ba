"""Asks held against invented texts: where wording entered, how closely, in which language, and what was left out."""

from __future__ import annotations

import pytest

from reading.workbench.asks import entries
from records.asks import Compared, Stood

ASK = "reopen the river bridges of Karvelia to relief convoys without delay"
LONG = "Recalling the census of the herons, the repair of the lighthouse and the wages of the ferrymen, " * 6


def text(*paragraphs: Stood) -> Compared:
    return Compared("S/RES/9001 (2031)", "resolution", "Karvelia", "2031-03-01", "15-0-0", "", "", paragraphs)


@pytest.mark.parametrize(
    ("stood", "closeness"),
    [
        (f"Calls upon all parties to {ASK};", "verbatim"),
        (f"{LONG} urges them to {ASK}, and {LONG}", "verbatim"),
        ("Urges the parties to reopen bridges of Karvelia to relief convoys without delay;", "close"),
        ("Encourages the parties in Karvelia to open the bridges of its river to convoys of relief;", "reworded"),
        ("Welcomes relief for Karvelia;", None),
        (LONG, None),
        ("", None),
    ],
    ids=["whole", "inside a long one", "nearly", "in other words", "same subject", "another subject", "empty"],
)  # fmt: skip
def test_how_close(stood: str, closeness: str | None) -> None:
    found = entries(ASK, text(Stood("en", "4", stood)))
    assert [one.closeness for one in found] == ([closeness] if closeness else [])


def test_what_was_left_out_is_said() -> None:
    (entry,) = entries(ASK, text(Stood("en", "4", "Urges them to reopen the river bridges of Karvelia to convoys;")))
    assert entry.paragraph == "4"
    assert "relief" in " ".join(entry.left_out)
    assert ("+", "Urges them to") in entry.diff


def test_a_text_in_several_languages_is_told_in_the_nearest_alone() -> None:
    french = "rouvrir sans délai les ponts de Karvélie aux convois de secours"
    held = text(Stood("en", "4", f"Decides to {ASK};"), Stood("fr", "4", f"Décide de {french} ;"))
    assert [one.lang for one in entries(french, held)] == ["fr"]
    assert [one.lang for one in entries(ASK, held)] == ["en"]


def test_chinese_characters_alone_are_no_wording() -> None:
    asked = "要求各方释放所有儿童并重新开放学校"
    assert entries(asked, text(Stood("zh", "4", f"决定{asked};")))
    assert entries(asked, text(Stood("zh", "4", "方学释要各放所开有校求新并儿重童"))) == []


@pytest.mark.parametrize("ask", ["", "  ", "!?", "the", "\ud800"], ids=["empty", "blank", "signs", "stop", "surrogate"])
def test_an_ask_without_a_word_enters_nowhere(ask: str) -> None:
    assert entries(ask, text(Stood("en", "1", "The lighthouse;"))) == []
