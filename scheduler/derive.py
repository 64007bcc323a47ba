"""What needs several texts or items together, brought into step after each round: only what changed is looked at.

Alignment of languages, vote checks, citation counts, renewals with what became of their child provisions, ends and
requests that a later text replaced, stories.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from db.archive.archive import Archive
from db.derived import (
    Link,
    Renewal,
    advance,
    behind,
    chains,
    count_citations,
    drop_renewals,
    known_renewals,
    languages,
    pending,
    save_alignment,
    save_renewal,
    settle,
    supersede,
)
from db.lineage import child_clauses, drop_steps, renewed_clauses, save_origins, save_steps
from db.store.store import Store
from reading.council.alignment import align
from reading.council.situations import renews
from reading.council.votes import vote_findings
from reading.workbench.compare import child_units, compare, summary
from reading.workbench.families import Clause, origins
from records.council import CouncilText
from records.readings import Pairing
from scheduler.derive_stories import derive_stories

_NAME = "texts"


@dataclass(frozen=True, slots=True)
class Derived:
    """An event of the archive's log: derivations ran here. A replay runs them at the same place."""

    at: datetime


def derive_logged(archive: Archive, store: Store, at: datetime) -> None:
    """`derive`, noted in the archive's log; does nothing when nothing changed since the last time."""
    if not pending(store.connection):
        return
    archive.log(Derived(at))
    archive.sync()
    derive(store, at)


def derive(store: Store, at: datetime) -> None:
    """Bring everything derived into step with the texts and items stored by now."""
    touched, newest = behind(store.connection, _NAME)
    if touched:
        with store.batch():
            for symbol in touched:
                _check_text(store, symbol, at)
            count_citations(store.connection)
        _renew(store, at)
        with store.batch():
            advance(store.connection, _NAME, newest)
    derive_stories(store, at)
    with store.batch():
        settle(store.connection)


def _check_text(store: Store, symbol: str, at: datetime) -> None:
    """Align the languages of a text with its English one, and check its vote."""
    english = store.shown_text(symbol, "en")
    if english is None:
        return
    for reason in vote_findings(english):
        store.add_finding("vote_sum", symbol, reason, "", "", at)
    for lang in languages(store.connection, symbol):
        other = store.shown_text(symbol, lang) if lang != "en" else None
        if other is None:
            continue
        aligned = align(english.paragraphs, other.paragraphs)
        save_alignment(store.connection, symbol, lang, aligned.english)
        for reason in aligned.differs:
            store.add_finding("alignment", f"{symbol} {lang}", reason, "", "", at)


def _renew(store: Store, at: datetime) -> None:
    known = known_renewals(store.connection)
    wanted = set()
    for mandate, texts in sorted(chains(store.connection).items()):
        chain = [link for link in texts if renews(link.title, link.fixes_end)]
        for old, new in _pairs(chain):
            key = (mandate, old.symbol, new.symbol)
            wanted.add(key)
            fingerprint = f"{old.fingerprint} {new.fingerprint}"
            if known.get(key) != fingerprint:
                with store.batch():
                    _save(store, mandate, (old, new), fingerprint, at)
        with store.batch():
            supersede(store.connection, mandate, [link.symbol for link in chain])
    with store.batch():
        drop_renewals(store.connection, set(known) - wanted)
        drop_steps(store.connection)
        _link_families(store)


def _link_families(store: Store) -> None:
    """Lead clauses without a predecessor in their own mandate back to the text whose wording they took over."""
    clauses = [Clause(*row) for row in child_clauses(store.connection)]
    found = origins(clauses, renewed_clauses(store.connection))
    steps = ((o.old.symbol, o.old.paragraph, o.new.symbol, o.new.paragraph, o.step, o.similarity) for o in found)
    save_origins(store.connection, steps)


def _pairs(chain: list[Link]) -> Iterator[tuple[Link, Link]]:
    """Each text with the last substantive one before it: a technical rollover is compared, and then passed over."""
    last: Link | None = None
    for link in chain:
        if last is not None:
            yield last, link
        if last is None or not link.rollover:
            last = link


def _save(store: Store, mandate: str, pair: tuple[Link, Link], fingerprint: str, at: datetime) -> None:
    old, new = (store.shown_text(link.symbol, "en") for link in pair)
    if old is not None and new is not None:
        rows = compare(old.paragraphs, new.paragraphs)
        rollover = pair[1].rollover
        save_renewal(store.connection, _renewal(mandate, old, new, rollover, fingerprint, rows), at)
        save_steps(store.connection, mandate, old.symbol, new.symbol, [] if rollover else rows)


def _renewal(
    mandate: str, old: CouncilText, new: CouncilText, rollover: bool, fingerprint: str, rows: list[Pairing]
) -> Renewal:
    before, after = child_units(rows, "old"), child_units(rows, "new")
    told = summary(rows)
    if rollover:
        # It prolongs by reference: what it does not restate is not lost, so nothing is counted as dropped.
        held = f", without restating its {before} child provision{'s' if before > 1 else ''}" if before else ""
        rows, told = [], f"prolongs {old.symbol} by reference{held}"
    child = [row for row in rows if row.child]

    def count(status: str = "", force: str = "") -> int:
        return sum((not status or row.status == status) and (not force or row.force == force) for row in child)

    return Renewal(
        mandate=mandate,
        old=old.symbol,
        new=new.symbol,
        basis="title and ends",
        technical_rollover=int(rollover),
        child_old=before,
        child_new=after,
        kept=count("kept"),
        changed=count("changed"),
        strengthened=count(force="strengthened"),
        weakened=count(force="weakened"),
        dropped=count("dropped"),
        added=count("new"),
        summary=told,
        fingerprint=fingerprint,
    )
