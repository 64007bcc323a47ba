"""Pure: the words of a query as expressions for the index, from the strictest to the loosest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from records.query import Query, Term

#: Words that carry no subject; they are wanted only inside a phrase or when there is nothing else.
STOPWORDS = frozenset(
    "a an the of in on at to for by from with and or not is are was were be been it its this that these those as "
    "what which who whom whose how when where why do does did has have had about into over under than then there "
    "le la les l un une des du de d et en dans sur pour par avec au aux ce ces que qui est sont "
    "el los las del y o con para por una uno unos unas es son se lo "
    "и в на с по о об от для к из не что как "
    "في من على إلى عن مع و أو ان التي الذي 的 和 在 与".split()
)


#: Short names and abbreviations of the field, and how the Council's texts write them.
_ALSO = {
    "au": ("african union",), "caac": ("children and armed conflict",), "car": ("central african republic",),
    "congo": ("congolese",), "cso": ("civil society organizations",), "ddr": ("disarmament demobilization",),
    "dprk": ("democratic people s republic of korea",), "drc": ("democratic republic of the congo",),
    "eu": ("european union",), "icc": ("international criminal court",), "idps": ("internally displaced persons",),
    "ied": ("improvised explosive",), "ihl": ("international humanitarian law",), "iran": ("islamic republic of iran",),
    "isil": ("da esh",), "libya": ("libyan",), "mali": ("malian",), "mrm": ("monitoring and reporting mechanism",),
    "north korea": ("democratic people s republic of korea",), "opt": ("occupied palestinian territory",),
    "palestine": ("palestinian",), "pko": ("peacekeeping operations",), "rsf": ("rapid support forces",),
    "russia": ("russian federation",), "sg": ("secretary general",), "srsg": ("special representative",),
    "ssr": ("security sector reform",), "syria": ("syrian",), "un": ("united nations",),
    "wps": ("women and peace and security", "women peace and security"), "yps": ("youth peace and security",),
}  # fmt: skip


def also(term: Term) -> tuple[Term, ...]:
    """Other names of what a term names."""
    return tuple(Term(name, typed=term.typed) for name in _ALSO.get(term.text, ()) if not term.prefix)


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
    if len(words) > 1:
        return (term,)
    cyrillic = "\u0400" <= term.text[0] <= "\u04ff"
    if term.prefix or term.text.isdigit() or len(term.text) < (4 if cyrillic else 6):
        return (term,)
    return term, Term(term.text[: -2 if cyrillic and len(term.text) > 5 else -1], True, term.typed)


def _unquoted(term: Term) -> str:
    """The words of a phrase, wherever they stand."""
    kept = [w for w in term.text.split() if w not in STOPWORDS] or term.text.split()
    return "(" + " AND ".join(f'"{w}"' for w in kept) + ")"


def _any(terms: Sequence[Term], loose: bool = False) -> str:
    found = [term_expression(one) for t in terms for one in (loosened(t) if loose else (t,))]
    found += [term_expression(other) for t in terms for other in also(t)]
    found += [_unquoted(t) for t in terms if loose and " " in t.text and loosened(t) == (t,)]
    return found[0] if len(found) == 1 else f"({' OR '.join(found)})"


@dataclass(frozen=True, slots=True)
class Wishes:
    """What words of the query say about the record rather than about its subject: they raise, they do not narrow."""

    years: frozenset[int] = frozenset()
    kinds: frozenset[str] = frozenset()


_KIND_WORDS = {
    "resolution": "resolution", "resolutions": "resolution", "presidential": "statement", "prst": "statement",
    "statement": "statement", "statements": "statement", "draft": "draft", "drafts": "draft", "veto": "draft",
    "vetoed": "draft",
}  # fmt: skip


def _about_record(group: tuple[Term, ...]) -> bool:
    return len(group) == 1 and (group[0].text in _KIND_WORDS or _year(group[0].text) is not None)


def _year(text: str) -> int | None:
    return int(text) if len(text) == 4 and text.isascii() and text.isdigit() and 1946 <= int(text) <= 2100 else None


def wishes(query: Query) -> Wishes:
    """Years and kinds named among other words."""
    words = [g[0].text for g in query.groups if _about_record(g)]
    if len(words) == len(query.groups):
        return Wishes()
    years = {year for word in words if (year := _year(word)) is not None}
    return Wishes(frozenset(years), frozenset(_KIND_WORDS[w] for w in words if w in _KIND_WORDS))


def content_groups(query: Query) -> tuple[tuple[Term, ...], ...]:
    """The groups that name the subject: no stop words, no years or kinds, unless there is nothing else."""
    kept = tuple(g for g in query.groups if not all(t.text in STOPWORDS for t in g))
    return tuple(g for g in kept if not _about_record(g)) or kept or query.groups


def strict(query: Query) -> str:
    """All words."""
    return " AND ".join(_any(group) for group in content_groups(query))


def inflected(query: Query) -> bool:
    """Whether the words are of a script whose endings the index does not fold: Cyrillic, Chinese runs."""
    return any(t.text[0] >= "\u0400" for g in query.groups for t in g)


def open_endings(query: Query) -> str:
    """All words, whatever their endings."""
    return " AND ".join(_any(group, loose=True) for group in content_groups(query))


#: With more words, leaving each out in turn costs more than it finds.
_MOST_LEFT_OUT = 4


def nearly(query: Query) -> str:
    """All words but one, whichever; of many words, one of each two. A quoted phrase must hold.

    Empty when nothing can be left out.
    """
    groups = content_groups(query)
    quoted = [_any(g) for g in groups if any(" " in t.typed for t in g)]
    loose = inflected(query)
    others = [_any(g, loose) for g in groups if not any(" " in t.typed for t in g)]
    if not others or len(groups) < 2:
        return ""
    if len(others) > _MOST_LEFT_OUT:
        pairs = [f"({' OR '.join(others[i : i + 2])})" for i in range(0, len(others), 2)]
        return " AND ".join(quoted + pairs)
    kept = (quoted + others[:i] + others[i + 1 :] for i in range(len(others)))
    return " OR ".join(f"({' AND '.join(k)})" for k in kept)


def keys(query: Query) -> tuple[str, ...]:
    """How each subject word begins, folded: enough to tell in plain Python which paragraph holds most of them."""
    found = []
    for group in content_groups(query):
        for word in (w for t in group for w in t.text.split()):
            found.append(word[: max(4, len(word) - 3)])
    return tuple(dict.fromkeys(found))


def title_words(query: Query) -> str:
    """Any of the words with any endings, years among them: a title says until when a mandate runs."""
    years = [f'"{g[0].text}"' for g in query.groups if len(g) == 1 and _year(g[0].text) is not None]
    return " OR ".join(dict.fromkeys([any_word(query, loose=True), *years]))


def any_word(query: Query, *, loose: bool = False) -> str:
    """Any of the words; `loose` with any endings."""
    return " OR ".join(_any(group, loose or inflected(query)) for group in content_groups(query))
