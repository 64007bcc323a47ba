"""The sources of the sample world: the same kinds as real ones, two of them unwell on purpose."""

from __future__ import annotations

from caac.demo.server import World
from records.fetching import Source

_TERMS = "invented for this demonstration; Apache-2.0"


def sources(world: World, base: str) -> list[Source]:
    """All sample sources, answered by the loopback server at `base`."""
    return [_repository(base), *_reports(base), *_feeds(world, base), *_unwell(base)]


def _repository(base: str) -> Source:
    return Source(
        id="sample_council",
        title="Sample: machine-readable Council texts",
        publisher="sample world",
        kind="akoma_ntoso",
        url=f"{base}/repository/tree",
        licence=_TERMS,
        stores="full text",
        interval_minutes=60,
        silence_days=60,
        certainty="invented",
        priority=1,
        sample=True,
        options={
            "tarball": f"{base}/repository/tarball",
            "tree": f"{base}/repository/tree",
            "raw": f"{base}/repository/raw/",
        },
    )


def _reports(base: str) -> list[Source]:
    """Figures, listings and the text of an invented report, as an operator would import them."""
    return [
        Source(
            id=f"sample_{name.partition('.')[0]}",
            title=f"Sample: {title}",
            publisher="sample world",
            kind=kind,
            url=f"{base}/reports/{name}",
            licence=_TERMS,
            stores="full text",
            silence_days=400,
            certainty="invented",
            sample=True,
        )
        for name, kind, title in (
            ("totals.csv", "report_tables", "verified figures of a report"),
            ("listings.csv", "report_tables", "listings in a report"),
            ("report.txt", "page", "a report of the Secretary-General"),
        )
    ]


def _feeds(world: World, base: str) -> list[Source]:
    return [
        Source(
            id=feed.id,
            title=f"Sample: {feed.title}",
            publisher=feed.title,
            kind="feed",
            url=f"{base}/feeds/{feed.id}",
            language=(feed.language,),
            region="XXA",
            licence=_TERMS,
            certainty="invented",
            sample=True,
        )
        for feed in world.feeds.values()
    ]


def _unwell(base: str) -> list[Source]:
    broken = {
        "sample_down": "Sample: a source that is down",
        "sample_guarded": "Sample: a source behind a challenge page",
    }
    return [
        Source(
            id=name,
            title=title,
            publisher="sample world",
            kind="feed",
            url=f"{base}/feeds/{name}",
            licence=_TERMS,
            certainty="invented",
            sample=True,
        )
        for name, title in broken.items()
    ]
