"""`/calendar` and `/calendar.ics`."""

from __future__ import annotations

import re
import sqlite3
from datetime import date, timedelta

from datasette_config.answering import Answer, Entry, listing, page
from datasette_config.asking import Ask
from datasette_config.texts import words
from db.pages.calendar import due, undated
from db.pages.home import holds_sample
from db.pages.rows import Row
from records.places import anchor, text_link


def calendar(connection: sqlite3.Connection, ask: Ask) -> Answer:
    """The page, its feed, its data, and the same for a calendar program."""
    t = words().calendar
    everything = ask.flag("all")
    found = due(connection, ask.today, everything)
    for row in found:
        row["link"] = _link(row)
    if ask.form == "ics":
        return Answer(ics(ask, found), media_type="text/calendar; charset=utf-8")
    entries = (
        Entry(
            f"due/{r['symbol']}/{r['paragraph']}/{r['due']}",
            f"{r['due']}: {r['subject']}",
            ask.today.isoformat(),
            r["link"],
            r["quote"],
        )
        for r in found
    )
    if other := listing(ask, t.title, found, entries):
        return other
    months: dict[str, list[Row]] = {}
    for row in found:
        on = _day(row["due"])
        row["days"] = (on - ask.today).days if on else None
        months.setdefault(row["due"][:7], []).append(row)
    return page(
        ask,
        "calendar.html",
        sample=holds_sample(connection),
        months=months,
        everything=everything,
        undated=[] if everything else undated(connection, ask.today.year - 2),
    )


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text) else None


def _link(row: Row) -> str:
    to = text_link(row["symbol"])
    return f"{to}#{anchor(row['paragraph'])}" if to else ""


def _escaped(text: str) -> str:
    return re.sub(r"[\r\n]+", " ", text).replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")


def _folded(line: str) -> str:
    """RFC 5545 wants lines of at most 75 octets; the rest is continued after CRLF and a space."""
    parts: list[str] = []
    held = ""
    for sign in line:
        if len((held + sign).encode()) > (75 if not parts else 74):
            parts.append(held)
            held = ""
        held += sign
    return "\r\n ".join([*parts, held])


def ics(ask: Ask, found: list[Row]) -> str:
    """RFC 5545: one event of a whole day per row."""
    t = words().calendar
    stamp = ask.today.strftime("%Y%m%dT000000Z")
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//CAAC monitor//calendar//EN"]
    lines.append(f"X-WR-CALNAME:{t.calendar_name}")
    for row in found:
        if (on := _day(row["due"])) is None:
            continue
        key = re.sub(r"[^A-Za-z0-9]+", "-", f"{row['kind']}-{row['symbol']}-{row['paragraph']}-{row['due']}")
        lines += [
            "BEGIN:VEVENT",
            f"UID:{key}@caac-monitor",
            f"DTSTAMP:{stamp}",
            f"DTSTART;VALUE=DATE:{on:%Y%m%d}",
            f"DTEND;VALUE=DATE:{on + timedelta(days=1):%Y%m%d}",
            f"SUMMARY:{_escaped(t.kinds.get(row['kind']) + ': ' + row['subject'])}",
            f"DESCRIPTION:{_escaped(row['symbol'] + ', ' + row['paragraph'] + ': ' + row['quote'])}",
            f"URL:{ask.whole(row['link'])}",
            "TRANSP:TRANSPARENT",
            "END:VEVENT",
        ]
    lines.append("END:VCALENDAR")
    return "\r\n".join(_folded(line) for line in lines) + "\r\n"
