"""Expressions that find the name of a child beside its age, its parent or a child noun, in scripts with capitals."""

from __future__ import annotations

import re

ADULT = 18
_UPPER = "A-ZÀ-ÖØ-ÞĀ-ŽЀ-Я"
_TOKEN = rf"[{_UPPER}][\w'’\-]{{0,40}}"
_PARTICLE = r"(?:al|el|bin|ibn|bint|abu|umm|de|la|van|von|da|dos|ben|ould|ag)"
#: A nickname in quotation marks, or an initial, within a name.
_NICK, _INITIAL = r"[\"“«'‘]\w{2,15}[\"”»'’]", rf"[{_UPPER}]\.(?![{_UPPER}])"
NAME = rf"(?:(?<![\w\-]){_TOKEN}(?:[ \u00a0](?:{_NICK}[ ])?(?:{_PARTICLE}[ \-])*(?:{_INITIAL}|{_TOKEN})){{0,4}})"
_WORDS = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "un deux trois quatre cinq sept huit neuf dix onze douze treize quatorze quinze seize dix-sept "
    "dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis diecisiete"
).replace(" ", "|")
_YEARS = rf"(?P<age>\d{{1,2}}|{_WORDS})"
_AGED = (
    rf"(?:both |all |then |now )?"
    rf"(?:aged? |âgée?s? (?:de |d['’])?(?:seulement |à peine )?|de (?:apenas |solo )?|just |only |barely |"
    rf"who (?:was|is) (?:only |just )?|qui avait |de tan solo |a |an |the |une? |ein )?{_YEARS}"
)
_OLD = r"(?:[- ]?(?:years?|months?|weeks?|days?)(?:[- ]old)?|[- ]?y/?o| years of age| ans| mois| años| meses)?"
_TURNED = r"(?:,? (?:who )?(?:(?:had|has|would have) )?(?:just |only )?turned )"
AFTER = re.compile(
    rf"(?P<name>{NAME})(?:['’]s)?"
    rf"(?:,? \(|, | — | – | - | (?:was|is) (?:only |just )?| avait | tenía |{_TURNED}|"
    r", [^,.;()\d]{3,40}, (?:was|is) )"
    rf"(?i:{_AGED}{_OLD})(?=[\s,.;:)!?—–-]|$)"
)
BEFORE = re.compile(
    rf"\b(?i:{_YEARS}[- ](?:year|month|week|day)s?[- ]old),? (?P<gap>(?:[\w\-']+,? ){{0,4}}?)(?P<name>{NAME})"
)
BEFORE_ROLE = re.compile(
    rf"\b(?i:{_YEARS}[- ](?:year|month|week|day)s?[- ]old),? {_TOKEN} (?P<gap>[a-zà-ÿ\-]+,? )(?P<name>{NAME})"
)
#: "X, estudiante de 15 años"; "X never reached her seventh birthday"; "X's mother says the six-year-old ...".
ROLE_AGED = re.compile(
    rf"(?P<name>{NAME}), (?:[a-zà-ÿ]+ ){{1,4}}(?i:(?:de |d['’]|aged |âgée?s? (?:de |d['’])){_YEARS} "
    r"(?:ans|mois|années?|años|meses|years|months))"
)
BIRTHDAY = re.compile(
    rf"(?P<name>{NAME})(?: [\w’'-]+){{1,8}}? (?:his|her|their) (?:\w*(?:first|second|third|th|1st|2nd|3rd)) birthday"
)
KIN_OF = re.compile(
    rf"(?P<name>{NAME})['’]s (?:mother|father|mum|mom|dad|parents|uncle|aunt|"
    r"grandmother|grandfather|family|brother|sister)"
    r"(?=[^.;]{0,80}(?:(?<!\d)(?:[1-9]|1[0-7]|[a-z]+)-year-old|\b(?:boy|girl|child|toddler|baby|infant)\b))"
)
#: Names joined before one that has an age: "X and Y, both 14".
JOINED = re.compile(rf"(?P<name>{NAME}),? (?:and|et|y|e|и) $")
TOGETHER = re.compile(r"(?:both|all) |\d{1,2} (?:and|et|y|и) \d")
#: "un garçon de huit ans, X", "un niño de 7 años, X", "a boy aged nine, X".
APPOSED = re.compile(
    rf"(?<!\w)(?i:(?:de |d['’]|âgée?s? (?:de |d['’])|aged |à |a sus |con (?:solo |apenas )?|at the age of )"
    rf"{_YEARS}(?: (?:ans|mois|années?|años|meses))?)"
    rf"(?P<gap>(?: [a-zà-ÿ]+){{0,4}}),? (?P<name>{NAME})(?=[,.;:)]| [a-zà-ÿ]|$)"
)
RUSSIAN_BEFORE = re.compile(
    rf"(?i:(?P<age>\d{{1,2}})-(?:летн|месячн)\w+|(?:двух|трех|трёх|четырех|четырёх|пяти|шести|семи|восьми|девяти|десяти|одиннадцати|"
    rf"двенадцати|тринадцати|четырнадцати|пятнадцати|шестнадцати|семнадцати|одно)летн\w+)"
    rf",? (?P<gap>(?:[а-яё\-]+ ){{0,3}}?)(?P<name>{NAME})"
)
RUSSIAN_AFTER = re.compile(
    rf"(?P<name>{NAME})(?:,? \(|, |, котор\w+ (?:было |исполнилось )?|, (?:ей|ему) (?:было |исполнилось )?| было )"
    r"(?P<age>\d{1,2}|\w+)(?: (?:лет|года|год|месяцев)|\)|,)"
)
RUSSIAN_YEARS = frozenset(
    "один два три четыре пять шесть семь восемь девять десять одиннадцать двенадцать тринадцать четырнадцать "
    "пятнадцать шестнадцать семнадцать".split()
)
_CHILD_NOUN = (
    r"(?:girl|boy|child|baby|infant|toddler|schoolgirl|schoolboy|pupil|teenager|teen|preschooler|kindergartner|(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)-grader|(?<!\d)(?:[1-9]|1[0-7])-year-old|fillette|fille|garçon|enfant|bébé|écolier|écolière|"
    r"élève|lycéen|lycéenne|collégien|collégienne|niña|niño|hij[oa]|menor|adolescente?|escolar|alumn[oa]|школьни[кц]\w*|учени[кц]\w*|\w+классни\w+|девочка|мальчик|подросток)"
)
IS_CHILD = re.compile(
    rf"(?P<name>{NAME})(?:, | — | – |: )(?:(?:an?|the|une?|una|el|la|le|the story of an?)\b ?)?"
    rf"(?:[\w\-]+ ){{0,3}}?{_CHILD_NOUN}"
    r"(?: \w+){0,2}(?=[,.;:)—–]|$| who| from| in | of | qui | de | que | at | as )"
)
#: Nouns that show a single name before them to be a child's.
AT_SCHOOL = re.compile(r"(?:учени|школьни|классни|pupil|écoli|collégi|lycéen|alumn|colegial|schoolboy|schoolgirl)")
NAMED = re.compile(
    rf"(?i:(?:named|called|identified) by [\w ]{{2,30}} as|named|called|identified as|prénommée?|nommée?|appelée?|"
    rf"identifiée? comme|llamad[oa]|identificad[oa] como|"
    rf"de nombre|по имени|зовут|звали) (?P<name>{NAME})"
)
CHILDISH = re.compile(rf"(?i:{_CHILD_NOUN}|\b(?:[1-9]|1[0-7]) (?:ans|años|years|лет|года)\b)")
LIST = re.compile(rf"(?:,| and| et| y| и|;)+ (?P<name>{NAME})(?: \(\d{{1,2}}\))?")
