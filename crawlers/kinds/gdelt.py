"""Kind `gdelt`: article lists of the GDELT DOC API, and GDELT's 15-minute event exports.

A source with the option `query` asks the DOC API (at most one request in five seconds: option `delay_seconds`; at most
250 articles per answer: older ones are asked for by a narrower window). Without it, the address is that of GDELT's
`lastupdate.txt`, which names the newest export. Further options: `timespan` (of the query, default `1d`), `answers`
(most articles per answer, 250), `events` (CAMEO root codes to keep of an export, white space between; default all).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from crawlers.gdelt_exports import is_export, read_export
from crawlers.kinds import Ask, Held
from crawlers.plain import fold_space, plain_text
from records.fetching import Document, Reject, Source
from records.identity import canonical_url
from records.news import NewsItem

_CAP = 250
_STAMP = "%Y%m%dT%H%M%SZ"
_ASKED = "%Y%m%d%H%M%S"
_UNITS = {"min": "minutes", "h": "hours", "d": "days", "w": "weeks"}
_EXPORT = re.compile(rb"https?://\S+?\.export\.CSV\.zip", re.I)
_BROKEN_ESCAPE = re.compile(r'\\(?!["\\/bfnrtu])')
#: GDELT sets marks apart from the words before them.
_SPACED = re.compile(r"\s+([,.;:!?%)\]»”])(?=\s|$)")
_OPENED = re.compile(r"([(\[«“])\s+")
_APOSTROPHE = re.compile(r"(\w) (['’](?:s|t|re|ve|ll|d|m))\b", re.I)
_LANGUAGES = {
    "english": "en", "french": "fr", "spanish": "es", "russian": "ru", "arabic": "ar", "chinese": "zh",
    "chineset": "zh", "german": "de", "portuguese": "pt", "italian": "it", "turkish": "tr", "ukrainian": "uk",
    "persian": "fa", "hebrew": "he", "swahili": "sw", "somali": "so", "urdu": "ur", "hindi": "hi", "dutch": "nl",
    "polish": "pl", "japanese": "ja", "korean": "ko", "indonesian": "id", "burmese": "my", "amharic": "am",
}  # fmt: skip


def start(source: Source, held: Held) -> Iterable[Ask]:
    """The query's newest articles, or the listing of the newest export."""
    if "query" in source.options:
        yield _window(source, {"timespan": source.options.get("timespan", "1d")})
    else:
        yield Ask(source.url, note="listing")


def follow(source: Source, document: Document, held: Held) -> Iterable[Ask]:
    """Of a listing the export it names; of an answer that is full, the same window up to its oldest article."""
    if "query" not in source.options:
        exports = {} if is_export(document.body) else dict.fromkeys(_EXPORT.findall(document.body))
        for url in exports:
            yield Ask(url.decode("ascii", "ignore"), note="export", expects="archive", most_bytes=50_000_000)
        return
    seen = sorted(filter(None, (_when(row.get("seendate")) for row in _articles(document) or ())))
    if len(seen) < int(source.options.get("answers", _CAP)):
        return
    asked = parse_qs(urlsplit(document.url).query)
    begin = asked.get("startdatetime", [""])[0] or (seen[-1] - _span(source)).strftime(_ASKED)
    end = seen[0].strftime(_ASKED)
    if begin < end < asked.get("enddatetime", ["9"])[0]:
        yield _window(source, {"startdatetime": begin, "enddatetime": end})


def parse(source: Source, document: Document) -> Iterable[NewsItem | Reject]:
    """Articles of an answer or an export. `published` is when GDELT saw the article: it gives no other time."""
    if _EXPORT.search(document.body[:2000]) and not is_export(document.body):
        return
    if is_export(document.body):
        yield from read_export(source, document)
        return
    rows = _articles(document)
    if rows is None:
        said = fold_space(document.body[:300].decode("utf-8", "replace"))
        yield Reject(document.url, f"no article list of GDELT: {said[:200]}")
        return
    for place, row in enumerate(rows, 1):
        yield _item(source, row) or Reject(f"{document.url} article {place}", "neither title nor address")


def clean_address(url: str) -> str:
    """`url` without what GDELT adds: a stray `title=` at its end, the default port, white space."""
    return canonical_url(re.sub(r"(?:%20|\s)+title=.*$", "", url.strip(), flags=re.I))


def clean_title(title: str, lang: str = "en") -> str:
    """`title` with its marks set as printed; French keeps the space before double marks."""
    text = _APOSTROPHE.sub(r"\1\2", _OPENED.sub(r"\1", plain_text(title)))
    if lang == "fr":
        return re.sub(r"\s+([,.%)\]”])(?=\s|$)", r"\1", text)
    return _SPACED.sub(r"\1", text)


def _window(source: Source, when: dict[str, str]) -> Ask:
    query = {
        "query": source.options["query"],
        "mode": "ArtList",
        "format": "json",
        "maxrecords": source.options.get("answers", str(_CAP)),
        "sort": "DateDesc",
        **when,
    }
    return Ask(f"{source.url}?{urlencode(query)}", expects="json")


def _span(source: Source) -> timedelta:
    match = re.fullmatch(r"(\d{1,4})\s*(min|h|d|w)\w*", source.options.get("timespan", "1d"))
    return timedelta(**{_UNITS[match.group(2)]: int(match.group(1))}) if match else timedelta(days=1)


def _articles(document: Document) -> list[dict[str, Any]] | None:
    """Rows of the answer; None when it is none. GDELT leaves lone backslashes in titles: they are mended."""
    text = _BROKEN_ESCAPE.sub(r"\\\\", document.body.decode("utf-8-sig", "replace"))
    try:
        answer = json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return None
    if not isinstance(answer, dict):
        return None
    rows = answer.get("articles", [])
    return [row if isinstance(row, dict) else {} for row in rows] if isinstance(rows, list) else None


def _item(source: Source, row: dict[str, Any]) -> NewsItem | None:
    lang = _LANGUAGES.get(str(row.get("language", "")).strip().lower(), "")
    title, url = clean_title(str(row.get("title") or ""), lang), clean_address(str(row.get("url") or ""))
    if not title or not url.startswith(("http://", "https://")):
        return None
    return NewsItem(
        source=source.id,
        title=title,
        url=url,
        published=_when(row.get("seendate")),
        lang=lang,
        outlet=fold_space(str(row.get("domain") or "")),
        sample=source.sample,
    )


def _when(stamp: object) -> datetime | None:
    try:
        return datetime.strptime(str(stamp), _STAMP).replace(tzinfo=UTC)
    except ValueError:
        return None
