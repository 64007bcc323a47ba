"""Labels, dates, sponsors, MARC records and tables."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawlers.layouts.dates import find_date, find_meeting, iso_date
from crawlers.layouts.labels import meanings, roman, split_label, to_roman
from crawlers.layouts.marc import read_export, read_marc
from crawlers.layouts.sponsors import sponsors
from crawlers.layouts.tables import extract_text, listed_text, vetoed_draft
from records.council import CouncilText
from records.fetching import Reject

MARC = """<collection xmlns="http://www.loc.gov/MARC21/slim"><record>
<leader>00000nam a2200025#a ||||</leader><controlfield tag="001">77</controlfield>
<datafield tag="191" ind1=" " ind2=" "><subfield code="a">S/RES/9009(2031)</subfield></datafield>
<datafield tag="245" ind1="1" ind2="0"><subfield code="a">Resolution 9009 (2031) /</subfield></datafield>
<datafield tag="269" ind1=" " ind2=" "><subfield code="a">2031-05-04</subfield></datafield>
<datafield tag="515" ind1=" " ind2=" ">
  <subfield code="a">Additional sponsors: Chile and Kenya (A/1).</subfield></datafield>
<datafield tag="650" ind1=" " ind2=" "><subfield code="a">LIGHTHOUSES</subfield></datafield>
<datafield tag="710" ind1=" " ind2=" ">
  <subfield code="a">CÃ´te d'Ivoire</subfield><subfield code="9">ms</subfield></datafield>
