"""Feeds to news items: what a good feed gives, what a broken one gives, and that nothing at all makes it raise."""

from __future__ import annotations

import gzip
import io
import json
import re
import tarfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawlers.feeds import read_feed
from records.fetching import Document, Reject, Source
from records.identity import item_key
from records.news import NewsItem

NOW = datetime(2026, 11, 23, tzinfo=UTC)
SOURCE = Source("sample", "Sample", "Sample Press", "feed", "https://press.invalid/feeds/all.xml")


def read(body: str | bytes, media_type: str = "") -> list[NewsItem | Reject]:
    body = body.encode() if isinstance(body, str) else body
    return list(read_feed(SOURCE, Document("sample", SOURCE.url, NOW, media_type, body)))


def items(body: str | bytes, media_type: str = "") -> list[NewsItem]:
    found = read(body, media_type)
    assert all(isinstance(item, NewsItem) for item in found), found
    return [item for item in found if isinstance(item, NewsItem)]


def rss(*inner: str, head: str = "") -> str:
    return f"<rss version='2.0'><channel>{head}{''.join(f'<item>{item}</item>' for item in inner)}</channel></rss>"


def test_an_rss_item_with_everything() -> None:
    (item,) = items(
        rss(
            "<title>Schools &amp;amp; roads &lt;b&gt;reopen&lt;/b&gt;</title><link>/a?utm_source=rss</link>"
            "<guid isPermaLink='false'>77</guid><pubDate>Wed, 18 Feb 2026 03:00:00 +0200</pubDate>"
            "<description>&lt;p&gt;One.&lt;/p&gt;&lt;p&gt;Two.&lt;/p&gt;&lt;script&gt;bad()&lt;/script&gt;</description>"
            "<category>Karvelia</category><source url='https://wire.invalid/'>Sample Wire</source>",
            head="<language>en-GB</language>",
        )
    )
    assert item == NewsItem(
        source="sample",
        title="Schools & roads reopen",
        url="https://press.invalid/a?utm_source=rss",
        guid="77",
        summary="One. Two.",
        published=datetime(2026, 2, 18, 1, tzinfo=UTC),
        lang="en",
        outlet="Sample Wire",
        categories=("Karvelia",),
    )


def test_atom_with_content_and_only_a_last_change() -> None:
    (item,) = items(
        "<feed xmlns='http://www.w3.org/2005/Atom' xml:lang='fr'>"
        "<entry><id>urn:x:1</id><title type='html'>Titre</title>"
        "<link rel='alternate' href='https://press.invalid/1'/><updated>2026-02-01T10:00:00Z</updated>"
        "<summary>Bref.</summary><content type='html'>&lt;p&gt;Plus long que bref.&lt;/p&gt;</content></entry></feed>"
    )
    assert (item.title, item.guid, item.url, item.lang) == ("Titre", "urn:x:1", "https://press.invalid/1", "fr")
    assert (item.summary, item.body) == ("Bref.", "Plus long que bref.")
    assert item.published == item.updated == datetime(2026, 2, 1, 10, tzinfo=UTC)


def test_rdf() -> None:
    (item,) = items(
        "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://purl.org/rss/1.0/' "
        "xmlns:dc='http://purl.org/dc/elements/1.1/'><item rdf:about='https://press.invalid/1'><title>T</title>"
        "<link>https://press.invalid/1</link><dc:date>2026-02-01T10:00:00+01:00</dc:date><dc:language>ar</dc:language>"
        "</item></rdf:RDF>"
    )
    assert (item.published, item.lang) == (datetime(2026, 2, 1, 9, tzinfo=UTC), "ar")


def test_json_feed() -> None:
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "language": "es",
        "items": [
            {"id": 5, "external_url": "/b", "title": "B", "content_html": "<p>Text</p>", "tags": ["x", None, 3],
             "date_published": "2026-02-01T10:00:00-05:00", "date_modified": "soon"},
            "no item", {"id": "only"},
        ],
    }  # fmt: skip
    first, second, third = read(json.dumps(feed))
    assert isinstance(first, NewsItem)
    assert (first.guid, first.url, first.summary, first.lang) == ("5", "https://press.invalid/b", "Text", "es")
    assert (first.published, first.updated) == (datetime(2026, 2, 1, 15, tzinfo=UTC), None)
    assert first.categories == ("x", "3")
    assert second == Reject(f"{SOURCE.url} item 2", "neither title, text nor link")
    assert isinstance(third, Reject)


