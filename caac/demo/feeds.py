"""Invented feeds of the sample world, as RSS 2.0 and Atom."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from email.utils import format_datetime
from typing import TypedDict
from xml.sax.saxutils import escape

import yaml

from caac.demo.council import WORLD


class _Item(TypedDict, total=False):
    id: str
    day: int
    title: str
    summary: str
    again: str
    round: int


class _Feed(TypedDict):
    title: str
    language: str
    items: list[_Item]


@dataclass(frozen=True, slots=True)
class SampleFeed:
    """One outlet: its name, its language and what it serves in each round."""

    id: str
    title: str
    language: str
    media_type: str
    bodies: tuple[bytes, bytes]


def _moment(item: _Item, today: date) -> datetime:
    return datetime.combine(today + timedelta(days=item["day"]), time(6, 0), tzinfo=UTC)


def _entry(item: _Item, base: str, today: date, number: int, *, atom: bool) -> str:
    title = item["again"] if number == 2 and "again" in item else item["title"]
    link, summary = f"{base}/{item['id']}", escape(item["summary"].strip())
    when = _moment(item, today)
    if atom:
        return (
            f'<entry><id>{link}</id><title>{escape(title)}</title><link href="{link}"/>'
            f"<updated>{when.isoformat()}</updated><published>{when.isoformat()}</published>"
            f"<summary>{summary}</summary></entry>"
        )
    return (
        f'<item><guid isPermaLink="true">{link}</guid><title>{escape(title)}</title><link>{link}</link>'
        f"<pubDate>{format_datetime(when)}</pubDate><description>{summary}</description></item>"
    )


def _body(name: str, feed: _Feed, today: date, number: int) -> bytes:
    atom, base = feed["language"] == "fr", f"https://{name.replace('_', '-')}.example/report"
    entries = "".join(
        _entry(item, base, today, number, atom=atom)
        for item in sorted(feed["items"], key=lambda i: -i["day"])
        if item.get("round", 1) <= number
    )
    title = escape(feed["title"])
    if atom:
        updated = datetime.combine(today, time(6), tzinfo=UTC).isoformat()
        head = f"<id>{base}</id><title>{title}</title><updated>{updated}</updated>"
        return f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="fr">{head}{entries}</feed>'.encode()
    head = f"<title>{title}</title><link>{base}</link><description>Invented</description>"
    head += f"<language>{feed['language']}</language>"
    return f'<rss version="2.0"><channel>{head}{entries}</channel></rss>'.encode()


def feeds(today: date) -> list[SampleFeed]:
    """All outlets of the sample world."""
    world: dict[str, _Feed] = yaml.safe_load((WORLD / "news.yaml").read_text(encoding="utf-8"))
    return [
        SampleFeed(
            name,
            feed["title"],
            feed["language"],
            "application/atom+xml" if feed["language"] == "fr" else "application/rss+xml",
            (_body(name, feed, today, 1), _body(name, feed, today, 2)),
        )
        for name, feed in world.items()
    ]
