"""What a child provision is about: the themes of the agenda, by their words."""

from __future__ import annotations

import re
from collections.abc import Mapping

_C = r"(?:child\w*|boys?|girls?|minors|schoolgirls|schoolboys)"
_ACT = r"(?:sexual(?:ly)?\b|\brapes?\b)"
#: A list of what is done to children: "against children, such as those involving ...".
_LIST = (
    rf"(?:against|of|to|including|and) (?:the )?{_C}\b(?! and those)[^;,]{{0,50}}(?:, in violation of [^;,]{{0,50}})?"
    r",? (?:such as|including(?! through)|involving|in particular|notably|inter alia|namely"
    r"|as well as their|(?:by|through)(?= (?:the )?(?:\w+ing|recruit\w*|use)\b))\b(?:(?!, (?:and )?(?:urg|call|"
    r"expres|demand|welcom|stress|recall|condemn))[^;]){0,320}?"
)
#: Acts in a row whose object comes last: "the killing and maiming, abduction, recruitment and use of children".
_ON = (
    r"(?:,? (?:and |or )?(?:the |other )?(?:killing(?: and maiming)?|maiming|abductions?|rape|"
    r"sexual (?:violence|slavery))\b)*"
    rf"(?: of| against) (?:the )?{_C}"
)
#: What closes a list makes all of it be done to children: "abduction and all other abuses against children".
_CLOSED = rf"\w*[^;]{{0,400}}?\b(?:and|or) (?:all )?other (?:\w+ ){{1,4}}(?:committed )?against (?:the )?{_C}"
#: A theme holds when its pattern is found in the child part of a paragraph. Acts must be tied to children, for a
#: list of abuses names many that concern others.
_THEMES: Mapping[str, re.Pattern[str]] = {
    name: re.compile(pattern, re.I)
    for name, pattern in {
        "recruitment_use": (
            rf"\btheir (?:\w+ ){{0,2}}recruitment|recruitment(?: and| or|/) ?(?:use|re-?recruitment)|"
            r"(?:\bre-?|underage )recruitment|"
            rf"recruit\w*[^,;]{{0,40}}, including(?: of)? (?:the )?{_C}|"
            rf"recruit\w*[^,;]{{0,60}}\b{_C}(?! protection)|"
            rf"{_C}(?! protection)[^,;]{{0,80}}(?:, in (?:violation|contravention) of [^,;]{{0,60}},[^,;]{{0,20}})?"
            rf"\b(?:recruit|enlist)\w*|{_LIST}recruit|"
            rf"enlist\w* (?:\w+ ){{0,3}}{_C}|"
            rf"\buse (?:and recruitment )?of (?:the )?{_C}|(?:use|used|using|end|ending|phenomenon|problem|"
            rf"plight|issue)\b[^,;]{{0,40}}{_C}[- ]soldiers?|"
            rf"conscript\w*|"
            r"used? (?:in|as|for) (?:hostilities|combat|human shields|suicide)"
        ),
        "killing_maiming": (
            rf"\b(?:maim|kill)\w*(?: and maiming)? (?:of |or injur\w+ )?(?:(?!recruit|use)\w+ ){{0,3}}{_C}|"
            rf"{_C},?(?: \w+){{0,4}} (?:killed|maimed)|"
            rf"\b{_C}[^;]{{0,160}}\bkilling and maiming\b|{_C} casualties|casualties[^;]{{0,50}}{_C}|"
            rf"{_LIST}\b(?:maim|kill)\w*|"
            rf"\bmaim{_CLOSED}|(?:maim|"
            rf"kill)ing(?:, maiming)?(?:, recruitment(?: and use)?)?{_ON}"
        ),
        "sexual_violence": (
            rf"{_ACT}(?:(?!violations|abuses|recruit|detention|\buse of|abduct|disappear|"
            rf"kill)[^;]){{0,120}}?(?:against|of|including|"
            rf"particularly|involving|targeting|by)(?:[^;,]{{0,24}}| women, men and )\b{_C}|"
            rf"{_LIST}{_ACT}|{_C},? from [^;]{{0,110}}{_ACT}|{_C}, (?:including|such as) [^;,]{{0,30}}{_ACT}|"
            rf"\b{_C}[^;]{{0,160}}\bkilling and maiming,? (?:and |or )?{_ACT}|{_ACT}{_CLOSED}|{_ACT}[^,;]{{0,24}}{_ON}|"
            rf"related to {_ACT}|{_C}(?: \w+){{0,8}} (?:face|suffer|"
            rf"subject)[^,;]{{0,60}}{_ACT}|(?:child|early)(?: \w+){{0,2}} marriage|"
            rf"forced marriage of (?:\w+ ){{0,2}}{_C}"
        ),
        "abduction": rf"(?:abduct|kidnap)\w*[^,;]{{0,40}}{_C}|{_C}[^,;]{{0,40}}(?:abduct|kidnap)|"
                     rf"{_LIST}(?:abduct|kidnap)|(?:abduct|kidnap){_CLOSED}|abduction{_ON}",
        "attacks_schools_hospitals": (
            r"(?:attack\w*|threats?|target\w*|destr\w+|bomb\w*|occup\w+|demilitari[sz]\w*|\buse|shell\w*|"
            r"loot\w*)[^;]{0,80}\b(?:schools?\b|hospitals?\b|"
            r"educational (?:facilit|institution))|schools?[^;]{0,40}(?:legitimate targets|military (?:use|"
            r"purposes))|"
            r"schools?[^;]{0,40}(?:attack|respected|targeted)|civilian character of schools|schools, places of worship|"
            r"protect[^,;]{0,60}\bschools?\b"
        ),
        "denial_humanitarian_access": (
            r"\b(?:denial|deny\w*|imped\w+|obstruct\w*|block\w*|depriv\w+)[^;]{0,100}(?:humanitarian|relief|"
            r"assistance)|"
            rf"unhindered humanitarian access|unhindered access[^;]{{0,120}}\b{_C}|humanitarian access (?:to|"
            rf"for) (?:\w+ ){{0,3}}{_C}"
        ),
        "monitoring_reporting": (
            r"monitor\w*[^;]{0,60}report(?!s of)\w*|\bMRM\b|task forces? (?:on|for) (?:monitoring|child)|"
            r"mechanism (?:is|will) |"
            r"monitor\w*[^;]{0,120}(?:violations|abuses)|human rights monitoring|\breport(?!ed)[^;s]{0,30}\b(?:on|"
            r"about)\b[^;]{0,60}(?:violations|abuses)|"
            r"(?:includ|reflect|section|aspect)[^;]{0,120}\breports? (?:on|to|of|under|pursuant|and)|"
            r"\breports?\b[^;]{0,80}(?:includ\w+|contain\w*|with) (?:\w+ ){0,5}(?:child|section|information|aspect)|"
            r"report\w*[^,;]{0,60}resolution 1612|(?:shar|exchang|communicat)\w+ (?:\w+ ){0,3}information|"
            r"information[- ](?:sharing|exchange)|making known|also include in the annexes|"
            r"requests[^;]{0,160}(?:report|information)[^;]{0,80}child|aspect of the report|"
            r"annual reports? to the council|\b(?:brief|update) the (?:security )?council\b"
        ),
        "child_protection_advisers": (
            r"(?:child|women and child)[- ]protection (?:and \w+ )?(?:presence|advis\w+|staff|officers?|capacit\w+|"
            r"specialists?|expert\w*|personnel|"
            r"section|functions?|component|focal points?|teams?)|"
            r"child protection[^;]{0,30}advis\w+|advi[sc]\w+ (?:\w+ )?on child[- ]protection|expert(?:s|"
            r"ise) (?:on|in) (?:women and )?child protection"
        ),
        "release_reintegration": (
            rf"releas\w+ (?:\w+ ){{0,5}}{_C}|{_C}[^;]{{0,120}}releas\w+\b(?! on \d)|releas\w+ (?:and|or) |"
            rf"immediate[^;]{{0,30}}release|(?:liberate|demobili[sz]e)(?: \w+){{0,3}} {_C}|(?:demobili[sz]ation|"
            rf"reintegration(?: \w+)?) (?:of|"
            rf"for) (?:\w+ ){{0,2}}{_C}|"
            rf"(?<!demobilization and )(?<!demobilisation and )(?<!demobilized and )reintegrat\w*|"
            rf"rehabilit\w*|\bchild demobili|handed? over|handover|hand[- ]over|reunif\w*|return of {_C}|"
            rf"associated with armed|"
            rf"separation"
        ),
        "training": r"\btrain(?:ing|ed|ers?)?\b|sensitiz\w*|awareness[- ]raising",
        "accountability": (
            r"accountability|(?:hold|held|kept|made)[^;]{0,60}accountable|indict\w*|"
            r"International Criminal Court|impunity|prosecut\w*|to justice|investigat\w*|legal proceedings|"
            r"\btribunals?|"
            r"hold[^;]{0,40}to account|responsible[^;]{0,40}to account|persistent perpetrators"
        ),
        "sanctions_criterion": (
            r"\bsanctions committees?\b|\bCommittee\b[^;]{0,160}(?:designat|listing criteria|sanction|"
            r"individuals)|(?:information|"
            r"criteri\w+|designat\w*)[^;]{0,160}\bCommittee\b|"
            r"targeted (?:and graduated )?(?:measures|sanctions)|sanctions?[^;]{0,60}(?:criteri|designation|"
            r"measures against)|"
            r"designat\w+ (?:criteri|of individuals)|listing criteria"
        ),
        "action_plans": (
            r"(?<!national )action plans?|(?:implement|comply)\w*[^;]{0,80}\bconclusions\b|"
            r"road ?map[^;]{0,40}child"
        ),
        "education": (
            rf"{_C}[^;]{{0,200}}\beducation|educational (?:institution|facilit)|"
            rf"\beducation\b[^;,]{{0,60}}\b{_C}|(?:access to|continuation of|continu\w+ of|"
            rf"disrupt\w+ of) (?:\w+ ){{0,2}}"
            r"education|out of school|(?:attend\w*|access to|closure of|reopen\w*|return to|"
            r"close[sd]?) (?:\w+ ){0,2}schools?|"
            r"school (?:closures?|attendance|enrol\w*)"
        ),
        "detention": rf"\bdetain\w*[^,;]{{0,30}}\b{_C}|{_C}(?: \w+){{0,6}} detained|detained persons|"
                     rf"{_C}[^,;]{{0,60}}\bdetention(?! (?:cent|facilit))|detainees[^;]{{0,30}}{_C}|juvenile justice|"
        rf"\bdetentions? of (?:\w+ ){{0,3}}{_C}|"
        rf"depriv\w+ of (?:their )?liberty|pretrial detention",
        "prevention_early_warning": (
            r"(?:strategy|importance|role)[^;]{0,60}conflict prevention|contribut\w+ to conflict prevention|"
            r"early[- ]warning (?!mechanisms)|"
            r"root causes|early indicat\w*"
        ),
        "ssr_ddr": (
            r"disarm\w*[^;]{0,60}demobili[sz]\w*|\bDDR+\b|demobili[sz]ation|security[- ]sector|\bSSR\b|vetting|"
            r"cantonment|"
            r"excluded from[^;]{0,40}(?:security|forces)|screening|age[- ](?:assessment|verification|determination)"
        ),
        "other": (
            r"legal framework|ratif\w+|Optional Protocol|small arms[^;]{0,40}\bon child|\bchild[^;]{0,160}\bsmall arms|"
            r"cross-?cutting issue(?!s)|treaties|"
            rf"traffick\w*[^,;]{{0,40}}(?:, (?:in particular|especially|particularly|"
            rf"including) (?:women and )?)?{_C}|{_C}[^,;]{{0,40}}traffick|"
            r"all forms of violence against children|"
            rf"(?:protection of {_C}|child[- ]protection)[^;]{{0,80}}\bpeace (?:agreement|negotiation|process|talk)|"
            rf"dialogue[^;]{{0,160}}(?:protection|access)[^;,]{{0,30}}{_C}"
        ),
    }.items()
}  # fmt: skip


