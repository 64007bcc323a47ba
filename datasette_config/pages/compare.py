"""`/compare` and `/compare/OLD/NEW`: two resolutions paragraph by paragraph, word by word."""

from __future__ import annotations

import sqlite3
from collections import Counter

from datasette_config.answering import Answer, Entry, as_json, listing, moved, page
from datasette_config.asking import Ask
from datasette_config.texts import words
from db.pages import compare as queries
from db.pages.home import holds_sample
from db.pages.rows import Row
from db.pages.texts import resolution_row
from reading.workbench.compare import compare
from records.readings import Pairing


def choose(connection: sqlite3.Connection, ask: Ask) -> Answer:
    """`/compare`: the form, and pairs worth comparing."""
    old, new = ask.value("old"), ask.value("new")
    if ask.form == "html" and old and new:
        first, second = resolution_row(connection, old), resolution_row(connection, new)
        return moved(f"/compare/{first['number']}/{second['number']}")
    found = queries.renewals(connection, 60 if ask.form == "html" else 5000)
    entries = (
        Entry(
            f"compare/{r['old']}/{r['new']}",
            f"{r['mandate']}: {r['old']} → {r['new']}",
            r["adopted"] or "",
            f"/compare/{r['old_number']}/{r['new_number']}",
            r["summary"],
        )
        for r in found
    )
    return listing(ask, words().compare.pick, found, entries) or page(
        ask, "compare_choose.html", sample=holds_sample(connection), rows=found, old=old, new=new
    )


def two(connection: sqlite3.Connection, ask: Ask) -> Answer:
    """`/compare/OLD/NEW`."""
    old, new = resolution_row(connection, ask.parts["old"]), resolution_row(connection, ask.parts["new"])
    straight = f"/compare/{old['number']}/{new['number']}"
    if ask.path != straight:
        suffix = "" if ask.form == "html" else f".{ask.form}"
        return moved(ask.link(straight + suffix))
    lang = ask.value("lang") or "en"
    sides = [queries.printed(connection, row["symbol"], lang) for row in (old, new)]
    found = compare(sides[0], sides[1], lang) if all(sides) else []
    if ask.form == "json":
        return as_json([_plain(p) for p in found])
    by_reference = [{p.reference: p for p in side} for side in sides]
    shown = [p for p in found if p.child] if ask.flag("child") else found
    if ask.form == "csv":
        rows = [{**_plain(p), "diff": " ".join(f"[{op}{text}]" for op, text in p.diff)} for p in found]
        answer = listing(ask, "", rows, ())
        assert answer is not None, "csv is always a listing"
        return answer
    return page(
        ask,
        "compare.html",
        sample=holds_sample(connection),
        old=old,
        new=new,
        missing="" if all(sides) else _missing(old, new),
        lang=lang,
        languages=[code for code in old["languages"].split() if code in new["languages"].split()],
        rows=[(p, by_reference[0].get(p.old or ""), by_reference[1].get(p.new or "")) for p in shown],
        counts=Counter(p.status for p in found),
        child_counts=Counter(p.status for p in found if p.child),
        child_only=ask.flag("child"),
    )


def _missing(old: Row, new: Row) -> str:
    """Why the two cannot be compared: no words at all, or none in this language."""
    t = words().compare
    if not (old["languages"] and new["languages"]):
        return str(t.missing)
    held = [", ".join(words().langs.get(code) for code in row["languages"].split()) for row in (old, new)]
    return str(t.missing_lang).format(old=old["symbol"], new=new["symbol"], old_held=held[0], new_held=held[1])


def _plain(pairing: Pairing) -> Row:
    return {
        "old_paragraph": pairing.old,
        "new_paragraph": pairing.new,
        "status": pairing.status,
        "child": pairing.child,
        "similarity": pairing.similarity,
        "force": pairing.force,
        "diff": [list(step) for step in pairing.diff],
    }
