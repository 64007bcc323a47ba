"""Any query string and any path under the routes: 200 or a helpful 404, never a stack trace.

A few hundred examples here; `CAAC_ODD_REQUESTS=5000 pytest tests/datasette_config/test_odd_requests.py` throws more.
"""

from __future__ import annotations

import os
import random
from urllib.parse import quote, quote_from_bytes

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.datasette_config.conftest import Get

MANY = int(os.environ.get("CAAC_ODD_REQUESTS", "250"))
PREFIXES = ["/search", "/resolution/", "/compare/", "/compare", "/calendar", "/situation/", "/situations", "/story/",
            "/stories", "/signals", "/signal/", "/scorecard", "/sources", "/data-dictionary", "/statement/", "/draft/",
            "/statements", "/drafts", "/resolutions", "/report/", "/text/", "/agreed-language", "/council", "/lineage/",
            "/"]  # fmt: skip
NAMES = [
    "q",
    "offset",
    "lang",
    "year",
    "all",
    "child",
    "situation",
    "violation",
    "old",
    "new",
    "limit",
    "draft",
    "page",
]
ODD = [
    *("", "9001", "XXA", "st-1", "9" * 21, "-1", "0x1F", "1e9", "NaN", "٢١٤٣", "²", "9001/9002", "..", "%", "a/b/c"),
    *('"', "''", "\x00", "\ud7ff", "\uffff", "OR", "NOT", "NEAR(", "*", "^", "{}", "qlangen0", "kind:", "year:0", "+"),
    *("year:9999..1", "situation:COD", "violation:x", "-", "--", "S/RES/", "C++ (x", "AND AND", "rowid:1", "a" * 3000),
    *("🧒", "儿童", "الأطفال", "\u202e", "é" * 50, "; drop table news", "<script>", "{{7*7}}", "%%", "%2F", "~"),
]
FORMS = ["", ".csv", ".json", ".atom", ".ics", ".xml", ".html", "."]

value = st.one_of(st.sampled_from(ODD), st.text(max_size=30))
raw = st.one_of(st.text(max_size=12).map(lambda s: quote(s, safe="")), st.binary(max_size=8).map(quote_from_bytes))
path_part = st.one_of(st.sampled_from(ODD).map(lambda s: quote(s, safe="/")), raw)


def check(get: Get, address: str) -> None:
    answer = get(address)
    for _ in range(5):
        if answer.status_code not in {301, 302}:
            break
        answer = get(answer.headers["location"])
    assert answer.status_code in {200, 404}, (answer.status_code, address)
    if answer.status_code == 404 and "html" in answer.headers["content-type"]:
        assert 'action="/search"' in answer.text, address


@settings(max_examples=MANY, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    prefix=st.sampled_from(PREFIXES),
    part=path_part,
    form=st.sampled_from(FORMS),
    query=st.lists(st.tuples(st.sampled_from(NAMES), value), max_size=3),
)
def test_any_request(get: Get, prefix: str, part: str, form: str, query: list[tuple[str, str]]) -> None:
    given_query = "&".join(f"{name}={quote(text, errors='replace')}" for name, text in query)
    check(get, f"{prefix}{part if prefix.endswith('/') else ''}{form}?{given_query}")


@pytest.mark.parametrize("name", NAMES)
def test_every_odd_value_of_every_name(get: Get, name: str) -> None:
    for text in random.Random(name).sample(ODD, 12):
        for prefix in ("/search", "/stories", "/calendar", "/resolutions", "/resolution/9002", "/compare/9001/9002"):
            check(get, f"{prefix}?{name}={quote(text)}")


def test_raw_query_strings(get: Get) -> None:
    for text in ("?q=%", "?q=%ff%fe", "?q=%E0%A4%A", "?&&&==&", "?q", "?q=1&q=2&q=3", "?" + "a=1&" * 400, "?q=%00%00"):
        check(get, f"/search{text}")
