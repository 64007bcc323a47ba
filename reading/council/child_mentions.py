"""How a paragraph speaks of children: as the object of a clause, in passing in a list, or in a name alone.

Advocates argue about exactly this difference, so each mention carries the rule that placed it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from reading.council.children import child_words

Manner = Literal["substance", "passing", "title", "name"]

#: Names of treaties, bodies, units and things that hold a child word but put nothing in the paragraph.
_NAMES = re.compile(
    r"[Cc]hild[- ]?care|[Ss]chool (?:materials?|books?|textbooks?|curricul\w+)|"
    r"Conventions? (?:\(?No\. ?182\)?,? )?on the Rights? of the Child(?:ren)?|"
    r"(?:Optional )?Protocols? thereto on the involvement of children in armed conflict|"
    r"Optional Protocols? (?:to|of) the Convention[^,;]{0,60}on the [Ii]nvolvement of [Cc]hildren in "
    r"[Aa]rmed [Cc]onflicts?|"
    r"Protocol to Prevent[^;]{0,80}Especially Women and Children|"
    r"Worst Forms of Child Lab\w+|African Charter on the Rights and Welfare of the Child|"
    r"Ministry [^,;]{0,40}Child\w*|Children['’]s (?:Emergency )?Fund|Save the Children|"
    r"(?:Unit|Brigade|Commission|Division)\b[^,;]{0,100}\bChild(?:ren)?(?=\s*[(,;.])",
)
_OFFICES = re.compile(
    r"(?:mechanisms|bodies|entities)[^;.]{0,40}?\b(?:related to|for|on) [Cc]hildren (?:and|in) [Aa]rmed [Cc]onflicts?|"
    r"(?:Special Representatives?|Special Envoy|Special Advis[eo]r|Office)\b[^,;]{0,80}?\b(?:for|on|of) "
    r"[Cc]hildren (?:and|in) [Aa]rmed [Cc]onflict|"
    r"Working Group (?:of the Security Council )?(?:on|for) (?:the )?[Cc]hildren (?:and|in) [Aa]rmed [Cc]onflicts?|"
    r"(?:Security Council )?[Ww]orking [Gg]roup of the Security Council on children in armed conflict",
    re.I,
)
_TITLES = re.compile(
    r"resolutions? on the recruitment and use of children(?: (?:and|in) armed conflicts?)?|"
    r"(?:\bon|\bon the (?:issue|question|protection) of|,|\band|security;?) (?:the )?"
    r"(?:[Cc]hildren(?:['’]s)? (?:[Aa]nd|in|affected by) [Aa]rmed [Cc]onflicts?)",
)
_GROUPS = (
    r"children|women|wom[ea]n and girls|m[ea]n|girls|boys|youths?|young (?:people|women|men|persons)|elderly|"
    r"older persons|"
    r"elders|the aged|persons?(?: with disabilities| belonging to [^,;]{3,40})?|disabled|minorit(?:y|ies)|"
    r"civilians?|refugees?|(?:internally )?displaced(?: persons| people)?|IDPs|migrants?|widows?|journalists?|"
    r"families|"
    r"groups?|humanitarian (?:workers|personnel)|returnees|detainees|students|teachers|pregnant women|mothers|"
    r"national security forces|indigenous peoples?|peacekeepers|medical personnel|victims|people|workers|"
    r"spouses|(?:ex-)?combatants"
)
_BEFORE = re.compile(
    rf"\b(?:{_GROUPS})(?:['’]s?)?(?:,| and| or|, and|, or|/| as well as)? *(?:the |against |of |to |by |"
    rf"demobili[sz]ed |former )?$",
    re.I,
)
_AFTER = re.compile(
    rf"^(?:['’]s?)?(?:[- ](?:soldiers|combatants))?(?:,? (?:and|or|as well as)|,|/) *(?:(?:in particular|the|of|"
    rf"against|other|marginalized|"
    rf"traditionally) )*(?:{_GROUPS})\b",
    re.I,
)
_NOTABLY = re.compile(
    r"\b(?:including|especially|particularly|in particular|notably|inter alia|such as|as well as|specially),?"
    r"(?: as appropriate,| of| on| for| against| involving| those of| those (?:committed )?against|"
    r" those involving| the| to|"
    r" by| in| among)*(?: (?:innocent|young|vulnerable|"
    r"unaccompanied|the))* *$",
    re.I,
)
#: Wording that makes children the matter of the clause, wherever in a list it stands.
_SUBSTANCE = re.compile(
    r"recruit\w*[^,;]{0,60}\b(?:child|minors|schools)|recruit\w*[^,;]{0,40},? (?:including|especially|"
    r"in particular)(?: of)? "
    r"(?:the )?child|\bchild(?:ren)?\b[^,;]{0,40}(?:\brecruit|being used)|"
    r"\buse (?:and recruitment )?of (?:the )?child|child(?:ren)?[- ]soldiers?|child combatants?|child victims|"
    r"child[- ]protection (?:advis|capacit|officer|staff|specialist|actor|unit|mechanism|mandate|issue|concern|"
    r"component|personnel|focal|section|as a|polic|provision|training|advisory|expert|commitment|agenc|into|in)|"
    r"children(?: \w+){0,3} associated with|children (?:affected|abducted|detained|separated|released|born|held)|"
    r"(?:releas\w+|reintegrat\w+|demobili[sz]\w+|abduct\w+|kidnap\w+|maim\w+|kill\w+|"
    r"return) (?:\w+ ){0,4}(?:of )?(?:all )?"
    r"(?:the )?(?:boys|girls|child(?:ren)?\b)|"
    r"(?:six )?grave violations|against children (?:in (?!line|accordance|keeping)|by|committed|and armed)|"
    r"(?:attacks?[^;]{0,100}\bagainst|(?:attacks?|use|occupation|targeting|destruction|bombing|threats?|"
    r"demilitari[sz]\w*)\b[^;]{0,50}) ?\bschools?(?! books|"
    r" materials)|school (?:closures|"
    r"attendance|enrol)|"
    r"out of school|girls[^,;]{0,30}(?:education|school)|child marriage|forced (?:and early )?marriage|"
    r"child(?:ren)?['’]s rights|"
    r"rights of (?:the )?child|protection of (?:the )?(?:rights of )?children\b|"
    r"(?:violations|abuses|crimes|violence|acts)[^,;]{0,30} (?:committed |"
    r"perpetrated )?against (?:the )?(?:children|girls and boys|boys)|"
    r"action plans?[^;]{0,120}\bchild|child[^;]{0,120}action plan|conclusions on children|"
    r"conclusions of the [^;]{0,60}children|"
    r"needs of (?:\w+ ){0,3}(?:children|girls)\b|child lab|child[- ]sensitive|"
    r"unaccompanied (?:and separated )?children|"
    r"reporting mechanism[^;]{0,60}child|children without access|military use of school|"
    r"children and armed conflict as|"
    r"issue of children",
    re.I,
)
_STAFF = re.compile(
    r"child[- ]protection (?:and \w+ )?(?:advis|officer|staff|specialist|personnel|focal|capacit)", re.I
)
_EXPERTISE = re.compile(r"\bexpert(?:s|ise) (?:on|in) (?:women(?:['’]s)? (?:protection )?and )?$", re.I)
#: Child protection as one topic among others: "human rights, child protection and the prevention of".
_TOPIC = re.compile(r"child[- ]protection(?: \w+)?(?:,| and\b)", re.I)
_TOPIC_BEFORE = re.compile(r"(?:,| and|, and|(?:including|such as)(?: in| on)?|training (?:in|on))\s+(?:the )?$", re.I)
#: Both together are children, not one group of a list.
_PAIR = re.compile(r"\bgirls and boys\b|\bboys and girls\b", re.I)
#: Children among those who are disarmed.
_FIGHTERS = re.compile(r"\b(?:fighters|combatants|armed groups), including (?:in particular )?(?:the )?$", re.I)
#: Taken away: children are the matter though women are named with them.
_TAKEN = re.compile(r"\b(?:abduct|kidnap)\w* (?:of )?women (?:and|or) $", re.I)
_SCHOOL = re.compile(r"schools?\b", re.I)
#: Violations against children as the last item of a list of violations.
_ITEM = re.compile(
    r"(?:includ|sexual|gender|humanitarian law|human rights)[^;]{0,100}?(?:,|\b(?<!violations )(?:and|"
    r"or)) (?:violations|abuses|crimes)(?: (?:and|or) abuses)? "
    r"(?:committed |perpetrated )?against (?:the )?$",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Mention:
    """A child word (or a name that holds one) and how it stands there."""

    start: int
    end: int
    manner: Manner
    rule: str


def mentions(text: str) -> list[Mention]:
    """All mentions in order of place."""
    found = [Mention(*m.span(), "name", "name") for m in _NAMES.finditer(text)]
    found += [Mention(*m.span(), "name", "office") for m in _OFFICES.finditer(text)]
    masked = _blank(text, found)
    titles = [_title(masked, *m.span()) for m in _TITLES.finditer(masked)]
    masked = _blank(masked, titles)
    substance = [m.span() for m in _SUBSTANCE.finditer(masked)]
    pairs = [m.span() for m in _PAIR.finditer(masked)]
    words = [_placed(masked, *next((p for p in pairs if p[0] <= start < p[1]), (start, end)), substance)
             for start, end in child_words(masked)]  # fmt: skip
    return sorted([*found, *titles, *words], key=lambda m: m.start)


def _title(text: str, start: int, end: int) -> Mention:
    """A title, but for the mechanism on children and armed conflict, which is a matter of its own."""
    if re.search(r"reporting mechanism $", text[:start], re.I):
        return Mention(start, end, "substance", "child clause")
    return Mention(start, end, "title", "title")


def _blank(text: str, taken: list[Mention]) -> str:
    for mention in taken:
        text = text[: mention.start] + "·" * (mention.end - mention.start) + text[mention.end :]
    return text


def _placed(text: str, start: int, end: int, substance: list[tuple[int, int]]) -> Mention:
    before, after = text[max(0, start - 160) : start], text[end : end + 60]
    if _STAFF.match(text, start) or _EXPERTISE.search(before[-60:]):
        return Mention(start, end, "substance", "child protection staff")
    near = before[-60:]
    strong = any(a < end and start < b for a, b in substance)
    if _SCHOOL.match(text, start):  # a place like others, unless something is done to it
        return Mention(start, end, *(("substance", "school clause") if strong else ("passing", "school named")))
    if _TOPIC.match(text, start) and _TOPIC_BEFORE.search(near):
        return Mention(start, end, "passing", "topic of a list")
    item = _ITEM.search(before)
    if item and "recruit" not in after[:40] and "mechanism" not in near:
        return Mention(start, end, "passing", "item of a list of violations")
    if _FIGHTERS.search(near):
        return Mention(start, end, "passing", "including")
    if _TAKEN.search(near):
        return Mention(start, end, "substance", "child clause")
    if _BEFORE.search(near) or _AFTER.search(after):
        return Mention(start, end, "passing", "list")
    if strong:
        return Mention(start, end, "substance", "child clause")
    if _NOTABLY.search(near):
        return Mention(start, end, "passing", "including")
    return Mention(start, end, "substance", "child object")
