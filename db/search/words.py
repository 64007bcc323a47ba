"""Pure: the words of a query as expressions for the index, from the strictest to the loosest."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from db.search.wishes import about_record, days, year_in
from db.search.wording import Wording, either, every
from records.query import Query, Term

#: Words that carry no subject; they are wanted only inside a phrase or when there is nothing else.
STOPWORDS = frozenset(
    "a an the of in on at to for by from with and or not is are was were be been it its this that these those as "
    "what which who whom whose how when where why do does did has have had about into over under than then there "
    "until till sc unsc give show find "
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
    "ied": ("improvised explosive",), "ihl": ("international humanitarian law",),
    "iran": ("islamic republic of iran",), "isil": ("da esh",), "libya": ("libyan",), "mali": ("malian",),
    "monuc": ("monusco",), "monusco": ("monuc",), "mrm": ("monitoring and reporting mechanism",),
    "north korea": ("democratic people s republic of korea",), "opt": ("occupied palestinian territory",),
    "palestine": ("palestinian",), "pko": ("peacekeeping operations",), "rca": ("republique centrafricaine",),
    "rdc": ("republique democratique du congo",), "rsf": ("rapid support forces",), "russia": ("russian federation",),
    "sg": ("secretary general",), "srsg": ("special representative",), "ssr": ("security sector reform",),
    "syria": ("syrian",), "un": ("united nations",),
    "wps": ("women and peace and security", "women peace and security"), "yps": ("youth peace and security",),
}  # fmt: skip


#: British and American spelling; the Council's texts use both, often in one paragraph.
_SPELT = (
    (r"\b(\w{3,})is(e|ed|es|ing|ation|ations)\b", r"\1iz\2"), (r"\b(\w{3,})iz(e|ed|es|ing|ation|ations)\b", r"\1is\2"),
    (r"\bcentre(s?)\b", r"center\1"), (r"\bcentred\b", "centered"),
    (r"\bcenter(s?)\b", r"centre\1"), (r"\bcentered\b", "centred"),
    (r"\b(def|off)ence(s?)\b", r"\1ense\2"), (r"\b(def|off)ense(s?)\b", r"\1ence\2"),
    (r"\bprogramme(s?)\b", r"program\1"), (r"\bprogram(s?)\b", r"programme\1"),
    (r"\b(lab|behavi|neighb|harb|fav|hon|endeav)our", r"\1or"),
    (r"\b(lab|behavi|neighb|harb|fav|hon|endeav)or", r"\1our"),
)  # fmt: skip


#: Words that may stand between those of a phrase quoted from memory, beside its own.
_APART = 3


@lru_cache(maxsize=1024)
def also(term: Term) -> tuple[Term, ...]:
    """Other names of what a term names, and its other spelling."""
    if term.prefix:
        return ()
    spelt = [re.sub(pattern, by, term.text) for pattern, by in _SPELT]
    joined = [term.text.replace(" ", "")] if "-" in term.typed and " " not in term.typed else []
    names = dict.fromkeys((*_ALSO.get(term.text, ()), *spelt, *joined))
    return tuple(Term(name, typed=term.typed) for name in names if name != term.text)


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


def told_words(term: Term) -> list[str]:
    """The words of a phrase that carry a subject."""
    return [w for w in term.text.split() if w not in STOPWORDS] or term.text.split()


def _unquoted(term: Term) -> Wording:
    """The words of a phrase, wherever they stand."""
    return every(f'"{word}"' for word in told_words(term))


def close_together(term: Term) -> Wording:
    """The words of a phrase close together in any order: a phrase quoted from memory."""
    told = told_words(term)
    if len(told) < 2:
        return term_expression(term)
    near = " ".join(f'"{word}"' for word in told)
    return f"NEAR({near}, {len(term.text.split()) + _APART})"


def is_quoted(term: Term) -> bool:
    """Whether a term is a phrase in quotation marks."""
    return " " in term.typed


def apart(query: Query, phrases: Sequence[Term]) -> Query:
    """The same with the words of these phrases each by itself."""
    groups: list[tuple[Term, ...]] = []
    for group in query.groups:
        if set(group) <= set(phrases):
            groups += [(Term(word, typed=word),) for term in group for word in told_words(term)]
        else:
            groups.append(tuple(term for term in group if term not in phrases))
    return replace(query, groups=tuple(groups))


def _any(terms: Sequence[Term], loose: bool = False) -> Wording:
    found: list[Wording] = [term_expression(one) for t in terms for one in (loosened(t) if loose else (t,))]
    found += [term_expression(other) for t in terms for other in also(t)]
    found += [_unquoted(t) for t in terms if loose and " " in t.text and loosened(t) == (t,)]
    return either(found)


@lru_cache(maxsize=256)
def content_groups(query: Query) -> tuple[tuple[Term, ...], ...]:
    """The groups that name the subject: no stop words, no years or kinds, unless there is nothing else."""
    dated = {at for day in days(query) for at in day.groups}
    kept = tuple(g for g in query.groups if not all(t.text in STOPWORDS for t in g))
    subject = (g for at, g in enumerate(query.groups) if at not in dated and not all(t.text in STOPWORDS for t in g))
    return tuple(g for g in subject if not about_record(g)) or kept or query.groups


def strict(query: Query) -> Wording:
    """All words."""
    return every(_any(group) for group in content_groups(query))


def inflected(query: Query) -> bool:
    """Whether the words are of a script whose endings the index does not fold: Cyrillic, Chinese runs."""
    return any(t.text[0] >= "\u0400" for g in query.groups for t in g)


def open_endings(query: Query) -> Wording:
    """All words, whatever their endings; phrases in quotation marks as they are."""
    return every(_any(group, loose=not any(map(is_quoted, group))) for group in content_groups(query))


def close(query: Query) -> Wording:
    """All words, those of phrases close together; empty when nothing was quoted."""
    return _with_phrases(query, close_together)


def unquoted(query: Query) -> Wording:
    """All words, those of phrases wherever they stand; empty when nothing was quoted."""
    return _with_phrases(query, _unquoted)


def _with_phrases(query: Query, said: Callable[[Term], Wording]) -> Wording:
    if not any(quoted(query)):
        return ""
    return every(either(said(t) if is_quoted(t) else _any((t,)) for t in group) for group in content_groups(query))


#: With more words, leaving each out in turn costs more than it finds.
_MOST_LEFT_OUT = 4


def groups_asked(query: Query) -> list[Wording]:
    """Each subject word by itself, in the order of `content_groups`."""
    return [_any(group, inflected(query)) for group in content_groups(query)]


def quoted(query: Query) -> list[bool]:
    """Of each subject word whether it is a phrase in quotation marks."""
    return [any(map(is_quoted, group)) for group in content_groups(query)]


def nearly(query: Query, telling: Sequence[float]) -> Wording:
    """All words but one, whichever; of many words, of those that tell most. A quoted phrase must hold.

    `telling` is the weight of each subject word. Empty when nothing can be left out.
    """
    asked, held = groups_asked(query), quoted(query)
    if len(asked) < 2:
        return ""
    others = sorted((at for at in range(len(asked)) if not held[at]), key=lambda at: -telling[at])[:_MOST_LEFT_OUT]
    if not others:
        return ""
    phrases = [wording for wording, phrase in zip(asked, held, strict=True) if phrase]
    return every([*phrases, _all_but_one([asked[at] for at in others])])


def _all_but_one(asked: Sequence[Wording]) -> Wording:
    """All but any one, said with as few words as can be: each costs the index a look."""
    if len(asked) < 3:
        return either(asked) if len(asked) == 2 else ""
    half = len(asked) // 2
    sides = asked[:half], asked[half:]
    lacking = [_all_but_one(side) for side in sides]
    return either(every([*side, lack]) for side, lack in zip(sides, reversed(lacking), strict=True))


def place_words(query: Query, *, loose: bool) -> tuple[tuple[Wording, int], ...]:
    """Each subject word by itself, those of phrases too, and the number of its group in `content_groups`."""
    single = {
        Term(word, t.prefix and " " not in t.text): at
        for at, group in enumerate(content_groups(query))
        for t in group
        for word in told_words(t)
    }
    return tuple((_any((term,), loose), at) for term, at in single.items())


def title_words(query: Query) -> Wording:
    """Any of the words with any endings, years and days among them: a title says until when a mandate runs."""
    years = [f'"{g[0].text}"' for g in query.groups if len(g) == 1 and year_in(g[0].text) is not None]
    return either([any_word(query, loose=True), *years, *_pairs(query), *printed_days(query)])


def _pairs(query: Query) -> list[str]:
    """Neighbouring subject words as phrases: titles are known by their wording."""
    asked = [g[0] for g in content_groups(query)]
    return [f'"{a.text} {b.text}"' for a, b in pairwise(asked) if not (a.prefix or b.prefix)]


def printed_days(query: Query) -> list[str]:
    """The days that a query names, as English texts print them."""
    return [f'"{printed}"' for day in days(query) for printed in day.printed]


def any_word(query: Query, *, loose: bool = False) -> Wording:
    """Any of the words; `loose` with any endings."""
    return either(_any(group, loose or inflected(query)) for group in content_groups(query))
