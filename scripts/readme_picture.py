"""Takes the picture of the README: one dose, for three readers.

patiented serve & python scripts/readme_picture.py http://127.0.0.1:8000 docs/images/readers.png
"""

from __future__ import annotations

import base64
import shutil
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

READERS = (
    ("patient", "For the patient"),
    ("caregiver", "For the caregiver"),
    ("clinician", "For the clinician"),
)
FLAGS = ("--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking")
STYLE = (
    "body{margin:0;padding:20px;background:#f5f8f6;display:flex;gap:20px;"
    "font:700 17px system-ui;color:#0a5963}"
    "figure{margin:0;flex:1;border-top:2.5px solid;padding-top:12px}figcaption{margin-bottom:12px}"
)


def main(address: str, target: Path) -> None:
    """Write the picture to `target` from the site at `address`."""
    chromium = shutil.which("chromium") or shutil.which("chromium-headless-shell")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=list(FLAGS))
        figures = ""
        for audience, name in READERS:
            view = {"width": 430, "height": 900}
            page = browser.new_page(viewport=view, device_scale_factor=1.5)
            page.goto(f"{address}/m/opzelura/{audience}")
            page.evaluate("document.querySelector('.dock')?.remove()")
            part = page.locator("article .part", has=page.locator("h3")).filter(has_text="8 weeks")
            picture = base64.b64encode(part.first.screenshot()).decode()
            image = f'<img width=394 src="data:image/png;base64,{picture}">'
            figures += f"<figure><figcaption>{name}</figcaption>{image}</figure>"
        sheet = browser.new_page(viewport={"width": 1280, "height": 290}, device_scale_factor=1.5)
        sheet.set_content(f"<style>{STYLE}</style>{figures}")
        sheet.locator("body").screenshot(path=str(target))
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1].rstrip("/"), Path(sys.argv[2]))
