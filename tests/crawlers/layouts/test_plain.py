"""Older texts in plain lines: layouts of volumes, web pages and page dumps, with the errors of scanners."""

from __future__ import annotations

import csv
import gzip
import json
import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawlers.layouts.closing import read_closing
from crawlers.layouts.plain import read_plain
from records.council import CouncilText

VOLUME = """Resolution 9003 (1977)
of 3 Apri] 1977

The Security Council,

Having considered the report of the harbour master on the
ferries, 12

Recalling its resolution 9001 (1976), and bearing in mind the cease-
fire in the bay,

1, Calls upon the pilots to light the inter-
national lamps;

2. Requests the harbour master:

(a) To count the boats, as in subparagraph
(b) of the plan;

(b) To report by 6 June 1977;

S. Decides to remain seized of the matter.

Adopted bv the 63lst meeting
by 13 votes io none, with 2 abstentions (China,
Union of Soviet Socialist Republics).

12 Ibid., document S/12.
13 The report was
printed twice.
""".replace("S. Decides", "3. Decides").replace("Adopted bv the 63lst", "Adopted at the 63lst")

WEB = """
Resolution 9004 (1978) Adopted by the Security Council at its 2100th meeting,
on 5 May 1978

Publisher
UN Security Council

Publication Date
5 May 1978

Cite as
UN Security Council, Resolution 9004 (1978), available at: http://example.org [accessed 4 April 2016]

The Security Council,
Noting the fog,
1.         Decides to wait;
2.         Thanks the pilots.
Adopted unanimously at the 2100th meeting.
"""

DUMP = """UNITEDUNITED
SNATIONSNATIONS
Security Council
Distr.
GENERAL
S/RES/9005 (1995)
7 July 1995
RESOLUTION 9005 (1995)
Adopted by the Security Council at its 3555th meeting,
on 7 July 1995
The Security Council,
Recalling its resolutions 9003 (1977) of 3 April 1977 and 9004 (1978) of
5 May 1978,
95-12345 (E) /...
S/RES/9005 (1995)
Page 2
Determining that the fog in Karvelia continues to be a danger to
the ferries,
________________
1/ See S/1995/77.
S/RES/9005 (1995)
2 95-12345
Acting under Chapter VII,
A
1. Decides that the ferries shall
wait;
2. Requests all States:
(a) to wait;
(b) to wave;
B
3. Decides to remain seized of the matter.
ANNEX
1. The Anna
-----
"""

RUN_TOGETHER = (
    "Resolution 9006 (2001)\nAdopted by the Security Council at its 4400th meeting, on 8 August 2001\n"
    "The Security Council, Noting the fog in the bay of Karvelia and the state of the lamps, Recalling the tides, "
    "1. Decides to wait until the fog has lifted; 2. Requests the pilots to report in 1999 words; 3. Thanks them all.\n"
)


def references(text: CouncilText) -> list[str]:
    return [unit.reference for unit in text.paragraphs]


def test_the_layout_of_the_annual_volumes() -> None:
    text = read_plain(VOLUME, "S/RES/9003 (1977)", "cr_unsc")
    assert references(text) == ["P1", "P2", "1", "2", "2(a)", "2(b)", "3"]
    assert (text.adopted, text.meeting) == (date(1977, 4, 3), 631)
    assert (text.vote.yes, text.vote.no, text.vote.abstain) == (13, 0, 2)
    assert [(v.country, v.vote) for v in text.vote.by_country] == [
        ("China", "abstain"), ("Union of Soviet Socialist Republics", "abstain")]  # fmt: skip
    words = {unit.reference: unit.text for unit in text.paragraphs}
    assert words["P2"].endswith("bearing in mind the cease-fire in the bay,")
    assert words["1"] == "Calls upon the pilots to light the international lamps;"
    assert words["2(a)"] == "To count the boats, as in subparagraph (b) of the plan;"
    assert text.footnotes == ("12 Ibid., document S/12.", "13 The report was printed twice.")
    assert text.sample


def test_the_head_of_a_web_page_is_no_text() -> None:
    text = read_plain(WEB, "S/RES/9004 (1978)", "haass")
    assert references(text) == ["P1", "1", "2"]
    assert (text.adopted, text.meeting, text.vote.yes) == (date(1978, 5, 5), 2100, 15)


def test_a_page_dump_without_its_furniture() -> None:
    text = read_plain(DUMP, "S/RES/9005 (1995)", "wandergram")
    assert references(text) == ["P1", "P2", "P3", "1", "2", "2(a)", "2(b)", "3", "A1.1"]
    assert (text.adopted, text.meeting) == (date(1995, 7, 7), 3555)
    assert text.footnotes == ("1/ See S/1995/77.",)
    assert {u.reference: u.heading for u in text.paragraphs}["3"] == "B"
    held = " ".join(unit.text for unit in text.paragraphs)
    assert not re.search(r"95-12345|Page 2|S/RES/9005|UNITED", held)


