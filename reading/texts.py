"""Everything read in one Council text, together."""

from __future__ import annotations

from reading.citations import read_citations
from reading.ends import read_ends
from reading.requests import read_requests
from records.council import CouncilText
from records.readings import TextReading


def read_text(text: CouncilText) -> TextReading:
    """Citations, provisions, ends, requests and what the text is about."""
    return TextReading(
        citations=tuple(read_citations(text)),
        ends=tuple(read_ends(text)),
        requests=tuple(read_requests(text)),
    )
