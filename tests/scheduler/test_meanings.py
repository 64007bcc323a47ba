"""Sentence vectors of several languages: asked for once, kept up from then on, each clause found in one language;
gists of the English paragraphs on children."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from db.agreed import AdoptedTexts
from db.connect import open_reader, open_writer
from db.store.store import Store
from reading.council.texts import read_text
from reading.vectors import available, gist, gist_vector, gists_available
from reading.workbench.agreed import nearest
from records.agreed import Wanted
from records.council import CouncilText, Paragraph
from scheduler.derive import derive
from scheduler.meanings import FILE, keep_up, lacking, prepare

NOW = datetime(2032, 5, 1, tzinfo=UTC)
PAIRS = [
    ("Demands that all armed groups release the children they hold;",
     "Exige de tous les groupes armés qu’ils libèrent les enfants qu’ils détiennent ;"),
    ("Welcomes the repair of the lighthouse and of the harbour;",
     "Se félicite de la réparation du phare et du port ;"),
    ("Requests the envoy to report on the harvest of the delta;",
     "Prie l’envoyé de faire rapport sur la récolte du delta ;"),
]  # fmt: skip

pytestmark = pytest.mark.skipif(not available(), reason="the encoder is not installed")


def adopt(folder: Path) -> None:
    with closing(open_writer(folder / "caac.db")) as db:
        store = Store(db, "test")
        with store.batch():
            for n, lang in enumerate(("en", "fr")):
                paragraphs = tuple(Paragraph(str(i), "operative", pair[n]) for i, pair in enumerate(PAIRS, 1))
                text = CouncilText(
                    "resolution", "S/RES/9001 (2031)", lang, "file", "Karvelia", date(2031, 3, 1), paragraphs=paragraphs
                )
                store.save_text(text, "", "", NOW)
                if lang == "en":
                    store.save_text_reading(text.symbol, read_text(text), NOW)
        derive(store, NOW)


def vectors_lacking(public: sqlite3.Connection, folder: Path, languages: Collection[str] = ()) -> list[str]:
    return [text for table, _, text in lacking(public, folder, languages) if table == "vectors"]


def test_a_language_asked_for_once_is_kept_up(tmp_path: Path) -> None:
    adopt(tmp_path)
    with closing(open_reader(tmp_path / "caac.db")) as public:
        assert len(vectors_lacking(public, tmp_path)) == 3
        assert len(vectors_lacking(public, tmp_path, ["fr"])) == 6
        tasks = lacking(public, tmp_path)
        assert sum(prepare(tmp_path, tasks)) == len(tasks)
        assert lacking(public, tmp_path) == []
        assert keep_up(public, tmp_path) == 0


@pytest.mark.skipif(not gists_available(), reason="the second encoder is not installed")
def test_paragraphs_on_children_have_a_gist_made_after_the_vectors(tmp_path: Path) -> None:
    adopt(tmp_path)
    with closing(open_reader(tmp_path / "caac.db")) as public:
        corpus = AdoptedTexts(public, tmp_path / FILE)
        assert keep_up(public, tmp_path, 0.03) == 1
        assert [(table, text) for table, _, text in lacking(public, tmp_path)] == [("gists", PAIRS[0][0])]
        assert not corpus.has_gists()
        draft = "Militias must let the captive youngsters go"
        before = nearest(draft, corpus)[0]
        assert keep_up(public, tmp_path) == 0
        assert list(corpus.by_gist(gist_vector(gist(draft, 300))).values()) == [pytest.approx(0.85, abs=0.1)]
        after = nearest(draft, corpus)[0]
        assert before.adopted == after.adopted
        assert (before.adopted.paragraph, before.meaning) == ("1", after.meaning)
        assert before.score != after.score


def test_a_draft_finds_each_clause_by_meaning_once_in_its_own_language(tmp_path: Path) -> None:
    adopt(tmp_path)
    with closing(open_reader(tmp_path / "caac.db")) as public:
        corpus = AdoptedTexts(public, tmp_path / FILE)
        french = "Les milices doivent remettre en liberté les jeunes qu’elles ont capturés"
        for _ in prepare(tmp_path, lacking(public, tmp_path, ["fr"])):
            pass
        near = nearest(french, corpus)
        assert (near[0].adopted.lang, near[0].adopted.paragraph) == ("fr", "1")
        assert near[0].meaning
        clauses = [(one.adopted.symbol, one.adopted.paragraph) for one in near]
        assert len(clauses) == len(set(clauses)), "no paragraph stands twice, in two languages"
        assert all((one.adopted.symbol, one.adopted.paragraph) not in one.also for one in near)
        english = nearest("Free the youngsters whom the militias have seized", corpus, 1, Wanted(lang="fr"))
        assert english[0].adopted.text == PAIRS[0][1]
