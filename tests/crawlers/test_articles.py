from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawlers.articles import MOST_TEXT, read_article
from crawlers.kinds import Held, kind
from records.fetching import Document, Source, Validators

TEXT = (
    "Eleven lorries with food and vaccines reached the town of Ostrany on Saturday, the first convoy in six weeks.",
    "Children lined the road as the lorries crossed the river, which fighters had closed to all traffic in October.",
)
PARAGRAPHS = "".join(f"<p>{line}</p>" for line in TEXT)


def page(body: str, head: str = "", lang: str = "en") -> bytes:
    return f'<!doctype html><html lang="{lang}"><head>{head}</head><body>{body}</body></html>'.encode()


def test_the_main_text_is_taken_and_the_rest_is_not() -> None:
    found = read_article(
        page(f"<nav>Home World</nav><article><h1>Convoy</h1>{PARAGRAPHS}</article><footer>© Post</footer>")
    )
    assert found.text.split("\n")[-2:] == list(TEXT)
    assert "©" not in found.text
    assert (found.lang, found.problem) == ("en", "")


def test_structured_data_are_taken_where_the_page_shows_only_the_beginning() -> None:
    whole = " ".join(TEXT * 3)
    head = f'<script type="application/ld+json">{{"@graph": [{{"@type": "NewsArticle", "articleBody": "{whole}",' \
           '"datePublished": "2026-11-22T07:30:00+01:00", "headline": "Convoy"}]}</script>'  # fmt: skip
    found = read_article(page(f"<article><p>{TEXT[0]}</p></article>", head))
    assert found.text == whole
    assert found.published == datetime(2026, 11, 22, 6, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    "wall",
    [
        "<p>We and our advertising partners use cookies to show personalised ads. Accept all cookies or change your "
        "consent in the privacy settings. Accept all</p><p>See our cookie policy and privacy policy.</p>",
        "<p>Nous utilisons des cookies et des témoins de connexion. Accepter les cookies ou refuser. Abonnez-vous pour "
        "continuer sans cookies.</p>",
        "<p>Please enable JavaScript. Subscribe now or sign in to read. Subscribe now for full access to cookies.</p>",
    ],
)
def test_a_wall_is_no_article(wall: str) -> None:
    found = read_article(page(wall))
    assert found.text == ""
    assert found.problem


def test_a_page_without_text_says_so() -> None:
    assert read_article(page("<p>Hello</p>")).problem == "no article text found"
    assert read_article(b"").problem
    assert read_article(b"\x00\xff\xfe").problem


@pytest.mark.parametrize("charset", ["windows-1251", "utf-16", "koi8-r"])
def test_the_encoding_is_found(charset: str) -> None:
    text = "Одиннадцать грузовиков с едой и вакцинами добрались до города Острана в субботу, сообщили водители колонны."
    head = f'<html lang="ru"><head><meta charset="{charset}"></head>'
    markup = f"{head}<body><article><p>{text}</p><p>{text[::-1]}</p></article></body></html>"
    assert text in read_article(markup.encode(charset), f"text/html; charset={charset}").text


def test_a_huge_page_is_read_in_part() -> None:
    noise = "<script>" + "x" * 5_000_000 + "</script>"
    found = read_article(page(f"{noise}<article>{PARAGRAPHS * 400}</article>" + "<div>" * 3000))
    assert found.text.startswith(TEXT[0])
    assert len(found.text) <= MOST_TEXT


@settings(max_examples=40, deadline=None)
@given(st.binary(max_size=400) | st.text(max_size=400).map(lambda s: f"<html><p>{s}</p>".encode("utf-8", "ignore")))
def test_nothing_a_page_holds_makes_it_raise(body: bytes) -> None:
    read_article(body)


FEED = b"""<rss version="2.0"><channel><title>t</title>
<item><title>One</title><link>https://press.invalid/one?utm_source=rss</link></item>
<item><title>Two</title><link>https://press.invalid/two</link></item></channel></rss>"""


def test_pages_of_new_items_are_asked_for_and_no_others() -> None:
    source = Source("s", "S", "P", "feed_articles", "https://press.invalid/feed")
    told = kind("feed_articles")
    document = Document("s", source.url, datetime(2026, 11, 23, tzinfo=UTC), "application/rss+xml", FEED)
    held = Held({"https://press.invalid/two": Validators()})
    assert [ask.url for ask in told.follow(source, document, Held())] == [
        "https://press.invalid/one",
        "https://press.invalid/two",
    ]
    assert [ask.url for ask in told.follow(source, document, held)] == ["https://press.invalid/one"]
    article = Document("s", "https://press.invalid/one", document.fetched, "text/html", page(PARAGRAPHS))
    assert list(told.follow(source, article, Held())) == []
