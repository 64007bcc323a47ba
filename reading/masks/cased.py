"""Names of children in scripts with capitals: Latin and Cyrillic. The words around names lie in mask_words.yaml."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import yaml

from reading.masks.patterns import (
    ADULT,
    AFTER,
    APPOSED,
    AT_SCHOOL,
    BEFORE,
    BEFORE_ROLE,
    BIRTHDAY,
    CHILDISH,
    IS_CHILD,
    JOINED,
    KIN_OF,
    LIST,
    NAME,
    NAMED,
    ROLE_AGED,
    RUSSIAN_AFTER,
    RUSSIAN_BEFORE,
    RUSSIAN_YEARS,
    TOGETHER,
)
from reading.news.gazetteer import rows
from reading.normal import fold_term
from reading.vocabulary import TABLES

_SCRIPTS = ("latin", "cyrillic")


@cache
def _words(script: str, shelf: str) -> frozenset[str]:
    table = yaml.safe_load((TABLES / "mask_words.yaml").read_text(encoding="utf-8"))
    return frozenset(fold_term(str(word)) for word in str(table[script][shelf]).split())


@cache
def _known() -> frozenset[str]:
    """Names of countries, peoples, places and parties, folded: never a child's."""
    words: set[str] = set()
    for table, columns in (
        ("countries.csv", ("latin", "latin_demonyms", "ru")),
        ("places.csv", ("latin", "ru")),
        ("party_names.csv", ("latin", "ru", "party")),
        ("sample_gazetteer.csv", ("name",)),
        ("situations.csv", ("situation",)),
    ):
        for row in rows(table):
            for column in columns:
                words.update(fold_term((row[column] or "").replace("*", "")).split(";"))
    return frozenset(words)


def stopped(word: str) -> bool:
    """Whether a capitalised word is no part of a name (a month, an office, a child noun ...)."""
    plain = fold_term(word.strip("'’-.").removesuffix("'s").removesuffix("’s"))
    return any(plain in _words(script, shelf) for script in _SCRIPTS for shelf in ("stop", "child", "small"))


def _office(text: str, start: int) -> bool:
    before = fold_term(text[max(0, start - 40) : start]).replace(",", " ").split()
    return bool(before) and any(before[-1].strip(".") in _words(script, "office") for script in _SCRIPTS)


def _trimmed(text: str, start: int, end: int, *, keep: str) -> tuple[int, int] | None:
    """The part of a run of capitalised words that is a name.

    keep="first": from the beginning (peoples skipped: "Palestinian Xena Quill") to a stop word;
    keep="last": from the last stop word to the end.
    """
    tokens = [(m.start() + start, m.end() + start) for m in re.finditer(r"\S+", text[start:end])]
    words = [text[a:b] for a, b in tokens]
    if keep == "first":
        while len(words) > 1 and fold_term(words[0]) in _words("latin", "peoples") and not stopped(words[1]):
            tokens, words = tokens[1:], words[1:]
        words = [] if len(words) == 1 and _known_word(words[0]) else words
        stop = next((i for i, word in enumerate(words) if stopped(word)), len(words))
        tokens = tokens[:stop]
    else:
        after = [i for i, word in enumerate(words) if stopped(word) or (_known_word(word) and i < len(words) - 1)]
        tokens = tokens[after[-1] + 1 :] if after else tokens
    if not tokens:
        return None
    first, last = tokens[0][0], tokens[-1][1]
    last -= len(re.search(r"(?:['’]s)?['’\-]*$", text[first:last])[0])  # type: ignore[index]
    return (
        (first, last) if text[first].isupper() and not _office(text, first) and not _place(text[start:last]) else None
    )


def _place(run: str) -> bool:
    """Whether the last words of a run are the name of a place or party."""
    words = fold_term(run).split()
    return any(" ".join(words[-n:]) in _known() for n in range(1, min(4, len(words)) + 1) if n == len(words) or n > 1)


def _known_word(word: str) -> bool:
    plain = fold_term(word.strip("'’-.,").removesuffix("'s").removesuffix("’s"))
    return plain in _known() or plain in _words("latin", "peoples")


def _child_age(word: str | None) -> bool:
    if word is None:
        return True
    return int(word) < ADULT if word.isdigit() else True


def cased_names(text: str) -> Iterator[tuple[int, int]]:
    """Spans of names of children in the Latin and Cyrillic parts of `text`."""
    yield from _before_an_age(text)
    for pattern in (BEFORE, BEFORE_ROLE, RUSSIAN_BEFORE):
        for match in pattern.finditer(text):
            if _child_age(match["age"]) and _leads_to_name(match["gap"]):
                yield from _with_list(text, match)
    for match in APPOSED.finditer(text):
        if _child_age(match["age"]) and CHILDISH.search(text[max(0, match.start() - 40) : match.end("gap")]):
            yield from _with_list(text, match)
    for match in NAMED.finditer(text):
        if CHILDISH.search(text[max(0, match.start() - 60) : match.end() + 40]):
            yield from _with_list(text, match)
    for script in _SCRIPTS:
        for match in _beside(script).finditer(text):
            names = [] if _adult_follows(text, match.end("name")) else list(_with_list(text, match))
            if (
                _one_minor(text, match)
                or len(names) > 1
                or match["named"]
                or fold_term(match["noun"]) not in _words(script, "several")
            ):
                yield from names


