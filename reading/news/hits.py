"""Everything the rules and the model may look at in one text: word hits by code, sentences, ages, places, parties."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from reading.matcher import Hit
from reading.news.ages import ADULT, Age, ages
from reading.news.gazetteer import Place, places
from reading.news.parties import Party, mentions
from reading.normal import Folded
from reading.vocabulary import Code, matcher

_SENTENCE_END = re.compile(r"(?<=[.!?؟])[\"')\]]*\s+|[。！？\n]+")
#: Exclusions that flag instead of mask.
_FLAGS = ("commemoration", "historical")
#: Names of facilities: their child word is masked, the facility may still be attacked.
_FACILITY = ("facility",)
#: Exclusions too broad for running text; the words they stand for are weighed by the model.
_IGNORED = ("generic", "routine education news", "general; not sexual violence", "statement/law; not an incident")

#: Words for one young person that an adult age beside them takes back: a 20-year-old "boy".
_ONE_PERSON = re.compile(
    r"(?<!\w)(?:boy|girl|son|daughter|kid|child|teenager|student|schoolboy|schoolgirl|garcon|fille|fils|fillette|enfant|"
    r"niñ[oa]|hijo|hija|chico|chica|muchach[oa]|joven)|мальчик|девочк|сын|дочь|дочер|ребен|школьни|"
    r"ولد|بنت|فتاه|فتى|ابن|طفل|男孩|女孩|儿子|女儿|孩子|学生"
)
#: What may stand between such a word and an age of its own ("20-year-old boy", "boy (20)"); never a comma or a bracket
#: that closes the age of another before it ("mother, 25, child killed").
_AGE_WORD, _WORD_AGE = re.compile(r"(?<![,)])[ -]?的?"), re.compile(r"[ ,،(-]{0,2}(?:今年|现年)?")
#: Ages before and after a word that may be the nearest: one is often found in several ways.
_AGES = 3


@dataclass(frozen=True, slots=True)
class Signals:
    """What was found in one text; places are folded offsets."""

    folded: Folded
    lang: str
    #: Hits by code and by `code.shelf`, each by place.
    index: dict[str, list[Hit[Code]]]
    #: Where sentences begin.
    sentences: list[int]
    ages: list[Age]
    places: list[Hit[Place]]
    parties: list[Hit[Party]]
    excluded: list[Hit[Code]]

    def of(self, *codes: str) -> list[Hit[Code]]:
        """Hits whose code or `code.shelf` is named, by place."""
        if len(codes) == 1:
            return self.index.get(codes[0], [])
        return sorted((hit for code in codes for hit in self.index.get(code, ())), key=lambda hit: hit.start)

    def sentence(self, place: int) -> int:
        """Number of the sentence that holds folded offset `place`."""
        return bisect_right(self.sentences, place) - 1

    def in_sentences(self, hits: Iterable[Hit[Code] | Hit[Party] | Hit[Place] | Age]) -> set[int]:
        """Numbers of the sentences that hold any of `hits`."""
        return {self.sentence(hit.start) for hit in hits}

    @property
    def child_ages(self) -> list[Age]:
        """Ages under 18."""
        return [age for age in self.ages if age.years < ADULT]


def signals(folded: Folded, lang: str) -> Signals:
    """Look up everything in a folded text."""
    found = matcher(lang).find(folded.text)
    excluded = [hit for hit in found if hit.payload[0] == "exclude" and _applies(hit, folded)]
    stated = ages(folded.text, lang)
    grown = _grown(stated)
    index: dict[str, list[Hit[Code]]] = {}
    for hit in sorted({(hit.start, hit.payload): hit for hit in reversed(found)}.values(), key=lambda hit: hit.start):
        if hit.payload[0] != "exclude" and not _masked(hit, excluded) and not _grown_up(hit, grown, folded.text):
            index.setdefault(hit.payload[0], []).append(hit)
            index.setdefault(f"{hit.payload[0]}.{hit.payload[1]}", []).append(hit)
    return Signals(
        folded=folded,
        lang=lang,
        index=index,
        sentences=[0, *(match.end() for match in _SENTENCE_END.finditer(folded.text))],
        ages=stated,
        places=places(folded, lang),
        parties=mentions(folded),
        excluded=excluded,
    )


def _grown(stated: list[Age]) -> list[Age]:
    """Adult ages by place, but not the upper end of a range that begins under 18."""
    young = {place for age in stated if age.years < ADULT for place in range(age.start, age.end)}
    return [age for age in stated if age.years >= ADULT and young.isdisjoint(range(age.start, age.end))]


def _grown_up(hit: Hit[Code], grown: list[Age], text: str) -> bool:
    """Whether a word for one young person has an adult age of its own."""
    if hit.payload[0] not in ("child", "kin") or not _ONE_PERSON.search(text, hit.start, hit.end):
        return False
    here = bisect_right(grown, hit.start, key=lambda age: age.start)
    return any(
        _AGE_WORD.fullmatch(text, age.end, hit.start)
        if age.start < hit.start
        else _WORD_AGE.fullmatch(text, hit.end, age.start)
        for age in grown[max(0, here - _AGES) : here + _AGES]
    )


def _applies(hit: Hit[Code], folded: Folded) -> bool:
    why = hit.payload[1]
    if why.startswith(_IGNORED):
        return False
    return "case sensitive" not in why or folded.quote(hit.start, hit.end)[0][0].isupper()


def _masked(hit: Hit[Code], excluded: list[Hit[Code]]) -> bool:
    for mask in excluded:
        if mask.start <= hit.start and hit.end <= mask.end and not mask.payload[1].startswith(_FLAGS):
            if mask.payload[1].startswith(_FACILITY) and hit.payload[0] != "child":
                continue
            return True
    return False
