"""Words, names, numbers and phrases of a text in forms that meet across spellings, scripts and languages.

A key is the beginning of a word, folded and written in Latin letters: `Кадугли`, `Kadugli` and `Kadougli's` have
one key. It is made for comparing news, not for showing.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from records.folding import fold

#: Characters of a word that count: long enough to tell words apart, short enough to drop endings.
KEY_LENGTH = 6
_WORD = re.compile(r"[^\W\d_]+(?:['’ʼ-][^\W\d_]+)*")
_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]+")
_NUMBER = re.compile(r"\d+(?:[.,\u00a0\u202f ]\d{3})*(?!\d)")
_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")
_SENTENCE_START = re.compile(r"(?:^|[.!?…:»”\"“„\n])\W*$")
_SHORTEST_WORD, _SHORTEST_ARABIC = 3, 2
_ARABIC_ARTICLE = re.compile("^(?:و|ف|ب|ل|ك)?ال(?=.{3})")
#: Russian and Arabic letters in Latin ones; Arabic vowels that are not written stay away.
_LATIN = {
    **dict(zip("абвгдезийклмнопрстуфхыэ", "abvgdeziiklmnoprstufhie", strict=True)),
    **{"ж": "zh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "sh", "ю": "yu", "я": "ya", "ъ": "", "ь": ""},
    **dict(zip("ابتجحدرزسصضطظعفقكلمنهوي", "abtjhdrzssdtzafqklmnhuy", strict=True)),
    **{"ث": "th", "خ": "kh", "ذ": "d", "ش": "sh", "غ": "gh", "ء": "", "ئ": "", "ؤ": "", "پ": "p", "گ": "g"},
}  # fmt: skip
_TO_LATIN = {ord(letter): latin for letter, latin in _LATIN.items()}
#: Spellings of one sound: Kadougli and Kadugli, Philippe and Filipo, Qadhafi and Kaddafi.
_SOUNDS = (
    ("ph", "f"), ("ou", "u"), ("oo", "u"), ("sch", "sh"), ("tch", "ch"), ("dj", "j"), ("kh", "h"), ("gh", "g"),
    ("q", "k"), ("c", "k"), ("y", "i"), ("w", "v"), ("z", "s"),
)  # fmt: skip
_ARABIC = re.compile("[\u0600-\u06ff]")
_FOREIGN = re.compile("[\u0600-\u06ff\u3400-\u9fff]")
_LETTER = re.compile(r"[^\W\d_]")
_VOWELS = re.compile("[aeiouh]")
_DOUBLE = re.compile(r"(.)\1")


@dataclass(frozen=True, slots=True)
class Words:
    """What a text is made of. `written` gives for each key one word as printed, folded."""

    written: dict[str, str]
    names: frozenset[str]
    numbers: frozenset[str]
    #: Consonants of Arabic words and of names elsewhere: what is left when vowels are not written.
    skeletons: frozenset[str]
    #: Numbers of three consecutive keys each: what copies of one text share.
    phrases: frozenset[int]


def key(word: str) -> str:
    """The key of one word: `key("Alep's") == key("alep")`."""
    text = _ARABIC_ARTICLE.sub("", fold(word).partition("'")[0])
    text = text.translate(_TO_LATIN)
    for spelling, sound in _SOUNDS:
        text = text.replace(spelling, sound)
    return _DOUBLE.sub(r"\1", text)[:KEY_LENGTH]


def read_words(text: str) -> Words:
    """Words of `text`; names are what is written with a capital within a sentence, or in Latin among other letters."""
    text = text.translate(_DIGITS)
    written: dict[str, str] = {}
    names, skeletons = set(), set()
    run: list[str] = []
    for word, named in _tokens(text):
        name = word if _HAN.match(word) else key(word)
        written.setdefault(name, fold(word))
        run.append(name)
        if named:
            names.add(name)
        if (named or _ARABIC.match(word)) and len(bones := _VOWELS.sub("", name)) >= _SHORTEST_WORD:
            skeletons.add(bones)
    return Words(written, frozenset(names), frozenset(_numbers(text)), frozenset(skeletons), frozenset(_phrases(run)))


def _tokens(text: str) -> Iterator[tuple[str, bool]]:
    """(word, whether it looks like a name); Chinese as pairs of characters."""
    foreign = 2 * len(_FOREIGN.findall(text)) > len(_LETTER.findall(text))
    position = 0
    for han in [*_HAN.finditer(text), None]:
        end = han.start() if han else len(text)
        for match in _WORD.finditer(text, position, end):
            word = match.group()
            if len(word) < (_SHORTEST_ARABIC if "\u0600" <= word[0] <= "\u06ff" else _SHORTEST_WORD):
                continue
            capital = word[0].isupper() and not _SENTENCE_START.search(text[max(0, match.start() - 4) : match.start()])
            yield word, capital or (foreign and word[0].isascii())
        if han:
            run = han.group()
            yield from ((run[i : i + 2], False) for i in range(max(1, len(run) - 1)))
            position = han.end()


def _numbers(text: str) -> Iterator[str]:
    for match in _NUMBER.finditer(text):
        digits = re.sub(r"\D", "", match.group()).lstrip("0")
        if digits and len(digits) < 10:
            yield digits


def _phrases(run: list[str]) -> Iterator[int]:
    for three in zip(run, run[1:], run[2:], strict=False):
        yield number_of(" ".join(three))


@lru_cache(maxsize=200_000)
def number_of(name: str) -> int:
    """A number for a name, the same on every machine: 56 bits, so that any database takes it."""
    return int.from_bytes(hashlib.blake2b(name.encode(), digest_size=7).digest(), "big")
