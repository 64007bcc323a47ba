"""Labelled items for training: our own invented ones, the probes, and whatever JSON Lines the caller names.

A line of `items/LANG.txt` or `items/LANG-WHAT.txt` is `code | text`. The code says what is true of the text:
  r relevant (a child or a school, and armed conflict), followed by letters of violations: a recruitment_use,
    b killing_maiming, c sexual_violence, d attacks_schools_hospitals, e abduction, f denial_humanitarian_access;
    n says that no child or school stands in it
  x not relevant, followed by c (children in it) and w (armed conflict in it)
then the kind: i incident, s statement or report, o other. {K} country, {L} place, {M} another place, {P} armed group,
{Q} another one stand for invented names, which are filled in here: names of the sample gazetteer, then names that no
table knows.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from records.readings import VIOLATIONS

ITEMS = Path(__file__).parent / "items"
_LETTERS = dict(
    zip(
        "abcdef",
        (
            "recruitment_use",
            "killing_maiming",
            "sexual_violence",
            "attacks_schools_hospitals",
            "abduction",
            "denial_humanitarian_access",
        ),
        strict=True,
    )
)
_KINDS = {"i": "incident", "s": "statement_or_report", "o": "other"}
#: Invented names by language: country, places, armed groups; the first group stands in the sample tables.
_KNOWN: dict[str, tuple[str, tuple[str, ...], tuple[str, ...]]] = {
    "en": ("Karvelia", ("Orsava", "North Tamir"), ("the Brown River Movement", "the Karvelian Home Guard")),
    "fr": (
        "Karvélie",
        ("Orsava", "Tamir-Nord"),
        ("le Mouvement de la rivière Brune", "la Garde nationale karvélienne"),
    ),
    "es": ("Karvelia", ("Orsava", "Tamir Norte"), ("Movimiento del Río Pardo", "Guardia Nacional Karveliana")),
    "ru": ("Карвелии", ("Орсава", "Орсаве"), ("Движение Бурой реки",)),
    "ar": ("كارفيليا", ("أورسافا",), ("حركة النهر البني",)),
    "zh": ("卡尔维利亚", ("奥尔萨瓦",), ("棕河运动",)),
}
_UNKNOWN: dict[str, tuple[str, tuple[str, ...], tuple[str, ...]]] = {
    "en": ("Velmoria", ("Tarn Usk", "Belhadra", "Mokoto"), ("the Dawn Front", "rebels of the Free Valley", "gunmen")),
    "fr": ("Velmorie", ("Belhadra", "Mokoto"), ("le Front de l'Aube", "des hommes armés", "la milice de la Vallée")),
    "es": ("Velmoria", ("Belhadra", "Monteseco"), ("Frente del Alba", "un grupo armado", "la guerrilla del Valle")),
    "ru": ("Вельморию", ("Мокото", "Бельхадре"), ("Фронт Рассвета", "группировка «Долина»")),
    "ar": ("فيلموريا", ("موكوتو", "بلحضرة"), ("جبهة الفجر", "مسلحو الوادي")),
    "zh": ("维尔莫里", ("莫科托", "贝尔哈德拉"), ("黎明阵线", "山谷武装")),
}

#: What is said of the country's own is as often said by its adjective.
_OF_THE_COUNTRY = re.compile(r"\{K\}'s (?=[a-z])")


@dataclass(frozen=True, slots=True)
class Item:
    """A text with what is known of it: head name -> 1 or 0; heads that are not labelled are absent."""

    text: str
    lang: str
    labels: Mapping[str, float]
    weight: float = 1.0


def _labels(code: str) -> dict[str, float]:
    what, kind = code.split()
    relevant = what[0] == "r"
    marks = set(what[1:])
    labels = {"relevant": float(relevant)}
    labels["child"] = float("n" not in marks if relevant else "c" in marks)
    labels["conflict"] = float(relevant or "w" in marks)
    named = {_LETTERS[letter] for letter in marks - {"n"}} if relevant else set()
    labels |= {violation: float(violation in named) for violation in VIOLATIONS}
    labels |= {name: float(letter == kind) for letter, name in _KINDS.items()}
    if marks == {"f"}:
        # The food or medicine may be for children without a word that says so.
        labels.pop("child")
    return labels


def lines(lang: str) -> list[tuple[dict[str, float], str]]:
    """Labels and text, names still to be filled in, of every invented item of a language."""
    found = []
    for path in sorted(ITEMS.glob(f"{lang}*.txt")):
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.strip() and line[0] != "#":
                code, _, text = line.partition(" | ")
                found.append((_labels(code), text))
    return found


def own_items() -> Iterator[Item]:
    """The invented items, each with known and with unknown names."""
    for lang, (country, places, _) in _KNOWN.items():
        for number, (labels, text) in enumerate(lines(lang)):
            if "{" in text:
                for names in (_KNOWN, _UNKNOWN):
                    yield Item(_filled(text, names[lang], number), lang, labels, 0.6)
                continue
            yield Item(text, lang, labels, 0.7)
            # The same where fighting is known: a place must not be learned as conflict.
            yield Item(f"{places[0]} ({country}) — {text}", lang, labels, 0.5)


def _filled(text: str, names: tuple[str, tuple[str, ...], tuple[str, ...]], number: int) -> str:
    country, places, parties = names
    if number % 2 and country == "Karvelia":
        text = _OF_THE_COUNTRY.sub("Karvelian ", text)
    filled = text.replace("{K}", country)
    for mark, names_of, step in (("{L}", places, 0), ("{M}", places, 1), ("{P}", parties, 0), ("{Q}", parties, 1)):
        filled = filled.replace(mark, names_of[(number + step) % len(names_of)])
    return filled[0].upper() + filled[1:]


def probes(path: Path) -> Iterator[Item]:
    """Test sentences with `relevant`, `violations` and `new_incident`."""
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            relevant = row["relevant"] == "1"
            labels = {"relevant": float(relevant)}
            labels |= {name: float(name in row["violations"].split(";")) for name in VIOLATIONS}
            if relevant:
                labels |= {"conflict": 1.0, "incident": float(row["new_incident"] == "1")}
            yield Item(row["text"], row["lang"], labels)


def labelled(path: Path) -> Iterator[Item]:
    """JSON Lines with text, lang, child, conflict, relevant, violations and, where known, kind."""
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        labels = {"relevant": float(row["relevant"]), "child": float(row["child"] == "y")}
        labels |= {"conflict": float(row["conflict"] == "y")}
        labels |= {name: float(name in row["violations"]) for name in VIOLATIONS}
        if row.get("kind"):
            labels |= {kind: float(row["kind"] == kind) for kind in _KINDS.values()}
        yield Item(row["text"], row["lang"], labels, 1.5)
