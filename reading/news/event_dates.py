"""When it happened, as the text states it: a printed date, a weekday, "yesterday", in six languages.

Weekdays and days without a year are counted back from the day of publication; without one, only dates with a year
count.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import cache

from reading.news.hits import Signals

#: Characters of an item in which its date is looked for.
_HEAD = 900
#: Month names, folded, January first.
_MONTHS = (
    r"jan(?:uary|\.)?|janvier|enero|январ\w+|يناير|كانون الثاني",
    r"feb(?:ruary|\.)?|fevrier|febrero|феврал\w+|فبراير|شباط",
    r"mar(?:ch|\.)|mars|marzo|марта|مارس|اذار",
    r"apr(?:il|\.)?|avril|abril|апрел\w+|ابريل|نيسان",
    r"may|mai|mayo|мая|مايو|ايار",
    r"june?|juin|junio|июн\w+|يونيو|حزيران",
    r"july?|juillet|julio|июл\w+|يوليو|تموز",
    r"aug(?:ust|\.)?|aout|agosto|август\w+|اغسطس|اب",
    r"sept?(?:ember|\.)?|septembre|septiembre|сентябр\w+|سبتمبر|ايلول",
    r"oct(?:ober|\.)?|octobre|octubre|октябр\w+|اكتوبر|تشرين الاول",
    r"nov(?:ember|\.)?|novembre|noviembre|ноябр\w+|نوفمبر|تشرين الثاني",
    r"dec(?:ember|\.)?|decembre|diciembre|декабр\w+|ديسمبر|كانون الاول",
)
_WEEKDAYS = (
    r"monday|lundi|lunes|понедельник\w*|الاثنين|周一|星期一",
    r"tuesday|mardi|martes|вторник\w*|الثلاثاء|周二|星期二",
    r"wednesday|mercredi|miercoles|сред[ау]|الاربعاء|周三|星期三",
    r"thursday|jeudi|jueves|четверг\w*|الخميس|周四|星期四",
    r"friday|vendredi|viernes|пятниц\w+|الجمعه|周五|星期五",
    r"saturday|samedi|sabado|суббот\w+|السبت|周六|星期六",
    r"sunday|dimanche|domingo|воскресень\w+|الاحد|周日|星期日|星期天",
)
_RELATIVE = (
    (1, r"yesterday|last night|hier|ayer|anoche|вчера|امس|البارحه|昨日|昨天|昨夜|前夜|昨晚"),
    (
        0,
        r"today|this morning|tonight|aujourd'hui|ce matin|hoy|esta mañana|сегодня|اليوم(?! العالمي| الدولي)|今天|今日|今晨",  # noqa: E501
    ),
)
_HAN_DAY = re.compile(
    r"(?:(?P<year>20\d\d|19\d\d) ?年 ?)?(?P<month>1[0-2]|0?[1-9]) ?月 ?(?P<day>3[01]|[12]\d|0?[1-9]) ?日"
)
#: A Chinese report's bare day of the month: "官员6日说".
_HAN_BARE = re.compile(r"(?<![\d月一-十])(?P<day>3[01]|[12]\d|[1-9])日(?!本|电|内|前|后|元|报|子)")
_NUMERIC = re.compile(
    r"(?<!\d)(?:(?P<iso>(?:19|20)\d\d)-(?P<im>\d\d)-(?P<id>\d\d)|(?P<um>\d{1,2})/(?P<ud>\d{1,2})/(?P<uy>(?:19|20)\d\d))(?!\d)"
)


@cache
def _named_day() -> re.Pattern[str]:
    months = "|".join(f"(?P<m{i}>{names})" for i, names in enumerate(_MONTHS, 1))
    after = "|".join(f"(?P<n{i}>{names})" for i, names in enumerate(_MONTHS, 1))
    day = r"(?:3[01]|[12]\d|0?[1-9])"
    year = r"(?:,? (?:de |del |عام )?(?P<{}>(?:19|20)\d\d))?"
    return re.compile(
        rf"(?<![\w.:])(?P<d1>{day})(?:st|nd|rd|th|er|º)? (?:of |de |من )?(?:{months})(?:/\w+)?(?!\w){year.format('y1')}"
        rf"|(?<!\w)(?:{after}) (?P<d2>{day})(?:st|nd|rd|th)?(?![\d:.,]*\d%|\w){year.format('y2')}"
    )


@cache
def _weekday() -> re.Pattern[str]:
    return re.compile("|".join(f"(?P<w{i}>(?<![a-zа-я]){names}(?![a-zа-я]))" for i, names in enumerate(_WEEKDAYS)))


@cache
def _relative() -> re.Pattern[str]:
    return re.compile(
        "|".join(rf"(?P<r{days}>(?<!\w)(?:{names})(?!\w)|{names.split('|')[-1]})" for days, names in _RELATIVE)
    )


def event_date(found: Signals, published: date | datetime | None) -> tuple[date | None, list[tuple[int, int]]]:
    """Date of the event as stated, and the folded place of the words that state it."""
    text = found.folded.text[:_HEAD]
    day = published.date() if isinstance(published, datetime) else published
    for kind in (_printed, _by_weekday, _by_relation):
        for when, span in kind(text, day):
            if day is None or when <= day + timedelta(days=1):
                return when, [span]
    return None, []


def _printed(text: str, published: date | None) -> Iterator[tuple[date, tuple[int, int]]]:
    found: list[tuple[int, tuple[date, tuple[int, int]]]] = []
    for match in _NUMERIC.finditer(text):
        parts = (match["iso"], match["im"], match["id"]) if match["iso"] else (match["uy"], match["um"], match["ud"])
        _add(found, match, *parts, published)
    for match in _named_day().finditer(text):
        month = next((name[1:] for name, value in match.groupdict().items() if value and name[0] in "mn"), "")
        _add(found, match, match["y1"] or match["y2"], month, match["d1"] or match["d2"], published)
    for match in _HAN_DAY.finditer(text):
        _add(found, match, match["year"], match["month"], match["day"], published)
    if published:
        for match in _HAN_BARE.finditer(text):
            _add(found, match, None, str(published.month), match["day"], published)
    yield from (one for _, one in sorted(found))


def _add(
    found: list[tuple[int, tuple[date, tuple[int, int]]]],
    match: re.Match[str],
    year: str | None,
    month: str,
    day: str,
    published: date | None,
) -> None:
    years = [int(year)] if year else [published.year, published.year - 1] if published else []
    for number in years:
        try:
            when = date(number, int(month), int(day))
        except ValueError:
            continue
        if year or published is None or when <= published + timedelta(days=1):
            found.append((match.start(), (when, match.span())))
            return


def _by_weekday(text: str, published: date | None) -> Iterator[tuple[date, tuple[int, int]]]:
    for match in _weekday().finditer(text) if published else ():
        number = int(next(name[1:] for name, value in match.groupdict().items() if value))
        back = (published.weekday() - number) % 7 if published else 0
        yield (published or date.min) - timedelta(days=back), match.span()


def _by_relation(text: str, published: date | None) -> Iterator[tuple[date, tuple[int, int]]]:
    for match in _relative().finditer(text) if published else ():
        days = int(next(name[1:] for name, value in match.groupdict().items() if value))
        yield (published or date.min) - timedelta(days=days), match.span()
