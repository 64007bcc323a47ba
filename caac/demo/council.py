"""Invented Council texts in the United Nations' own XML layout, built from the small text files of `world/`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from caac.demo.dates import filled, printed

WORLD = Path(__file__).parent / "world"
#: Invented members of an invented Council: no real State is said to have voted on an invented text.
MEMBERS = (
    "NORTHMARK; ESTAVIA; LORRIN; TESSALY; QUILLAND; MARROVIA; OSTERVAL; PELAGIA; RUNESIA; SOLVANE; "
    "TARQUINIA; ULMARK; VERIDA; WESTRAY; ZENOVIA"
).split("; ")
_FOLDERS = {"en": "English", "fr": "French", "es": "Spanish", "ru": "Russian", "ar": "Arabic", "zh": "Chinese"}
_CODES = {"en": "eng", "fr": "fra", "es": "spa", "ru": "rus", "ar": "ara", "zh": "zho"}
_SYMBOL_TITLE = {
    "en": "Resolution",
    "fr": "Résolution",
    "es": "Resolución",
    "ru": "Резолюция",
    "ar": "القرار",
    "zh": "决议",
}


@dataclass(frozen=True, slots=True)
class SampleFile:
    """One file of the sample repository."""

    path: str
    body: bytes
    #: Round of the demonstration in which it first appears.
    round: int


def _fields(text: str) -> tuple[dict[str, str], list[str]]:
    fields: dict[str, str] = {}
    lines: list[str] = []
    for line in text.splitlines():
        head = re.match(r"^([a-z]+): (.*)$", line)
        if head and not lines:
            fields[head.group(1)] = head.group(2)
        elif line.strip():
            lines.append(line)
    return fields, lines


def _inline(text: str) -> str:
    return re.sub(r"\*(.+?)\*", r'<span class="italic">\1</span>', escape(text))


def _p(text: str) -> str:
    return f'<p xml:space="preserve">\t{_inline(text)}</p>'


def _body(lines: list[str]) -> tuple[str, str]:
    """The preamble and the main body; sub-paragraphs stand beside their parent, as in most real files."""
    preamble, main = [], []
    for number, line in enumerate(lines):
        if line.startswith("P "):
            preamble.append(f'<container name="c" eId="container_{number}">{_p(line[2:])}</container>')
        elif line.startswith("# "):
            main.append(
                f'<paragraph eId="para_{number}" class="H23"><subheading>\t{escape(line[2:])}</subheading></paragraph>'
            )
        else:
            label, text = line.split(" ", 1)
            main.append(
                f'<paragraph eId="para_{number}" class="SingleTxt"><num>{escape(label)}</num>'
                f'<content eId="para_{number}__content">{_p(text)}</content></paragraph>'
            )
    return "\n".join(preamble), "\n".join(main)


def _keywords(fields: dict[str, str]) -> str:
    subjects = "".join(
        f'<keyword value={quoteattr(s)} showAs={quoteattr(s)} dictionary="UNBIS Thesaurus"></keyword>'
        for s in fields.get("subjects", "").split("; ")
        if s
    )
    agenda, title = quoteattr(fields.get("agenda", "") + "."), quoteattr(fields["title"])
    return (
        f'<classification source="DHLAUTH">{subjects}'
        f'<keyword refersTo="agenda" value="X" showAs={agenda} dictionary="S/"></keyword>'
        f'<keyword refersTo="title" value={title} showAs={title} dictionary="DHL"></keyword></classification>'
    )


def _voting(votes: str) -> str:
    counts = [int(n) for n in votes.split()]
    rows, start = [], 0
    for name, count in zip(("inFavour", "against", "abstaining"), counts, strict=True):
        voters = "".join(
            f'<organization refersTo="memberState">{m}</organization>' for m in MEMBERS[start : start + count]
        )
        rows.append(f'<count value="{count:03d}" refersTo="{name}"><akn4un:voters>{voters}</akn4un:voters></count>')
        start += count
    return f'<analysis source="#un"><parliamentary><voting>{"".join(rows)}</voting></parliamentary></analysis>'


def _workflow(fields: dict[str, str], adopted: date) -> str:
    draft = f"S/{adopted.year}/{fields['number']}"
    sponsors = quoteattr(fields.get("sponsors", "").replace("; ", ", "))
    return (
        f'<workflow source="#un"><step date="{adopted}" outcome="draftResolution" as="{draft}" by={sponsors} />'
        f'<step date="{adopted}" outcome="adopted" as="S/PV.{fields["meeting"]}" '
        f'by="Adopted, {fields["meeting"]}th meeting" /></workflow>'
    )


def _document(kind: str, symbol: str, lang: str, adopted: date, meta: str, cover: str, inside: str) -> bytes:
    return f"""<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0" xmlns:akn4un="http://un.org/akn4un">
