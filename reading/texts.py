"""Everything read in one Council text, together."""

from __future__ import annotations

from reading.citations import read_citations
from reading.ends import read_ends
from reading.provisions import read_provisions
from reading.requests import read_requests
from reading.situations import is_rollover, mandates_of, named_ends, situations_of
from records.council import CouncilText
from records.readings import TextReading


def read_text(text: CouncilText) -> TextReading:
    """Citations, provisions, ends, requests and what the text is about."""
    situations = situations_of(text)
    ends = named_ends(text, situations, read_ends(text))
    return TextReading(
        citations=tuple(read_citations(text)),
        provisions=tuple(read_provisions(text)),
        ends=ends,
        requests=tuple(read_requests(text)),
        situations=situations,
        mandates=mandates_of(text, situations, ends),
        technical_rollover=is_rollover(text, ends),
    )
