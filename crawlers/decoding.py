"""Content-Encoding undone within a limit: a bomb or a cut stream is told, never half of it taken for the whole.

Only gzip and deflate are asked for, so that anything else is an answer nobody wanted.
"""

from __future__ import annotations

import zlib

ASKED = "gzip, deflate"
_STEP = 1 << 16


class Undecodable(ValueError):
    """A body whose encoding cannot be undone; the text says why."""


def decode(body: bytes, encoding: str, most: int) -> bytes:
    """`body` without its Content-Encoding; Undecodable if damaged, cut off, or more than `most` bytes long."""
    for name in reversed([part.strip().lower() for part in encoding.split(",")]):
        if name in {"gzip", "x-gzip"}:
            body = _inflate(body, 16 + zlib.MAX_WBITS, most)
        elif name == "deflate":
            # RFC 9110 means zlib; some servers send the bare stream.
            zlib_header = len(body) > 1 and body[0] & 0x0F == 8 and int.from_bytes(body[:2], "big") % 31 == 0
            body = _inflate(body, zlib.MAX_WBITS if zlib_header else -zlib.MAX_WBITS, most)
        elif name not in {"", "identity", "none", "utf-8"}:
            raise Undecodable(f"encoded as {name[:20]!r}, which was not asked for")
    return body


def _inflate(body: bytes, window: int, most: int) -> bytes:
    out, size, rest = [], 0, body
    while rest:
        stream = zlib.decompressobj(window)
        while rest and not stream.eof:
            try:
                piece = stream.decompress(rest, _STEP)
            except zlib.error as error:
                raise Undecodable(f"damaged compression ({error})") from error
            size += len(piece)
            if size > most:
                raise Undecodable(f"more than {most:,} bytes when unpacked")
            out.append(piece)
            rest = stream.unconsumed_tail
        if not stream.eof:
            raise Undecodable("compressed body is cut off")
        rest = stream.unused_data
        if not rest.startswith(b"\x1f\x8b"):  # padding after the last member, as gzip(1) allows
            break
    return b"".join(out)