def test_a_long_summary_is_cut_between_words_and_kept_whole_in_the_body() -> None:
    text = " ".join(["word"] * 200)
    (item,) = items(rss(f"<title>T</title><link>/x</link><description>{text}</description>"))
    assert len(item.summary) <= 300
    assert item.summary.endswith("word…")
    assert item.body == text


def test_items_that_lack_something() -> None:
    found = items(rss(
        "<title>No link</title>",
        "<link>/no-title</link>",
        "<description>Neither title nor link, but words.</description>",
        "<title>Guid is the link</title><guid>https://press.invalid/g</guid>",
        "<title>Script link</title><link>javascript:alert(1)</link>",
    ))  # fmt: skip
    assert [item.title for item in found] == [
        "No link", "https://press.invalid/no-title", "Neither title nor link, but words.", "Guid is the link",
        "Script link",
    ]  # fmt: skip
    assert [item.url for item in found] == ["", "https://press.invalid/no-title", "", "https://press.invalid/g", ""]
    assert len({item_key("sample", item.guid, item.url) for item in found}) == 5
    assert items(rss("<title>No link</title>"))[0].guid == found[0].guid


def test_a_guid_that_names_several_items_is_dropped_and_fragments_keep_items_apart() -> None:
    same = items(rss("<title>A</title><guid>1</guid><link>/a</link>", "<title>B</title><guid>1</guid><link>/b</link>"))
    assert [item.guid for item in same] == ["", ""]
    notes = items(rss(*(f"<title>{n}</title><link>https://press.invalid/day#note-{n}</link>" for n in "12")))
    assert len({item_key("sample", item.guid, item.url) for item in notes}) == 2


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        ("Wed, 18 Feb 2026 03:00:00 EST", datetime(2026, 2, 18, 8, tzinfo=UTC)),
        ("Wed, 18 Feb 2026 03:00:00 +0000", datetime(2026, 2, 18, 3, tzinfo=UTC)),
        ("Wed, 18 Feb 2026 03:00:00 -0001", datetime(2026, 2, 18, 3, 1, tzinfo=UTC)),
        ("2026-02-18T03:00:00+0000", datetime(2026, 2, 18, 3, tzinfo=UTC)),
        ("2026-02-18T03:00:00.0001Z", datetime(2026, 2, 18, 3, 0, 0, 100, tzinfo=UTC)),
        ("0001-01-01T00:00:00Z", None),
        ("2026-02-18", datetime(2026, 2, 18, tzinfo=UTC)),
        ("2026年2月18日", datetime(2026, 2, 18, tzinfo=UTC)),
        ("mer, 18 févr. 2026 10:05:06 +0100", datetime(2026, 2, 18, tzinfo=UTC)),
        ("Wed,18 Feb 2026 4:35:5 GMT+9", datetime(2026, 2, 17, 19, 35, 5, tzinfo=UTC)),
        ("2026", None),
        ("18 de nada", None),
        ("Mon, 01 Jan 0001 00:00:00 +0000", None),
        ("Thu, 01 Jan 1970 00:00:00 GMT", None),
        ("Wed, 18 Feb 2099 03:00:00 GMT", None),
        ("99999999999999999999", None),
    ],
)
def test_dates(written: str, read_as: datetime | None) -> None:
    (item,) = items(rss(f"<title>T</title><link>/x</link><pubDate>{written}</pubDate>"))
    assert item.published == read_as


@pytest.mark.parametrize("encoding", ["windows-1252", "windows-1256", "utf-16", "iso-8859-5", "gb18030", "utf-8-sig"])
def test_charsets(encoding: str) -> None:
    title = {"windows-1252": "Écoles", "windows-1256": "أطفال", "iso-8859-5": "Дети", "gb18030": "儿童"}.get(
        encoding, "学校"
    )
    declared = encoding.removesuffix("-sig")
    body = f"<?xml version='1.0' encoding='{declared}'?>" + rss(f"<title>{title}</title><link>/x</link>")
    (item,) = items(body.encode(encoding))
    assert item.title == title


def test_a_wrong_charset_loses_no_item() -> None:
    body = b"<?xml version='1.0' encoding='utf-8'?>" + rss("<title>\xc9coles</title><link>/x</link>").encode("latin-1")
    assert [item.title for item in items(body)] == ["Écoles"]
    assert items(rss("<title>Écoles</title><link>/x</link>"), "text/xml; charset=no-such")[0].title == "Écoles"


