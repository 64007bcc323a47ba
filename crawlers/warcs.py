"""WARC files to addresses and bodies, for import. (The archive writes its own; that is `db.archive.archive`.)"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import IO

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed


def read_warc(stream: IO[bytes]) -> Iterator[tuple[str, datetime | None, str, bytes]]:
    """(address, time UTC, media type, body) of each response or resource record with a good status.

    ValueError when the file is damaged.
    """
    try:
        for record in ArchiveIterator(stream):
            if record.rec_type not in {"response", "resource"}:
                continue
            http = record.http_headers
            if http is not None and http.get_statuscode() != "200":
                continue
            media_type = (http or record.rec_headers).get_header("Content-Type") or ""
            url = record.rec_headers.get_header("WARC-Target-URI") or ""
            yield url, _time(record.rec_headers.get_header("WARC-Date")), media_type, record.content_stream().read()
    except ArchiveLoadFailed as error:
        raise ValueError(str(error)) from error
    except AttributeError as error:  # warcio asks what the address begins with before it asks whether there is one
        raise ValueError("a record without an address") from error


def _time(text: str | None) -> datetime | None:
    try:
        return datetime.fromisoformat(text or "").astimezone(UTC)
    except ValueError:
        return None
