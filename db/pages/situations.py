"""Situations: their names, and what is held about one of them."""

from __future__ import annotations

import re
import sqlite3

from db.pages.mandates import standing
from db.pages.rows import Row, nearest, rows, word_filter
from records.errors import NotFound

#: Rows of reference tables that may be published as fact begin with one of these words.
CERTAIN = "(certainty LIKE 'seen%' OR certainty LIKE 'verified%' OR certainty LIKE 'sample%')"

#: A text about more situations than this besides the one asked for tells nothing about its mandates (delisting rules
#: and the like name every regime at once).
MOST_OTHERS = 2


def situation_names(connection: sqlite3.Connection) -> list[Row]:
    """Every situation by its first code, in the order of the alphabet: iso3, name, codes, covered, sample."""
    found = rows(connection, f"SELECT *, {CERTAIN} AS certain FROM situations ORDER BY situation")
    return [
        {
            "iso3": row["iso3"].replace(";", " ").split()[0],
            "codes": row["iso3"].replace(";", " ").split(),
            "name": row["situation"],
            "on_council_agenda": row["on_council_agenda"],
            "certain": row["certain"],
            "sample": row["sample"],
        }
        for row in found
        if row["iso3"].strip(" ;")
    ]


def situation(connection: sqlite3.Connection, asked: str) -> Row:
    """The situation with this code (`COD`) or name. Raises NotFound with the nearest."""
    known = situation_names(connection)
    for row in sorted(known, key=lambda row: len(row["codes"])):
        if asked.upper() in (code.upper() for code in row["codes"]) or asked.casefold() == row["name"].casefold():
            return row
    if re.fullmatch("[A-Za-z]{3}", asked) and _mentioned(connection, asked.upper()):
        code = asked.upper()
        return {"iso3": code, "codes": [code], "name": code, "on_council_agenda": 0, "certain": 0, "sample": 0}
    names = {row["name"]: row["iso3"] for row in known} | {code: row["iso3"] for row in known for code in row["codes"]}
    near = nearest(asked, names)
    raise NotFound("situation", asked, names[near] if near else "")


def _mentioned(connection: sqlite3.Connection, code: str) -> bool:
    """Whether any text or story is about a country that is no situation of the Secretary-General's report."""
    sql = f"SELECT EXISTS (SELECT 1 FROM resolutions WHERE {word_filter('situations')}) OR EXISTS"
    sql += f" (SELECT 1 FROM stories WHERE {word_filter('countries')})"
    return bool(connection.execute(sql, (code, code)).fetchone()[0])


def mandates_of(connection: sqlite3.Connection, codes: list[str]) -> list[Row]:
    """Each mission and regime of a situation, as `db.pages.mandates.standing` tells of it."""
    texts = _texts(connection, codes)
    return standing(connection, [t for t in texts if len(set(t["situations"].split()) - set(codes)) <= MOST_OTHERS])


def _texts(connection: sqlite3.Connection, codes: list[str]) -> list[Row]:
    where = " OR ".join(word_filter("situations") for _ in codes)
    return rows(
        connection,
        "SELECT number, symbol, title, adopted, mandates, situations, child_grade, child_paragraphs, technical_rollover"
        f" FROM resolutions WHERE situations <> '' AND ({where}) ORDER BY number DESC",
        *codes,
    )


def resolutions_of(connection: sqlite3.Connection, codes: list[str], limit: int = 12) -> list[Row]:
    """The newest resolutions about a situation."""
    return _texts(connection, codes)[:limit]


#: The text of the report on which row `l` rests, where it is held.
_TEXT = (
    "(SELECT u.text FROM reports_used u WHERE u.symbol = l.symbol AND u.report_year = l.report_year"
    " AND u.text <> '') AS text"
)


def listed_parties(connection: sqlite3.Connection, codes: list[str], name: str) -> list[Row]:
    """Parties listed by the Secretary-General as their last report held has them, with the reports that list them."""
    marks, certain = ", ".join("?" for _ in codes), CERTAIN.replace("certainty", "l.certainty")
    return rows(
        connection,
        f"SELECT l.*, p.aliases, p.type, h.first_report, h.last_report, h.absent_from, {_TEXT} FROM listings l"
        " JOIN parties p USING (party, situation) JOIN listing_history h USING (party, situation, sample)"
        f" WHERE (p.iso3 IN ({marks}) OR l.situation = ?) AND {certain} AND l.report_year = h.last_report"
        " ORDER BY h.absent_from IS NOT NULL, l.annex, l.section, l.party",
        *codes,
        name,
    )


def verified(connection: sqlite3.Connection, codes: list[str], name: str) -> list[Row]:
    """Figures as the Secretary-General published them, for a situation; with no codes those of all together."""
    names = [*codes, name] if codes else [""]
    marks = ", ".join("?" for _ in names)
    return rows(
        connection,
        f"SELECT l.*, {_TEXT} FROM verified_totals l WHERE situation IN ({marks}) AND {CERTAIN}"
        " ORDER BY covers_year, report_year, symbol",
        *names,
    )


def reported(connection: sqlite3.Connection, codes: list[str]) -> list[Row]:
    """Stories per quarter and violation that relevant reports mention; incidents alone, never verified."""
    where = " OR ".join(word_filter("countries") for _ in codes)
    found = rows(
        connection,
        "SELECT substr(first_seen, 1, 4) || ' Q' || ((cast(substr(first_seen, 6, 2) AS integer) + 2) / 3) AS quarter,"
        f" violations, count(*) AS stories FROM stories WHERE relevant = 1 AND kind = 'incident' AND ({where})"
        " GROUP BY quarter, violations ORDER BY quarter",
        *codes,
    )
    split: dict[tuple[str, str], int] = {}
    for row in found:
        for violation in row["violations"].split():
            name = (row["quarter"], violation)
            split[name] = split.get(name, 0) + row["stories"]
    return [{"quarter": q, "violation": v, "stories": n} for (q, v), n in split.items()]


def counts(connection: sqlite3.Connection, since: str) -> dict[str, Row]:
    """Per code: resolutions about it, and relevant stories first seen since a day."""
    found: dict[str, Row] = {}
    of_texts = "SELECT situations, count(*) FROM resolutions WHERE situations <> '' GROUP BY 1"
    of_stories = "SELECT countries, count(*) FROM stories WHERE relevant = 1 AND last_seen >= ? GROUP BY 1"
    for column, sql, values in (("resolutions", of_texts, ()), ("stories", of_stories, (since,))):
        for codes, number in connection.execute(sql, values):
            for code in codes.split():
                row = found.setdefault(code, {"resolutions": 0, "stories": 0})
                row[column] += number
    return found
