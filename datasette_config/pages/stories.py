"""`/stories`, `/story/ID`, `/signals` and `/signal/ID`: what was reported, never what was verified."""

from __future__ import annotations

import sqlite3
from datetime import date, timedelta
from urllib.parse import quote

from datasette_config import charts
from datasette_config.answering import Answer, Entry, as_json, listing, moved, page
from datasette_config.asking import Ask
from datasette_config.texts import words
from db.pages import stories as queries
from db.pages.home import holds_sample
from db.pages.rows import EXPORT_ROWS, FEED_ROWS, Row
from records.readings import VIOLATIONS

SIZE, WEEKS = 30, 26


def stories(connection: sqlite3.Connection, ask: Ask) -> Answer:
    """`/stories`, narrowed by situation and violation."""
    situation, violation = ask.value("situation").upper(), ask.value("violation")
    offset = ask.number("offset", 0, 0, 10**9)
    size = {"html": SIZE, "atom": FEED_ROWS}.get(ask.form, EXPORT_ROWS)
    found, total = queries.story_list(connection, situation, violation, size, offset)
    title = words().lists.stories
    other = listing(ask, title, found, (story_entry(row) for row in found))
    return other or page(
        ask,
        "stories.html",
        sample=holds_sample(connection),
        rows=found,
        total=total,
        size=SIZE,
        offset=offset,
        situation=situation,
        violation=violation,
        violations=VIOLATIONS,
    )


def story_entry(row: Row) -> Entry:
    """A story in a feed."""
    t = words()
    mentions = ", ".join(t.violations.get(v) for v in row["violations"].split())
    said = f"{t.story.reported}. {t.story.outlets.format(n=row['outlets'])}. {row['countries']}. {mentions}"
    return Entry(f"story/{row['id']}", row["title"], row["last_seen"], f"/story/{row['id']}", said)


def story(connection: sqlite3.Connection, ask: Ask) -> Answer:
    """`/story/ID`: its reports, with the words that led to each label."""
    row, items = queries.story(connection, ask.parts["id"])
    if ask.form == "json":
        return as_json({"story": row, "items": items})
    for item in items:
        item["mentions"] = _by_code(item["why"])
    return page(ask, "story.html", sample=holds_sample(connection), row=row, items=items)


def report(connection: sqlite3.Connection, ask: Ask) -> Answer:
    """`/report/ID`: a press report that belongs to no story; one that does leads there."""
    item = queries.report(connection, ask.parts["id"])
    if item["story"] and ask.form == "html":
        return moved(f"/story/{quote(item['story'], safe='')}")
    item["why"] = queries.evidence(connection, item["id"])
    if ask.form == "json":
        return as_json(item)
    item["mentions"] = _by_code(item["why"])
    return page(ask, "report.html", sample=holds_sample(connection), item=item)


def _by_code(found: list[Row]) -> dict[str, list[str]]:
    """Quotes by label, each quote once."""
    held: dict[str, list[str]] = {}
    for row in found:
        quotes = held.setdefault(row["code"], [])
        if row["quote"] and row["quote"] not in quotes:
            quotes.append(row["quote"])
    return held


def signals(connection: sqlite3.Connection, ask: Ask) -> Answer:
    """`/signals`: what rose, over what baseline, at what rate of false alarms."""
    t = words()
    found = queries.signal_list(connection, 60 if ask.form == "html" else EXPORT_ROWS)
    entries = (
        Entry(
            f"signal/{r['id']}",
            f"{r['name'] or r['situation']}: {t.signals.violation} {t.violations.get(r['violation'])}",
            r["starts"],
            f"/signal/{r['id']}",
            f"{r['stories']} {t.signals.stories}, {t.signals.baseline} {r['baseline']:.1f}",
        )
        for r in found
    )
    plain = [{k: v for k, v in r.items() if k != "ids"} for r in found]
    if other := listing(ask, t.signals.title, plain, entries):
        return other
    for row in found:
        row["chart"] = _spark(connection, row)
    violation = ask.value("violation") if ask.value("violation") in VIOLATIONS else VIOLATIONS[0]
    return page(
        ask,
        "signals.html",
        sample=holds_sample(connection),
        rows=found,
        board=_board(connection, violation, ask.today),
        violation=violation,
        violations=VIOLATIONS,
        weeks=WEEKS,
    )


def _board(connection: sqlite3.Connection, violation: str, today: date) -> list[Row]:
    """The early-warning board: per country a line of weeks with the mean of the weeks before the last four dashed."""
    drawn = []
    for code, numbers in queries.board(connection, violation, today.isoformat(), WEEKS).items():
        usual = sum(numbers[:-4]) / (WEEKS - 4)
        label = f"{code}: {', '.join(map(str, numbers))}; {words().signals.baseline} {usual:.1f}"
        chart = charts.spark(numbers, [usual] * WEEKS, label)
        drawn.append({"code": code, "chart": chart, "last": sum(numbers[-4:]), "usual": usual * 4, "sum": sum(numbers)})
    return drawn


def _spark(connection: sqlite3.Connection, row: Row) -> object:
    last = date.fromisoformat(row["starts"][:10]) + timedelta(days=6)
    numbers = queries.week_counts(connection, row["situation"], row["violation"], last.isoformat(), WEEKS)
    label = f"{WEEKS} weeks: {', '.join(map(str, numbers))}; usual {row['baseline']:.1f}"
    return charts.spark(numbers, [row["baseline"]] * WEEKS, label)


def signal(connection: sqlite3.Connection, ask: Ask) -> Answer:
    """`/signal/ID`: one signal with its articles."""
    row = queries.signal(connection, ask.parts["id"])
    items = queries.articles(connection, row["ids"][:500])
    if ask.form == "json":
        return as_json({"signal": row, "articles": items})
    last = date.fromisoformat(row["starts"][:10]) + timedelta(days=6)
    numbers = queries.week_counts(connection, row["situation"], row["violation"], last.isoformat(), WEEKS)
    weeks = [((last - timedelta(days=6 + 7 * (WEEKS - 1 - i))).isoformat(), n) for i, n in enumerate(numbers)]
    return page(
        ask,
        "signal.html",
        sample=holds_sample(connection),
        row=row,
        items=items,
        weeks=weeks,
        chart=charts.columns(
            [(day[5:], n) for day, n in weeks], words().signals.title, every=4, marks=[row["starts"][5:10]]
        ),
    )
