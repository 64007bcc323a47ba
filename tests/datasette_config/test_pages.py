"""Every page, in every form, over a small world and over an empty database."""

from __future__ import annotations

import csv
import html
import io
import re
from datetime import date
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from datasette_config.asking import ask
from datasette_config.pages.search import search_page
from datasette_config.texts import words
from db.connect import open_reader
from records.query import parse
from tests.datasette_config.conftest import Get
from tests.datasette_config.world import NEW, OLD

LISTS = ["resolutions", "statements", "drafts", "calendar", "situations", "stories", "signals", "scorecard", "sources",
         "data-dictionary", "council"]  # fmt: skip
SINGLE = ["/", "/resolution/9001", "/resolution/9002", "/resolution/9002?lang=ar", "/statement/S/PRST/2026/91",
          "/draft/S/2026/9100", "/situation/XXA", "/story/st-1", "/signal/1", "/lineage/9002/2"]  # fmt: skip
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.mark.parametrize("address", [*SINGLE, *(f"/{name}" for name in LISTS), "/calendar?all=1"])
def test_page_answers_with_banner_and_without_scripts(get: Get, address: str) -> None:
    answer = get(address)
    assert answer.status_code == 200, answer.text[:300]
    assert words().banner.sample in html.unescape(answer.text)
    assert "<script" not in answer.text
    assert " style=" not in answer.text
    assert "<style" not in answer.text
    assert answer.text.count("<h1") == 1
    outside = re.findall(r'(?:src|srcset|action|data)="(https?:[^"]+)|<link[^>]+href="(https?:[^"]+)', answer.text)
    assert not outside


@pytest.mark.parametrize("name", LISTS)
def test_list_is_there_as_atom_csv_and_json(get: Get, name: str) -> None:
    assert f'href="/{name}.atom"' in get(f"/{name}").text
    feed = ET.fromstring(get(f"/{name}.atom").text)
    assert feed.findtext(f"{ATOM}id")
    for entry in feed.iter(f"{ATOM}entry"):
        link = entry.find(f"{ATOM}link")
        assert link is not None
        assert link.attrib["href"].startswith("http")
        assert entry.findtext(f"{ATOM}updated", "").endswith(("Z", "+00:00"))
    rows = get(f"/{name}.json").json()
    table = list(csv.reader(io.StringIO(get(f"/{name}.csv").text)))
    assert len(table) == len(rows) + 1
    assert rows, f"the invented world has something in {name}"


@pytest.mark.parametrize("name", ["", *LISTS])
@pytest.mark.parametrize("form", ["", ".atom", ".csv", ".json"])
def test_empty_database_still_answers(get_empty: Get, name: str, form: str) -> None:
    if name or not form:
        assert get_empty(f"/{name}{form}").status_code == 200


def test_resolution_shows_text_votes_lineage_and_evidence(get: Get) -> None:
    page = get("/resolution/9002").text
    assert "and &lt;all&gt; earlier ones" in page
    assert 'id="p-2-a"' in page
    assert "child protection advisers" in page
    assert page.count('class="yes"') == 14
    assert page.count('class="abstain"') == 1
    assert "/compare/9001/9002" in page
    assert "ab" * 32 in page
    assert 'href="/resolution/9001"' in page


def test_languages_stand_side_by_side(get: Get) -> None:
    page = get("/resolution/9002?lang=ar").text
    assert 'dir="rtl"' in page
    assert page.index("يقرر تمديد") > page.index("Decides to extend")


@pytest.mark.parametrize("asked", ["S/RES/9001", "S%2FRES%2F9001%20(2025)", "9001%20(2025)", "resolution 9001"])
def test_other_ways_to_write_a_symbol_lead_to_the_page(get: Get, asked: str) -> None:
    answer = get(f"/resolution/{asked}")
    assert answer.status_code == 302
    assert answer.headers["location"] == "/resolution/9001"


