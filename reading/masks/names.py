"""Names of children out of titles and summaries, before anything is stored, read, published or sent.

A name is masked where it stands beside a child word or an age under 18 (`8-year-old Xxxx Yyyy`, `girl named X`,
`X, 12,`), and then wherever it or a part of it stands again in the same text. Names of places, parties and people
with an office or an adult age stay. Better one name too many than a child's name published.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reading.masks.cased import cased_names, stopped
from reading.masks.uncased import uncased_names

MASKS = {
    "en": "[name withheld]",
    "fr": "[nom non publié]",
    "es": "[nombre reservado]",
    "ru": "[имя не указано]",
    "ar": "[الاسم محجوب]",
    "zh": "［姓名略］",
}
#: Characters of a text that are looked at; what lies beyond is dropped rather than published unread.
_MOST = 20_000


def _again(text: str, names: set[str]) -> Iterator[tuple[int, int]]:
    """Places where a masked name, or a part of it, stands again."""
    parts = {part for name in names for part in (name, *name.split()) if len(part) >= 3 and not stopped(part)}
    if parts:
        either = "|".join(sorted(map(re.escape, parts), key=len, reverse=True))
        yield from (match.span() for match in re.finditer(rf"(?<!\w)(?:{either})(?!\w)", text))


def mask_names(text: str, lang: str) -> str:
    """`text` with the names of children replaced; `lang` (may be empty) chooses the words that stand in."""
    text = text[:_MOST]
    spans = {*cased_names(text), *uncased_names(text)}
    if not spans:
        return text
    spans |= set(_again(text, {text[a:b] for a, b in spans}))
    mask = MASKS.get(lang) or MASKS[_by_script(text)]
    out, last = [], 0
    for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
        if start >= last:
            out += [text[last:start], mask]
        last = max(last, end)
    return "".join([*out, text[last:]])


def _by_script(text: str) -> str:
    for lang, pattern in (("ar", "[\u0600-\u06ff]"), ("ru", "[\u0400-\u04ff]"), ("zh", "[\u4e00-\u9fff]")):
        if len(re.findall(pattern, text)) * 3 > len(text):
            return lang
    return "en"
