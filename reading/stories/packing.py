"""A Trace as bytes and back, for the index."""

from __future__ import annotations

import json
import struct
import zlib
from datetime import date
from itertools import pairwise

import numpy as np

from reading import vectors
from reading.stories.traces import Trace
from records.errors import BadInput

_HEAD = struct.Struct("<III")
_SETS = ("title", "names", "numbers", "skeletons", "countries", "districts", "violations")


def pack(trace: Trace) -> bytes:
    """The trace as bytes; vectors are kept as int8, which is how `story_traces.encode` gives them."""
    told = {
        **{name: sorted(getattr(trace, name)) for name in _SETS},
        "words": dict(trace.words),
        "lang": trace.lang,
        "day": trace.day.toordinal(),
        "event": trace.event.toordinal() if trace.event else None,
        "incident": trace.incident,
        "not_new": trace.not_new,
        "victims": trace.victims,
        "agency": trace.agency,
    }
    words = zlib.compress(json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode(), 6)
    phrases = np.array(sorted(trace.phrases), dtype="<i8").tobytes()
    rows = vectors.quantise(trace.vectors)
    return _HEAD.pack(len(words), len(phrases), len(rows)) + words + phrases + rows + trace.gist


def unpack(stored: bytes) -> Trace:
    """The trace that `pack` wrote; BadInput for anything else."""
    try:
        sizes = _HEAD.unpack_from(stored)
        words, phrases, rows, gist = _cut(stored[_HEAD.size :], sizes)
        told = json.loads(zlib.decompress(words))
        told.update({name: frozenset(told[name]) for name in _SETS})
        told["day"] = date.fromordinal(told["day"])
        told["event"] = date.fromordinal(told["event"]) if told["event"] else None
        return Trace(
            **told,
            phrases=frozenset(np.frombuffer(phrases, dtype="<i8").tolist()),
            vectors=vectors.dequantise(rows),
            gist=gist,
        )
    except (struct.error, zlib.error, ValueError, KeyError, TypeError) as error:
        raise BadInput(f"not a trace: {error}") from error


def _cut(data: bytes, sizes: tuple[int, ...]) -> list[bytes]:
    # A gist stands at the end, or nothing where its encoder was not there.
    if len(data) - sum(sizes) not in {0, vectors.GIST_DIMENSIONS}:
        raise ValueError(f"{len(data)} bytes, not {sum(sizes)}")
    ends = [*(sum(sizes[:i]) for i in range(len(sizes) + 1)), len(data)]
    return [data[a:b] for a, b in pairwise(ends)]
