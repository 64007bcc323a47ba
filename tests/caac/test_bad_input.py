"""The workbench on the command line, given what is wrong: one clear line, never a trace."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from click.testing import CliRunner, Result

from caac.main import cli
from db.connect import open_writer
from db.store.store import Store
from records.council import CouncilText
from records.errors import CaacError
from tests.datasette_config.world import AT, build

Run = Callable[..., Result]


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """A command over the invented world."""
    folder = tmp_path_factory.mktemp("bad")
    build(folder / "caac.db")
    db = open_writer(folder / "caac.db")
    known = CouncilText("resolution", "S/RES/8999 (2024)", "en", "library", "Sample facts", date(2024, 1, 30), 9900)
    Store(db, "test").save_text(known, "", "", AT)
    db.close()
    return lambda *words: CliRunner().invoke(cli, ["--data", str(folder), *words])


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["compare", "9001", "9999"], "unknown resolution '9999'; the nearest is S/RES/9002 (2026)"),
        (["compare", "S/RES/9O01", "9002"], "unknown symbol 'S/RES/9O01'; the nearest is S/RES/9001 (2025)"),
        (["compare", "99999", "9002"], "the nearest is S/RES/9002 (2026)"),
        (["compare", "S/PRST/2026/92", "9002"], "the nearest is S/PRST/2026/91"),
        (["compare", "", "9002"], "unknown symbol ''"),
        (["compare", "9001", "9002", "--lang", "fr"], "not held in language 'fr'; it is held in en"),
        (["agreed", "herons", "--lang", "fr"], "no adopted text is held in language 'fr'; held are en, ar"),
        (["agreed", "herons", "--years", "20x"], "years are written 2014, 2014-2020 or 2014-, not '20x'"),
        (["agreed", "herons", "--years", "2020-2014"], "end before they begin"),
        (["agreed", "herons", "--mandate", "UNMIKOR"], "unknown mandate 'UNMIKOR'; the nearest is UNMIKAR"),
        (["agreed", "herons", "--languages", "ar"], "says what --prepare prepares"),
        (["agreed", "--prepare", "--languages", "xx"], "no adopted text is held in language 'xx'"),
        (["agreed"], "a draft paragraph is needed"),
        (["provisions", "9999"], "the nearest is S/RES/9002 (2026)"),
        (["provisions", "8999"], "the words of S/RES/8999 (2024) are not held, only facts about it"),
        (["asks", "show", "nothing"], "unknown ask 'nothing'"),
    ],
)  # fmt: skip
def test_what_is_unknown_is_said_with_the_nearest(run: Run, words: list[str], said: str) -> None:
    done = run(*words)
    assert isinstance(done.exception, CaacError)
    assert said in str(done.exception)
    assert done.stdout == ""


@pytest.mark.parametrize(
    ("draft", "said"),
    [
        ("", "holds no word"),
        ("  !?  ", "holds no word"),
        ("zyzzyva", "no adopted wording shares a word"),
        ("protection " * 4600, "only the first 4,000 characters"),
    ],
    ids=["empty", "signs", "unknown word", "50,000 characters"],
)
def test_odd_drafts_are_answered(run: Run, draft: str, said: str) -> None:
    done = run("agreed", draft)
    assert (done.exit_code, done.exception) == (0, None)
    assert said in done.stderr


def test_one_word_is_a_draft(run: Run) -> None:
    assert ", paragraph 2 (" in run("agreed", "advisers", "--limit", "1").stdout


def test_a_text_compared_with_itself_is_said_to_be(run: Run) -> None:
    done = run("compare", "9002", "9002")
    assert done.exit_code == 0
    assert "compared with itself" in done.stderr
    assert "dropped" not in done.stdout


def test_texts_without_numbers_are_compared(run: Run) -> None:
    done = run("compare", "S/PRST/2026/91", "9002")
    assert done.exit_code == 0
    assert "1 dropped" in done.stdout
