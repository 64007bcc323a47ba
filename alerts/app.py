"""A small web application of its own port: confirming, unsubscribing, subscribing by form, and
feeds and asks under a token.

Tokens are 192 random bits; an unknown one and a used one look the same. Nothing here says whether an address is known.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from urllib.parse import parse_qs

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp

from alerts.asks import Told, closeness, place, standing
from alerts.feed import atom
from alerts.limits import Limit
from alerts.messages import TEMPLATES
from alerts.settings import Settings
from alerts.signup import Form, ask_to_confirm, confirm, unsubscribe
from db.private.asks import all_asks, entries_of, owner_of_page
from db.private.outbox import matches_of
from db.private.subscriptions import channel_by_token, open_private, subscription, subscription_by_feed
from records.errors import CaacError

#: A service whose heart has not beaten for so long is not well.
HEARTBEAT_AGE = timedelta(minutes=3)
_MOST_BODY, _MOST_QUERY = 20_000, 1000
_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'"
    ),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
}


@cache
def _pages() -> Environment:
    return Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined)


def _page(
    title: str, words: str, status: int = 200, action: str = "", button: str = "", form: bool = False, query: str = ""
) -> Response:
    shown = {"title": title, "words": words, "action": action, "button": button, "form": form, "query": query}
    html = _pages().get_template("page.html").render(shown)
    return HTMLResponse(html, status, _HEADERS)


def _unknown() -> Response:
    return _page("Not known", "This link is not known, or no longer. Nothing was changed.", 404)


class App:
    """The handlers; `clock` is passed in."""

    def __init__(self, public: Path, private: Path, settings: Settings, clock: Callable[[], datetime]) -> None:
        self._public, self._private, self._settings, self._clock = public, private, settings, clock
        self._requests, self._signups = Limit(60, timedelta(minutes=1)), Limit(6, timedelta(hours=1))

    def _busy(self, request: Request, limit: Limit) -> bool:
        return not limit.allows(request.client.host if request.client else "", self._clock())

    async def confirm(self, request: Request) -> Response:
        """GET asks once more (a mail scanner may follow links), POST confirms."""
        return await run_in_threadpool(self._token, request, "confirm", await request.body())

    async def unsubscribe(self, request: Request) -> Response:
        """GET asks, POST stops: the mail program's one click, or the button."""
        return await run_in_threadpool(self._token, request, "unsubscribe", await request.body())

    def _token(self, request: Request, what: str, body: bytes) -> Response:
        if self._busy(request, self._requests):
            return _page("Too many requests", "Please try again in a minute.", 429)
        token = request.path_params["token"]
        with closing(open_private(self._private)) as db:
            channel = channel_by_token(db, token)
            wanted = {"confirm": {"unconfirmed"}, "unsubscribe": {"unconfirmed", "active", "paused"}}[what]
            if channel is None or channel.state not in wanted:
                return _unknown()
            held = subscription(db, channel.subscription)
            if request.method != "POST":
                button = "Yes, send me these alerts" if what == "confirm" else "Stop these alerts"
                words = f"Search: {held.query or 'all records'}."
                if what == "unsubscribe":
                    words += " To change it, set up another one (on the site, or with whoever runs it), then stop this."
                return _page(f"Alert “{held.name}”", words, 200, request.url.path, button)
            if what == "confirm":
                confirm(db, self._public, channel)
                return _page("Confirmed", "You will hear of what comes from now on. Every message says how to stop.")
            unsubscribe(db, channel)
        return _page("Stopped", "This address gets no more messages of this alert.")

    async def feed(self, request: Request) -> Response:
        """The Atom feed under its token."""
        return await run_in_threadpool(self._feed, request)

    def _feed(self, request: Request) -> Response:
        if self._busy(request, self._requests):
            return _page("Too many requests", "Please try again in a minute.", 429)
        token = request.path_params["token"]
        with closing(open_private(self._private)) as db:
            held = subscription_by_feed(db, token)
            if held is None:
                return _unknown()
            matches = matches_of(db, held.id)
        body = atom(held, matches, f"{self._settings.app}/feed/{token}.atom", self._settings.site, self._clock())
        return Response(body, 200, {**_HEADERS, "Cache-Control": "max-age=300"}, "application/atom+xml")

    async def asks(self, request: Request) -> Response:
        """The asks of one owner under their token, and where they entered."""
        return await run_in_threadpool(self._asks, request)

    def _asks(self, request: Request) -> Response:
        if self._busy(request, self._requests):
            return _page("Too many requests", "Please try again in a minute.", 429)
        with closing(open_private(self._private)) as db:
            owner = owner_of_page(db, request.path_params["token"])
            if owner is None:
                return _unknown()
            told = [Told(ask, tuple(entries_of(db, ask))) for ask in all_asks(db, owner)]
        shown = {"told": told, "site": self._settings.site, "standing": standing, "closeness": closeness}
        html = _pages().get_template("asks.html").render({**shown, "place": place, "title": "Did our wording get in?"})
        return HTMLResponse(html, 200, _HEADERS)

    async def form(self, request: Request) -> Response:
        """The form to subscribe an e-mail address; `query` fills in the search."""
        query = request.query_params.get("query", "")[:_MOST_QUERY]
        if not self._settings.open_subscribing or not self._settings.smtp:
            return _page("Alerts", "Alerts are set up by whoever runs this monitor; ask there.")
        return _page(
            "Get alerts by e-mail",
            "New resolutions, lost provisions and reports that match a search.",
            form=True,
            query=query,
        )

    async def subscribe(self, request: Request) -> Response:
        """Take the form. The answer is the same whether or not the address is known."""
        body = await request.body()
        return await run_in_threadpool(self._subscribe, request, body)

    def _subscribe(self, request: Request, body: bytes) -> Response:
        if not self._settings.open_subscribing or not self._settings.smtp:
            return _unknown()
        if self._busy(request, self._signups):
            return _page("Too many requests", "Please try again in an hour.", 429)
        values = parse_qs(body[:_MOST_BODY].decode("utf-8", "replace"))
        given = {name: held[0] for name, held in values.items()}
        form = Form(
            given.get("address", ""), given.get("search", ""), given.get("frequency", "daily"), given.get("why", "")
        )
        try:
            with closing(open_private(self._private)) as db:
                ask_to_confirm(db, form, self._settings, self._clock())
        except CaacError as error:
            return _page("Please look again", f"{error}.", 400, form=True, query=form.search[:_MOST_QUERY])
        return _page("Look into your mail", "If this address can be written to, a message asks you there to confirm.")

    async def health(self, request: Request) -> Response:
        """Whether the service lives, as JSON; 503 when it does not."""
        return await run_in_threadpool(self._health)

    def _health(self) -> Response:
        path = self._private.parent / "heartbeat.json"
        try:
            beat = json.loads(path.read_text(encoding="utf-8"))
            age = self._clock() - datetime.fromisoformat(beat["at"])
            with closing(open_private(self._private)) as db:
                waiting = db.conn.execute("SELECT count(*) FROM outbox WHERE delivered = ''").fetchone()[0]
        except (OSError, ValueError, KeyError, TypeError, sqlite3.Error, CaacError) as error:
            return JSONResponse({"ok": False, "reason": f"no heartbeat: {type(error).__name__}"}, 503, _HEADERS)
        well = age < HEARTBEAT_AGE
        answer = {
            "ok": well,
            "heartbeat": beat["at"],
            "seconds_ago": round(age.total_seconds()),
            "waiting_messages": waiting,
        }
        return JSONResponse({**answer, "crawling": beat.get("crawling", [])}, 200 if well else 503, _HEADERS)


def make_app(public: Path, private: Path, settings: Settings, clock: Callable[[], datetime]) -> ASGIApp:
    """The application over one data folder."""
    app = App(public, private, settings, clock)
    return Starlette(
        routes=[
            Route("/", app.form),
            Route("/subscribe", app.subscribe, methods=["POST"]),
            Route("/confirm/{token}", app.confirm, methods=["GET", "POST"]),
            Route("/unsubscribe/{token}", app.unsubscribe, methods=["GET", "POST"]),
            Route("/feed/{token}.atom", app.feed),
            Route("/asks/{token}", app.asks),
            Route("/-/health", app.health),
        ]
    )
