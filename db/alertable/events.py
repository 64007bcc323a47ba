"""What is no record of its own but worth telling: a clause lost at a renewal, a mandate about to end, a signal, a
source that changed its state. Same shape as the records in `db.alertable.items`."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from datetime import date, timedelta

from db.alertable.texts import values
from records.alerts import Item, Passage
from records.symbols import resolution_number

Keys = Mapping[str, int]
#: How long after the start of its period a signal is worth telling.
SIGNAL_DAYS = timedelta(days=21)
#: Kinds that `standing` gives.
STANDING = ("mandate_end", "signal", "source")


def text_page(symbol: str) -> str:
    """Path of a resolution's page; of another text, its row."""
    number = resolution_number(symbol)
    return f"/resolution/{number}" if number else f"/search?q={symbol}"


def renewals(connection: sqlite3.Connection, keys: Keys) -> list[Item]:
    """Renewals (`MANDATE|OLD|NEW`) in which child provisions were dropped or weakened."""
    sql = """
      SELECT r.*, n.situations, n.year, n.url, n.document, n.adopted FROM renewals r
      LEFT JOIN resolutions n ON n.symbol = r.new
      WHERE r.dropped + r.weakened > 0
        AND r.mandate || '|' || r.old || '|' || r.new IN (SELECT value FROM json_each(?))"""
    found = []
    for row in connection.execute(sql, [json.dumps([*keys])]):
        clauses = _lost(connection, row["mandate"], row["old"], row["new"])
        found.append(_renewal(row, clauses, keys[f"{row['mandate']}|{row['old']}|{row['new']}"]))
    return found


def _renewal(row: sqlite3.Row, clauses: list[tuple[str, str, str]], seq: int) -> Item:
    lost = [f"{row['dropped']} dropped"] if row["dropped"] else []
    lost += [f"{row['weakened']} weakened"] if row["weakened"] else []
    title = f"{row['new']} renews {row['mandate']}: child provisions {' and '.join(lost)}"
    return Item(
        kind="provision",
        key=f"{row['mandate']}|{row['old']}|{row['new']}",
        seq=seq,
        title=title,
        passages=(
            Passage("title", title, "en"),
            Passage(f"against {row['old']}", row["summary"], "en"),
            *(
                Passage(f"{step}, paragraph {ref} of {row['old']}", text, "en", n)
                for n, (step, ref, text) in enumerate(clauses, 1)
            ),
        ),
        evidence=tuple((step, text) for step, _, text in clauses),
        fields={
            "kind": values("provision", "resolution"),
            "year": values(row["year"]),
            "situation": values(*(row["situations"] or "").split()),
            "mandate": values(row["mandate"]),
        },
        standing="adopted",
        subject=f"text:{row['new']}",
        kinds=values("provision"),
        day=date.fromisoformat(row["adopted"]) if row["adopted"] else None,
        page=_compare_page(row["old"], row["new"]),
        url=row["url"] or "",
        document=row["document"] or "",
        note=f"{row['child_old']} child provisions before, {row['child_new']} after",
    )


def _lost(connection: sqlite3.Connection, mandate: str, old: str, new: str) -> list[tuple[str, str, str]]:
    """(dropped or weakened, paragraph, its old words) of the clauses that a renewal lost; dropped ones first."""
    sql = """
      SELECT DISTINCT l.step, l.old_paragraph, p.text FROM lineage l
      JOIN paragraphs p ON p.symbol = l.old AND p.lang = 'en' AND p.reference = l.old_paragraph
      WHERE l.mandate = ? AND l.old = ? AND l.new = ? AND l.step IN ('dropped', 'weakened')
      ORDER BY l.step, p.position"""
    return [(row[0], row[1], row[2]) for row in connection.execute(sql, [mandate, old, new])]


def _compare_page(old: str, new: str) -> str:
    return f"/compare/{resolution_number(old) or old}/{resolution_number(new) or new}"


def mandate_ends(connection: sqlite3.Connection, today: date, days: int) -> list[Item]:
    """Mandates that end within `days` and were not renewed; one item per text, paragraph and date."""
    return _ends(connection, "e.superseded_by = ''", today, today + timedelta(days=days))


