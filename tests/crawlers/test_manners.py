"""How we behave, without a network: who is inside, who has refused, what the settings are."""

from __future__ import annotations

import pytest

from crawlers.job import Settings
from crawlers.manners import Hosts, is_inner, scrapy_settings, user_agent
from records.errors import BadInput
from records.fetching import Source

SOURCE = Source("sample", "Sample", "Sample", "feed", "https://press.invalid/")


@pytest.mark.parametrize(
    ("url", "inner"),
    [
        ("http://127.0.0.1:8001/", True),
        ("http://[::1]/", True),
        ("http://localhost/", True),
        ("http://10.1.2.3/", True),
        ("http://169.254.169.254/latest/meta-data", True),
        ("http://printer.local/", True),
        ("https://press.invalid/", False),
        ("https://93.184.215.14/", False),
        ("not an address", False),
    ],
)
def test_addresses_inside_the_network(url: str, inner: bool) -> None:
    assert is_inner(url) is inner


def test_a_host_is_closed_by_refusals_in_a_row_or_by_being_asked_to_wait() -> None:
    hosts = Hosts()
    for outcome in ("refused", "refused", "fetched", "refused", "refused"):
        hosts.count("https://a.invalid/1", outcome, 403, {})
        assert not hosts.is_closed("https://a.invalid/2")
    hosts.count("https://a.invalid/1", "refused", 403, {})
    assert hosts.is_closed("https://A.invalid/3")
    assert not hosts.is_closed("https://b.invalid/")
    hosts.count("https://b.invalid/", "refused", 429, {})
    hosts.count("https://c.invalid/", "failed", 503, {"retry-after": "60"})
    hosts.count("https://d.invalid/", "failed", 503, {})
    assert [hosts.is_closed(f"https://{name}.invalid/") for name in "bcd"] == [True, True, False]
    hosts.count("https://b.invalid/", "fetched", 200, {})
    assert hosts.is_closed("https://b.invalid/")
    for status in (0, 500, 0, 404, 0, 0, 502, 0):
        hosts.count("https://e.invalid/", "failed", status, {})
        assert not hosts.is_closed("https://e.invalid/")
    hosts.count("https://e.invalid/", "failed", 0, {})
    assert hosts.is_closed("https://e.invalid/")


def test_settings_follow_the_source_and_the_operator() -> None:
    slow = Source("s", "S", "S", "feed", "https://press.invalid/", options={"delay_seconds": "5"})
    assert scrapy_settings(Settings(delay=1), slow)["DOWNLOAD_DELAY"] == 5
    assert scrapy_settings(Settings(delay=9), slow)["DOWNLOAD_DELAY"] == 9
    assert "me@x.invalid" in user_agent(Settings(contact="me@x.invalid"))
    assert "not set by the operator" in user_agent(Settings())
    odd = Source("s", "S", "S", "feed", "https://press.invalid/", options={"delay_seconds": "often"})
    with pytest.raises(BadInput, match="'delay_seconds' must be a number"):
        scrapy_settings(Settings(), odd)
