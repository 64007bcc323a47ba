"""The words of a text as the search index sees them: folded, split and stemmed by SQLite's own tokenizer.

Matching a new record against a subscription must mean the same as finding it by the site's search; so both ask the
same tokenizer. A throw-away index in memory does the work.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import closing

from records.folding import searchable

TOKENIZER = "porter unicode61 remove_diacritics 2"
#: A Chinese character, or a run of letters and digits with the marks (accents, Arabic vowels) set on them.
_WORD = re.compile(
    r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]"
    r"|[^\W_\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff](?:[^\W_\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]"
    r"|[\u0300-\u036f\u064b-\u065f\u0670])*"
)


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
    return [(match.group(), match.start(), match.end()) for match in _WORD.finditer(text)]


def stem_of(words: Iterable[str]) -> dict[str, str]:
    """The stem of each printed word; words of several tokens have the first one's."""
    listed = sorted(set(words))
    return {word: found[0] for word, found in zip(listed, stems(listed), strict=True) if found}
