"""One way to fold text for finding it again, used alike on what is stored and on what is asked.

Folds width and compatibility forms, case, Latin diacritics (but not ñ, which is a letter), Russian ё, Arabic vowel
marks, tatweel and letter variants; drops zero-width characters; puts spaces between Chinese characters so that a
word index can hold them.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_ARABIC = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ة": "ه", "ـ": None})
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
#: A run of characters beyond ASCII with the one before it, which a combining mark may belong to.
_RUN = re.compile("[\x00-\x7f]?[^\x00-\x7f]+")
_HAN = re.compile("([\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff])")


def fold(text: str) -> str:
    """Comparable form of `text`; offsets are NOT kept."""
    if text.isascii():
        return text.casefold()
    return _RUN.sub(_folded_run, _INVISIBLE.sub("", text)).casefold()


def _folded_run(match: re.Match[str]) -> str:
    return _fold(match.group())


@lru_cache(maxsize=20_000)
def _fold(text: str) -> str:
    """The whole fold of a short run; most of a corpus is the same few runs (quotation marks, words with accents)."""
    text = unicodedata.normalize("NFKC", text).casefold().replace("’", "'").replace("ñ", "\ue000")
    text = "".join(c for c in unicodedata.normalize("NFD", text) if unicodedata.category(c) != "Mn" or c == "\u0306")
    return unicodedata.normalize("NFC", text).replace("\ue000", "ñ").translate(_ARABIC)


def searchable(text: str) -> str:
    """`fold` with Chinese characters set apart: what goes into the full-text index."""
    folded = fold(text)
    return folded if folded.isascii() else _HAN.sub(r" \1 ", folded)
