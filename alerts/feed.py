"""The Atom feed of one subscription. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from xml.etree.ElementTree import Element, SubElement, tostring

from alerts.messages import WORDS, pieces
from records.alerts import Match, Subscription
from records.encoding import content_hash

_ATOM = "http://www.w3.org/2005/Atom"


def atom(subscription: Subscription, matches: Sequence[Match], address: str, site: str, now: datetime) -> bytes:
    """The newest matches of a subscription, newest first."""
    feed = Element("feed", xmlns=_ATOM)
    SubElement(feed, "title").text = _plain(f"Alert: {subscription.name}")
    SubElement(feed, "id").text = f"urn:caac:{content_hash(subscription.feed_token)}"
    SubElement(feed, "link", rel="self", href=address)
    newest = max((match.at for match in matches if match.at), default=subscription.created or now)
    SubElement(feed, "updated").text = newest.isoformat(timespec="seconds")
    author = SubElement(feed, "author")
    SubElement(author, "name").text = "caac-monitor"
    for match in matches:
        feed.append(_entry(match, site, now))
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + tostring(feed, encoding="unicode").encode("utf-8", "replace")


def _entry(match: Match, site: str, now: datetime) -> Element:
    entry = Element("entry")
    SubElement(entry, "title").text = _plain(f"{WORDS[match.standing]}: {match.title}")
    SubElement(entry, "id").text = f"urn:caac:{content_hash(f'{match.subscription} {match.kind} {match.key}')}"
    SubElement(entry, "updated").text = (match.at or now).isoformat(timespec="seconds")
    if match.page:
        SubElement(entry, "link", rel="alternate", href=_plain(site + match.page))
    if match.url:
        SubElement(entry, "link", rel="via", href=_plain(match.url))
    words = [match.note, *("".join(words for words, _ in pieces(quote)) for quote in match.quotes)]
    SubElement(entry, "summary").text = _plain("\n".join(filter(None, words)))
    return entry


def _plain(text: str) -> str:
    """`text` without characters that XML cannot hold."""
    return "".join(
        c for c in text if c in "\t\n\r" or 0x20 <= ord(c) <= 0xD7FF or (ord(c) >= 0xE000 and c not in "\ufffe\uffff")
    )
