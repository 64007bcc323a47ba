"""ReliefWeb, GDELT and pages of links: what is asked for, and input that is not what it should be."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawlers.gdelt_exports import title_from_address
from crawlers.kinds import Held, kind
from crawlers.kinds.gdelt import clean_address, clean_title
from crawlers.plain_dates import read_date
from records.errors import BadInput
from records.fetching import Document, Reject, Source
from records.news import NewsItem

AT = datetime(2026, 11, 23, 12, tzinfo=UTC)


def source(name: str, **options: str) -> Source:
    return Source("s", "S", "P", name, "https://api.invalid/v2/reports", options=options)


def document(body: bytes | str, url: str = "https://api.invalid/v2/reports?offset=0") -> Document:
    return Document("s", url, AT, "", body.encode() if isinstance(body, str) else body)


def test_reliefweb_asks_with_the_appname_as_a_secret_and_goes_on_page_by_page() -> None:
    told = kind("reliefweb")
    (ask,) = told.start(source("reliefweb", query="children"), Held())
    assert "appname={RELIEFWEB_APPNAME}" in ask.url
    assert parse_qs(urlsplit(ask.url).query)["query[value]"] == ["children"]
    assert "appname" in ask.hint
    full = json.dumps({"totalCount": 120, "data": [{"id": str(n)} for n in range(50)]})
    (more,) = told.follow(source("reliefweb", pages="2"), document(full), Held())
    assert "offset=50" in more.url
    assert not list(told.follow(source("reliefweb", pages="1"), document(full), Held()))
    last = document(full, "https://api.invalid/v2/reports?offset=50")
    assert not list(told.follow(source("reliefweb", pages="2"), last, Held()))


def test_reliefweb_says_what_answered_instead() -> None:
    (found,) = kind("reliefweb").parse(source("reliefweb"), document('{"status": 403, "error": {"message": "no"}}'))
    assert isinstance(found, Reject)


def articles(*stamps: str) -> str:
    return json.dumps({"articles": [{"title": "t", "url": f"https://p.invalid/{s}", "seendate": s} for s in stamps]})


def test_gdelt_asks_for_what_a_full_answer_left_out_and_stops() -> None:
    told, asking = kind("gdelt"), source("gdelt", query="children", answers="2", timespan="6h")
    full = document(articles("20261122T120000Z", "20261122T100000Z"), "https://api.invalid/?timespan=6h")
    (more,) = told.follow(asking, full, Held())
    asked = parse_qs(urlsplit(more.url).query)
    assert (asked["startdatetime"], asked["enddatetime"]) == (["20261122060000"], ["20261122100000"])
    again = document(articles("20261122T100000Z", "20261122T100000Z"), more.url)
    assert not list(told.follow(asking, again, Held()))
    assert not list(told.follow(asking, document(articles("20261122T120000Z")), Held()))


def test_gdelt_listing_leads_to_the_export_alone() -> None:
    listing = (
        "1 a http://data.invalid/20261122143000.export.CSV.zip\n2 b http://data.invalid/20261122143000.mentions.CSV.zip"
    )
    asks = list(kind("gdelt").follow(source("gdelt"), document(listing), Held()))
    assert [ask.url for ask in asks] == ["http://data.invalid/20261122143000.export.CSV.zip"]
    assert list(kind("gdelt").parse(source("gdelt"), document(listing))) == []


def test_gdelt_says_what_answered_instead() -> None:
    (found,) = kind("gdelt").parse(
        source("gdelt", query="x"), document("Please limit requests to one every 5 seconds.")
    )
    assert isinstance(found, Reject)
    assert "5 seconds" in found.reason


@pytest.mark.parametrize(
    ("title", "lang", "clean"),
    [
        ("US hits back , calls them  so ;  ", "en", "US hits back, calls them so;"),
        ("The children 's ward ( Goma )", "en", "The children's ward (Goma)"),
        ("Goma : neuf morts , dit-on", "fr", "Goma : neuf morts, dit-on"),
        ("At 10 : 30", "en", "At 10: 30"),
        ("", "en", ""),
    ],
)
def test_gdelt_titles_are_set_as_printed(title: str, lang: str, clean: str) -> None:
    assert clean_title(title, lang) == clean


def test_gdelt_addresses() -> None:
    assert clean_address("https://a.invalid:443/x.html%20title=") == "https://a.invalid/x.html"
    assert (
        title_from_address("https://a.invalid/2026/11/three-boys-taken-in-velmora-99123.html")
        == "Three boys taken in velmora"
    )
    assert title_from_address("https://a.invalid/?id=12") == ""


def test_a_page_list_needs_a_selector_and_says_when_it_is_wrong() -> None:
    with pytest.raises(BadInput, match="items"):
        list(kind("page_list").start(source("page_list"), Held()))
    for selector in ("a[[", "//a[", "p:foo", "..//"):
        (found,) = kind("page_list").parse(source("page_list", items=selector), document("<html><a href='/x'>x</a>"))
        assert isinstance(found, Reject)


def test_a_page_list_of_links_alone() -> None:
    page = "<html><a href='/news/1'>Boys of Ostrany are home again</a><a href='/news/2'>Go</a><a href='/x'>About us</a>"
    chosen = source("page_list", items="//a[contains(@href, '/news/')][string-length(normalize-space(.)) > 25]")
    (item,) = kind("page_list").parse(chosen, document(page, "https://o.invalid/"))
    assert isinstance(item, NewsItem)
    assert (item.title, item.url) == ("Boys of Ostrany are home again", "https://o.invalid/news/1")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("12 March 2024", (2024, 3, 12)), ("March 3rd, 2024", (2024, 3, 3)), ("Le 3 août 2025", (2025, 8, 3)),
        ("3 de noviembre de 2026", (2026, 11, 3)), ("12 мая 2024 г.", (2024, 5, 12)), ("١٢ مارس ٢٠٢٤", (2024, 3, 12)),
        ("2026年11月3日", (2026, 11, 3)), ("03/11/2026", (2026, 11, 3)), ("31 février 2024", None), ("", None),
    ],
)  # fmt: skip
def test_dates_as_pages_print_them(text: str, day: tuple[int, int, int] | None) -> None:
    found = read_date(text)
    assert (found and (found.year, found.month, found.day)) == day


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(["reliefweb", "gdelt", "page_list", "feed_articles", "site_feeds"]), st.binary(max_size=300))
def test_no_bytes_break_a_kind(name: str, body: bytes) -> None:
    chosen = source(name, items="a")
    for found in kind(name).parse(chosen, document(body)):
        assert isinstance(found, NewsItem | Reject) or name == "feed_articles"
    list(kind(name).follow(chosen, document(body), Held()))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=10),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["data", "fields", "articles", "title", "url", "date", "source", "id"]), inner, max_size=4
        )
    ),
    max_leaves=12,
)


@settings(max_examples=80, deadline=None)
@given(st.sampled_from(["reliefweb", "gdelt"]), JSON)
def test_no_json_breaks_a_kind(name: str, told: object) -> None:
    body = document(json.dumps(told))
    list(kind(name).parse(source(name, query="x"), body))
    list(kind(name).follow(source(name, query="x"), body, Held()))


def test_real_answers(shared: Path) -> None:
    news = shared / "news"
    nepal = (news / "reliefweb" / "api-v1-reports-nepal-page1.json").read_bytes()
    assert all(isinstance(found, NewsItem) for found in kind("reliefweb").parse(source("reliefweb"), document(nepal)))
    (path,) = (news / "gdelt").glob("doc-api-artlist-*.json")
    found = list(kind("gdelt").parse(source("gdelt", query="x"), document(path.read_bytes())))
    assert len(found) == 5
    assert not any(
        ":443" in item.url or "title=" in item.url or " ," in item.title for item in found if isinstance(item, NewsItem)
    )