def _before_an_age(text: str) -> Iterator[tuple[int, int]]:
    """`X, 12,`, `X (8 ans)`, `X, a girl`, `Х, 9 лет`."""
    found = []
    for match in AFTER.finditer(text):
        if _child_age(match["age"]) and not _date_follows(text, match) and not _bare(text, match):
            found.append(_trimmed(text, *match.span("name"), keep="last"))
            if found[-1] and TOGETHER.search(text, match.end("name"), match.end() + 8):
                found += _joined_before(text, found[-1][0])
    for pattern in (ROLE_AGED, BIRTHDAY, KIN_OF):
        for match in pattern.finditer(text):
            if _child_age(match.groupdict().get("age")):
                found.append(_trimmed(text, *match.span("name"), keep="last"))
    for match in RUSSIAN_AFTER.finditer(text):
        if (match["age"].isdigit() and int(match["age"]) < ADULT) or match["age"] in RUSSIAN_YEARS:
            found.append(_trimmed(text, *match.span("name"), keep="last"))
    for match in IS_CHILD.finditer(text):
        span = _trimmed(text, *match.span("name"), keep="last")
        found.append(span if span and (" " in text[slice(*span)] or AT_SCHOOL.search(match.group())) else None)
    yield from (span for span in found if span)


def _joined_before(text: str, start: int) -> list[tuple[int, int] | None]:
    joined = JOINED.search(text[max(0, start - 60) : start])
    if not joined:
        return []
    offset = max(0, start - 60)
    return [_trimmed(text, offset + joined.start("name"), offset + joined.end("name"), keep="last")]


def _with_list(text: str, match: re.Match[str]) -> Iterator[tuple[int, int]]:
    """The name of a match and the names listed after it ("Ali, Omar and Lina")."""
    span = _trimmed(text, *match.span("name"), keep="first")
    while span:
        yield span
        listed = LIST.match(text, span[1])
        span = _trimmed(text, *listed.span("name"), keep="first") if listed else None


def _one_minor(text: str, match: re.Match[str]) -> bool:
    """Whether `menor` or `minor` is a noun here: "la menor Xena"."""
    return match["noun"].casefold() in {"menor", "minor"} and bool(
        re.search(r"(?i:\b(?:la|el|una?|the|a) )$", text[max(0, match.start() - 5) : match.start()])
    )


def _leads_to_name(gap: str) -> bool:
    """Whether the words between an age and a name are no sentence of their own: the last is a child noun or `named`."""
    words = fold_term(gap).replace(",", " ").split()
    nouns = (
        [words[-1] in _words(script, shelf) for script in _SCRIPTS for shelf in ("child", "named", "role")]
        if words
        else []
    )
    return not words or any(nouns)


def _bare(text: str, match: re.Match[str]) -> bool:
    """Whether a number after a name is a count ("Orsava, 12 killed"), not an age ("Xena, 12, ...")."""
    said = match.group()[match.end("name") - match.start() :]
    after = text[match.end() :]
    return bool(re.fullmatch(r"(?:,| [—–-]) [\w-]+", said)) and not re.match(r" ?(?:[,.;:)!?—–]|$)", after)


def _date_follows(text: str, match: re.Match[str]) -> bool:
    after = re.match(r"[,)]? ?([^\W\d_]{3,})", text[match.end() :])
    bare = match.group()[match.end("name") - match.start() :].strip(" ,—–-").isdigit()
    months = _words("latin", "stop")
    return bool(bare and after and fold_term(after.group(1)) in months and text[match.end() : match.end() + 1] != ",")


def _adult_follows(text: str, end: int) -> bool:
    age = re.match(r",? \(?(?:aged |de |âgée? de )?(\d{2})\b", text[end:])
    return bool(age and int(age.group(1)) >= ADULT)


@cache
def _beside(script: str) -> re.Pattern[str]:
    """Child noun (or small one's adjective), perhaps `named` and the like, then a name."""
    nouns = "|".join(sorted(map(re.escape, _raw(script, "child") | _raw(script, "small")), key=len, reverse=True))
    named = "|".join(sorted(map(re.escape, _raw(script, "named")), key=len, reverse=True))
    return re.compile(
        rf"(?<![\w\-])(?P<noun>(?i:{nouns}))(?:,? (?P<named>(?i:(?:{named})[ ])+)|,? — ?|, | – |: | )"
        rf"(?:[\"“«])?(?P<name>{NAME})"
    )


@cache
def _raw(script: str, shelf: str) -> frozenset[str]:
    table = yaml.safe_load((TABLES / "mask_words.yaml").read_text(encoding="utf-8"))
    return frozenset(str(table[script][shelf]).split())
