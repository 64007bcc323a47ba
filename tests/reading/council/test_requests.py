"""Reporting requests on sentences written for this test, none of them adopted anywhere."""

from __future__ import annotations

from datetime import date

import pytest

from reading.council.requests import read_requests
from records.council import CouncilText, Paragraph

ADOPTED = date(2031, 3, 31)
SG = "Requests the Secretary-General "


def asked(*paragraphs: tuple[str, str]) -> list[tuple[str, str]]:
    units = tuple(Paragraph(name, "operative", words, level=name.count("(")) for name, words in paragraphs)
    text = CouncilText("resolution", "S/RES/9001 (2031)", "en", "file", adopted=ADOPTED, paragraphs=units)
    return [(request.reference, str(request.due or request.due_type)) for request in read_requests(text)]


def dues(words: str) -> list[str]:
    return [due for _, due in asked(("1", words))]


@pytest.mark.parametrize(
    ("words", "due"),
    [
        (SG + "to report to the Council by 15 May 2031 and every 90 days thereafter;", ["2031-05-15"]),
        (SG + "to report by 1 June 2031, and again by 1 December 2031;", ["2031-06-01", "2031-12-01"]),
        (SG + "to submit a report within sixty days of the adoption of this resolution;", ["2031-05-30"]),
        (SG + "to brief the Council, with an oral update within 2 months of the adoption of this resolution and with "
         "a written report within 4 months of the adoption of this resolution;", ["2031-05-31", "2031-07-31"]),
        ("Requests States to inform the Council in nine months of the progress made in Karvelia;", ["2031-12-31"]),
        (SG + "to include in his regular reporting what was done for the displaced;", ["interval"]),
        (SG + "to keep the Council informed;", ["none"]),
        (SG + "to submit a report by 1 June 2031 and to keep the Council updated as necessary;",
         ["2031-06-01", "event"]),
        (SG + "to submit regular reports every six months and to submit a report within six months;",
         ["interval", "2031-09-30"]),
        ("Requests within 90 days a report from the Director on the closing of the mines;", ["2031-06-29"]),
        ("Requests regular updates on the training of the police through the Secretary-General;", ["interval"]),
        ("Further requests enhanced reporting by the Mission on these matters;", ["none"]),
        ("Requests the leadership of the Force to provide monthly reports, through the Secretary-General;",
         ["interval"]),
        ("Reiterates its request that the Mission secure its flights and report thereon to the Council;", ["none"]),
        ("To request the Secretary-General to submit at the end of this period a report on the ceasefire;", ["none"]),
        (SG + "to establish, within three months, a Panel to study the timber trade and to report to the Council by "
         "7 October 2031;", ["2031-10-07"]),
        (SG + "to send a team and to give his advice, which should be submitted no later than 60 days after the "
         "adoption of this resolution;", ["2031-05-30"]),
        (SG + "to submit a report by 15 May, and every 120 days thereafter;", ["2031-05-15"]),
        (SG + "to present his proposals in his report due on 31 January;", ["2032-01-31"]),
        ("Requests the Panel to provide no later than 30 June 2031 a midterm briefing and no later than 90 days after "
         "adoption of this resolution an interim report to the Committee and a final report no later than 30 days "
         "prior to termination of its mandate;", ["2031-06-29", "2031-06-30", "event"]),
        ("Decides that when a State, acting nationally, undertakes an inspection, it shall submit promptly a written "
         "report to the Committee;", ["event"]),
        ("Requests by 31 August a report from the Director on the closing of the mines;", ["2031-08-31"]),
        ("Requests the Panel to brief the Council, through the Committee, in November 2031;", ["2031-11-30"]),
        (SG[:-1] + ", in his next report due on 31 October 2031, to include news of the mines;", ["2031-10-31"]),
        ("Requests the Committee to study the matter and to recommend to the Council ways of mending it;", ["none"]),
        ("Directs the two offices to draft a joint report for the Committee by 30 May 2031;", ["2031-05-30"]),
        ("Requests the Tribunal to report to the Council, with a view to closing by 31 December 2032;", ["none"]),
    ],
)  # fmt: skip
def test_what_is_asked_and_when(words: str, due: list[str]) -> None:
    assert sorted(dues(words)) == sorted(due)


@pytest.mark.parametrize(
    "words",
    [
        "Recalls its request to the Secretary-General to report by 1 June 2031;",
        "Expresses its intention to review the mandate by 1 June 2031;",
        "Calls upon all States to share with the Committee any information they may have on the group;",
        "Decides that the Mission shall monitor and report on violations of human rights;",
        "Requests the parties to report to the Secretary-General every two months;",
        "Welcomes the report of the Secretary-General of 2 March 2031;",
        "Urges Karvelia to complete the withdrawal by 1 June 2031;",
        "Decides that the exporting State shall formally notify the Committee of the sale;",
        "Encourages States to submit to the Committee for inclusion on its list the names of those concerned;",
        "Decides that the Committee shall maintain and regularly update the list;",
    ],
)
def test_what_is_no_request(words: str) -> None:
    assert dues(words) == []


def test_a_list_of_reports_is_read_item_by_item() -> None:
    found = asked(
        ("4", "Requests the following of the Secretary-General:"),
        ("4(a)", "regular updates on Karvelia, the first report by 15 May 2031;"),
        ("4(b)", "an update in due course on the strategic review;"),
    )
    assert found == [("4(a)", "2031-05-15"), ("4(b)", "none")]


def test_a_mandate_in_infinitives_names_its_reports() -> None:
    found = asked(
        ("13", "Requests the Secretary-General to appoint a group of experts with this mandate:"),
        ("13(a)", "To provide to the Council a midterm briefing within six months of its establishment;"),
    )
    assert [reference for reference, _ in found] == ["13(a)"]


@pytest.mark.parametrize(
    ("words", "actor"),
    [
        ("Further requests that the Secretary-General report to the Council by 1 June 2031;", "Secretary-General"),
        ("Reiterates its request to the African Union to report to the Council;", "African Union"),
        ("Requests a report from the Director on the closing of the mines;", "Director"),
        ("Decides that the Panel of Experts shall report to the Committee every month;", "Panel of Experts"),
    ],
)
def test_who_is_asked(words: str, actor: str) -> None:
    paragraph = Paragraph("1", "operative", words)
    text = CouncilText("resolution", "S/RES/9001 (2031)", "en", "file", adopted=ADOPTED, paragraphs=(paragraph,))
    assert [request.asked for request in read_requests(text)] == [actor]
