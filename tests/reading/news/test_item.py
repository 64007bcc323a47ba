"""Reading of news: each label with its words, traps left alone, bad input answered and never raised."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reading.language import language
from reading.news.item import joined, look, read_news
from reading.news.victims import victims
from records.readings import NewsReading

HERE = Path(__file__).parents[1]
REPORTS = [
    ("Mortar shell kills two girls in Orsava", "killing_maiming"),
    ("The Brown River Movement abducted nine schoolboys from a hostel in Orsava", "abduction"),
    ("Une école primaire incendiée par des rebelles à Orsava", "attacks_schools_hospitals"),
    ("Hombres armados reclutaron a doce menores en Orsava y los enviaron al frente", "recruitment_use"),
    ("Боевики изнасиловали двух девочек на блокпосту у Орсавы", "sexual_violence"),
    ("مسلحون يمنعون قافلة مساعدات وأدوية للأطفال من دخول أورسافا المحاصرة", "denial_humanitarian_access"),
    ("奥尔萨瓦遭炮击，三名儿童死亡", "killing_maiming"),
]
TRAPS = [
    "The city's Children's Hospital opened a new cardiac wing.",
    "The parent process kills the child process when the timeout expires.",
    "Les mineurs de fond en grève après l'effondrement d'une galerie au Katanga.",
    "Under-17 side crush rivals 5-0 after a hat-trick by their young striker.",
    "El fenómeno de El Niño traerá sequía al altiplano.",
    "Рецензия на фильм о мальчике-солдате: сильный роман стал слабой картиной.",
    "محكمة تعيد طفلا إلى أمه بعدما سافر به والده دون إذنها إثر الطلاق.",
    "价格战打响，经销商苦不堪言，儿童玩具降价。",
]


#: Twins: the first is relevant, the second holds nearly the same words and is not.
TWINS = [
    (
        "An airstrike killed a mother and her sons, aged 4 and 9, in Orsava. They were taken to the hospital.",
        "An airstrike killed a mother and her sons, aged 24 and 29, in Orsava. They were taken to the hospital.",
    ),
    (
        "Fighters of the Brown River Movement burned the school of Orsava and left a letter.",
        "Fighters of the Brown River Movement burned a bank near the school of Orsava and left a letter.",
    ),
    (
        "Soldiers detained twelve boys in Orsava on suspicion of ties with rebels.",
        "Police detained twelve boys in Leeds on suspicion of ties with shoplifters.",
    ),
    (
        "A girl was killed when rebels and soldiers exchanged fire in Orsava.",
        "A girl was killed when drug dealers and police exchanged fire in Rio.",
    ),
    (
        "Rebels turned back an aid convoy with medicines at a checkpoint before besieged Orsava.",
        "Farmers turned back a convoy of milk trucks at a roundabout before Lyon in a protest over prices.",
    ),
]


def fast(text: str, **more: object) -> NewsReading:
    return read_news(text, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(("text", "violation"), REPORTS)
def test_a_report_is_relevant_and_says_by_which_words(text: str, violation: str) -> None:
    reading = fast(text)
    assert reading.relevant
    assert violation in reading.violations
    assert violation in {evidence.code for evidence in reading.evidence}
    assert reading.countries == ("XXA",)


@pytest.mark.parametrize("text", TRAPS)
def test_traps_are_left_alone(text: str) -> None:
    assert not fast(text).relevant


@pytest.mark.parametrize(("relevant", "other"), TWINS)
def test_twins_are_told_apart(relevant: str, other: str) -> None:
    assert fast(relevant).relevant
    assert not fast(other).relevant


@pytest.mark.parametrize(("text", "violation"), REPORTS)
def test_evidence_quotes_the_text_at_its_offsets(text: str, violation: str) -> None:
    for evidence in fast(text).evidence:
        assert text[evidence.start : evidence.end] == evidence.quote != ""
        assert evidence.rule


def test_offsets_count_in_title_summary_and_body_together() -> None:
    reading = read_news("Attack on Orsava", "A boy was killed.", "Shells fell.")
    text = joined("Attack on Orsava", "A boy was killed.", "Shells fell.")
    assert all(text[e.start : e.end] == e.quote for e in reading.evidence)


@pytest.mark.parametrize(
    ("text", "least", "most"),
    [
        ("An airstrike killed between three and five children in Orsava.", 3, 5),
        ("Airstrike kills nine, including at least two girls, in Orsava.", 2, None),
        ("Une frappe tue douze personnes dont trois enfants à Orsava.", 3, 3),
        ("Mueren dos niñas y un niño resulta herido en un bombardeo.", 2, 2),
        ("При обстреле погибли четверо детей.", 4, 4),
        ("مقتل خمسة أطفال في قصف", 5, 5),
        ("空袭造成二十二名学生死亡", 22, 22),
        ("Soldiers were killed near a school for girls.", None, None),
        ("Four children were killed by shelling in Orsava.", 4, 4),
        ("Shelling killed a 5-year-old boy in Orsava.", 1, 1),
        ("A blast killed a man and his 17-year-old nephew.", 1, 1),
        ("The strike killed a woman and her four sons.", 4, 4),
        ("The strike killed 64-year-old Bo Tarn and his two sons, 30 and 33 years old.", None, None),
        ("Eleven of the dead in the shelling were children.", 11, 11),
        ("A strike killed a woman and injured three of her children.", None, None),
        ("A strike on a school killed six people; children were sheltering there.", None, None),
        ("Two brothers aged 6 and 9 were killed by a landmine.", 2, 2),
    ],
)
def test_child_victims_are_stated_as_a_range(text: str, least: int | None, most: int | None) -> None:
    found = victims(look(text)[0])
    assert (found.least, found.most) == (least, most)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Shell kills two on Tuesday", date(2026, 2, 17)),
        ("On 4 May 2022, two boys died", date(2022, 5, 4)),
        ("El viernes murieron dos niñas", date(2026, 2, 13)),
        ("Le 3 juin, deux enfants", date(2025, 6, 3)),
        ("вчера погибли двое детей", date(2026, 2, 17)),
        ("官员6日说，两名儿童死亡", date(2026, 2, 6)),
        ("No day is named", None),
    ],
)
def test_the_day_of_the_event_is_counted_from_publication(text: str, expected: date | None) -> None:
    assert fast(text, published=date(2026, 2, 18)).event_date == expected


def test_homonyms_are_told_apart_by_country() -> None:
    assert fast("The SNA killed two boys near Mogadishu").parties == ("Somali Federal Defence and Police Forces",)
    syrian = fast("The SNA shelled Aleppo, two boys died").parties
    assert len(syrian) == 1
    assert "Syrian National Army" in syrian[0]


def test_commemorations_are_not_new() -> None:
    assert fast("Orsava marks the anniversary of the attack that killed 40 pupils; rebels held the town").not_new


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("The army said that two boys were killed in the north", "en"),
        ("Deux enfants ont été tués dans une frappe sur la ville", "fr"),
        ("Dos niños murieron en un ataque contra la ciudad", "es"),
        ("Двое детей погибли", "ru"),
        ("Двоє дітей загинули від обстрілу, її матір і його сестра", "uk"),
        ("مقتل طفلين في غارة", "ar"),
        ("两名儿童死亡", "zh"),
        ("", ""),
        ("12345", ""),
    ],
)
def test_the_language_is_told_by_script_and_small_words(text: str, lang: str) -> None:
    assert language(text) == lang


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n\t ",
        "\u200b\u200f\ufeff",
        "😀🔥",
        "<div><script>alert(1)</script>",
        "&amp;&#x110000;&bogus;",
        "Ð¡Ð¸Ñ€Ð¸Ñ Ð´ÐµÑ‚Ð¸",
        "\ud800 lone surrogate",
        "We use cookies. Accept all cookies to continue reading. Manage preferences.",
        "child " * 200_000,
        "(" * 50_000,
        "1 2 3 " * 20_000,
    ],
    ids=lambda text: repr(text[:12]),
)
def test_bad_input_gives_a_reading_of_low_confidence(text: str) -> None:
    reading = fast(text)
    assert not reading.relevant
    assert reading.score < 0.5


@given(st.text(max_size=200), st.text(max_size=200), st.sampled_from(["", "en", "xx", "ar"]))
@settings(max_examples=120, deadline=None)
def test_any_text_can_be_read(title: str, body: str, lang: str) -> None:
    reading = read_news(title, "", body, lang)
    text = joined(title, "", body)
    assert 0 <= reading.score <= 1
    assert all(text[e.start : e.end] == e.quote for e in reading.evidence)


def test_most_probes_are_read_as_they_were_labelled() -> None:
    with (HERE / "probes.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    right = sum(fast(row["text"]).relevant == (row["relevant"] == "1") for row in rows)
    assert right / len(rows) >= 0.9


def test_an_age_in_chinese_is_no_number_of_victims() -> None:
    assert read_news("12岁女孩在炮击中丧生").victims_max == 1
    assert read_news("2名12岁女孩在炮击中丧生").victims_max == 2
