"""A real browser (Debian's Chromium) on the real site over loopback; everything outside is cut off and noted."""

from __future__ import annotations

import gzip
import shutil
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from crawlers.akn import parse_text
from datasette_config.serve import Site, start
from db.connect import open_writer
from db.store.store import Store
from reading.council.texts import read_text
from records.council import CouncilText
from records.fetching import Source
from tests.datasette_config.world import build

CHROMIUM = "/usr/bin/chromium"
AXE = "axe-core@4.10"
CACHE = Path(__file__).resolve().parents[2] / ".pytest_cache" / "axe"
QUIET = ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync"]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, without any of its own network habits."""
    if not Path(CHROMIUM).exists():
        pytest.skip(f"no browser at {CHROMIUM}")
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield found
        found.close()


@pytest.fixture(scope="session")
def axe() -> str:
    """The source of axe-core, from npm."""
    source = CACHE / "node_modules" / "axe-core" / "axe.min.js"
    if not source.exists():
        npm = shutil.which("npm")
        if npm is None:
            pytest.skip("no npm to fetch axe-core with")
        CACHE.mkdir(parents=True, exist_ok=True)
        done = subprocess.run(
            [npm, "install", "--no-audit", "--no-fund", "--prefix", str(CACHE), AXE],
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        if done.returncode:
            pytest.skip(f"npm could not fetch axe-core: {done.stderr.strip()[-200:]}")
    return source.read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The invented world, served by a child process."""
    folder = tmp_path_factory.mktemp("site")
    build(folder / "caac.db")
    served = start(folder, port=0)
    yield served
    served.stop()


@pytest.fixture(scope="session")
def real_site(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Real resolutions of some years in two languages, read by the real readers."""
    folder = tmp_path_factory.mktemp("real")
    db = open_writer(folder / "caac.db")
    store, at = Store(db, "test"), datetime(2026, 11, 1, tzinfo=UTC)
    store.save_sources([Source("unxml", "UN texts", "United Nations", "akoma_ntoso", "https://example.org/")])
    files = [
        path
        for pattern in (
            "en/S_RES_2[67]*1_*",
            "en/S_RES_2143_*",
            "en/S_RES_2765_*",
            "en/S_RES_2717_*",
            "ar/S_RES_2765_*",
        )
        for path in sorted((shared / "unsc" / "akn4un").glob(f"{pattern}.xml.gz"))
    ]
    with store.batch():
        for path in files:
            for text in parse_text(gzip.decompress(path.read_bytes()), path.name):
                if isinstance(text, CouncilText):
                    store.save_text(text, "0" * 64, "unxml", at)
                    if text.lang == "en":
                        store.save_text_reading(text.symbol, read_text(text), at)
    db.close()
    served = start(folder, port=0)
    yield served
    served.stop()
