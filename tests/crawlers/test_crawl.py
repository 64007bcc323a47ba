"""Every hostile answer through the real spider in a real child process.

Many addresses share a child: a start costs seconds.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from crawlers import spool
from crawlers.job import Job, Settings, run_child
from crawlers.kinds import Held
from records.fetching import Document, Fetch, Source, Validators
from tests.web import Page, Web, moved, zipped

QUICK = Settings(contact="tests@example.invalid", delay=0, retries=0, timeout=4.0, parallel=8)
FEED = "<rss version='2.0'><channel><item><title>Sample</title><link>https://x.invalid/1</link></item></channel></rss>"
WAF = Page("", 202, headers={"x-amzn-waf-action": "challenge"})
CHALLENGE = Page("<!DOCTYPE html><html><head><title>Just a moment...</title></head></html>", 403, "text/html")

#: path -> (what the server does, the outcome, what the reason says). Fewer than five server errors and silences, or the
#: host is left alone.
HOSTILE: dict[str, tuple[Page | list[Page], str, str]] = {
    "/good": (Page(FEED, etag='"1"'), "fetched", ""),
    "/gzip": (zipped(FEED), "fetched", ""),
    "/chunked": (Page(FEED, chunked=True), "fetched", ""),
    "/moved": (moved("/good", 301), "fetched", "moved permanently to"),
    "/404": (Page("", 404), "failed", "status 404 Not Found"),
    "/410": (Page("gone", 410), "failed", "status 410 Gone"),
    "/500": (Page("", 500), "failed", "status 500"),
    "/599": (Page("", 599), "failed", "status 599"),
    "/nowhere": (Page("", 302), "failed", "status 302"),
    "/slow": (Page(FEED, delay=30), "failed", "no full answer within 4 s"),
    "/silent": (Page(silent=True), "failed", "connection lost"),
    "/loop": (moved("/loop"), "failed", "more than 5 redirects"),
    "/file": (moved("file:///etc/passwd"), "failed", "status 302"),
    "/private/a": (Page(FEED), "refused", "robots.txt"),
    "/html": (Page("<!doctype html><title>Log in</title>", type="text/html"), "suspicious", "web page ('Log in')"),
    "/xhtml": (Page('<?xml version="1.0"?>\n<!DOCTYPE html><html/>'), "suspicious", "a web page"),
    "/text": (Page("Database error"), "suspicious", "no feed where a feed"),
    "/empty": (Page(" \n "), "suspicious", "empty body"),
    "/204": (Page("", 204), "suspicious", "empty body"),
    "/cut": (Page(FEED, cut=40), "suspicious", "cut off"),
    "/cut-chunks": (Page(FEED * 99, cut=9000, chunked=True), "suspicious", "cut off"),
    "/cut-gzip": (Page(gzip.compress(FEED.encode())[:-12], headers={"Content-Encoding": "gzip"}), "suspicious", "cut"),
    "/bad-gzip": (Page(b"\x1f\x8bnonsense", headers={"Content-Encoding": "gzip"}), "suspicious", "damaged compression"),
    "/brotli": (Page(b"\x8b\x02\x80", headers={"Content-Encoding": "br"}), "suspicious", "'br', which was not asked"),
    "/bomb": (zipped(b"<rss>" + bytes(30_000_000)), "suspicious", "more than 20,000,000 bytes when unpacked"),
    "/large": (Page(bytes(21_000_000)), "suspicious", "more than 20,000,000 bytes"),
    "/large-chunks": (Page(bytes(21_000_000), chunked=True), "suspicious", "more than 20,000,000 bytes"),
    "/secret?key=hunter2": (Page(FEED), "fetched", ""),
    "/named?k={NAMED}": (Page(FEED), "fetched", ""),
    "/unnamed?k={UNNAMED}": (Page(FEED), "refused", "needs the secret UNNAMED"),
}  # fmt: skip


def source(*urls: str, **more: object) -> Source:
    return Source("sample", "Sample", "Sample", "feed", urls[0], options={"more": " ".join(urls[1:])}, **more)  # type: ignore[arg-type]


def crawl(job: Job) -> list[tuple[Fetch, Document | None]]:
    ended = run_child(job, 60)
    assert ended.ok, ended.reason
    return list(spool.read(job.spool))


@pytest.fixture(scope="module")
def web() -> Iterator[Web]:
    with Web() as web:
        web["/robots.txt"] = Page("User-agent: *\nDisallow: /private/", type="text/plain")
        for path, (page, _, _) in HOSTILE.items():
            web[path.partition("?")[0]] = page
        yield web


@pytest.fixture(scope="module")
def outcomes(web: Web, tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Fetch, Document | None]]:
    folder = tmp_path_factory.mktemp("spool")
    urls = [web.url(path) for path in HOSTILE] + ["http://no-such-host.invalid/", "http://127.0.0.1:1/", "ftp://x/a"]
    settings = replace(QUICK, secrets={"NAMED": "open-sesame"})
    with Web(certificate=self_signed(folder / "cert.pem")) as false_friend:
        urls.append(false_friend.url("/tls"))
        return {fetch.url: (fetch, body) for fetch, body in crawl(Job(source(*urls), Held(), folder / "s", settings))}


def self_signed(path: Path) -> Path:
    """A certificate that nobody vouches for, with its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    begin = datetime.now(UTC) - timedelta(days=1)
    certificate = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
        .serial_number(1).not_valid_before(begin).not_valid_after(begin + timedelta(days=9))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.TraditionalOpenSSL, NoEncryption())
    path.write_bytes(pem + certificate.public_bytes(Encoding.PEM))
    return path


