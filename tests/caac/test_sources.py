from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tests.web import Page, Web

FEED = """<rss version="2.0"><channel><title>Karvelia Post</title><language>en</language>
<item><title>Convoy reaches Ostrany</title><link>/one</link><pubDate>Sat, 21 Nov 2026 08:00:00 GMT</pubDate></item>
<item><title>School opens again</title><link>/two</link><pubDate>Fri, 20 Nov 2026 08:00:00 GMT</pubDate></item>
</channel></rss>"""
HOME = """<!doctype html><html><head><title>Karvelia Post - News from the north</title>
<link rel="alternate" type="application/rss+xml" title="Comments" href="/comments/feed">
<link rel="ALTERNATE" type="application/rss+xml" title="News" href="/news.xml"></head><body>hello</body></html>"""


def caac(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    env = {key: value for key, value in os.environ.items() if not key.startswith("CAAC_")}
    command = [sys.executable, "-m", "caac.main", "--data", str(folder), *words]
    return subprocess.run(command, capture_output=True, text=True, env=env, timeout=120, check=False)


def test_the_feed_a_page_names_becomes_a_source(tmp_path: Path) -> None:
    with Web() as web:
        web["/"] = Page(HOME, type="text/html")
        web["/news.xml"] = Page(FEED)
        web["/comments/feed"] = Page("", status=404)
        done = caac(tmp_path, "sources", "add", web.url("/"), "--id", "karvelia_post", "--json")
        asked = [one.path for one in web.asked]
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert [feed["items"] for feed in told["feeds"]] == [2]
    source = yaml.safe_load((tmp_path / "sources" / "karvelia_post.yaml").read_text(encoding="utf-8"))
    assert (source["title"], source["language"], source["kind"]) == ("Karvelia Post", ["en"], "feed")
    assert asked[0] == "/robots.txt"
    again = caac(tmp_path, "sources", "--json")
    row = next(row for row in json.loads(again.stdout) if row["id"] == "karvelia_post")
    assert (row["state"], row["failures"]) == ("new", 0)


def test_customary_addresses_are_tried_where_the_page_names_none(tmp_path: Path) -> None:
    with Web() as web:
        web["/"] = Page("<html><title>Post</title></html>", type="text/html")
        web["/rss.xml"] = Page(FEED)
        done = caac(tmp_path, "sources", "add", web.url("/"), "--dry-run")
    assert done.returncode == 0, done.stderr
    assert "/rss.xml  2 items" in done.stdout
    assert "Convoy reaches Ostrany" in done.stdout
    assert not (tmp_path / "sources").exists()


def test_a_feed_that_only_the_text_links_to_is_found_and_names_itself(tmp_path: Path) -> None:
    with Web() as web:
        web["/news"] = Page(
            '<html><body><a href="/a/1">Item</a> <a href="/x/rss.xml">RSS</a></body></html>', type="text/html"
        )
        web["/x/rss.xml"] = Page(FEED)
        linked = caac(tmp_path, "sources", "add", web.url("/news"), "--dry-run")
        direct = caac(tmp_path, "sources", "add", web.url("/x/rss.xml"), "--dry-run")
        asked = [one.path for one in web.asked]
    assert "/x/rss.xml  2 items" in linked.stdout, linked.stderr
    assert "title: Karvelia Post" in direct.stdout
    assert "/a/1" not in asked


@pytest.mark.parametrize(("robots", "words"), [("User-agent: *\nDisallow: /", "robots.txt"), ("", "no feed found")])
def test_no_feed_is_one_line(tmp_path: Path, robots: str, words: str) -> None:
    with Web() as web:
        web["/robots.txt"] = Page(robots, type="text/plain")
        web["/"] = Page("<html><title>Post</title></html>", type="text/html")
        done = caac(tmp_path, "sources", "add", web.url("/"))
    assert done.returncode == 1
    assert words in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_what_is_no_address_is_one_line(tmp_path: Path) -> None:
    done = caac(tmp_path, "sources", "add", "not an address")
    assert done.returncode == 1
    assert "not a web address" in done.stderr
