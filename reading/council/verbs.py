"""The opening verb of a paragraph and how much it binds.

The ladder is that of the field: decisions and demands bind, requests to the Secretary-General create reporting, then
urging, encouraging, welcoming; condemning and expressing concern ask no action.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from records.council import Paragraph

#: Rung by the verb that opens a paragraph; a higher rung binds more.
LADDER: Mapping[str, int] = {
    "decides": 6, "demands": 6, "authorizes": 6, "mandates": 6, "establishes": 6,
    "requests": 5, "directs": 5, "reiterates its request": 5,
    "urges": 4, "calls upon": 4, "calls on": 4, "calls for": 4, "appeals": 4, "insists": 4,
    "encourages": 3, "invites": 3, "recommends": 3,
    "emphasizes": 2, "stresses": 2, "underlines": 2, "underscores": 2, "reaffirms": 2, "affirms": 2, "reiterates": 2,
    "recalls": 2, "recognizes": 2,
    "welcomes": 1, "notes": 1, "takes note": 1, "commends": 1, "acknowledges": 1,
    "condemns": 1, "deplores": 1, "expresses": 1,
}  # fmt: skip
_ADVERBS = (
    r"(?:(?:also|further|strongly|urgently|again|once again|in this regard|once more|and|hereby|unequivocally)\s+)*"
)
_VERB = re.compile(rf"^\W*{_ADVERBS}({'|'.join(sorted(map(re.escape, LADDER), key=len, reverse=True))})\b", re.I)


def opening_verb(text: str) -> str:
    """The verb that opens `text`, in lower case, British spellings made one; empty when none of the ladder does."""
    text = re.sub(r"\b(\w+[iy])s(es?)\b", r"\1z\2", text[:120])
    match = _VERB.match(text)
    return match.group(1).lower() if match else ""


def rung(verb: str) -> int:
    """How much a verb binds, 0 when unknown."""
    return LADDER.get(verb, 0)


def parent_references(reference: str) -> Iterable[str]:
    """The units a reference stands under, nearest first: `4(a)(i)` gives `4(a)`, `4`."""
    while "(" in reference:
        reference = reference[: reference.rindex("(")]
        yield reference


def governing_verbs(paragraphs: Iterable[Paragraph]) -> dict[str, str]:
    """The verb that governs each unit: its own, else that of the nearest unit above it."""
    verbs: dict[str, str] = {}
    for paragraph in paragraphs:
        own = opening_verb(paragraph.text)
        above = next((verbs[r] for r in parent_references(paragraph.reference) if verbs.get(r)), "")
        verbs[paragraph.reference] = own or above
    return verbs