@pytest.mark.parametrize("path", HOSTILE)
def test_each_answer_has_its_outcome_and_reason(
    path: str, web: Web, outcomes: dict[str, tuple[Fetch, Document | None]]
) -> None:
    fetch, document = outcomes[web.url(path).replace("hunter2", "***")]
    _, outcome, reason = HOSTILE[path]
    assert (fetch.outcome, reason in fetch.reason) == (outcome, True), fetch
    assert (document is not None) == (outcome == "fetched")
    if document:
        assert document.body == FEED.encode()
        assert fetch.sha256 == document.sha256


def test_hosts_that_cannot_be_reached(outcomes: dict[str, tuple[Fetch, Document | None]]) -> None:
    assert outcomes["http://no-such-host.invalid/"][0].reason == "no such host"
    assert outcomes["http://127.0.0.1:1/"][0].reason == "connection refused"
    assert outcomes["ftp://x/a"][0].outcome == "failed"
    (tls,) = (fetch for url, (fetch, _) in outcomes.items() if url.startswith("https:"))
    assert (tls.outcome, tls.reason) == ("failed", "TLS: certificate or handshake not accepted")


def test_every_address_has_exactly_one_line(outcomes: dict[str, tuple[Fetch, Document | None]]) -> None:
    assert len(outcomes) == len(HOSTILE) + 4


def test_who_we_say_we_are(web: Web, outcomes: dict[str, tuple[Fetch, Document | None]]) -> None:
    agents = {asked.headers["user-agent"] for asked in web.asked}
    assert len(agents) == 1
    assert "caac-monitor" in (agent := agents.pop())
    assert "tests@example.invalid" in agent


