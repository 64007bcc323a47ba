"""The words that open English preambular and operative paragraphs."""

from __future__ import annotations

import re

_ADVERBS = (
    r"(?:(?:also|further|again|once|more|strongly|solemnly|urgently|firmly|deeply|gravely|seriously|fully|earnestly|"
    r"particularly|especially|warmly|hereby|still|therefore|accordingly|formally|keenly|profoundly|very|much|greatly|"
    r"highly|and|anew|unequivocally|vigorously|categorically|extremely|energetically|most|in this regard|in particular|"
    r"to this end|the security council),?\s+)*"
)
_PREAMBULAR = re.compile(
    rf"^{_ADVERBS}(?:[a-z]+ing|conscious|mindful|desirous|aware|alarmed|concerned|convinced|determined|disturbed|dismayed|"
    r"distressed|shocked|grieved|guided|encouraged|appalled|outraged|anxious|grateful|cognizant|indignant|satisfied|"
    r"inspired|resolved|perturbed|saddened|horrified|impressed|preoccupied|moved|committed|disappointed|in view of|"
    r"in the light of|with regard to|with respect to|as regards|"
    r"in accordance with|in pursuance of|on the recommendation|pursuant to|whereas|considering|"
    r"confident|hopeful|sharing|deploring)\b",
    re.I,
)
_OPERATIVE = re.compile(
    rf"^{_ADVERBS}(?:accepts|acknowledges|admits|adopts|advises|affirms|agrees|appeals|appoints|appreciates|approves|"
    r"asks|assigns|assures|authorizes|authorises|calls|censures|commends|concurs|condemns|confirms|congratulates|"
    r"considers|decides|declares|deems|demands|denounces|deplores|designates|determines|directs|draws|elects|"
    r"emphasizes|emphasises|encourages|endorses|enjoins|entrusts|establishes|exhorts|expects|expresses|extends|finds|"
    r"fixes|has decided|holds|hopes|informs|instructs|insists|intends|invites|looks|notes|observes|orders|pays|pledges|"
    r"proclaims|proposes|re-?affirms|re-?appoints|re-?iterates|rebukes|recalls|recognizes|recognises|recommends|"
    r"refers|regards|regrets|reinforces|rejects|relies|reminds|renews|repeats|requests|requires|resolves|salutes|sends|"
    r"shares|states|stresses|strongly|submits|supports|suspends|takes|terminates|thanks|transmits|trusts|"
    r"underlines|underscores|undertakes|upholds|urges|views|voices|warns|welcomes|wishes)\b",
    re.I,
)
#: What opens with a capital and ends like a verb of the third person.
_FINITE = re.compile(
    rf"^(?=[A-Z]){_ADVERBS}([a-z]{{3,}}[^\Waiusy_]s)\b(?= (?!and\b|or\b)(?-i:[a-z]))|^(Recommend)\b", re.I
)
_NO_VERBS = frozenset(
    "members states parties nations governments representatives others towards besides whereas unless always perhaps "
    "across conditions measures principles efforts forces officers operations persons prisoners refugees rights "
    "elements articles paragraphs resolutions reports committees organizations observers proposals votes years".split()
)
_PARTICIPLES = frozenset(
    "acknowledging acting affirming also appealing appreciating approving bearing believing calling commending "
    "condemning confirming congratulating considering continuing declaring deeming deploring desiring determining "
    "emphasizing emphasising encouraging endorsing examining expecting expressing finding fully guided having hoping "
    "insisting keeping looking noting observing paying realizing reaffirming re-affirming realising rebuking recalling "
    "receiving recognizing recognising recommending referring regretting reiterating rejecting remaining renewing "
    "requesting responding seeking sharing stressing supporting taking thanking underlining underscoring urging "
    "viewing welcoming wishing".split()
)
_LABELLED = re.compile(r"^(?:[A-Z][a-z]|[“\"(])")


def opening_of(text: str) -> str:
    """The opening words themselves: `Strongly condemns`, `Recalling`; empty where they are not known."""
    match = _PREAMBULAR.match(text) or _OPERATIVE.match(text)
    return match.group().strip() if match and text[:1].isupper() else ""


def is_operative(text: str) -> bool:
    """Opens with a finite verb, a known one (`Strongly condemns`) or one that looks like it (`Dissolves`)."""
    if _PREAMBULAR.match(text):
        return False
    loose = _FINITE.match(text)
    return bool(_OPERATIVE.match(text)) or bool(loose and (loose.group(1) or "").lower() not in _NO_VERBS)


def is_opening(text: str, known: bool = False) -> bool:
    """Opens like a paragraph: a participle, an adjective or a finite verb, with a capital letter.

    `known`: only words the Council is known to open with, not any in -ing or -s ("Stockpiling", "Members").
    """
    if not _LABELLED.match(text):
        return False
    opens = _PREAMBULAR.match(text) or _OPERATIVE.match(text)
    if not known or opens is None:
        return opens is not None or (not known and is_operative(text))
    word = opens.group().split()[-1].lower()
    return not word.endswith("ing") or word in _PARTICIPLES
