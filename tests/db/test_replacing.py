"""A rebuilt database in the place of the former one: nobody misses anything, nobody is told anything twice."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

import pytest

from alerts.audit import audit
from alerts.round import only_one, run
from alerts.settings import Settings
from alerts.subscribing import subscribe
from db.connect import open_reader
from db.private.outbox import matches_of
from db.private.subscriptions import open_private, set_state, subscription
from db.replacing import renumbered, replace, replacing
from records.alerts import Subscription
from records.errors import StoreError
from tests.alerts.world import NOW, news, storing


def write(folder: Path, numbers: Iterable[int]) -> Path:
    folder.mkdir(exist_ok=True)
    with storing(folder) as store:
        for number in numbers:
            news(store, number, f"Pupils taken {number}")
    return folder / "caac.db"


def test_cursors_follow_what_lies_behind_them(tmp_path: Path) -> None:
    old, new = write(tmp_path / "old", range(1, 7)), write(tmp_path / "new", [0, 2, 1, 5, 6, 7])
    assert renumbered(old, new, {0, 2, 4, 6}) == {0: 0, 2: 3, 4: 3, 6: 6}


def told(private: Path, name: str) -> list[str]:
    with closing(open_private(private)) as db:
        return sorted(match.title for match in matches_of(db, subscription(db, name).id))


@pytest.mark.parametrize("rebuilt", [[1, 2, 3, 4], [2, 4], [0, 10, 11, 12, 1, 2, 3, 4]])
def test_a_rebuild_that_numbers_anew_neither_loses_nor_repeats(tmp_path: Path, rebuilt: list[int]) -> None:
    """Two alerts set after the second report; one is paused when the third and fourth come."""
    public, private = write(tmp_path, [1, 2]), tmp_path / "private.db"
    for name in ("steady", "paused"):
        subscribe(private, public, name, "pupils", ["feed"], NOW, None, Subscription(name, "pupils", ("news",)))
    write(tmp_path, [3])
    with closing(open_private(private)) as db:
        set_state(db, "paused", "paused")
    run(public, private, NOW, Settings())
    write(tmp_path, [4])
    replace(public, write(tmp_path / "fresh", rebuilt), private)
    write(tmp_path, [20])
    with closing(open_private(private)) as db:
        set_state(db, "paused", "active")
    run(public, private, NOW, Settings())
    new = sorted({3, 4, 20} & {*rebuilt, 20})
    assert told(private, "paused") == sorted(f"Pupils taken {number}" for number in new)
    assert told(private, "steady") == sorted(f"Pupils taken {number}" for number in (3, 4, 20))
    with closing(open_private(private)) as db, closing(open_reader(public)) as connection:
        assert audit(connection, db) == []


def test_a_former_file_that_cannot_be_read_is_replaced_all_the_same(tmp_path: Path) -> None:
    public, private = write(tmp_path, [1]), tmp_path / "private.db"
    subscribe(private, public, "a", "pupils", ["feed"], NOW)
    public.write_bytes(b"no database at all" * 100)
    replace(public, write(tmp_path / "fresh", [1]), private)
    with closing(open_reader(public)) as connection:
        assert connection.execute("SELECT count(*) FROM news").fetchone()[0] == 1


def test_nobody_writes_what_is_being_replaced(tmp_path: Path) -> None:
    public = write(tmp_path, [1])
    with replacing(public), pytest.raises(StoreError, match="another process is writing"):
        write(tmp_path, [2])
    with (
        only_one(tmp_path / "private.db"),
        pytest.raises(StoreError, match="at work"),
        only_one(tmp_path / "private.db"),
    ):
        pass
