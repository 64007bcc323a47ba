"""Akoma Ntoso files of an invented country, built by hand for the tests."""

from __future__ import annotations

NAMESPACES = 'xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0" xmlns:akn4un="http://un.org/akn4un"'

META = """
<meta>
  <identification source="#DGACM">
    <FRBRWork>
      <FRBRuri value="/akn/un/statement/deliberation/unsc/{day}/9001-2031/"/>
      <FRBRdate date="{day}" name="adoption"/>
    </FRBRWork>
    <FRBRExpression><FRBRlanguage language="{lang}"/></FRBRExpression>
  </identification>
  <classification source="DHLAUTH">
    <keyword value="X" showAs="LIGHTHOUSES" dictionary="UNBIS Thesaurus"/>
    <keyword value="boats" showAs="boats" dictionary="UNBIS"/>
    <keyword refersTo="agenda" value="X" showAs="The situation in Karvelia." dictionary="S/"/>
    <keyword refersTo="title" value="X" showAs="Security Council resolution 9001 (2031) [on ferries]" dictionary="DHL"/>
  </classification>
  <workflow source="#un">
    <step date="2031-05-04" outcome="draftResolution" as="S/2031/77" by="Norway and Bosnia and Herzegovina"/>
    <step date="0001-01-01" outcome="draftResolutionAdditionalSponsors" by="Chile"/>
    <step date="2031-05-04" outcome="adopted" as="S/PV.11999" by="Adopted 13-0-2, 11999th meeting"/>
  </workflow>
  <analysis source="#un"><parliamentary><voting>
    <count value="013" refersTo="inFavour"><akn4un:voters>
      <organization refersTo="memberState">NORWAY</organization></akn4un:voters></count>
    <count value="002" refersTo="abstaining"><akn4un:voters>
      <organization refersTo="memberState">CHILE</organization>
      <organization refersTo="memberState">KENYA</organization></akn4un:voters></count>
  </voting></parliamentary></analysis>
</meta>"""

COVER = """
<coverPage>
  <p><span><docAuthority refersTo="#publisher">United Nations</docAuthority></span></p>
  <p class="upperRight">{number}</p>
  <p><docDate date="2031-05-04" refersTo="#dateOfIssuance">4 May 2031</docDate></p>
  <p xml:space="preserve"><docTitle refersTo="#resolutionNumber">\t\tResolution 9001 (2031) </docTitle></p>
  <p xml:space="preserve"><docTitle refersTo="#adoption">{adopted}</docTitle></p>
</coverPage>"""

NUMBER = '<docNumber refersTo="#symbol">S/RES/9001(2031)</docNumber>'
ADOPTED = (
    'Adopted by the Security Council at its <inline name="adoptionMeeting" title="11999th">11999th meeting</inline>, '
    'on<docDate date="{day}" refersTo="#adoptionDate">4\u00a0May 2031</docDate>'
)


def paragraph(text: str, number: str = "", tag: str = "content") -> str:
    """A paragraph as the UN's files have them."""
    num = f"<num>{number}</num>" if number else ""
    return f'<paragraph>{num}<{tag}><p xml:space="preserve">\t{text}</p></{tag}></paragraph>'


def heading(text: str) -> str:
    """A heading that is only bold text, as in many files."""
    return f'<paragraph><content><p xml:space="preserve"><span class="bold">\t{text}</span></p></content></paragraph>'


def points(intro: str, *items: tuple[str, str], number: str = "", end: str = "") -> str:
    """A paragraph with a list."""
    num = f"<num>{number}</num>" if number else ""
    inside = "".join(f"<point><num>{n}</num><content><p>{t}</p></content></point>" for n, t in items)
    wrap = f"<wrapUp><p>{end}</p></wrapUp>" if end else ""
    return f"<paragraph>{num}<list><intro><p>{intro}</p></intro>{inside}{wrap}</list></paragraph>"


def resolution(
    body: str,
    preamble: str = "",
    attachments: str = "",
    day: str = "2031-05-04",
    lang: str = "eng",
    number: str = NUMBER,
    adopted: str = ADOPTED,
    meta: str = META,
    kind: str = "resolution",
) -> bytes:
    """A whole file."""
    containers = "".join(f"<container><p>{clause}</p></container>" for clause in preamble.split("|") if clause)
    return (
        f'<akomaNtoso {NAMESPACES}><statement name="{kind}">{meta.format(day=day, lang=lang)}'
        f"{COVER.format(number=number, adopted=adopted.format(day=day))}"
        f'<preamble><formula name="enactingFormula"><p><span class="italic">The Security Council</span>,</p></formula>'
        f"{containers}</preamble><mainBody>{body}</mainBody>{attachments}</statement></akomaNtoso>"
    ).encode()
