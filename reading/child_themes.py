"""What a child provision is about: the themes of the agenda, by their words."""

from __future__ import annotations

import re
from collections.abc import Mapping

_C = r"(?:child\w*|boys?|girls?|minors|schoolgirls|schoolboys)"
_ACT = r"(?:sexual(?:ly)?\b|\brapes?\b)"
#: A theme holds when its pattern is found in the child part of a paragraph. Acts must be tied to children, for a
#: list of abuses names many that concern others.
_THEMES: Mapping[str, re.Pattern[str]] = {
    name: re.compile(pattern, re.I)
    for name, pattern in {
        "recruitment_use": (
            rf"recruit\w*|\buse (?:and recruitment )?of (?:the )?{_C}|{_C}[- ]soldiers?|child combatants?|"
            rf"conscript\w*|"
            r"used? (?:in|as|for) (?:hostilities|combat|human shields|suicide)"
        ),
        "killing_maiming": (
            rf"\bmaim\w*|\bkill\w* (?:of )?(?:\w+ ){{0,3}}{_C}|{_C}(?: \w+){{0,4}} killed|{_C} casualties|"
            rf"against {_C}[^;]{{0,200}}\bkill\w*"
        ),
        "sexual_violence": (
            rf"{_ACT}(?:(?!violations|abuses|recruit|detention)[^;]){{0,120}}?(?:against|of|including|"
            rf"particularly|by)[^;,]{{0,24}}\b{_C}|"
            rf"against {_C}[^;]{{0,260}}{_ACT}|{_C},? from (?:\w+ ){{0,4}}{_ACT}|maiming[^;]{{0,80}}{_ACT}|"
            rf"{_ACT}[^;]{{0,60}}(?:killing and )?maiming|related to {_ACT}|forced marriage"
        ),
        "abduction": r"abduct\w*|kidnap\w*",
        "attacks_schools_hospitals": (
            r"(?:attack\w*|threats?|target\w*|destr\w+|bomb\w*|occup\w+|\buse|shell\w*|"
            r"loot\w*)[^;]{0,80}\b(?:schools?|hospitals?|"
            r"educational (?:facilit|institution))|schools?[^;]{0,40}(?:legitimate targets|military (?:use|"
            r"purposes))|"
            r"schools?[^;]{0,40}(?:attack|respected|targeted)|schools, places of worship"
        ),
        "denial_humanitarian_access": (
            r"(?:denial|deny\w*|imped\w+|obstruct\w*|block\w*)[^;]{0,60}(?:humanitarian|relief|assistance)|"
            rf"humanitarian access (?:to|for) (?:\w+ ){{0,3}}{_C}"
        ),
        "monitoring_reporting": (
            r"monitor\w*[^;]{0,60}report(?!s of)\w*|\bMRM\b|task forces? (?:on|for) (?:monitoring|child)|"
            r"mechanism (?:is|will) |"
            r"monitor\w*[^;]{0,120}(?:violations|abuses)|human rights monitoring|report[^;s]{0,30}(?:on|"
            r"about)[^;]{0,60}(?:violations|abuses)|"
            r"(?:includ|reflect|section|aspect)[^;]{0,120}\breports? (?:on|to|of|under|pursuant|and)|"
            r"\breports?\b[^;]{0,80}(?:includ\w+|contain\w*|with) (?:\w+ ){0,5}(?:child|section|information|aspect)|"
            r"(?:shar|exchang|communicat)\w+ (?:\w+ ){0,3}information|making known|also include in the annexes|"
            r"requests[^;]{0,160}(?:report|information)[^;]{0,80}child|aspect of the report|"
            r"annual reports? to the council"
        ),
        "child_protection_advisers": (
            r"(?:child|women and child)[- ]protection (?:and \w+ )?(?:advis\w+|staff|officers?|capacit\w+|"
            r"specialists?|expert\w*|personnel|"
            r"section|functions?|component|focal points?|teams?)|protection advis\w+|"
            r"child protection[^;]{0,30}advis\w+"
        ),
        "release_reintegration": (
            rf"releas\w+ (?:\w+ ){{0,5}}{_C}|{_C}[^;]{{0,120}}releas\w+|releas\w+ (?:and|or) |"
            rf"immediate[^;]{{0,30}}release|reintegrat\w*|"
            rf"rehabilit\w*|handed? over|handover|hand[- ]over|reunif\w*|return of {_C}|formerly associated|"
            rf"separation"
        ),
        "training": r"\btrain(?:ing|ed|ers?)?\b|sensitiz\w*|awareness[- ]raising",
        "accountability": (
            r"accountab\w*|impunity|prosecut\w*|to justice|investigat\w*|legal proceedings|\btribunals?|"
            r"hold[^;]{0,40}to account|responsible[^;]{0,40}to account|persistent perpetrators"
        ),
        "sanctions_criterion": (
            r"\bCommittee\b[^;]{0,160}(?:designat|listing criteria|sanction|individuals)|(?:information|"
            r"criteri\w+|designat\w*)[^;]{0,160}\bCommittee\b|"
            r"targeted (?:and graduated )?(?:measures|sanctions)|sanctions?[^;]{0,60}(?:criteri|designation|"
            r"measures against)|"
            r"designat\w+ (?:criteri|of individuals)|listing criteria"
        ),
        "action_plans": (
            r"action plans?|plans? of action|(?:implement|comply)\w*[^;]{0,80}\bconclusions\b|"
            r"road ?map[^;]{0,40}child"
        ),
        "education": (
            r"\beducation\w*\b|out of school|(?:attend\w*|access to|closure of|reopen\w*|return to|"
            r"close[sd]?) (?:\w+ ){0,2}schools?|"
            r"school (?:closures?|attendance|enrol\w*)"
        ),
        "detention": rf"\bdetain\w*|{_C}[^;]{{0,80}}\bdetention|\bdetention of (?:\w+ ){{0,3}}{_C}|"
        rf"depriv\w+ of (?:their )?liberty|pretrial detention",
        "prevention_early_warning": (
            r"(?:strategy|importance|role)[^;]{0,60}conflict prevention|early[- ]warning (?!mechanisms)|"
            r"root causes|early indicat\w*"
        ),
        "ssr_ddr": (
            r"disarm\w*[^;]{0,60}demobili[sz]\w*|\bDDR+\b|demobili[sz]\w*|security[- ]sector|\bSSR\b|vetting|"
            r"cantonment|"
            r"excluded from[^;]{0,40}(?:security|forces)|screening|age[- ](?:assessment|verification|determination)"
        ),
        "other": (
            r"legal framework|ratif\w+|Optional Protocol|small arms|cross-cutting|traffick\w*|dialogue established|"
            r"all forms of violence against children|violations and abuses against children and other|"
            r"violence against children,|"
            r"secretariats|mines?\b|humanitarian exemption|disabilit|psychosocial|treaties"
        ),
    }.items()
}  # fmt: skip


def themes_of(text: str) -> tuple[str, ...]:
    """Themes whose words stand in `text`, the child part of a paragraph."""
    return tuple(name for name, pattern in _THEMES.items() if pattern.search(text))
