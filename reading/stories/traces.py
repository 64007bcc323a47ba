"""What an item leaves behind for comparing: words, names, numbers, vectors, place and day; small enough to store."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np

from reading import vectors
from reading.stories.words import read_words

if TYPE_CHECKING:
    from numpy.typing import NDArray

#: Rarity of a word's key: how much it says that two texts share it (natural logarithm; 0 says nothing).
Rarity = Callable[[str], float]

#: Characters of each of the parts a text is cut into, besides the title, and how many parts count.
PART, PARTS = 350, 3
_TITLE_MOST = 250
#: Characters of the text that make the gist, after the title: its cost grows with them.
GIST_TEXT = 500
#: Credits as printed: in brackets or after a dash, or the agency's own name as the outlet.
_AGENCY = re.compile(
    r"\b(?:Reuters|AFP|Xinhua|EFE|TASS|ANSA|Anadolu|IRNA|WAFA|SANA|PTI|DPA|UPI|APA|PANA|Interfax|Europa Press)\b"
    r"|(?<![A-Z] )\bAP\b(?! [A-Z])|Associated Press|新华社|法新社|路透社|美联社|رويترز|فرانس برس|РИА Новости"
)
#: The vocabulary's guess counts like this many texts of our own; words of a text that may be the one.
_PRIOR_TEXTS, _WORDS_A_TEXT = 500, 1000


@dataclass(frozen=True, slots=True)
class Trace:
    """One item as the comparison sees it."""

    #: Key of each word and what it is written like.
    words: Mapping[str, str]
    title: frozenset[str]
    names: frozenset[str]
    numbers: frozenset[str]
    skeletons: frozenset[str]
    phrases: frozenset[int]
    #: Unit vectors of the title and of the parts, shape (1 to 4, 512); no rows without an encoder.
    vectors: NDArray[np.float32]
    lang: str = ""
    #: When it was published, or first seen where that is not told.
    day: date = date(1970, 1, 1)
    #: Day of the event as stated.
    event: date | None = None
    incident: bool = False
    not_new: bool = False
    countries: frozenset[str] = frozenset()
    districts: frozenset[str] = frozenset()
    violations: frozenset[str] = frozenset()
    victims: int | None = None
    #: The news agency it credits: copies of its dispatches are one voice.
    agency: str = ""
    #: What the slower encoder makes of title and beginning; empty without it.
    gist: bytes = b""


def split_title(text: str) -> tuple[str, str]:
    """Title and rest of a text that begins with its title: at a line end, a wide gap, or the first sentence end."""
    for mark in ("\n", "  ", ". ", "。", "؟ ", "? ", "! "):
        head, found, rest = text.strip().partition(mark)
        if found and len(head) <= _TITLE_MOST:
            return head, rest
    return text[:100], text[100:]


def parts(title: str, text: str) -> list[str]:
    """What is turned into vectors: the title, then the beginning of the text in pieces."""
    body = " ".join(text[: PART * PARTS * 4].split())
    pieces = [body[i : i + PART] for i in range(0, min(len(body), PART * PARTS), PART)]
    return [title, *pieces]


def encode(title: str, text: str) -> NDArray[np.float32]:
    """The vectors of an item, rounded as they are stored, so that stored and fresh ones compare alike."""
    if not vectors.available():
        return np.zeros((0, vectors.DIMENSIONS), dtype=np.float32)
    # One item at a time: what else is encoded in a call touches the last bits, and a replay must meet the same ones.
    return vectors.dequantise(vectors.quantise(vectors.vectors(parts(title, text), _TITLE_MOST + PART)))


def gist_of(title: str, text: str) -> bytes:
    """The gist of an item, as it is stored."""
    beginning = " ".join(text[: GIST_TEXT * 2].split())[:GIST_TEXT]
    return vectors.gist(f"{title}. {beginning}", _TITLE_MOST + GIST_TEXT)


def agency_of(text: str) -> str:
    """The news agency that a text credits, as `reuters`; empty when it names none."""
    found = _AGENCY.search(text)
    return found.group().lower().replace("\u00e9", "e") if found else ""


def words_of(title: str, text: str) -> dict[str, Any]:
    """The fields of a Trace that come from words alone."""
    head = read_words(title)
    whole = read_words(f"{title}\n{text[: PART * PARTS]}")
    return {
        "words": whole.written,
        "title": frozenset(head.written),
        "names": whole.names,
        "numbers": whole.numbers,
        "skeletons": whole.skeletons,
        "phrases": whole.phrases,
    }


def rarity_of(word: str, texts: int, holding: int) -> float:
    """How much it says that two texts share `word`, when `holding` of `texts` hold it; never below 0.

    While few texts are known, the encoder's vocabulary tells common words from rare ones (the word's length, where
    there is no encoder).
    """
    negative_log = vectors.rarity(word) if vectors.available() else 6.0 + 0.8 * len(word)
    prior = min(0.5, _WORDS_A_TEXT * math.exp(-negative_log))
    return max(0.0, math.log((texts + _PRIOR_TEXTS) / (holding + _PRIOR_TEXTS * prior + 0.5)))
