"""`caac labels`: corrections of labels by people; they win over every reading and survive a replay."""

from __future__ import annotations

import getpass

import click

from caac.context import Data, json_option, now, pass_data, print_json, say
from db.store.overrides import Override, check
from db.store.store import Store
from records.errors import NotFound


@click.group()
def command() -> None:
    """Correct the labels of news items, with a reason."""


@command.command("set")
@click.argument("number", type=int)
@click.argument("field")
@click.argument("value")
@click.option("--reason", required=True, help="Why, in words a later reader understands.")
@click.option("--by", default=None, help="Who corrects [login name].")
@pass_data
def set_label(data: Data, number: int, field: str, value: str, reason: str, by: str | None) -> None:
    """Set FIELD of news item NUMBER to VALUE: yes or no, a word, a list with spaces ("abduction recruitment_use")."""
    with data.reader() as connection:
        row = connection.execute('SELECT "key" FROM news WHERE id = ?', (number,)).fetchone()
    if row is None:
        raise NotFound("news item", str(number))
    value = {"true": "1", "yes": "1", "false": "0", "no": "0"}.get(value.strip().lower(), value.strip())
    override = Override("news", row[0], field, value, reason, by or getpass.getuser(), now())
    check(override)
    archive = data.archive()
    archive.log(override)
    archive.sync()
    with data.writer() as db:
        Store(db).apply_override(override)
    say(f"news {number}: {field} is now {value or '(empty)'}")


@command.command("list")
@json_option
@pass_data
def list_labels(data: Data, as_json: bool) -> None:
    """All corrections, oldest first."""
    with data.reader() as connection:
        rows = connection.execute(
            'SELECT news.id, o."key", o.field, o.value, o.reason, o."by", o.at FROM label_overrides o'
            ' LEFT JOIN news ON news."key" = o."key" ORDER BY o.at, o.id'
        ).fetchall()
    names = ("id", "key", "field", "value", "reason", "by", "at")
    found = [dict(zip(names, row, strict=True)) for row in rows]
    if as_json:
        print_json(found)
        return
    for row in found:
        click.echo(
            f"{row['at']}  news {row['id'] or '(gone)'}  {row['field']} = {row['value']}  {row['by']}: {row['reason']}"
        )
