"""Asks as values: wording that somebody argued for, the texts it is compared with, and where it entered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

TextKind = Literal["resolution", "statement", "draft"]
#: In the very words, but for numbers, dates and punctuation; most of the words; half of them or more.
Closeness = Literal["verbatim", "close", "reworded"]


@dataclass(frozen=True, slots=True)
class Ask:
    """Proposed wording; texts count from `since` on."""

    name: str
    text: str
    since: date
    note: str = ""
    addressed_to: str = ""
    #: Mail address or webhook that hears of an entry.
    tell: str = ""
    #: Whose ask it is; all asks of one owner stand on one page. Empty where one team shares them.
    owner: str = ""
    #: `changes.seq` up to which texts were compared.
    seen: int = 0
    #: Texts since the day that were compared.
    compared: int = 0
    id: int = 0


@dataclass(frozen=True, slots=True)
class Stood:
    """A paragraph as it stands in one language of a text."""

    lang: str
    reference: str
    text: str


@dataclass(frozen=True, slots=True)
class Compared:
    """A text with which asks are compared; a draft is one that was put to the vote and failed."""

    symbol: str
    kind: TextKind
    title: str
    #: ISO date of adoption or vote; empty when unknown.
    day: str
    vote: str
    #: Who voted against, who abstained, in words; empty when unknown or nobody.
    dissent: str
    url: str
    paragraphs: tuple[Stood, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """A paragraph that took the wording up."""

    symbol: str
    kind: TextKind
    title: str
    day: str
    vote: str
    dissent: str
    url: str
    lang: str
    paragraph: str
    closeness: Closeness
    #: Share of words in common with the nearest stretch of the paragraph, 0 to 1.
    wording: float
    text: str
    #: Word-level difference from the ask: (op, words) with op "=", "-" (ask only) or "+" (text only).
    diff: tuple[tuple[str, str], ...] = ()
    #: Words of the ask that the paragraph does not have.
    left_out: tuple[str, ...] = ()