def test_secrets_are_sent_and_never_written(
    web: Web, outcomes: dict[str, tuple[Fetch, Document | None]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    assert "/named?k=open-sesame" in web.paths()
    assert "/secret?key=hunter2" in web.paths()
    for path in tmp_path_factory.getbasetemp().rglob("*.json"):
        assert "hunter2" not in (text := path.read_text(encoding="utf-8"))
        assert "open-sesame" not in text


def test_a_host_that_refuses_is_left_alone(tmp_path: Path) -> None:
    with Web() as web, Web("127.0.0.2") as other:
        web["/0"] = Page("", 429, headers={"Retry-After": "120"})
        for number in range(1, 9):
            other[f"/{number}"] = CHALLENGE if number % 2 else WAF
        later = [web.url(f"/{n}") for n in range(1, 9)]
        refusing = [other.url(f"/{n}") for n in range(1, 9)]
        job = Job(source(web.url("/0"), *later, *refusing), Held(), tmp_path, replace(QUICK, parallel=1))
        fetches = [fetch for fetch, _ in crawl(job)]
        assert {fetch.outcome for fetch in fetches} == {"refused"}
        assert fetches[0].reason == "status 429 Too Many Requests; asked to wait 120 s"
        assert web.paths() == ["/0"]
        assert len(other.paths()) == 3
        assert {f.reason.split(" (")[0] for f in fetches if f.url.startswith(other.base + "/") and f.status} == {
            "challenge page: 'Just a moment...'", "challenge page: x-amzn-waf-action challenge",
        }  # fmt: skip
        left = {f.url: f.reason for f in fetches if "further addresses" in f.reason}
        assert left[web.url("/")].startswith("8 further")
        assert left[other.url("/")].startswith("5 further")


def test_second_round_asks_conditionally_and_brings_nothing(tmp_path: Path) -> None:
    with Web() as web:
        web["/etag"] = Page(FEED, etag='"v1"')
        web["/dated"] = Page(FEED + " ", modified="Mon, 01 Jan 2024 00:00:00 GMT")
        web["/plain"] = Page(FEED + "  ")
        feed = source(web.url("/etag"), web.url("/dated"), web.url("/plain"))
        first = [fetch for fetch, _ in crawl(Job(feed, Held(), tmp_path / "1", QUICK))]
        held = Held({f.url: Validators(f.etag, f.last_modified, f.sha256) for f in first})
        web.forget()
        second = crawl(Job(feed, held, tmp_path / "2", QUICK))
        assert {web_path(f): f.outcome for f, _ in second} == {
            "etag": "not_modified", "dated": "not_modified", "plain": "same_body",
        }  # fmt: skip
        assert all(document is None for _, document in second)
        kept = {f.url: Validators(f.etag, f.last_modified, f.sha256) for f, _ in second}
        assert kept == held.validators


def web_path(fetch: Fetch) -> str:
    return fetch.url.rpartition("/")[2]


def test_robots_txt_sets_the_pace_and_closes_what_it_hides(tmp_path: Path) -> None:
    with Web() as web, Web("127.0.0.2") as down:
        web["/robots.txt"] = Page("User-agent: *\nCrawl-delay: 30\n", type="text/plain")
        web["/a"] = web["/b"] = Page(FEED)
        down["/robots.txt"] = Page("", 503)
        job = Job(source(web.url("/a"), web.url("/b"), down.url("/c")), Held(), tmp_path, QUICK)
        run_child(job, 5)
        assert len(web.paths()) <= 1
        assert down.paths() == []
        refused = [fetch.reason for fetch, _ in spool.read(tmp_path) if fetch.outcome == "refused"]
        assert refused in ([], ["robots.txt cannot be read (status 503)"])


def test_a_server_error_is_tried_again(tmp_path: Path) -> None:
    with Web() as web:
        web["/flaky"] = [Page("", 500), Page(FEED)]
        job = Job(source(web.url("/flaky")), Held(), tmp_path, replace(QUICK, retries=1))
        assert [fetch.outcome for fetch, _ in crawl(job)] == ["fetched"]


def test_a_crawl_is_ended_at_its_limit(tmp_path: Path) -> None:
    with Web() as web:
        web["/never"] = Page(FEED, delay=60)
        ended = run_child(Job(source(web.url("/never")), Held(), tmp_path, QUICK), 0.2)
    assert not ended.ok
    assert ended.reason == "the crawl was ended after 0.2 s, its limit"
    assert list(spool.read(tmp_path)) == []


def test_a_bad_job_says_why(tmp_path: Path) -> None:
    ended = run_child(Job(replace(source("http://x.invalid/"), kind="no_such"), Held(), tmp_path, QUICK), 60)
    assert not ended.ok
    assert "unknown kind of source 'no_such'" in ended.reason


def test_a_listing_is_given_again_until_all_it_leads_to_has_come(tmp_path: Path) -> None:
    def tree(**more: object) -> Page:
        files = [{"path": f"2026/English/{name}.xml", "sha": name, "type": "blob"} for name in "ab"]
        return Page(json.dumps({"tree": files, **more}), etag=f'"{len(more)}"', type="application/json")

    with Web() as web:
        web["/tree"] = tree()
        web["/raw/2026/English/a.xml"] = Page("<akomaNtoso/>")
        web["/raw/2026/English/b.xml"] = [Page("", 500), Page("<akomaNtoso><b/></akomaNtoso>")]
        options = {"tarball": web.url("/tar"), "tree": web.url("/tree"), "raw": web.url("/raw/"), "first": "tree"}
        repository = Source("sample", "Sample", "Sample", "akoma_ntoso", web.base, options=options)
        held, rounds = Held(), []
        for turn in range(4):
            if turn == 3:
                web["/tree"] = tree(truncated=True)
            found = crawl(Job(repository, held, tmp_path / str(turn), QUICK))
            rounds.append({(web_path(fetch), fetch.outcome) for fetch, _ in found})
            good = [fetch for fetch, _ in found if fetch.outcome in {"fetched", "same_body", "not_modified"}]
            validators = {f.url: Validators(f.etag, f.last_modified, f.sha256) for f in good}
            names = {web_path(fetch)[0] for fetch, document in found if document and web_path(fetch) != "tree"}
            held = Held({**held.validators, **validators}, held.blobs | names)
    assert rounds == [
        {("tree", "fetched"), ("a.xml", "fetched"), ("b.xml", "failed")},
        {("tree", "same_body"), ("b.xml", "fetched")},
        {("tree", "same_body")},
        {("tree", "suspicious")},
    ]
    assert held.validators[web.url("/tree")].etag == '"0"'
