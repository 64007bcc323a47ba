"""Messages, quotations, and subscriptions as YAML: pure functions."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alerts.exchange import read_yaml, write_yaml
from alerts.match import Term
from alerts.messages import compose, for_channel, pieces
from alerts.quoting import MOST_CHARACTERS, evidence, looked_through, quotes, shortened
from alerts.settings import Settings, load
from alerts.subscribing import check, subscribe
from db.search.stems import spans, stem_of
from records.alerts import Channel, Item, Match, Passage, Quote, Subscription
from records.errors import BadInput
from tests.alerts.world import NOW

WATCH = Subscription("Watch", "abduct*", ("story", "news"), why="the brief of June", id=3)


def match(key: str, subject: str, title: str, **more: object) -> Match:
    return Match(3, "news", key, 1, subject, title, "reported", **more)  # type: ignore[arg-type]


def test_a_message_has_the_substance_first_and_says_why_and_how_to_stop() -> None:
    quote = Quote("Fighters abducted <12> pupils.", "title", ((9, 17),))
    told = compose(
        WATCH, [match("1", "s", "Pupils gone", quotes=(quote,), page="/story/1", document="ab")], "https://s"
    )
    told = for_channel(told, "https://a/unsubscribe/T")
    lines = told.text.splitlines()
    assert lines[0] == told.subject == "Reported: Pupils gone"
    assert "title: “Fighters *abducted* <12> pupils.”" in lines[1]
    for words in (
        "https://s/story/1",
        "https://s/caac/documents/ab",
        "searches for abduct*",
        "the brief of June",
        "/unsubscribe/T",
    ):
        assert words in told.text
        assert words in told.html
    assert "<mark>abducted</mark> &lt;12&gt;" in told.html


def test_one_group_for_one_story_and_the_same_matches_have_the_same_key() -> None:
    three = [match("1", "s", "A"), match("2", "t", "B"), match("3", "s", "C")]
    told = compose(WATCH, three, "")
    assert told.subject == "Reported: A and 1 more"
    assert compose(WATCH, three[::-1], "").key == told.key != compose(WATCH, three[:2], "").key


@given(st.text(max_size=600), st.integers(0, 599), st.integers(1, 30))
def test_quotations_are_cut_without_losing_their_marks_place(text: str, start: int, length: int) -> None:
    start, end = min(start, len(text)), min(start + length, len(text))
    cut = shortened(Quote(text, "", ((start, end),)))
    assert len(cut.text) <= MOST_CHARACTERS
    assert all(cut.text[a:b] == text[start:end] for a, b in cut.marks)
    assert "".join(words for words, _ in pieces(cut)) == cut.text


def item(*texts: str, **more: object) -> Item:
    passages = tuple(Passage(f"paragraph {n}", text, "en", n) for n, text in enumerate(texts, 1))
    return Item("resolution", "k", 1, "T", passages, {}, "adopted", "s", frozenset(), **more)  # type: ignore[arg-type]


def quoted(held: Item, *terms: Term) -> list[tuple[str, list[str]]]:
    words = {word for passage in held.passages for word, _, _ in spans(passage.text)}
    found = quotes(looked_through(held, stem_of(words), spans), terms, most=2)
    return [(quote.place, [text for text, marked in pieces(quote) if marked]) for quote in found]


def test_the_sentence_that_holds_most_of_the_search_is_quoted() -> None:
    held = item("Recalls. Condemns the abductions of pupils.", "Pupils are welcome", "Abduction")
    assert quoted(held, Term(("abduct",)), Term(("pupil",))) == [
        ("paragraph 1", ["abductions", "pupils"]),
        ("paragraph 2", ["Pupils"]),
    ]
    assert quoted(held, Term(("condemn", "the", "abduct"))) == [("paragraph 1", ["Condemns the abductions"])]
    assert quoted(item("安理会谴责。儿童被绑架"), Term(("儿", "童"))) == [("paragraph 1", ["儿童"])]
    assert quoted(item("schoolteachers met"), Term(("school",), prefix=True)) == [("paragraph 1", ["schoolteachers"])]


def test_without_words_the_evidence_of_the_reading_is_quoted() -> None:
    held = item("Rain. Twelve were taken away.", evidence=(("detention", "Rain"), ("abduction", "taken away")))
    (quote,) = evidence(held, frozenset({"abduction"}))
    assert (quote.place, quote.text) == ("paragraph 1, abduction", "Twelve were taken away.")
    assert evidence(item("Only this."), frozenset())[0].text == "Only this."


def test_yaml_there_and_back() -> None:
    held = Subscription("a", "x", ("news",), languages=("fr",), quiet="22:00-07:00", cap=5, weekday=3)
    text = write_yaml([(held, [Channel("email", "a@example.org", secret="hush")])])
    assert "hush" not in text
    assert read_yaml(text) == [(held, ["a@example.org"])]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[", "not YAML"), ("a: 1", "a list"), ("- 1", "not a mapping"), ("- {name: a}", "channels is missing"),
        ("- {name: a, query: b, kinds: [news], channels: [feed], nmae: x}", "unknown field 'nmae'"),
        ("- {name: a, query: b, kinds: news, channels: [feed]}", "kinds must be a list"),
        ("- {name: a, query: b, kinds: [news], channels: [feed], hour: 8:00}", "quote times"),
        ("- {name: a, query: b, kinds: [news], channels: [feed], cap: true}", "cap cannot be True"),
        ("- &a {name: a, query: b, kinds: [news], channels: [feed]}\n- *a", "two alerts are called 'a'"),
    ],
)  # fmt: skip
def test_bad_yaml_is_one_clear_line(text: str, said: str) -> None:
    with pytest.raises(BadInput, match=said):
        read_yaml(text, "alerts.yaml")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"query": "foo:bar"}, "cannot be understood"), ({"query": "!!!"}, "no word"), ({"query": ""}, "is needed"),
        ({"name": " "}, "needs a name"), ({"kinds": ("nwes",)}, "unknown kind"),
        ({"languages": ("english!",)}, "language"),
        ({"hour": "8"}, "time of day"), ({"quiet": "1-2"}, "time of day"), ({"quiet": "22:00"}, "quiet hours"),
        ({"timezone": "X/Y"}, "time zone"), ({"cap": 0}, "cap"), ({"weekday": 7}, "weekday"),
        ({"lead_days": 0}, "days"), ({"frequency": "dayly"}, "unknown frequency"),
    ],
)  # fmt: skip
def test_what_cannot_work_is_refused_at_once(change: dict[str, object], said: str) -> None:
    values: dict[str, object] = {"name": "a", "query": "x", "kinds": ("news",), **change}
    with pytest.raises(BadInput, match=said):
        check(Subscription(**values))  # type: ignore[arg-type]


def test_rare_kinds_need_no_search() -> None:
    assert check(Subscription("a", "", ("mandate_end", "source"))).query == ""


def test_mail_without_a_server_and_a_name_taken_are_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="mail server"):
        subscribe(tmp_path / "p", tmp_path / "c", "a", "x", ["a@example.org"], NOW)
    subscribe(tmp_path / "p", tmp_path / "c", "a", "x", ["feed"], NOW)
    with pytest.raises(BadInput, match="exists already"):
        subscribe(tmp_path / "p", tmp_path / "c", "a", "x", ["feed"], NOW)


@pytest.mark.parametrize("text", ["smpt: x", "[1]", "a: [", "timeout: soon", "allow_private: 'no'"])
def test_bad_settings_are_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "alerts.yaml"
    path.write_text(text)
    with pytest.raises(BadInput):
        load(path)


def test_settings_have_defaults(tmp_path: Path) -> None:
    path = tmp_path / "alerts.yaml"
    assert load(path) == Settings()
    path.write_text("site: https://x.example.org/\ntimeout: 5")
    assert (load(path).site, load(path).timeout) == ("https://x.example.org", 5)


def test_what_nobody_confirmed_is_not_exported_and_a_paused_alert_stays_paused() -> None:
    held = Subscription("a", "x", ("news",), state="paused")
    waiting = Channel("email", "b@example.org", state="unconfirmed")
    text = write_yaml([(held, [Channel("feed", "feed"), waiting]), (Subscription("b", "x", ("news",)), [waiting])])
    assert read_yaml(text) == [(held, ["feed"])]
