"""The one query language of site, command line and alerts.

    children "armed groups" -detention school* situation:COD year:2020..2024 lang:fr kind:resolution,news

Words are all wanted, `"..."` is a phrase, `-` keeps out, `*` at the end of a word stands for any ending, `A OR B` is
either, `field:value` narrows. Any text is a query: what is not understood is searched as words or dropped, and said
in `notes`. A symbol (`S/RES/2143`, `resolution 2143`, `2143` alone) is recognised wherever it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from records.folding import searchable
from records.readings import THEMES, VIOLATIONS
from records.symbols import canonical_symbol, resolution_number

#: Longest query read, and most words of it.
MOST_CHARACTERS, MOST_TERMS = 1000, 40
KINDS = ("resolution", "paragraph", "statement", "draft", "other", "news")
_FIELDS = {
    "situation": "situation", "country": "situation", "violation": "violation", "year": "year", "date": "year",
    "lang": "lang", "language": "lang", "kind": "kind", "type": "kind", "source": "source", "outlet": "source",
    "child": "child", "grade": "child", "mandate": "mandate", "mission": "mandate", "party": "party",
    "theme": "theme", "part": "part",
}  # fmt: skip
_LANGUAGE_NAMES = {"english": "en", "french": "fr", "spanish": "es", "russian": "ru", "arabic": "ar", "chinese": "zh"}
_PARTS = ("preamble", "operative", "annex")
_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»＂〝〞", '"') | {"：": ":", "＊": "*", "－": "-", "−": "-", "–": "-"})
_CONTROL = re.compile("[\x00-\x1f\x7f\ud800-\udfff]")
_YEAR_OF = r"(?:\s?\(\s?\d{4}\s?\))?"
#: A resolution as people name it: `SC Res. 2143`, `UNSCR2143`, `résolution 2143 (2014)`, `第2143号决议`.
_NAMED = (
    r"(?:(?:UN\s?)?(?:SC|security\s+council)\s*)?"
    r"(?:resolutions?|r[ée]solutions?|resoluci[óo]n|резолюци[яию]|القرار|قرار|决议|res\b\.?)\s*(?:no\.?|nº|n°|№|#)?\s*"
    rf"\d{{1,4}}{_YEAR_OF}"
)
_SYMBOL = re.compile(
    rf"(?<![\w/])(?:S\s?/\s?RES\s?/\s?\d{{1,4}}{_YEAR_OF}|(?:S\s?/\s?)?PRST\s?[/ ]\s?\d{{4}}\s?/\s?\d{{1,3}}|"
    rf"[SA](?:/[A-Z0-9.]+){{2,4}}|{_NAMED}|(?:UN)?SCR?(?:es)?\.?\s*\d{{3,4}}{_YEAR_OF}|第\s*\d{{1,4}}\s*号决议)"
    r"(?![\w/])",
    re.I,
)
_STATEMENT = re.compile(r"PRST\W*(\d{4})\s?/\s?(\d{1,3})", re.I)
_PIECE = re.compile(r'(-?)(?:([A-Za-z_]+):)?(?:"([^"]*)(?:"|$)|([^\s"]+)|(?<=\w:))')
_YEARS = re.compile(r"^(\d{4})?\s*(\.\.\.?|-)?\s*(\d{4})?$")


@dataclass(frozen=True, slots=True)
class Term:
    """One thing to find: folded words, side by side when several. `prefix` leaves the end of the last one open."""

    text: str
    prefix: bool = False
    #: As typed, for showing.
    typed: str = ""


@dataclass(frozen=True, slots=True)
class Filter:
    """`field:a,b` wants one of the values; `excluded` (`-field:a`) none of them."""

    field: str
    values: tuple[str, ...]
    excluded: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """What was asked. All groups are wanted; of a group any term will do."""

    text: str
    groups: tuple[tuple[Term, ...], ...] = ()
    excluded: tuple[Term, ...] = ()
    filters: tuple[Filter, ...] = ()
    #: First and last year wanted.
    years: tuple[int, int] | None = None
    #: Canonical symbols named in the query, resolutions perhaps without year.
    symbols: tuple[str, ...] = ()
    #: What was not understood, one sentence each.
    notes: tuple[str, ...] = ()

    def values(self, name: str, *, excluded: bool = False) -> tuple[str, ...]:
        """All values wanted (or kept out) of a field."""
        return tuple(v for f in self.filters if f.field == name and f.excluded == excluded for v in f.values)

    @property
    def empty(self) -> bool:
        """Nothing to search for and nothing to narrow by."""
        return not (self.groups or self.filters or self.years or self.symbols)


@dataclass(slots=True)
class _Parts:
    groups: list[tuple[Term, ...]] = field(default_factory=list)
    excluded: list[Term] = field(default_factory=list)
    filters: dict[tuple[str, bool], list[str]] = field(default_factory=dict)
    years: tuple[int, int] | None = None
    notes: list[str] = field(default_factory=list)
    joined: bool = False
    negated: bool = False


def parse(text: str) -> Query:
    """The query that `text` is. Never raises."""
    clean = _CONTROL.sub(" ", text.translate(_QUOTES)).strip()
    parts = _Parts()
    if len(clean) > MOST_CHARACTERS:
        clean = clean[:MOST_CHARACTERS]
        parts.notes.append(f"only the first {MOST_CHARACTERS} characters were read")
    symbols, rest = _symbols(clean)
    for minus, name, phrase, word in _pieces(rest):
        _take(parts, minus, name, phrase, word)
    if len(parts.groups) > MOST_TERMS:
        parts.groups = parts.groups[:MOST_TERMS]
        parts.notes.append(f"only the first {MOST_TERMS} words were searched")
    filters = tuple(Filter(name, tuple(dict.fromkeys(v)), out) for (name, out), v in parts.filters.items())
    return Query(
        clean, tuple(parts.groups), tuple(parts.excluded), filters, parts.years, symbols, tuple(parts.notes)
    )  # fmt: skip


def _symbols(text: str) -> tuple[tuple[str, ...], str]:
    """Symbols named in `text`, and the text without them."""
    whole = text.strip(" .,;:?!\"'")
    if resolution_number(whole) is not None:
        return (canonical_symbol(whole),), "" if not whole.isdigit() else whole
    found = [_as_symbol(m) for m in _SYMBOL.findall(text)]
    return tuple(dict.fromkeys(found)), _SYMBOL.sub(" ", text)


def _as_symbol(named: str) -> str:
    """The canonical symbol of what `_SYMBOL` found."""
    if statement := _STATEMENT.search(named):
        return canonical_symbol(f"S/PRST/{statement.group(1)}/{statement.group(2)}")
    if named[:1] in "SsAa" and "/" in named:
        return canonical_symbol(named)
    return canonical_symbol(re.sub(r"^\D*(?=\d)", "", named).removesuffix("号决议"))


def _pieces(text: str) -> Iterable[tuple[bool, str, str | None, str]]:
    for match in _PIECE.finditer(text):
        minus, name, phrase, word = match.groups()
        yield minus == "-", (name or ""), phrase, word or ""


def _take(parts: _Parts, minus: bool, name: str, phrase: str | None, word: str) -> None:
    if name and (known := _FIELDS.get(name.lower())):
        _take_field(parts, known, word if phrase is None else phrase, minus)
        return
    if name:
        word, phrase = (f"{name} {word}", None) if phrase is None else ("", f"{name} {phrase}")
        if not word.startswith(("http ", "https ")):
            parts.notes.append(f"{name}: is not a field, so it was searched as words")
    if phrase is None and not minus and word in ("OR", "AND", "NOT"):
        parts.joined, parts.negated = word == "OR" and bool(parts.groups), word == "NOT"
        return
    _take_words(parts, word if phrase is None else phrase, minus or parts.negated, phrase is not None)
    parts.joined = parts.negated = False


def _take_words(parts: _Parts, typed: str, minus: bool, phrase: bool) -> None:
    prefix = not phrase and typed.endswith("*")
    words = " ".join(w for w in _words(typed))
    if not words:
        return
    if prefix and len(words) < 2:
        parts.notes.append(f"{typed} is too short for a prefix; it was searched as a word")
        prefix = False
    term = Term(words, prefix, typed.rstrip("*"))
    if minus:
        parts.excluded.append(term)
    elif parts.joined:
        parts.groups[-1] = (*parts.groups[-1], term)
    else:
        parts.groups.append((term,))


def _words(text: str) -> list[str]:
    """Folded words of `text`, punctuation gone."""
    spaced = "".join(c if c.isalnum() or c in "\u0301\u0308" else " " for c in searchable(text))
    return spaced.split()


def _take_field(parts: _Parts, name: str, value: str, minus: bool) -> None:
    if name == "year":
        years = _year_range(value)
        if years is None or minus:
            parts.notes.append(f"year:{value} is no year or range such as 2020..2024; it was left out")
        else:
            parts.years = years
        return
    values = [_value(name, v.strip()) for v in value.split(",") if v.strip()]
    for given, known in zip([v for v in value.split(",") if v.strip()], values, strict=True):
        if known is None:
            parts.notes.append(f"{name}:{given} is not known; it was left out")
    kept = [v for v in values if v is not None]
    if kept:
        parts.filters.setdefault((name, minus), []).extend(kept)
    elif not values:
        parts.notes.append(f"{name}: has no value; it was left out")


def _year_range(value: str) -> tuple[int, int] | None:
    match = _YEARS.match(value.strip())
    if not match or not (match.group(1) or match.group(3)):
        return None
    first, dots, last = match.groups()
    if not dots:
        return (int(first), int(first)) if first and not last else None
    low, high = int(first or 1900), int(last or 2100)
    return min(low, high), max(low, high)


def _value(name: str, value: str) -> str | None:
    """The value of a field as records hold it; None when it cannot be one."""
    low = value.lower().replace("-", "_").replace(" ", "_")
    if name == "kind":
        return next((k for k in KINDS if low in (k, k + "s")), None)
    if name in ("violation", "theme"):
        return _one_of(low, VIOLATIONS if name == "violation" else THEMES)
    if name == "part":
        return next((p for p in _PARTS if p.startswith(low[:5])), None)
    if name == "lang":
        low = _LANGUAGE_NAMES.get(low, low)
        return low if re.fullmatch(r"[a-z]{2,3}", low) else None
    if name == "child":
        return {"yes": "1", "any": "1", "1": "1", "2": "2", "3": "3"}.get(low)
    if name == "situation":
        return value.upper() if len(value) == 3 and value.isascii() else value
    return value


def _one_of(value: str, known: tuple[str, ...]) -> str | None:
    """The one known code that is `value` or alone holds it."""
    if value in known:
        return value
    near = [k for k in known if len(value) > 3 and value.rstrip("s") in k]
    return near[0] if len(near) == 1 else None
