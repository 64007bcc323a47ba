"""`caac calendar`: ends of mandates and reports asked for."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from typing import Any

import click

from caac.context import Data, json_option, now, pass_data, print_json, say
from db.workbench import calendar


@click.command()
@click.option("--all", "everything", is_flag=True, help="Past and superseded ones too.")
@click.option("--ics", "as_ics", is_flag=True, help="Print as a calendar file.")
@json_option
@pass_data
def command(data: Data, everything: bool, as_ics: bool, as_json: bool) -> None:
    """What falls due, read from the texts: ends of mandates and measures, reports asked for."""
    moment = now()
    with data.reader() as public:
        found = calendar(public, moment.date(), everything)
    if as_ics:
        click.echo(ics(found, moment), nl=False)
        return
    if as_json:
        print_json(found)
        return
    for row in found:
        when = row["due"] or row["interval"] or "no date"
        left = f" ({(date.fromisoformat(row['due']) - moment.date()).days} days)" if row["due"] else ""
        click.echo(
            f"{when}{left}: {row['kind'].replace('_', ' ')}, {row['subject']} [{row['symbol']}, {row['paragraph']}]"
        )
    if not found:
        say("nothing falls due")


def ics(found: list[dict[str, Any]], moment: datetime) -> str:
    """RFC 5545, one event of a whole day per dated row."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//caac-monitor//calendar//EN"]
    for row in found:
        if row["due"]:
            day = date.fromisoformat(row["due"])
            name = re.sub(r"[^A-Za-z0-9]+", "-", f"{row['kind']} {row['symbol']} {row['paragraph']} {row['due']}")
            lines += [
                "BEGIN:VEVENT",
                f"UID:{name}@caac-monitor",
                f"DTSTAMP:{moment:%Y%m%dT%H%M%SZ}",
                f"DTSTART;VALUE=DATE:{day:%Y%m%d}",
                f"DTEND;VALUE=DATE:{day + timedelta(days=1):%Y%m%d}",
                f"SUMMARY:{_escaped(row['kind'].replace('_', ' ') + ': ' + row['subject'])}",
                f"DESCRIPTION:{_escaped(row['symbol'] + ', paragraph ' + row['paragraph'] + ': ' + row['quote'])}",
                "TRANSP:TRANSPARENT",
                "END:VEVENT",
            ]
    return "".join(_folded(line) + "\r\n" for line in [*lines, "END:VCALENDAR"])


def _escaped(text: str) -> str:
    return re.sub(r"\s+", " ", text).replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")


def _folded(line: str) -> str:
    """Lines hold at most 75 octets; the rest goes on after CRLF and a space."""
    parts, held = [], ""
    for sign in line:
        if len((held + sign).encode()) > 73:
            parts.append(held)
            held = ""
        held += sign
    return "\r\n ".join([*parts, held])
