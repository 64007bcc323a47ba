"""Days that a text names: weekdays, and days of a month. Two reports of one event name the same ones."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import cache

from records.folding import fold

#: Beginnings of folded weekday names, Monday first; `|` between several, `=` before those that are whole words.
_WEEKDAYS = """
monday|lundi|=lunes|lunedi|montag|понедельн|الاثنين|الإثنين|周一|星期一|poniedzial|pazartesi
tuesday|mardi|=martes|martedi|dienstag|вторник|الثلاثاء|周二|星期二|wtorek|wtork|=sali
wednesday|mercredi|miercoles|mercoledi|mittwoch|=среду|=среда|الأربعاء|周三|星期三|srod|carsamba
thursday|jeudi|jueves|giovedi|donnerstag|четверг|الخميس|周四|星期四|czwart|persembe
friday|vendredi|viernes|venerdi|freitag|пятниц|الجمعة|周五|星期五|piatek|piatk|=cuma
saturday|samedi|sabado|sabato|samstag|суббот|السبت|周六|星期六|sobot|cumartesi
sunday|dimanche|domingo|domenica|sonntag|воскресень|الأحد|周日|星期日|星期天|niedziel|=pazar
"""
#: Beginnings of folded month names, January first.
_MONTHS = """
january|janvier|=enero|gennaio|januar|январ|يناير|كانون الثاني|styczn|ocak
february|fevrier|febrero|febbraio|februar|феврал|فبراير|شباط|=lutego|subat
=march|=mars|marzo|marz|=марта|=март|مارس|آذار|=marca|=mart
april|avril|=abril|aprile|апрел|ابريل|نيسان|kwietni|nisan
=may|=mai|=mayo|maggio|=мая|مايو|أيار|=maja|mayis
=june|=juin|=junio|giugno|=juni|июн|يونيو|حزيران|czerwc|haziran
=july|juillet|=julio|luglio|=juli|июл|يوليو|تموز|=lipca|temmuz
august|=aout|agosto|август|أغسطس|=آب|sierpni|agustos
september|septembre|septiembre|settembre|сентябр|سبتمبر|أيلول|wrzesni|eylul
october|octobre|octubre|ottobre|oktober|октябр|أكتوبر|تشرين الأول|pazdziernik|=ekim
november|novembre|noviembre|ноябр|نوفمبر|تشرين الثاني|listopad|=kasim
december|decembre|diciembre|dicembre|dezember|декабр|ديسمبر|كانون الأول|grudni|aralik
"""
_HAN_DAY = re.compile(r"(?<!\d)(1[0-2]|0?[1-9])\s*月\s*(3[01]|[12]\d|0?[1-9])\s*日")


def _pattern(names: str) -> str:
    return "|".join(
        rf"\b{re.escape(fold(n[1:]))}\b" if n[0] == "=" else (rf"\b{re.escape(fold(n))}" if n[0] < "\u3400" else n)
        for n in names.split("|")
    )


@cache
def _weekday_patterns() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(_pattern(line)) for line in _WEEKDAYS.split("\n") if line)


@cache
def _month_day_patterns() -> tuple[re.Pattern[str], ...]:
    lines = [line for line in _MONTHS.split("\n") if line]
    day = r"(?<![\d.,:])(3[01]|[12]\d|0?[1-9])"
    return tuple(
        re.compile(
            rf"{day}(?:st|nd|rd|th|er|º|\.)?\s+(?:de\s+|من\s+)?(?:{_pattern(line)})"
            rf"|(?:{_pattern(line)})\w*\.?\s+{day}(?:st|nd|rd|th)?(?![\d:.,]*\d)"
        )
        for line in lines
    )


def weekdays(text: str) -> frozenset[int]:
    """Weekdays that the text names, Monday 0."""
    folded = fold(text)
    return frozenset(number for number, pattern in enumerate(_weekday_patterns()) if pattern.search(folded))


def month_days(text: str) -> frozenset[tuple[int, int]]:
    """(month, day) of each day that the text names with its month."""
    folded = fold(text)
    found = {(int(m), int(d)) for m, d in _HAN_DAY.findall(folded)}
    for month, pattern in enumerate(_month_day_patterns(), 1):
        found |= {(month, int(next(filter(None, match)))) for match in pattern.findall(folded)}
    return frozenset(found)


def stated_days(text: str, published: date) -> frozenset[date]:
    """The days named in a text published on that day: each weekday is the last one, each date the nearest before."""
    days = {published - timedelta(days=(published.weekday() - number) % 7) for number in weekdays(text)}
    for month, day in month_days(text):
        for year in (published.year, published.year - 1):
            try:
                named = date(year, month, day)
            except ValueError:
                continue
            if named <= published + timedelta(days=1):
                days.add(named)
                break
    return frozenset(days)