def _ends(connection: sqlite3.Connection, which: str, first: date, last: date) -> list[Item]:
    sql = f"""
      SELECT e.*, r.situations, r.url, r.document, r.year FROM mandate_ends e
      LEFT JOIN resolutions r ON r.symbol = e.symbol LEFT JOIN resolutions n ON n.symbol = e.superseded_by
      WHERE {which} AND e.due BETWEEN ? AND ? ORDER BY e.due, e.id"""
    found = []
    for row in connection.execute(sql, [first.isoformat(), last.isoformat()]):
        due = date.fromisoformat(row["due"])
        title = f"{row['mandate'] or row['subject']} ends on {due:%-d %B %Y} ({row['symbol']})"
        place = f"paragraph {row['paragraph']}"
        found.append(
            Item(
                kind="mandate_end",
                key=f"{row['symbol']}|{row['paragraph']}|{row['mandate']}|{row['due']}",
                seq=0,
                title=title,
                passages=(Passage(place, row["quote"], "en"), Passage("title", f"{title} {row['subject']}", "en")),
                fields={
                    "kind": values("mandate_end", "resolution"),
                    "year": values(row["year"]),
                    "situation": values(*(row["situations"] or "").split()),
                    "mandate": values(row["mandate"]),
                },
                standing="adopted",
                subject=f"end:{row['symbol']}",
                kinds=values("mandate_end"),
                day=due,
                page=text_page(row["symbol"]),
                url=row["url"] or "",
                document=row["document"] or "",
            )
        )
    return found


def signals(connection: sqlite3.Connection, since: date) -> list[Item]:
    """Signals of periods that began at or after `since`: what rose, over what baseline, at what false-alarm rate."""
    found = []
    for row in connection.execute("SELECT * FROM signals WHERE starts >= ? ORDER BY starts, id", [since.isoformat()]):
        violation = row["violation"].replace("_", " ")
        title = f"{row['situation']}, {violation}: {row['stories']} stories in the {row['period']} from {row['starts']}"
        usual = f"usual {row['baseline']:.1f} a {row['period']}"
        rate = f"stated false-alarm rate {row['false_alarms_per_year']:.2g} a year for this series"
        found.append(
            Item(
                kind="signal",
                key="|".join(row[name] for name in ("situation", "violation", "period", "starts")),
                seq=0,
                title=title,
                passages=(Passage("title", title, "en"),),
                fields={
                    "kind": values("signal"),
                    "situation": values(row["situation"]),
                    "violation": values(row["violation"]),
                    "year": values(row["starts"][:4]),
                },
                standing="computed",
                subject=f"signal:{row['situation']} {row['violation']}",
                kinds=values("signal"),
                day=date.fromisoformat(row["starts"]),
                page=f"/signal/{row['id']}",
                note=f"{usual}; {row['outlets']} outlets; {row['method']}; {rate}. A rise in reports, no risk score.",
            )
        )
    return found


def source_states(connection: sqlite3.Connection, since: str = "") -> list[Item]:
    """Sources that are silent or in trouble at present, or were since a day; one item for each time they became so."""
    sql = """
      SELECT h.*, s.title FROM health h JOIN sources s ON s.id = h.source
      WHERE iif(? = '', h.until = '', h.since >= ?) AND h.state IN ('silent', 'failing', 'refused', 'shape')
      ORDER BY h.id"""
    found = []
    for row in connection.execute(sql, [since, since]):
        title = f"Source {row['title']}: {row['state']} since {row['since'][:10]}"
        found.append(
            Item(
                kind="source",
                key=f"{row['source']}|{row['state']}|{row['since']}",
                seq=0,
                title=title,
                passages=(Passage("reason", f"{title}. {row['reason']}", "en"),),
                fields={"kind": values("source"), "source": values(row["source"])},
                standing="computed",
                subject=f"source:{row['source']}",
                kinds=values("source"),
                day=date.fromisoformat(row["since"][:10]),
                page="/sources",
                note=row["reason"],
            )
        )
    return found


def standing(connection: sqlite3.Connection, today: date, lead_days: int) -> list[Item]:
    """What time or our own judgement brings about rather than a new record; it has no `seq` and no row in `changes`,
    which holds only what a replay of the archive brings back."""
    ends = mandate_ends(connection, today, lead_days) if lead_days else []
    return ends + signals(connection, today - SIGNAL_DAYS) + source_states(connection)


def would_have_stood(connection: sqlite3.Connection, since: date, today: date, lead_days: int) -> list[Item]:
    """What `standing` would have begun to give from `since` to `today`: also what was renewed or mended in between."""
    lead = timedelta(days=lead_days)
    in_time = f"(e.superseded_by = '' OR n.adopted > date(e.due, '-{lead.days} days'))"
    ends = _ends(connection, in_time, since + lead + timedelta(days=1), today + lead)
    return ends + signals(connection, since) + source_states(connection, since.isoformat())
