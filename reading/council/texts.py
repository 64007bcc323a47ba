"""Everything read in one Council text, together."""

from __future__ import annotations

from reading.council.citations import read_citations
from reading.council.ends import read_ends
from reading.council.provisions import read_provisions
from reading.council.requests import read_requests
from reading.council.situations import is_rollover, mandates_of, named_ends, situations_of
from records.council import CouncilText
from records.readings import TextReading

#: Bodies that report and conclude, and decide nothing: no wording of theirs is a provision, an end or a request.
REPORTING = frozenset({"UNSG", "SCWG"})


def read_text(text: CouncilText) -> TextReading:
    """Citations, provisions, ends, requests and what the text is about."""
    situations = situations_of(text)
    if text.body in REPORTING:
        return TextReading(citations=tuple(read_citations(text)), situations=situations)
    ends = named_ends(text, situations, read_ends(text))
    provisions = tuple(read_provisions(text))
    return TextReading(
        citations=tuple(read_citations(text)),
        provisions=provisions,
        ends=ends,
        requests=tuple(read_requests(text)),
        situations=situations,
        mandates=mandates_of(text, situations, ends),
        technical_rollover=is_rollover(text, ends, provides=any(p.grade == 3 for p in provisions)),
    )
