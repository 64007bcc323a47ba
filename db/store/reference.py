"""Tables of the field into the database: situations, parties, listings, verified totals, the CAAC texts themselves.

Each row of the CSV files says how certain it is. What was seen or verified is published; of the rest only names that
pages need (situations) go in, marked and without their claims. Nothing is derived: no total is a sum of ours.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

from db.store.reports import forget_shipped
from db.store.store import Store
from records.council import CouncilText, Vote
from records.readings import VIOLATIONS
from records.reports import MEASURES, Listing, VerifiedTotal, published, report_of

FOLDER = Path(__file__).resolve().parents[2] / "reading" / "tables"
#: When the tables were last gone over; a fixed moment, so that a replay gives the same rows.
CHECKED = datetime(2026, 11, 23, tzinfo=UTC)
SOURCE = "reference_tables"
#: How the column `certainty` of the totals names measures.
_NAMED = {
    "total": ("total_verified",), "totals": ("total_verified", "committed_in_year", "children_affected"),
    "R&U": ("recruitment_use",), "K&M": ("killing_maiming",), "DHA": ("denial_humanitarian_access",),
    "killed": ("killed",), "maimed": ("maimed",), "boys": ("boys",), "girls": ("girls",),
    "abduction": ("abduction",), "SV": ("sexual_violence",), "attacks": ("attacks_schools_hospitals",),
}  # fmt: skip
Row = dict[str, str]


def save_reference(store: Store, folder: Path = FOLDER, *, sample: bool = False) -> None:
    """Bring the reference tables in line with the CSV files; `sample` adds the invented situation and parties."""
    with store.batch():
        forget_shipped(store.connection)
        store.connection.execute("DELETE FROM council_members")
        _situations(store, folder, sample)
        _parties(store, folder, sample)
        _totals(store, folder)
        _members(store, folder)
        for text in (*_resolutions(folder), *_statements(folder)):
            store.save_text(text, "", SOURCE, CHECKED)


def _rows(path: Path) -> list[Row]:
    if not path.is_file():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _situations(store: Store, folder: Path, sample: bool) -> None:
    rows = [
        (r["iso3"], r["situation"], int(r["on_council_agenda"]), int(r["has_listed_party"]), r["certainty"], 0)
        if published(r["certainty"])
        else (r["iso3"], r["situation"], None, None, "not checked", 0)
        for r in _rows(folder / "situations.csv")
    ]
    if sample:
        found = {(r["iso3"], r["situation"]) for r in _rows(folder / "sample_parties.csv")}
        rows += [(iso3, name, None, None, "sample", 1) for iso3, name in sorted(found)]
    store.connection.executemany(
        "INSERT OR REPLACE INTO situations (iso3, situation, on_council_agenda, has_listed_party, certainty, sample)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        rows,
    )


def _parties(store: Store, folder: Path, sample: bool) -> None:
    rows = [r for r in _rows(folder / "parties.csv") if published(r["certainty"])]
    parties = [
        (r["party"], r["situation"], r["iso3"], r["aliases"], r["type"], r["certainty"], r["source"], 0) for r in rows
    ]
    if sample:
        parties += [
            (r["party"], r["situation"], r["iso3"], r["aliases"], r["type"], "sample", "sample", 1)
            for r in _rows(folder / "sample_parties.csv")
        ]
    store.connection.executemany(
        "INSERT OR REPLACE INTO parties (party, situation, iso3, aliases, type, certainty, source, sample)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        parties,
    )
    for r in rows:
        if r["source_report_year"].isdigit():
            store.save_report_fact(_listing(r), "", CHECKED)


def _listing(r: Row) -> Listing:
    sectioned = _seen(r, "section")
    return Listing(
        party=r["party"],
        situation=r["situation"],
        iso3=r["iso3"],
        report_year=int(r["source_report_year"]),
        annex=r["annex"] if sectioned else "",
        section=r["section"] if sectioned else "",
        violations=_violations(r),
        source=r["source"],
        certainty=r["certainty"],
        aliases=r["aliases"],
        type=r["type"],
    )


def _seen(row: Row, what: str) -> bool:
    """False where the row's certainty says that this part of it is from memory or was not seen."""
    return not any(what in clause and re.search(r"memory|not seen", clause) for clause in row["certainty"].split(";"))


