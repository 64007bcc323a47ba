"""Pictures of the main pages for the README, from the sample world alone: `make screenshots`."""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from caac.context import now, say
from caac.demo.show import prepare, show
from datasette_config.serve import start
from db.connect import open_reader

TARGET = Path(__file__).resolve().parents[1] / "docs" / "screenshots"
CHROMIUM = "/usr/bin/chromium"
#: name -> (address, width, height, colour scheme)
PICTURES = {
    "home": ("/", 1180, 900, "light"),
    "search": ("/search?q=attacks+on+schools", 1180, 900, "light"),
    "resolution": ("/resolution/{new}", 1180, 900, "light"),
    "compare": ("/compare/{old}/{new}?child=1", 1180, 900, "light"),
    "calendar": ("/calendar", 1180, 760, "light"),
    "situation": ("/situation/XXA", 1180, 1100, "light"),
    "sources": ("/sources", 1180, 700, "light"),
    "resolution-dark": ("/resolution/{new}", 1180, 900, "dark"),
    "home-phone": ("/", 390, 844, "light"),
}


def telling_renewal(folder: Path) -> tuple[int, int]:
    """Numbers of the renewal that lost most child provisions: the one worth a picture."""
    row = open_reader(folder / "caac.db").execute(
        "SELECT o.number, n.number FROM renewals w JOIN resolutions o ON o.symbol = w.old JOIN resolutions n"
        " ON n.symbol = w.new ORDER BY w.dropped DESC, n.number DESC LIMIT 1"
    )
    old, new = row.fetchone()
    return int(old), int(new)


def shoot(browser: Browser, site: str, target: Path, old: int, new: int) -> None:
    """Write every picture; says how large each is."""
    for name, (address, width, height, scheme) in PICTURES.items():
        context = browser.new_context(
            viewport={"width": width, "height": height}, color_scheme="dark" if scheme == "dark" else "light"
        )
        page = context.new_page()
        page.goto(site.rstrip("/") + address.format(old=old, new=new))
        path = target / f"{name}.png"
        page.screenshot(path=path)
        context.close()
        say(f"{path.name}: {path.stat().st_size // 1000} kB")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, help="a folder where `caac demo --once` has been run (else it is run now)")
    given = parser.parse_args()
    TARGET.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        folder = given.data
        if folder is None:
            data = prepare(Path(scratch) / "demo")
            show(data, now, say)
            folder = data.folder
        site = start(folder, port=0)
        try:
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
                shoot(browser, site.url, TARGET, *telling_renewal(folder))
                browser.close()
        finally:
            site.stop()


if __name__ == "__main__":
    main()
