"""Council texts as values: resolutions, presidential statements, drafts, with their paragraphs and votes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

TextKind = Literal["resolution", "statement", "draft", "other"]
Part = Literal["preamble", "operative", "annex"]
VoteWord = Literal["yes", "no", "abstain", "absent"]
#: How a text was adopted. "vote" covers unanimous and divided votes; "unknown" says that no source told us.
Adoption = Literal["vote", "without_vote", "consensus", "acclamation", "unknown"]

#: Where a text came from, best first: which of several texts of one symbol is shown.
ORIGINS: tuple[str, ...] = (
    "akn4un",
    "cr_unsc",
    "wandergram",
    "haass",
    "un_press",
    "file",
    "undl",
    "data_extract",
    "un_listing",
    "table",
)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One printed unit: a paragraph, sub-paragraph, point or bullet with text of its own.

    `reference` is the printed name at every level: `5`, `5(a)`, `36(i)(f)`, `7(bullet 5)`; preambular paragraphs
    are counted (`P3`; "The Security Council," is not counted); annexes are `A1`, `A1.5(a)` (annex, unit inside).
    `text` is as printed without its number, white space folded to single spaces.
    """

    reference: str
    part: Part
    text: str
    #: Section heading the unit stands under, as printed; never glued to the text.
    heading: str = ""
    #: 0 for a numbered or preambular paragraph, 1 for (a), 2 for (i) ...
    level: int = 0
    #: The printed label alone: `5.`, `(a)`; empty where none is printed.
    label: str = ""
    #: Opening words as set in italics: `Strongly condemns`; empty where the source does not mark them.
    opening: str = ""


@dataclass(frozen=True, slots=True)
class CountryVote:
    """How one member voted; `country` as printed."""

    country: str
    vote: VoteWord


@dataclass(frozen=True, slots=True)
class Vote:
    """The vote on a text; counts are None where no source states them."""

    how: Adoption = "unknown"
    yes: int | None = None
    no: int | None = None
    abstain: int | None = None
    absent: int | None = None
    by_country: tuple[CountryVote, ...] = ()


@dataclass(frozen=True, slots=True)
class CouncilText:
    """One expression (symbol, language, origin) of a resolution, statement or draft.

    Records that hold metadata alone (library records, listings) have no paragraphs; the store merges all
    expressions of a symbol field by field, best origin first.
    """

    kind: TextKind
    symbol: str
    lang: str
    origin: str
    title: str = ""
    adopted: date | None = None
    #: Number of the Council's meeting; None for texts adopted in written procedure.
    meeting: int | None = None
    agenda_item: str = ""
    #: The draft that became this text; for a draft, empty.
    draft_symbol: str = ""
    vote: Vote = Vote()
    sponsors: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    paragraphs: tuple[Paragraph, ...] = ()
    footnotes: tuple[str, ...] = ()
    #: Address a reader can open.
    url: str = ""
    #: Who adopted it, for texts of other bodies.
    body: str = "UNSC"
    #: Read from a press release or unrevised text; replaced when the official one arrives.
    provisional: bool = False
    sample: bool = False
    #: What the parser mended or could not read, in words.
    notes: tuple[str, ...] = ()
