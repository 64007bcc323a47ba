"""The clauses of an operative paragraph: each begins at a verb by which the Council speaks ("Decides", "and requests").

A paragraph often decides, recalls and requests in one sentence; what a date or a report belongs to is the last such
verb before it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

_SPEAKS = (
    "decides|requests|authorizes|extends|renews|reauthorizes|approves|agrees|establishes|prolongs|endorses|"
    "determines|directs|instructs|asks|invites|urges|calls upon|calls on|calls for|encourages|recommends|"
    "demands|appeals|insists|expects|intends|reaffirms|affirms|reiterates|recalls|recognizes|acknowledges|"
    "welcomes|notes|takes note|commends|condemns|deplores|expresses|stresses|emphasizes|underlines|underscores|"
    "highlights|considers|confirms|looks forward|supports|declares|concludes|regrets|mandates|entrusts|"
    "appreciates|remains|undertakes|requires|concurs|accepts|clarifies|suspends|terminates|lifts|designates|"
    "reminds|warns|proclaims|adopts|resolves|tasks|sets|reappoints"
)
_VERBS = frozenset(_SPEAKS.split("|"))
#: Every such verb ends in s; a few are told by their second word.
_CANDIDATE = re.compile(r"\b[A-Za-z]{3,}s\b(?: (?:upon|on|for|note|forward))?")
_BRITISH = re.compile(r"\b(\w+[iy])s(es)\b")
#: An earlier request or call made anew is a request; one merely recalled is not.
_ANEW = re.compile(r"\s+its\s+(?:\w+\s+)?(?:request|call|invitation)\b", re.I)
#: Older texts decide in infinitives: "Decides: ... (c) To request the Secretary-General ...".
_INFINITIVE = re.compile(r"(?:^\W*|\band\s+)(?:further\s+)?(?P<verb>to (?:request|invite|ask))\s+(?=the\b|him\b)", re.I)


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch of a paragraph and the verb that governs it; offsets in the paragraph's text."""

    verb: str
    start: int
    end: int


@lru_cache(maxsize=2000)
def clauses(text: str, governing: str = "") -> tuple[Clause, ...]:
    """Clauses in order; words before the first verb belong to `governing`, the verb of the unit above."""
    text = _BRITISH.sub(r"\1z\2", text)
    marks = [(m.start(), verb) for m in _CANDIDATE.finditer(text) if (verb := _verb(m)) and _speaks(text, m)]
    marks = sorted([*marks, *((m.start("verb"), "requests") for m in _INFINITIVE.finditer(text))])
    if not marks or marks[0][0] > 40:
        marks.insert(0, (0, governing))
    else:
        marks[0] = (0, marks[0][1])
    ends = [start for start, _ in marks[1:]] + [len(text)]
    return tuple(Clause(verb, start, end) for (start, verb), end in zip(marks, ends, strict=True))


def _verb(match: re.Match[str]) -> str:
    """The verb of the Council that `match` is; empty when it is none."""
    words = match.group().lower()
    first = words.partition(" ")[0]
    if first in ("reiterates", "renews") and _ANEW.match(match.string, match.start() + len(first)):
        return "requests"
    return words if words in _VERBS else first if first in _VERBS else ""


def _speaks(text: str, match: re.Match[str]) -> bool:
    """A verb of the Council stands at the start or after punctuation or "and"; elsewhere somebody else asks."""
    before = text[max(0, match.start() - 60) : match.start()]
    if match.group() == "undertakes":  # a State that undertakes an inspection; the Council seldom does
        return False
    return bool(
        re.search(
            r"(?:^|[,;:.)]|[,;]? and| in this regard,?| to this end,?| therefore,?| further| also| hereby)\s*"
            r"(?:and\s+)?(?:(?:also|further|strongly|once again|again|in this (?:regard|respect|context|connection),?|"
            r"to this end,?|in that regard,?|accordingly,?|therefore|hereby|fully|urgently|and)\s+)*$",
            before,
            re.I,
        )
    )
