"""An article page to its main text, title, date and language. Never fetches; an unreadable page is said to be one.

First the page's own markup is read (trafilatura, tables and comments left out); where the publisher also gives the
text as structured data and that holds clearly more, it is taken; where both find little, every paragraph is. Then
lines that no article says are dropped. A page that holds a cookie wall or an invitation to subscribe has no text.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import trafilatura
from lxml import etree, html
from trafilatura.settings import use_config
from w3lib.encoding import html_to_unicode

from crawlers.plain import fold_space, plain_text
from crawlers.plain_dates import read_date

#: Characters of markup that are read; what lies behind is menus and scripts, seen on pages of 5 MB.
MOST_MARKUP = 3_000_000
#: Characters of the text that are kept.
MOST_TEXT = 60_000
_LEAST_TEXT = 120
_CLEARLY_MORE = 1.4
_HEAVY = re.compile(r"<(script|style|svg|noscript|template)\b.*?</\1\s*>", re.I | re.S)
_STRUCTURED = re.compile(r"<script[^>]+application/ld\+json[^>]*>(.*?)</script>", re.I | re.S)
_WALL = re.compile(
    r"cookies?\b|consent|privacy (?:policy|settings)|personali[sz]ed ads|advertising partners|accept all|"
    r"subscribe (?:now|to)|sign in to|enable javascript|ad[- ]?blocker|"
    r"témoins de connexion|accepter|abonnez-vous|configuraci[oó]n de privacidad|aceptar|suscr[ií]base|"
    r"файлы cookie|принять|подпишитесь|ملفات تعريف الارتباط|قبول|接受|隐私",
    re.I,
)
#: Lines that stand in articles and are none of them.
_NOT_TEXT = re.compile(
    r"(?:read more|see also|also read|related(?: articles| stories)?|more on this|watch|listen|advertisement|"
    r"share (?:this|on|with)|like this story|follow us|sign up|subscribe|click here|print(?: this)? article|"
    r"order reprints|this copy is for your personal|get .{3,40} by clicking here|download the app|all rights reserved|"
    r"copyright|©|lire aussi|à lire aussi|publicité|partager|lea también|lee también|publicidad|compartir|"
    r"читайте также|реклама|поделиться|اقرأ أيضا|إعلان|شارك|相关阅读|延伸阅读|广告|责任编辑)\b.{0,120}",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Article:
    """What a page says. `text` is empty when `problem` says why there is none."""

    title: str = ""
    text: str = ""
    published: datetime | None = None
    lang: str = ""
    problem: str = ""


def read_article(body: bytes, media_type: str = "", url: str = "") -> Article:
    """The article on a page; never raises for what a page may hold."""
    _, markup = html_to_unicode(media_type or None, body[: 4 * MOST_MARKUP], default_encoding="utf-8")
    structured = list(_structured(markup))
    markup = _HEAVY.sub(" ", markup.replace("\x00", ""))[:MOST_MARKUP]
    tree = _tree(markup)
    if tree is None:
        return Article(problem="not a page")
    title = fold_space(_told(structured, "headline") or _meta(tree, "og:title") or tree.findtext(".//title") or "")
    text = _main_text(tree, structured)
    text = "\n".join(_kept(text.split("\n"), title))[:MOST_TEXT]
    problem = _problem(text)
    return Article(
        title=plain_text(title),
        text="" if problem else text,
        published=_published(tree, structured),
        lang=re.split("[-_]", tree.get("lang", "") or _meta(tree, "og:locale"))[0].lower()[:3],
        problem=problem,
    )


def _tree(markup: str) -> html.HtmlElement | None:
    try:
        parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=False)
        tree = html.document_fromstring(markup.encode("utf-8", "ignore"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None
    return tree


def _main_text(tree: html.HtmlElement, structured: list[dict[str, Any]]) -> str:
    config = use_config()
    config.set("DEFAULT", "EXTRACTION_TIMEOUT", "0")
    found = (
        trafilatura.extract(tree, include_comments=False, include_tables=False, with_metadata=False, config=config)
        or ""
    )
    given = "\n".join(plain_text(line) for line in _told(structured, "articleBody").split("\n")).strip()
    if len(given) > _CLEARLY_MORE * len(found) and len(given) >= _LEAST_TEXT:
        return given
    if len(found) < _LEAST_TEXT:
        paragraphs = [fold_space("".join(p.itertext())) for p in tree.iter("p")]
        every = "\n".join(p for p in paragraphs if len(p) > 40)
        found = max(found, every, key=len)
    return found


def _kept(lines: list[str], title: str) -> Iterator[str]:
    """Lines that are the article's own: not its title again, nor what all pages of a site say."""
    heading = fold_space(title).casefold()
    for number, line in enumerate(lines):
        words = fold_space(line.removeprefix("- "))
        if not words or _NOT_TEXT.fullmatch(words):
            continue
        if number < 3 and len(words) > 15 and heading.startswith(words.casefold()):
            continue
        yield fold_space(line)


def _problem(text: str) -> str:
    if len(text) < _LEAST_TEXT // 2:
        return "no article text found"
    walls = len(_WALL.findall(text))
    if len(text) < 1500 and walls >= 3 and walls * 160 > len(text):
        return "a cookie or subscription wall"
    return ""


def _structured(markup: str) -> Iterator[dict[str, Any]]:
    """Objects of the page's structured data (JSON-LD), those within lists and graphs too."""
    for script in _STRUCTURED.findall(markup)[:20]:
        try:
            found = json.loads(script.strip().removesuffix(";"), strict=False)
        except (ValueError, RecursionError):
            continue
        queue = [found]
        while queue:
            value = queue.pop(0)
            if isinstance(value, list):
                queue.extend(value[:100])
            elif isinstance(value, dict):
                yield value
                queue.extend(v for k, v in value.items() if k in {"@graph", "mainEntity"})


def _told(structured: list[dict[str, Any]], name: str) -> str:
    values = (value.get(name) for value in structured if "article" in str(value.get("@type", "")).lower())
    return max((v for v in values if isinstance(v, str)), key=len, default="")


def _meta(tree: html.HtmlElement, name: str) -> str:
    found = tree.xpath("//meta[@property=$name or @name=$name or @itemprop=$name]/@content", name=name)
    return str(found[0]) if found else ""


def _published(tree: html.HtmlElement, structured: list[dict[str, Any]]) -> datetime | None:
    stamps = [
        _told(structured, "datePublished"),
        *(_meta(tree, name) for name in ("article:published_time", "datePublished", "date", "pubdate", "DC.date")),
        *map(str, tree.xpath("//time/@datetime")[:1]),
    ]
    return next((when for stamp in stamps if stamp and (when := read_date(stamp))), None)
