"""Adopted wording as values: what is searched for a draft, and what was found near it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which adopted paragraphs may answer a draft; empty means any."""

    years: tuple[int, int] | None = None
    #: preamble, operative or annex.
    part: str = ""
    #: A mission or regime whose texts are meant.
    mandate: str = ""
    #: Only paragraphs that concern children.
    children: bool = False
    lang: str = ""


@dataclass(frozen=True, slots=True)
class Adopted:
    """One adopted paragraph with what an advocate says of it."""

    id: int
    symbol: str
    paragraph: str
    part: str
    lang: str
    #: ISO date; empty when unknown.
    adopted: str
    text: str
    vote: str = ""
    sponsors: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Near:
    """Adopted wording near a draft: the first use of a family of near-identical paragraphs stands in `first`."""

    adopted: Adopted
    #: 0 to 1, wording and meaning together; `meaning` is None where no vectors are kept.
    score: float
    wording: float
    meaning: float | None
    #: Word-level difference from the draft: (op, words) with op "=", "-" (draft only) or "+" (adopted only).
    diff: tuple[tuple[str, str], ...]
    also: tuple[tuple[str, str], ...] = ()
    first: tuple[str, str, str] = ("", "", "")
