"""From a subscription's search to what `alerts.match` looks up. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from alerts.match import All, Expression, Field, Some, Term, Wanted, Without, terms
from db.search.words import content_groups
from records.alerts import Subscription
from records.query import Query, parse
from records.symbols import resolution_number

Stems = Mapping[str, Sequence[str]]


@lru_cache(maxsize=50_000)
def parsed(query: str) -> Query:
    """`records.query.parse`, remembered: the same searches come round after round."""
    return parse(query)


def words_of(queries: Iterable[Query]) -> set[str]:
    """All texts whose stems `expression` will ask for."""
    found: set[str] = set()
    for query in queries:
        for group in (*query.groups, query.excluded):
            found.update(term.text for term in group)
        found.update(words for symbol in query.symbols for words in _naming(symbol))
    return found


def _naming(symbol: str) -> tuple[str, ...]:
    """How a text may name another: by its symbol, a resolution also by its number."""
    number = resolution_number(symbol)
    return (f"S/RES/{number}", f"resolution {number}") if number else (symbol,)


def expression(query: Query, stems: Stems) -> Expression:
    """The query over stems: every group, none of the excluded, every filter."""
    parts: list[Expression] = []
    for group in content_groups(query):
        terms = tuple(Term(tuple(stems[term.text]), term.prefix) for term in group)
        parts.append(terms[0] if len(terms) == 1 else Some(terms))
    for symbol in query.symbols:
        named = [Term(tuple(stems[words])) for words in _naming(symbol)]
        parts.append(Some((Field("symbol", frozenset([symbol.casefold()])), *named)))
    for narrowed in query.filters:
        wanted = Field(narrowed.field, frozenset(value.casefold() for value in narrowed.values))
        parts.append(Without(wanted) if narrowed.excluded else wanted)
    if query.years:
        first, last = query.years
        parts.append(Field("year", frozenset(map(str, range(first, last + 1)))))
    parts += [Without(Term(tuple(stems[term.text]), term.prefix)) for term in query.excluded]
    return parts[0] if len(parts) == 1 else All(tuple(parts))


def wanted(subscription: Subscription, stems: Stems) -> Wanted:
    """`subscription` made ready for matching."""
    asked = expression(parsed(subscription.query), stems)
    return Wanted(
        subscription.id,
        frozenset(subscription.kinds),
        frozenset(subscription.languages),
        asked,
        subscription.cursor,
        subscription.lead_days,
        tuple(terms(asked)),
    )


def codes(query: Query) -> frozenset[str]:
    """Codes whose evidence a quotation may show when the search names no words."""
    return frozenset(v for name in ("violation", "theme", "situation", "party") for v in query.values(name))
