"""The folder through which a crawl hands over what it fetched: numbered files, each written whole or not at all.

`000001.json` is one Fetch (and, where a body came, the words about its Document), `000001.body` the bytes. The JSON
is put in place last, so that a reader never meets half an entry, while the crawl runs or after it was killed.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

from records.errors import BadInput
from records.fetching import Document, Fetch


class Spool:
    """The writing end; one per crawl."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder, self.count = folder, 0

    def add(self, fetch: Fetch, document: Document | None = None) -> None:
        """Append one outcome."""
        self.count += 1
        entry: dict[str, object] = {"fetch": asdict(fetch) | {"at": fetch.at.isoformat()}}
        if document is not None:
            self._place(f"{self.count:06}.body", document.body)
            about = {"source": document.source, "url": document.url, "within": document.within}
            about |= {"media_type": document.media_type, "fetched": document.fetched.isoformat()}
            entry["document"] = about
        self._place(f"{self.count:06}.json", json.dumps(entry, ensure_ascii=False).encode())

    def _place(self, name: str, content: bytes) -> None:
        half = self.folder / f"{name}.half"
        half.write_bytes(content)
        os.replace(half, self.folder / name)


def read(folder: Path) -> Iterator[tuple[Fetch, Document | None]]:
    """What a crawl left, in its order, one entry in memory at a time."""
    for path in sorted(folder.glob("*.json")):
        try:
            entry = json.loads(path.read_bytes())
            told = entry["fetch"]
            fetch = Fetch(**{**told, "at": datetime.fromisoformat(told["at"])})
            document = None
            if about := entry.get("document"):
                body = path.with_suffix(".body").read_bytes()
                fetched = datetime.fromisoformat(about["fetched"])
                document = Document(**{**about, "fetched": fetched, "body": body})
        except (ValueError, KeyError, TypeError, OSError) as error:
            raise BadInput(f"{path.name} in the spool cannot be read: {error}") from error
        yield fetch, document
