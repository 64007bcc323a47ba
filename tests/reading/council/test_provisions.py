"""Grades and themes on sentences written for this test, none of them adopted anywhere."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reading.council.provisions import read_provisions
from records.council import CouncilText, Paragraph, Part
from records.readings import THEMES


def text(*paragraphs: Paragraph, title: str = "Karvelia") -> CouncilText:
    return CouncilText("resolution", "S/RES/9001 (2031)", "en", "file", title=title, paragraphs=paragraphs)


def one(words: str, part: Part = "operative") -> tuple[int, set[str]]:
    found = read_provisions(text(Paragraph("P1" if part == "preamble" else "1", part, words)))
    return (found[0].grade, set(found[0].themes)) if found else (0, set())


@pytest.mark.parametrize(
    ("words", "grade"),
    [
        ("Demands that the militias of Karvelia release all children from their ranks;", 3),
        ("Calls for the deployment of women and child protection advisers;", 3),
        ("Expresses concern at the plight of civilians, including women and children, in the valley;", 1),
        ("Stresses the needs of elderly persons, women and girls;", 1),
        ("Encourages the agencies, among them UNICEF and the food agency, to remain;", 0),
        ("Urges Karvelia to accede to the Convention on the Rights of the Child;", 0),
        ("Invites women and youth to take part in the talks;", 0),
        ("Urges the parties to end violations of humanitarian law and violations and abuses against children;", 1),
        ("Urges the militias to end all violations and abuses against children, including abductions;", 3),
        ("Requests the Mission to train the police in human rights, child protection and the prevention of fires;", 1),
        ("Calls for attention to the needs of child soldiers and women;", 1),
        ("Encourages incentives such as child care for women in uniform;", 0),
        ("Demands that all parties demilitarize clinics, schools and other buildings;", 3),
        ("Requests training on child protection, and the handling of complaints, before deployment;", 1),
        ("Commends the work carried out by the Special Representative for children and armed conflict;", 3),
        ("Calls for a review of school materials and text books;", 0),
        ("Stresses the need to prevent any forced recruitment of individuals, including children, in the camps;", 3),
        ("Calls for care for refugees, women, children, and demobilized child soldiers;", 1),
        ("Urges all parties to implement the recommendations of its working group on children and armed conflict;", 3),
        ("Welcomes the information-sharing between the Committee and the Special Representative for children and armed "
         "conflict;", 3),
        ("Invites the towns to bring water to markets, schools and mosques;", 1),
        ("Demands that the army end the use of hospitals, schools and other buildings as barracks;", 3),
        ("Commends the work of the Special Representative on children in armed conflict;", 3),
        ("Invites the mechanisms related to children and armed conflict to share their experience;", 0),
        ("Requests the Mission to strengthen the monitoring and reporting mechanism for violations and abuses against "
         "children;", 3),
        ("Supports the disarmament of former fighters, including children formerly associated with armed groups;", 1),
        ("Supports training of the guards, including on child rights;", 1),
        ("Deplores crimes in the valley, especially involving children;", 1),
        ("Requests a report on the ceasefire;", 0),
    ],
)  # fmt: skip
def test_grades_of_operative_paragraphs(words: str, grade: int) -> None:
    assert one(words)[0] == grade


def test_a_preambular_clause_on_children_is_two_and_a_plain_recall_one() -> None:
    assert one("Gravely concerned at the recruitment and use of children in Karvelia,", "preamble")[0] == 2
    assert one("Recalling its resolution 9002 (2030) on children and armed conflict,", "preamble")[0] == 1


def test_themes_are_those_of_the_child_part_alone() -> None:
    grade, themes = one("Condemns the killing of farmers and the recruitment and use of children by the Grey Column;")
    assert grade == 3
    assert themes == {"recruitment_use"}
    assert one("Urges the army to end attacks on schools and to hold perpetrators to account;")[1] == {
        "attacks_schools_hospitals",
        "accountability",
    }


@pytest.mark.parametrize(
    ("words", "themes"),
    [
        ("Condemns violations against children, such as those involving their recruitment, killing and abduction;",
         {"recruitment_use", "killing_maiming", "abduction"}),
        ("Demands an end to the killing and maiming of children, their recruitment, and the abduction of girls;",
         {"recruitment_use", "killing_maiming", "abduction"}),
        ("Condemns rape, abductions of traders, looting and the recruitment of children;", {"recruitment_use"}),
        ("Urges that child protection advisers be speedily recruited and deployed;", {"child_protection_advisers"}),
        ("Takes note of the report of the Secretary-General on children and armed conflict, and demands that boys and "
         "girls be released;", {"release_reintegration"}),
        ("Deplores extrajudicial killings and recruitment of children;", {"recruitment_use"}),
        ("Calls upon the Mission to keep expertise on women and child protection;", {"child_protection_advisers"}),
        ("Deplores the high number of casualties, including children;", {"killing_maiming"}),
        ("Requests the Panel of Experts to assess progress and abuses, including those against children, and to name "
         "who meets the listing criteria;", {"monitoring_reporting", "sanctions_criterion"}),
        ("Condemns the attacks of the Grey Column, including massacres and the recruitment and use of children, and "
         "reiterates that those responsible will be held accountable;", {"recruitment_use", "accountability"}),
        ("Demands that the bands lay down their arms and end all violations and abuses against children, and stresses "
         "that children in the towns be helped to return to school;", {"education", "other"}),
        ("Condemns the recruitment of child soldiers, arson, abduction, and all other abuses committed against "
         "children in Karvelia;", {"recruitment_use", "abduction"}),
        ("Deplores murder, killing, maiming, recruitment and use of children by the Grey Column;",
         {"recruitment_use", "killing_maiming"}),
        ("Deplores reported and ongoing arson, abuses and the recruitment of children;", {"recruitment_use"}),
        ("Calls on the police to end detentions of all children;", {"detention"}),
        ("Deplores what children face in the town that holds the detention centre;", {"other"}),
        ("Affirms that the recruitment of children could be an act named in paragraph 3, and thus a sanctionable one;",
         {"recruitment_use", "sanctions_criterion"}),
        ("Urges that child protection provisions be written into all peace agreements;", {"other"}),
        ("Calls for safe and unhindered access of relief workers to all children in the valley;",
         {"denial_humanitarian_access"}),
        ("Deplores trafficking in persons, in particular women and girls;", {"other"}),
        ("Deplores the use of sexual violence by the parties against the people of the valley, particularly against "
         "women and girls;", {"sexual_violence"}),
        ("Condemns abductions of women and children by the Grey Column;", {"abduction"}),
        ("Requests the Mission to give advisory support on child protection to the towns;",
         {"child_protection_advisers"}),
        ("Stresses the work of the monitoring and reporting mechanism on children and armed conflict;",
         {"monitoring_reporting"}),
        ("Condemns abuses against children in the valley, including the use of child soldiers by the Grey Column, "
         "killing and maiming, and rape;", {"recruitment_use", "killing_maiming", "sexual_violence"}),
        ("Calls on Karvelia to hold accountable those responsible for violations of humanitarian law, including "
         "arson and the recruitment and use of children;", {"recruitment_use", "accountability"}),
        ("Supports full disarmament and a fair judiciary, prison reform, accountability, as well as respect for women "
         "and children;", set()),
        ("Notes the cross-cutting issues of narcotics and corruption, and the rights of women and girls;", set()),
        ("Deplores the effect of small arms on children, and on their schooling;", {"other"}),
        ("Demands a mission-wide early warning strategy with regard to the views of women and girls;", set()),
        ("Takes note of a study of what children in Karvelia endure, released on 4 June;", {"other"}),
        ("Offers training, including on humanitarian law, especially concerning the protection of women and children;",
         {"training"}),
        ("Invites the Special Representative for Children and Armed Conflict to brief the Council on the plight of "
         "children in Karvelia;", {"monitoring_reporting"}),
        ("Deplores gender-based and sexual violence targeting women and girls;", {"sexual_violence"}),
        ("Demands that both armies respect the civilian character of schools;", {"attacks_schools_hospitals"}),
        ("Supports disarmament and demobilization, with attention to the needs of women and children;", {"ssr_ddr"}),
    ],
)  # fmt: skip
def test_an_act_is_a_theme_only_where_it_is_done_to_children(words: str, themes: set[str]) -> None:
    assert one(words)[1] == themes


def test_a_sub_paragraph_takes_the_verb_and_the_criterion_of_its_parent() -> None:
    found = read_provisions(
        text(
            Paragraph(
                "4", "operative", "Decides that the measures shall apply to those designated by the Committee who:"
            ),
            Paragraph("4(a)", "operative", "recruit or use children in the conflict in Karvelia;", level=1),
        )
    )
    assert [(p.reference, p.verb) for p in found] == [("4(a)", "Decides")]
    assert "sanctions_criterion" in found[0].themes


def test_a_criterion_that_names_children_among_others_is_a_provision() -> None:
    found = read_provisions(
        text(
            Paragraph("4", "operative", "Decides that the measures shall apply to those designated by the Committee:"),
            Paragraph("4(b)", "operative", "committing violence against women and children in Karvelia;", level=1),
        )
    )
    assert [(p.reference, p.grade) for p in found] == [("4(b)", 3)]


@pytest.mark.parametrize(
    ("chapeau", "words", "themes"),
    [
        ("Decides that such acts as are described in paragraph 3 include, but are not limited to:",
         "leading bands that burn fields, including the forcible recruitment of children by such bands, kidnappings "
         "and sexual violence;", {"recruitment_use", "sanctions_criterion"}),
        ("Decides that such acts as are described in paragraph 3 include, but are not limited to:",
         "unlawful killing, including of women and children, in Karvelia;", {"sanctions_criterion"}),
        ("To monitor and report to the Council on:", "any abuses done against children;", {"monitoring_reporting"}),
        ("Requests a report by 30 June on the work of the Mission, which would include, inter alia:",
         "steps of the army to end the recruitment of children;", {"monitoring_reporting", "recruitment_use"}),
        ("Calls on the army to end the recruitment of children and requests:",
         "talks on the said action plans, in line with its resolutions on children and armed conflict;",
         {"action_plans"}),
    ],
)  # fmt: skip
def test_a_sub_paragraph_is_read_under_its_opening_words(chapeau: str, words: str, themes: set[str]) -> None:
    paragraphs = (Paragraph("4", "operative", chapeau), Paragraph("4(a)", "operative", words, level=1))
    found = {p.reference: p for p in read_provisions(text(*paragraphs))}["4(a)"]
    assert (found.grade, set(found.themes)) == (3, themes)


@pytest.mark.parametrize(
    ("words", "themes"),
    [
        ("Stresses the important role that the Special Representative for Children and Armed Conflict can play "
         "by contributing to conflict prevention in Karvelia;", {"prevention_early_warning"}),
        ("Requests the Secretary-General to staff the Working Group on Children and Armed Conflict;", {"other"}),
        ("Urges States to ratify the Optional Protocol to the Convention on the Rights of the Child on the "
         "Involvement of Children in Armed Conflict;", {"other"}),
    ],
)  # fmt: skip
def test_in_a_text_on_children_the_offices_and_treaties_are_its_matter(words: str, themes: set[str]) -> None:
    found = read_provisions(text(Paragraph("1", "operative", words), title="Children and armed conflict"))
    assert [(p.grade, set(p.themes)) for p in found] == [(3, themes)]


def test_only_english_is_graded() -> None:
    french = CouncilText(
        "resolution", "S/RES/9001 (2031)", "fr", "file", paragraphs=(Paragraph("1", "operative", "les enfants"),)
    )
    assert read_provisions(french) == []


@given(st.lists(st.sampled_from("children women and girls schools attacks on of the recruitment ; , (a) ’ É".split())))
def test_any_words_give_a_quotation_that_stands_there(words: list[str]) -> None:
    printed = " ".join(words)
    for provision in read_provisions(text(Paragraph("1", "operative", printed))):
        assert printed[provision.start : provision.end] == provision.quote
        assert provision.grade in (1, 2, 3)
        assert set(provision.themes) <= set(THEMES)
