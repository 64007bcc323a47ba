"""Pure: from a query to what each index is asked. Says how to match and what to narrow by; runs nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from db.fulltext import tag
from records.query import Query, Term
from records.readings import VIOLATIONS

#: Words that carry no subject; they are wanted only inside a phrase or when there is nothing else.
STOPWORDS = frozenset(
    "a an the of in on at to for by from with and or not is are was were be been it its this that these those as "
    "what which who whom whose how when where why do does did has have had about into over under than then there "
    "le la les l un une des du de d et en dans sur pour par avec au aux ce ces que qui est sont "
    "el los las del y o con para por una uno unos unas es son se lo "
    "и в на с по о об от для к из не что как "
    "في من على إلى عن مع و أو ان التي الذي 的 和 在 与".split()
)
#: A range of more years than this narrows by the row instead of by tags.
_TAGGED_YEARS = 12
TEXT_KINDS = ("resolution", "statement", "draft", "other")


@dataclass(slots=True)
class Plan:
    """What to ask one index: a MATCH expression (empty: all rows) and conditions on the rows."""

    match: str = ""
    conditions: list[str] = field(default_factory=list)
    values: list[object] = field(default_factory=list)

    def narrow(self, condition: str, *values: object) -> None:
        """One more condition that rows must meet."""
        self.conditions.append(condition)
        self.values.extend(values)


def term_expression(term: Term) -> str:
    """A term as FTS5 has it; punctuation is gone already, so quoting is safe."""
    return f'"{term.text}"' + ("*" if term.prefix else "")


def loosened(term: Term) -> tuple[Term, ...]:
    """What else may stand for a term: a word with its ending left open, a run of Chinese characters in pairs.

    The index stems English and holds no letters beyond a stem, so the word itself stays among the choices.
    """
    words = term.text.split()
    if len(words) > 2 and all(len(w) == 1 and w >= "\u3400" for w in words):
        return tuple(Term(f"{a} {b}") for a, b in pairwise(words))
    cyrillic = "\u0400" <= term.text[0] <= "\u04ff"
    if len(words) > 1 or term.prefix or term.text.isdigit() or len(term.text) < (4 if cyrillic else 6):
        return (term,)
    return term, Term(term.text[: -2 if cyrillic and len(term.text) > 5 else -1], True, term.typed)


def _any(terms: Iterable[Term], loose: bool = False) -> str:
    found = [term_expression(one) for t in terms for one in (loosened(t) if loose else (t,))]
    return found[0] if len(found) == 1 else f"({' OR '.join(found)})"


def content_groups(query: Query) -> tuple[tuple[Term, ...], ...]:
    """The groups without stop words, unless there is nothing else."""
    kept = tuple(g for g in query.groups if not all(t.text in STOPWORDS for t in g))
    return kept or query.groups


def strict(query: Query) -> str:
    """All words."""
    return " AND ".join(_any(group) for group in content_groups(query))


def open_endings(query: Query) -> str:
    """All words, whatever their endings."""
    return " AND ".join(_any(group, loose=True) for group in content_groups(query))


def nearly(query: Query) -> str:
    """All words but one, whichever; any word of two. Empty when there are fewer than two."""
    groups = [_any(group, loose=True) for group in content_groups(query)]
    if not 2 <= len(groups) <= 7:
        return " OR ".join(groups) if len(groups) > 7 else ""
    return " OR ".join(f"({' AND '.join(groups[:i] + groups[i + 1 :])})" for i in range(len(groups)))


def any_word(query: Query) -> str:
    """Any of the words."""
    return " OR ".join(_any(group, loose=True) for group in content_groups(query))


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


def texts_plan(query: Query, match: str) -> Plan | None:
    """What to ask `texts_fts` (row `s` of search_texts); None when no title can be meant."""
    kinds = query.values("kind")
    langs = query.values("lang")
    if query.values("part") or (langs and "en" not in langs) or "en" in query.values("lang", excluded=True):
        return None
    wanted = [k for k in TEXT_KINDS if not kinds or k in kinds]
    if not wanted:
        return None
    tags = _year_tags(query)
    if kinds:
        tags.append([tag("kind", k) for k in wanted])
    plan = Plan(with_tags(match, query, tags if match else [], "symbol title agenda subjects other"))
    if not match:
        plan.narrow(f"s.kind IN ({','.join('?' * len(wanted))})", *wanted)
        if query.years:
            plan.narrow("s.year BETWEEN ? AND ?", *query.years)
    else:
        _long_years(plan, query, "s.year")
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
    plan = Plan(with_tags(match, query, tags, "text heading"))
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
    expression = with_tags(match, query, tags, "title summary parties")
    for party in query.values("party"):
        named = f'parties : "{" ".join(_plain(party))}"'
        expression = f"({expression}) AND {named}" if expression else named
    plan = Plan(expression)
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
