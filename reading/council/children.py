"""Where a Council text names children, in the official languages: the rule behind every "child paragraph".

Children, girls, boys, minors, schools and child protection count; youth alone does not, nor a name that merely holds
the word (the Children's Fund, Save the Children).
"""

from __future__ import annotations

import re
from functools import cache

_WORDS = {
    "en": (
        r"child(?:ren)?(?:['’]s|[-‑]\w+)?|girls?|boys?|minors|schoolchildren|school(?:s|boys?|girls?)?|infants?|"
        r"juveniles?|adolescents?|pupils?|kindergartens?|under the age of 1[58]"
    ),
    "fr": r"enfants?|enfance|filles?|fillettes?|garçons?|mineurs?|écoles?|écoliers?|élèves?|scolaires?|adolescente?s?",
    "es": r"niñ[oa]s?|niñez|infancia|menores|escuelas?|escolares?|adolescentes?",
    "ru": r"дет(?:и|ей|ям|ями|ьми|ях)|детск\w+|реб[её]н\w+|девоч\w+|мальчик\w+|школ\w*|несовершеннолетн\w+|подрост\w+",
    "ar": r"(?:و|ف)?(?:ب|ك|ل)?(?:ال|ل)?(?:أطفال|اطفال|طفل|طفلة|طفولة|فتيات|فتيان|صبية|مدارس|مدرسة|قاصرين|قصّر)\w{0,3}",
    "zh": r"儿童|男童|女童|儿基|学校|未成年",
}
_NAMES = {
    "en": (
        r"United Nations Children['’]s Fund|Save the Children|Children['’]s Emergency Fund|"
        r"(?:Chapter|Geneva) School|[Ss]taff [Ss]chool|[Pp]olice [Ss]chool"
    ),
    "fr": r"Fonds des Nations Unies pour l['’]enfance",
    "es": r"Fondo de las Naciones Unidas para la Infancia",
    "ru": r"Детск\w+ фонд\w*(?: Организации Объединенных Наций)?",
    "ar": r"منظمة الأمم المتحدة للطفولة",
    "zh": r"联合国儿童基金会|儿基会",
}


@cache
def _patterns(lang: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    words, names = _WORDS.get(lang, _WORDS["en"]), _NAMES.get(lang, _NAMES["en"])
    bounded = words if lang == "zh" else rf"\b(?:{words})\b"
    return re.compile(bounded, re.I), re.compile(names)


def child_words(text: str, lang: str = "en") -> list[tuple[int, int]]:
    """Places of the words that name children."""
    words, names = _patterns(lang)
    masked = names.sub(lambda match: " " * len(match.group()), text)
    return [match.span() for match in words.finditer(masked)]


def names_children(text: str, lang: str = "en") -> bool:
    """Whether the text names children at all."""
    return bool(child_words(text, lang))
