"""Under which numbers a trace is filed, so that its like is found without looking at everything that is stored."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import timedelta
from functools import cache
from itertools import product
from typing import TYPE_CHECKING

import numpy as np

from reading.stories.words import number_of
from reading.vectors import DIMENSIONS

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from reading.stories.traces import Rarity, Trace

#: Days between two items of one story.
WINDOW_DAYS = 10
_RARE_WORDS, _RAREST_LEAST, _FIRST_PHRASES, _SKELETONS = 14, 2.5, 4, 4
_BANDS, _BITS = 12, 9


def keys_of(trace: Trace, rarity: Rarity) -> list[int]:
    """The numbers under which the trace is filed and sought, each once."""
    return list(dict.fromkeys(number_of(name) for name in _names(trace, rarity)))


def _names(trace: Trace, rarity: Rarity) -> Iterator[str]:
    rare = sorted(((rarity(word), word) for word in trace.words), reverse=True)[:_RARE_WORDS]
    yield from (f"word {word}" for how, word in rare if how >= _RAREST_LEAST)
    # Places with the day of the event, or the two days on which it may have been.
    days = [trace.event] if trace.event else [trace.day, trace.day - timedelta(days=1)]
    yield from (f"place {place} {day}" for place, day in product(sorted(trace.districts | trace.countries), days))
    yield from (f"toll {n} {place}" for n, place in product(_tolls(trace), sorted(trace.countries)))
    yield from (f"phrase {phrase}" for phrase in sorted(trace.phrases)[:_FIRST_PHRASES])
    longest = sorted(trace.skeletons, key=lambda bones: (-len(bones), bones))
    yield from (f"bones {bones}" for bones in longest[:_SKELETONS])
    if len(trace.vectors):
        yield from bands(trace.vectors.sum(axis=0))


def _tolls(trace: Trace) -> list[str]:
    return sorted(n for n in trace.numbers if 1 < len(n) < 4)[:4]


def bands(vector: NDArray[np.float32]) -> list[str]:
    """Names of the cells the vector falls into: near vectors share some of them."""
    signs = (_planes() @ vector > 0).reshape(_BANDS, _BITS)
    return [f"band {number} {''.join('01'[int(bit)] for bit in band)}" for number, band in enumerate(signs)]


@cache
def _planes() -> NDArray[np.float32]:
    """The same planes on every machine: signs from a hash of a fixed word."""
    count = _BANDS * _BITS * DIMENSIONS
    stream = hashlib.shake_128(b"caac-monitor stories").digest(count // 8)
    bits = np.unpackbits(np.frombuffer(stream, dtype=np.uint8)).reshape(-1, DIMENSIONS)
    return bits.astype(np.float32) * 2 - 1
