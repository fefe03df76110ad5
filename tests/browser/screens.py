"""Windows, color modes and the accessibility check that the browser tests share."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe

MODES = {
    "light": {"color_scheme": "light"},
    "dark": {"color_scheme": "dark"},
    "forced": {"forced_colors": "active"},
}
WIDE, PHONE, NARROW = (
    {"width": 1280, "height": 900},
    {"width": 360, "height": 780},
    {"width": 320, "height": 700},
)
AXE_RULES = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    }
}


def violations(page):
    result = Axe().run(page, options=AXE_RULES)
    return [
        (one["id"], [node["html"] for node in one["nodes"]])
        for one in result.response["violations"]
    ]
