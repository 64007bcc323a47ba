"""Votes that do not agree with themselves or with their year are told; nothing is mended."""

from __future__ import annotations

from datetime import date

import pytest

from reading.council.votes import council_of, is_known, iso3_of, members_in, vote_findings
from records.council import CouncilText, CountryVote, Vote


def text(vote: Vote, year: int = 2020) -> CouncilText:
    return CouncilText("resolution", "S/RES/9001 (2031)", "en", "akn4un", adopted=date(year, 5, 4), vote=vote)


def test_a_council_of_eleven_became_one_of_fifteen() -> None:
    assert (members_in(1965), members_in(1966)) == (11, 15)
    for year in (1946, 1965, 1966, 2026):
        council = council_of(year)
        assert len(council) == members_in(year)
        assert sum(council.values()) == 5


@pytest.mark.parametrize(
    ("vote", "year", "expected"),
    [
        (Vote("vote", 15, 0, 0), 2020, []),
        (Vote("vote", 13, 0, 2), 2020, []),
        (Vote("vote", 11, 0, 0), 1955, []),
        (Vote("vote", 14, 0, 0), 2020, ["1 of 15 members are not accounted for"]),
        (Vote("vote", 14, 0, 0, 1), 2020, []),
        (Vote("vote", 15, 0, 3), 2020, ["18 votes, but the Council had 15 members"]),
        (Vote("vote", 15, 0, 0), 1955, ["15 votes, but the Council had 11 members"]),
        (Vote("vote", 8, 0, 7), 2020, ["adopted with 8 votes in favour; 9 are needed"]),
        (Vote("without_vote"), 2020, []),
    ],
)
def test_totals(vote: Vote, year: int, expected: list[str]) -> None:
    assert vote_findings(text(vote, year)) == expected


def test_names_against_counts_and_members() -> None:
    names = (CountryVote("CHINA", "abstain"), CountryVote("FRANCE", "abstain"), CountryVote("FRANCE", "no"))
    found = vote_findings(text(Vote("vote", 14, 0, 1, by_country=names)))
    assert "1 abstain by count, 2 by name" in found
    assert "FRANCE is named twice" in found
    stranger = (CountryVote("Iceland", "abstain"), CountryVote("Atlantis", "no"))
    found = vote_findings(text(Vote("vote", 13, 1, 1, by_country=stranger)))
    assert "Iceland was no member in 2020" in found
    assert "State 'Atlantis' is not known" in found


def test_names_as_the_united_nations_print_them() -> None:
    assert iso3_of("VENEZUELA (BOLIVARIAN REPUBLIC OF)") == "VEN"
    assert iso3_of("Côte d’Ivoire") == iso3_of("COTE D'IVOIRE") == "CIV"
    assert iso3_of("TÜRKİYE") == "TUR"
    assert is_known("Union of Soviet Socialist Republics")
    assert iso3_of("Union of Soviet Socialist Republics") == ""
