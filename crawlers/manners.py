"""How we behave towards hosts: who we say we are, Scrapy's settings, and leaving alone a host that has refused."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

from scrapy import signals
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Request, Response
from scrapy.robotstxt import RobotParser

from crawlers.answers import wait_asked
from crawlers.decoding import ASKED, Undecodable, decode
from crawlers.job import Settings
from crawlers.kinds import Ask
from records.errors import BadInput
from records.fetching import Outcome, Source

PRODUCT = "caac-monitor"
HELD_BACK = "held back after a refusal"
INNER = "an address inside this network, to which a public source must not lead"
#: Refusals in a row after which a host is left alone for the rest of the crawl; a 429 counts as all of them.
_REFUSALS_BORNE = 3
#: Likewise for server errors, time-outs and lost connections: a dead host would take a minute for each address.
_FAILURES_BORNE = 5
#: Longest delay in seconds that a robots.txt can set.
_LONGEST_DELAY = 60.0


def user_agent(settings: Settings) -> str:
    """Who we say we are, with how to reach the operator."""
    return f"{PRODUCT}/0.1 (news and document monitor; contact: {settings.contact or 'not set by the operator'})"


def scrapy_settings(settings: Settings, source: Source) -> dict[str, Any]:
    """Scrapy's settings for one crawl; a source may ask for a longer delay by its option `delay_seconds`."""
    try:
        delay = max(settings.delay, float(source.options.get("delay_seconds", "0")))
    except ValueError as error:
        raise BadInput(f"source {source.id}: the option 'delay_seconds' must be a number") from error
    return {
        "USER_AGENT": user_agent(settings),
        "ROBOTSTXT_OBEY": True,
        "ROBOTSTXT_USER_AGENT": PRODUCT,
        "DOWNLOAD_DELAY": delay,
        "AUTOTHROTTLE_ENABLED": delay > 0,
        "AUTOTHROTTLE_START_DELAY": delay,
        "CONCURRENT_REQUESTS": settings.parallel,
        "CONCURRENT_REQUESTS_PER_DOMAIN": settings.parallel,
        "DOWNLOAD_MAXSIZE": Ask("").most_bytes,
        "DOWNLOAD_TIMEOUT": settings.timeout,
        "DOWNLOAD_FAIL_ON_DATALOSS": False,  # the answer comes back flagged, and is judged
        "DOWNLOAD_VERIFY_CERTIFICATES": True,  # Scrapy's default is not to
        "RETRY_TIMES": settings.retries,
        "RETRY_HTTP_CODES": [408, 500, 502, 504, 522, 524],  # not 429 and 503: these ask us to stay away
        "REDIRECT_MAX_TIMES": settings.redirects,
        "METAREFRESH_ENABLED": False,
        "COOKIES_ENABLED": False,
        "COMPRESSION_ENABLED": False,  # ours tells cut and damaged bodies apart
        "HTTPERROR_ALLOW_ALL": True,
        "TELNETCONSOLE_ENABLED": False,
        "LOG_INSTALL_ROOT_HANDLER": False,
        "LOG_ENABLED": False,  # its lines hold whole addresses, secrets and all
        "DOWNLOADER_MIDDLEWARES": {Manners: 590},
    }


class Hosts:
    """Who refused or failed how often in a row, and how many requests were held back for it."""

    def __init__(self) -> None:
        self.held_back: Counter[str] = Counter()
        #: Hosts whose robots.txt is answered by a server error, with its status: nothing may be asked of them.
        self.robots_down: dict[str, int] = {}
        #: Hosts whose robots.txt sets the delay, which AutoThrottle must then leave as it is.
        self.paced: set[str] = set()
        self._refusals: Counter[str] = Counter()
        self._failures: Counter[str] = Counter()

    def is_closed(self, url: str) -> bool:
        """Whether the host of `url` has refused us, or failed too often, in this crawl."""
        name = host(url)
        return self._refusals[name] >= _REFUSALS_BORNE or self._failures[name] >= _FAILURES_BORNE

    def count(self, url: str, outcome: Outcome, status: int, headers: Mapping[str, str]) -> None:
        """Take note of an answer; `status` is 0 when none came."""
        name = host(url)
        if status == 429 or (status == 503 and wait_asked(headers)):
            self._refusals[name] = _REFUSALS_BORNE
        elif outcome == "refused":
            self._refusals[name] += 1
        elif outcome == "failed" and (status == 0 or status >= 500):
            self._failures[name] += 1
        elif not self.is_closed(url):
            self._refusals[name] = self._failures[name] = 0


class Manners:
    """Downloader middleware: undoes Content-Encoding, and holds back requests to a host that has refused."""

    crawler: Any

    @classmethod
    def from_crawler(cls, crawler: Any) -> Manners:  # noqa: ANN401
        """Scrapy's way of building it."""
        manners = cls()
        manners.crawler = crawler
        crawler.signals.connect(manners.robots_parsed, signal=signals.robots_parsed)
        return manners

    def process_request(self, request: Request) -> None:
        """Hold back what would go to a host that refused; ask for encodings that we can undo."""
        spider = self.crawler.spider
        if spider.hosts.is_closed(request.url):
            raise IgnoreRequest(HELD_BACK)
        if is_inner(request.url) and not is_inner(spider.job.source.url):
            raise IgnoreRequest(INNER)
        request.headers.setdefault("Accept-Encoding", ASKED)
        if host(request.url) in spider.hosts.paced:
            request.meta["autothrottle_dont_adjust_delay"] = True

    def robots_parsed(self, robotparser: RobotParser, request: Request) -> None:
        """Take the Crawl-delay of a robots.txt for our own, up to a minute."""
        downloader = self.crawler.engine.downloader
        slot = downloader.slots.get(downloader.get_slot_key(request))
        if slot and (asked := robotparser.crawl_delay(PRODUCT) or 0) > slot.delay:
            slot.delay = min(float(asked), _LONGEST_DELAY)
            self.crawler.spider.hosts.paced.add(host(request.url))

    def process_response(self, request: Request, response: Response) -> Response:
        """The answer with a plain body, or with the damage noted in the request's meta."""
        if response.status >= 500 and request.meta.get("dont_obey_robotstxt"):  # it is a robots.txt
            # RFC 9309: a robots.txt that a server error hides forbids everything.
            self.crawler.spider.hosts.robots_down[host(request.url)] = response.status
            return response.replace(body=b"User-agent: *\nDisallow: /\n")
        encoding = (response.headers.get("Content-Encoding") or b"").decode("latin-1")
        if not encoding or not response.body:
            return response
        try:
            body = decode(response.body, encoding, request.meta.get("download_maxsize", 1_000_000))
        except Undecodable as error:
            request.meta["damage"] = str(error)
            body = b""
        return response.replace(body=body)


def is_inner(url: str) -> bool:
    """Whether the address names this machine or a private network."""
    name = (urlsplit(url).hostname or "").lower()
    if name == "localhost" or name.endswith((".localhost", ".local", ".internal")):
        return True
    try:
        return not ip_address(name).is_global
    except ValueError:
        return False


def host(url: str) -> str:
    """Host and port of an address."""
    return urlsplit(url).netloc.rpartition("@")[2].lower()
