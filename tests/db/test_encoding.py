"""Records to JSON and back."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from records.council import CouncilText, CountryVote, Paragraph, Vote
from records.encoding import build, content_hash, from_json, plain, to_json
from records.fetching import Document, Fetch
from records.news import NewsItem
from records.readings import Evidence, NewsReading, Pairing
from tests.db.conftest import resolution


def test_there_and_back() -> None:
    records = (
        resolution(),
        Fetch("s", "u", datetime(2030, 1, 2, tzinfo=UTC), "fetched", status=200),
        NewsItem("s", "t", "u", published=None),
        NewsReading("en", True, False, True, evidence=(Evidence("child", "girl", 0, 4, "word"),)),
        Pairing("1", None, "dropped", True, 0.0, diff=(("-", "all of it"),)),
    )
    for record in records:
        assert from_json(type(record), to_json(record)) == record
        assert build(type(record), {**plain(record), "line": 7, "type": "x", "prev": ""}) == record


def test_equal_records_have_one_form_and_defaults_are_left_out() -> None:
    text = to_json(Paragraph("1", "operative", "é"))
    assert text == '{"part":"operative","reference":"1","text":"é"}'
    assert content_hash(text) == content_hash(to_json(Paragraph("1", "operative", "é")))
    assert "body" not in json.loads(to_json(Document("s", "u", datetime(2030, 1, 2, tzinfo=UTC), "t", b"x")))


@given(st.text(), st.text(), st.dates(), st.integers() | st.none())
def test_any_text_survives(title: str, country: str, day: date, meeting: int | None) -> None:
    vote = Vote("vote", 1, by_country=(CountryVote(country, "yes"),))
    text = CouncilText("other", title, "en", "file", title=title, adopted=day, meeting=meeting, vote=vote)
    assert from_json(CouncilText, to_json(text)) == text
