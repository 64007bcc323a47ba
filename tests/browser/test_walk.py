"""Every page in a real browser: quiet console, nothing asked outside, no sideways scroll, no serious axe issue."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, Route

from datasette_config.serve import Site

pytestmark = pytest.mark.browser

PAGES = ["/", "/search", "/search?q=children", "/search?q=zzzz", "/search?q=%22child+protection+zzzz%22",
         "/resolutions", "/resolution/9002",
         "/resolution/9002?lang=ar", "/compare", "/compare/9001/9002", "/agreed-language",
         "/agreed-language?draft=Requests+UNMIKAR+to+keep+child+protection+advisers", "/calendar", "/calendar?all=1",
         "/situations", "/situation/XXA", "/stories", "/story/st-1", "/signals", "/signal/1", "/scorecard", "/sources",
         "/data-dictionary", "/statements", "/statement/S/PRST/2026/91", "/drafts", "/draft/S/2026/9100",
         "/resolution/1", "/council", "/lineage/9002/2"]  # fmt: skip
THEIRS = ["/caac", "/caac/resolutions", "/caac/news", "/caac/gap_list", "/caac/resolutions/9001", "/caac?sql=select+1"]
REAL = ["/", "/search?q=child+soldiers", "/resolutions", "/resolution/2143", "/resolution/2765",
        "/resolution/2765?lang=ar", "/compare/2717/2765", "/calendar", "/situations", "/scorecard",
        "/council"]  # fmt: skip
DARK = ["/", "/search?q=children", "/resolution/9002", "/compare/9001/9002", "/calendar?all=1", "/sources"]


@contextmanager
def opened(browser: Browser, site: Site, scheme: Any = "light", scripts: bool = True) -> Iterator[Page]:
    """A page whose console and outside requests are noted on it as `complaints`."""
    context = browser.new_context(
        viewport={"width": 1280, "height": 900}, color_scheme=scheme, java_script_enabled=scripts
    )
    page = context.new_page()
    complaints: list[str] = []

    def guard(route: Route) -> None:
        if urlsplit(route.request.url).hostname in {"127.0.0.1", "localhost"}:
            route.continue_()
        else:
            complaints.append(f"asked {route.request.url}")
            route.abort()

    context.route("**/*", guard)
    expected = "the server responded with a status of 404"
    page.on("console", lambda m: complaints.append(m.text) if m.type == "error" and expected not in m.text else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.complaints = complaints  # type: ignore[attr-defined]
    yield page
    context.close()


def go(page: Page, site: Site, address: str) -> None:
    """Open a page of the site on a wide screen."""
    page.set_viewport_size({"width": 1280, "height": 900})
    answer = page.goto(site.url.rstrip("/") + address)
    assert answer is not None
    assert answer.status in {200, 404}


def walk(page: Page, site: Site, addresses: list[str]) -> None:
    """Wide: a quiet console; then as a phone: no sideways scroll."""
    for address in addresses:
        go(page, site, address)
        assert page.complaints == [], address  # type: ignore[attr-defined]
        page.set_viewport_size({"width": 360, "height": 800})
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= 360, f"{address} is {wide} px wide on a phone"


def judge(page: Page, site: Site, addresses: list[str], axe: str) -> None:
    """No issue that axe-core calls serious or critical."""
    for address in addresses:
        go(page, site, address)
        page.evaluate(axe)
        found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        grave = [
            (v["id"], v["nodes"][0]["html"][:200])
            for v in found["violations"]
            if v["impact"] in {"serious", "critical"}
        ]
        assert grave == [], address


def test_pages_are_quiet_and_fit_a_phone(browser: Browser, site: Site) -> None:
    with opened(browser, site) as page:
        walk(page, site, PAGES + THEIRS)


def test_real_texts_are_quiet_and_fit_a_phone(browser: Browser, real_site: Site) -> None:
    with opened(browser, real_site) as page:
        walk(page, real_site, REAL)


def test_pages_are_accessible(browser: Browser, site: Site, axe: str) -> None:
    with opened(browser, site) as page:
        judge(page, site, PAGES + THEIRS, axe)


def test_dark_pages_have_contrast(browser: Browser, site: Site, axe: str) -> None:
    with opened(browser, site, "dark") as page:
        judge(page, site, DARK, axe)


def test_real_texts_are_accessible(browser: Browser, real_site: Site, axe: str) -> None:
    with opened(browser, real_site) as page:
        judge(page, real_site, REAL, axe)


def test_forms_work_without_scripts(browser: Browser, site: Site) -> None:
    with opened(browser, site, scripts=False) as page:
        page.goto(site.url)
        page.fill("#q", "child protection advisers")
        page.press("#q", "Enter")
        page.locator(".results li").first.wait_for()
        page.locator(".results a.title").first.click()
        assert "/resolution/" in page.url
        page.goto(site.url + "compare")
        page.fill("#old", "9001")
        page.fill("#new", "S/RES/9002")
        page.press("#new", "Enter")
        page.locator(".pair").first.wait_for()
        assert page.url.endswith("/compare/9001/9002")
        assert page.locator(".pair").count() >= 5
        page.goto(site.url + "resolutions")
        page.select_option("#year", "2026")
        page.locator(".inline-form button").click()
        page.wait_for_url("**year=2026*")
        assert page.locator("ol.plain > li").count() == 1


def test_keyboard_reaches_content_first(browser: Browser, site: Site) -> None:
    with opened(browser, site) as page:
        page.goto(site.url + "resolution/9002")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "skip"
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        assert page.evaluate("!!document.activeElement.closest('main')")
