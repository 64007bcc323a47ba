"""One way to fold text for finding it again, used alike on what is stored and on what is asked.

Folds width and compatibility forms, case, Latin diacritics (but not ñ, which is a letter), Russian ё, Arabic vowel
marks, tatweel and letter variants; drops zero-width characters; puts spaces between Chinese characters so that a
word index can hold them.
"""

from __future__ import annotations

import re
import unicodedata

_ARABIC = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ة": "ه", "ـ": None})
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_HAN = re.compile("([\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff])")


def fold(text: str) -> str:
    """Comparable form of `text`; offsets are NOT kept."""
    text = unicodedata.normalize("NFKC", _INVISIBLE.sub("", text)).casefold().replace("’", "'")
    text = text.replace("ñ", "\ue000")
    text = "".join(c for c in unicodedata.normalize("NFD", text) if unicodedata.category(c) != "Mn" or c == "\u0306")
    return unicodedata.normalize("NFC", text).replace("\ue000", "ñ").translate(_ARABIC)


def searchable(text: str) -> str:
    """`fold` with Chinese characters set apart: what goes into the full-text index."""
    return _HAN.sub(r" \1 ", fold(text))
