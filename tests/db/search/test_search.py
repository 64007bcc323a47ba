"""One search over texts, paragraphs and news: what comes first, what is marked, what any query does."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db.connect import open_writer
from db.search.search import Answer, search
from db.search.snippets import marked_places, snippet, sought
from db.search.words import also, close
from db.store.store import Store
from records.council import CouncilText, Paragraph
from records.news import NewsItem
from records.query import parse
from records.readings import NewsReading, Provision, TextReading
from tests.db.conftest import NOW, resolution


def text(number: int, title: str, *paragraphs: str, lang: str = "en", kind: str = "resolution") -> CouncilText:
    symbol = f"S/RES/{number} ({2020 + number % 10})" if kind == "resolution" else f"S/PRST/2030/{number}"
    units = tuple(Paragraph(str(i), "operative", p) for i, p in enumerate(paragraphs, 1))
    return resolution(
        number, symbol=symbol, kind=kind, lang=lang, title=title, agenda_item="", subjects=(), paragraphs=units
    )


TEXTS = (
    text(9001, "Children and armed conflict", "Demands an end to the use of schools by armed forces",
         "Requests pre-deployment training of all troops on the protection of children"),
    text(9002, "The situation in Karvelia", "Urges the parties to release all abducted girls and boys",
         "Calls for training", "Recalls resolution 9001 (2021)"),
    text(9003, "Reports of the Secretary-General on Karvelia", "Extends the mandate of the Mission until 1 May 2031"),
    text(9001, "Enfants et conflits armés", "Exige que les écoles et les hôpitaux soient épargnés", lang="fr"),
    text(9001, "儿童与武装冲突", "要求保护儿童和学校", lang="zh"),
    text(9001, "الأطفال والنزاع المسلح", "يطالب بحماية الأَطفال والمدارس", lang="ar"),
    text(9002, "", "Призывает освободить похищенных детей", lang="ru"),
    text(8, "Statement by the President", "The Council condemns attacks on schools", kind="statement"),
)  # fmt: skip


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    db = open_writer(Path(tmp_path_factory.mktemp("search")) / "caac.db")
    store = Store(db, "1")
    with store.batch():
        for expression in TEXTS:
            store.save_text(expression, "", "official", NOW)
        reading = TextReading(
            provisions=(Provision("1", 3, ("abduction",), "urge", "girls", 0, 5, "r"),), situations=("XXA",),
            mandates=("UNMIKAR",),
        )  # fmt: skip
        store.save_text_reading("S/RES/9002 (2022)", reading, NOW)
        for number in range(30):
            item = NewsItem(
                f"paper{number % 3}", f"Boys taken from a school near the river, day {number}",
                f"https://news.example/{number}", summary="Armed men came at night.",
                published=NOW - timedelta(days=40 * number),
            )  # fmt: skip
            violations = ("abduction",) if number % 2 else ()
            store.save_news(
                item, NewsReading("en", True, True, number % 2 == 1, violations=violations, countries=("XXA",)), "", NOW
            )
    yield store
    db.close()


def ask(world: Store, query: str, limit: int = 20, offset: int = 0) -> Answer:
    return search(world.connection, query, limit, offset)


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("9001", "S/RES/9001 (2021)"),
        ("S/RES/9003", "S/RES/9003 (2023)"),
        ("resolution 9002 (1999)", "S/RES/9002 (2022)"),
        ("S/PRST/2030/8", "S/PRST/2030/8"),
        ("children and armed conflict", "S/RES/9001 (2021)"),
        ("use of schools by armed forces", "S/RES/9001 (2021)"),
        ('"armed forces"', "S/RES/9001 (2021)"),
        ("Karvelia mandate", "S/RES/9003 (2023)"),
        ("Karvelia until 1 May 2031", "S/RES/9003 (2023)"),
        ("what about the abducted girls of Karvelia xylophone", "S/RES/9002 (2022)"),
        ("pre-deployment trainings", "S/RES/9001 (2021)"),
        ("abducted girls", "S/RES/9002 (2022)"),
        ("écoles hôpitaux", "S/RES/9001 (2021)"),
        ("ECOLES", "S/RES/9001 (2021)"),
        ("保护儿童", "S/RES/9001 (2021)"),
        ("الاطفال", "S/RES/9001 (2021)"),
        ("освобождение похищенный ребенок дети", "S/RES/9002 (2022)"),
        ("похищенные дети", "S/RES/9002 (2022)"),
        ("troop* train*", "S/RES/9001 (2021)"),
        ("kind:statement schools", "S/PRST/2030/8"),
        ("mandate:UNMIKAR", "S/RES/9002 (2022)"),
        ("situation:XXA kind:resolution", "S/RES/9002 (2022)"),
        ("child:3", "S/RES/9002 (2022)"),
        ("theme:abduction girls", "S/RES/9002 (2022)"),
        ("schools -forces kind:statement,resolution lang:en", "S/PRST/2030/8"),
    ],
)
def test_what_comes_first(world: Store, query: str, first: str) -> None:
    assert ask(world, query).hits[0].symbol == first


@pytest.mark.parametrize(
    ("word", "other"),
    [
        ("survivor-centred", "survivor centered"),
        ("demobilization", "demobilisation"),
        ("programmes", "programs"),
        ("pre-deployment", "predeployment"),
        ("MONUC", "monusco"),
    ],
)
def test_other_spellings_and_names(word: str, other: str) -> None:
    assert other in [term.text for term in also(parse(word).groups[0][0])]


def test_languages(world: Store) -> None:
    assert ask(world, "écoles").hits[0].lang == "fr"
    assert {h.lang for h in ask(world, "lang:zh").hits} == {"zh"}
    assert ask(world, "children lang:fr").hits == ()


def test_marks_fall_on_the_printed_words(world: Store) -> None:
    assert "\x02écoles\x03 et les \x02hôpitaux\x03" in ask(world, "ecoles hopitaux").hits[0].snippet
    assert "\x02الأَطفال\x03" in ask(world, "الاطفال lang:ar").hits[0].snippet
    assert "保护" in ask(world, "保护儿童").hits[0].snippet
    assert "\x02保护儿童\x03" in ask(world, "保护儿童").hits[0].snippet
    assert "\x02похищенных детей\x03" in ask(world, "похищенные дети").hits[0].snippet
    hit = ask(world, "abducting girl kind:paragraph").hits[0]
    assert (hit.kind, hit.reference) == ("paragraph", "1")
    assert "\x02abducted girls\x03" in hit.snippet


def test_a_phrase_is_marked_whole_and_only_there() -> None:
    (places,) = marked_places(["forces armed, armed forces"], sought([parse('"armed forces"').groups[0][0]]))
    assert [tuple(p) for p in places] == [(14, 19), (20, 26)]


def test_news_filters_and_order(world: Store) -> None:
    answer = ask(world, "boys school violation:abduction", limit=5)
    assert all(h.violations == ("abduction",) for h in answer.hits if h.kind == "news")
    assert sum(h.kind == "news" for h in answer.hits) >= 4
    assert answer.total == 15
    assert ask(world, "kind:news source:paper1").total == 10
    years = {h.date[:4] for h in ask(world, "kind:news year:2029").hits}
    assert years == {"2029"}
    assert (
        ask(world, "kind:news year:2000..2029").total
        == ask(world, "kind:news").total - ask(world, "kind:news year:2030").total
    )
    newest = [h.date for h in ask(world, "kind:news").hits]
    assert newest == sorted(newest, reverse=True)


def test_facets_count_what_is_there(world: Store) -> None:
    facets = {f.field: dict(f.values) for f in ask(world, "schools").facets}
    assert facets["kind"] == {"news": 30, "paragraph": 2, "resolution": 1, "statement": 1}
    assert facets["violation"] == {"abduction": 15}
    assert facets["source"]["paper0"] == 10
    paragraphs = {f.field: dict(f.values) for f in ask(world, "schools kind:paragraph").facets}
    assert paragraphs["kind"] == {"paragraph": 2}


QUERIES = ("schools", "boys", "training", "abducted girls Karvelia xylophone", "kind:resolution")


@pytest.mark.parametrize("query", QUERIES)
def test_facets_add_up_to_what_was_found(world: Store, query: str) -> None:
    answer = ask(world, query)
    facets = {f.field: dict(f.values) for f in answer.facets}
    facets["kind"].pop("paragraph", None)
    assert sum(facets["kind"].values()) == sum(facets["year"].values()) == answer.total


def test_pages_do_not_overlap(world: Store) -> None:
    pages = [[h.key for h in ask(world, "boys", 7, at).hits] for at in range(0, 35, 7)]
    listed = [key for page in pages for key in page]
    assert len(listed) == len(set(listed)) == 31
    assert ask(world, "boys", 7, 10**9).hits == ()


def test_suggestions_when_nothing_is_found(world: Store) -> None:
    assert "school" in " ".join(ask(world, "shcool").suggestions)
    assert ask(world, "S/RES/8999").suggestions[0] == "S/RES/9001 (2021)"
    assert ask(world, "schools lang:es").suggestions == ("schools",)
    assert ask(world, "xqzvy").hits == ()


def test_a_phrase_that_stands_nowhere(world: Store) -> None:
    answer = ask(world, '"use of schools by soldiers" armed')
    assert answer.unprinted == ("use of schools by soldiers",)
    assert answer.suggestions == ('"use of schools" armed', "use of schools by soldiers armed")
    assert answer.relaxed
    assert answer.hits[0].symbol == "S/RES/9001 (2021)"
    assert "\x02use\x03 of \x02schools\x03 by \x02armed\x03" in answer.hits[0].snippet
    assert ask(world, '"use of schools"').unprinted == ()
    assert ask(world, '"xqzvy yvzqx"').hits == ()
    assert ask(world, '"by the xqzvy"').suggestions == ("by the xqzvy",)  # "by the" stands, but says nothing
    assert len(ask(world, '"armed forces xqzvy yvzqx zqxvy"').suggestions) == 1
    assert ask(world, '"Les Écoles et les Hôpitaux détruits"').suggestions[0] == '"Écoles et les Hôpitaux"'


def test_words_of_a_phrase_close_together_stand_for_it(world: Store) -> None:
    assert str(close(parse('"armed forces" schools'))) == 'NEAR("armed" "forces", 5) AND "schools"'
    assert close(parse("armed forces")) == ""
    hit = next(h for h in ask(world, '"girls and boys" Karvelia').hits if h.symbol == "S/RES/9002 (2022)")
    assert "\x02girls and boys\x03" in hit.snippet.replace("\x03 and \x02", " and ")


def test_snippets_do_not_say_the_title_again(world: Store) -> None:
    assert ask(world, "situation:XXA kind:resolution").hits[0].snippet.startswith("Urges the parties")
    assert {hit.snippet for hit in ask(world, "kind:news").hits} == {"Armed men came at night."}


def test_nothing_asked(world: Store) -> None:
    assert ask(world, "").hits == ask(world, '"" ((').hits == ()


def test_stop_words_do_not_hide_the_subject(world: Store) -> None:
    assert ask(world, "what is said about the use of schools?").hits[0].symbol == "S/RES/9001 (2021)"
    assert ask(world, "the of").total >= 0


_ODD = st.text(max_size=40) | st.lists(
    st.sampled_from(
        ['"', "-", "*", ":", "(", ")", "OR", "NOT", "AND", "year:2021", "situation:XXA", "lang:fr", "-kind:news", "a",
         "school", "儿童", "S/RES/9001", "9001", "NEAR(a b)", "^", "{title}:", "\x00", "’", "+", "..", "٣", "²", "Ⅷ",
         "🧒🏽", "children", "text:x", "tags", "'; --", "%", "_", "mandate:%", "party:'", "source:x", "theme:abduction",
         "child:2", "part:operative", "\ud800"]
    ),
    max_size=8,
).map(" ".join)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(_ODD)
def test_any_query_has_an_answer(world: Store, query: str) -> None:
    answer = ask(world, query, limit=5)
    assert len(answer.hits) <= 5
    assert all("".join(t for t, _ in hit.segments) for hit in answer.hits)


def test_snippets_hold_every_character_they_claim() -> None:
    random.seed(7)
    body = " ".join(random.choice(["school", "girls", "the", "mandate", "é"]) for _ in range(400))
    (places,) = marked_places([body], sought([parse("school").groups[0][0]]))
    pieces = snippet(body, places)
    plain = "".join(t for t, _ in pieces).strip("… ")
    assert plain in body
    assert len(plain) <= 260
    assert {t for t, marked in pieces if marked} <= {"school", *("school " * n + "school" for n in range(1, 9))}


def test_relaxed_search_says_so(world: Store) -> None:
    answer = ask(world, "abducted girls Karvelia xylophone")
    assert answer.relaxed
    assert answer.hits[0].symbol == "S/RES/9002 (2022)"
    assert not ask(world, "boys").relaxed


def test_index_follows_changes(world: Store) -> None:
    item = NewsItem("paperx", "Zeppelin over the river", "https://news.example/z", published=NOW)
    world.save_news(item, NewsReading("en", False, False, False), "", NOW)
    assert ask(world, "zeppelin").total == 1
    world.save_news(replace(item, title="Balloon over the river"), NewsReading("en", False, False, False), "", NOW)
    assert ask(world, "zeppelin").total == 0
    assert ask(world, "source:paperx").hits[0].snippet == ""


def test_the_council_is_the_default_and_others_are_asked_for(store: Store) -> None:
    report = resolution(
        kind="other", symbol="A/80/9001-S/2026/9001", title="Harpsichords in Karvelia", body="UNSG",
        paragraphs=(Paragraph("1", "operative", "The harpsichords of the schools were burnt."),),
    )  # fmt: skip
    store.save_text(report, "", "official", NOW)
    store.save_text(text(9004, "On harpsichords", "Calls for harpsichords"), "", "official", NOW)

    def found(query: str) -> list[str]:
        return [hit.symbol for hit in ask(store, query).hits]

    assert found("harpsichords") == ["S/RES/9004 (2024)"]
    assert found("harpsichords kind:other") == ["A/80/9001-S/2026/9001"]
    assert found("harpsichords year:2020..2040") == ["S/RES/9004 (2024)"]
    assert "A/80/9001-S/2026/9001" in found("A/80/9001-S/2026/9001")
    assert "A/80/9001-S/2026/9001" in found("S/2026/9001")
