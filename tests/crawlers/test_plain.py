"""Markup to plain words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawlers.plain import plain_text, shorten


@pytest.mark.parametrize(
    ("markup", "words"),
    [
        ("plain  words\n here", "plain words here"),
        ("a < b and c > d", "a < b and c > d"),
        ("R&D at AT&amp;T", "R&D at AT&T"),
        ("<p>One.</p><p>Two.</p>three<br>four", "One. Two. three four"),
        ("<b>bo</b>ld", "bold"),
        ("a<script>steal()</script>b<style>p{}</style>c", "abc"),
        ("<svg><text>x</text></svg><iframe src=x></iframe>kept", "kept"),
        ("<!-- hidden -->shown<?php x ?>", "shown"),
        ("<img src=x onerror=alert(1) alt='A'>words", "words"),
        ("nul\0 and\x07 bell", "nul and bell"),
        ("<unclosed <b>text", "text"),
        ("أطفال <i>و</i>مدارس", "أطفال ومدارس"),
        ("", ""),
        ("<p></p>", ""),
        ("&#0;&nbsp;x", "\ufffd x"),
    ],
)
def test_words(markup: str, words: str) -> None:
    assert plain_text(markup) == words


@given(st.text(max_size=200))
def test_any_text_gives_one_line_that_can_be_stored(text: str) -> None:
    words = plain_text(text)
    assert words == " ".join(words.split())
    assert words.encode().decode() == words


@given(st.lists(st.sampled_from(["<p>", "</p>", "<script>", "</script>", "&lt;", "<", "&#", "x", " ", "<!--", "-->"])))
def test_any_mixture_of_tags_leaves_no_tag_of_its_own(pieces: list[str]) -> None:
    assert "<script>" not in plain_text("".join(pieces)).replace("&lt;", "")


@given(st.text(max_size=700), st.integers(20, 300))
def test_what_is_shortened_fits(text: str, most: int) -> None:
    short = shorten(text, most)
    assert len(short) <= most
    assert short == text or short.endswith("…")
    assert text.startswith(short.removesuffix("…").rstrip())
