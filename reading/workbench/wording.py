"""Wording made comparable: words without what a renewal always changes (numbers, dates, punctuation, capitals)."""

from __future__ import annotations

import difflib
import re

_MONTHS = (
    "january february march april may june july august september october november december "
    "janvier février mars avril mai juin juillet août septembre octobre novembre décembre "
    "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre "
    "января февраля марта апреля мая июня июля августа сентября октября ноября декабря"
).split()
_SYMBOL = re.compile(r"\b[SA]/[\w./]+(?:\s*\(\d{4}\))?")
_WORD = re.compile(r"[\u3400-\u9fff]|[^\W\d_]+(?:['’\-‑][^\W\d_]+)*")
_SPOKEN = re.compile(r"[\u3400-\u9fff]|\S+")
_BRITISH = re.compile(r"(is|ys)(e|es|ed|ing|ation|ations)$")
#: Between "may" the month and "may" the verb nothing is decided: both are left out.
_LEFT_OUT = frozenset(_MONTHS) | {"st", "nd", "rd", "th"}


def words(text: str) -> list[str]:
    """Comparable words of a paragraph, in order."""
    folded = _SYMBOL.sub(" ", text).casefold().replace("’", "'").replace("‑", "-").replace("conflict- ", "conflict-")
    found = (w.replace("-", "") for w in _WORD.findall(folded))
    return [_BRITISH.sub(_american, w) for w in found if w not in _LEFT_OUT]


def _american(match: re.Match[str]) -> str:
    return match.group(1).replace("s", "z") + match.group(2)


def differences(old: str, new: str) -> tuple[tuple[str, str], ...]:
    """Word-level difference as (op, words): "=" in both, "-" only in the old, "+" only in the new."""
    a, b = _SPOKEN.findall(old), _SPOKEN.findall(new)
    matcher = difflib.SequenceMatcher(None, a, b, autojunk=False)
    found: list[tuple[str, str]] = []
    for op, start, end, start_new, end_new in matcher.get_opcodes():
        if op == "equal":
            found.append(("=", " ".join(a[start:end])))
            continue
        if end > start:
            found.append(("-", " ".join(a[start:end])))
        if end_new > start_new:
            found.append(("+", " ".join(b[start_new:end_new])))
    return tuple(found)