#: Themes that the whole clause gives to children named in passing: what is monitored, reported, disarmed.
_WHOLE: Mapping[str, re.Pattern[str]] = {
    "monitoring_reporting": re.compile(
        rf"monitor\w*[^;]{{0,260}}(?:violations|abuses)[^;]{{0,100}}\b{_C}|"
        r"(?:Panel|Group) of Experts[^;]{0,300}\b(?:assess|report)",
        re.I,
    ),
    "sexual_violence": re.compile(
        rf"sexual violence[^,;]{{0,120}} against[^,;]{{0,40}}, (?:in particular|particularly|especially|including)"
        rf"(?: against)? (?:women and )?{_C}",
        re.I,
    ),
    "accountability": re.compile(
        rf"(?:accountable|to account|to justice)[^;]{{0,60}}(?:violations|abuses|crimes)[^;]{{0,300}}\b{_C}|"
        rf"(?:violations|abuses|violence|crimes|recruit\w*)[^;]{{0,160}}\b{_C}[^;]*\b(?:those|all|perpetrators)\b"
        rf"[^;]{{0,140}}(?:accountable|to account|to justice)|accountability for all such|"
        rf"those responsible for[^;]{{0,160}}\b{_C}[^;]{{0,120}}(?:accountable|to justice)", re.I),
    "sanctions_criterion": re.compile(r"(?:listing|designation) criteria|\bsanctionable\b", re.I),
    "education": re.compile(rf"{_C}[^;]{{0,200}}access[^;.]{{0,60}}\beducation", re.I),
    "training": re.compile(r"\btraining\b[^;]{0,160}(?:child[- ]protection(?:,| and)|"
        r"protection of (?:women and )?child)", re.I),
    "ssr_ddr": re.compile(rf"(?:disarmament|demobili[sz](?:ation|ed)|\bDDR+\b)[^;]{{0,400}}(?:\b(?:needs|attention|"
        rf"account)\b[^;]{{0,60}}|\bincluding (?:\w+ and )?)\b{_C}", re.I),
}  # fmt: skip


#: What gives a theme to children who are only named: justice follows a wrong, disarmament has regard to them.
_PASSING: Mapping[str, re.Pattern[str]] = {
    "accountability": re.compile(r"violations|abuses|crimes|violence", re.I),
    "ssr_ddr": re.compile(r"\bneeds\b|attention", re.I),
    "prevention_early_warning": re.compile(r"protection of child", re.I),
}


def themes_of(part: str, whole: str, *, passing: bool) -> tuple[str, ...]:
    """Themes whose words stand in `part`, the child part of a paragraph, or that `whole` gives to it."""
    return tuple(
        name
        for name, pattern in _THEMES.items()
        if (pattern.search(part) and not (passing and name in _PASSING and not _PASSING[name].search(part)))
        or (name in _WHOLE and _WHOLE[name].search(whole))
    )
