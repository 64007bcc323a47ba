"""Markup to plain words, safely: nothing of a page's code survives, and no text is lost for want of good markup."""

from __future__ import annotations

import html
import re

from lxml import etree

_DROPPED = ("script", "style", "template", "noscript", "iframe", "object", "svg", "math", "head")
_BLOCKS = frozenset(
    "p div br li ul ol tr td th table h1 h2 h3 h4 h5 h6 blockquote section article header footer figure figcaption "
    "hr pre dl dt dd".split()
)
#: Control characters except tab and line ends; lone surrogates, which no database takes.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_MARKUP = re.compile(r"<[a-zA-Z/!?]|&[#a-zA-Z]")


def fold_space(text: str) -> str:
    """`text` on one line, without unprintable characters."""
    return " ".join(_UNPRINTABLE.sub(" ", text).split())


def plain_text(markup: str) -> str:
    """The words of an HTML fragment (or of plain text) on one line; code and styles are dropped."""
    if not _MARKUP.search(markup):
        return fold_space(markup)
    clean = _UNPRINTABLE.sub(" ", markup)
    root = etree.fromstring(f"<div>{clean}</div>".encode(), _parser())
    if root is None:
        return fold_space(html.unescape(clean))
    return fold_space("".join(_words(root)))


def shorten(text: str, most: int = 300) -> str:
    """`text` of at most `most` characters, cut between words and then marked with an ellipsis."""
    if len(text) <= most:
        return text
    head = text[: most - 1]
    if not text[most - 1].isspace():
        cut = head.rfind(" ")
        # A script without spaces, or one endless word: cut where the limit is.
        head = head[:cut] if cut > most // 2 else head
    return head.rstrip(" ,;:–-") + "…"


def _parser() -> etree.HTMLParser:
    return etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)


def _words(root: etree._Element) -> list[str]:
    out: list[str] = []
    skip = 0
    for event, node in etree.iterwalk(root, events=("start", "end")):
        tag = node.tag if isinstance(node.tag, str) else ""
        if event == "start":
            skip += tag in _DROPPED
            if tag in _BLOCKS:
                out.append(" ")
            if not skip:
                out.append(node.text or "")
        else:
            skip -= tag in _DROPPED
            if tag in _BLOCKS:
                out.append(" ")
            if not skip and node is not root:
                out.append(node.tail or "")
    return out
