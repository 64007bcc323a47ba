"""Carries what a crawl or import brought through archive, parse, read and store, and says what it came to.

Order matters for safety: bytes and log line reach the archive first, rows follow in one transaction per batch. A
crash between the two costs a repeated fetch and nothing else, since both sides are idempotent.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import islice
from typing import Protocol, TypeVar

from crawlers.bulk import unpack
from crawlers.kinds import Held, Parsed, kind
from db.archive.archive import Archive, Location
from db.store.store import Store
from reading.council.texts import read_text
from reading.masks.names import mask_names
from reading.news.item import read_news
from records.council import CouncilText
from records.errors import ParseError
from records.fetching import Change, Document, Fetch, Reject, Source
from records.news import ArticlePage, NewsItem
from records.reports import Listing, VerifiedTotal

T = TypeVar("T")

#: Fetches per transaction: few enough that a kill loses little, many enough that commits cost nothing.
BATCH = 200
_BAD = ("refused", "failed", "suspicious")


class Recorder(Protocol):
    """The archive as a round sees it; a replay gives one that only reads."""

    def log(self, event: object) -> int:
        """Append one event; its line number."""

    def add(self, document: Document) -> Location:
        """Keep the bytes once."""


@dataclass(frozen=True, slots=True)
class RoundReport:
    """What one round of one source came to; `outcome` is ok, unchanged, refused, failed or suspicious."""

    source: str
    started: datetime
    finished: datetime
    outcome: str
    reason: str
    requests: int
    items: int
    new: int
    changed: int
    unchanged: int
    rejected: int


@dataclass(slots=True)
class _Tally:
    requests: int = 0
    bodies: int = 0
    items: int = 0
    listed: int = 0
    rejected: int = 0
    changes: dict[Change, int] = field(default_factory=lambda: {"new": 0, "changed": 0, "unchanged": 0})
    bad: dict[str, list[str]] = field(default_factory=dict)

    def outcome(self, source: Source) -> tuple[str, str]:
        """The round's outcome and, when it is not good, its reason in words."""
        for name in _BAD:
            if reasons := self.bad.get(name):
                more = f" (and {len(reasons) - 1} more of {self.requests} requests)" if len(reasons) > 1 else ""
                return name, reasons[0] + more
        if self.requests == 0:
            return "failed", "the crawl made no request"
        if self.bodies == 0:
            return "unchanged", ""
        if (seen := max(self.items, self.listed)) < source.least_items:
            return "suspicious", f"{seen} items where at least {source.least_items} are expected"
        return "ok", ""


