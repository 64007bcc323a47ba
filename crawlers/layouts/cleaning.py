"""Lines of a page without its furniture: running heads, page numbers, job numbers, bar codes, rules."""

from __future__ import annotations

import re

_FURNITURE = re.compile(
    r"^(?:/\.\.\.|\d{1,3}|\d{1,3}/\d{1,3}|page \d+|s/res/\d+ ?\(\d{4}\)\*?(?: ?(?:english )?page \d+| ?\d{1,3})?"
    r"|english|[\W_]+|-+|\*\d{6,8}\*|\*? ?re-?issued for technical reasons\.?|\d{6,8}[efs]?"
    r"|\d{0,3} ?\d{2}-\d{4,8}(?: \d{2}-\d{4,6})*(?: \d{1,3})?|\d{2}-\d{4,6} ?\(e\)[\d\s*/.()]*"
    r"|united ?united.*|snations.*|united nations|security council|distr\.?:? ?\w*|general|original:.*"
    r"|please recycle)$",
    re.I,
)
#: Furniture that was run together with the text of a line.
_RUN_IN = re.compile(
    r"\s*(?:\*? ?Reissued for technical reasons\.?\s*)?\d{2}-\d{5} ?\(E\)(?:\s*\d{6}\s*)*(?:\*\d{7}\*)?(?:\s*/\.\.\.)?"
    r"|^S/RES/\d+ \(\d{4}\) (?:English )?Page \d+ |\s*/\.\.\.\s*$|\s*\*\d{7}\*\s*|\s*`{3,}\s*"
)
_FOOTNOTE = re.compile(r"^(?:\[\d{1,3}\]|\(\d{1,3}\)|\d{1,3}/|\d{1,3}(?= [A-Z])|\*{1,3}(?= ?[A-Z]))\s*(?=\S)")
#: Soft hyphens out; signs of Windows-1252 that were taken for control characters.
_WINDOWS = str.maketrans({"\u00ad": None, "\x91": "‘", "\x92": "’", "\x93": "“", "\x94": "”", "\x95": "•", "\x96": "–",
                          "\x97": "—", "\x85": "…"})  # fmt: skip
#: First parts of compounds that keep their hyphen at the end of a line.
_COMPOUND = re.compile(
    r"(?:^|[\s(\"“])(?:cease|non|self|peace|co|vice|under|so|high|long|well|sub|multi|post|pre|anti|large|"
    r"small|full|time|re|follow|two|three|four|five|six|twenty|thirty|forty|fifty|sixty|arms|good|fact|ex)-$",
    re.I,
)


def clean_lines(text: str) -> tuple[list[str], list[str]]:
    """Lines without furniture, an empty string for each gap; and footnotes that stood below a rule on their page."""
    out: list[str] = []
    notes: list[str] = []
    below = False
    for raw in re.split(r"\r\n|[\n\r\f\v\u2028]", text.translate(_WINDOWS)):
        line = " ".join(raw.replace("\u00a0", " ").split())
        if line and _FURNITURE.match(line):
            below = line.startswith("_____")
            continue
        if below and line and (is_footnote(line) or (notes and not line[:1].isupper())):
            notes += [line] if is_footnote(line) else []
            continue
        below = below and not line
        line = _RUN_IN.sub("", line).strip() if line else line
        if line or (out and out[-1]):
            out.append(line)
    return out, notes


def join_lines(first: str, second: str) -> str:
    """Two lines of one paragraph as one; a word divided at the end of the line is made whole."""
    if not first.endswith("-"):
        return f"{first} {second}".strip()
    if second[:1].isupper() or _COMPOUND.search(first) or not second[:1].isalpha():
        return first + second
    return first[:-1] + second


def is_footnote(line: str) -> bool:
    """A line that opens a footnote: `[1] One member ...`, `27 The draft ...`, `1/ Ibid.`, `* Paragraph 3 ...`."""
    return bool(_FOOTNOTE.match(line))
