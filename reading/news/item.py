"""Read a news item for the agenda: language, children, conflict, violations, places, parties, victims, date, and why.

Pure: no clock, no network, no database. `docs/model.md` is the card of the model, `docs/news.md` lists the rules.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from reading.language import language
from reading.matcher import Hit
from reading.news.countries import countries, districts, places_of
from reading.news.event_dates import event_date
from reading.news.features import features
from reading.news.hits import Signals, signals
from reading.news.model import HEADS, WITHOUT_CHILD, trees
from reading.news.parties import Party, told_apart
from reading.news.rules import Named, named
from reading.news.victims import Victims, victims
from reading.normal import fold_keeping, mended
from records.readings import VIOLATIONS, Evidence, NewsKind, NewsReading

#: Characters from the beginning of an item that tell its language.
_LANGUAGE_HEAD = 1_500
_KINDS: tuple[NewsKind, ...] = ("incident", "statement_or_report", "other")
#: Longest quotation of one sentence.
_QUOTE = 240
#: Probabilities from which the parts of a judgement hold.
_LIKELY, _PERHAPS = 0.5, 0.4
_LETTER = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True)
class _Found:
    signals: Signals
    named: Mapping[str, Named]
    numbers: Mapping[str, float]


def joined(title: str, summary: str = "", body: str = "") -> str:
    """The text that is read, and that offsets of evidence count in: title, newline, summary, newline, body."""
    return "\n".join(part for part in (title, summary, body) if part)


def look(text: str, lang: str = "") -> tuple[Signals, dict[str, Named], dict[str, float]]:
    """Signals, named violations and features of a text: everything before the model."""
    folded = fold_keeping(text)
    found = signals(folded, language(mended(text[:_LANGUAGE_HEAD]), lang))
    names = named(found)
    return found, names, features(found, names)


def read_news(
    title: str,
    summary: str = "",
    body: str = "",
    lang: str = "",
    published: date | datetime | None = None,
) -> NewsReading:
    """Read one item; `lang` is what its source declares. Any text gives a reading, a poor one with a low score."""
    text = joined(title, summary, body)
    found = _Found(*look(text, lang))
    if not _LETTER.search(found.signals.folded.text):
        return NewsReading(lang=lang, child=False, conflict=False, relevant=False)
    odds = trees().probabilities(found.numbers)
    yes = {head: odds[head] >= _LIKELY for head in HEADS}
    relevant = yes["relevant"] and _borne_out(odds) and _has_words(found)
    violations = tuple(name for name in VIOLATIONS if yes[name]) if relevant else ()
    where = countries(found.signals)
    return _reading(found, odds, yes, relevant, violations, where, published)


def _borne_out(odds: Mapping[str, float]) -> bool:
    """Whether the parts of relevance hold by themselves: armed conflict, and a child, an attack or a denial in it."""
    concerned = odds["child"] >= _LIKELY or max(odds[name] for name in WITHOUT_CHILD) >= _PERHAPS
    return odds["conflict"] >= _PERHAPS and concerned


def _has_words(found: _Found) -> bool:
    """Whether any word of the text bears relevance out; likeness alone never makes an item relevant."""
    numbers = found.numbers
    child = numbers["child"] or numbers["child.strong?"] or numbers["child.weak?"] or numbers["child.school?"]
    other = any(numbers[f"{name}=1"] or numbers[f"{name}.action?"] for name in WITHOUT_CHILD)
    return bool(child or other or numbers["age:minor"])


def _reading(
    found: _Found,
    odds: Mapping[str, float],
    yes: Mapping[str, bool],
    relevant: bool,
    violations: tuple[str, ...],
    where: tuple[str, ...],
    published: date | datetime | None,
) -> NewsReading:
    seen = found.signals
    parties = told_apart(seen.parties, where)
    hurt = victims(seen) if relevant else Victims(None, None, ())
    when, dated = event_date(seen, published)
    notes = [
        *_word_notes(found, relevant),
        *_violation_notes(found, violations, odds),
        *_name_notes(seen, where, parties),
        *(_span(seen, "victims", start, end, "victims.stated") for start, end in hurt.spans),
        *(_span(seen, "event_date", start, end, "date.stated") for start, end in dated),
    ]
    return NewsReading(
        lang=seen.lang,
        child=yes["child"] or (relevant and bool(found.numbers["child"])),
        conflict=yes["conflict"] or relevant,
        relevant=relevant,
        violations=violations,
        countries=where,
        districts=districts(seen, where),
        parties=tuple(dict.fromkeys(hit.payload.name for hit in parties)),
        kind=max(_KINDS, key=lambda kind: odds[kind]),
        score=round(odds["relevant"], 4),
        victims_min=hurt.least,
        victims_max=hurt.most,
        injured_min=hurt.hurt_least,
        injured_max=hurt.hurt_most,
        event_date=when,
        not_new=_commemorates(seen),
        evidence=tuple({(note.code, note.start, note.end): note for note in reversed(notes)}.values())[::-1],
    )


def _name_notes(seen: Signals, where: tuple[str, ...], parties: Sequence[Hit[Party]]) -> Iterable[Evidence]:
    for hit in _first_of_each(places_of(seen, where)):
        yield _note(seen, f"country:{hit.payload.iso3}", hit, "gazetteer")
    for party in parties[:4]:
        yield _note(seen, "party", party, f"party:{party.payload.name}")


def _commemorates(seen: Signals) -> bool:
    flags = [hit for hit in seen.excluded if hit.payload[1].startswith(("commemoration", "historical"))]
    return bool(seen.of("commemoration.terms") or flags)


def _word_notes(found: _Found, relevant: bool) -> Iterable[Evidence]:
    seen = found.signals
    for hit in _first_of_each(seen.of("child.strong") or (seen.of("child.weak") if relevant else []))[:3]:
        yield _note(seen, "child", hit, f"child.{hit.payload[1]}")
    for age in seen.child_ages[:2]:
        yield _span(seen, "child", age.start, age.end, "age.minor")
    for hit in _first_of_each(seen.of("conflict.terms", "conflict.weapons", "conflict.actors"))[:4]:
        yield _note(seen, "conflict", hit, f"conflict.{hit.payload[1]}")


def _violation_notes(found: _Found, violations: tuple[str, ...], odds: Mapping[str, float]) -> Iterable[Evidence]:
    seen = found.signals
    for violation in violations:
        name = found.named[violation]
        for hit in name.hits:
            yield _note(seen, violation, hit, name.rule)
        if not name.hits:
            end = seen.sentences[1] if len(seen.sentences) > 1 else len(seen.folded.text)
            yield _span(seen, violation, 0, min(end, _QUOTE), "model", odds[violation])


def _first_of_each(hits: list[Hit[object]] | list[Hit[tuple[str, str]]] | list) -> list:  # type: ignore[type-arg]
    return list({(hit.payload, hit.term): hit for hit in reversed(hits)}.values())[::-1]


def _note(seen: Signals, code: str, hit: Hit, rule: str) -> Evidence:  # type: ignore[type-arg]
    return _span(seen, code, hit.start, hit.end, rule)


def _span(seen: Signals, code: str, start: int, end: int, rule: str, weight: float | None = None) -> Evidence:
    quote, first, last = seen.folded.quote(start, end)
    return Evidence(code, quote, first, last, rule, None if weight is None else round(weight, 3))
