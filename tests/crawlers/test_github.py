"""Kind `akoma_ntoso`: what is asked of the repository, given what is held."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from crawlers.kinds import Held
from crawlers.kinds.akoma_ntoso import follow, parse, start
from records.errors import BadInput, ParseError
from records.fetching import Document, Source

OPTIONS = {"tarball": "https://g.invalid/tar", "tree": "https://g.invalid/tree", "raw": "https://raw.invalid/main/"}
SOURCE = Source("sample", "Sample", "Sample", "akoma_ntoso", "https://g.invalid/", options=OPTIONS)
HELD = Held(blobs=frozenset({"old"}))


def listing(*entries: tuple[str, str], **more: object) -> Document:
    tree = [{"path": path, "sha": sha, "type": "blob"} for path, sha in entries]
    body = json.dumps({"tree": [*tree, {"path": "2026", "sha": "t", "type": "tree"}], **more}).encode()
    return document(body)


def document(body: bytes, url: str = OPTIONS["tree"], within: str = "") -> Document:
    return Document("sample", url, datetime(2026, 1, 1, tzinfo=UTC), "", body, within)


def test_first_the_tarball_then_the_listing() -> None:
    assert [ask.url for ask in start(SOURCE, Held())] == [OPTIONS["tarball"]]
    assert [ask.url for ask in start(SOURCE, HELD)] == [OPTIONS["tree"]]


def test_only_new_blobs_of_texts_are_asked_for() -> None:
    tree = listing(
        ("2026/English/S_RES_9001 (2026).xml", "new"), ("2026/English/S_RES_9000 (2026).xml", "old"),
        ("Pre-2020/2014/a.xml", "n2"), ("PRST/2014/b.xml", "n3"), ("Not adopted/French/c.xml", "n4"),
        ("README.md", "n5"), ("data_extract/2026.json", "n6"), ("schema/akn.xml", "n7"),
    )  # fmt: skip
    assert [ask.url.removeprefix(OPTIONS["raw"]) for ask in follow(SOURCE, tree, HELD)] == [
        "2026/English/S_RES_9001%20%282026%29.xml", "Pre-2020/2014/a.xml", "PRST/2014/b.xml",
        "Not%20adopted/French/c.xml",
    ]  # fmt: skip


def test_a_cut_or_odd_listing_makes_a_noise() -> None:
    with pytest.raises(ParseError, match="GitHub cut the tree listing"):
        list(follow(SOURCE, listing(("a.xml", "new"), truncated=True), HELD))
    for body in (b'{"message": "API rate limit exceeded"}', b"{", b'{"tree": 1}'):
        with pytest.raises(ParseError, match="no tree listing"):
            list(follow(SOURCE, document(body), HELD))


def test_what_is_no_listing_leads_nowhere_and_what_is_no_text_holds_none() -> None:
    extract = document(b'{"a": 1}\n{"b": 2}', "https://g.invalid/tar#x/data_extract/2026.json", within="tar")
    assert list(follow(SOURCE, extract, HELD)) == []
    assert list(parse(SOURCE, extract)) == []
    assert list(follow(SOURCE, document(b"<akomaNtoso/>"), HELD)) == []


def test_a_source_without_its_addresses_is_told() -> None:
    bare = Source("sample", "Sample", "Sample", "akoma_ntoso", "https://g.invalid/")
    with pytest.raises(BadInput, match="needs the option 'tarball'"):
        list(start(bare, Held()))
