"""`caac read`: JSON Lines in, what the agenda sees in them as JSON Lines out."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import TextIO

import click

from caac.context import json_option, print_json, say
from reading import RULES_VERSION
from reading.news.item import read_news
from records.errors import BadInput
from records.readings import NewsReading


@click.command()
@click.argument("files", type=click.File(encoding="utf-8-sig", errors="replace"), nargs=-1)
@json_option
def command(files: tuple[TextIO, ...], as_json: bool) -> None:
    """Read news items, one JSON object a line: text, and optionally id, title, summary, lang, published.

    Prints one JSON object per item. A line that cannot be read is named on standard error and passed over; the
    exit is then 1.
    """
    bad = 0
    for file in files or (click.open_file("-", encoding="utf-8-sig", errors="replace"),):
        bad += _read(file, getattr(file, "name", "-"))
    if bad:
        sys.exit(1)


def _read(lines: Iterable[str], name: str) -> int:
    """Answer each line of one file; the number of lines that could not be read."""
    bad = 0
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            print_json(answer(line), line=True)
        except BadInput as error:
            bad += 1
            say(f"caac: {name}, line {number}: {error}")
    return bad


def answer(line: str) -> dict[str, object]:
    """What `caac read` prints for one line; raises BadInput for a line that is no item."""
    try:
        item = json.loads(line)
    except (json.JSONDecodeError, RecursionError) as error:
        raise BadInput(f"not JSON ({error})") from None
    if not isinstance(item, dict):
        raise BadInput("not a JSON object")
    for field in ("text", "title", "summary", "lang"):
        if not isinstance(item.get(field, ""), str | None):
            raise BadInput(f"`{field}` is not text")
    if not any(field in item for field in ("text", "title", "summary")):
        raise BadInput("has no `text`")
    title, summary, text = (_clean(item.get(field)) for field in ("title", "summary", "text"))
    reading = read_news(title, summary, text, item.get("lang") or "", _published(item))
    return _shown(item, reading)


def _clean(value: str | None) -> str:
    """Text without lone surrogates, which JSON can carry and UTF-8 cannot."""
    return (value or "").encode("utf-8", "replace").decode("utf-8")


def _published(item: Mapping[str, object]) -> date | None:
    value = item.get("published")
    if not isinstance(value, str):
        return None
    try:
        return datetime.fromisoformat(value.strip().replace("Z", "+00:00")).date()
    except ValueError:
        return None


def _shown(item: Mapping[str, object], reading: NewsReading) -> dict[str, object]:
    return {
        "id": item.get("id"),
        "lang": reading.lang,
        "child": reading.child,
        "conflict": reading.conflict,
        "relevant": reading.relevant,
        "violations": reading.violations,
        "countries": reading.countries,
        "districts": reading.districts,
        "parties": reading.parties,
        "kind": reading.kind,
        "score": reading.score,
        "victims_min": reading.victims_min,
        "victims_max": reading.victims_max,
        "injured_min": reading.injured_min,
        "injured_max": reading.injured_max,
        "event_date": reading.event_date,
        "not_new": reading.not_new,
        "evidence": [
            {
                "code": e.code,
                "quote": _clean(e.quote),
                "start": e.start,
                "end": e.end,
                "rule": e.rule,
                "weight": e.weight,
            }
            for e in reading.evidence
        ],
        "rules_version": RULES_VERSION,
    }
