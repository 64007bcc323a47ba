"""The views for analysts, on a few invented texts."""

from __future__ import annotations

from db.store.store import Store
from tests.db.conftest import NOW, resolution


def test_views_count_what_they_say(store: Store) -> None:
    for text in (
        resolution(9001),
        resolution(9001, "fr"),
        resolution(9002, "fr"),
        resolution(9003, paragraphs=()),
        resolution(9004),
    ):
        store.save_text(text, "d" * 64, "sample", NOW)
    run = store.connection.execute
    run("UPDATE resolutions SET child_grade = 3, cited_by = 2 WHERE number = 9001")

    def rows(sql: str) -> list[tuple[object, ...]]:
        return [tuple(row) for row in run(sql)]

    # 9002 is held in French alone and 9003 by its facts: neither can be graded.
    assert rows("SELECT * FROM resolutions_per_year") == [(2030, 1, 4, 2, 1, 1, 50.0)]
    assert rows("SELECT country, year, kind, votes, yes, no, abstain, absent FROM votes_by_country") == [
        ("Graustark", 2030, "resolution", 4, 0, 0, 4, 0),
        ("Ruritania", 2030, "resolution", 4, 4, 0, 0, 0),
    ]
    assert rows("SELECT number, cited_by FROM most_cited") == [(9001, 2)]
    assert rows("SELECT number, en, fr, zh FROM languages_by_resolution ORDER BY number") == [
        (9001, 1, 1, 0), (9002, 0, 1, 0), (9003, 0, 0, 0), (9004, 1, 0, 0)
    ]  # fmt: skip
    assert rows("SELECT resolutions, en, fr, all_six FROM languages_by_year") == [(4, 2, 2, 0)]
    run("UPDATE resolutions SET languages = 'fr'")
    assert rows("SELECT with_text, percent_mentioning FROM resolutions_per_year") == [(0, None)]
