"""The Council in figures: per year what was adopted, how it was voted and in which languages it is held."""

from __future__ import annotations

import sqlite3

from db.pages.rows import Row, rows

_LANGUAGES = ("ar", "en", "es", "fr", "ru", "zh")
_YEARS = f"""
WITH votes AS (
  SELECT year, count(*) AS with_votes, sum(votes_no > 0 OR votes_abstain > 0 OR votes_absent > 0) AS divided,
         sum(votes_no > 0) AS with_no, sum(votes_abstain > 0) AS with_abstentions
  FROM resolutions WHERE sample = ?1 AND votes_yes IS NOT NULL GROUP BY year
), failed AS (
  SELECT year, count(*) AS failed, sum(vetoed_by <> '') AS vetoed FROM drafts WHERE sample = ?1 GROUP BY year
)
SELECT y.year, y.resolutions, y.with_text, y.mentioning_children, y.operative_for_children, y.percent_mentioning,
       coalesce(v.with_votes, 0) AS with_votes, coalesce(v.divided, 0) AS divided, coalesce(v.with_no, 0) AS with_no,
       coalesce(v.with_abstentions, 0) AS with_abstentions, coalesce(f.failed, 0) AS failed,
       coalesce(f.vetoed, 0) AS vetoed, {", ".join(f"l.{lang} AS held_{lang}" for lang in _LANGUAGES)}, l.all_six
FROM resolutions_per_year y
JOIN languages_by_year l USING (year, sample) LEFT JOIN votes v USING (year) LEFT JOIN failed f USING (year)
WHERE y.sample = ?1 ORDER BY y.year
"""


def invented_alone(connection: sqlite3.Connection) -> bool:
    """Whether the only texts held are those of the sample world; the two are never counted together."""
    sql = "SELECT EXISTS (SELECT 1 FROM resolutions WHERE sample = ? AND text_origin <> '')"
    real, invented = (connection.execute(sql, (sample,)).fetchone()[0] for sample in (0, 1))
    return bool(invented and not real)


def years(connection: sqlite3.Connection, sample: bool) -> list[Row]:
    """One row per year, oldest first."""
    return rows(connection, _YEARS, int(sample))


def most_cited(connection: sqlite3.Connection, sample: bool, limit: int = 20) -> list[Row]:
    """The resolutions that most others cite."""
    return rows(connection, "SELECT * FROM most_cited WHERE sample = ? LIMIT ?", int(sample), limit)


def members(connection: sqlite3.Connection, sample: bool) -> list[Row]:
    """Votes of each member on adopted resolutions, in the order of the alphabet."""
    return rows(
        connection,
        "SELECT country, min(year) AS first, max(year) AS last, sum(votes) AS votes, sum(yes) AS yes, sum(no) AS no,"
        " sum(abstain) AS abstain, sum(absent) AS absent FROM votes_by_country"
        " WHERE kind = 'resolution' AND sample = ? GROUP BY country ORDER BY country",
        int(sample),
    )
