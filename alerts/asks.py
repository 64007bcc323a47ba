"""In what words an ask is told: on the page of its owner, and in the message of the day. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from records.asks import Ask, Entry
from records.places import anchor, text_link

_STANDING = {
    "resolution": "Adopted resolution",
    "statement": "Statement of the President of the Council",
    "draft": "Draft that was put to the vote and not adopted",
}
_CLOSENESS = {
    "verbatim": "in these very words, but for numbers, dates and punctuation",
    "close": "close to these words",
    "reworded": "reworded",
}


@dataclass(frozen=True, slots=True)
class Told:
    """One ask with where it entered, the latest text first."""

    ask: Ask
    entries: tuple[Entry, ...]

    @property
    def summary(self) -> str:
        """How many texts took the wording up, of how many compared, and the first of them."""
        adopted = {one.symbol: one for one in self.entries if one.kind != "draft"}
        drafts = {one.symbol for one in self.entries if one.kind == "draft"}
        of = f"of {self.ask.compared} texts since {day(self.ask.since.isoformat())}"
        if not self.entries:
            return f"None {of} has taken it up."
        parts = [f"{len(adopted)} adopted" if adopted else "none adopted"]
        parts += [f"{len(drafts)} not adopted"] if drafts else []
        first = f"; first {list(adopted)[-1]}" if adopted else ""
        return f"Taken up in {' and '.join(parts)} {of}{first}."


def day(iso: str) -> str:
    """`1 March 2031`."""
    return f"{date.fromisoformat(iso):%-d %B %Y}"


def standing(entry: Entry) -> str:
    """What the text is, when it was voted on, and how: `Adopted resolution S/RES/9001 (2031), 1 March 2031`."""
    parts = [f"{_STANDING[entry.kind]} {entry.symbol}", day(entry.day)]
    parts += [f"vote {entry.vote}"] if entry.vote else []
    return ", ".join(parts) + (f" ({entry.dissent})" if entry.dissent else "")


def closeness(entry: Entry) -> str:
    """How close, in words, with the share of words in common."""
    return f"{_CLOSENESS[entry.closeness]} ({entry.wording:.0%} of the words in common)"


def entry_lines(entry: Entry) -> list[str]:
    """One paragraph for a message: what stands there, and what of the ask does not."""
    lines = [f"Paragraph {entry.paragraph}, {closeness(entry)}: {entry.text}"]
    return [*lines, f"Left out: {'; '.join(entry.left_out)}"] if entry.left_out else lines


def place(entry: Entry, site: str) -> str:
    """The paragraph on the site; for a text without a page there, the document itself."""
    link = text_link(entry.symbol) or (f"/draft/{entry.symbol}" if entry.kind == "draft" else "")
    language = "" if entry.lang == "en" else f"?lang={entry.lang}"
    return f"{site}{link}{language}#{anchor(entry.paragraph)}" if link else entry.url
