"""Headers on every answer, the rate limit, and what may not be asked at all."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import re
from pathlib import Path

import pytest

from datasette_config.guarding import Buckets
from datasette_config.serve import datasette
from tests.datasette_config.conftest import Get


@pytest.mark.parametrize("address", ["/", "/resolution/9001", "/sources.json", "/static/site.css", "/nowhere"])
def test_our_pages_allow_nothing_inline(get: Get, address: str) -> None:
    headers = get(address).headers
    assert "unsafe" not in headers["content-security-policy"]
    assert "default-src 'none'" in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"


@pytest.mark.parametrize("address", ["/caac", "/caac/resolutions", "/caac/gap_list", "/caac?sql=select+1",
                                     "/caac/resolutions/9001", "/-/settings"])  # fmt: skip
def test_inline_scripts_of_datasette_are_named_by_hash(get: Get, address: str) -> None:
    answer = get(address)
    assert answer.status_code == 200
    policy = answer.headers["content-security-policy"]
    assert "'unsafe-inline'" not in policy.split("script-src")[1].split(";")[0]
    for script in re.findall(r"<script>(.*?)</script>", answer.text, re.S):
        digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
        assert digest in policy, f"{address} holds an inline script that the policy does not name"


def test_only_reading_is_answered(world: Path) -> None:
    async def ask() -> list[int]:
        site = datasette(world)
        await site.invoke_startup()
        return [(await site.client.request(m, "/search")).status_code for m in ("POST", "PUT", "DELETE")]

    assert asyncio.run(ask()) == [405, 405, 405]


@pytest.mark.parametrize(
    "sql",
    ["delete from news", "insert into news (key) values ('x')", "attach database 'private.db' as p",
     "pragma journal_mode=delete", "drop table news", "select load_extension('x')", "vacuum"],
)  # fmt: skip
def test_sql_only_reads(get: Get, sql: str) -> None:
    assert get(f"/caac.json?sql={sql}").status_code == 400


def test_long_sql_is_cut_off(get: Get) -> None:
    endless = "with recursive c(n) as (select 1 union all select n %2B 1 from c) select count(*) from c"
    answer = get(f"/caac.json?sql={endless}")
    assert answer.status_code == 400
    assert "interrupted" in answer.text.lower() or "too long" in answer.text.lower()


@pytest.mark.parametrize("name", ["private", "private.db", "_internal", "caac/subscriptions", "../private.db"])
def test_private_database_is_not_there(get: Get, name: str) -> None:
    assert get(f"/{name}").status_code in {302, 403, 404}


def test_bucket_empties_and_fills_again() -> None:
    now = [0.0]
    buckets = Buckets(per_minute=60, burst=3, clock=lambda: now[0])
    assert [buckets.take("198.51.100.7") for _ in range(4)] == [True, True, True, False]
    assert buckets.take("198.51.100.8")
    now[0] = 1.0
    assert buckets.take("198.51.100.7")
    assert not buckets.take("198.51.100.7")


def test_bucket_counts_a_network_of_ipv6_and_spares_the_machine_itself() -> None:
    buckets = Buckets(per_minute=0, burst=1, clock=lambda: 0.0)
    assert buckets.take("2001:db8::1")
    assert not buckets.take("2001:db8::2")
    assert all(buckets.take("127.0.0.1") for _ in range(9))


def test_bucket_forgets_the_oldest() -> None:
    buckets = Buckets(per_minute=0, burst=1, clock=lambda: 0.0, most=2)
    for client in ("192.0.2.1", "192.0.2.2", "192.0.2.3"):
        assert buckets.take(client)
    assert buckets.take("192.0.2.1")
