"""Where proposed wording entered adopted texts, how closely, and what was left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from reading.agreed import Corpus, nearest
from records.agreed import Near, Wanted

#: Least share of words in common that makes an entry; below it two paragraphs merely treat one subject.
ENTERED = 0.45
_CLOSE, _VERBATIM = 0.70, 0.95
_LOOKED_AT = 40


@dataclass(frozen=True, slots=True)
class Entry:
    """A paragraph into which the wording went; `closeness` is verbatim, close or reworded."""

    near: Near
    closeness: str
    #: Words of the ask that the paragraph does not have.
    left_out: tuple[str, ...]


def entries(text: str, since: date, corpus: Corpus) -> list[Entry]:
    """Adopted paragraphs since a day that took the wording up, closest first; repeats stand with their latest."""
    found = nearest(text, corpus, _LOOKED_AT, Wanted(years=(since.year, 9999)))
    kept = [n for n in found if n.wording >= ENTERED and (n.adopted.adopted or "") >= since.isoformat()]
    return [Entry(near, _closeness(near), _left_out(near.diff)) for near in sorted(kept, key=lambda n: -n.wording)]


def _closeness(near: Near) -> str:
    return "verbatim" if near.wording >= _VERBATIM else "close" if near.wording >= _CLOSE else "reworded"


def _left_out(diff: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    return tuple(words for op, words in diff if op == "-" and any(c.isalpha() for c in words))
