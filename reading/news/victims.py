"""How many child victims a text states: least and most.

Children killed and children injured are counted apart. A child counts with the word of death or injury that governs
its clause; stated totals ("including three girls") win over single mentions ("a boy of six").
Words lie in tables/victim_words.yaml.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

import yaml

from reading.news.ages import ADULT
from reading.news.hits import Signals
from reading.vocabulary import TABLES

Harm = Literal["killed", "hurt"]
#: Where a word of harm stands in its sentence.
_Mark = tuple[int, int, Harm]
#: Largest number that is believed to be a count of victims in one event.
_MOST = 2_000
_HAN_NUMBER = "[一二两三四五六七八九十]{1,3}"
#: What makes the number before it an age.
_NO_AGE = r"(?![ -]?(?:year|month|week|day)s?[ -]old| ans | años |岁)"
#: Characters between a child and the passive verb after it.
_PASSIVE = 200
#: Characters between `killed` and `injured` when one phrase says both.
_TOGETHER = 18
#: Words of harm before a child that are looked at: as many as may stand so near one another.
_MARKS = 12
#: Who was killed, before the next word of harm: "killed a woman and injured three children".
_OBJECT = re.compile(r"(?<!\w)(?:a|an|one|the|his|her|une?|el|la|los|sus?) \w")
#: Whose sons or daughters: those counted beside a parent, without an age, are taken for children.
_WHOSE = re.compile(r"(?<!\w)(?:his|her|their|ses|leurs|sus|ее|его|их)(?: own)? $")


@dataclass(frozen=True, slots=True)
class Victims:
    """Least and most children killed (and injured) as stated, None where none is; folded places of the words."""

    least: int | None
    most: int | None
    spans: tuple[tuple[int, int], ...]
    hurt_least: int | None = None
    hurt_most: int | None = None


@dataclass(frozen=True, slots=True)
class _Mention:
    start: int
    end: int
    least: int
    most: int | None
    #: A stated number of children, not one child among others.
    counted: bool


@dataclass(frozen=True, slots=True)
class _Words:
    number: Mapping[str, int]
    counted: re.Pattern[str]
    single: re.Pattern[str]
    several: re.Pattern[str]
    pair: re.Pattern[str] | None
    killed: re.Pattern[str]
    hurt: re.Pattern[str]
    never: re.Pattern[str]
    #: Kin of any age, and the adjectives that make them children.
    kin: re.Pattern[str]
    small: re.Pattern[str]


@cache
def _words(lang: str) -> _Words:
    table: dict[str, Any] = yaml.safe_load((TABLES / "victim_words.yaml").read_text(encoding="utf-8"))
    row = table.get(lang, table["en"])
    left, right = ("", "") if lang == "zh" else (r"(?<!\w)", r"(?!\w)")
    space = "" if lang == "zh" else r"[ -]{1,2}"
    clitic = r"(?:و|ف)?(?:ب|ك|ل)?" if lang == "ar" else ""
    numbers = "|".join(sorted(map(re.escape, row["number"]), key=len, reverse=True))
    number = rf"(?:\d{{1,4}}|{_HAN_NUMBER if lang == 'zh' else numbers})"
    nouns = f"(?:{row['many']}|{row['one']})"
    return _Words(
        number=row["number"],
        counted=re.compile(
            rf"{left}{clitic}(?P<about>(?:{row['least']}) ?)?(?P<low>{number})"
            rf"(?: ?(?:{row['join']}) ?(?P<high>{number}))?{_NO_AGE}{space}"
            rf"(?:名|个|位)?{row['between']}(?P<noun>{nouns}){right}"
        ),
        single=re.compile(rf"{left}{clitic}(?:{row['one']}){right}"),
        several=re.compile(rf"{left}{clitic}(?:{row['many']}){right}"),
        pair=re.compile(rf"{left}{clitic}(?:{row['two']}){right}") if row.get("two") else None,
        killed=re.compile(rf"{left}{clitic}(?:{row['killed']}){right}"),
        hurt=re.compile(rf"{left}{clitic}(?:{row['hurt']}){right}"),
        never=re.compile(rf"{left}{clitic}(?:{row['not']})"),
        kin=re.compile(rf"{clitic}(?:{row['kin']})"),
        small=re.compile(row["small"]),
    )


def victims(found: Signals) -> Victims:
    """Child victims as the text states them."""
    words = _words(found.lang)
    text = found.folded.text
    by_harm: dict[Harm, list[_Mention]] = {"killed": [], "hurt": []}
    before: Harm | None = None
    for start, end in zip(found.sentences, [*found.sentences[1:], len(text)], strict=True):
        before = _sentence(text, start, end, found, words, before, by_harm)
    killed, hurt = _total(by_harm["killed"]), _total(by_harm["hurt"])
    return Victims(killed.least, killed.most, (*killed.spans, *hurt.spans), hurt.least, hurt.most)


def _sentence(
    text: str,
    start: int,
    end: int,
    found: Signals,
    words: _Words,
    before: Harm | None,
    into: dict[Harm, list[_Mention]],
) -> Harm | None:
    """Put the child mentions of one sentence under killed or hurt; what the sentence tells last is inherited."""
    clause = text[start:end]
    marks: list[_Mark] = [(*m.span(), "killed") for m in words.killed.finditer(clause)]
    told: Harm | None = "killed" if marks else None
    marks = sorted([*marks, *((*m.span(), "hurt") for m in words.hurt.finditer(clause))])
    told = told or ("hurt" if marks else None)
    never = [m.span() for m in words.never.finditer(clause)]
    for mention in _mentions(text, start, end, found, words):
        if any(a <= mention.start - start < b or a < mention.end - start <= b for a, b in never):
            continue
        harm = _harm(clause, mention.start - start, mention.end - start, marks)
        if harm is None and before == "killed" and any(a.start >= start and a.end <= end for a in found.child_ages):
            harm = before
        if harm:
            into[harm].append(mention)
    return told or before


def _harm(clause: str, start: int, end: int, marks: Sequence[_Mark]) -> Harm | None:
    """Which of the words of harm about a child at [start, end) governs it; `marks` are by place."""
    at = bisect_left(marks, (start,)), bisect_left(marks, (end,))
    marks = marks[max(0, at[0] - _MARKS) : at[1] + 1]
    inside = [mark[2] for mark in marks if start <= mark[0] and mark[1] <= end]
    if inside:
        return inside[0]
    after = [mark for mark in marks if mark[0] >= end]
    prior = [mark for mark in marks if mark[1] <= start]
    if (
        after
        and after[0][0] - end <= _PASSIVE
        and re.search(
            r"\b(?:was|were|is|are|been|being|ont ete|a ete|sont|fueron|resultaron|murieron|died|dies|die|perished)\b[^,;]{0,30}$",  # noqa: E501
            clause[end : after[0][1]],
        )
    ):
        return after[0][2]
    if prior:
        # "killed and injured, including a child": the graver word governs the list.
        last = prior[-1][0]
        both = [
            mark
            for mark in prior[:-1]
            if mark[2] == "killed" and 0 <= last - mark[1] <= _TOGETHER and not _OBJECT.search(clause[mark[1] : last])
        ]
        return "killed" if both else prior[-1][2]
    return after[0][2] if after else None


def _mentions(text: str, start: int, end: int, found: Signals, words: _Words) -> Iterator[_Mention]:
    taken: set[int] = set()
    for match in words.counted.finditer(text, start, end):
        if words.kin.fullmatch(match["noun"]) and _grown(found, match, words):
            continue
        low = _value(match["low"], words)
        high = _value(match["high"], words) if match["high"] else low
        if 0 < low <= high <= _MOST:
            taken.update(range(*match.span()))
            about = None if match["about"] else high
            yield _Mention(match.start(), match.end(), low, about, low > 1 or match["high"] is not None)
    for pattern, least in ((words.pair, 2), (words.several, 2), (words.single, 1)):
        for match in pattern.finditer(text, start, end) if pattern else ():
            if match.start() not in taken and not _grown(found, match, words):
                taken.update(range(*match.span()))
                yield _Mention(
                    match.start(), match.end(), least, None if pattern is words.several else least, least == 2
                )
    for age in found.child_ages:
        if start <= age.start < end and taken.isdisjoint(range(age.start - 25, age.end + 26)):
            taken.update(range(age.start, age.end))
            yield _Mention(age.start, age.end, 1, 1, False)


def _grown(found: Signals, match: re.Match[str], words: _Words) -> bool:
    """Whether a noun may well name an adult: an adult age beside it, or a mere `son` without a child's age or `young`."""  # noqa: E501
    first, last = (bisect_left(found.ages, match.end() + gap, key=lambda age: age.start) for gap in (-40, 61))
    near = found.ages[first:last]
    if any(age.years >= ADULT for age in near):
        return True
    kin = words.kin.fullmatch(match.groupdict().get("noun") or match.group())
    before = found.folded.text[max(0, match.start() - 25) : match.start()]
    of_parent = "low" in match.groupdict() and (_WHOSE.search(before) or " of h" in match.group())
    return bool(kin) and not (near or of_parent or words.small.search(before))


def _value(word: str, words: _Words) -> int:
    if word.isdigit():
        return int(word)
    if word in words.number or not re.fullmatch(_HAN_NUMBER, word):
        return words.number.get(word, 0)
    tens, _, ones = word.partition("十")
    return 10 * words.number.get(tens, 1 if not tens else 0) + words.number.get(ones, 0)


def _total(mentions: list[_Mention]) -> Victims:
    if not mentions:
        return Victims(None, None, ())
    counted = [mention for mention in mentions if mention.counted]
    best = max(counted, key=lambda mention: mention.least) if counted else None
    singles = min(len([mention for mention in mentions if not mention.counted]), 10)
    if best is None:
        first = mentions[0]
        return Victims(1, max(1, min(singles, 10)), ((first.start, first.end),))
    most = None if best.most is None else max(best.most, best.least)
    return Victims(best.least, most, ((best.start, best.end),))
