"""Akoma Ntoso files: every unit under its printed name, nothing lost, nothing glued, bad files told."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from crawlers.akn import parse_text
from records.council import CouncilText
from records.fetching import Reject
from tests.crawlers.akn.world import META, NAMESPACES, heading, paragraph, points, resolution


def read(data: bytes) -> CouncilText:
    (text,) = parse_text(data, "file.xml")
    assert isinstance(text, CouncilText), text
    return text


def refused(data: bytes) -> str:
    (reject,) = parse_text(data, "file.xml")
    assert isinstance(reject, Reject)
    assert reject.place == "file.xml"
    return reject.reason


def references(text: CouncilText) -> list[str]:
    return [unit.reference for unit in text.paragraphs]


BODY = (
    heading("Ferries")
    + paragraph('<span class="italic">Decides</span> that ferries shall sail until 30 June 2032;', "1.")
    + points(
        "<span>Requests</span> the harbour master:", ("(a)", "to light the lamps,"), ("(b)", "to count:"), number="2."
    )
    + paragraph("the boats, and", "(i)")
    + paragraph("the gulls;", "(ii)")
    + paragraph("to report;", "(c)")
    + points("Urges all:", ("–", "to wait,"), ("–", "to wave;"), number="3.", end="and thanks them;")
    + paragraph("Decides to remain seized of the matter.", "4.")
)


def test_head_says_symbol_date_meeting_vote_sponsors_and_subjects() -> None:
    text = read(resolution(BODY))
    assert (text.symbol, text.kind, text.lang, text.origin) == ("S/RES/9001 (2031)", "resolution", "en", "akn4un")
    assert (text.adopted, text.meeting, text.draft_symbol) == (date(2031, 5, 4), 11999, "S/2031/77")
    assert (text.vote.how, text.vote.yes, text.vote.no, text.vote.abstain) == ("vote", 13, 0, 2)
    assert [(v.country, v.vote) for v in text.vote.by_country] == [
        ("NORWAY", "yes"), ("CHILE", "abstain"), ("KENYA", "abstain")]  # fmt: skip
    assert text.sponsors == ("Norway", "Bosnia and Herzegovina", "Chile")
    assert text.subjects == ("LIGHTHOUSES",)
    assert text.agenda_item == "The situation in Karvelia"
    assert text.title == "Security Council resolution 9001 (2031) [on ferries]"
    assert text.sample


def test_references_are_the_printed_ones_though_sub_paragraphs_stand_beside_their_parents() -> None:
    text = read(resolution(BODY, preamble="<span class='italic'>Recalling</span> its tides,|Noting the fog,"))
    assert references(text) == ["P1", "P2", "1", "2", "2(a)", "2(b)", "2(b)(i)", "2(b)(ii)", "2(c)", "3",
                                "3(bullet 1)", "3(bullet 2)", "3(end)", "4"]  # fmt: skip
    assert [unit.part for unit in text.paragraphs][:3] == ["preamble", "preamble", "operative"]
    by_name = {unit.reference: unit for unit in text.paragraphs}
    assert by_name["1"].heading == "Ferries"
    assert by_name["1"].opening == "Decides"
    assert by_name["P1"].opening == "Recalling"
    assert by_name["1"].text.startswith("Decides that ferries")
    assert by_name["2(b)(i)"].level == 2
    assert by_name["2(b)(i)"].label == "(i)"


def test_no_text_is_lost_and_headings_are_never_glued() -> None:
    text = read(resolution(BODY, preamble="Noting the fog,"))
    words = " ".join(f"{unit.label} {unit.text}" for unit in text.paragraphs)
    for piece in ("the boats, and", "the gulls;", "and thanks them;", "to wave;", "to count:", "Noting the fog,"):
        assert words.count(piece) == 1
    assert "Ferries" not in [unit.text for unit in text.paragraphs]


def test_white_space_is_folded_and_words_divided_by_mark_up_are_whole() -> None:
    text = read(resolution(paragraph('<span class="italic">\u00a0Decide</span>s\n to   sail;', "1.")))
    assert text.paragraphs[0].text == "Decides to sail;"


def test_footnotes_stand_apart() -> None:
    note = '<authorialNote marker="1"><p>See S/2031/5.</p></authorialNote>'
    text = read(resolution(paragraph(f"Recalls the report{note} of the pilot;", "1.")))
    assert text.paragraphs[0].text == "Recalls the report of the pilot;"
    assert text.footnotes == ("See S/2031/5.",)


def test_tables_and_annexes_stand_apart_with_names_of_their_own() -> None:
    table = "<container><table><tr><td><p>Boat</p></td><td><p>Anna</p></td></tr><tr><td/></tr></table></container>"
    annex = (
        f'<attachments><attachment><doc name="annex"><mainBody>{heading("Annex I")}'
        f"{paragraph('The boats are:')}{paragraph('Rules:', '5.')}{paragraph('(a) the Anna;')}{table}"
        f"{heading('Annex II')}{paragraph('Lamps.')}</mainBody></doc></attachment></attachments>"
    )
    text = read(resolution(BODY, attachments=annex))
    names = [u.reference for u in text.paragraphs if u.part == "annex"]
    assert names == ["A1.P1", "A1.5", "A1.5(a)", "A1.5(a)(row 1)", "A2.P1"]
    units = {u.reference: u for u in text.paragraphs}
    assert units["A1.5(a)"].text == "the Anna;"
    assert units["A1.5(a)(row 1)"].text == "Boat | Anna"
    assert units["A2.P1"].heading == "Annex II"


def test_unnumbered_operative_paragraphs_are_counted() -> None:
    text = read(resolution(paragraph('<span class="italic">Decides</span> to sail.'), preamble="Noting the fog,"))
    assert references(text) == ["P1", "1"]


def test_operative_paragraphs_set_inside_the_preamble_are_taken_out() -> None:
    inside = (
        "<blockList><listIntroduction>Acting under Chapter VII:</listIntroduction>"
        "<item><num>1.</num><p>Decides to sail;</p></item></blockList>"
    )
    data = resolution(paragraph("Thanks all.", "2.")).replace(
        b"</preamble>", f"<container>{inside}</container></preamble>".encode()
    )
    assert references(read(data)) == ["P1", "1", "2"]


@pytest.mark.parametrize(
    ("labels", "expected"),
    [
        (["(h)", "(i)", "(j)"], ["1(h)", "1(i)", "1(j)"]),
        (["(h)", "(i)", "(ii)", "(i)"], ["1(h)", "1(h)(i)", "1(h)(ii)", "1(i)"]),
        (["a)", "i)", "ii)", "b)"], ["1(a)", "1(a)(i)", "1(a)(ii)", "1(b)"]),
        (["(أ)", "’1‘", "’2‘", "(ب)"], ["1(أ)", "1(أ)(1)", "1(أ)(2)", "1(ب)"]),
        (["(a)", "㈠", "㈡", "(b)"], ["1(a)", "1(a)(一)", "1(a)(二)", "1(b)"]),
        (["а)", "с)"], ["1(a)", "1(c)"]),
        (["(z)", "(aa)", "(bb)"], ["1(z)", "1(aa)", "1(bb)"]),
        (["•", "–", "•"], ["1(bullet 1)", "1(bullet 2)", "1(bullet 3)"]),
    ],
)
def test_labels_of_every_language_are_read(labels: list[str], expected: list[str]) -> None:
    first = [paragraph(f"x {letter};", f"({letter})") for letter in "abcdefg"] if labels[0] == "(h)" else []
    first += [paragraph(f"x {n};", f"({chr(97 + n)})") for n in range(25)] if labels[0] == "(z)" else []
    body = paragraph("Asks:", "1.") + "".join(first) + "".join(paragraph(f"y{n};", la) for n, la in enumerate(labels))
    assert references(read(resolution(body)))[-len(labels) :] == expected


@pytest.mark.parametrize(
    ("adopted", "lang", "meeting"),
    [
        ("Adoptée par le Conseil de sécurité à sa 11999e séance, le 4 mai 2031", "fra", 11999),
        ("Aprobada por el Consejo de Seguridad en su 11999ª sesión, celebrada el 4 de mayo de 2031", "spa", 11999),
        ("принятая Советом Безопасности на его 11999-м заседании 4 мая 2031 года", "rus", 11999),
        ("الذي اتخذه مجلس الأمن في جلسته 11999، المعقودة في 4 أيار/مايو 2031", "ara", 11999),
        ("2031年5月4日安全理事会第11999次会议通过", "zho", 11999),
        ("verabschiedet auf der 11999. Sitzung des Sicherheitsrats am 4. Mai 2031", "deu", 11999),
        ("Adopted by the Security Council on 4 May 2031", "eng", None),
    ],
)
def test_a_placeholder_date_is_read_from_the_text_in_every_language(
    adopted: str, lang: str, meeting: int | None
) -> None:
    meta = META.split("<workflow")[0] + "</meta>"
    text = read(resolution(BODY, day="0001-01-01", lang=lang, adopted=adopted, meta=meta))
    assert (text.adopted, text.meeting) == (date(2031, 5, 4), meeting)
    assert any("0001-01-01" in note for note in text.notes)


def test_a_missing_symbol_is_taken_from_the_title_and_noted() -> None:
    text = read(resolution(BODY, number=""))
    assert text.symbol == "S/RES/9001 (2031)"
    assert any("no symbol" in note for note in text.notes)


def test_of_two_symbols_the_one_that_fits_the_date_is_taken() -> None:
    wrong = '<docNumber refersTo="#symbol">S/RES/9001 (2029)</docNumber>'
    text = read(resolution(BODY, number=wrong))
    assert text.symbol == "S/RES/9001 (2031)"
    assert any("2029" in note for note in text.notes)


def test_workflow_of_another_text_is_left_out() -> None:
    other = META.replace("S/PV.11999", "S/PV.11990").replace("2031-05-04", "2031-01-01")
    text = read(resolution(BODY, meta=other))
    assert (text.meeting, text.vote.yes, text.draft_symbol) == (11999, None, "")
    assert any("another text" in note for note in text.notes)


def test_unknown_elements_keep_their_text_and_are_noted() -> None:
    text = read(resolution(BODY + "<balloon><p>Up it goes.</p></balloon>"))
    assert text.paragraphs[-1].text == "Up it goes."
    assert "element balloon is not known; its text was kept" in text.notes


def test_letters_in_another_encoding_are_refused_and_not_guessed() -> None:
    data = resolution(paragraph("Thanks the keepers’ families.", "1."))
    assert refused(data.decode().encode("cp1252")) == "not in the encoding it states; its letters cannot be told"


def test_a_malformed_statement_is_recovered_with_a_note() -> None:
    data = (
        f'<akomaNtoso {NAMESPACES}><statement name="presidentialStatement">{META.format(day="2031-05-04", lang="eng")}'
        '<coverPage><p><docNumber>S/PRST/2031/9001</docNumber></p></coverPage><mainBody>'
        '<paragraph class="H1"><span class="bold">Statement by the President of the Security Council</span>'
        "</docTitle></p>"
        "<alinea><content><p>At the 11999th meeting of the Security Council, held on 4 May 2031, in connection with "
        "the item entitled “Ferries”, the President of the Security Council made the following statement:</p></content>"
        "</alinea>"
        "<paragraph><content><p>“The Council notes the fog.</p></content></paragraph>"
        "<paragraph><content><p>“The Council thanks the pilots.”</p></content></paragraph>"
        "</mainBody></statement></akomaNtoso>"
    ).encode().replace(b"9001</docNumber>", b"91</docNumber>")  # fmt: skip
    text = read(data)
    assert (text.kind, text.symbol, text.meeting) == ("statement", "S/PRST/2031/91", 11999)
    assert references(text) == ["P1", "1", "2"]
    assert any("recovered" in note for note in text.notes)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (resolution(BODY)[:-400], "cut off"),
        (b"<html><body>Checking your browser</body></html>", "not a resolution"),
        (b"", "cut off"),
        (b"\x00\xff\xfe nonsense", "cut off"),
        (b'<!DOCTYPE x [<!ENTITY a "b">]>' + resolution(BODY), "entities"),
        (resolution(BODY, number="").replace(b"Resolution 9001 (2031)", b"Resolution"), "without a symbol"),
        (resolution(BODY).replace(b"9001", b"9000"), "no resolution has this number"),
        (resolution(""), "holds no text"),
        (resolution(BODY, lang="xyz"), "language"),
        (resolution(BODY, kind="presidentialStatement"), "symbol S/RES/9001"),
    ],
)  # fmt: skip
def test_bad_files_are_rejected_with_a_reason(data: bytes, reason: str) -> None:
    assert reason in refused(data)


_WORDS = st.text("abc déÑ، 中“”&<>;:,.()1289", max_size=30)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from(["", "1.", "2.", "(a)", "(i)", "–", "H.E.", "㈠", "A.", "3.2.", "x"]), _WORDS))
)
def test_whatever_labels_come_every_text_is_kept_once_under_a_name_of_its_own(items: list[tuple[str, str]]) -> None:
    escape = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
    body = "".join(paragraph(text.translate(escape), label) for label, text in items)
    (text,) = parse_text(resolution(body + paragraph("End.", "99.")), "x")
    assert isinstance(text, CouncilText)
    names = references(text)
    assert len(names) == len(set(names))
    held = "".join(f"{u.label}{u.text}{u.heading}" for u in text.paragraphs).replace(" ", "")
    for _, words in items:
        folded = "".join(words.split()).lstrip("().;:,–")
        assert folded in held or not any(c.isalnum() for c in folded) or folded[:1].isdigit() or ")" in folded


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300), st.integers(0, 2000))
@example(b"\0", 0)
def test_damaged_bytes_never_raise(noise: bytes, at: int) -> None:
    data = resolution(BODY)
    for broken in (noise, data[:at] + noise + data[at:], data[:at]):
        assert list(parse_text(broken, "x"))