def test_paragraphs_run_together_are_divided() -> None:
    assert references(read_plain(RUN_TOGETHER, "S/RES/9006 (2001)", "haass")) == ["P1", "P2", "1", "2", "3"]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("S. Decides to wait;", ["P1", "1"]),
        ("l. Decides to wait;", ["P1", "1"]),
        ("Dissolves the committee of pilots.", ["P1", "1"]),
        ("(a) Decides to wait;", ["P1", "(a)"]),
    ],
)
def test_numbers_misread_and_rare_verbs(line: str, expected: list[str]) -> None:
    body = f"Resolution 9007 (1980)\nof 1 May 1980\n\nThe Security Council,\n\nNoting the fog,\n\n{line}\n"
    assert references(read_plain(body, "S/RES/9007 (1980)", "cr_unsc")) == expected


@pytest.mark.parametrize(
    ("sentence", "year", "how", "counts", "meeting"),
    [
        ("Adopted unanimously at the 1382nd meeting.", 1967, "vote", (15, 0, 0), 1382),
        ("Adopted unanimously at the 700th meeting.", 1955, "vote", (11, 0, 0), 700),
        ("Adopted at the 2982nd meeting by 10 votes to 3 (Cuba, Yemen), with 2 abstentions (China).", 1991, "vote",
         (10, 3, 2), 2982),
        ("Adopted at the 1747th meeting by 14 votes to none 27", 1973, "vote", (14, 0, 0), 1747),
        ("Adopted at the 39th meeting by 10 votes to none, with 1 abstention (Poland).", 1946, "vote", (10, 0, 1), 39),
        ("Adopted at the 12th meeting by nine votes to none, with two abstentions.", 1950, "vote", (9, 0, 2), 12),
        ("Adopted at the 3007th meeting without vote.", 1991, "without_vote", (None, None, None), 3007),
        ("Adopted by consensus at the 1810th meeting.", 1974, "consensus", (None, None, None), 1810),
        ("Adopted at the 310th meeting. 27", 1948, "unknown", (None, None, None), 310),
    ],
)  # fmt: skip
def test_closing_sentences(sentence: str, year: int, how: str, counts: tuple[int | None, ...], meeting: int) -> None:
    found = read_closing(sentence, "", year)
    assert (found.vote.how, found.meeting) == (how, meeting)
    assert (found.vote.yes, found.vote.no, found.vote.abstain) == counts


def test_who_did_not_take_part_stands_in_a_footnote() -> None:
    found = read_closing(
        "Adopted at the 1747th meeting by 14 votes to none.", "One member (China) did not participate", 1973
    )
    assert (found.vote.absent, found.vote.by_country[0].country) == (1, "China")


def test_the_hand_made_sample_of_60_older_texts(shared: Path) -> None:
    """Counts read off the texts by eye: preambular paragraphs and the last operative number."""
    with (Path(__file__).parent / "sample_of_60.csv").open(encoding="utf-8", newline="") as table:
        rows = list(csv.DictReader(table))
    wanted = {(row["origin"], int(row["number"])): (int(row["preambular"]), row["operative"]) for row in rows}
    wrong = []
    for path in sorted((shared / "unsc/text").glob("[chw]*.jsonl.gz")):
        origin = path.name.split("_")[0].replace("cr", "cr_unsc")
        for line in gzip.decompress(path.read_bytes()).splitlines():
            number = re.search(rb'"number": "?(\d+)', line)
            assert number
            if (key := (origin, int(number.group(1)))) not in wanted:
                continue
            row = json.loads(line)
            text = read_plain(row["text"], row["symbol"], origin)
            preambular = sum(bool(re.fullmatch(r"P\d+", ref)) for ref in references(text))
            numbers = [ref for ref in references(text) if ref.isdigit()]
            if (preambular, (numbers or ["0"])[-1]) != wanted.pop(key):
                wrong.append(key)
    assert not wanted
    assert len(wrong) <= 1, wrong


@settings(max_examples=60, deadline=None)
@given(st.text("The Security Council,\n 1.23(a)-–;: DecidesNoting°", max_size=200))
def test_any_text_gives_a_record_and_every_name_once(body: str) -> None:
    text = read_plain(body, "S/RES/9008 (1980)", "file")
    names = references(text)
    assert len(names) == len(set(names))
    assert all(unit.text == " ".join(unit.text.split()) for unit in text.paragraphs)
