"""Words by which reports, briefings and assessments are asked for, and by which their dates are told."""

from __future__ import annotations

import re

from reading.council.dates import DATE, DAY_ONLY, MONTH_ONLY, PERIOD

ASKS = frozenset(
    "requests invites asks urges encourages directs instructs requires decides demands expects tasks"
    " entrusts mandates".split()
) | {"calls upon", "calls on", "calls for", "looks forward"}
#: Who receives: the Council, a committee of it, or "it".
COUNCIL = (
    r"(?:the\s+)?(?:(?:members of the\s+)?(?:Security\s+)?Council|(?:each\s+"
    r"|every\s+)?(?:relevant\s+)?Committees?|it|CTC)\b(?!['’]s)"
)
TO = rf"(?:to|with|for|before)\s+{COUNCIL}"
#: Who hands it on where no recipient is named.
THROUGH = r"through\s+the\s+(?:Secretary-General|Committee)\b"
#: Who is asked, between the verb of the Council and what is asked.
ACTOR = re.compile(
    r"^\W*(?:\w+\s+){0,4}?(?:requests?|invites?|asks?|urges?|encourages?|directs?|instructs?|decides|demands|"
    r"expects|requires"
    r"|tasks|calls?\s+(?:upon|on|for)|(?:request|call|invitation)\s+(?:to|for))\s+(?:to\s+(?=the\b))?"
    r"(?:(?:also|further|that|in\s+this\s+(?:regard|context|respect),?|to\s+this\s+end,?|"
    r"accordingly,?)\s+)*(?:the\s+)?"
    r"(?P<actor>(?!(?:to|that|an?)\b)[^,;:]*?)(?=,|;|:|\s+(?:to|shall|should|will|must|report|provide|submit|"
    r"keep|brief|include|inform"
    r"|continue|undertake|ensure|conduct|present)\b)",
    re.I,
)
#: Who gives what is asked for by name: "requests a report from the Director".
GIVER = re.compile(r"\s+(?:from|by)\s+(?:the\s+)?(?P<actor>[A-Z][^,;]{2,60}?)(?=\s+(?:on|in|to|of|about)\b|,|;|$)")
#: Verbs of telling. Each is then looked at with the words before and after it.
TELLS = re.compile(
    r"\b(?:reports?|reporting|brief|keep|inform|update|apprise|advise|include|reflect|address"
    r"|cover|conduct|undertake|"
    r"carry out|submit|provide|present|transmit|circulate|supply|furnish|send|deliver|forward"
    r"|convey|communicate|make|"
    r"prepare|issue|produce|develop|give|complete|arrange|render|draft|recommend)\b",
    re.I,
)
LED = re.compile(
    r"(?:\b(?:to|shall|should|also|and|or|will|must|thereafter|subsequently|then)|,|\bthat\b[^;]{3,120})\s+"
    r"(?:(?:\w+ly|also|thereafter|further|then|jointly|continue\s+to)\s+)*$",
    re.I,
)
#: What is asked for by name alone: "requests regular updates", "an update in due course" under "Requests:".
NOUN_ASKED = re.compile(
    rf"(?:\brequests?\s+(?:also\s+|further\s+)?(?:(?:within\s+{PERIOD}|by\s+(?:{DATE}|"
    rf"{DAY_ONLY}))[^,;]{{0,50}}?,?\s+)?|^\W*)"
    r"(?:an?\s+|the\s+)?(?:(?!to\b|that\b|of\b|and\b)[\w‑-]+\s+){0,3}?"
    r"(?P<noun>reports?|reporting|updates?|briefings?)\b(?!\s+(?:of|to\s+(?!the\b|it\b))\b)",
    re.I,
)
OBJECTS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("report", re.compile(r"[^;]{0,240}?\b(?:reports?|reporting|addendum|overview)\b", re.I)),
    ("briefing", re.compile(r"[^;]{0,100}?\bbriefings?\b", re.I)),
    (
        "update", re.compile(
        rf"(?:[^;]{{0,120}}?\bupdates?\b[^;]{{0,80}}?\b(?:{TO}|{THROUGH})"
        rf"|(?:(?!\bany\b)[^;]){{0,120}}?\binformation\b[^;]{{0,60}}?\b{TO}"
        rf"|\s+(?:{TO}|{COUNCIL})(?:(?!\bany\b)[^;]){{0,80}}?\b(?:updates?|information)\b)", re.I)),
    ("assessment", re.compile(r"[^;]{0,100}?\b(?:assessment|strategic review|independent review|evaluation)\b", re.I)),
    ("recommendations", re.compile(r"[^;]{0,120}?\b(?:recommendations?|proposals?|options|advice)\b", re.I)),
    (
        "other", re.compile(
        rf"(?:\s+(?:{TO}|{COUNCIL})(?![^;]{{0,60}}\b(?:inclusion|listing|names?|information)\b)|"
        rf"[^;]{{0,80}}?\b(?:list|plan|surveys?|strategy|road\s?map|benchmarks"
        rf"|concept)\b[^;]{{0,60}}?\b{TO})", re.I)),
)  # fmt: skip
#: "in his next report ..., to include".
IN_REPORT_BEFORE = re.compile(r"\bin\s+(?:his|her|its|their|the)\s+[^;]{0,60}?\breports?\b[^;]{0,60}?,?\s*to\s+$", re.I)
PASSIVE = re.compile(
    r"\b(?P<noun>reports?|recommendations?|assessments?|proposals?|options?|updates?|plans?)\b[^;]{0,240}?"
    r"\b(?:shall|should|must|to)\s+be\s+(?:submitted|presented|provided|transmitted)\b",
    re.I,
)
#: A report's contents: "with subsequent reports to provide an assessment", "updates, to include".
CONTENTS = re.compile(
    r"\b(?:reports?|reporting|updates?|briefings?)\s+(?:\w+ly\s+)?(?:to|should|shall)\s+$|,\s+to\s+$|\b\d{4}\s+to\s+$",
    re.I,
)
IN_REPORTS = re.compile(
    r"[^;]{0,220}?\bin\s+(?:his|her|its|their|the|all|any|each)\b[^;,]{0,60}?\breport(?:s|ing)?\b", re.I
)
TOLD = re.compile(rf"\s+(?:\w+ly\s+)?{COUNCIL}", re.I)
KEPT = re.compile(rf"\s+{COUNCIL}[^;]{{0,60}}?\b(?:informed|updated|apprised|abreast)", re.I)
#: After these words a date belongs to the matter reported on.
MATTER = re.compile(r"\bwith a view to\b|\btaking into account\b|\btaking into consideration\b", re.I)
#: "on 15 June" is a deadline only beside the report or its recipient.
ON_BESIDE = re.compile(r"(?:\b(?:reports?|Council|Committee|it|updates?|briefings?|again|and)|,)\s*$", re.I)
#: The last report of a series, due when something else is done or ends.
FINAL = re.compile(
    r"\bfinal\s+(?:\w+\s+)?(?:report|briefing)\b[^;]{0,60}?(?:\b(?:upon|prior\s+to|before)\b|"
    r"\bmonths?\s+after\b)[^,;]{0,50}",
    re.I,
)
VAGUE = re.compile(r"regular|period|necessary|appropriate|ongoing|continuous|soon|prompt|immediate", re.I)
PROLONGED = re.compile(rf"\breport(?:ing)?\b[^;]{{0,80}}?\buntil\s+(?P<date>{DATE})", re.I)
MISSION_TASK = re.compile(r"\bmonitor(?:ing)?\b[^;]{0,40}\breport(?:ing)?\b", re.I)
DATES = re.compile(
    rf"\b(?:by|no later than|not later than|before|due on|on|in(?= \D)|until|by no later than|at the latest by"
    rf"|starting(?: from| on)?|beginning(?: on)?|"
    rf"prior to|as of)\s+(?:the\s+end\s+of\s+)?(?P<first>{DATE}|{MONTH_ONLY}|{DAY_ONLY})(?P<more>(?:\s*(?:,|and"
    rf"|and then|and again)\s*(?:again\s+)?(?:by|on|no later than)?\s*{DATE})*)",
    re.I,
)
WITHIN = re.compile(
    rf"\b(?:(?:within|in|no later than|not later than|after"
    rf"|at)\s+(?:a\s+period\s+of\s+)?)?(?:the\s+next\s+)?(?:every\s+)?{PERIOD}"
    r"(?P<anchor>\s+(?:period\s+)?(?:of|after|from|following"
    r"|thereafter of)\s+(?:the\s+)?(?:date\s+of\s+)?(?:the\s+)?(?:(?:adoption|passage|passing)(?:\s+of)?\s*)?"
    r"(?:(?:this|the present|the)\s+resolution|(?<=adoption)|(?<=adoption )))?",
    re.I,
)
INTERVAL = re.compile(
    rf"\b(?:(?:at\s+least\s+|no later than\s+|not later than\s+"
    rf"|no less than\s+)?every\s+(?:other\s+)?(?:{PERIOD}|month|year|quarter|week|six-month\w*)"
    r"|(?:at\s+least\s+|no less than\s+)?(?:once|twice|three times)\s+(?:a|per|every"
    r"|each)\s+(?:\w+\s+)?(?:year|month|quarter|weeks?|months?)"
    r"|(?:on\s+(?:a|an)\s+)(?:\w+\s+)?(?:monthly|quarterly|annual|regular|biannual|semi-annual|weekly"
    r"|six-monthly|periodic|ongoing|continuous|bimonthly|three-monthly|biennial|twice-yearly)\s+basis"
    r"|\bat\s+(?:regular|appropriate|periodic|six-month\w*|three-month\w*)\s+intervals"
    r"|\b(?:regular(?:ly)?|periodic(?:ally)?|annual(?:ly)?|monthly|quarterly|biannual(?:ly)?|weekly"
    r"|yearly)\b)",
    re.I,
)
EVENT = re.compile(
    r"\b(?:in\s+(?:his|its|their|the)\s+(?:next|regular|forthcoming|upcoming|periodic"
    r"|subsequent)[^,;]{0,40}?reports?|before\s+the\s+(?:end|expir\w+)\s+of[^,;]{0,50}|"
    r"prior\s+to\s+(?:the\s+|its\s+)?(?:end|expir\w+|termination|renewal)[^,;]{0,40}|(?:upon"
    r"|on)\s+(?:the\s+)?(?:termination|completion|conclusion)[^,;]{0,40}|when\s+[^,;]{5,80}|"
    r"as\s+soon\s+as\s+possible|as\s+(?:and\s+when\s+)?(?:appropriate|necessary|required)|immediately"
    r"|promptly|(?:no\s+later\s+than\s+)?(?:thirty|30|45|60|ninety|90)\s+days\s+(?:before"
    r"|prior)[^,;]{0,60})",
    re.I,
)
RECIPIENTS = (
    (
        re.compile(
            r"\bSecurity Council\b|\bthe Council\b|\bto it\b|\bit\s+(?:regularly|fully)?\s*informed|"
            r"\binform it\b",
            re.I,
        ),
        "Security Council",
    ),
    (re.compile(r"\bCommittee\b|\bCommittees\b|\bCTC\b"), "Committee"),
)
