"""The words of a text as the search index sees them: folded, split and stemmed by SQLite's own tokenizer.

Matching a new record against a subscription must mean the same as finding it by the site's search; so both ask the
same tokenizer. A throw-away index in memory does the work.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import closing
from functools import cache

from records.folding import searchable

TOKENIZER = "porter unicode61 remove_diacritics 2"
#: A Chinese character, or a run of letters and digits with the marks (accents, Arabic vowels) set on them.
_WORD = re.compile(
    r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]"
    r"|[^\W_\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff](?:[^\W_\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]"
    r"|[\u0300-\u036f\u064b-\u065f\u0670])*"
)
_PLAIN_WORD = re.compile("[A-Za-z0-9]+")


def stems(texts: Sequence[str]) -> list[list[str]]:
    """The stems of each text, in order."""
    found: list[list[str]] = [[] for _ in texts]
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as memory:
        memory.execute(f'CREATE VIRTUAL TABLE words USING fts5(text, content="", tokenize="{TOKENIZER}")')
        memory.execute("CREATE VIRTUAL TABLE instances USING fts5vocab(words, instance)")
        memory.execute("BEGIN")
        rows = ((number, searchable(text)) for number, text in enumerate(texts, 1))
        memory.executemany("INSERT INTO words (rowid, text) VALUES (?, ?)", rows)
        memory.execute("COMMIT")
        placed: list[list[tuple[int, str]]] = [[] for _ in texts]
        for term, number, offset in memory.execute("SELECT term, doc, offset FROM instances"):
            placed[number - 1].append((offset, term))
    for number, held in enumerate(placed):
        held.sort()
        found[number] = [term for _, term in held]
    return found


def spans(text: str) -> list[tuple[str, int, int]]:
    """The printed words of `text` with their places: what can be marked. Chinese characters stand one by one."""
    pattern = _PLAIN_WORD if text.isascii() else _WORD
    return [(match.group(), *match.span()) for match in pattern.finditer(text)]


def word_at(text: str, at: int) -> tuple[str, int, int] | None:
    """The printed word that begins at a place."""
    match = _WORD.match(text, at)
    return (match.group(), *match.span()) if match else None


def holds_word(text: str, start: int, end: int) -> bool:
    """Whether any printed word stands between two places."""
    return _WORD.search(text, start, end) is not None


class _Known:
    """Stems asked for before: pages show the same words again and again."""

    def __init__(self, most: int = 50_000) -> None:
        self.most = most
        self._stems: dict[str, str] = {}

    def of(self, words: Iterable[str]) -> dict[str, str]:
        """The stem of each word that has one; the tokenizer is asked for the unknown ones, all at once."""
        found = {word: self._stems.get(word) for word in words}
        if fresh := sorted(word for word, stem in found.items() if stem is None):
            made = {word: listed[0] if listed else "" for word, listed in zip(fresh, stems(fresh), strict=True)}
            found |= made
            self._stems = made if len(self._stems) + len(made) > self.most else {**self._stems, **made}
        return {word: stem for word, stem in found.items() if stem}


@cache
def _known() -> _Known:
    return _Known()


def stem_of(words: Iterable[str]) -> dict[str, str]:
    """The stem of each printed word; words of several tokens have the first one's."""
    return _known().of(words)
