"""Kind `un_press`: press.un.org. Items of its feed, and the texts inside Security Council press releases.

A release is known by its document symbol (`SC/12345`), for one meeting may appear under two addresses. The text of a
resolution or statement printed in it becomes a provisional CouncilText, replaced when the official one arrives.
The layout of meeting coverage is taken from its documentation; no capture of it was at hand.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from lxml import etree, html

from crawlers.feeds import read_feed
from crawlers.kinds import Ask, Held
from crawlers.layouts.closing import number_of
from crawlers.layouts.dates import find_date, iso_date
from crawlers.layouts.plain import read_plain
from crawlers.layouts.sponsors import sponsors
from crawlers.layouts.web import tree_of
from records.council import CouncilText, CountryVote, Vote
from records.fetching import Document, Reject, Source
from records.news import NewsItem
from records.symbols import resolution_symbol
from records.years import year_of

_RELEASE = re.compile(r"/en/(\d{4})/(sc\d+)(?:\.doc)?(?:\.htm)?", re.I)
_READS = re.compile(
    r"(?:full )?text of (?:(?:the )?(?:draft )?resolution (?:S/RES/)?(?P<number>\d{1,4}) ?\((?P<year>\d{4})\)"
    r"|(?:the )?presidential statement ?\(?,? ?(?:\(?to be issued as )?(?:document )?(?P<prst>S/PRST/\d{4}/\d+)\)?)"
    r".{0,80}reads?\b",
    re.I,
)
_VOTE = re.compile(
    r"(?:vote of|by) (\w+) (?:votes )?in favour(?:,? (?:to|and|with) (\w+)(?: votes)? against)?(?: \(([^)]*)\))?"
    r"(?:,? (?:with|and) (\w+) abst\w+)?(?: \(([^)]*)\))?",
    re.I,
)
_MEETING = re.compile(r"\b(\d{4,5})(?:st|nd|rd|th) Meeting", re.I)
_BODY = "field--name-body"


def start(source: Source, held: Held) -> Iterable[Ask]:
    """The feed."""
    yield Ask(source.url, expects="feed")


def follow(source: Source, document: Document, held: Held) -> Iterable[Ask]:
    """Pages of Security Council releases named in the feed, each once; those already held are asked conditionally."""
    if _is_page(document):
        return
    seen = set()
    for item in read_feed(source, document):
        release = _RELEASE.search(item.url) if isinstance(item, NewsItem) else None
        if release and isinstance(item, NewsItem) and release.group(2).lower() not in seen:
            seen.add(release.group(2).lower())
            yield Ask(item.url, note=release.group(2).upper(), expects="html")


def parse(source: Source, document: Document) -> Iterable[NewsItem | CouncilText | Reject]:
    """Items of a feed, keyed on the document symbol; or the texts printed in a release."""
    if _is_page(document):
        yield from _release(source, document)
        return
    for item in read_feed(source, document):
        release = _RELEASE.search(item.url) if isinstance(item, NewsItem) else None
        if release and isinstance(item, NewsItem):
            yield replace(item, guid=re.sub(r"^sc", "SC/", release.group(2), flags=re.I))
        else:
            yield item


def _is_page(document: Document) -> bool:
    return b"<html" in document.body[:2000].lower()


def _release(source: Source, document: Document) -> Iterator[CouncilText | Reject]:
    try:
        page = tree_of(document.body)
    except (etree.ParserError, ValueError) as error:
        yield Reject(document.url, f"no page: {error}")
        return
    symbol = _field(page, "field--name-field-symbol")
    body = next(iter(_classed(page, _BODY)), None)
    if body is None or not symbol:
        yield Reject(document.url, "not a press release: neither symbol nor body where the page has them")
        return
    if not symbol.upper().startswith("SC/"):
        return
    lines = [" ".join(str(part) for part in block.itertext()) for block in body.iter("p", "h2", "h3", "h4", "li")]
    lines = [folded for line in lines if (folded := " ".join(line.split()))]
    stamp = next((time.get("datetime") or "" for time in page.iter("time")), "")
    whole = " ".join(lines)
    told = _MEETING.search(" ".join(str(part) for part in page.itertext()))
    for text in _printed(lines):
        record = replace(text, meeting=int(told.group(1)) if told else None, url=document.url, sample=source.sample,
                         adopted=iso_date(stamp) or find_date(_field(page, "field--name-field-dated")))  # fmt: skip
        yield record if record.kind == "statement" else replace(record, vote=_vote(whole))


def _field(page: html.HtmlElement, name: str) -> str:
    return next((" ".join(str(part) for part in found.itertext()).strip() for found in _classed(page, name)), "")


def _classed(page: html.HtmlElement, name: str) -> list[html.HtmlElement]:
    return [found for found in page.iter() if name in (found.get("class") or "").split()]


def _printed(lines: list[str]) -> Iterator[CouncilText]:
    """Texts that follow `The full text of ... reads as follows:`, each up to its closing quotation mark."""
    for at, line in enumerate(lines):
        if not (named := _READS.search(line)):
            continue
        text: list[str] = []
        for printed in lines[at + 1 :]:
            if not printed.startswith(("“", '"', "(", "–", "•")) and text and text[-1].endswith(("”", '"')):
                break
            if _READS.search(printed):
                break
            text.append(printed)
        yield _read(named, [re.sub(r"^[“\"]+\s*|[”\"]+$", "", printed) if printed else "" for printed in text])


def _read(named: re.Match[str], lines: list[str]) -> CouncilText:
    body = "\n\n".join(lines)
    if named.group("prst"):
        text = read_plain(body, named.group("prst").upper(), "un_press", provisional=True)
        units = [
            replace(unit, part="operative", reference=str(n), level=0) for n, unit in enumerate(text.paragraphs, 1)
        ]
        return replace(text, kind="statement", title="Statement by the President of the Security Council",
                       paragraphs=tuple(units))  # fmt: skip
    number = int(named.group("number"))
    symbol = resolution_symbol(number, year_of(number) or int(named.group("year")))
    return read_plain(body, symbol, "un_press", provisional=True)


def _vote(words: str) -> Vote:
    """The vote as the release tells it; `unanimously` without counts stays without counts."""
    if found := _VOTE.search(words):
        yes, no, against, abstained, abstainers = found.groups()
        voters = [CountryVote(name, "no") for name in sponsors(against or "")]
        voters += [CountryVote(name, "abstain") for name in sponsors(abstainers or "")]
        return Vote("vote", number_of(yes), number_of(no or "none"), number_of(abstained or "none"),
                    by_country=tuple(voters))  # fmt: skip
    return Vote("vote") if re.search(r"\bunanimous", words, re.I) else Vote()
