"""Which subscriptions a batch of records answers to. Pure: values in, pairs out.

The batch is turned round once into an index from stem, field and kind to the records that have it. A subscription
then asks that index for its rarest word first and is done when nobody has it, so that the cost of a round grows
with the new records and hardly with the number of subscriptions; what is stored already is never looked at.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import groupby

from records.alerts import Item, Passage


@dataclass(frozen=True, slots=True)
class Term:
    """Consecutive stems; with `prefix` the last one may go on."""

    stems: tuple[str, ...]
    prefix: bool = False


@dataclass(frozen=True, slots=True)
class All:
    """Every part, in one unit of a record."""

    parts: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Some:
    """At least one part."""

    parts: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Without:
    """Units that lack `part`."""

    part: Expression


@dataclass(frozen=True, slots=True)
class Field:
    """Records one of whose values of field `name` is among `values` (folded)."""

    name: str
    values: frozenset[str]


Expression = Term | All | Some | Without | Field


@dataclass(frozen=True, slots=True)
class Wanted:
    """A subscription made ready for matching."""

    id: int
    kinds: frozenset[str]
    languages: frozenset[str]
    expression: Expression
    #: Records up to this `seq` were matched before.
    cursor: int = 0
    lead_days: int = 0
    #: What a quotation may mark: the terms of `expression` that are wanted.
    terms: tuple[Term, ...] = ()


class Batch:
    """Records turned round: from stem and field to the units (rows of the search index) that have it."""

    def __init__(self, items: Sequence[Item], stems: Mapping[str, Sequence[str]]) -> None:
        """`stems` holds the stems of each passage's text."""
        self.items = items
        self._stems: list[list[str]] = []
        self._item_of: list[int] = []
        self._having: dict[str, set[int]] = defaultdict(set)
        self._fields: dict[tuple[str, str], set[int]] = defaultdict(set)
        for number, item in enumerate(items):
            for _, passages in groupby(item.passages, key=lambda passage: passage.unit):
                self._add_unit(number, item, [*passages], stems)
        self._all = set(range(len(self._stems)))
        self._vocabulary = sorted(self._having)

    def _add_unit(
        self, number: int, item: Item, passages: Sequence[Passage], stems: Mapping[str, Sequence[str]]
    ) -> None:
        unit, held = len(self._stems), list[str]()
        for passage in passages:
            held += [*stems[passage.text], ""]
            self._fields["lang", passage.lang].add(unit)
            self._fields["part", passage.part].add(unit)
        for stem in held:
            self._having[stem].add(unit)
        for name, values in item.fields.items():
            for value in values:
                self._fields[name, value.casefold()].add(unit)
        self._stems.append(held)
        self._item_of.append(number)

    def matching(self, wanted: Wanted) -> list[Item]:
        """The records that `wanted` has not seen yet and asks for, in their order."""
        units = self._units(wanted.expression)
        if wanted.languages and units:
            units = units & self._units(Field("lang", wanted.languages | {""}))
        numbers = {self._item_of[unit] for unit in units}
        found = [self.items[number] for number in sorted(numbers)]
        found = [item for item in found if not wanted.kinds.isdisjoint(item.kinds)]
        return [item for item in found if item.seq > wanted.cursor or not item.seq]

    def _units(self, expression: Expression) -> Set[int]:
        match expression:
            case Term(stems, prefix):
                return self._term(stems, prefix)
            case Field(name, values):
                held = [self._fields.get((name, value), set()) for value in values]
                return held[0] if len(held) == 1 else set().union(*held)
            case Some(parts):
                return set().union(*map(self._units, parts))
            case Without(part):
                return self._all - self._units(part)
            case All(parts):
                return self._all_of(parts)

    def _all_of(self, parts: tuple[Expression, ...]) -> Set[int]:
        """Rarest part first; nothing more is asked when a part is nowhere."""
        found: Set[int] | None = None
        for part in sorted(parts, key=self._at_most):
            units = self._units(part)
            found = units if found is None else found & units
            if not found:
                return set()
        return self._all if found is None else found

    def _at_most(self, part: Expression) -> int:
        match part:
            case Term(stems, False):
                return min((len(self._having.get(stem, ())) for stem in stems), default=0)
            case Field(name, values):
                return sum(len(self._fields.get((name, value), ())) for value in values)
            case _:
                return len(self._all)

    def _term(self, stems: tuple[str, ...], prefix: bool) -> Set[int]:
        if not stems:
            return self._all
        if len(stems) == 1 and not prefix:
            return self._having.get(stems[0], set())
        lasts = self._starting(stems[-1]) if prefix else [stems[-1]]
        found: Set[int] = set().union(*(self._having.get(last, set()) for last in lasts))
        for stem in stems[:-1]:
            found = found & self._having.get(stem, set())
        return found if len(stems) == 1 else {unit for unit in found if follows(self._stems[unit], stems, prefix)}

    def _starting(self, start: str) -> list[str]:
        first = bisect_left(self._vocabulary, start)
        last = bisect_left(self._vocabulary, start + "\U0010ffff")
        return self._vocabulary[first:last]


def follows(stems: Sequence[str], wanted: Sequence[str], prefix: bool) -> bool:
    """Whether `wanted` stands in `stems`, one after another."""
    size = len(wanted)
    for at in range(len(stems) - size + 1):
        if stems[at] == wanted[0] and all(stems[at + n] == wanted[n] for n in range(1, size - 1)):
            last = stems[at + size - 1]
            if last == wanted[-1] or (prefix and last.startswith(wanted[-1])):
                return True
    return False


def terms(expression: Expression) -> list[Term]:
    """The terms that a quotation may mark: those that are wanted, not those that are excluded."""
    match expression:
        case Term():
            return [expression]
        case All(parts) | Some(parts):
            return [term for part in parts for term in terms(part)]
        case _:
            return []
