"""In what words a match is told: the substance first, then where it can be checked, why it came and how to stop it.

Pure: values in, a Message out. One group per story or resolution. Nothing here knows a channel; what differs
per channel (the link to stop) is added by `for_channel`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from html import escape
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, TemplateError
from markupsafe import Markup

from alerts.when import came_late
from records.alerts import Match, Message, Quote, Subscription
from records.encoding import content_hash, plain
from records.errors import BadInput

TEMPLATES = Path(__file__).parent / "templates"
#: How sure one may be, as a message begins.
WORDS = {"adopted": "Adopted", "proposed": "Proposed, not adopted", "reported": "Reported", "computed": "Noticed"}
NOT_VERIFIED = "Reported means that somebody reports it. Neither we nor the United Nations have verified it."
OLD = "{} older than two months: no news, but new in this database (an import, or a source read for the first time)."
_LONGEST_SUBJECT = 160
#: Groups of one message that are told in full; of the others the heading and the page.
MOST_GROUPS = 50
#: What heads a group: a clause that was lost before the text that lost it, the story before its reports.
_WEIGHT = {"provision": 0, "news": 2}


@dataclass(frozen=True, slots=True)
class Group:
    """What belongs to one story or one text."""

    head: str
    title: str
    matches: tuple[Match, ...]


def pieces(quote: Quote) -> list[tuple[str, bool]]:
    """A quotation cut at its marks: (words, marked)."""
    found, at = [], 0
    for start, end in sorted(quote.marks):
        if start >= at:
            found += [(quote.text[at:start], False), (quote.text[start:end], True)]
            at = end
    return [(words, marked) for words, marked in [*found, (quote.text[at:], False)] if words]


def _starred(quote: Quote) -> str:
    return "".join(f"*{words}*" if marked else words for words, marked in pieces(quote))


def _marked(quote: Quote) -> Markup:
    return Markup("").join(Markup("<mark>{}</mark>").format(w) if marked else w for w, marked in pieces(quote))


@cache
def _environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=lambda name: bool(name and name.endswith(".html")),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.filters.update(starred=_starred, marked=_marked)
    return made


def groups(matches: Sequence[Match]) -> list[Group]:
    """Matches by the story or text they belong to, in the order in which they fired."""
    found: dict[str, list[Match]] = {}
    for match in matches:
        found.setdefault(match.subject, []).append(match)
    made = []
    for held in found.values():
        first = min(held, key=lambda match: _WEIGHT.get(match.kind, 1))
        made.append(Group(f"{WORDS[first.standing]}: {first.title}", first.title, (first, *_others(held, first))))
    return made


def _others(held: list[Match], first: Match) -> list[Match]:
    return [match for match in held if match is not first]


def search_of(subscription: Subscription) -> str:
    """Which search fired, in words."""
    parts = [f"your alert “{subscription.name}”"]
    parts.append(f"searches for {subscription.query}" if subscription.query.strip() else "takes every record")
    parts.append(f"in {', '.join(kind.replace('_', ' ') for kind in subscription.kinds)}")
    if subscription.languages:
        parts.append(f"in the languages {', '.join(subscription.languages)}")
    return " ".join(parts)


def compose(subscription: Subscription, matches: Sequence[Match], site: str, held: bool = False) -> Message:
    """The message that tells of `matches`; `held` says that a cap or quiet hours kept them back."""
    made = groups(matches)
    more = f" and {len(made) - 1} more" if len(made) > 1 else ""
    lines = [NOT_VERIFIED] if any(match.standing == "reported" for match in matches) else []
    if late := sum(map(came_late, matches)):
        lines.append(OLD.format("These are" if late == len(matches) else f"{late} of these are"))
    if held:
        lines.append("Kept back by your quiet hours or your cap per day, and told together here.")
    key = content_hash(f"{subscription.id} " + "\n".join(sorted(f"{m.kind} {m.key}" for m in matches)))
    data: dict[str, object] = {
        "alert": subscription.name,
        "matches": [plain(replace(m, id=0, at=None)) for m in matches],
    }
    return _render(
        key, _shorten(made[0].head, _LONGEST_SUBJECT - len(more)) + more, made, lines, site, subscription, data
    )


def notice(key: str, subject: str, lines: Sequence[str], data: dict[str, object] | None = None) -> Message:
    """A plain notice to a person: no match in it."""
    return _render(content_hash(key), subject, [], list(lines), "", None, data or {})


def silence(subscription: Subscription, key: str, lines: Sequence[str], site: str) -> Message:
    """Nothing new, with the proof in `lines`."""
    data: dict[str, object] = {"alert": subscription.name, "matches": [], "proof": list(lines)}
    subject = f"Nothing new for “{subscription.name}”"
    return _render(content_hash(f"{subscription.id} {key}"), subject, [], list(lines), site, subscription, data)


def _render(
    key: str,
    subject: str,
    made: list[Group],
    lines: list[str],
    site: str,
    subscription: Subscription | None,
    data: dict[str, object],
) -> Message:
    values = {
        "subject": subject,
        "groups": made[:MOST_GROUPS],
        "brief": made[MOST_GROUPS:],
        "lines": lines,
        "site": site,
        "search": search_of(subscription) if subscription else "",
        "why": subscription.why if subscription else "",
    }
    try:
        text = _environment().get_template("message.txt").render(values).strip() + "\n"
        html = _environment().get_template("message.html").render(values)
    except TemplateError as error:
        raise BadInput(f"the template of messages cannot be used: {type(error).__name__}: {error}") from error
    return Message(key, subject, text, html, {"kind": "alert" if made else "notice", **data})


def for_channel(message: Message, stop: str) -> Message:
    """The message with the address at which this channel can be changed or stopped."""
    if not stop:
        return message
    text = f"{message.text}Change or stop: {stop}\n"
    link = f'<p><small>Change or stop: <a href="{escape(stop)}">{escape(stop)}</a></small></p>\n'
    return replace(message, text=text, html=message.html.replace("</body>", f"{link}</body>"))


def _shorten(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1].rsplit(" ", 1)[0] + "…"
