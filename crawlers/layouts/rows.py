"""Tables as rows: CSV, JSON Lines or a JSON array, with the line each row stands on."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Iterator, Mapping
from typing import Any

from records.errors import ParseError
from records.fetching import Document

Row = dict[str, Any]
#: The longest cell: a resolution with all its annexes.
_CELL_MOST = 20_000_000
#: Key of the cells for which the header has no column.
SPARE = ""


def rows_of(document: Document) -> Iterator[tuple[int, Row]]:
    """Line number and row, keys in lower case; what is no row is an empty one. ParseError when there are none."""
    text = document.body.decode("utf-8-sig", "replace")
    head = text.lstrip()[:1]
    if head == "[":
        for number, item in enumerate(_array(text, document.url), 1):
            yield number, _row(item)
    elif head == "{":
        for number, line in enumerate(text.split("\n"), 1):
            if line.strip():
                yield number, _object(line)
    else:
        yield from _csv(text, document.url)


def _csv(text: str, place: str) -> Iterator[tuple[int, Row]]:
    csv.field_size_limit(min(_CELL_MOST, sys.maxsize))
    separator = max(",;\t", key=text.partition("\n")[0].count)
    reader = csv.DictReader(io.StringIO(text, newline=""), restkey=SPARE, delimiter=separator)
    try:
        for row in reader:
            yield reader.line_num, _row(row)
    except csv.Error as error:
        raise ParseError(f"not a table: {error}", f"{place} line {reader.line_num}") from error


def _array(text: str, place: str) -> list[object]:
    try:
        items = json.loads(text)
    except ValueError as error:
        raise ParseError(f"not JSON: {error}", place) from error
    return items if isinstance(items, list) else [items]


def _object(line: str) -> Row:
    try:
        return _row(json.loads(line))
    except ValueError:
        return {}


def _row(item: object) -> Row:
    return {str(key).strip().lower(): value for key, value in item.items()} if isinstance(item, Mapping) else {}
