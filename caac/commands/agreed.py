"""`caac agreed`: adopted wording nearest to a draft."""

from __future__ import annotations

import json
import sqlite3
import sys
from collections.abc import Iterator
from typing import TextIO

import click

from caac.context import Data, json_option, pass_data, print_json, progress, say
from db.agreed import AdoptedTexts
from db.wanted import check, chosen
from reading.workbench.agreed import MOST_DRAFT, nearest
from records.agreed import Near, Wanted, years
from records.errors import BadInput
from scheduler.meanings import FILE, lacking, prepare, seconds

#: A batch prepares missing vectors first; one draft only when that takes not many seconds.
_SOON = 10


@click.command()
@click.argument("draft", required=False)
@click.option("--limit", default=10, show_default=True, type=click.IntRange(1, 200), help="How many answers.")
@click.option("--batch", type=click.File("r", encoding="utf-8"), help="JSON Lines {id, text}; - for standard input.")
@click.option("--years", "span", default="", help="Adopted in these years: 2014, 2014-2020, 2014-.")
@click.option("--part", type=click.Choice(["preamble", "operative", "annex"]), help="Only this part of a text.")
@click.option("--mandate", default="", help="Only texts of this mission or sanctions regime.")
@click.option("--children", is_flag=True, help="Only paragraphs that concern children.")
@click.option("--lang", default="", help="Only paragraphs in this language (en, fr, es, ru, ar, zh).")
@click.option("--prepare", "preparing", is_flag=True, help="Make the sentence vectors that are missing, then go on.")
@click.option("--languages", default="", help="With --prepare: these languages too, from now on: fr,es or all.")
@json_option
@pass_data
def command(
    data: Data, draft: str | None, limit: int, batch: TextIO | None, span: str, part: str | None,
    mandate: str, children: bool, lang: str, preparing: bool, languages: str, as_json: bool,
) -> None:  # fmt: skip
    """Adopted wording nearest to DRAFT (a paragraph; - reads it from standard input), best first."""
    if draft is None and batch is None and not preparing:
        raise BadInput("a draft paragraph is needed, or --batch")
    if languages and not preparing:
        raise BadInput("--languages says what --prepare prepares; --lang narrows the answers")
    wanted = Wanted(years(span), part or "", mandate, children, lang)
    with data.reader() as public:
        check(public, wanted)
        _ready(public, data, preparing or batch is not None, chosen(public, languages))
        corpus = AdoptedTexts(public, data.folder / FILE)
        if batch is not None:
            for key, text in _drafts(batch):
                print_json(
                    {"id": key, "results": [near.plain() for near in nearest(text, corpus, limit, wanted)]}, line=True
                )
        if draft is None:
            return
        text = sys.stdin.read() if draft == "-" else draft
        found = nearest(text, corpus, limit, wanted)
    if len(" ".join(text.split())) > MOST_DRAFT:
        say(f"only the first {MOST_DRAFT:,} characters of the draft are read; look up its paragraphs one by one")
    if as_json:
        print_json([near.plain() for near in found])
    else:
        _show(found, any(c.isalnum() for c in text))


def _ready(public: sqlite3.Connection, data: Data, all_of_it: bool, languages: list[str]) -> None:
    tasks = lacking(public, data.folder, languages)
    number, needed = len({key for _, key, _ in tasks}), seconds(tasks)
    if tasks and (all_of_it or needed <= _SOON):
        if needed > _SOON:
            minutes = max(1, round(needed / 60))
            say(f"preparing {number} paragraphs once for the search by meaning (about {minutes} min)")
        with progress(prepare(data.folder, tasks), "Preparing", length=-(-len(tasks) // 128)) as batches:
            for _ in batches:
                pass
    elif tasks:
        say(f"{number} paragraphs are not prepared for the search by meaning: `caac agreed --prepare` does it once")


def _drafts(lines: TextIO) -> Iterator[tuple[object, str]]:
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            value = json.loads(line)
        except ValueError as error:
            raise BadInput(f"line {number} of the batch is not JSON") from error
        if not isinstance(value, dict) or not isinstance(value.get("text"), str):
            raise BadInput(f"line {number} of the batch has no text")
        yield value.get("id", number), value["text"]


def _show(found: list[Near], any_word: bool) -> None:
    if not found:
        say("no adopted wording shares a word with this draft" if any_word else "the draft holds no word to look for")
    for near in found:
        one = near.adopted
        meaning = "" if near.meaning is None else f", meaning {near.meaning:.2f}"
        vote = f", vote {one.vote}" if one.vote else ""
        click.echo(f"{one.symbol}, paragraph {one.paragraph} ({one.adopted or 'date unknown'}{vote})")
        click.echo(f"  score {near.score:.2f}, wording {near.wording:.2f}{meaning}")
        click.echo(f"  {one.text}")
        click.echo(f"  {one.url}" if one.url else "")
        if near.also:
            first = f"; first used in {near.first[0]}, paragraph {near.first[1]}"
            click.echo(f"  also in {', '.join(f'{s} ({p})' for s, p in near.also[:8])}{first}")
        click.echo("")
