"""Dates of the sample world: `{+45}` and `{year-740}` count from today, printed as each language prints them."""

from __future__ import annotations

import re
from datetime import date, timedelta

_MONTHS = {
    "en": "January February March April May June July August September October November December",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "ar": (
        "كانون_الثاني/يناير شباط/فبراير آذار/مارس نيسان/أبريل أيار/مايو حزيران/يونيه "
        "تموز/يوليه آب/أغسطس أيلول/سبتمبر تشرين_الأول/أكتوبر تشرين_الثاني/نوفمبر كانون_الأول/ديسمبر"
    ),
}
_SLOT = re.compile(r"\{(year)?([+-]\d+)\}")


def printed(day: date, lang: str) -> str:
    """`day` as a Council text prints it in `lang`."""
    if lang == "zh":
        return f"{day.year}年{day.month}月{day.day}日"
    month = _MONTHS[lang].split()[day.month - 1].replace("_", " ")
    number = "1er" if lang == "fr" and day.day == 1 else str(day.day)
    if lang == "es":
        return f"{number} de {month} de {day.year}"
    return f"{number} {month} {day.year}" + (" года" if lang == "ru" else "")


def filled(text: str, today: date, lang: str = "en") -> str:
    """`text` with its date slots filled in."""

    def fill(match: re.Match[str]) -> str:
        day = today + timedelta(days=int(match.group(2)))
        return str(day.year) if match.group(1) else printed(day, lang)

    return _SLOT.sub(fill, text)
