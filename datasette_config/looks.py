"""The Jinja environment of our pages: strict about missing values, everything escaped, a few filters of the field."""

from __future__ import annotations

import functools
import re
from datetime import date, datetime
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from datasette_config import charts
from datasette_config.texts import words
from records.places import anchor, text_link

HERE = Path(__file__).parent
RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur", "ps", "ckb"})


def day(value: object) -> str:
    """`7 March 2014` for an ISO date or time; what is none stays as it is, nothing stays nothing."""
    text = str(value or "")
    try:
        found = datetime.fromisoformat(text.replace("Z", "+00:00")) if len(text) > 10 else date.fromisoformat(text)
    except ValueError:
        return text
    return f"{found.day} {words().months[found.month - 1]} {found.year}"


_WORDY = re.compile(
    r"^(\[[^\]]+\] |)(?:Security Council |Sample )*(?:draft resolution|resolution|statement)\b"
    r"(?:.*?\[on |[^\[]*\[)(.+?)\]*$",
    re.I,
)
_ENTITLED = re.compile(r"item entitled [\"“](.+?)[\"”]?$")


def short_title(title: str) -> str:
    """`Children and armed conflict` of `Security Council resolution 2143 (2014) [on children and armed conflict]`."""
    if match := _WORDY.match(title):
        mark, inner = match.group(1), match.group(2).split("][")[0]
        inner = found.group(1) if (found := _ENTITLED.search(inner)) else inner
        return mark + inner[:1].upper() + inner[1:]
    return title


def printed(text: str, opening: str, named: list[tuple[int, int, str]]) -> Markup:
    """A paragraph with its opening words in italics and the texts it names as links."""
    pieces, at = [], 0
    if opening and text.startswith(opening):
        pieces.append(f"<em>{escape(opening)}</em>")
        at = len(opening)
    for start, end, symbol in named:
        if (link := text_link(symbol)) and at <= start < end <= len(text):
            pieces += [escape(text[at:start]), f'<a href="{escape(link)}">{escape(text[start:end])}</a>']
            at = end
    return Markup("".join([*map(str, pieces), str(escape(text[at:]))]))


def safe_url(url: str) -> str:
    """`url` when it is a web address; a feed can hold `javascript:` and worse, which becomes nothing."""
    return url if re.match(r"https?://[^\s]+$", url.strip(), re.I) else ""


def direction(lang: str) -> str:
    """`rtl` or `ltr`."""
    return "rtl" if lang in RIGHT_TO_LEFT else "ltr"


def thousands(value: object) -> str:
    """`41,370`."""
    return f"{value:,}" if isinstance(value, int | float) else str(value or "")


@functools.cache
def environment() -> Environment:
    """The environment, made once per process."""
    env = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    env.filters |= {
        "day": day,
        "text_link": text_link,
        "printed": printed,
        "safe_url": safe_url,
        "short_title": short_title,
        "anchor": anchor,
        "thousands": thousands,
    }
    env.globals |= {"t": words(), "direction": direction, "charts": charts}
    return env
