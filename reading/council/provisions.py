"""Child provisions: which paragraphs concern children, how much (grade 1 to 3), in which themes, under which verb."""

from __future__ import annotations

import re

from reading.council.child_mentions import Mention, mentions
from reading.council.child_themes import themes_of
from reading.council.verbs import parent_references
from records.council import CouncilText, Paragraph
from records.readings import THEMES, Provision

#: A paragraph that may hold child content at all; everything else is passed over at once.
_ANY = re.compile(r"child|girl|boys?\b|minors\b|school|infant|juvenile|adolescent|pupil|under the age|educat", re.I)
#: Education in conflict is child content where no child word stands.
_EDUCATION = re.compile(r"\b(?:right to |continuation of |access to |disruption of )(?:[a-z-]+ )?education\b", re.I)
_EDUCATION_PASSING = re.compile(r"\beducational institutions?\b|\beducational facilit", re.I)
#: The offices for children are asked for something themselves.
_OFFICE_ASKED = re.compile(
    r"^\W*(?:(?:also|further) )?(?:requests|encourages|invites|asks|urges|calls (?:up)?on)\s+(?:the\s+)?"
    r"(?:special representatives?[^,;]{0,60}child|working group|office of the special representative[^,;]{0,60}child)|"
    r"(?:welcomes?|commends|recognizes|supports|appreciation for|encourages)\b[^,;]{0,50}\b(?:work|role|efforts|"
    r"activities"
    r"|visits|mandate|appointment)\b[^,;]{0,50}\b(?:of|by) (?:the|its) (?:special representative[^,;]{0,60}child|"
    r"working group on child)|"
    r"(?:welcomes?|encourages|supports)\b[^,;]{0,40}\b(?:information[- ]sharing|(?:sharing|"
    r"exchange) of information)\b[^;]{0,80}"
    r"\bfor child|\bimplement\w*[^,;]{0,40}\b(?:conclusions|recommendations) (?:of|by) (?:the|"
    r"its) (?:security council )?"
    r"working group on child",
    re.I,
)
_IMPLEMENT = re.compile(r"\bimplement\w*[^;]{0,60}\b(?:conclusions|recommendations) (?:of|by)\b", re.I)
_RECALL = re.compile(
    r"^\W*(?:also |further )?(?:recall|reaffirm|reiterat|guided|bearing in mind|having|taking note)", re.I
)
_VERB = re.compile(
    r"^\W*((?:(?:Also|Further|Strongly|Deeply|Gravely|Once again|Again|Fully|also|further|strongly|deeply|gravely) )*"
    r"(?:[A-Za-z]+(?:s|ing|ed)\b)(?: (?:upon|on|note|its|to|with|for|concern|concerned|grave|serious))*)"
)
#: The opening words of a list of criteria for listing.
_CRITERION = re.compile(
    r"such (?:acts|actions)\b[^;]{0,80}\binclude\b|"
    r"(?:measures|sanctions|paragraphs?)\b[^;]{0,300}\b(?:apply|applies|designat\w*)|"
    r"designat\w+[^;]{0,60}Committee|criteria",
    re.I,
)
#: Opening words whose sub-paragraphs are what is monitored or reported.
_TO_MONITOR = re.compile(r"^\W*(?:to )?monitor\b|\breports?\b[^;]*\binclud\w+(?:, inter alia)?\W*$", re.I)
#: What is done to children, though they are one group of several.
_AGAINST = re.compile(r"\b(?:target\w*|violations|attacks?|violence|abus\w+|kill\w*)\b[^;]{0,60}\bchildren\b", re.I)
#: A demand that all violations against children end, whatever they are.
_ANY_ACT = re.compile(
    r"\b(?:end|ceas|halt|stop|prevent|condemn)\w*[^;]{0,120}\b(?:violations|abuses|violence)[^;,]{0,40} against "
    r"(?:the )?(?:children|boys|girls)",
    re.I,
)
_ACTS = frozenset(
    ("recruitment_use", "killing_maiming", "sexual_violence", "abduction", "attacks_schools_hospitals",
     "denial_humanitarian_access")
)  # fmt: skip
#: Titles of texts that are about children as a whole.
_AGENDA = re.compile(r"child(?:ren)? and armed|children in armed", re.I)
#: A report named in passing asks for none.
_REPORT_TITLE = re.compile(r"\b(?:annual )?reports?\b[^,;]{0,60}\bon children (?:and|in) armed conflicts?\b", re.I)
_OUTCOME = re.compile(r"\b(?:conclusions|report)\b", re.I)
#: Most characters of a quotation on either side of the words that decided.
_SENTENCE = 220


