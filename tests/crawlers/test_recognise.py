"""What a bulk file is, by its content."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawlers.bulk import from_path
from crawlers.kinds import kind_names
from crawlers.recognise import kind_of
from records.fetching import Document


def recognised(body: bytes | str) -> str | None:
    body = body.encode() if isinstance(body, str) else body
    return kind_of(Document("sample", "file:whatever", datetime(2026, 1, 1, tzinfo=UTC), "", body))


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ('<?xml version="1.0"?>\n<akomaNtoso xmlns="x"><a/></akomaNtoso>', "akoma_ntoso"),
        ("\ufeff <rss version='2.0'/>", "feed"),
        ("<feed xmlns='http://www.w3.org/2005/Atom'/>", "feed"),
        ("<rdf:RDF xmlns:rdf='x'/>", "feed"),
        ('{"version": "https://jsonfeed.org/version/1.1", "items": []}', "feed"),
        ("<collection xmlns='http://www.loc.gov/MARC21/slim'/>", "undl"),
        ("<OAI-PMH><record><marc:datafield tag='245'/></record></OAI-PMH>", "undl"),
        ('{"symbol": "S/RES/9001 (2024)", "text": "x"}\n{"symbol": "S/RES/9002 (2024)", "text": "y"}\n', "texts"),
        ("001,191__a,245__a\n1,2,3\n", "undl"),
        ("row,Resolution,Number,Year,Topic\n1,R,9001,2024,Karvelia\n", "texts"),
        ("doc_id,date,text\n1,2024-01-01,words\n", "texts"),
        ('{"data": [], "totalCount": 0}', "reliefweb"),
        ('{"articles": []}', "gdelt"),
        ("\t".join(["1", "20261123", *["x"] * 59]), "gdelt"),
        ("\u00ef\u00bb\u00bf <table><tr><td>S/PV.99105</td></tr></table>", "un_listing"),
        ('<html><div class="field field--name-field-symbol">SC/99123</div></html>', "un_press"),
        ("<!DOCTYPE html><html><body/></html>", None),
        ("<html><body><p>They quote the Report of the Secretary-General (S/2026/9001).</p></body></html>", None),
        ("<html><h2>Conclusions on Karvelia (S/AC.51/2026/9001)</h2></html>", "page"),
        ("A/80/9001\nReport of the Secretary-General\n1. The report", "page"),
        ("symbol;covers_year;measure;value\nS/2026/9001;2025;killed;3\n", "report_tables"),
        ("symbol,covers_year,killed,maimed\nS/2026/9001,2025,3,4\n", "report_tables"),
        ('{"symbol": "S/2026/9001", "party": "x", "annex": "I"}', "report_tables"),
        ("", None),
        ("plain words", None),
        ("a,b\n1,2\n", None),
        ("{", None),
        ("[]", None),
        ("[1]", None),
        ("<opml/>", None),
    ],
)
def test_kinds(body: str, kind: str | None) -> None:
    assert recognised(body) == kind


@given(st.binary(max_size=300))
def test_no_bytes_make_it_raise(body: bytes) -> None:
    assert recognised(body) in {None, *kind_names()}


def test_the_real_corpus_is_recognised(shared: Path) -> None:
    found = Counter(kind_of(one) for one in from_path(shared / "unsc" / "akn4un") if isinstance(one, Document))
    assert found == {"akoma_ntoso": found["akoma_ntoso"], "texts": 27, None: 1}
    assert found["akoma_ntoso"] > 3000
    pages = [one for name in ("un_org_html", "press_un_org_html") for one in from_path(shared / "unsc" / name)]
    assert {kind_of(one) for one in pages if isinstance(one, Document)} == {"un_listing", "un_press"}
