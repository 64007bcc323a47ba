"""Everything read in one Council text, together."""

from __future__ import annotations

from reading.citations import read_citations
from records.council import CouncilText
from records.readings import TextReading


def read_text(text: CouncilText) -> TextReading:
    """Citations, provisions, ends, requests and what the text is about."""
    return TextReading(citations=tuple(read_citations(text)))