class Round:
    """One round of one source: fetches go in one by one, `close` says what they came to."""

    def __init__(self, archive: Recorder, store: Store, source: Source, started: datetime) -> None:
        self._archive, self._store, self._source, self._started = archive, store, source, started
        self._kind, self._tally = kind(source.kind), _Tally()
        #: Address of the fetch being carried; a redirect leads elsewhere, but items name this one.
        self._asked = ""
        self._claims: dict[tuple[str, str, str], int] = {}

    def close(self, finished: datetime) -> RoundReport:
        """Log and store the report; call it inside a batch, after the last `add`."""
        tally = self._tally
        outcome, reason = tally.outcome(self._source)
        report = RoundReport(
            self._source.id, self._started, finished, outcome, reason, tally.requests, tally.items,
            tally.changes["new"], tally.changes["changed"], tally.changes["unchanged"], tally.rejected,
        )  # fmt: skip
        self._archive.log(report)
        self._store.save_round(report)
        return report

    def add(self, fetch: Fetch, document: Document | None) -> None:
        """Carry one fetch; call it inside a batch of the store."""
        tally = self._tally
        self._store.log_fetch(fetch, self._archive.log(fetch))
        tally.requests += 1
        self._asked = fetch.url
        if fetch.outcome in _BAD and self._required(fetch.url):
            tally.bad.setdefault(fetch.outcome, []).append(fetch.reason)
        if document is None:
            return
        tally.bodies += 1
        if not self._kept(document):
            return
        for member in unpack(document):
            if isinstance(member, Reject):
                self._reject(member, document)
            elif member is document or self._kept(member):
                self._document(member)

    def _required(self, url: str) -> bool:
        required = getattr(self._kind, "required", None)
        return required is None or bool(required(self._source, url))

    def _kept(self, document: Document) -> bool:
        """Archive the bytes; False when they were taken down and must not come back."""
        location = self._archive.add(document)
        self._store.save_document(document, location)
        return not location.redacted

    def _document(self, document: Document) -> None:
        records = 0
        for parsed in self._kind.parse(self._source, document):
            records += 1
            self._parsed(parsed, document)
        if not records:
            self._listing(document)

    def _listing(self, document: Document) -> None:
        """A document without records may be a listing; what it leads to counts towards the least expected."""
        try:
            self._tally.listed += sum(1 for _ in self._kind.follow(self._source, document, Held()))
        except ParseError as error:
            self._reject(Reject(error.place or document.url, error.reason), document)

    def _parsed(self, parsed: Parsed, document: Document) -> None:
        if isinstance(parsed, Reject):
            self._reject(parsed, document)
        elif isinstance(parsed, ArticlePage):
            self._article(parsed, document)
        else:
            self._tally.items += 1
            self._tally.changes[self._record(parsed, document)] += 1

    def _record(self, parsed: CouncilText | NewsItem | VerifiedTotal | Listing, document: Document) -> Change:
        if isinstance(parsed, NewsItem):
            return self._news(parsed, document)
        if isinstance(parsed, VerifiedTotal | Listing):
            fact = replace(parsed, sample=parsed.sample or self._source.sample)
            return self._store.save_report_fact(fact, document.sha256, document.fetched)
        if self._source.sample:
            # What is invented has no page at the United Nations.
            parsed = replace(parsed, sample=True, url="")
        return self._text(parsed, document)

    def _reject(self, reject: Reject, document: Document) -> None:
        self._tally.rejected += 1
        self._store.add_finding(
            "reject", reject.place, reject.reason, self._source.id, document.sha256, document.fetched
        )

    def _news(self, item: NewsItem, document: Document) -> Change:
        if self._store.news_change(item) == "unchanged":
            return "unchanged"
        masked = replace(
            item,
            title=mask_names(item.title, item.lang),
            summary=mask_names(item.summary, item.lang),
            body=mask_names(item.body, item.lang),
        )
        reading = read_news(masked.title, masked.summary, masked.body, masked.lang, masked.published)
        return self._store.save_news(masked, reading, document.sha256, document.fetched, original=item)

    def _article(self, page: ArticlePage, document: Document) -> None:
        """Read the item behind which the page lies once more, with the page's text."""
        for url in (self._asked, page.url):
            if item := self._store.news_at(page.source, url):
                body = mask_names(page.text, page.lang or item.lang)
                reading = read_news(item.title, item.summary, body, item.lang, item.published or page.published)
                self._store.save_news_reading(item, reading, document.fetched)
                return
        self._reject(Reject(page.url, "an article page, but no item of its source has this address"), document)

    def _text(self, text: CouncilText, document: Document) -> Change:
        if self._claimed_twice(text):
            self._reject(Reject(document.url, f"{text.symbol} ({text.lang}): another text claimed it before"), document)
            return "unchanged"
        change = self._store.save_text(text, document.sha256, self._source.id, document.fetched)
        if change != "unchanged" and text.lang == "en" and (shown := self._store.shown_text(text.symbol, "en")):
            self._store.save_text_reading(shown.symbol, read_text(shown), document.fetched)
        return change

    def _claimed_twice(self, text: CouncilText) -> bool:
        """Whether another file of this round holds a different text under the same symbol, language and origin."""
        if not text.paragraphs:
            return False
        mark = hash(tuple(unit.text for unit in text.paragraphs))
        return self._claims.setdefault((text.symbol, text.lang, text.origin), mark) != mark


def take(
    archive: Archive,
    store: Store,
    source: Source,
    fetched: Iterable[tuple[Fetch, Document | None]],
    clock: Callable[[], datetime],
    advance: Callable[[], None] = lambda: None,
) -> RoundReport:
    """Carry a whole round in batches; `advance` is called after each request, for progress bars."""
    carried = Round(archive, store, source, clock())
    for batch in batches(fetched):
        with batch_of(store, archive):
            for fetch, document in batch:
                carried.add(fetch, document)
                advance()
    with batch_of(store, archive):
        return carried.close(clock())


@contextmanager
def batch_of(store: Store, archive: Archive) -> Iterator[None]:
    """One transaction; the archive is on disk before its rows are."""
    with store.batch():
        yield
        archive.sync()


def batches(items: Iterable[T], size: int = BATCH) -> Iterator[list[T]]:
    """`items` in lists of at most `size`."""
    iterator = iter(items)
    while batch := list(islice(iterator, size)):
        yield batch
