"""Pure: from a query to what each index is asked. Says how to match and what to narrow by; runs nothing.

Paragraphs and news are asked by one MATCH expression; of texts the words are looked up one by one (`db.search.whole`),
so their plan without words says what narrows them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from db.search.words import term_expression
from db.store.fulltext import tag
from db.store.merging import LANGUAGES
from db.store.text_index import STEP
from records.query import Query
from records.readings import VIOLATIONS

#: A range of more years than this narrows by the row instead of by tags.
_TAGGED_YEARS = 12
#: Columns of the indexes that hold words; of titles the symbol is none of them.
COLUMNS = {
    "texts_fts": "title agenda subjects other",
    "whole_fts": "symbol title agenda subjects other body",
    "paragraphs_fts": "text heading",
    "news_fts": "title summary parties",
}
TEXT_KINDS = ("resolution", "statement", "draft", "other")


@dataclass(slots=True)
class Plan:
    """What to ask one index: a MATCH expression (empty: all rows) and conditions on the rows."""

    match: str = ""
    #: False: the match holds no words, so there is nothing to rank by.
    words: bool = True
    conditions: list[str] = field(default_factory=list)
    values: list[object] = field(default_factory=list)

    def narrow(self, condition: str, *values: object) -> None:
        """One more condition that rows must meet."""
        self.conditions.append(condition)
        self.values.extend(values)


def with_tags(match: str, query: Query, tags: Sequence[Sequence[str]], columns: str) -> str:
    """`match` within `columns`, narrowed by tags (all of the groups, any of a group) and by what is kept out."""
    expression = f"{{{columns}}} : ({match})" if match else ""
    for group in tags:
        narrowed = f"tags : ({' OR '.join(group)})"
        expression = f"{expression} AND {narrowed}" if expression else narrowed
    if expression and query.excluded:
        out = " OR ".join(term_expression(t) for t in query.excluded)
        expression = f"({expression}) NOT ({{{columns}}} : ({out}))"
    return expression


def _council_alone(plan: Plan, query: Query, kind: str) -> None:
    """The Council is the default: texts of other bodies and reports are found by their kind or their symbol."""
    if query.values("kind") or query.symbols:
        return
    if plan.match:
        plan.match = f"({plan.match}) NOT (tags : ({tag('kind', 'other')}))"
    else:
        plan.narrow(f"{kind} <> 'other'")


def _year_tags(query: Query) -> list[list[str]]:
    if query.years is None or query.years[1] - query.years[0] >= _TAGGED_YEARS:
        return []
    return [[tag("year", year) for year in range(query.years[0], query.years[1] + 1)]]


def _long_years(plan: Plan, query: Query, column: str) -> None:
    if query.years is not None and query.years[1] - query.years[0] >= _TAGGED_YEARS:
        plan.narrow(f"{column} BETWEEN ? AND ?", *query.years)


def _symbols_where(plan: Plan, column: str, inner: str, value: object, *, excluded: bool) -> None:
    plan.narrow(f"{column} {'NOT ' * excluded}IN (SELECT symbol FROM {inner})", value)


def _by_text(plan: Plan, query: Query, symbol: str) -> None:
    """Narrow by what is known of whole texts: situation, mandate, source."""
    for item in query.filters:
        for_one = {
            "situation": "search_texts WHERE ' ' || situations || ' ' LIKE '% ' || ? || ' %'",
            "mandate": "search_texts WHERE mandates LIKE '%' || ? || '%'",
            "source": "search_texts WHERE source = ?",
        }.get(item.field)
        if for_one and item.excluded:
            for value in item.values:
                _symbols_where(plan, symbol, for_one, value, excluded=True)
        elif for_one:
            either = " OR ".join(f"{symbol} IN (SELECT symbol FROM {for_one})" for _ in item.values)
            plan.narrow(f"({either})", *item.values)


@dataclass(slots=True)
class Narrowed:
    """What texts must be: one of each group of tags, none of `without`, and what `rows` says of their row `s`."""

    tags: list[list[str]]
    without: list[str]
    rows: Plan


def texts_narrowed(query: Query) -> Narrowed | None:
    """What narrows texts that are found by words; None when no text can be meant."""
    kinds = query.values("kind")
    wanted = _text_kinds(query)
    if not wanted:
        return None
    tags = _year_tags(query)
    if kinds:
        tags.append([tag("kind", k) for k in wanted])
    if langs := query.values("lang"):
        tags.append([tag("lang", lang) for lang in langs])
    without = [f"{{{COLUMNS['whole_fts']}}} : {term_expression(t)}" for t in query.excluded]
    without += [f"tags : {tag('lang', lang)}" for lang in query.values("lang", excluded=True)]
    if not kinds and not query.symbols:
        without.append(f"tags : {tag('kind', 'other')}")
    return Narrowed(tags, without, _text_rows(query))


def texts_plan(query: Query) -> Plan | None:
    """What to ask `whole_fts` and search_texts (row `s`) when there are no words; None when no text can be meant."""
    narrowed = texts_narrowed(query)
    if narrowed is None:
        return None
    plan = Plan(with_tags("", query, narrowed.tags, COLUMNS["whole_fts"]), words=False)
    if not plan.match:
        wanted = _text_kinds(query)
        plan.narrow(f"s.kind IN ({','.join('?' * len(wanted))})", *wanted)
    _council_alone(plan, query, "s.kind")
    for lang in query.values("lang", excluded=True):
        if lang in LANGUAGES and plan.match:
            plan.narrow(f"f.rowid / {STEP} <> ?", LANGUAGES.index(lang))
    plan.conditions += narrowed.rows.conditions
    plan.values += narrowed.rows.values
    return plan


def _text_kinds(query: Query) -> list[str]:
    """Kinds of texts that may be meant."""
    kinds = query.values("kind")
    return [] if query.values("part") else [k for k in TEXT_KINDS if not kinds or k in kinds or "paragraph" in kinds]


def _text_rows(query: Query) -> Plan:
    """What is asked of rows `s` of search_texts."""
    plan = Plan()
    _long_years(plan, query, "s.year")
    for kind in query.values("kind", excluded=True):
        plan.narrow("s.kind <> ?", kind)
    _by_text(plan, query, "s.symbol")
    for grade in query.values("child"):
        plan.narrow("s.child_grade >= ?", int(grade))
    for theme in (*query.values("theme"), *query.values("violation")):
        plan.narrow("s.symbol IN (SELECT symbol FROM provisions WHERE themes LIKE '%' || ? || '%')", theme)
    for party in query.values("party"):
        plan.narrow(
            "s.symbol IN (SELECT symbol FROM paragraphs WHERE text LIKE '%' || ? || '%' AND lang = 'en')", party
        )
    return plan


def paragraphs_plan(query: Query, match: str) -> Plan | None:
    """What to ask `paragraphs_fts` (row `p` of paragraphs); None when no paragraph can be meant."""
    kinds = [k for k in query.values("kind") if k != "paragraph"]
    if "news" in kinds and not set(kinds) & set(TEXT_KINDS) and "paragraph" not in query.values("kind"):
        return None
    party = " AND ".join(f'"{" ".join(_plain(p))}"' for p in query.values("party"))
    match = f"({match}) AND {party}" if match and party else match or party
    tags = _year_tags(query)
    if texts := [k for k in kinds if k in TEXT_KINDS]:
        tags.append([tag("kind", k) for k in texts])
    if langs := query.values("lang"):
        tags.append([tag("lang", lang) for lang in langs])
    plan = Plan(with_tags(match, query, tags, COLUMNS["paragraphs_fts"]), bool(match))
    _council_alone(plan, query, "p.kind")
    _long_years(plan, query, "p.year")
    for lang in query.values("lang", excluded=True):
        plan.narrow("p.lang <> ?", lang)
    for kind in query.values("kind", excluded=True):
        plan.narrow("p.kind <> ?", kind)
    if parts := query.values("part"):
        plan.narrow(f"p.part IN ({','.join('?' * len(parts))})", *parts)
    _by_text(plan, query, "p.symbol")
    for grade in query.values("child"):
        plan.narrow("p.grade >= ?", int(grade))
    for theme in (*query.values("theme"), *query.values("violation")):
        plan.narrow(
            "(p.symbol, p.reference) IN (SELECT symbol, paragraph FROM provisions WHERE themes LIKE '%' || ? || '%')",
            theme,
        )
    return plan


def news_plan(query: Query, match: str) -> Plan | None:
    """What to ask `news_fts` (row `n` of news); None when no news can be meant."""
    kinds = query.values("kind")
    themes = [t for t in query.values("theme") if t in VIOLATIONS]
    if (kinds and "news" not in kinds) or "news" in query.values("kind", excluded=True):
        return None
    if query.values("part") or query.values("mandate") or len(themes) < len(query.values("theme")):
        return None
    if set(query.values("child")) & {"2", "3"}:  # grades of Council texts
        return None
    tags = _year_tags(query)
    for name, code in (("lang", "lang"), ("situation", "sit"), ("violation", "vio")):
        if values := query.values(name):
            tags.append([tag(code, value) for value in values])
    tags += [[tag("vio", theme)] for theme in themes]
    expression = with_tags(match, query, tags, COLUMNS["news_fts"])
    for party in query.values("party"):
        named = f'parties : "{" ".join(_plain(party))}"'
        expression = f"({expression}) AND {named}" if expression else named
    plan = Plan(expression, bool(match or query.values("party")))
    _long_years(plan, query, "CAST(substr(coalesce(n.published, n.first_seen), 1, 4) AS INTEGER)")
    for source in query.values("source"):
        plan.narrow("(n.source = ? OR n.outlet LIKE ?)", source, source)
    for source in query.values("source", excluded=True):
        plan.narrow("n.source <> ? AND n.outlet NOT LIKE ?", source, source)
    for name, column in (("lang", "n.lang"), ("situation", "n.countries"), ("violation", "n.violations")):
        for value in query.values(name, excluded=True):
            plan.narrow(f"' ' || {column} || ' ' NOT LIKE '% ' || ? || ' %'", value)
    if query.values("child"):
        plan.narrow("n.child = 1")
    return plan


def _plain(text: str) -> list[str]:
    return "".join(c if c.isalnum() else " " for c in text).split()
