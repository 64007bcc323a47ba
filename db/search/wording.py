"""Pure: what is looked for as a tree of words and phrases, all or any of them; `str` says it to FTS5."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Every:
    """All of the parts."""

    parts: tuple[Wording, ...]

    def __str__(self) -> str:
        return " AND ".join(map(_bracketed, self.parts))


@dataclass(frozen=True, slots=True)
class Either:
    """Any of the parts."""

    parts: tuple[Wording, ...]

    def __str__(self) -> str:
        return " OR ".join(map(_bracketed, self.parts))


#: A word or phrase as FTS5 has it (`"armed forces"`, `"school"*`), or a tree of them; empty: nothing.
Wording = str | Every | Either


def _bracketed(wording: Wording) -> str:
    return wording if isinstance(wording, str) else f"({wording})"


def every(parts: Iterable[Wording]) -> Wording:
    """All of the parts that say anything."""
    kept = tuple(part for part in parts if part)
    return Every(kept) if len(kept) > 1 else kept[0] if kept else ""


def either(parts: Iterable[Wording]) -> Wording:
    """Any of the parts that say anything, each once."""
    kept = tuple(dict.fromkeys(part for part in parts if part))
    return Either(kept) if len(kept) > 1 else kept[0] if kept else ""
