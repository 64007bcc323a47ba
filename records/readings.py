"""What we take a record to mean: always with quotation, offsets and the rule that fired; never a bare boolean.

Offsets are character positions in the text that was read (for a paragraph: `Paragraph.text`; for news: title,
newline, summary, newline, body, as `reading.news.item` joins them). The rule names are stable and listed in docs/.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

NewsKind = Literal["incident", "statement_or_report", "other"]

VIOLATIONS: tuple[str, ...] = (
    "recruitment_use",
    "killing_maiming",
    "sexual_violence",
    "abduction",
    "attacks_schools_hospitals",
    "denial_humanitarian_access",
)
THEMES: tuple[str, ...] = (
    *VIOLATIONS,
    "monitoring_reporting",
    "child_protection_advisers",
    "release_reintegration",
    "training",
    "accountability",
    "sanctions_criterion",
    "action_plans",
    "education",
    "detention",
    "prevention_early_warning",
    "ssr_ddr",
    "other",
)


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why a label was given: the words, where they stand, and the rule or model feature that took them."""

    code: str
    quote: str
    start: int
    end: int
    rule: str
    weight: float | None = None


@dataclass(frozen=True, slots=True)
class NewsReading:
    """A news item read for the agenda. `relevant` is what an advocate would want to see."""

    lang: str
    child: bool
    conflict: bool
    relevant: bool
    violations: tuple[str, ...] = ()
    #: ISO 3166-1 alpha-3 codes of where it happens.
    countries: tuple[str, ...] = ()
    districts: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()
    kind: NewsKind = "other"
    #: Probability that the item is relevant, 0 to 1.
    score: float = 0.0
    #: Number of children killed as stated, least and most; None where none is stated.
    victims_min: int | None = None
    victims_max: int | None = None
    #: Number of children injured as stated.
    injured_min: int | None = None
    injured_max: int | None = None
    #: Date of the event as stated in the text.
    event_date: date | None = None
    #: The item marks an anniversary or repeats a known event.
    not_new: bool = False
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Citation:
    """A paragraph names another text. `part` "footnote" for citations of footnotes."""

    reference: str
    part: Literal["preamble", "operative", "annex", "footnote"]
    #: Canonical symbol: `S/RES/1612 (2005)`, `S/PRST/2013/8`, `S/2014/339`, `A/66/782`.
    cited: str
    cited_kind: Literal["resolution", "statement", "document"]
    quote: str
    start: int
    end: int
    #: What the paragraph does with it: recalling, reaffirming, extending, amending, ending, welcoming, citing.
    action: str = "citing"


@dataclass(frozen=True, slots=True)
class Provision:
    """A graded child provision: 1 in passing, 2 preambular, 3 operative (0 is not stored)."""

    reference: str
    grade: int
    themes: tuple[str, ...]
    verb: str
    quote: str
    start: int
    end: int
    rule: str


@dataclass(frozen=True, slots=True)
class MandateEnd:
    """The end of a mandate, authorization or measure, as the text fixes it."""

    reference: str
    #: What ends: a mission, a panel, a measure, in the text's own words.
    subject: str
    due: date | None
    basis: Literal["stated", "computed_from_start", "computed_from_adoption", "none"]
    quote: str
    start: int
    end: int
    rule: str
    #: The mission or regime it ends, where recognised: `MONUSCO`, `DRC sanctions`.
    mandate: str = ""


@dataclass(frozen=True, slots=True)
class ReportingRequest:
    """A report, briefing or assessment that the Council asks for."""

    reference: str
    asked: str
    recipient: str
    kind: Literal["report", "briefing", "assessment", "update", "recommendations", "other"]
    due: date | None
    #: As printed or normalised: `every 90 days`, `annually`, `regularly`.
    interval: str
    due_type: Literal["fixed", "relative", "interval", "event", "none"]
    quote: str
    start: int
    end: int
    rule: str


PairStatus = Literal["kept", "changed", "new", "dropped"]


@dataclass(frozen=True, slots=True)
class Pairing:
    """One row of a comparison; the absent side is None. A split or merge repeats the row."""

    old: str | None
    new: str | None
    status: PairStatus
    child: bool
    similarity: float
    #: Word-level difference: (op, words) with op "=", "-" or "+".
    diff: tuple[tuple[str, str], ...] = ()
    #: strengthened, weakened or empty, by the ladder of opening verbs and lost child words.
    force: str = ""


@dataclass(frozen=True, slots=True)
class TextReading:
    """Everything read in one Council text."""

    citations: tuple[Citation, ...] = ()
    provisions: tuple[Provision, ...] = ()
    ends: tuple[MandateEnd, ...] = ()
    requests: tuple[ReportingRequest, ...] = ()
    #: ISO3 codes of situations the text is about.
    situations: tuple[str, ...] = ()
    #: Missions and regimes the text mandates or renews: `MONUSCO`, `DRC sanctions`.
    mandates: tuple[str, ...] = ()
    technical_rollover: bool = False
