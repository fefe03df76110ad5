"""From a key at the writer's desk to the new level, reasons and verdicts on the page.

A real Chromium types into an edition of about 1,500 words, as a person does; each key waits for
what it changes. Needs the dev dependencies and a Chromium.
"""

from __future__ import annotations

import logging
import shutil
import statistics
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from patiented.settings import shipped_root
from tests.desking import desk_app, served
from tests.web import samples

MONOGRAPH = "warfarin"
KEYS = " and ask your doctor or pharmacist what you should do if you are not sure about it"
ROWS = 4
PAUSE_MS = 180
"""Between two keys: a quick typist; the answer to each key is waited for and measured."""


def main() -> None:
    """Print the median and the 95th percentile in milliseconds."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    if not samples.chromium():
        print("no Chromium here")
        return
    with tempfile.TemporaryDirectory() as folder:
        library = Path(folder)
        source = Path(__file__).parent / "monographs" / MONOGRAPH
        shutil.copytree(source, library / "monographs" / MONOGRAPH)
        shutil.copytree(shipped_root() / "monographs" / "opzelura", library / "monographs" / "o")
        app, _ = desk_app(library)
        with served(app) as address, sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=samples.chromium(), args=list(samples.CHROMIUM_FLAGS)
            )
            page = browser.new_page(viewport={"width": 1440, "height": 960})
            page.goto(f"{address}/write/{MONOGRAPH}/patient")
            words = page.evaluate(
                "[...document.querySelectorAll('[data-say]')]"
                ".map((one) => one.textContent.split(/\\s+/).length).reduce((a, b) => a + b)"
            )
            times = [one for place in range(ROWS) for one in _typed(page, place)]
            browser.close()
    times.sort()
    print(
        f"{len(times)} keys in an edition of {words} words: "
        f"median {statistics.median(times):.0f} ms, 95 of 100 within "
        f"{times[int(len(times) * 0.95)]:.0f} ms, longest {times[-1]:.0f} ms"
    )


def _typed(page, place: int) -> list[float]:
    """Type into one statement; return the milliseconds of each key that was answered."""
    row = page.locator(".row:not(.row-heading)").nth(place * 9)
    row.scroll_into_view_if_needed()
    row.locator("[data-open]").click()
    area = row.locator("textarea")
    page.locator("#desk[data-tried]").wait_for()
    area.press("End")
    page.evaluate("performance.clearMeasures()")
    for key in KEYS:
        area.press_sequentially(key)
        page.wait_for_timeout(PAUSE_MS)
    area.press("Escape")
    return page.evaluate("performance.getEntriesByName('desk-key').map((one) => one.duration)")


if __name__ == "__main__":
    main()
