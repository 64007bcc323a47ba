"""In which year a resolution was adopted, by its number: numbers rise without a gap since 1946.

The numbers are facts of the United Nations' own numbering, read off the symbols of the texts.
"""

from __future__ import annotations

from bisect import bisect_right

FIRST_YEAR = 1946
# fmt: off
#: First resolution of each year from 1946 (ten a line); to be continued each January.
FIRST_NUMBERS: tuple[int, ...] = (
    1, 16, 38, 67, 79, 90, 97, 99, 104, 106,  # 1946
    111, 122, 127, 132, 133, 161, 171, 178, 186, 200,  # 1956
    220, 233, 245, 263, 276, 292, 308, 325, 345, 367,  # 1966
    385, 403, 423, 444, 462, 485, 500, 529, 546, 560,  # 1976
    581, 594, 607, 627, 647, 684, 726, 800, 893, 970,  # 1986
    1036, 1093, 1147, 1220, 1285, 1335, 1387, 1455, 1522, 1581,  # 1996
    1652, 1739, 1795, 1860, 1908, 1967, 2033, 2086, 2133, 2196,  # 2006
    2260, 2337, 2398, 2452, 2504, 2561, 2618, 2672, 2722, 2768,  # 2016
    2812,  # 2026
)
# fmt: on
#: Most resolutions of one year so far: 93 (1993). Bounds what may be called a resolution of the newest year.
MOST_A_YEAR = 100


def year_of(number: int) -> int | None:
    """Year of resolution `number`; None for numbers no resolution can have yet (sample numbers among them)."""
    if not 1 <= number < FIRST_NUMBERS[-1] + MOST_A_YEAR:
        return None
    return FIRST_YEAR + bisect_right(FIRST_NUMBERS, number) - 1


def may_be_of(number: int, year: int) -> bool:
    """Whether resolution `number` can be of `year`: true for numbers and years beyond the table."""
    newest = FIRST_YEAR + len(FIRST_NUMBERS) - 1
    if year > newest:
        return number > FIRST_NUMBERS[-1]
    return year_of(number) == year
