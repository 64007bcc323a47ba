"""Who wants to know what, what fired, and the message that tells of it: values of the alert side."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

Frequency = Literal["at_once", "hourly", "daily", "weekly"]
State = Literal["unconfirmed", "active", "paused", "removed"]
ChannelKind = Literal["email", "webhook", "apprise", "feed"]
#: How sure one may be: adopted by the Council, reported by others, or what this program itself noticed.
Standing = Literal["adopted", "proposed", "reported", "computed"]

#: What a subscription can ask for. `party` is any of them that names a party; `source` a source fallen silent.
KINDS: tuple[str, ...] = (
    "resolution",
    "statement",
    "draft",
    "other",
    "provision",
    "mandate_end",
    "story",
    "news",
    "party",
    "signal",
    "source",
)


@dataclass(frozen=True, slots=True)
class Subscription:
    """A search that somebody wants to hear of, and when. Hours are local to `timezone`."""

    name: str
    query: str
    kinds: tuple[str, ...]
    why: str = ""
    owner: str = ""
    languages: tuple[str, ...] = ()
    frequency: Frequency = "at_once"
    hour: str = "08:00"
    weekday: int = 0
    timezone: str = "UTC"
    #: `22:00-07:00`: no message then; what fires is told afterwards.
    quiet: str = ""
    cap: int = 20
    lead_days: int = 45
    silence_days: int = 7
    state: State = "active"
    id: int = 0
    created: datetime | None = None
    started: int = 0
    cursor: int = 0
    examined: int = 0
    last_message: datetime | None = None
    feed_token: str = ""


@dataclass(frozen=True, slots=True)
class Channel:
    """One way to reach a subscriber."""

    kind: ChannelKind
    address: str
    secret: str = field(default="", repr=False)
    token: str = field(default="", repr=False)
    state: State = "active"
    failures: int = 0
    reason: str = ""
    id: int = 0
    subscription: int = 0


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of a record that a message may quote; `place` is `paragraph 5(a)`, `title`, `summary`."""

    place: str
    text: str
    lang: str = ""
    #: Pieces of one unit are searched together, as one row of the search index: title and summary of a report.
    unit: int = 0
    #: preamble, operative or annex; empty for what is no paragraph.
    part: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """One new or changed record, made ready for matching. `fields` are the filters of the query language."""

    kind: str
    key: str
    seq: int
    title: str
    passages: tuple[Passage, ...]
    fields: dict[str, frozenset[str]]
    standing: Standing
    #: The story or text it belongs to: `story:ID`, `text:S/RES/2143 (2014)`.
    subject: str
    #: Kinds of KINDS it answers to.
    kinds: frozenset[str]
    day: date | None = None
    #: Path of its page on our site, address at its source, digest of the archived copy.
    page: str = ""
    url: str = ""
    document: str = ""
    #: (code, words) pairs: what the readings took for a violation, a theme, a situation.
    evidence: tuple[tuple[str, str], ...] = ()
    #: One line beside the title: outlet and date, vote, what was dropped.
    note: str = ""


@dataclass(frozen=True, slots=True)
class Quote:
    """The sentence that fired; `marks` are the (start, end) of the words that were searched for."""

    text: str
    place: str = ""
    marks: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Match:
    """A record that fired for a subscription, with what a message says of it."""

    subscription: int
    kind: str
    key: str
    seq: int
    subject: str
    title: str
    standing: Standing
    quotes: tuple[Quote, ...] = ()
    note: str = ""
    day: str = ""
    page: str = ""
    url: str = ""
    document: str = ""
    id: int = 0
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Message:
    """A composed message, the same for every channel: subject line, plain text, HTML and the matches as data."""

    key: str
    subject: str
    text: str
    html: str
    data: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Sending:
    """One message on its way to one channel, as the outbox holds it."""

    key: str
    kind: ChannelKind
    address: str
    message: Message
    subscription: int | None = None
    channel: int | None = None
    secret: str = field(default="", repr=False)
    #: Token of the channel, for the unsubscribe link; empty for notices to the operator.
    token: str = field(default="", repr=False)
    attempts: int = 0
    id: int = 0
