"""Schools and hospitals that are struck, and those that are landmarks, places of care or sources."""

from __future__ import annotations

import pytest

from reading.matcher import Hit
from reading.news.item import look
from reading.news.roles import OBJECTS, in_passing, nearest
from reading.vocabulary import Code

STRUCK = [
    "Shells hit the hospital of Orsava.",
    "Fighters burned a school in Orsava.",
    "Des rebelles ont incendié une école à Orsava.",
    "Rebeldes incendiaron la escuela de Orsava.",
    "Боевики сожгли школу.",
    "مسلحون أحرقوا مدرسة في أورسافا",
    "叛军烧毁奥尔萨瓦一所小学。",
]
PASSING = [
    "The wounded soldiers were taken to a hospital in Orsava after the blast.",
    "A grenade went off near a school and killed a policeman.",
    "Hospital officials said that four soldiers had died in the attack.",
    "Les blessés ont été transportés à l'hôpital après l'attaque.",
    "Una granada estalló cerca de la escuela y mató a un policía.",
    "Раненых солдат доставили в больницу после взрыва.",
    "نقل الجرحى إلى مستشفى أورسافا بعد الانفجار",
    "爆炸后伤员被送往医院。",
]


@pytest.mark.parametrize("text", STRUCK)
def test_what_is_struck_is_no_landmark(text: str) -> None:
    found, names, _ = look(text)
    assert not in_passing(found)
    assert names["attacks_schools_hospitals"].strength > 0


@pytest.mark.parametrize("text", PASSING)
def test_landmarks_places_of_care_and_sources_are_in_passing(text: str) -> None:
    found, names, _ = look(text)
    assert {hit.start for hit in found.of(*OBJECTS)} == in_passing(found)
    assert names["attacks_schools_hospitals"].strength == 0


def test_another_clause_does_not_make_a_landmark() -> None:
    found, _, _ = look("The front is near, hospital and school were shelled in Orsava.")
    assert not in_passing(found)


def test_nearness_falls_with_distance_and_ends_with_the_sentence() -> None:
    found, _, _ = look("A boy was killed. Soldiers came.")
    boy = found.of("child.strong")
    assert nearest(boy, found.of("killing_maiming.action"), found) > 0.8
    assert nearest(boy, found.of("side"), found) == 0.0
    none: list[Hit[Code]] = []
    assert nearest(boy, none, found) == 0.0
