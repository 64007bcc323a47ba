"""Reads printed labels: `5.`, `(a)`, `iv)`, `1 -`, `(ب)`, `㈡`, `29.1.`, dashes and dots."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

LATIN = "abcdefghijklmnopqrstuvwxyz"
ABJAD = "أبجدهوزحطيكلمنسعفصقرشتثخذضظغ"
CHINESE = "一二三四五六七八九十"
BULLETS = "–—-•·●▪◦*―‒"
#: No list runs past xxxix, so that (c) and (l) are letters alone.
_ROMAN = {"i": 1, "v": 5, "x": 10}
#: Cyrillic letters typed for Latin ones in Russian texts.
_TYPED_CYRILLIC = str.maketrans("асеорхуіАСЕОРХ", "aceopxyiACEOPX")
_ARABIC_FORMS = str.maketrans({"ـ": None, "ا": "أ", "إ": "أ", "ى": "ي", "\u200f": None, "\u200e": None})
_LABEL = re.compile(r"^([(‘’'\"]?)\s*(\w{1,5})\s*([)‘’'\"]?)\s*([.\-–٫،,]*)$")
_PATH = re.compile(r"^(\d{1,3}(?:\.[\dA-Z]{1,3})+)\.?$")
#: A label at the beginning of a text whose element has none.
_EMBEDDED = re.compile(
    r"^(?:(?P<bullet>[–—•●▪◦―‒-])\s*(?=\S)|(?P<label>\((?:[a-z]{1,3}|[ivxl]{1,6}|\d{1,2}|[أ-ي]ـ?)\)|[a-z]{1,2}\)|[ivxl]{1,5}\)"
    r"|\d{1,3}(?:\.\d{1,2}){0,3}\.|\d{1,3}\s*[-–]|[㈠-㈩])\s+)"
)


@dataclass(frozen=True, slots=True)
class Meaning:
    """One way to read a label: the style of its list and its place in it (from 1)."""

    style: str
    ordinal: int
    token: str


def roman(word: str) -> int:
    """Value of a roman numeral in canonical form; 0 if it is none."""
    values = [_ROMAN.get(c, 0) for c in word.lower()]
    if not values or 0 in values:
        return 0
    total = sum(-v if v < max(values[i + 1 :], default=0) else v for i, v in enumerate(values))
    return total if to_roman(total) == word.lower() else 0


def to_roman(number: int) -> str:
    """`iv` for 4."""
    pairs = (("x", 10), ("ix", 9), ("v", 5), ("iv", 4), ("i", 1))
    out = ""
    for sign, value in pairs:
        while number >= value:
            out, number = out + sign, number - value
    return out


def is_bullet(label: str) -> bool:
    """A dash or dot without a number."""
    stripped = label.strip()
    return bool(stripped) and all(c in BULLETS for c in stripped)


@lru_cache(maxsize=4096)
def meanings(label: str) -> tuple[Meaning, ...]:
    """All ways to read `label`; empty when it is no label at all (then it is text)."""
    text = unicodedata.normalize("NFKC", label).translate(_ARABIC_FORMS).strip()
    if is_bullet(text):
        return (Meaning("bullet", 0, "bullet"),)
    if path := _PATH.match(text):
        return (Meaning("path", 0, path.group(1)),)
    match = _LABEL.match(text)
    if not match:
        return ()
    opened, word, closed, dot = match.groups()
    shape = ")" if closed or opened else "." if dot else ""
    return tuple(_word_meanings(word.translate(_TYPED_CYRILLIC), shape, bool(opened or closed)))


def _word_meanings(word: str, shape: str, bracketed: bool) -> list[Meaning]:
    if word.isdigit():
        value = int(word)
        return [Meaning("number)" if bracketed else "number", value, f"({value})" if bracketed else str(value))]
    if word[0] in CHINESE and all(c in CHINESE for c in word):
        value = _chinese(word)
        return [Meaning(f"chinese{shape}", value, f"({word})" if bracketed else word)]
    if word[0] in ABJAD and len(set(word)) == 1:
        value = ABJAD.index(word[0]) + 1 + (len(word) - 1) * len(ABJAD)
        return [Meaning(f"abjad{shape}", value, f"({word})")]
    found = []
    case = "upper" if word.isupper() else "lower"
    token = f"({word})" if word.islower() else word
    if len(set(word)) == 1 and word[0].lower() in LATIN and len(word) <= 3:
        found.append(Meaning(f"{case} letter{shape}", LATIN.index(word[0].lower()) + 1 + (len(word) - 1) * 26, token))
    if value := roman(word):
        found.append(Meaning(f"{case} roman{shape}", value, token))
    return found


def _chinese(word: str) -> int:
    if "十" in word and len(word) > 1:
        tens, _, ones = word.partition("十")
        return (CHINESE.find(tens) + 1 if tens else 1) * 10 + (CHINESE.find(ones) + 1 if ones else 0)
    return CHINESE.index(word[0]) + 1


def split_label(text: str) -> tuple[str, str]:
    """A label printed at the head of `text`, and the rest; the label is empty when there is none."""
    if text[:1].isupper():  # no label begins so, and most texts do
        return "", text
    match = _EMBEDDED.match(text)
    if not match or match.end() >= len(text):
        return "", text
    label = match.group("bullet") or match.group("label")
    return (label, text[match.end() :].lstrip()) if meanings(label) else ("", text)
