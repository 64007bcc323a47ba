"""Small things every template relies on: titles, links, anchors, charts, words."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from datasette_config import charts
from datasette_config.looks import day, printed, safe_url, short_title
from datasette_config.texts import words
from records.places import anchor, text_link

TEMPLATES = Path(charts.__file__).parent / "templates"


@pytest.mark.parametrize(
    ("title", "short"),
    [
        ("Security Council resolution 9001 (2025) [on children in Karvelia]", "Children in Karvelia"),
        ("[Sample] Security Council resolution 9001 [on Karvelia]", "[Sample] Karvelia"),
        ("Security Council resolution 9001 [2025) [on one thing][One thing]", "One thing"),
        ('Statement [made on behalf of the Council of the item entitled "The situation in Karvelia"]',
         "The situation in Karvelia"),
        ("Peace and security", "Peace and security"),
        ("", ""),
    ],
)  # fmt: skip
def test_title_says_what_it_is_about(title: str, short: str) -> None:
    assert short_title(title) == short


def test_only_web_addresses_become_links() -> None:
    assert safe_url("https://example.org/a?b=1") == "https://example.org/a?b=1"
    for bad in ("javascript:alert(1)", "data:text/html,x", " JaVaScRiPt:x", "//example.org", "https://a b", ""):
        assert safe_url(bad) == ""


def test_symbols_lead_to_their_pages() -> None:
    assert text_link("S/RES/2143 (2014)") == "/resolution/2143"
    assert text_link("S/PRST/2013/8") == "/statement/S/PRST/2013/8"
    assert text_link("A/66/782") == ""


def test_anchor_and_day() -> None:
    assert anchor("36(i)(f)") == "p-36-i-f"
    assert day("2014-03-07") == "7 March 2014"
    assert day("2014-03-07T10:00:00Z") == "7 March 2014"
    assert day("soon") == "soon"
    assert day(None) == ""


def test_paragraph_keeps_its_words_and_escapes_them() -> None:
    text = "Recalling 9001 (2025) & <b>others</b>"
    named = [(10, 21, "S/RES/9001 (2025)"), (15, 18, "S/RES/9002 (2025)"), (90, 99, "S/RES/9003 (2025)")]
    html = printed(text, "Recalling", named)
    assert html.startswith("<em>Recalling</em>")
    assert '<a href="/resolution/9001">9001 (2025)</a>' in html
    assert html.count("<a ") == 1
    assert "<b>" not in html
    assert html.striptags() == text


@pytest.mark.parametrize("values", [[], [("a", None)], [("a", 0)], [("a<b", 3), ("c", 123456)], [("x", 0.5)]])
def test_columns_take_any_numbers(values: list[tuple[str, float | None]]) -> None:
    drawn = charts.columns(values, "a label & more")
    assert drawn.startswith("<svg")
    assert "style=" not in drawn
    assert "a<b" not in drawn
    assert "nan" not in drawn


@pytest.mark.parametrize("values", [[], [("a", 0, 0)], [("a<b", 7, 3), ("c", 2, 2)]])
def test_shares_and_bars_take_any_numbers(values: list[tuple[str, float, float]]) -> None:
    for drawn in (charts.shares(values, "a & b"), charts.bars([(name, whole) for name, whole, _ in values], "a & b")):
        assert drawn.startswith("<svg")
        assert "style=" not in drawn
        assert "a<b" not in drawn
        assert "nan" not in drawn


def test_vote_picture_tells_kinds_apart_without_colour() -> None:
    drawn = charts.votes(9, 2, 4, 0, "label")
    assert drawn.count("<rect") == 15
    assert drawn.count('class="cross"') == 6


def test_spark_of_nothing() -> None:
    assert "<svg" in charts.spark([], [], "label")


def test_every_word_used_in_templates_exists() -> None:
    for path in TEMPLATES.glob("*.html"):
        for chain in re.findall(r"\bt((?:\.[a-z_]+)+)", path.read_text(encoding="utf-8")):
            found = words()
            for name in chain.strip(".").split("."):
                if name in {"get", "format"}:
                    break
                found = getattr(found, name)
