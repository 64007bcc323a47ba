"""Kind `undl`: records of the UN Digital Library as MARCXML, by OAI-PMH month windows or by search pages (`of=xm`).

Options: `from` (`2026-01`, first month of an OAI harvest), `set` (OAI set), or none: then the address is a search
whose pages are followed. `symbols` is a regular expression of the symbols that are kept. Also reads the library's CSV
export (one MARC subfield a column). Records hold no paragraphs. A deleted record is listed as a Reject. The library
answers slowly and challenges machines: a refusal is health.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable
from urllib.parse import parse_qs, urlencode, urlsplit, urlunsplit

from crawlers.kinds import Ask, Held
from crawlers.layouts.marc import NO_SYMBOL, read_export, read_marc
from records.council import CouncilText
from records.fetching import Document, Reject, Source

_TOKEN = re.compile(rb"<(?:\w+:)?resumptionToken[^>]*>([^<]+)<")
_ANSWERED = re.compile(rb"<(?:\w+:)?responseDate>(\d{4})-(\d{2})")
_REQUEST = re.compile(rb'<(?:\w+:)?request[^>]* from="(\d{4}-\d{2})')
_TOTAL = re.compile(rb"Search-Engine-Total-Number-Of-Results: *(\d+)")
_MONTH = re.compile(r"^(\d{4})-(\d{2})")
_PAGE = 200
_HINT = "the UN Digital Library challenges machines at times; the next round asks again"


def start(source: Source, held: Held) -> Iterable[Ask]:
    """The month that was asked last (it may have grown), else the first; or the first page of a search."""
    if first := _MONTH.match(source.options.get("from", "")):
        months = [parse_qs(urlsplit(url).query).get("from", [""])[0][:7] for url in held.validators]
        newest = max([month for month in months if _MONTH.match(month)], default=first.group())
        yield _window(source, int(newest[:4]), int(newest[5:7]))
    else:
        yield Ask(_search(source.url, 1), note="page 1", expects="xml", hint=_HINT)


def follow(source: Source, document: Document, held: Held) -> Iterable[Ask]:
    """The rest of a month by its resumption token, then the next month; or the next page of a search."""
    if b"OAI-PMH" in document.body[:2000]:
        yield from _next_window(source, document)
    elif total := _TOTAL.search(document.body[:4000]):
        at = int(parse_qs(urlsplit(document.url).query).get("jrec", ["1"])[0])
        if at + _PAGE <= int(total.group(1)):
            yield Ask(_search(document.url, at + _PAGE), note=f"from record {at + _PAGE}", expects="xml", hint=_HINT)


def parse(source: Source, document: Document) -> Iterable[CouncilText | Reject]:
    """Records in the document's order; of other texts than `symbols` names there is no word."""
    marc = document.body[:200].lstrip(b"\xef\xbb\xbf \r\n").startswith(b"<")
    wanted = re.compile(source.options.get("symbols", ""))
    for record in (read_marc if marc else read_export)(document.body, document.url):
        if isinstance(record, Reject):
            told = not (wanted.pattern and record.reason == NO_SYMBOL)
        else:
            told = wanted.match(record.symbol) is not None
        if told:
            yield record


def _window(source: Source, year: int, month: int) -> Ask:
    asked = {
        "verb": "ListRecords",
        "metadataPrefix": source.options.get("prefix", "marcxml"),
        "from": f"{year:04}-{month:02}-01",
        "until": f"{year:04}-{month:02}-{monthrange(year, month)[1]:02}",
    }
    if source.options.get("set"):
        asked["set"] = source.options["set"]
    return Ask(f"{source.url}?{urlencode(asked)}", note=f"{year:04}-{month:02}", expects="xml", hint=_HINT)


def _next_window(source: Source, document: Document) -> Iterable[Ask]:
    """Month after the one that was asked, up to the month of the answer."""
    if token := _TOKEN.search(document.body):
        asked = urlencode({"verb": "ListRecords", "resumptionToken": token.group(1).decode("utf-8", "replace").strip()})
        yield Ask(f"{source.url}?{asked}", note="continued", expects="xml", hint=_HINT)
        return
    # A continued answer names the month in its `request` element alone.
    asked_in = _REQUEST.search(document.body)
    in_address = parse_qs(urlsplit(document.url).query).get("from", [""])[0]
    month = _MONTH.match(in_address or (asked_in.group(1).decode() if asked_in else ""))
    answered = _ANSWERED.search(document.body)
    if month and answered:
        year, number = int(month.group(1)), int(month.group(2))
        following = (year + 1, 1) if number == 12 else (year, number + 1)
        if following <= (int(answered.group(1)), int(answered.group(2))):
            yield _window(source, *following)


def _search(url: str, at: int) -> str:
    parts = urlsplit(url)
    query = {name: values[0] for name, values in parse_qs(parts.query).items()}
    query |= {"of": "xm", "rg": str(_PAGE), "jrec": str(at)}
    return urlunsplit(parts._replace(query=urlencode(query)))