<!--Invented: part of the sample world, not a document of the United Nations-->
<statement name="{kind}"><meta><identification source="#SAMPLE"><FRBRWork>
<FRBRdate date="{adopted}" name="adoption"></FRBRdate></FRBRWork><FRBRExpression>
<FRBRlanguage language="{_CODES[lang]}"></FRBRlanguage></FRBRExpression></identification>{meta}</meta>
<coverPage eId="coverPage_1"><p class="upperRight"><docNumber refersTo="#symbol">{escape(symbol)}</docNumber></p>
<p><docDate date="{adopted}" refersTo="#dateOfIssuance">{printed(adopted, lang)}</docDate></p>
{cover}</coverPage>{inside}</statement></akomaNtoso>""".encode()


def _resolution(fields: dict[str, str], lines: list[str], title: str, lang: str, adopted: date) -> bytes:
    preamble, main = _body(lines)
    symbol = f"S/RES/{fields['number']} ({adopted.year})"
    meeting = f'<inline name="adoptionMeeting">{fields["meeting"]}th meeting</inline>'
    name = f"{_SYMBOL_TITLE[lang]} {fields['number']} ({adopted.year})"
    cover = (
        f'<p><docTitle refersTo="#resolutionNumber">\t\t{name}</docTitle></p>'
        f'<p><docTitle refersTo="#adoption">Adopted by the Security Council at its {meeting}, on '
        f'<docDate date="{adopted}" refersTo="#adoptionDate">{printed(adopted, lang)}</docDate></docTitle></p>'
    )
    meta = _keywords({**fields, "title": title}) + _workflow(fields, adopted) + _voting(fields["votes"])
    formula = '<formula name="enactingFormula"><p><span class="italic">The Security Council</span>,</p></formula>'
    inside = f"<preamble>{formula}{preamble}</preamble><mainBody>{main}</mainBody>"
    return _document("resolution", symbol, lang, adopted, meta, cover, inside)


def _statement(today: date) -> SampleFile:
    fields, lines = _fields((WORLD / "statement.txt").read_text(encoding="utf-8"))
    fields = {key: filled(value, today) if key != "adopted" else value for key, value in fields.items()}
    adopted = today + timedelta(days=int(fields["adopted"].strip("{}")))
    opening = (
        f"At the {fields['meeting']}th meeting of the Security Council, held on {printed(adopted, 'en')}, "
        "the President of the Council made the following statement in connection with the item entitled "
        f"“{fields['agenda']}”:"
    )
    paragraphs = "".join(f"<paragraph><content>{_p(line[2:])}</content></paragraph>" for line in lines)
    inside = f"<mainBody><alinea><content>{_p(opening)}</content></alinea>{paragraphs}</mainBody>"
    body = _document("statement", fields["symbol"], "en", adopted, _keywords(fields), "", inside)
    return SampleFile(f"PRST/{adopted.year}/{fields['symbol'].replace('/', '_')}.xml", body, 1)


def files(today: date) -> list[SampleFile]:
    """All files of the sample repository; the newest renewal appears in the second round."""
    found = [_statement(today)]
    for path in sorted(WORLD.glob("9*.txt")):
        number, _, lang = path.stem.partition(".")
        lang = lang or "en"
        fields, _ = _fields((WORLD / f"{number}.txt").read_text(encoding="utf-8"))
        own, lines = _fields(path.read_text(encoding="utf-8"))
        adopted = today + timedelta(days=int(fields["adopted"].strip("{}")))
        title = f"[Sample] {own['title']}"
        body = _resolution(fields, [filled(line, today, lang) for line in lines], title, lang, adopted)
        place = f"{adopted.year}/{_FOLDERS[lang]}/S_RES_{number} ({adopted.year}).xml"
        found.append(SampleFile(place, body, 2 if number == "9004" else 1))
    return found
