"""A record matches a subscription exactly when the site's search would find it by all its words."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from alerts.match import All, Batch, Field, Some, Term, Wanted, Without
from alerts.wanted import parsed, wanted, words_of
from db.alertable.items import changed_since, items
from db.connect import open_reader
from db.search.plan import news_plan
from db.search.stems import stems
from db.search.words import strict
from records.alerts import Item, Passage, Subscription
from tests.alerts.world import news, storing

WORDS = [
    "child",
    "children",
    "school",
    "schools",
    "abducted",
    "abduction",
    "écoles",
    "М23",
    "дети",
    "الأطفال",
    "安理会",
    "x1",
]
TITLES = [" ".join(WORDS[(n * k) % len(WORDS)] for k in range(1, 5)) for n in range(1, 25)]
QUERIES = st.lists(
    st.tuples(st.sampled_from(["", "-", "OR "]), st.sampled_from([*WORDS, "schoo*", "abduc*", '"school abducted"'])),
    min_size=1,
    max_size=4,
).map(lambda parts: " ".join(f"{sign}{word}" for sign, word in parts))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("match")
    with storing(made) as store:
        for number, title in enumerate(TITLES):
            violations = ("abduction",) if number % 2 else ()
            news(store, number, title, f"{WORDS[number % 12]} again", violations=violations, countries=("COD",))
    return made


def batch(folder: Path, query: str) -> tuple[Batch, Wanted]:
    with closing(open_reader(folder / "caac.db")) as connection:
        found = items(connection, changed_since(connection, 0, 1000)[0])
    texts = [*words_of([parsed(query)]), *{passage.text for item in found for passage in item.passages}]
    known = dict(zip(texts, stems(texts), strict=True))
    return Batch(found, known), wanted(Subscription("s", query, ("news",)), known)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(query=QUERIES, more=st.sampled_from(["", " violation:abduction", " situation:COD", " -violation:abduction"]))
def test_matching_is_the_sites_search(folder: Path, query: str, more: str) -> None:
    asked = parsed(query + more)
    looked, want = batch(folder, query + more)
    if not asked.groups:
        return
    plan = news_plan(asked, str(strict(asked)))
    assert plan is not None
    sql = "SELECT n.title FROM news_fts f JOIN news n ON n.id = f.rowid WHERE news_fts MATCH ?"
    conditions = "".join(f" AND {condition}" for condition in plan.conditions)
    with closing(open_reader(folder / "caac.db")) as connection:
        rows = connection.execute(sql + conditions, [plan.match, *plan.values]).fetchall()
    assert sorted(item.title for item in looked.matching(want)) == sorted(row[0] for row in rows)


def unit(text: str, lang: str = "en", number: int = 0) -> Passage:
    return Passage("title", text, lang, number)


def item(key: str, *passages: Passage, seq: int = 1, **fields: frozenset[str]) -> Item:
    return Item("news", key, seq, key, passages, fields, "reported", key, frozenset({"news"}))


def matching(expression: object, *found: Item, **more: object) -> list[str]:
    texts = [passage.text for one in found for passage in one.passages]
    known = dict(zip(texts, stems(texts), strict=True))
    asked = replace(Wanted(1, frozenset({"news"}), frozenset(), expression), **more)  # type: ignore[arg-type]
    return [one.key for one in Batch(found, known).matching(asked)]


TWO = (item("a", unit("school bus"), situation=frozenset({"COD"})), item("b", unit("bus"), unit("school", "fr", 1)))


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        (Term(("school",)), ["a", "b"]),
        (All((Term(("school",)), Term(("bu",)))), ["a"]),
        (Term(("school", "bu")), ["a"]),
        (Term(("school", "b"), prefix=True), ["a"]),
        (Term(("bu", "school")), []),
        (Some((Term(("nothing",)), Field("situation", frozenset({"cod"})))), ["a"]),
        (Without(Field("situation", frozenset({"cod"}))), ["b"]),
        (Term(()), ["a", "b"]),
        (All(()), ["a", "b"]),
    ],
)
def test_expressions(expression: object, expected: list[str]) -> None:
    assert matching(expression, *TWO) == expected


def test_only_what_is_new_in_the_languages_and_kinds_asked_for() -> None:
    school = Term(("school",))
    assert matching(school, *TWO, languages=frozenset({"fr"})) == ["b"]
    assert matching(school, *TWO, cursor=1) == []
    assert matching(school, item("c", unit("school"), seq=0), cursor=1) == ["c"]
    assert matching(school, *TWO, kinds=frozenset({"story"})) == []
