"""No name of a child is left; nothing else is taken away."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reading.masks.names import MASKS, mask_names

HERE = Path(__file__).parent


def lines(name: str) -> list[str]:
    text = (HERE / name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


@pytest.mark.parametrize("line", lines("masks_children.txt"))
def test_no_name_of_a_child_is_left(line: str) -> None:
    names = [part for name in re.findall(r"\{(.+?)\}", line) for part in re.split(r"[ ·]", name)]
    masked = mask_names(re.sub(r"[{}]", "", line), "")
    assert not [name for name in names if name in masked], masked


@pytest.mark.parametrize("line", lines("masks_harmless.txt"))
def test_places_parties_and_officials_stay(line: str) -> None:
    assert mask_names(line, "") == line


def test_there_are_a_hundred_of_each() -> None:
    assert len(lines("masks_children.txt")) >= 99
    assert len(lines("masks_harmless.txt")) >= 100


@pytest.mark.parametrize("lang", MASKS)
def test_the_stand_in_speaks_the_language_of_the_text(lang: str) -> None:
    assert MASKS[lang] in mask_names("Girl named Lumi Vasker, 8, abducted", lang)


@given(st.text(max_size=300))
@settings(max_examples=150, deadline=None)
def test_any_text_is_taken_and_masking_again_changes_nothing(text: str) -> None:
    once = mask_names(text, "")
    assert mask_names(once, "") == once
