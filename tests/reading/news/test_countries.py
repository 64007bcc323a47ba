"""Where it happens: names found in six languages, homonyms told apart, actors and destinations weighed down."""

from __future__ import annotations

import csv

import pytest

from reading.news.gazetteer import places
from reading.news.item import read_news
from reading.normal import fold_keeping
from reading.vocabulary import TABLES


def where(text: str) -> tuple[str, ...]:
    return read_news("", text).countries


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Classes resumed in Bangassou after the rains.", "CAF"),
        ("Le marché de Bydgoszcz a rouvert samedi.", "POL"),
        ("El hospital de Comodoro Rivadavia abrió una sala nueva.", "ARG"),
        ("В Мелитополе открылась выставка.", "UKR"),
        ("افتتاح مدرسة جديدة في بورتسودان", "SDN"),
        ("妙瓦底的集市重新开放", "MMR"),
        ("Germany opens its new museum.", "DEU"),
    ],
)
def test_a_town_tells_its_country(text: str, code: str) -> None:
    assert where(text) == (code,)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("The road from Beirut to Tripoli is open, Lebanon's ministry said.", "LBN"),
        ("Benghazi and Tripoli exchange teachers.", "LBY"),
        ("Farmers in Patiala, Punjab, and in Delhi sow early.", "IND"),
        ("Schools in Lahore and across Punjab reopen.", "PAK"),
        ("Voters in Atlanta, Georgia, and in Alabama queue.", "USA"),
        ("Georgia marks its national day in Tbilisi.", "GEO"),
    ],
)
def test_a_homonym_goes_to_the_country_named_beside_it(text: str, code: str) -> None:
    assert where(text) == (code,)


@pytest.mark.parametrize(
    "text",
    [
        "Guinea pigs are easy to keep.",
        "He paid 30 US dollars for the book.",
        "Winds rise over the Indian Ocean.",
        "Delegates signed the Geneva Conventions commentary.",
        "The poll was printed by the Miami Herald.",
    ],
)
def test_phrases_that_hold_a_name_are_no_places(text: str) -> None:
    assert where(text) == ()


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Shops reopened in Quelimane, officials said, after talks with Portugal.", {"MOZ"}),
        ("Police in Penang held sixteen Myanmar nationals.", {"MYS"}),
        ("Pupils in Uppsala marched in solidarity with Ukraine.", {"SWE"}),
        ("The group calls itself Islamic State of Iraq and the Levant; a stall burned in Ludwigshafen.", {"DEU"}),
        ("Floods in Kenya, Uganda and Rwanda close schools.", {"KEN", "UGA", "RWA"}),
    ],
)
def test_where_it_happens_is_neither_actor_nor_destination(text: str, codes: set[str]) -> None:
    assert set(where(text)) == codes


def test_a_name_of_many_towns_alone_tells_nothing() -> None:
    assert where("Children sang in Santa Rosa.") == ()
    assert where("Children sang in Santa Rosa, Guatemala.") == ("GTM",)


def test_a_stem_is_not_the_beginning_of_another_name() -> None:
    assert where("В Константиновке открыли школу") == ("UKR",)
    assert where("قال أسامة إن الطقس جميل") == ()


def test_a_surname_that_is_also_a_small_town_names_no_place() -> None:
    assert where("A fair in Framingham drew many visitors.") == ("USA",)
    assert where("Umberto Framingham spoke at the fair.") == ()


def test_what_is_finer_than_a_district_tells_the_country_and_is_not_published() -> None:
    reading = read_news("", "Classes resumed in Rubaya, in North Kivu.")
    assert reading.countries == ("COD",)
    assert reading.districts == ("North Kivu",)


def test_every_name_of_the_tables_is_a_kind_and_a_country_code() -> None:
    for table in ("places.csv", "world_places.csv", "homonyms.csv"):
        with (TABLES / table).open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        assert {row["kind"] for row in rows} <= {"city", "district", "locality", "country", "demonym", "leader", "none"}
        assert all((row["kind"] == "none") == (not row["iso3"]) for row in rows)
        assert all(len(code) == 3 for row in rows for code in row["iso3"].split(";") if code)


def test_capitals_decide_where_the_text_has_them() -> None:
    assert not places(fold_keeping("The nice reading of a split bar"), "en")


def test_small_towns_tell_the_country_when_nothing_better_does_and_only_as_places() -> None:
    assert where("A school was burned in Kanchanpur on Tuesday.") == ("NPL",)
    assert where("Kanchanpur was late again, and his mother was angry.") == ()
    assert where("Rebels torched tractors in Vaishali district during the bandh.") == ("IND",)
    assert where("In Goma, a teacher from Kanchanpur town was welcomed.") == ("COD",)


def test_words_of_one_country_alone_tell_it() -> None:
    assert where("The hartal entered its third day; two buses were burned.") == ("BGD",)
    assert where("A village lost 200,000 naira when its LGA office was robbed.") == ("NGA",)


def test_everyday_words_and_shared_acronyms_tell_no_country() -> None:
    assert where("A boy was found in Mine, and another in Bath, Star and Spring.") == ()
    assert where("An APC rolled past the convoy; its ETA was noon.") == ()
    assert where("OLA DE CALOR EN LAS ESCUELAS") == ()


def test_equal_countries_stand_in_the_order_of_the_text() -> None:
    assert where("Mexico, Colombia and Brazil") == ("MEX", "COL", "BRA")
    assert where("Children in Kenya, Uganda and Rwanda") == ("KEN", "UGA", "RWA")