def test_entity_tricks_neither_read_files_nor_grow() -> None:
    laughs = "<!ENTITY a0 'ha'>" + "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 10))
    for inner in (laughs, "<!ENTITY a9 SYSTEM 'file:///etc/passwd'>"):
        found = read(f"<!DOCTYPE rss [{inner}]>" + rss("<title>T &a9;</title><link>/x</link>"))
        assert "root:" not in repr(found)
        assert len(repr(found)) < 5_000


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ("<!doctype html><title>x</title><p>y", "not a feed"),
        ("", "not a feed"),
        ("\0\1\2", "not a feed"),
        ("{", "not a feed"),
        ('{"items": 3}', "not a JSON Feed"),
        ("<rss version='2.0'><channel/></rss>", "holds no items"),
        ("<opml version='2.0'><body/></opml>", "<opml>"),
    ],
)
def test_what_is_no_feed_is_rejected_with_its_reason(body: str, says: str) -> None:
    (reject,) = read(body)
    assert isinstance(reject, Reject)
    assert says in reject.reason


def test_floods_are_told_in_few_words() -> None:
    found = read(rss(*["<author>x</author>"] * 50))
    assert [one.reason for one in found if isinstance(one, Reject)][-1] == (
        "30 more items with neither title, text nor link"
    )
    assert len(found) == 21
    (reject,) = read("<rss " + " ".join(f"a{n}='1'" for n in range(9000)) + "><channel/></rss>")
    assert isinstance(reject, Reject)
    assert "a tag of more than" in reject.reason


def test_a_cut_feed_gives_the_items_before_the_cut() -> None:
    body = rss("<title>A</title><link>/a</link>", "<title>B</title><link>/b</link>")
    first, second = read(body[: body.index("<title>B")])
    assert isinstance(first, NewsItem)
    assert first.title == "A"
    assert isinstance(second, Reject)


@given(st.binary(max_size=400))
def test_no_bytes_make_it_raise(body: bytes) -> None:
    assert isinstance(read(body), list)


PIECES = ["<rss>", "<channel>", "<item>", "<title>", "</title>", "<link>", "</item>", "<entry>", "<![CDATA[", "]]>",
          "&amp;", "&#0;", "&#x110000;", "<content:encoded>", "<pubDate>", "x", "é",
          "<feed xmlns='http://www.w3.org/2005/Atom'>",
          "<link href='http://[bad'/>", "xml:base='http://[", "<!--", "<!DOCTYPE", "<?xml?>",
          "http://[::1", "\ud7ff"]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=25))
def test_no_mixture_of_markup_makes_it_raise(pieces: list[str]) -> None:
    for found in read("".join(pieces)):
        assert isinstance(found, Reject) or len(found.summary) <= 300


def captured(folder: Path) -> list[tuple[str, bytes]]:
    found = []
    for path in sorted(folder.rglob("*")):
        if path.name.endswith(".tar.gz"):
            with tarfile.open(path) as tar:
                found += [(m.name, f.read()) for m in tar if (f := tar.extractfile(m)) is not None]
        elif path.suffix == ".gz":
            found.append((path.name, gzip.decompress(path.read_bytes())))
        elif path.is_file():
            found.append((path.name, path.read_bytes()))
    return found


def test_every_broken_feed_yields_items_or_a_reason(shared: Path) -> None:
    cases = captured(shared / "news" / "feeds" / "torture") + captured(shared / "news" / "feeds" / "reader-tests")
    assert len(cases) > 1500
    for name, body in cases:
        found = read(body)
        assert found, name
        for one in found:
            assert isinstance(one, NewsItem) or one.reason, name
            assert isinstance(one, Reject) or ((one.title and len(one.summary) <= 300) and "<script" not in one.title)


@pytest.mark.parametrize("folder", ["news-2026-02-18", "un-reliefweb", "blogs-2026-02-18"])
def test_every_item_of_the_captured_feeds_is_found(folder: str, shared: Path) -> None:
    for name, body in captured(shared / "news" / "feeds" / folder):
        written = len(re.findall(rb"<(?:item|entry)[\s>]", body)) or len(json.load(io.BytesIO(body))["items"])
        found = items(body)
        assert len(found) == written, name
        assert len({item_key("sample", item.guid, item.url) for item in found}) == written, name
        assert all(item.title and item.url for item in found), name
        if folder == "news-2026-02-18":
            assert all(item.published for item in found), name