def _violations(row: Row) -> tuple[str, ...]:
    if not _seen(row, "violations"):
        return ()
    named = row["violations"].replace(";", " ").split()
    inside = re.match(r"seen \(listing, ([^)]*)\)", row["certainty"])
    if inside:
        named = [v for v in named if any(word.strip() and word.strip()[:4] in v for word in inside.group(1).split(","))]
    return tuple(v for v in VIOLATIONS if v in named)


def _totals(store: Store, folder: Path) -> None:
    for r in _rows(folder / "sg_report_totals.csv"):
        for measure in _seen_measures(r["certainty"]) if published(r["certainty"]) else ():
            if r[measure]:
                total = VerifiedTotal(
                    report_year=int(r["report_year"]),
                    covers_year=int(r["covers_year"]),
                    measure=measure,
                    value=int(r[measure]),
                    # A row is marked as a whole; what was rounded in it are the round figures.
                    approximate=r["approximate"] == "1" and int(r[measure]) % 100 == 0,
                    symbol=report_of(r["symbol"]) if _seen(r, "symbol") else "",
                    source=r["source"],
                    certainty="seen",
                    note=r["note"],
                )
                store.save_report_fact(total, "", CHECKED)


def _seen_measures(certainty: str) -> tuple[str, ...]:
    """Measures of a totals row that its certainty calls seen."""
    if certainty == "seen" or certainty.startswith(("seen (rounded,", "seen (rounded;")):
        return MEASURES
    found: list[str] = []
    for clause in certainty.split(";"):
        if "seen" in clause:
            words = re.findall(r"[\w&]+", clause)
            found += [measure for word in words for measure in _NAMED.get(word, ())]
    return tuple(m for m in MEASURES if m in found)


def _members(store: Store, folder: Path) -> None:
    store.connection.executemany(
        "INSERT OR IGNORE INTO council_members (year, country, iso3, permanent) VALUES (?, ?, ?, ?)",
        [(int(r["year"]), r["country"], r["iso3"], int(r["permanent"])) for r in _rows(folder / "council_members.csv")],
    )


def _resolutions(folder: Path) -> Iterator[CouncilText]:
    """The CAAC resolutions and their kin as metadata: number, date, meeting, vote, agenda item."""
    for r in _rows(folder / "caac_resolutions.csv"):
        if published(r["certainty"]) and "number memory" not in r["certainty"]:
            yield CouncilText(
                kind="resolution",
                symbol=f"S/RES/{r['number']} ({r['year']})",
                lang="en",
                origin="table",
                title=r["agenda_item"],
                adopted=date.fromisoformat(r["adopted"]) if r["adopted"] else None,
                meeting=_number(r["meeting"]),
                agenda_item=r["agenda_item"],
                vote=Vote("vote", _number(r["vote_for"]), _number(r["vote_against"]), _number(r["vote_abstain"])),
                url=f"https://docs.un.org/en/S/RES/{r['number']}({r['year']})",
            )


def _statements(folder: Path) -> Iterator[CouncilText]:
    for r in _rows(folder / "caac_prsts.csv"):
        if published(r["certainty"]):
            yield CouncilText(
                kind="statement",
                symbol=r["symbol"],
                lang="en",
                origin="table",
                title=r["agenda_item"],
                adopted=date.fromisoformat(r["adopted"]) if r["adopted"] else None,
                meeting=_number(r["meeting"]),
                agenda_item=r["agenda_item"],
                url=f"https://docs.un.org/en/{r['symbol']}",
            )


def _number(text: str) -> int | None:
    return int(text) if text.isdigit() else None