def read_provisions(text: CouncilText) -> list[Provision]:
    """Graded child provisions of an English text, in order; paragraphs without child content are left out."""
    if text.lang != "en":
        return []
    held = {p.reference: p for p in text.paragraphs}
    devoted = bool(_AGENDA.search(f"{text.title} {text.agenda_item}"))
    found = []
    for paragraph in text.paragraphs:
        if _ANY.search(paragraph.text) and (provision := _provision(paragraph, held, devoted)):
            found.append(provision)
    return found


def _provision(paragraph: Paragraph, held: dict[str, Paragraph], devoted: bool) -> Provision | None:
    text = paragraph.text
    placed = mentions(text)
    depth, rule, start, end = _depth(text, placed)
    above = [held[r].text for r in parent_references(paragraph.reference) if r in held]
    if rule == "title" and above and _depth(above[0], mentions(above[0]))[0] == 2:
        depth, rule = 2, "under a child clause"
    if devoted and depth < 2 and placed and not (paragraph.part == "preamble" and _RECALL.search(text)):
        depth, rule, start, end = 2, "text on children", placed[0].start, placed[0].end
    if not depth:
        return None
    criterion = any(map(_CRITERION.search, above))
    if depth == 1 and criterion and _AGAINST.search(text):
        depth, rule = 2, "criterion"
    grade = 1 if depth == 1 else 2 if paragraph.part == "preamble" else 3
    themes = _themes(text, placed, depth, rule)
    under = {"monitoring_reporting"} if above and _TO_MONITOR.search(above[0]) else set()
    under |= {"sanctions_criterion"} if grade > 1 and criterion else set()
    if under:
        themes = tuple(name for name in THEMES if name in {*themes, *under} - {"other"})
    quote, start, end = _sentence(text, start, end)
    return Provision(paragraph.reference, grade, themes, _verb(paragraph, held), quote, start, end, rule)


def _depth(text: str, placed: list[Mention]) -> tuple[int, str, int, int]:
    """0 nothing or names, 1 in passing, 2 substance; with the rule and the place that decided."""
    for mention in placed:
        if mention.manner == "substance":
            return 2, mention.rule, mention.start, mention.end
    if placed and (asked := _OFFICE_ASKED.search(text)):
        return 2, "office asked", *asked.span()
    for mention in placed:
        if mention.manner in ("passing", "title"):
            return 1, mention.rule, mention.start, mention.end
    for mention in placed:
        if mention.rule == "office" and _OUTCOME.search(text[max(0, mention.start - 60) : mention.end + 60]):
            return 1, "outcome of an office", mention.start, mention.end
    if (found := _EDUCATION.search(text)) and not re.search(r"youth|young|women", text):
        return 2, "education in conflict", *found.span()
    if found := found or _EDUCATION_PASSING.search(text):
        return 1, "education in conflict", *found.span()
    return 0, "", 0, 0


def _themes(text: str, placed: list[Mention], depth: int, rule: str) -> tuple[str, ...]:
    if rule == "office asked":
        if _IMPLEMENT.search(text):
            return ("action_plans",)
        return ("monitoring_reporting", "sanctions_criterion") if "ommittee" in text else ("monitoring_reporting",)
    if depth == 1 and rule in ("title", "outcome of an office"):
        return ()
    found = themes_of(_REPORT_TITLE.sub(" ", child_part(text, placed, depth)), text, passing=depth == 1)
    if depth == 2 and (not found or (not _ACTS.intersection(found) and _ANY_ACT.search(text))):
        return tuple(name for name in THEMES if name in {*found, "other"})
    return found


def child_part(text: str, placed: list[Mention], depth: int) -> str:
    """The words around the mentions, as much as the themes may be read from."""
    reach = 260 if depth == 2 else 90
    spans = [(m.start, m.end) for m in placed if depth == 1 or m.manner == "substance"] or [(0, len(text))]
    return " ; ".join(text[max(0, a - reach) : b + reach] for a, b in spans)


def _verb(paragraph: Paragraph, held: dict[str, Paragraph]) -> str:
    """The opening verb as printed, of the unit itself or of the nearest unit above it."""
    chain = [paragraph, *(held[r] for r in parent_references(paragraph.reference) if r in held)]
    for unit in chain:
        if unit.opening:
            return unit.opening.strip(" ,;:")
        if unit.level == 0 and (found := _VERB.match(unit.text)):
            return found.group(1)
    return ""


def _sentence(text: str, start: int, end: int) -> tuple[str, int, int]:
    """The clause around a place, cut at semicolons and at most `_SENTENCE` characters on either side."""
    first = max(text.rfind(";", 0, start) + 1, start - _SENTENCE, 0)
    last = min(found if (found := text.find(";", end)) >= 0 else len(text), end + _SENTENCE)
    while first and first < start and not text[first - 1].isspace():
        first += 1
    while last < len(text) and last > end and text[last].isalnum():
        last -= 1
    quote = text[first:last]
    lead = len(quote) - len(quote.lstrip())
    quote = quote.strip()
    return quote, first + lead, first + lead + len(quote)
