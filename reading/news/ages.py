"""Ages stated in a text, in digits and in words, in six languages: what makes a person a child."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from reading.normal import fold_term

#: First age that is no longer a child's.
ADULT = 18


@dataclass(frozen=True, slots=True)
class Age:
    """An age at folded [start, end); `years` is 0 for ages in months, days or weeks."""

    start: int
    end: int
    years: int


_EN = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
_EN += "eighteen nineteen twenty"
_FR = "un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept dix-huit dix-neuf"  # noqa: E501
_ES = "un dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis diecisiete "
_ES += "dieciocho diecinueve veinte"
_RU = "одно двух трех четырех пяти шести семи восьми девяти десяти одиннадцати двенадцати тринадцати четырнадцати "
_RU += "пятнадцати шестнадцати семнадцати восемнадцати девятнадцати двадцати"
_AR = "سنة سنتين ثلاث أربع خمس ست سبع ثماني تسع عشر إحدى_عشرة اثنتي_عشرة ثلاث_عشرة أربع_عشرة خمس_عشرة ست_عشرة سبع_عشرة "
_AR += "ثماني_عشرة تسع_عشرة عشرين"
_AR_M = "عام عامين ثلاثة أربعة خمسة ستة سبعة ثمانية تسعة عشرة أحد_عشر اثني_عشر ثلاثة_عشر أربعة_عشر خمسة_عشر ستة_عشر "
_AR_M += "سبعة_عشر ثمانية_عشر تسعة_عشر عشرون"
_AR_TH = "الأولى الثانية الثالثة الرابعة الخامسة السادسة السابعة الثامنة التاسعة العاشرة الحادية_عشرة الثانية_عشرة "
_AR_TH += "الثالثة_عشرة الرابعة_عشرة الخامسة_عشرة السادسة_عشرة السابعة_عشرة الثامنة_عشرة التاسعة_عشرة"
_ZH = "一 两 三 四 五 六 七 八 九 十 十一 十二 十三 十四 十五 十六 十七 十八 十九 二十"
_RU_TENS = "".join(f"(?<!{tens} )" for tens in ("двадцати", "тридцати", "сорока", "пятидесяти", "шестидесяти"))
_RU_MONTHS = "одно двух трех четырех пяти шести семи восьми девяти десяти одиннадцати".replace(" ", "|")


def _numbers(words: str) -> dict[str, int]:
    return {fold_term(word.replace("_", " ")): years for years, word in enumerate(words.split(), 1)}


@cache
def _table() -> dict[str, dict[str, int]]:
    tables = {"en": _EN, "fr": _FR, "es": _ES, "ru": _RU, "ar": _AR, "zh": _ZH}
    numbers = {lang: _numbers(words) for lang, words in tables.items()}
    numbers["ar_th"] = _numbers(_AR_TH)
    numbers["zh"]["二"] = 2
    numbers["ar"] |= _numbers(_AR_M)
    numbers["ar_th"] |= numbers["ar"]
    return numbers


def _either(lang: str) -> str:
    words = sorted(_table()[lang], key=len, reverse=True)
    return r"(\d{1,3}|" + "|".join(re.escape(word) for word in words) + ")"


@cache
def _patterns() -> dict[str, list[tuple[re.Pattern[str], str]]]:
    en, fr, es, ru, ar, zh = (_either(lang) for lang in ("en", "fr", "es", "ru", "ar", "zh"))
    th = _either("ar_th")
    patterns = {
        "en": [
            rf"(?<![\w-]){en}[- ]?(?:and[- ]a[- ]half[- ])?years?[- ]olds?\b",
            rf"\b(?:aged?|ages|age of|aged between)(?: just| only)? {en}\b(?! (?:per|%|of|million|people|days|hours))",
            rf"\b(?:just|only|under|barely|was|turned) {en}(?= (?:when|years|and a half)\b|[.,;]|$)",
            rf"\bbetween (?:the ages of )?{en} and {en}(?=[,.;]| (?:years|who|were|failed|and)\b|-year|$)",
            r", (\d{1,2}),",
            r"\((\d{1,2})\)",
        ],
        "fr": [rf"\b(?:age|agee|ages|agees) (?:d'|de |a peine |seulement |entre |tout juste )*{fr}\b", rf"\b(?:de|a|d'|entre) {fr}(?: (?:et|a|ou) \w+)? ans\b"],  # noqa: E501
        "es": [rf"\b(?:de|tenia|tiene|con|entre|cumplir|los) {es}(?: (?:y|a|o) \w+)? anos\b", rf"\b(?:de|con) {es} anos de edad\b"],  # noqa: E501
        "ru": [rf"(?<![\w-]){ru}(?:-|)летн\w+", rf"{_RU_TENS}\b{ru} (?:лет|года|год)\b(?! назад| спустя)", rf"\bот {ru} до \w+ лет", rf"\bв {ru} лет\b"],  # noqa: E501
        "ar": [rf"(?:سن|عمر\w*|العمر|بعمر|البالغ\w*|يبلغ|تبلغ|البالغين)(?: من العمر)? {ar}", rf"(?:في|سن|دون|بين|عن) {th}", rf"{ar} (?:سنوات|اعوام|عاما|سنه|عام)\b(?! على)"],  # noqa: E501
        "zh": [rf"(?<![一二三四五六七八九十百\d]){zh}(?:多|余)?(?:岁|周岁)", rf"(?<![一二三四五六七八九十百\d]){zh}(?:岁?[至到~-]){zh}岁", rf"(?:年仅|年满|不满|未满){zh}"],  # noqa: E501
    }  # fmt: skip
    found: dict[str, list[tuple[re.Pattern[str], str]]] = {}
    for lang, regexes in patterns.items():
        found[lang] = [(re.compile(_unaccented(regex)), "ar_th" if th in regex else lang) for regex in regexes]
    baby = {
        "en": r"\b(\d{1,2}|few|several|one|two|three|four|five|six|seven|eight|nine|ten|eleven)[- ](?:month|week|day)s?[- ]old\b",  # noqa: E501
        "fr": r"\b(?:age|agee|de|d'a peine) (\d{1,2}|\w+) mois\b(?= ?(?:,|\.|et|a |est|ont|$))",
        "es": r"\bde (\d{1,2}|\w+) meses de (?:edad|nacid)",
        "ru": rf"\b(?:\d+-?|{_RU_MONTHS})месячн\w+",
        "ar": r"(?:عمره|عمرها|بعمر) (?:\w+ )?(?:اشهر|شهر|شهرين|ايام)",
        "zh": r"(\d{1,2}|[一二三四五六七八九十]+)个月大",
    }
    for lang, regex in baby.items():
        found[lang].append((re.compile(regex), "months"))
    return found


def _unaccented(regex: str) -> str:
    return regex.replace("anos", "(?:anos|años)")


def ages(text: str, lang: str) -> list[Age]:
    """Ages in folded `text`, by place; an age above 120 or a bare number is none."""
    return sorted(_found(text, lang if lang in _patterns() else "en"), key=lambda age: age.start)


def _found(text: str, lang: str) -> Iterator[Age]:
    for pattern, table in _patterns()[lang]:
        for match in pattern.finditer(text):
            if table == "months":
                yield Age(match.start(), match.end(), 0)
                continue
            for word in match.groups():
                years = int(word) if word.isdigit() else _table()[table].get(word, -1)
                if 0 <= years <= 120:
                    yield Age(match.start(), match.end(), years)
