"""The one spider: asks what a kind wants asked and writes every outcome to the spool. It never parses records."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from scrapy import Spider, signals
from scrapy import exceptions as scrapy_errors
from scrapy.http import Request, Response
from twisted.python.failure import Failure

from crawlers.answers import Answer, judge
from crawlers.job import Job
from crawlers.kinds import Ask, kind
from crawlers.manners import HELD_BACK, INNER, Hosts, host
from crawlers.spool import Spool
from records.errors import CaacError
from records.fetching import Document, Fetch, Outcome, Validators
from records.identity import without_secrets

_SECRET = re.compile(r"\{([A-Z][A-Z0-9_]+)\}")

_UNANSWERED: dict[type[BaseException], tuple[Outcome, str]] = {
    scrapy_errors.CannotResolveHostError: ("failed", "no such host"),
    scrapy_errors.DownloadConnectionRefusedError: ("failed", "connection refused"),
    scrapy_errors.DownloadTimeoutError: ("failed", "no full answer within {settings.timeout:g} s"),
    scrapy_errors.DownloadCancelledError: ("suspicious", "more than {ask.most_bytes:,} bytes"),
    scrapy_errors.ResponseDataLossError: ("suspicious", "cut off before its end"),
    scrapy_errors.UnsupportedURLSchemeError: ("failed", "not a web address"),
    scrapy_errors.NotSupported: ("failed", "not a web address"),
}


class MissingSecret(CaacError):
    """An address needs a secret that was not given; the text names it."""


class SourceSpider(Spider):
    """Crawls one job."""

    name = "source"

    def __init__(self, job: Job) -> None:
        super().__init__()
        self.job, self.spool = job, Spool(job.spool)
        self.kind = kind(job.source.kind)
        self.asked: set[str] = set()
        self.hosts = Hosts()
        #: Exceptions of our own code, as one line each.
        self.faults: list[str] = []

    @classmethod
    def from_crawler(cls, crawler: Any, *args: object, **kwargs: Any) -> SourceSpider:  # noqa: ANN401
        """Scrapy's way of building it; faults of our code are gathered instead of logged."""
        spider: SourceSpider = super().from_crawler(crawler, *args, **kwargs)
        crawler.signals.connect(spider.broke, signal=signals.spider_error)
        return spider

    async def start(self) -> AsyncIterator[Request]:
        """The first requests of the kind."""
        try:
            asks = list(self.kind.start(self.job.source, self.job.held))
        except CaacError as error:
            self._log(Ask(self.job.source.url), "failed", str(error))
            return
        for request in self._requests(asks):
            yield request

    def answered(self, response: Response, ask: Ask) -> Iterator[Request]:
        """Judge an answer, write it down, and ask for what it leads to."""
        headers = {k.decode("latin-1").lower(): v[-1].decode("latin-1") for k, v in response.headers.items() if v}
        damage = response.meta.get("damage", "")
        if "dataloss" in response.flags:
            damage = "cut off before its end"
        held = self._held(ask)
        outcome, reason = judge(ask, Answer(response.status, headers, response.body, damage), held)
        self.hosts.count(response.url, outcome, response.status, headers)
        document = self._document(ask, response, headers) if outcome in {"fetched", "same_body"} else None
        asks: list[Ask] | None = None  # None after a fault of ours in `follow`: the answer is written down first
        try:
            asks = list(self.kind.follow(self.job.source, document, self.job.held)) if document else []
        except CaacError as error:
            outcome, reason, asks = "suspicious", str(error), []
        finally:
            found = Fetched(response, headers, held, led_on=asks is None or bool(asks))
            reason = self._with_move(reason, response)
            self._log(ask, outcome, reason, found, document if outcome == "fetched" else None)
        yield from self._requests(asks)

    def unanswered(self, failure: Failure) -> None:
        """Write down why no answer came."""
        request: Request = failure.request  # type: ignore[attr-defined]
        ask: Ask = request.cb_kwargs["ask"]
        error = failure.value
        if isinstance(error, scrapy_errors.IgnoreRequest):
            said = str(error)
            if said == HELD_BACK:
                self.hosts.held_back[host(request.url)] += 1
            elif said == INNER:
                self._log(ask, "refused", INNER)
            elif "robots.txt" in said:
                down = self.hosts.robots_down.get(host(request.url))
                because = f"robots.txt cannot be read (status {down})" if down else "robots.txt does not allow it"
                self._log(ask, "refused", because)
            else:
                self._log(ask, "failed", f"more than {self.job.settings.redirects} redirects")
            return
        known = (said for kind_, said in _UNANSWERED.items() if isinstance(error, kind_))
        outcome, words = next(known, ("failed", "connection lost"))
        reason = words.format(settings=self.job.settings, ask=ask)
        if "SSL" in repr(error) or "certificate" in repr(error):
            reason = "TLS: certificate or handshake not accepted"
        if outcome == "failed":
            self.hosts.count(request.url, outcome, 0, {})
        self._log(ask, outcome, reason)

    def broke(self, failure: Failure) -> None:
        """An exception of our own code: the crawl goes on, the child process says so at its end."""
        self.faults.append(f"{type(failure.value).__name__}: {self._clean(str(failure.value))[:300]}")

    def closed(self, reason: str) -> None:
        """Write down once per host what was not asked for after refusals."""
        for name, count in self.hosts.held_back.items():
            ask = Ask(f"{urlsplit(self.job.source.url).scheme or 'https'}://{name}/")
            self._log(
                ask, "refused", f"{count} further addresses not asked, because the host refused or did not answer"
            )

    def _requests(self, asks: Iterable[Ask]) -> Iterator[Request]:
        for ask in asks:
            if ask.url in self.asked:
                continue
            self.asked.add(ask.url)
            if len(self.asked) > self.job.settings.requests:
                self._log(ask, "suspicious", f"more than {self.job.settings.requests:,} requests; the rest was left")
                return
            try:
                yield self._request(ask)
            except MissingSecret as error:
                self._log(ask, "refused", str(error))
            except ValueError:
                self._log(ask, "failed", "not a web address")

    def _request(self, ask: Ask) -> Request:
        held = self._held(ask)
        headers = {"Accept": "*/*"} | {k: self._filled(v) for k, v in ask.headers.items()}
        if held.etag:
            headers["If-None-Match"] = held.etag
        if held.last_modified:
            headers["If-Modified-Since"] = held.last_modified
        return Request(
            self._filled(ask.url),
            headers=headers,
            callback=self.answered,
            errback=self.unanswered,
            cb_kwargs={"ask": ask},
            meta={"download_maxsize": ask.most_bytes},
            dont_filter=True,  # our own `asked` does it: Scrapy's filter would swallow a redirect to a known address
        )

    def _filled(self, text: str) -> str:
        def value(match: re.Match[str]) -> str:
            secret = self.job.settings.secrets.get(match.group(1), "")
            if not secret:
                raise MissingSecret(f"needs the secret {match.group(1)}, which is not set")
            return secret

        return _SECRET.sub(value, text)

    def _held(self, ask: Ask) -> Validators:
        return self.job.held.validators.get(without_secrets(ask.url), Validators())

    def _document(self, ask: Ask, response: Response, headers: Mapping[str, str]) -> Document:
        url = self._clean(response.url if response.meta.get("redirect_urls") else ask.url)
        media_type = headers.get("content-type", "")[:200]
        return Document(self.job.source.id, url, datetime.now(UTC), media_type, response.body)

    def _with_move(self, reason: str, response: Response) -> str:
        if not {301, 308} & set(response.meta.get("redirect_reasons", ())):
            return reason
        moved = f"moved permanently to {self._clean(response.url)}"
        return f"{reason}; {moved}" if reason else moved

    def _clean(self, text: str) -> str:
        """`text` without secrets, ours and those in addresses."""
        for secret in filter(None, self.job.settings.secrets.values()):
            text = text.replace(secret, "***")
        return without_secrets(text)

    def _log(
        self, ask: Ask, outcome: Outcome, reason: str, found: Fetched | None = None, document: Document | None = None
    ) -> None:
        told = found.told(outcome, document) if found else {}
        if ask.hint and outcome == "refused":
            reason = f"{reason}; {ask.hint}"
        at = document.fetched if document else datetime.now(UTC)
        self.spool.add(Fetch(self.job.source.id, without_secrets(ask.url), at, outcome, reason, **told), document)


@dataclass(frozen=True, slots=True)
class Fetched:
    """An answer with what the fetch log keeps of it."""

    response: Response
    headers: Mapping[str, str]
    held: Validators
    #: It led to further requests. Its validators are then not kept: if one of these fails, the next crawl must
    #: be given the whole listing again; once nothing is left to follow, they are kept.
    led_on: bool

    def told(self, outcome: Outcome, document: Document | None) -> dict[str, Any]:
        """Fields of the Fetch."""
        body = self.response.body
        told: dict[str, Any] = {
            "status": self.response.status,
            "media_type": self.headers.get("content-type", "")[:200],
            "seconds": round(self.response.meta.get("download_latency", 0.0), 3),
            "size": len(body),
        }
        if outcome in {"fetched", "same_body", "not_modified"}:
            told["sha256"] = document.sha256 if document else self.held.sha256
            if not self.led_on:
                keep = outcome == "not_modified"
                told["etag"] = self.headers.get("etag", self.held.etag if keep else "")
                told["last_modified"] = self.headers.get("last-modified", self.held.last_modified if keep else "")
        return told
