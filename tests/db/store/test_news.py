"""Saving news: identity, change, summary, evidence, corrections; and what crawls leave beside."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest

from db.store.news import one_sentence, shorten
from db.store.overrides import Override
from db.store.store import Store
from records.errors import BadInput
from records.fetching import Fetch, Source, Validators
from records.news import NewsItem
from records.readings import Evidence, NewsReading
from tests.db.conftest import NOW

ITEM = NewsItem(
    "sample",
    "Pupils taken in Karvelia",
    "https://news.example/a?utm_source=x#top",
    guid="tag:1",
    summary="Armed men took pupils. " * 30,
    published=datetime(2030, 5, 3, 23, 0, tzinfo=timezone(timedelta(hours=-3))),
    body="never published words",
)
READING = NewsReading(
    "en",
    True,
    True,
    True,
    violations=("abduction",),
    countries=("XXA",),
    parties=("Brown River Movement",),
    evidence=(Evidence("child", "pupils", 0, 6, "word"), Evidence("abduction", "Men took. Then left.", 3, 9, "r")),
)


def save(store: Store, item: NewsItem = ITEM, reading: NewsReading = READING) -> str:
    return store.save_news(item, reading, "d" * 64, NOW)


def rows(store: Store, sql: str, *values: object) -> list[tuple[Any, ...]]:
    return [tuple(r) for r in store.connection.execute(sql, values).fetchall()]


def hits(store: Store, words: str) -> list[int]:
    return [r[0] for r in rows(store, "SELECT rowid FROM news_fts WHERE news_fts MATCH ?", words)]


def test_new_then_unchanged_then_changed(store: Store) -> None:
    assert store.news_change(ITEM) == "new"
    assert save(store) == "new"
    assert store.news_change(ITEM) == "unchanged"
    assert save(store) == "unchanged"
    touched = replace(ITEM, updated=NOW, categories=("x",), body="another body")
    assert store.news_change(touched) == "unchanged"
    corrected = replace(ITEM, title="Eleven taken in Karvelia")
    assert store.news_change(corrected) == "changed"
    assert save(store, corrected) == "changed"
    assert rows(store, "SELECT kind, key, change FROM changes") == [("news", "1", "new"), ("news", "1", "changed")]
    assert "Pupils taken" in rows(store, "SELECT content FROM versions")[0][0]
    assert hits(store, "title : pupils") == []
    assert hits(store, "eleven") == [1]


def test_rows_hold_no_body_and_short_words(store: Store) -> None:
    save(store)
    (row,) = rows(store, "SELECT url, summary, published, first_seen, lang FROM news")
    assert row[0] == "https://news.example/a"
    assert len(row[1]) <= 300
    assert row[1].endswith("…")
    assert row[2:] == ("2030-05-04T02:00:00+00:00", "2030-05-04T12:00:00+00:00", "en")
    assert not any("never published" in str(value) for line in store.connection.iterdump() for value in [line])
    assert rows(store, "SELECT code, quote FROM readings ORDER BY id") == [
        ("child", "pupils"),
        ("abduction", "Men took."),
    ]


def test_script_addresses_are_not_kept(store: Store) -> None:
    save(store, replace(ITEM, url="javascript:alert(1)"))
    assert rows(store, "SELECT url FROM news") == [("",)]


def test_identity_is_guid_then_address_never_title(store: Store) -> None:
    save(store, replace(ITEM, guid="", url="https://news.example:443/b?utm_medium=rss"))
    assert save(store, replace(ITEM, guid="", url="https://news.example/b#x")) == "changed"
    save(store, replace(ITEM, guid="", url="https://news.example/c"))
    save(store, replace(ITEM, source="other"))
    assert rows(store, "SELECT count(*) FROM news") == [(3,)]


def test_a_masked_item_is_recognised_by_what_came(store: Store) -> None:
    masked = replace(ITEM, title="A child taken in Karvelia")
    store.save_news(masked, READING, "d" * 64, NOW, original=ITEM)
    assert store.news_change(ITEM) == "unchanged"
    assert store.save_news(masked, READING, "e" * 64, NOW, original=ITEM) == "unchanged"


def test_becoming_relevant_is_a_change_and_another_reading_is_not(store: Store) -> None:
    dull = replace(READING, relevant=False, violations=())
    save(store, reading=dull)
    assert hits(store, "qvioabduction0") == []
    assert save(store, reading=READING) == "changed"
    assert hits(store, "tags : qvioabduction0") == [1]
    assert save(store, reading=dull) == "unchanged"
    assert rows(store, "SELECT relevant, violations FROM news") == [(0, "")]
    assert rows(store, "SELECT count(*) FROM changes") == [(2,)]


def test_corrections_win_over_later_readings(store: Store) -> None:
    save(store)
    key = rows(store, "SELECT key FROM news")[0][0]
    correction = Override("news", key, "violations", "recruitment_use", "read the page", "me", NOW)
    store.apply_override(correction)
    store.apply_override(correction)
    assert rows(store, "SELECT violations FROM news") == [("recruitment_use",)]
    assert hits(store, "tags : qviorecruitmentuse0") == [1]
    assert hits(store, "tags : qvioabduction0") == []
    save(store, replace(ITEM, title="Another title"))
    assert rows(store, "SELECT violations, title FROM news") == [("recruitment_use", "Another title")]
    assert rows(store, "SELECT count(*) FROM label_overrides") == [(1,)]
    for field, value in (("title", "x"), ("child", "maybe")):
        with pytest.raises(BadInput):
            store.apply_override(replace(correction, field=field, value=value))


@pytest.mark.parametrize("length", [1, 2, 10, 299, 300, 301, 5000])
def test_shorten_never_exceeds(length: int) -> None:
    for text in ("x" * length, "word " * length, "早" * length):
        assert len(shorten(text, 300)) <= 300


def test_one_sentence() -> None:
    assert one_sentence("First. Second.") == "First."
    assert one_sentence("他们来了。然后走了。") == "他们来了。"
    assert len(one_sentence("no end " * 100)) <= 300


def test_fetches_validators_and_blobs(store: Store) -> None:
    first = Fetch("s", "https://e.org/?key=k1", NOW, "fetched", etag="1", sha256="a" * 64)
    store.log_fetch(first, 1)
    store.log_fetch(replace(first, etag="2", outcome="not_modified"), 2)
    store.log_fetch(replace(first, etag="", outcome="failed", reason="no answer"), 3)
    validators, blobs = store.held("s")
    assert validators == {"https://e.org/?key=***": Validators("2", "", "a" * 64)}
    assert blobs == frozenset()


def test_sources_new_or_different(store: Store) -> None:
    source = Source("s", "S", "P", "feed", "https://e.org/?token=t", options={"a": "b"})
    assert store.save_sources([source]) == [source]
    assert store.save_sources([source]) == []
    other = replace(source, options={"a": "c"})
    assert store.save_sources([other]) == [other]
    assert rows(store, "SELECT count(*), max(url) FROM sources") == [(1, "https://e.org/?token=***")]


def test_findings_once(store: Store) -> None:
    for at in (NOW, datetime(2031, 1, 1, tzinfo=UTC)):
        store.add_finding("reject", "a.xml", "cut off", "s", "", at)
    assert rows(store, "SELECT kind, found FROM findings") == [("reject", "2030-05-04T12:00:00+00:00")]
