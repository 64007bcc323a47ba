"""A small invented world, saved through the real store: two renewals, a statement, a failed draft, press reports."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from db.connect import open_writer
from db.store.store import Store
from records.council import CouncilText, CountryVote, Paragraph, Vote
from records.fetching import Source
from records.news import NewsItem
from records.readings import (
    Citation,
    Evidence,
    MandateEnd,
    NewsReading,
    Provision,
    ReportingRequest,
    TextReading,
)

AT = datetime(2026, 11, 1, 6, 30, tzinfo=UTC)
SHA = "ab" * 32
OLD, NEW, ARABIC = "S/RES/9001 (2025)", "S/RES/9002 (2026)", "قرار تجريبي بشأن الأطفال"
SG = "Secretary-General"
MEMBERS = [f"Member {letter}" for letter in "ABCDEFGHIJKLMNO"]


def paragraphs(advisers: str) -> tuple[Paragraph, ...]:
    """A preamble, three operative units with a heading, and one with an odd sign in it."""
    return (
        Paragraph("P1", "preamble", "Recalling resolution 9001 (2025) and <all> earlier ones,", opening="Recalling"),
        Paragraph("1", "operative", "Decides to extend the mandate of UNMIKAR until 30 January 2027;", "", 0, "1."),
        Paragraph("2", "operative", f"Requests UNMIKAR to {advisers} child protection advisers:", "Children", 0, "2."),
        Paragraph("2(a)", "operative", "to monitor and report on violations against children;", "Children", 1, "(a)"),
        Paragraph("3", "operative", "Decides to remain seized of the matter.", "", 0, "3."),
    )


def texts() -> list[CouncilText]:
    """The Council texts of the world."""
    votes = tuple(CountryVote(c, "abstain" if i == 3 else "yes") for i, c in enumerate(MEMBERS))
    vote = Vote("vote", 14, 0, 1, 0, votes)
    common: dict[str, Any] = {"agenda_item": "The situation in Karvelia", "sponsors": ("Member A",), "sample": True}
    old = CouncilText(
        "resolution", OLD, "en", "akn4un", "Sample resolution 9001 (2025) [on Karvelia]", date(2025, 1, 30), 9901,
        vote=vote, paragraphs=paragraphs("keep"), url="https://example.org/9001", **common,
    )  # fmt: skip
    new = replace(
        old, symbol=NEW, title="Sample resolution 9002 (2026) [on Karvelia]", adopted=date(2026, 1, 30),
        paragraphs=paragraphs("keep enough"), subjects=("CHILD SOLDIERS",),
    )  # fmt: skip
    arabic = replace(
        new, lang="ar", title=ARABIC,
        paragraphs=(
            Paragraph("P1", "preamble", "إذ يشير إلى قراره السابق،"),
            Paragraph("1", "operative", "يقرر تمديد الولاية؛", "", 0, "1 -"),
            Paragraph("2", "operative", "يطلب إلى البعثة حماية الأطفال:", "", 0, "2 -"),
        ),
    )  # fmt: skip
    statement = CouncilText(
        "statement", "S/PRST/2026/91", "en", "akn4un", "Sample statement", date(2026, 3, 1), 9950,
        paragraphs=(Paragraph("1", "operative", "The Security Council condemns the abduction of children."),), **common,
    )  # fmt: skip
    draft = CouncilText(
        "draft", "S/2026/9100", "en", "akn4un", "Sample draft", date(2026, 4, 1), 9960,
        vote=Vote("vote", 9, 2, 4, 0, (CountryVote("Member A", "no"),)), paragraphs=paragraphs("triple"), **common,
    )  # fmt: skip
    return [old, new, arabic, statement, draft]


def reading(paragraph_end: date) -> TextReading:
    """What a reader would take from both resolutions."""
    return TextReading(
        citations=(Citation("P1", "preamble", OLD, "resolution", "9001 (2025)", 21, 32, "recalling"),),
        provisions=(
            Provision("2", 3, ("child_protection_advisers",), "Requests", "child protection advisers", 27, 52, "cpa"),
            Provision("2(a)", 3, ("monitoring_reporting", "killing_maiming"), "Requests", "children", 43, 51, "mrm"),
        ),
        ends=(MandateEnd("1", "UNMIKAR", paragraph_end, "stated", "until 30 January 2027", 40, 61, "until"),),
        requests=(
            ReportingRequest("2(a)", "report", SG, "report", date(2027, 2, 1), "", "fixed", "r", 14, 20, "r"),
            ReportingRequest("3", "keep informed", SG, "update", None, "every 90 days", "interval", "x", 0, 1, "r"),
        ),
        situations=("XXA",),
        mandates=("UNMIKAR", "Karvelia sanctions"),
    )  # fmt: skip


def news() -> list[tuple[NewsItem, NewsReading]]:
    """Reports: one in English with a hostile title and link, one in Arabic."""
    seen = (Evidence("abduction", "abducted", 8, 16, "abduct*"), Evidence("child", "children", 17, 25, "children"))
    found = NewsReading("en", True, True, True, ("abduction",), ("XXA",), kind="incident", score=0.9, evidence=seen)
    hostile = NewsItem(
        "sample_wire", "Sample: abducted children <script>alert(1)</script> freed", "javascript:alert(1)", "g1",
        "=1+1 Sample summary & <b>bold</b>", AT, outlet="Sample Wire", sample=True,
    )  # fmt: skip
    arabic = replace(hostile, title="تجريبي: اختطاف أطفال", guid="g2", url="https://example.org/a", summary="")
    return [(hostile, found), (arabic, replace(found, lang="ar"))]


def build(path: Path) -> None:
    """Fill a database file; rows that only later steps derive are written directly."""
    db = open_writer(path)
    store = Store(db, "test")
    licence = "Sample material of this project, CC0"
    sources = [
        Source("sample_council", "Sample Council", "CAAC monitor", "akoma_ntoso", "https://example.org/c", sample=True,
               licence=licence),
        Source("sample_wire", "Sample Wire", "CAAC monitor", "feed", "https://example.org/f", sample=True),
    ]  # fmt: skip
    store.save_sources(sources)
    for text in texts():
        store.save_text(text, SHA, "sample_council", AT)
    store.save_text_reading(OLD, reading(date(2026, 1, 30)), AT)
    store.save_text_reading(NEW, reading(date(2027, 1, 30)), AT)
    for item, read in news():
        store.save_news(item, read, SHA, AT)
    with store.batch():
        _derived(store)
    db.close()


def _derived(store: Store) -> None:
    run = store.connection.execute
    run("UPDATE mandate_ends SET superseded_by = ? WHERE symbol = ?", (NEW, OLD))
    run(
        "INSERT INTO renewals (mandate, old, new, basis, child_old, child_new, kept, changed, dropped, summary)"
        " VALUES ('UNMIKAR', ?, ?, 'test', 2, 2, 1, 1, 1, '1 kept, 1 changed, 1 dropped')",
        (OLD, NEW),
    )
    run("INSERT INTO lineage VALUES ('UNMIKAR', ?, '2', ?, '2', 'changed', 0.9)", (OLD, NEW))
    run(
        "INSERT INTO stories (id, title, lead, first_seen, last_seen, items, outlets, languages, countries, violations,"
        " parties, relevant, kind, sample, seq) SELECT 'st-1', title, id, first_seen, first_seen, 2, 2, 'en ar', 'XXA',"
        " 'abduction recruitment_use', '', 1, 'incident', 1, 99 FROM news WHERE id = 1"
    )
    run("UPDATE news SET story = 'st-1'")
    run(
        "INSERT INTO signals (situation, violation, period, starts, stories, outlets, baseline, method, statistic,"
        " threshold, false_alarms_per_year, articles) VALUES ('XXA', 'abduction', 'week', '2026-10-26', 5, 3, 1.5,"
        " 'cusum', 6, 5, 0.8, '[1, 2]')"
    )
    run(
        "INSERT INTO situations (iso3, situation, on_council_agenda, has_listed_party, certainty, sample)"
        " VALUES ('XXA', 'Karvelia', 1, 1, 'sample', 1)"
    )
    run("INSERT INTO parties VALUES ('Sample Front', 'Karvelia', 'XXA', 'SF', 'non-state', 'sample', '', 1, '')")
    run(
        "INSERT INTO listings (party, situation, report_year, annex, section, violations, source, certainty, sample)"
        " VALUES ('Sample Front', 'Karvelia', 2026, 'I', 'A', 'abduction', '', 'sample', 1)"
    )
    run(
        "INSERT INTO verified_totals (report_year, covers_year, measure, value, approximate, symbol, source, certainty)"
        " VALUES (2026, 2025, 'total_verified', 1234, 0, 'A/00/1', '', 'seen')"
    )
    run(
        "INSERT INTO rounds (source, started, finished, outcome, reason, items, new) VALUES"
        " ('sample_wire', '2026-11-01T06:00:00+00:00', '2026-11-01T06:01:00+00:00', 'ok', '', 2, 2),"
        " ('sample_council', '2026-11-01T06:00:00+00:00', '2026-11-01T06:01:00+00:00', 'refused', 'status 403', 0, 0)"
    )
    run(
        "INSERT INTO documents (sha256, source, url, fetched, media_type, size, warc_file, warc_offset)"
        " VALUES (?, 'sample_council', 'https://example.org/c/1', ?, 'text/xml', 10, 'w', 0)",
        (SHA, AT.isoformat()),
    )
