"""Adopted wording as values: what is searched for a draft, and what was found near it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from records.errors import BadInput
from records.places import anchor, text_link


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
    #: Language in which a paragraph held in several is shown: that of the draft.
    prefer: str = ""


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
    #: The English paragraph it corresponds to, by which its translations are recognised.
    clause: str = ""


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

    def plain(self) -> dict[str, object]:
        """The published shape of an answer, alike from the command and the page."""
        one, (symbol, paragraph, adopted) = self.adopted, self.first
        link = text_link(one.symbol)
        language = "" if one.lang == "en" else f"?lang={one.lang}"
        return {
            "symbol": one.symbol,
            "paragraph": one.paragraph,
            "adopted": one.adopted or None,
            "lang": one.lang,
            "score": self.score,
            "text": one.text,
            "vote": one.vote,
            "diff": [list(step) for step in self.diff],
            "also": [{"symbol": name, "paragraph": reference} for name, reference in self.also],
            "wording": self.wording,
            "meaning": self.meaning,
            "sponsors": one.sponsors,
            "url": one.url,
            "page": f"{link}{language}#{anchor(one.paragraph)}" if link else "",
            "first_use": {"symbol": symbol, "paragraph": paragraph, "adopted": adopted or None},
        }


def years(text: str) -> tuple[int, int] | None:
    """`2014`, `2014-2020`, `2014-` or nothing as first and last year. Raises BadInput for anything else."""
    if not text.strip():
        return None
    match = re.fullmatch(r"\s*(\d{4})\s*(?:([-–])\s*(\d{4})?)?\s*", text, re.ASCII)
    if match is None:
        raise BadInput(f"years are written 2014, 2014-2020 or 2014-, not {text!r}")
    first, last = int(match[1]), int(match[3] or (9999 if match[2] else match[1]))
    if last < first:
        raise BadInput(f"the years {text!r} end before they begin")
    return first, last
