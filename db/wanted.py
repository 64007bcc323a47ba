"""Filters of the search for agreed language held against what is there: one that can find nothing is said to be so."""

from __future__ import annotations

import sqlite3

from db.pages.rows import nearest
from records.agreed import Wanted
from records.errors import BadInput, NotFound


def languages_held(connection: sqlite3.Connection) -> list[str]:
    """Languages of adopted paragraphs, English first."""
    rows = connection.execute("SELECT DISTINCT languages FROM resolutions UNION SELECT languages FROM statements")
    held = {lang for row in rows for lang in row[0].split()}
    return sorted(held, key=lambda lang: (lang != "en", lang))


def mandates_held(connection: sqlite3.Connection) -> list[str]:
    """Missions and regimes that some resolution mandates or renews, by name."""
    rows = connection.execute("SELECT DISTINCT mandates FROM resolutions WHERE mandates <> ''")
    return sorted({name for row in rows for name in row[0].split("; ")})


def check(connection: sqlite3.Connection, wanted: Wanted) -> None:
    """Refuse a language that is not held, and a mandate that no text has, with the nearest one."""
    if wanted.lang:
        chosen(connection, wanted.lang)
    if wanted.mandate:
        names = mandates_held(connection)
        if not any(wanted.mandate.casefold() in name.casefold() for name in names):
            raise NotFound("mandate", wanted.mandate, nearest(wanted.mandate, names))


def chosen(connection: sqlite3.Connection, languages: str) -> list[str]:
    """`fr,es` or `all` as languages that are held. Raises BadInput for another."""
    held = languages_held(connection)
    if languages.strip() == "all":
        return held
    found = languages.replace(",", " ").split()
    if unknown := [lang for lang in found if lang not in held]:
        raise BadInput(f"no adopted text is held in language {unknown[0]!r}; held are {', '.join(held) or 'none'}")
    return found
