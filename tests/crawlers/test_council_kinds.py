"""Kinds `page`, `undl`, `un_press`, `un_listing`, `texts`: what they ask and what they read; invented words."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawlers.kinds import Held, page, texts, un_listing, un_press, undl
from crawlers.recognise import kind_of
from records.council import CouncilText
from records.fetching import Document, Reject, Source, Validators
from records.news import NewsItem

NOW = datetime(2031, 6, 1, tzinfo=UTC)


def source(kind: str, url: str = "https://example.org/x", **options: str) -> Source:
    return Source("s", "S", "P", kind, url, options=options)


def document(body: str | bytes, url: str = "https://example.org/x") -> Document:
    return Document("s", url, NOW, "", body.encode() if isinstance(body, str) else body)


COMMUNIQUE = """PEACE AND SECURITY COUNCIL
1234TH MEETING
4 MAY 2031
PSC/PR/COMM.1234 (2031)

Adopted by the Peace and Security Council (PSC) of the African Union (AU) at its 1234th meeting held on 4 May 2031, on
ferries:

The Peace and Security Council,

Recalling all its earlier decisions on the fog in Karvelia,

Noting the opening words of the chairperson,

Acting under Article 7 of its Protocol:

1. Commends the pilots for the lamps;

2. Requests the Commission to report on the ferries, in particular:

a) on their masts; and

b) on their sails;

3. Decides to remain seized of the matter.
"""
ASSEMBLY = (
    "<html><head><title>Rights of the pilot</title></head><body><h1>Rights of the pilot</h1><p>A/RES/99/7</p>"
    "<p>Resolution adopted by the General Assembly on 4 May 2031</p><p>The General Assembly,</p>"
    "<p>Recalling the fog,</p><ol><li>Urges States to wait;</li><li>Decides to return to the matter.</li></ol>"
    "</body></html>"
)
POLICY = "NATO policy on lamps\n4 May 2031\n\nThe lamps of the Alliance are lit.\n\nThey are to be lit at dusk.\n"


def one(body: str | bytes) -> CouncilText:
    (text,) = page.parse(source("page"), document(body))
    assert isinstance(text, CouncilText), text
    return text


def test_a_communique_of_the_african_union() -> None:
    text = one(COMMUNIQUE)
    assert kind_of(document(COMMUNIQUE)) == "page"
    assert (text.kind, text.body, text.adopted) == ("other", "AUPSC", date(2031, 5, 4))
    assert text.symbol.startswith("PSC/PR/COMM.1234")
    assert [u.reference for u in text.paragraphs] == ["P1", "P2", "P3", "1", "2", "2(a)", "2(b)", "3"]


def test_a_resolution_of_the_assembly_from_a_web_page() -> None:
    text = one(ASSEMBLY)
    assert (text.symbol, text.body, text.title) == ("A/RES/99/7", "UNGA", "Rights of the pilot")
    assert [u.reference for u in text.paragraphs] == ["P1", "1", "2"]


def test_a_policy_without_paragraph_numbers_is_counted() -> None:
    text = one(POLICY)
    assert (text.body, text.symbol) == ("NATO", "NATO: NATO policy on lamps")
    assert [u.reference for u in text.paragraphs][-2:] == ["2", "3"] or len(text.paragraphs) == 2


@pytest.mark.parametrize("body", ["", "<html></html>", "%PDF-1.7 broken", "a letter to a friend", "<p>Hello</p>"])
def test_pages_that_hold_no_text_are_rejected(body: str) -> None:
    (reject,) = page.parse(source("page"), document(body))
    assert isinstance(reject, Reject)


def test_the_library_is_asked_by_month_and_by_token() -> None:
    asked = source("undl", "https://example.org/oai2d", **{"from": "2031-04"})
    (first,) = undl.start(asked, Held())
    assert "from=2031-04-01" in first.url
    assert "until=2031-04-30" in first.url
    (again,) = undl.start(asked, Held({"https://example.org/oai2d?verb=ListRecords&from=2031-05-01": Validators()}))
    assert "from=2031-05-01" in again.url
    part = "<OAI-PMH><responseDate>2031-06-01T0:0:0Z</responseDate>{}</OAI-PMH>"
    more = document(part.format("<resumptionToken>abc</resumptionToken>"), first.url)
    assert [ask.url for ask in undl.follow(asked, more, Held())] == [
        "https://example.org/oai2d?verb=ListRecords&resumptionToken=abc"]  # fmt: skip
    (following,) = undl.follow(asked, document(part.format("<resumptionToken/>"), first.url), Held())
    assert "from=2031-05-01" in following.url
    newest = document(part.format(""), again.url.replace("05-01", "06-01"))
    assert list(undl.follow(asked, newest, Held())) == []


def test_search_pages_follow_each_other() -> None:
    asked = source("undl", "https://example.org/search?p=x&of=xm")
    (first,) = undl.start(asked, Held())
    assert "jrec=1" in first.url
    answer = document("<!-- Search-Engine-Total-Number-Of-Results: 450 --><collection/>", first.url)
    (second,) = undl.follow(asked, answer, Held())
    assert "jrec=201" in second.url
    last = document(
        "<!-- Search-Engine-Total-Number-Of-Results: 450 --><collection/>", second.url.replace("=201", "=401")
    )
    assert list(undl.follow(asked, last, Held())) == []


FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>x</title>
<item><title>Council adopts</title><link>https://press.un.org/en/2031/sc99001.doc.htm</link></item>
<item><title>Council adopts</title><link>https://press.un.org/en/2031/SC99001.doc.htm?x=1</link></item>
<item><title>Assembly talks</title><link>https://press.un.org/en/2031/ga1.doc.htm</link></item></channel></rss>"""
RELEASE = """<!doctype html><html><body><div class="field field--name-field-symbol">SC/99001</div>
<div class="field field--name-field-dated"><time datetime="2031-05-04T12:00:00Z">4 May</time></div>
<div>11999th Meeting (AM)</div><div class="field field--name-body"><p>The Council adopted resolution 9001 (2031) by a
vote of 13 in favour to none against, with 2 abstentions (Chile, Kenya).</p><h3>Resolution</h3>
<p>The full text of resolution 9001 (2031) reads as follows:</p><p>“The Security Council,</p><p>“Noting the fog,</p>
<p>“1. Decides to wait;</p><p>“2. Requests the pilots:</p><p>“(a) to wave;</p><p>“3. Decides to remain seized.”</p>
<h3>Statements</h3><p>A speaker said that fog was grey.</p></div></body></html>"""