<datafield tag="967" ind1=" " ind2=" "><subfield code="d">Y</subfield><subfield code="e">CHILE</subfield></datafield>
<datafield tag="991" ind1=" " ind2=" "><subfield code="d">Ferries</subfield></datafield>
<datafield tag="993" ind1=" " ind2=" "><subfield code="a">S/2031/77</subfield></datafield>
<datafield tag="993" ind1=" " ind2=" "><subfield code="a">S/PV.11999</subfield></datafield>
<datafield tag="996" ind1=" " ind2=" "><subfield code="a">Adopted 14-0-1, 11999th meeting</subfield></datafield>
</record><record><leader>x</leader></record></collection>"""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("on 7\u00a0March 2014", date(2014, 3, 7)),
        ("le 1er août 2000", date(2000, 8, 1)),
        ("el 20 de diciembre de 2024", date(2024, 12, 20)),
        ("20 декабря 2024 года", date(2024, 12, 20)),
        ("في ٢٠ كانون الأول/ديسمبر ٢٠٢٤", date(2024, 12, 20)),
        ("2024年12月20日", date(2024, 12, 20)),
        ("May 4, 2031", date(2031, 5, 4)),
        ("am 11. September 2024", date(2024, 9, 11)),
        ("31 February 2020", None),
        ("no date", None),
    ],
)
def test_dates_in_every_language(text: str, expected: date | None) -> None:
    assert find_date(text) == expected


def test_placeholders_and_meetings() -> None:
    assert iso_date("0001-01-01") is None
    assert iso_date("2031-05-04T00:00") == date(2031, 5, 4)
    assert find_meeting("at its 10,042nd meeting") == 10042
    assert find_meeting("on 4 May") is None


@given(st.integers(1, 39))
def test_roman_numerals_go_both_ways(number: int) -> None:
    assert roman(to_roman(number)) == number
    assert roman("iiii") == 0


def test_labels() -> None:
    assert [m.token for m in meanings("(i)")] == ["(i)", "(i)"]
    assert meanings("H.E.") == ()
    assert meanings("29.1.")[0].token == "29.1"
    assert split_label("(b) the gulls") == ("(b)", "the gulls")
    assert split_label("a gull") == ("", "a gull")
    assert split_label("1990 was foggy") == ("", "1990 was foggy")


def test_sponsors() -> None:
    assert sponsors("Canada, Bosnia and Herzegovina and the United States of America") == [
        "Canada", "Bosnia and Herzegovina", "United States of America"]  # fmt: skip
    assert sponsors("CHILE AND KENYA") == ["CHILE", "KENYA"]
    assert sponsors("Submitted pursuant to resolution 1 (1946)") == []
    assert sponsors("") == []


def test_a_library_record() -> None:
    text, without = read_marc(MARC.encode(), "page")
    assert isinstance(text, CouncilText)
    assert (text.kind, text.symbol, text.adopted, text.meeting) == (
        "resolution", "S/RES/9009 (2031)", date(2031, 5, 4), 11999)  # fmt: skip
    assert (text.draft_symbol, text.agenda_item, text.subjects) == ("S/2031/77", "Ferries", ("LIGHTHOUSES",))
    assert text.sponsors == ("Côte d'Ivoire", "Chile", "Kenya")
    assert (text.vote.yes, text.vote.abstain, text.vote.by_country[0].country) == (14, 1, "CHILE")
    assert isinstance(without, Reject)


@pytest.mark.parametrize(
    "body",
    [b"", b"<collection>", b"<html></html><x>", b'<!DOCTYPE x [<!ENTITY a "b">]><collection/>', b"\xff\xfe<a/>"],
)
def test_damaged_records_are_rejected(body: bytes) -> None:
    assert all(isinstance(item, Reject) for item in read_marc(body, "page"))


def test_deleted_records_and_errors_of_the_archive_are_listed() -> None:
    oai = (
        b'<OAI-PMH><ListRecords><record><header status="deleted"><identifier>oai:x:7</identifier></header></record>'
        b"</ListRecords></OAI-PMH>"
    )
    (deleted,) = read_marc(oai, "page")
    assert isinstance(deleted, Reject)
    assert "oai:x:7" in deleted.place
    (error,) = read_marc(b'<OAI-PMH><error code="badArgument">no</error></OAI-PMH>', "page")
    assert isinstance(error, Reject)
    assert "badArgument" in error.reason
    assert list(read_marc(b'<OAI-PMH><error code="noRecordsMatch">none</error></OAI-PMH>', "page")) == []


def test_an_export_of_columns() -> None:
    rows = b"001,191__a,245__a,245__c,650__a\n7,S/2031/5,Letter /,by the pilot,GULLS; FOG\n8,,Nothing,,\n"
    text, empty = read_export(rows, "table")
    assert isinstance(text, CouncilText)
    assert (text.kind, text.symbol, text.subjects) == ("other", "S/2031/5", ("GULLS", "FOG"))
    assert isinstance(empty, Reject)


def test_rows_of_tables() -> None:
    row = {"symbol": "S/RES/9010(2031)", "adoption_meeting": "11999th meeting", "adoption_date": "4 May 2031",
           "ms_in_favour_count": "015", "ms_against_count": "", "ms_in_favour": ["CHILE"], "sponsors": ["KENYA"],
           "subjects": [["GULLS", "UNBIS Thesaurus"], ["gulls", "SDGO"]], "draft_resolution": "S/2031/9"}  # fmt: skip
    text = extract_text(row)
    assert text is not None
    assert (text.meeting, text.vote.yes, text.vote.no, text.subjects) == (11999, 15, 0, ("GULLS",))
    veto = vetoed_draft({"draft": "S/3", "date": "6/18/1946", "member_veto1": "USSR", "meeting_record": "S/PV.45"})
    assert veto is not None
    assert (veto.adopted, veto.meeting, veto.vote.by_country[0].country) == (date(1946, 6, 18), 45, "USSR")
    listed = listed_text({"number": "242", "topic": "Lamps", "date": "1967-11-22", "vote_for": "15"})
    assert listed is not None
    assert (listed.symbol, listed.adopted, listed.vote.yes) == ("S/RES/242 (1967)", date(1967, 11, 22), 15)
    assert listed_text({"number": "none"}) is None
