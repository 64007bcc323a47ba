"""What stands together: in one sentence, in neighbouring ones, or apart; and who counts as a child there."""

from __future__ import annotations

from reading.news.item import look


def joint(text: str, name: str) -> float:
    return look(text)[2][name]


def test_near_is_one_sentence_half_near_the_next_and_apart_is_nothing() -> None:
    assert joint("Shelling killed a boy.", "child+outright") == 1.0
    assert joint("There was shelling at dawn. A boy did not wake.", "child+outright") == 0.5
    assert joint("There was shelling at dawn. Rain fell. Shops opened. A boy played.", "child+outright") == 0.0


def test_three_sides_must_meet() -> None:
    assert joint("Shelling killed a boy.", "child+harm+outright") == 1.0
    assert joint("Shelling went on. A boy was happy.", "child+harm+outright") == 0.0


def test_the_weapon_of_a_state_and_a_named_party_are_war() -> None:
    assert joint("A Karvelian bomb hit a house; a girl was hurt.", "child+outright") == 1.0
    assert joint("A bomb hit a house; a girl was hurt.", "child+outright") == 0.0
    assert joint("The Brown River Movement took a girl.", "child+outright") == 1.0


def test_a_landmark_is_not_struck() -> None:
    assert joint("Rebels shelled the hospital.", "struck+outright") == 1.0
    assert joint("Rebels shelled a bridge near the hospital.", "struck+outright") == 0.0


def test_an_adult_age_takes_a_child_word_back() -> None:
    assert look("Insurgents killed a 20-year-old girl.", "en")[2]["child"] == 0.0
    assert look("Insurgents killed his son, 23, at dawn.", "en")[2]["child.weak?"] == 0.0
    assert look("Insurgents killed a 12-year-old girl and her mother, 40.", "en")[2]["child"] == 1.0


def test_a_text_without_words_has_every_number() -> None:
    assert look("", "en")[2].keys() == look("Rebels shelled a school.", "en")[2].keys()


def test_an_age_belongs_to_one_person_alone() -> None:
    assert look("Rebels shelled a house: mother, 25, child killed.", "en")[2]["child.strong?"] == 1.0
    assert look("مقتل رجل عمره 40 عاما وطفل في قصف", "ar")[2]["child.strong?"] == 1.0
    assert look("12岁女孩和她40岁的母亲在炮击中丧生", "zh")[2]["child.strong?"] == 1.0
    assert look("15至19岁的男孩在炮击中丧生", "zh")[2]["child.strong?"] == 1.0
    assert look("Una niña de 20 años murió en un bombardeo.", "es")[2]["child"] == 0.0


def test_a_state_that_kills_is_war_and_a_place_of_an_accident_is_not() -> None:
    for text in ("Karvelia kills two boys.", "Israël tue trois enfants à Gaza", "以色列在加沙打死三名儿童"):
        assert joint(text, "child+outright") == 1.0, text
    for text in ("Floods in Karvelia killed two boys.", "A bus crash in Karvelia kills two boys."):
        assert joint(text, "child+outright") == 0.0, text