@pytest.mark.parametrize(
    ("asked", "nearest"),
    [("/resolution/9009", "9002"), ("/statement/S/PRST/2026/92", "S/PRST/2026/91"), ("/situation/XXB", "XXA"),
     ("/draft/S/1999/1", "S/2026/9100"), ("/story/st-0", "st-1")],
)  # fmt: skip
def test_unknown_names_get_a_helpful_page(get: Get, asked: str, nearest: str) -> None:
    answer = get(asked)
    assert answer.status_code == 404
    assert nearest in answer.text
    assert 'action="/search"' in answer.text
    said = get(f"{asked}.json")
    assert said.status_code == 404
    assert nearest in said.json()["nearest"]


def test_what_a_feed_wrote_is_never_markup_nor_link(get: Get) -> None:
    for address in ("/", "/stories", "/story/st-1", "/signal/1", "/situation/XXA", "/stories.atom"):
        text = get(address).text
        assert "<script>alert" not in text
        assert "<b>bold" not in text
        assert "javascript:" not in text


def test_cells_that_look_like_formulas_are_made_text(get: Get) -> None:
    assert "\n=1+1" not in get("/stories.csv").text


def test_verified_and_reported_stand_apart(get: Get) -> None:
    page = get("/situation/XXA").text
    verified, reported = page.index('class="verified"'), page.index('class="reported"')
    assert verified < reported
    assert "1,234" in page[verified:reported]
    assert "<svg" not in page[verified:reported], "published figures are a table; no chart can mix the two"
    assert "1,234" not in page[reported:]


def test_calendar_holds_what_stands_and_can_be_subscribed(get: Get) -> None:
    page = get("/calendar").text
    assert "30 January 2027" in page
    assert "30 January 2026" not in page
    assert "30 January 2026" in get("/calendar?all=1").text
    ics = get("/calendar.ics")
    assert ics.headers["content-type"].startswith("text/calendar")
    assert "DTSTART;VALUE=DATE:20270130" in ics.text
    assert all(len(line.encode()) <= 75 for line in ics.text.split("\r\n"))


def test_sources_show_a_refusal(get: Get) -> None:
    page = get("/sources").text
    assert words().sources.states.get("refused") in page
    assert "status 403" in page


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("draft=%21%3F", "The draft holds no word"),
        ("draft=zyzzyva", "No adopted paragraph comes near"),
        ("draft=" + "children+" * 400, "Only its first 2,000 characters were read"),
        ("draft=children&lang=fr", "no adopted text is held in language"),
        ("draft=children&years=20x", "years are written 2014"),
        ("draft=children&years=2020-2014", "end before they begin"),
        ("draft=children&mandate=UNMIKOR", "the nearest is UNMIKAR"),
    ],
    ids=["signs", "unknown word", "long", "language", "no years", "years reversed", "mandate"],
)
def test_agreed_language_says_what_is_wrong(get: Get, query: str, said: str) -> None:
    answer = get(f"/agreed-language?{query}")
    assert answer.status_code == 200
    assert said in answer.text


def test_agreed_language_takes_all_filters(get: Get) -> None:
    kept = "draft=child+protection+advisers&part=operative&mandate=UNMIKAR&child=1&lang=en"
    assert [row["symbol"] for row in get(f"/agreed-language.json?{kept}&years=2026-").json()][:1] == [NEW]
    assert {row["symbol"] for row in get(f"/agreed-language.json?{kept}&years=2025").json()} == {OLD}
    row = get(f"/agreed-language.json?{kept}&limit=1").json()[0]
    assert row["page"].endswith("#p-2")
    assert set(row) >= {"symbol", "paragraph", "adopted", "lang", "score", "text", "vote", "diff", "also"}


def test_compare_says_what_cannot_be_compared(get: Get) -> None:
    assert "one text compared with itself" in get("/compare/9002/9002").text
    assert "is held in English" in get("/compare/9001/9002?lang=ar").text


