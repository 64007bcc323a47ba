"""Words kept while an index stands still: what they tell is what the index says, and nothing outlives a change."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from db.connect import open_reader, open_writer
from db.search import held
from db.search.held import rows_of, words_of
from db.search.plan import COLUMNS
from db.search.search import search
from db.search.wording import Either, Every, Wording, either, every
from db.store.fulltext import flush
from db.store.store import Store
from records.council import CouncilText, Paragraph
from records.news import NewsItem
from records.readings import NewsReading
from tests.db.conftest import NOW, resolution


def text(number: int, *paragraphs: str) -> CouncilText:
    units = tuple(Paragraph(str(i), "operative", p) for i, p in enumerate(paragraphs, 1))
    return resolution(number, symbol=f"S/RES/{number} (2030)", title=f"Karvelia {number}", paragraphs=units)


@pytest.fixture
def file(store: Store, tmp_path: Path) -> Path:
    for number, words in enumerate(("schools and bridges", "bridges of Karvelia", "schools, schools, schools"), 9001):
        store.save_text(
            text(number, f"Notes {words}", "Urges all to build bridges" if number == 9001 else "-"), "", "o", NOW
        )
    return tmp_path / "caac.db"


@pytest.mark.parametrize(
    "wording",
    [
        '"schools"',
        '"bridg"*',
        '"schools and bridges"',
        Either(('"schools"', '"bridges"')),
        Every(('"schools"', '"bridges"')),
        Either((Every(('"schools"', '"bridges"')), '"urges"')),
        'NEAR("bridges" "schools", 3)',
        '"harpsichord"',
    ],
)
def test_words_add_up_to_what_the_index_says(file: Path, wording: Wording) -> None:
    with closing(open_reader(file)) as reader:
        rows = rows_of(reader, "whole_fts")
        told = {int(row): score for row, score in zip(rows.rows, rows.scores(reader, wording), strict=True) if score}
        sql = "SELECT rowid, -rank FROM whole_fts WHERE whole_fts MATCH ? ORDER BY rowid"
        said = dict(reader.execute(sql, (f"{{{COLUMNS['whole_fts']}}} : ({wording})",)).fetchall())
        assert told.keys() == said.keys()
        assert list(told.values()) == pytest.approx(list(said.values()), abs=2e-6)
        sql = "SELECT rowid FROM paragraphs_fts WHERE paragraphs_fts MATCH ? ORDER BY rowid"
        found = [row[0] for row in reader.execute(sql, (str(wording),))]
        assert words_of(reader).told(reader, wording)[0].tolist() == found


def test_a_changed_text_is_found_by_its_new_words_alone(store: Store, file: Path) -> None:
    with closing(open_reader(file)) as reader:
        assert [hit.symbol for hit in search(reader, "bridges Karvelia build").hits][:1] == ["S/RES/9001 (2030)"]
        assert search(reader, "harpsichords").total == 0
        store.save_text(text(9001, "Notes harpsichords"), "", "o", NOW)
        assert search(reader, "harpsichords").total == 1
        assert [hit.symbol for hit in search(reader, "bridges").hits] == ["S/RES/9002 (2030)"]


def test_press_rows_drop_nothing_and_texts_all(store: Store, file: Path) -> None:
    with closing(open_reader(file)) as reader, closing(open_reader(file)) as other:
        before = rows_of(reader, "whole_fts"), rows_of(reader, "texts_fts"), words_of(reader)
        item = NewsItem("paper", "Schools shut", "https://news.example/1", published=NOW)
        store.save_news(item, NewsReading("en", False, False, False), "", NOW)
        assert before == (rows_of(other, "whole_fts"), rows_of(other, "texts_fts"), words_of(other))
        store.save_text(text(9009, "Notes schools"), "", "o", NOW)
        after = rows_of(reader, "whole_fts"), rows_of(reader, "texts_fts"), words_of(reader)
        assert all(old is not new for old, new in zip(before, after, strict=True))


def test_what_is_rolled_back_was_never_kept(store: Store, file: Path) -> None:
    def break_off() -> None:
        with store.batch():
            store.save_text(text(9010, "Notes harpsichords"), "", "o", NOW)
            flush(store.connection)
            assert search(store.connection, "harpsichords").total == 1
            raise KeyError

    with pytest.raises(KeyError):
        break_off()
    assert search(store.connection, "harpsichords").total == 0


def test_two_files_of_the_same_words_are_told_apart(store: Store, file: Path, tmp_path: Path) -> None:
    store.connection.execute("VACUUM INTO ?", (str(tmp_path / "copy.db"),))
    with closing(open_reader(file)) as reader, closing(open_reader(tmp_path / "copy.db")) as other:
        one = words_of(reader)
        assert one is words_of(reader)
        assert one is not words_of(other)


def test_a_search_sees_one_state_whoever_writes_meanwhile(store: Store, file: Path) -> None:
    pending = [text(9001, "Notes lutes"), text(9002, "Notes lutes")]

    def write(statement: str) -> None:
        if pending and "FROM paragraphs WHERE id IN" in statement:
            store.save_text(pending.pop(), "", "o", NOW)
            store.save_text(pending.pop(), "", "o", NOW)

    with closing(open_reader(file)) as reader:
        before = search(reader, "bridges")
        held._kept.cache_clear()
        reader.set_trace_callback(write)
        assert search(reader, "bridges") == before
        assert not pending
        assert not reader.in_transaction
        assert search(reader, "bridges").hits == ()


def made(path: Path, word: str) -> None:
    """A database that differs from another of these by one word, in none of the counts that FTS5 keeps."""
    with closing(open_writer(path)) as db:
        store = Store(db, "test")
        for number in (9001, 9002, 9003):
            store.save_text(text(number, f"Notes {word if number == 9001 else 'bridges'} and trees"), "", "o", NOW)


def found(path: Path, *asked: str) -> list[int]:
    with closing(open_reader(path)) as reader:
        return [search(reader, word).total for word in asked]


def test_another_file_in_the_same_place_answers_for_itself(tmp_path: Path) -> None:
    served, replayed = tmp_path / "caac.db", tmp_path / "caac.replayed"
    made(served, "schools")
    made(replayed, "hamlets")
    assert found(served, "schools", "hamlets") == [1, 0]
    replayed.replace(served)
    assert found(served, "schools", "hamlets") == [0, 1]


def test_a_database_put_back_to_its_backup_answers_for_what_came_after(tmp_path: Path) -> None:
    served = tmp_path / "caac.db"
    made(served, "schools")
    with closing(sqlite3.connect(tmp_path / "backup.db")) as backup, closing(open_reader(served)) as reader:
        reader.backup(backup)
        for word, other in (("castles", "gardens"), ("gardens", "castles")):
            with closing(open_writer(served)) as db:
                Store(db, "test").save_text(text(9002, f"Notes {word} and trees"), "", "o", NOW)
            assert [search(reader, asked).total for asked in (word, other)] == [1, 0]
            with closing(sqlite3.connect(served)) as live:
                backup.backup(live)
            assert search(reader, word).total == 0


def test_memory_is_bounded_by_rows_and_by_words(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(held, "_MOST_ROWS", 3 * held._PER_WORD + 3)
    with closing(open_reader(file)) as reader:
        words = words_of(reader)
        for wording in ('"harpsichord"', '"lute"', '"schools"'):
            words.word(reader, wording)
        assert len(words._known) == 3
        words.word(reader, '"bridges"')
        assert list(words._known) == ['"bridges"']


def test_what_is_asked_first_and_what_is_asked_often_have_one_answer(file: Path) -> None:
    asked = ("schools", "schools bridges", '"schools and bridges"', "bridg* -karvelia", "lang:en schools")
    with closing(open_reader(file)) as reader:
        first = [search(reader, query) for query in asked]
        for _ in range(30):
            assert [search(reader, query) for query in asked] == first
        held._kept.cache_clear()
        assert [search(reader, query) for query in asked] == first


def test_a_tree_says_itself_to_the_index() -> None:
    assert str(every(['"a"', either(['"b"', "", '"b"', '"c"'])])) == '"a" AND ("b" OR "c")'
    assert every(["", '"a"']) == '"a"'
    assert every([]) == either([""]) == ""
