"""The vocabulary of the agenda in six languages, compiled; its matching rules stand in the table's header."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from reading.matcher import Matcher

TABLES = Path(__file__).parent / "tables"
LANGUAGES = ("en", "fr", "es", "ru", "ar", "zh")
#: (code, shelf): `("killing_maiming", "specific")`, `("child", "strong")`, `("exclude", why)` ...
Code = tuple[str, str]
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@cache
def tables() -> dict[str, Any]:
    """vocabulary.yaml and the additions of vocabulary_more.yaml as written."""
    loaded: dict[str, Any] = yaml.load((TABLES / "vocabulary.yaml").read_text(encoding="utf-8"), Loader=_LOADER)
    return loaded


@cache
def more() -> dict[str, Any]:
    """vocabulary_more.yaml: words of the field added since, in the same shape (code -> language -> terms)."""
    path = TABLES / "vocabulary_more.yaml"
    loaded: dict[str, Any] = yaml.load(path.read_text(encoding="utf-8"), Loader=_LOADER)
    return loaded


def _terms(lang: str) -> Iterator[tuple[str, Code]]:
    table = tables()
    for shelf, terms in table["children"].get(lang, {}).items():
        yield from ((term, ("child", shelf)) for term in terms)
    for shelf, terms in table["conflict"].get(lang, {}).items():
        yield from ((term, ("conflict", shelf)) for term in terms)
    for violation, languages in table["violations"].items():
        for shelf, terms in languages.get(lang, {}).items():
            yield from ((term, (violation, shelf)) for term in terms)
    for name in ("response", "related_concerns", "attack_verbs", "statement_markers"):
        yield from ((term, (name, "terms")) for term in table[name].get(lang, {}).get("terms", []))
    for row in table["exclusions"].get(lang, []):
        yield row["phrase"], ("exclude", row["why"])
    for code, languages in more().items():
        name, _, shelf = code.partition(".")
        yield from ((term, (name, shelf or "terms")) for term in languages.get(lang, []))


@cache
def matcher(lang: str) -> Matcher[Code]:
    """The automaton of one language; an unknown language is read with the English words."""
    return Matcher(_terms(lang if lang in LANGUAGES else "en"))
