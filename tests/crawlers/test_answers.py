"""What an answer means, without a network: signs of a challenge, shapes, encodings."""

from __future__ import annotations

import gzip
import zlib
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawlers.answers import Answer, judge, until_asked
from crawlers.decoding import Undecodable, decode
from crawlers.kinds import Ask, Shape
from records.fetching import Validators

PAGE = b"<!doctype html><html><head><title>%s</title></head><body>%s</body></html>"


def outcome(body: bytes = b"<rss/>", status: int = 200, expects: Shape = "", **headers: Any) -> tuple[str, str]:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return judge(Ask("https://x.invalid/", expects=expects), Answer(status, named, body), Validators())


@pytest.mark.parametrize(
    ("body", "status", "headers"),
    [
        (b"", 202, {}),
        (b"", 202, {"x_amzn_waf_action": "challenge"}),
        (b"", 405, {"x_amzn_waf_action": "captcha"}),
        (PAGE % (b"x", b"y"), 403, {"cf_mitigated": "challenge"}),
        (PAGE % (b"Just a moment...", b""), 503, {}),
        (PAGE % (b"Access Denied", b""), 200, {}),
        (PAGE % (b"x", b"<script src='//geo.captcha-delivery.com/c.js'>"), 200, {}),
        (PAGE % (b"x", b"_Incapsula_Resource?a=1"), 200, {}),
        (b"", 401, {}),
        (b"", 403, {}),
        (b"", 429, {}),
        (b"", 451, {}),
    ],
)
def test_refusals(body: bytes, status: int, headers: dict[str, Any]) -> None:
    assert outcome(body, status, **headers)[0] == "refused"


def test_an_article_about_captchas_is_no_challenge() -> None:
    assert outcome(PAGE % (b"Schools reopen", b"captcha access denied"), expects="html")[0] == "fetched"
    assert outcome(b"<rss><title>Access denied: aid blocked</title></rss>", expects="feed")[0] == "fetched"


def test_retry_after_is_told() -> None:
    assert outcome(b"", 503, retry_after="Fri, 31 Dec 2026 23:59:59 GMT") == (
        "failed",
        "status 503 Service Unavailable; asked to wait until Fri, 31 Dec 2026 23:59:59 GMT",
    )


@pytest.mark.parametrize(
    ("asked", "until"),
    [
        ("120", datetime(2026, 11, 23, 12, 2, tzinfo=UTC)),
        ("Thu, 31 Dec 2026 23:59:59 GMT", datetime(2026, 11, 30, 12, tzinfo=UTC)),
        ("999999999", datetime(2026, 11, 30, 12, tzinfo=UTC)),
        ("Mon, 23 Nov 2026 18:00:00 GMT", datetime(2026, 11, 23, 18, tzinfo=UTC)),
        ("soon", None),
        ("", None),
    ],
)
def test_how_long_to_stay_away(asked: str, until: datetime | None) -> None:
    _, reason = outcome(b"", 429, retry_after=asked)
    assert until_asked(f"{reason} (and 2 more of 3 requests)", datetime(2026, 11, 23, 12, tzinfo=UTC)) == until


@pytest.mark.parametrize(
    ("expects", "body", "good"),
    [
        ("json", b' \n{"a": 1}', True),
        ("json", b"[1]", True),
        ("json", b"a,b", False),
        ("json", PAGE % (b"x", b"y"), False),
        ("xml", b"\xef\xbb\xbf<?xml version='1.0'?><a/>", True),
        ("xml", "<?xml version='1.0'?><a/>".encode("utf-16"), True),
        ("xml", b"{}", False),
        ("feed", b"\n\n<?xml version='1.0'?><rss/>", True),
        ("feed", b"Notice: x in y.php <rss version='2.0'>", True),
        ("feed", b"nothing here", False),
        ("feed", gzip.compress(b"<rss/>", mtime=0), True),
        ("archive", gzip.compress(b"x", mtime=0), True),
        ("archive", b"<html>", False),
        ("html", b"words", True),
        ("", b"words", True),
        ("", b"  ", False),
    ],
)
def test_shapes(expects: Shape, body: bytes, good: bool) -> None:
    assert outcome(body, expects=expects)[0] == ("fetched" if good else "suspicious")


@given(st.binary(max_size=300), st.integers(100, 599), st.sampled_from(["", "feed", "xml", "json", "html", "archive"]))
def test_every_answer_gets_an_outcome_and_bad_ones_a_reason(body: bytes, status: int, expects: Shape) -> None:
    verdict, reason = outcome(body, status, expects)
    assert verdict in {"fetched", "not_modified"} or reason


@given(st.binary(max_size=5000))
def test_encodings_are_undone(body: bytes) -> None:
    bare = zlib.compressobj(wbits=-15)
    for encoding, sent in {
        "gzip": gzip.compress(body),
        "deflate": zlib.compress(body),
        "Deflate ": bare.compress(body) + bare.flush(),
        "identity": body,
        "deflate, gzip": gzip.compress(zlib.compress(body)),
    }.items():
        assert decode(sent, encoding, 10_000) == body


@given(st.binary(min_size=1, max_size=500), st.sampled_from(["gzip", "br", "zstd"]))
def test_damage_is_told_and_never_half_taken(body: bytes, encoding: str) -> None:
    sent = gzip.compress(body)[:-1] if encoding == "gzip" else body
    with pytest.raises(Undecodable, match=r"\w+"):
        decode(sent, encoding, 10_000)


def test_a_bomb_is_stopped_at_the_limit() -> None:
    with pytest.raises(Undecodable, match="more than 1,000 bytes"):
        decode(gzip.compress(bytes(10_000_000)), "gzip", 1000)