def test_one_meeting_under_two_addresses_is_one_release() -> None:
    items = [i for i in un_press.parse(source("un_press"), document(FEED)) if isinstance(i, NewsItem)]
    assert {item.guid for item in items if "sc99001" in item.url.lower()} == {"SC/99001"}
    asked = list(un_press.follow(source("un_press"), document(FEED), Held()))
    assert [ask.note for ask in asked] == ["SC99001"]


def test_the_text_of_a_release_is_provisional() -> None:
    (text,) = un_press.parse(source("un_press"), document(RELEASE))
    assert isinstance(text, CouncilText)
    assert text.provisional
    assert (text.symbol, text.adopted, text.meeting) == ("S/RES/9001 (2031)", date(2031, 5, 4), 11999)
    assert [u.reference for u in text.paragraphs] == ["P1", "1", "2", "2(a)", "3"]
    assert text.paragraphs[-1].text == "Decides to remain seized."
    assert (text.vote.yes, text.vote.no, text.vote.abstain) == (13, 0, 2)


TABLE = """<table class="tablefont"><tr><th colspan="5">Meetings conducted by the Security Council in 2031<br></th></tr>
<tr><td>S/PV.11999</td><td>4 May</td><td>SC/1</td><td>Ferries</td><td>S/RES/9001 (2031)</br>13-0-2</td></tr>
<tr><td rowspan=2>S/PV.11998</td><td>3 May</td><td>SC/0</td><td>Lamps</td>
<td>Draft resolution S/2031/5 vetoed by Russian Federation and China<br>9-2-4<br>S/2031/6 not adopted<br>5-6-4</td></tr>
<tr><td>Fog</td><td>S/ PRST/2031 /7</td></tr>
<tr><td>S/PV.11997</td><td>2 May</td><td>--</td><td>Gulls</td><td>--</td></tr></table>"""


def test_tables_of_meetings() -> None:
    found = list(un_listing.parse(source("un_listing"), document(TABLE)))
    assert all(isinstance(item, CouncilText) for item in found)
    texts_found = [item for item in found if isinstance(item, CouncilText)]
    assert [(t.kind, t.symbol, t.meeting, t.vote.yes) for t in texts_found] == [
        ("resolution", "S/RES/9001 (2031)", 11999, 13),
        ("draft", "S/2031/5", 11998, 9),
        ("draft", "S/2031/6", 11998, 5),
        ("statement", "S/PRST/2031/7", 11998, None),
    ]
    assert [v.country for v in texts_found[1].vote.by_country] == ["Russian Federation", "China"]
    assert texts_found[0].adopted == date(2031, 5, 4)
    asked = list(un_listing.start(source("un_listing", "https://x/{year}", years="2030-2031"), Held()))
    assert [ask.url for ask in asked] == ["https://x/2030", "https://x/2031"]


def test_tables_of_texts_in_several_languages_and_with_wrong_years() -> None:
    rows = (
        '{"symbol": "S/RES/376 (1976)", "text": "The Security Council,\\nNoting the fog,\\n1. Decides to wait.",'
        ' "text_fr": "Le Conseil de sécurité,\\n1. Décide d\'attendre.", "vote_yes": "14", "vote_no": "1"}\n'
        '{"symbol": "A/RES/1", "text": "x"}\n[1]\n'
    )
    found = list(texts.parse(source("texts"), document(rows, "https://x/cr_unsc.jsonl")))
    good = [item for item in found if isinstance(item, CouncilText)]
    assert [(t.symbol, t.lang, t.origin) for t in good] == [
        ("S/RES/376 (1975)", "en", "cr_unsc"), ("S/RES/376 (1975)", "fr", "cr_unsc")]  # fmt: skip
    assert good[0].vote.yes == 14
    assert any("1976" in note for note in good[0].notes)
    assert sum(isinstance(item, Reject) for item in found) == 2
    broken = list(texts.parse(source("texts"), document('{"symbol": "S/RES/1')))
    assert isinstance(broken[0], Reject)


@settings(max_examples=40, deadline=None)
@given(st.binary(max_size=200), st.sampled_from(["page", "undl", "un_press", "un_listing", "texts"]))
def test_no_bytes_raise(noise: bytes, kind: str) -> None:
    module = {"page": page, "undl": undl, "un_press": un_press, "un_listing": un_listing, "texts": texts}[kind]
    for body in (
        noise,
        b"<html>" + noise,
        b"{" + noise,
        b"%PDF-" + noise,
        b"symbol,text\n" + noise,
        TABLE.encode() + noise,
    ):
        list(module.parse(source(kind), document(body)))
