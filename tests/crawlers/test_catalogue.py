"""The catalogue: every shipped source is valid and says its terms; a bad file is one clear line."""

from __future__ import annotations

from pathlib import Path

import pytest

from crawlers.catalogue import SOURCES, load
from crawlers.kinds import Held, kind
from records.fetching import Source

GOOD = """
title: Sample
publisher: Sample Press
kind: feed
url: https://press.invalid/feed
language: [en, fr]
licence: "Headline and link"
silence_days: 2
options: {more: [https://press.invalid/2, https://press.invalid/3]}
"""

SHIPPED = load(SOURCES)


def test_the_shipped_catalogue_has_no_errors() -> None:
    assert SHIPPED.errors == ()
    assert sum(source.priority <= 2 for source in SHIPPED.sources.values()) >= 40


@pytest.mark.parametrize("source", SHIPPED.sources.values(), ids=lambda source: source.id)
def test_every_shipped_source_says_its_terms_and_where_to_begin(source: Source) -> None:
    assert source.licence
    assert source.certainty
    assert source.publisher
    assert source.silence_days > source.interval_minutes / 60 / 24
    assert not source.sample
    asks = list(kind(source.kind).start(source, Held()))
    assert asks
    # GDELT serves its exports without TLS.
    assert all(ask.url.startswith(("https://", "http://data.gdeltproject.org/")) for ask in asks)
    assert len({ask.url for ask in asks}) == len(asks)


def test_a_good_file(tmp_path: Path) -> None:
    (tmp_path / "press.yaml").write_text(GOOD, encoding="utf-8")
    (source,) = load(tmp_path, tmp_path / "absent").sources.values()
    assert (source.id, source.language, source.silence_days) == ("press", ("en", "fr"), 2.0)
    asked = [ask.url for ask in kind("feed").start(source, Held())]
    assert asked == ["https://press.invalid/feed", "https://press.invalid/2", "https://press.invalid/3"]


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (("kind: feed", "kind: carrier_pigeon"), "unknown kind 'carrier_pigeon'"),
        (("title: Sample", ""), "'title' is missing"),
        (("title: Sample", "titel: Sample"), "unknown entry 'titel'"),
        (("https://press.invalid/feed", "ftp://press.invalid"), "'url' must be a web address"),
        (("https://press.invalid/feed", "https://me:secret@press.invalid/"), "must not hold a password"),
        (("silence_days: 2", "silence_days: often"), "'silence_days' must be a number"),
        (("silence_days: 2", "interval_minutes: 0"), "'interval_minutes' must be a number"),
        (("silence_days: 2", "sample: perhaps"), "'sample' must be true or false"),
        (("silence_days: 2", "stores: everything"), "'stores' must be one of"),
        (("silence_days: 2", "id: Über"), "'id' must be small letters"),
        (("[en, fr]", "[no]"), "'language' must be two-letter codes"),
        (("publisher: Sample Press", "publisher: 7"), "'publisher' must be words"),
        (("options: {more:", "options: {more"), "not YAML"),
        (("options: {more:", 'options: {paths: "(", more:'), "option 'paths' is no regular expression"),
        ((GOOD, "just words"), "a source is a list of"),
        ((GOOD, ""), "a source is a list of"),
    ],
)
def test_a_bad_file_is_one_line_and_the_rest_is_loaded(change: tuple[str, str], says: str, tmp_path: Path) -> None:
    (tmp_path / "bad.yaml").write_text(GOOD.replace(*change), encoding="utf-8")
    (tmp_path / "good.yaml").write_text(GOOD, encoding="utf-8")
    catalogue = load(tmp_path)
    assert list(catalogue.sources) == ["good"]
    (error,) = catalogue.errors
    assert error.startswith("bad.yaml: ")
    assert says in error
    assert "\n" not in error


def test_an_id_is_taken_once_and_odd_bytes_are_told(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / f"{name}.yaml").write_text(GOOD + "id: same\n", encoding="utf-8")
    (tmp_path / "three.yaml").write_bytes(b"\xff\xfe\x00")
    catalogue = load(tmp_path)
    assert list(catalogue.sources) == ["same"]
    assert [error.split(":")[0] for error in catalogue.errors] == ["three.yaml", "two.yaml"]
