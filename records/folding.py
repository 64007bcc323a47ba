"""One way to fold text for finding it again, used alike on what is stored and on what is asked.

Folds width and compatibility forms, case, Latin diacritics (but not ñ, which is a letter), Russian ё, Arabic vowel
marks, tatweel and letter variants; drops zero-width characters; puts spaces between Chinese characters so that a
word index can hold them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache

_ARABIC = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ة": "ه", "ـ": None})
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
#: Runs of characters beyond ASCII: all that is dear to fold, and little of most texts.
_RUN = re.compile("([^\x00-\x7f]+)")
#: The same with the character before, for texts in which a tilde or breve stands apart from the letter it belongs to.
_RUN_WITH_BASE = re.compile("([\x00-\x7f]?[^\x00-\x7f]+)")
_TILDE, _BREVE = "\u0303", "\u0306"
_HAN = re.compile("([\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff])")


def fold(text: str) -> str:
    """Comparable form of `text`; offsets are NOT kept."""
    return _each_run(text, _fold)


def searchable(text: str) -> str:
    """`fold` with Chinese characters set apart: what goes into the full-text index."""
    return _each_run(text, _fold_apart)


def _each_run(text: str, folded: Callable[[str], str]) -> str:
    if text.isascii():
        return text.lower()
    runs = _RUN_WITH_BASE if _TILDE in text or _BREVE in text else _RUN
    parts = runs.split(text)
    parts[::2] = [part.lower() for part in parts[::2]]
    parts[1::2] = [folded(part) for part in parts[1::2]]
    return "".join(parts)


@lru_cache(maxsize=20_000)
def _fold(text: str) -> str:
    """The whole fold of a short run; most of a corpus is the same few runs (quotation marks, words with accents)."""
    text = unicodedata.normalize("NFKC", _INVISIBLE.sub("", text)).casefold().replace("’", "'").replace("ñ", "\ue000")
    text = "".join(c for c in unicodedata.normalize("NFD", text) if unicodedata.category(c) != "Mn" or c == _BREVE)
    return unicodedata.normalize("NFC", text).replace("\ue000", "ñ").translate(_ARABIC).casefold()


@lru_cache(maxsize=20_000)
def _fold_apart(run: str) -> str:
    return _HAN.sub(r" \1 ", _fold(run))