def test_agreed_language_shows_the_adopted_paragraph(get: Get) -> None:
    address = "/agreed-language?draft=UNMIKAR+should+keep+child+protection+advisers"
    page = get(address).text
    assert "S/RES/9002 (2026) ¶ 2" in page
    assert "14-0-1" in page
    assert get(address.replace("language", "language.json")).json()[0]["paragraph"] == "2"
    assert get("/agreed-language?draft=zzzz&part=preamble&child=1").status_code == 200


def test_comparison_names_what_became_of_each_paragraph(get: Get) -> None:
    page = get("/compare/9001/9002").text
    assert "<ins>" in page
    rows = get("/compare/9001/9002.json").json()
    assert {row["status"] for row in rows} == {"kept", "changed"}
    assert get("/compare/S%2FRES%2F9001/9002").headers["location"] == "/compare/9001/9002"
    assert get("/compare/9001/9555").status_code == 404


def test_search_marks_hits_and_narrows(get: Get) -> None:
    page = get("/search?q=child+protection+advisers").text
    assert "<mark>" in page
    assert "caac alerts add" in page
    assert "kind%3Anews" not in get("/search?q=advisers").text
    rows = get("/search.json?q=abducted+kind:news").json()
    assert [row["kind"] for row in rows] == ["news"]


def test_search_without_a_hit_helps_on(get: Get) -> None:
    page = get("/search?q=advisors+xqzvyq+lang:so").text
    assert words().search.nothing in page
    assert '<details class="help" open>' in page
    for example, _ in words().search.fields_list:
        assert parse(f"children {example}").notes == (), example
        assert example in page


def test_a_phrase_that_stands_nowhere_is_said_so_beside_what_is_near(get: Get) -> None:
    page = html.unescape(get('/search?q="child+protection+advisers+xqzvyq"').text)
    assert words().search.unprinted.format(phrase="“child protection advisers xqzvyq”") in page
    assert '>"child protection advisers"</a>' in page
    assert page.count('<li>\n    <p class="what">')


def test_search_leads_to_the_form_for_alerts(world: Path) -> None:
    for address in ("https://alerts.example", "https://alerts.example/"):
        asked = ask("/search", "q=girls+%22xqzvyq%22", {}, date(2026, 1, 1), alerts=address)
        page = search_page(open_reader(world), asked).body
        assert 'href="https://alerts.example/?query=girls%20%22xqzvyq%22"' in page
        assert "caac alerts add" not in page


def test_board_counts_stories_and_says_what_it_is_not(get: Get) -> None:
    page = get("/signals?violation=abduction").text
    assert "XXA" in page
    assert "no ranking" in page


def test_the_council_in_figures_prints_its_rule_and_the_same_numbers_as_the_view(get: Get) -> None:
    page = html.unescape(get("/council").text)
    assert " ".join(words().council.children_rule.split()) in " ".join(page.split())
    assert page.count("<svg") >= 4
    view = get("/caac/resolutions_per_year.json?_shape=array&sample=1").json()
    assert view
    for row, counted in zip(get("/council.json").json(), sorted(view, key=lambda r: r["year"]), strict=True):
        assert row.items() >= {name: counted[name] for name in ("year", "resolutions", "mentioning_children")}.items()


def test_a_clause_is_led_from_its_first_use_to_what_became_of_it(get: Get) -> None:
    page = get("/lineage/S%2FRES%2F9001/2").text
    assert "First use:" in page
    assert 'href="/resolution/9002#p-2"' in page
    (step,) = get("/lineage/9002/2.json").json()
    assert (step["old"], step["new"], step["step"]) == (OLD, NEW, "changed")
    assert step["words"] == "Requests UNMIKAR to keep enough child protection advisers:"
    assert 'href="/lineage/9002/2"' in get("/resolution/9002").text
    assert get("/lineage/9002/77").status_code == 404
    assert get("/lineage/9555/2").status_code == 404
    assert words().lineage.none in get("/lineage/9002/3").text
