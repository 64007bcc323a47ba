"""`caac import`: bulk material from files and folders, recognised by content."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import click

from caac.context import Data, json_option, now, pass_data, print_json, progress, say
from crawlers.bulk import from_path
from crawlers.recognise import kind_of
from db.store.reference import save_reference
from db.store.store import Store
from reading import RULES_VERSION
from records.errors import BadInput
from records.fetching import Document, Fetch, Reject, Source
from scheduler.derive import derive_logged
from scheduler.ingest import Round, RoundReport, batch_of, batches

_TITLES = {
    "akoma_ntoso": "Imported Akoma Ntoso files",
    "undl": "Imported library records",
    "texts": "Imported texts of resolutions",
    "gdelt": "Imported GDELT exports",
    "feed": "Imported feeds",
    "report_tables": "Imported figures and listings of reports",
    "page": "Imported reports and texts of other bodies",
}


def import_source(kind: str) -> Source:
    """The source under which imported material of one kind stands in the catalogue."""
    return Source(
        id=f"import_{kind}",
        title=_TITLES.get(kind, f"Imported material ({kind})"),
        publisher="various",
        kind=kind,
        url="",
        licence="as stated by the publisher of each file",
        stores="full text",
        least_items=0,
        certainty="given by the operator of this installation",
    )


def _documents(paths: tuple[Path, ...]) -> Iterator[Document | Reject]:
    for path in paths:
        yield from from_path(path)


def _check(paths: tuple[Path, ...]) -> None:
    """A mistyped path is told before anything is read."""
    for path in paths:
        if not path.exists():
            raise BadInput(f"{path}: no such file or folder")


def _fetch(source: Source, document: Document) -> Fetch:
    return Fetch(
        source.id, document.url, document.fetched, "fetched",
        media_type=document.media_type, sha256=document.sha256, size=len(document.body),
    )  # fmt: skip


class _Import:
    """Rounds by kind, opened as documents of that kind appear."""

    def __init__(self, data: Data, store: Store) -> None:
        self.archive, self._store = data.archive(), store
        self._rounds: dict[str, Round] = {}
        self.unread: list[Reject] = []

    def add(self, document: Document | Reject) -> None:
        if isinstance(document, Document):
            kind = kind_of(document)
            if kind is not None:
                self._round(kind).add(_fetch(import_source(kind), document), document)
                return
            document = Reject(document.url, "not a kind of file that can be imported")
        self._store.add_finding("reject", document.place, document.reason, "import", "", now())
        self.unread.append(document)

    def _round(self, kind: str) -> Round:
        if kind not in self._rounds:
            source = import_source(kind)
            for named in self._store.save_sources([source]):
                self.archive.log(named)
            self._rounds[kind] = Round(self.archive, self._store, source, now())
        return self._rounds[kind]

    def close(self) -> list[RoundReport]:
        return [carried.close(now()) for carried in self._rounds.values()]


@click.command(name="import")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--strict", is_flag=True, help="Exit 1 when anything was rejected, not only when nothing was read.")
@json_option
@pass_data
def command(data: Data, paths: tuple[Path, ...], strict: bool, as_json: bool) -> None:
    """Take in bulk material: folders, .gz, .tar.*, .zip; XML of the UN, MARCXML, texts, reports, GDELT, WARC."""
    _check(paths)
    with data.writer() as db:
        store = Store(db, RULES_VERSION)
        save_reference(store)
        work = _Import(data, store)
        with progress(_documents(paths), "Importing") as documents:
            for batch in batches(documents):
                with batch_of(store, work.archive):
                    for document in batch:
                        work.add(document)
        with batch_of(store, work.archive):
            reports = work.close()
        derive_logged(work.archive, store, now())
    _answer(reports, work.unread, as_json)
    if not reports and not work.unread:
        raise BadInput("nothing to import: there is no file in what was named")
    rejected = bool(work.unread) or any(report.rejected for report in reports)
    if rejected and (strict or not any(report.items for report in reports)):
        sys.exit(1)


def _answer(reports: list[RoundReport], unread: list[Reject], as_json: bool) -> None:
    if as_json:
        print_json({"rounds": [asdict(r) for r in reports], "unread": [asdict(u) for u in unread]})
        return
    for report in reports:
        say(
            f"{report.source}: {report.requests} files, {report.items} records: {report.new} new, "
            f"{report.changed} changed, {report.unchanged} unchanged; {report.rejected} rejected (see table findings)"
        )
    for reject in unread[:20]:
        say(f"not read: {reject.place}: {reject.reason}")
    if len(unread) > 20:
        say(f"... and {len(unread) - 20} more, all in table findings")
