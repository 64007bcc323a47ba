"""Dates as pages print them, in six languages: the words around them do not matter."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

#: Beginnings of month names, January first; the longest that fits is taken. Figures are all three Arabic sets.
_MONTHS = {
    "en": "jan feb mar apr may jun jul aug sep oct nov dec",
    "fr": "janv fév|fev mars avr mai juin juil aoû|aou sept oct nov déc|dec",
    "es": "ene feb mar abr may jun jul ago sep|set oct nov dic",
    "ru": "янв фев мар апр мая|май июн июл авг сен окт ноя дек",
    "ar": "يناير|كانون_الثاني|جانفي فبراير|شباط|فيفري مارس|آذار|اذار أبريل|ابريل|إبريل|نيسان|أفريل مايو|أيار|ايار|ماي "
    "يونيو|يونيه|حزيران|جوان يوليو|يوليه|تموز|جويلية أغسطس|اغسطس|آب|أوت سبتمبر|أيلول|ايلول "
    "أكتوبر|اكتوبر|تشرين_الأول نوفمبر|تشرين_الثاني ديسمبر|كانون_الأول",
}
_NAMES = {
    name.replace("_", " "): number
    for line in _MONTHS.values()
    for number, names in enumerate(line.split(), 1)
    for name in names.split("|")
}
_NAME = "|".join(sorted(map(re.escape, _NAMES), key=len, reverse=True))
_FIGURES = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")
_YEAR = r"(?P<y>(?:19|20)\d\d)(?!\d)"
_DAY = r"(?<!\d)(?P<d>[0-3]?\d)(?!\d)"
_SHAPES = tuple(
    re.compile(shape, re.I)
    for shape in (
        rf"{_YEAR}\s*[-/.年]\s*(?P<m>[01]?\d)\s*[-/.月]\s*{_DAY}",
        rf"{_DAY}(?:st|nd|rd|th|er|º)?[\s.,/-]*(?:de\s+)?(?P<n>{_NAME})\w*[\s.,/-]*(?:de[l]?\s+)?{_YEAR}",
        rf"\b(?P<n>{_NAME})\w*[\s.]*{_DAY}(?:st|nd|rd|th)?[\s,]+{_YEAR}",
        # Day first, unless the second figure cannot be a month.
        rf"{_DAY}\s*[-/.]\s*(?P<m>[01]?\d)\s*[-/.]\s*{_YEAR}",
    )
)


def read_date(text: str, form: str = "") -> datetime | None:
    """The moment or day in `text`, UTC (a day alone at midnight); None when there is none.

    `form`, as in strptime, is tried before all else.
    """
    text = " ".join(text[:200].translate(_FIGURES).split())
    if not text:
        return None
    for read in (lambda t: datetime.strptime(t, form), datetime.fromisoformat, parsedate_to_datetime):
        try:
            when = read(text)
            return (when if when.tzinfo else when.replace(tzinfo=UTC)).astimezone(UTC)
        except (ValueError, TypeError, OverflowError, IndexError):
            continue
    for shape in _SHAPES:
        for match in shape.finditer(text):
            told = match.groupdict()
            month = int(told["m"]) if told.get("m") else _NAMES[told["n"].lower()]
            try:
                return datetime(int(told["y"]), month, int(told["d"]), tzinfo=UTC)
            except ValueError:
                continue
    return None
