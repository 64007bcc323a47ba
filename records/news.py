"""A news item as its source gives it, and the identity by which it is recognised again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class NewsItem:
    """One item of a feed, API answer or listing. `body` is for reading only and never published."""

    source: str
    title: str
    url: str
    guid: str = ""
    summary: str = ""
    published: datetime | None = None
    updated: datetime | None = None
    #: Language the source declares for the item; empty when it declares none.
    lang: str = ""
    outlet: str = ""
    categories: tuple[str, ...] = ()
    body: str = ""
    sample: bool = False


@dataclass(frozen=True, slots=True)
class ArticlePage:
    """The main text of the page behind a news item; for reading only and never published."""

    source: str
    url: str
    text: str
    #: Language the page declares; empty when it declares none.
    lang: str = ""
    published: datetime | None = None
