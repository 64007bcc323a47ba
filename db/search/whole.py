"""Texts as wholes: which hold the words of a query, and how much those tell of each.

A text answers by its best language. One that lacks words is worth the square of the share that it holds of what the
words tell; it does not count as found.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

import numpy as np

from db.search import plan as plans
from db.search import words
from db.search.held import Mask, Numbers, rows_of
from db.search.rows import Found, texts_by_id
from db.search.wording import Wording, either
from db.store.text_index import STEP
from records.query import Query

#: Texts that are scored by their words; what matches beyond them counts like the last.
_TEXTS = 200
#: A text that holds less than this share of what the words tell is no hit.
_LEAST_SHARE = 0.3
#: English weighs more unless another language is asked for.
_ENGLISH = 1.2


class Texts:
    """The texts that may answer a query, and what they are worth so far."""

    def __init__(self, connection: sqlite3.Connection, query: Query) -> None:
        self.connection, self.query = connection, query
        self.held = rows_of(connection, "whole_fts")
        narrowed = plans.texts_narrowed(query)
        #: Whether any text can be meant.
        self.meant = narrowed is not None
        self._allowed = self._narrowed_to(narrowed) if narrowed else np.zeros(len(self.held.rows), dtype=bool)
        self._worth = np.zeros(len(self.held.texts))
        #: Of each subject word the texts that hold it, and the weight: the more, the fewer they are.
        self._holding: list[Mask] = []
        self.weights: list[float] = []
        several = words.groups_asked(query) if len(words.content_groups(query)) > 1 else []
        for wording in several:
            mask = self._texts_of(self.held.mask(connection, wording))
            self._holding.append(mask)
            self.weights.append(float(np.log(1 + len(mask) / (1 + int(mask.sum())))))

    def add(self, wording: Wording, by: float) -> tuple[list[int], int]:
        """Rows that answer, and how many texts; these are worth `by` at least."""
        mask = self.held.mask(self.connection, wording) & self._allowed
        texts = self._texts_of(mask)
        self._worth[texts] = np.maximum(self._worth[texts], by)
        return self.held.rows[mask].tolist(), int(texts.sum())

    def best(self, most: int) -> list[Found]:
        """The texts found, and those that hold most of what the words tell; `most` at least where there are so many."""
        scored = self._best_rows(max(_TEXTS, most))
        least = min((score for score, _ in scored.values()), default=0.0)
        found_already = sum(self._worth[at] > 0 for at in scored)
        further = np.flatnonzero(self._worth)
        further = further[np.argsort(-self._worth[further], kind="stable")].tolist()
        rest = [at for at in further if at not in scored][: max(0, most - found_already)]
        scored |= dict.fromkeys(rest, (least, 0))
        worth = np.where(self._worth < 1, np.maximum(self._worth, self._shares()), self._worth)
        ids = self.held.texts
        kept = {int(ids[at]): (score * float(worth[at]), lang) for at, (score, lang) in scored.items() if worth[at]}
        return texts_by_id(self.connection, kept) if kept else []

    def titles(self, found: Sequence[Found]) -> dict[int, float]:
        """How well titles, agenda items and subjects answer to any of the words."""
        titles = rows_of(self.connection, "texts_fts")
        scores = titles.scores(self.connection, words.title_words(self.query))
        at = np.searchsorted(titles.rows, [f.id for f in found]).clip(max=max(0, len(titles.rows) - 1))
        return {f.id: float(scores[a]) for f, a in zip(found, at, strict=True) if titles.rows[a] == f.id}

    def _narrowed_to(self, narrowed: plans.Narrowed) -> Mask:
        """Rows that the query may mean, whatever their words."""
        allowed = np.ones(len(self.held.rows), dtype=bool)
        for group in narrowed.tags:
            allowed &= self.held.mask(self.connection, either(f"tags : {tag}" for tag in group))
        for out in narrowed.without:
            allowed &= ~self.held.mask(self.connection, out)
        if narrowed.rows.conditions:
            sql = f"SELECT s.id FROM search_texts s WHERE {' AND '.join(narrowed.rows.conditions)}"
            ids = [row[0] for row in self.connection.execute(sql, narrowed.rows.values)]
            allowed &= np.isin(self.held.texts, ids)[self.held.text_of]
        return allowed

    def _texts_of(self, rows: Mask) -> Mask:
        """Of each text whether any of its rows is among these."""
        found = np.zeros(len(self.held.texts), dtype=bool)
        found[self.held.text_of[rows]] = True
        return found

    def _shares(self) -> Numbers:
        """What texts that lack words are worth. A quoted phrase must hold."""
        whole = sum(self.weights)
        if not whole:
            return np.zeros(len(self.held.texts))
        told = np.array(self.weights) @ np.array(self._holding) / whole
        must = [mask for mask, phrase in zip(self._holding, words.quoted(self.query), strict=True) if phrase]
        enough = np.logical_and.reduce([told >= _LEAST_SHARE, *must])
        return np.where(enough, told**2, 0.0)

    def _best_rows(self, most: int) -> dict[int, tuple[float, int]]:
        """The best texts by any of the words: place of the text to its score and the number of its language."""
        wording = either([words.any_word(self.query), *words.printed_days(self.query)])
        scores = self.held.scores(self.connection, wording) * self._allowed
        scores[self.held.rows < STEP] *= _ENGLISH
        listed = np.argsort(-scores, kind="stable")[:most]
        found: dict[int, tuple[float, int]] = {}
        for at in listed[scores[listed] > 0].tolist():
            found.setdefault(int(self.held.text_of[at]), (float(scores[at]), int(self.held.rows[at] // STEP)))
        return found
