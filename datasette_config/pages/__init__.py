"""Our pages: plain functions of a read-only connection and an `Ask`. ROUTES is the table of addresses."""

from __future__ import annotations

from datasette_config.pages import (
    agreed,
    calendar,
    compare,
    council,
    dictionary,
    home,
    lineage,
    lists,
    scorecard,
    search,
    situations,
    sources,
    stories,
    texts,
)
from datasette_config.plumbing import Page

LISTED = r"(?:\.(?P<form>csv|json|atom))?$"
ALONE = r"(?:\.(?P<form>json))?$"
ROUTES: list[tuple[str, Page]] = [
    (r"^/$", home.home),
    (r"^/search" + LISTED, search.search_page),
    (r"^/resolutions" + LISTED, lists.resolutions),
    (r"^/statements" + LISTED, lists.statements),
    (r"^/drafts" + LISTED, lists.drafts),
    (r"^/resolution/(?P<symbol>.*?)" + ALONE, texts.resolution),
    (r"^/statement/(?P<symbol>.*?)" + ALONE, texts.statement),
    (r"^/draft/(?P<symbol>.*?)" + ALONE, texts.draft),
    (r"^/text/(?P<symbol>.*?)" + ALONE, texts.other),
    (r"^/compare" + LISTED, compare.choose),
    (r"^/compare/(?P<old>.*)/(?P<new>.*?)(?:\.(?P<form>csv|json))?$", compare.two),
    (r"^/agreed-language" + LISTED, agreed.agreed),
    (r"^/calendar(?:\.(?P<form>csv|json|atom|ics))?$", calendar.calendar),
    (r"^/situations" + LISTED, situations.situations),
    (r"^/situation/(?P<code>.*?)(?:\.(?P<form>json|atom))?$", situations.situation),
    (r"^/stories" + LISTED, stories.stories),
    (r"^/story/(?P<id>.*?)" + ALONE, stories.story),
    (r"^/report/(?P<id>.*?)" + ALONE, stories.report),
    (r"^/signals" + LISTED, stories.signals),
    (r"^/signal/(?P<id>.*?)" + ALONE, stories.signal),
    (r"^/scorecard" + LISTED, scorecard.scorecard),
    (r"^/lineage/(?P<symbol>.*)/(?P<paragraph>.*?)" + LISTED, lineage.lineage),
    (r"^/council" + LISTED, council.council),
    (r"^/sources" + LISTED, sources.sources),
    (r"^/data-dictionary" + LISTED, dictionary.dictionary),
]
