"""A Council text in plain lines (annual volume, refworld page, pdftotext output) to a CouncilText with paragraphs."""

from __future__ import annotations

import re
from datetime import date

from crawlers.layouts.closing import Closing, read_closing
from crawlers.layouts.dates import find_date, find_meeting
from crawlers.layouts.dividing import divide
from records.council import CouncilText, Vote
from records.symbols import SAMPLE_FROM, resolution_number, resolution_year


def read_plain(text: str, symbol: str, origin: str, lang: str = "en", provisional: bool = False) -> CouncilText:
    """`text` as a resolution called `symbol`; never raises, an empty text gives no paragraphs and a note."""
    year = resolution_year(symbol) or 0
    number = resolution_number(symbol) or 0
    parts = divide(text)
    closed = read_closing(parts.closing, " ".join(parts.footnotes), year) if parts.closing else Closing(Vote())
    adopted, meeting = adoption("\n".join(parts.head), year)
    notes = list(parts.notes) if parts.units else ["no paragraph could be told apart"]
    if "unanimous" in parts.closing.lower():
        notes.append("adopted unanimously: counted as all members of the Council")
    return CouncilText(
        kind="resolution",
        symbol=symbol,
        lang=lang,
        origin=origin,
        title=f"Security Council resolution {number} ({year})" if number else "",
        adopted=adopted,
        meeting=meeting or closed.meeting,
        vote=closed.vote,
        paragraphs=parts.units,
        footnotes=parts.footnotes,
        url=f"https://docs.un.org/{lang}/{symbol.replace(' ', '')}",
        provisional=provisional,
        sample=number >= SAMPLE_FROM,
        notes=tuple(notes),
    )


def adoption(head: str, year: int) -> tuple[date | None, int | None]:
    """Date and meeting of the head: the line of adoption first, then the title, then any date of the year."""
    head = re.sub(r"\b(\d)[lfI](?= [A-Z][a-z]+ \d{4})", r"\g<1>1", head)
    head = head.replace("]", "l") if re.search(r"\d [A-Z][a-z]+\] \d{4}", head) else head
    flat = " ".join(head.split())
    adopted = re.search(r"Adopted b[yv] the Security Council.{0,120}", flat, re.I)
    line = adopted.group() if adopted else ""
    title = re.search(r"(?:\(\d{4}\)|resolution)\W{0,4}(?:adopted )?of (\d{1,2}.{4,20}\d{4})", flat, re.I)
    for place in (line, title.group(1) if title else "", flat):
        found = find_date(place)
        if found and (not year or abs(found.year - year) <= 0):
            return found, find_meeting(line)
    return find_date(flat) if not year else None, find_meeting(line)
