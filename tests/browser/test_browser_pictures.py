"""Pictures in a real Chromium: axe, narrow screens, and shape that carries what color cannot."""

from __future__ import annotations

import pytest

from patiented.model import Role
from patiented.publishing import Published
from patiented.rendering import Templates, render_standalone
from patiented.review import ReviewState
from tests.browser.screens import MODES, NARROW, WIDE, violations
from tests.picturing import engine, judged, page
from tests.web import samples

pytestmark = pytest.mark.browser

SCREENS = samples.ROOT / "var" / "screens"
LIMITS = (
    "For eczema, use it on no more than 20% of your skin. "
    "Use no more than 60 grams in one week. Use it for no more than 8 weeks."
)
ARMS = "Nausea happened in 24.6% of people on Alphadrug and 10% of people on placebo."
TEXTS = (
    ("Take 5 mg three times a day.", Role.DOSAGE),
    (LIMITS, Role.DOSAGE),
    (ARMS, Role.EFFICACY),
)


@pytest.fixture(scope="module")
def html():
    edition = page(*(judged(text, role=role) for text, role in TEXTS))
    shown = Published(edition, ReviewState(), None, publishable=True)
    templates = Templates((samples.ROOT / "templates",))
    return render_standalone(shown, engine().audience("patient"), templates)


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
@pytest.mark.parametrize("mode", MODES)
def test_axe_finds_nothing_in_the_pictures(browser, html, mode, size):
    with browser.new_context(viewport=size, **MODES[mode]) as context:
        view = context.new_page()
        view.set_content(html)
        figures = view.locator("figure.picture")
        assert figures.count() == 3
        assert violations(view) == []
        SCREENS.mkdir(parents=True, exist_ok=True)
        for number, figure in enumerate(figures.all()):
            figure.screenshot(path=SCREENS / f"picture-{number}-{mode}-{size['width']}.png")


def test_pictures_do_not_scroll_sideways_at_320_px(browser, html):
    with browser.new_context(viewport=NARROW) as context:
        view = context.new_page()
        view.set_content(html)
        assert view.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize("media", ["forced", "print"])
def test_doses_and_figures_are_told_apart_without_color(browser, html, media):
    with browser.new_context(viewport=WIDE, **MODES.get(media, {})) as context:
        view = context.new_page()
        view.set_content(html)
        view.emulate_media(media="print" if media == "print" else "screen")
        feet = view.locator(".day li").evaluate_all(
            "all => all.map(one => getComputedStyle(one).borderBlockEndWidth)"
        )
        assert feet == ["5px", "5px", "5px", "0px"]
        fills = view.locator(".people g").evaluate_all(
            "all => all.map(one => getComputedStyle(one).fill)"
        )
        assert [fill == "none" for fill in fills] == [False, True, False, True]
