"""Kind `page`: single files of texts, as HTML, PDF or plain text: reports, and texts of other bodies than the Council.

A page of the United Nations' library or press service is handed to its own kind. PDF is read by pypdfium2.
"""

from __future__ import annotations

from collections.abc import Iterable

import pypdfium2
from lxml import etree, html

from crawlers.kinds import Ask, Held, un_listing, un_press
from crawlers.layouts.other_bodies import read_other
from crawlers.layouts.reports import read_report
from crawlers.layouts.web import tree_of
from records.council import CouncilText
from records.fetching import Document, Reject, Source
from records.news import NewsItem

_BLOCKS = ("p", "li", "h1", "h2", "h3", "h4", "h5", "blockquote", "td", "pre")
_MOST_PAGES = 400


def start(source: Source, held: Held) -> Iterable[Ask]:
    """The one file."""
    yield Ask(source.url)


def follow(source: Source, document: Document, held: Held) -> Iterable[Ask]:
    """Nothing: the file is all there is."""
    return ()


def parse(source: Source, document: Document) -> Iterable[CouncilText | NewsItem | Reject]:
    """The text of the file, or a Reject that says why there is none."""
    head = document.body[:400_000]
    if b"field--name-field-symbol" in head:
        yield from un_press.parse(source, document)
    elif b'class="tablefont"' in head:
        yield from un_listing.parse(source, document)
    else:
        yield _text(source, document)


def _text(source: Source, document: Document) -> CouncilText | Reject:
    title = ""
    try:
        if document.body.startswith(b"%PDF"):
            words = _pdf(document.body)
        elif b"<" in document.body[:500].lstrip()[:1]:
            title, words = _html(document.body)
        else:
            words = document.body.decode("utf-8-sig", "replace")
    except (pypdfium2.PdfiumError, etree.ParserError, ValueError) as error:
        return Reject(document.url, f"cannot be read: {str(error)[:120]}")
    if not words.strip():
        return Reject(document.url, "holds no text (a scan without a text layer?)")
    lang = source.language[0] if len(source.language) == 1 else "en"
    url = document.url if document.url.startswith("http") else ""
    text = read_report(words, title, lang, url) or read_other(words, title, lang, url)
    if text is None:
        return Reject(document.url, "names no body whose texts are known")
    return text if text.paragraphs else Reject(document.url, f"{text.symbol}: no paragraph could be told apart")


def _pdf(body: bytes) -> str:
    """Text of all pages, one form feed between them. PdfiumError for a damaged or locked file."""
    pdf = pypdfium2.PdfDocument(body)
    try:
        pages = [pdf[number].get_textpage().get_text_bounded() for number in range(min(len(pdf), _MOST_PAGES))]
    finally:
        pdf.close()
    return "\f".join(pages)


def _html(body: bytes) -> tuple[str, str]:
    """Title, and the text with a gap between blocks; numbers of ordered lists are written out."""
    root = tree_of(body)
    for gone in list(root.iter("script", "style", "nav", "header", "footer", "noscript")):
        if (parent := gone.getparent()) is not None:
            parent.remove(gone)
    title = next((" ".join(str(part) for part in found.itertext()) for found in root.iter("h1", "title")), "")
    blocks = [
        block for block in root.iter(*_BLOCKS) if not any(child.tag in _BLOCKS for child in block.iterdescendants())
    ]
    lines = [_number(block) + " ".join(str(part) for part in block.itertext()) for block in blocks]
    if not lines:
        lines = [str(part) for part in root.itertext()]
    return " ".join(title.split()), "\n\n".join(" ".join(line.split()) for line in lines if line.strip())


def _number(block: html.HtmlElement) -> str:
    parent = block.getparent()
    if block.tag != "li" or parent is None or parent.tag != "ol":
        return ""
    place = [child for child in parent if child.tag == "li"].index(block)
    first = parent.get("start") or "1"
    return f"{int(first) + place if first.isdigit() else place + 1}. "
