"""What an answer means: pure judgement of status, headers and body. It sends nothing and parses no records."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from http import HTTPStatus

from crawlers.kinds import Ask, Shape
from records.fetching import Outcome, Validators

_HTML = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
_TITLE = re.compile(rb"<title[^>]*>(.{0,200}?)</title", re.I | re.S)
_CHALLENGE_TITLE = re.compile(
    rb"just a moment|attention required|access denied|are you (?:a )?(?:human|robot)|robot check|human verification|"
    rb"verify(?:ing)? (?:that )?you are (?:a )?human|ddos[- ]guard|pardon our interruption|client challenge|"
    rb"security check|request rejected|checking your browser|captcha",
    re.I,
)
_CHALLENGE_BODY = re.compile(
    rb"cf-chl-|_cf_chl_opt|awsWafCookieDomainList|gokuProps|_Incapsula_Resource|geo\.captcha-delivery\.com|"
    rb"px-captcha|ddos-guard/js-challenge|sucuri_cloudproxy_js|sgcaptcha",
)
#: A challenge is a small page; an article that speaks of captchas is not one.
_CHALLENGE_MOST = 60_000
#: Some feeds come after the complaints of the program that makes them.
_FEED = re.compile(rb"<(?:rss|feed|rdf:rdf)\b", re.I)
_ARCHIVE = (b"\x1f\x8b", b"PK\x03\x04", b"BZh", b"\xfd7zXZ")
_BOMS = {b"\xef\xbb\xbf": "utf-8", b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}
#: What `wait_asked` writes.
_WAIT = re.compile(r"asked to wait (?:(\d{1,9}) s|until (\w{3}, \d{2} \w{3} \d{4} \d\d:\d\d:\d\d GMT))")
_LONGEST_WAIT = timedelta(days=7)
_REFUSALS = {401, 402, 403, 407, 429, 451}


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back; header names in lower case, the body already decoded."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    #: Why the body is not whole or cannot be read; empty when it is.
    damage: str = ""


def judge(ask: Ask, answer: Answer, held: Validators) -> tuple[Outcome, str]:
    """Outcome of an answer and the reason in plain words (empty when there is nothing to say)."""
    status = answer.status
    if sign := challenge(answer):
        return "refused", f"{sign} (status {status})"
    if status in _REFUSALS:
        return "refused", _said(answer)
    if status == HTTPStatus.NOT_MODIFIED:
        return "not_modified", ""
    if not 200 <= status < 300:
        return "failed", _said(answer)
    if answer.damage:
        return "suspicious", answer.damage
    if wrong := _other_shape(ask.expects, answer.body):
        return "suspicious", wrong
    if held.sha256 and hashlib.sha256(answer.body).hexdigest() == held.sha256:
        return "same_body", "the same bytes as before"
    return "fetched", ""


def challenge(answer: Answer) -> str:
    """By what sign the answer is a challenge to prove that we are human; empty when it is none."""
    headers = answer.headers
    if "x-amzn-waf-action" in headers:
        return f"challenge page: x-amzn-waf-action {headers['x-amzn-waf-action'][:40]}"
    if headers.get("cf-mitigated", "").lower() == "challenge":
        return "challenge page: cf-mitigated"
    if answer.status == HTTPStatus.ACCEPTED and not answer.body.strip() and not answer.damage:
        return "challenge: accepted without a body"
    if len(answer.body) > _CHALLENGE_MOST or not _HTML.match(answer.body[:4000]):
        return ""
    title = _TITLE.search(answer.body)
    if title and _CHALLENGE_TITLE.search(title.group(1)):
        return f"challenge page: {_words(title.group(1))!r}"
    if sign := _CHALLENGE_BODY.search(answer.body):
        return f"challenge page: {sign.group().decode()}"
    return ""


def wait_asked(headers: Mapping[str, str]) -> str:
    """The Retry-After header in words, as the server wrote it; empty when there is none."""
    value = headers.get("retry-after", "").strip()[:60]
    if not value:
        return ""
    return f"asked to wait {value} s" if value.isdigit() else f"asked to wait until {value}"


def until_asked(reason: str, at: datetime) -> datetime | None:
    """Until when the host asked us to stay away, by the reason of a fetch made `at`; None when it did not."""
    if not (found := _WAIT.search(reason)):
        return None
    seconds, day = found.groups()
    try:
        asked = at + timedelta(seconds=int(seconds)) if seconds else _http_date(day)
        return min(asked, at + _LONGEST_WAIT)
    except (ValueError, TypeError, OverflowError):
        return None


def _http_date(text: str) -> datetime:
    when = parsedate_to_datetime(text)
    return when if when.tzinfo else when.replace(tzinfo=UTC)


def _said(answer: Answer) -> str:
    try:
        phrase = f" {HTTPStatus(answer.status).phrase}"
    except ValueError:
        phrase = ""
    wait = wait_asked(answer.headers)
    return f"status {answer.status}{phrase}" + (f"; {wait}" if wait else "")


def _other_shape(expects: Shape, body: bytes) -> str:
    """In what the body differs from the shape that was expected; empty when it does not."""
    start = _opening(body)
    if not start:
        return "empty body"
    if body.startswith(_ARCHIVE) or body[257:262] == b"ustar":
        return ""  # a packed feed is a feed: whoever reads it unpacks it first
    if expects == "archive":
        return "no archive where one was expected"
    if expects in {"feed", "xml", "json"} and _HTML.match(start):
        title = _TITLE.search(body[:20_000])
        named = f" ({_words(title.group(1))!r})" if title else ""
        return f"a web page{named} where {expects} was expected"
    if expects == "json" and start[:1] not in b"{[":
        return "no JSON where JSON was expected"
    if expects == "xml" and start[:1] != b"<":
        return "no XML where XML was expected"
    if expects == "feed" and start[:1] not in b"<{" and not _FEED.search(start):
        return "no feed where a feed was expected"
    return ""


def _opening(body: bytes) -> bytes:
    """The first bytes without byte-order mark and white space, wide encodings made narrow."""
    for mark, encoding in _BOMS.items():
        if body.startswith(mark):
            wide = body[len(mark) : 8000 + len(mark)]
            return wide.decode(encoding, "ignore").lstrip().encode("utf-8", "ignore")
    return body[:8000].replace(b"\0", b"").lstrip() if body[:200].strip() else body.lstrip()[:8000]


def _words(raw: bytes) -> str:
    return " ".join(raw.decode("utf-8", "replace").split())[:80]
