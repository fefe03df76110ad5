"""Widgets in pages of another site, in a real Chromium: every way in which sites put frames."""

from __future__ import annotations

import logging
import threading

import pytest
from playwright.sync_api import expect
from werkzeug.serving import make_server

from patiented.web import create_app
from tests.browser.hosts import LISTEN, WORDPRESS, another_site
from tests.browser.screens import MODES, NARROW, WIDE, violations
from tests.web import samples

pytestmark = pytest.mark.browser

WIDGET = "/embed/zeltrina?audience=patient"
DATA = 'data-patient-education="zeltrina" data-audience="patient"'
SECRET = "Q3x9LmZpT7"  # noqa: S105  (as WordPress makes them; it guards nothing)
DAY, NIGHT = "rgb(255, 255, 255)", "rgb(21, 34, 38)"
PATIENT, CAREGIVER = "What is Zeltrina (examplib)?", "Caregiver"

EXPECTED_NOISE = ("sandboxed", "allow-scripts", "frame-ancestors", "404", "third-party cookie")
"""What Chromium says of a sandbox that does what it is for."""


@pytest.fixture(scope="module")
def host():
    with another_site() as one:
        yield one


@pytest.fixture
def visit(browser):
    """Open an address of the host; complaints fail the test, but for those of a sandbox."""
    contexts, complaints = [], []

    def visited(address, **options):
        context = browser.new_context(**{"viewport": WIDE, **options})
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(address)
        return page

    yield visited
    for context in contexts:
        assert context.cookies() == []
        context.close()
    assert [c for c in complaints if not any(known in c for known in EXPECTED_NOISE)] == []


def loader(site):
    return f'<script src="{site}/embed-1.js" async></script>'


def element(more=""):
    return f'<patient-education monograph="zeltrina" audience="patient" {more}></patient-education>'


def choose(page, reader, at="iframe"):
    page.frame_locator(at).get_by_role("link", name=reader, exact=True).click()
    chosen = page.frame_locator(at).locator(".readers [aria-current]")
    expect(chosen).to_have_text(reader)


def fits(page, at="iframe"):
    """Wait until a frame is as tall as what it shows, and return that height."""
    frame = page.locator(at)
    for _ in range(100):
        inside = (
            page.frame_locator(at)
            .locator("html")
            .evaluate("one => Math.ceil(one.getBoundingClientRect().height)")
        )
        outside = frame.evaluate("one => one.clientHeight")
        if inside == outside:
            return outside
        page.wait_for_timeout(50)
    pytest.fail(f"the frame is {outside} pixels tall, what it shows {inside}")


SCRIPTED = {
    "element": (lambda site: loader(site) + element(), ""),
    "data attributes": (
        lambda site: f"{loader(site)}<div {DATA}><a href='/x'>x</a></div>",
        "",
    ),
    "own listener": (
        lambda site: f'<iframe src="{site}{WIDGET}" width="600" title="w"></iframe>',
        LISTEN,
    ),
    "all sandbox rights": (
        lambda site: (
            f'<iframe src="{site}{WIDGET}" width="600" title="w" '
            'sandbox="allow-scripts allow-same-origin allow-popups allow-forms"></iframe>'
        ),
        LISTEN,
    ),
    "WordPress": (
        lambda site: (
            f'<iframe src="{site}{WIDGET}#?secret={SECRET}" width="600" title="w" '
            f'class="wp-embedded-content" sandbox="allow-scripts" data-secret="{SECRET}"></iframe>'
        ),
        WORDPRESS,
    ),
}


@pytest.mark.parametrize("way", SCRIPTED)
def test_the_height_is_right_at_first_after_a_switch_and_when_narrow(visit, site, host, way):
    body, head = SCRIPTED[way]
    page = visit(host.put("scripted", body(site), head=head))
    first = fits(page)
    assert first > 300
    choose(page, "Clinician")
    assert fits(page) != first
    choose(page, "Patient")
    assert fits(page) == first
    if way in {"element", "data attributes"}:
        page.set_viewport_size(NARROW)
        assert fits(page) > first
        page.set_viewport_size(WIDE)
    else:
        page.locator("iframe").evaluate("one => { one.width = 300; }")
        assert fits(page) > first
        page.locator("iframe").evaluate("one => { one.width = 600; }")
    assert fits(page) == first


PLAIN = {
    "plain": "",
    "WordPress without its script": 'sandbox="allow-scripts"',
    "nothing allowed": 'sandbox=""',
    "all": 'sandbox="allow-scripts allow-same-origin allow-popups allow-forms"',
}


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
@pytest.mark.parametrize("way", PLAIN)
def test_the_reader_is_chosen_in_a_frame_without_help(visit, site, host, way, scripts):
    frame = (
        f'<iframe src="{site}{WIDGET}" width="500" height="600" title="w" {PLAIN[way]}></iframe>'
    )
    page = visit(host.put("plain", frame), java_script_enabled=scripts)
    choose(page, "Caregiver")
    inside = page.frame_locator("iframe")
    expect(inside.get_by_role("heading", level=1)).to_be_visible()
    # Our stylesheet came through the sandbox.
    current = inside.locator(".readers [aria-current]")
    expect(current).to_have_css("font-weight", "700")
    expect(current).not_to_have_css("background-color", "rgba(0, 0, 0, 0)")
    assert page.locator("iframe").evaluate("one => one.clientHeight") == 600


def test_without_scripts_the_element_is_the_link_that_stands_in_it(visit, site, host):
    body = loader(site) + (
        f'<patient-education monograph="zeltrina"><a href="{site}/m/zeltrina">Zeltrina</a>'
        "</patient-education>"
    )
    page = visit(host.put("bare", body), java_script_enabled=False)
    expect(page.get_by_role("link", name="Zeltrina")).to_be_visible()


def test_a_widget_far_below_loads_when_it_is_near(visit, site, host):
    asked = []
    page = visit(host.put("empty", ""))
    page.on("request", lambda request: asked.append(request.url))
    page.goto(host.put("lazy", "<br>" * 600 + element(), head=loader(site)))
    page.wait_for_timeout(400)
    assert not any("/embed/zeltrina" in one for one in asked)
    page.locator("patient-education").scroll_into_view_if_needed()
    assert fits(page) > 300
    assert any("/embed/zeltrina" in one for one in asked)


def test_a_widget_in_a_hidden_tab_is_right_when_the_tab_is_shown(visit, site, host):
    page = visit(host.put("tab", f'<div hidden id="tab">{element()}</div>', head=loader(site)))
    page.wait_for_timeout(200)
    page.evaluate("document.getElementById('tab').hidden = false")
    first = fits(page)
    page.evaluate("document.getElementById('tab').hidden = true")
    page.set_viewport_size(NARROW)
    page.evaluate("document.getElementById('tab').hidden = false")
    assert fits(page) > first


def test_two_widgets_do_not_disturb_each_other(visit, site, host):
    body = f'<div id="one">{element()}</div><div id="two">{element()}</div>'
    page = visit(host.put("two", body, head=loader(site)))
    one, two = "#one iframe", "#two iframe"
    page.locator(two).scroll_into_view_if_needed()
    before = fits(page, two)
    choose(page, "Clinician", one)
    assert fits(page, one) != before
    assert fits(page, two) == before


def test_nothing_scrolls_or_takes_the_focus_when_a_widget_comes(visit, site, host):
    page = visit(host.put("calm", "<br>" * 20 + element() + "<br>" * 60, head=loader(site)))
    page.evaluate("window.scrollTo(0, 120)")
    fits(page)
    assert page.evaluate("[window.scrollY, document.activeElement.tagName]") == [120, "BODY"]


def test_a_frame_never_grows_endlessly(visit, site, host):
    page = visit(host.put("grow", element(), head=loader(site)))
    first = fits(page)
    page.wait_for_timeout(500)
    assert fits(page) == first
    page.locator("iframe").evaluate("one => { one.style.height = '4000px'; }")
    page.frame_locator("iframe").locator("details").first.locator("summary").click()
    assert fits(page) > first
    page.frame_locator("iframe").locator("details").first.locator("summary").click()
    assert fits(page) == first


HEAR = """<script>
window.heard = [];
for (const word of ["loaded", "audience-change"])
  addEventListener(word, ({detail}) => heard.push([word, detail.audience, detail.lang]));
const failed = ({detail}) => detail && heard.push(["error", detail.status]);
document.addEventListener("error", failed, true);
</script>"""


def test_the_site_hears_what_is_shown_and_can_change_it(visit, site, host):
    page = visit(host.put("hear", element(), head=HEAR + loader(site)))
    fits(page)
    choose(page, "Clinician")
    page.wait_for_function("heard.length === 3")
    assert page.evaluate("heard") == [
        ["loaded", "patient", "en"],
        ["loaded", "clinician", "en"],
        ["audience-change", "clinician", "en"],
    ]
    # What the reader chose stays when the site changes the language; the reader can be changed too.
    page.evaluate("document.querySelector('patient-education').setLanguage('es')")
    page.wait_for_function("heard.length === 4")
    assert page.evaluate("heard.at(-1)") == ["loaded", "clinician", "es"]
    page.evaluate("document.querySelector('patient-education').setAudience('patient')")
    page.wait_for_function("heard.length === 6")
    assert page.evaluate("heard.at(-1)") == ["audience-change", "patient", "es"]
    assert page.locator("iframe").get_attribute("title").startswith("What is Zeltrina")


def test_the_site_hears_that_there_is_no_such_page(visit, site, host):
    body = '<patient-education monograph="nothing"></patient-education>'
    page = visit(host.put("wrong", body, head=HEAR + loader(site)))
    page.wait_for_function("heard.length === 1")
    assert page.evaluate("heard") == [["error", 404]]
    expect(page.frame_locator("iframe").get_by_role("heading", level=1)).to_be_visible()
    fits(page)


@pytest.mark.parametrize(
    ("root", "mode", "dark"),
    [
        ("", "dark", False),
        (' class="dark"', "light", True),
        (' class="both"', "dark", True),
        (' class="both"', "light", False),
    ],
    ids=["light site at night", "dark site", "both at night", "both by day"],
)
def test_the_colors_are_those_of_the_site(visit, site, host, root, mode, dark):
    # The host forbids inline styles, so its colors are set by a script, as a theme's switch would.
    script = (
        "<script>const one = document.documentElement;"
        "one.style.colorScheme = one.matches('.dark') ? 'dark' :"
        " one.matches('.both') ? 'light dark' : '';</script>"
    )
    page = visit(
        host.put("colors", element(), head=script + loader(site), root=root), **MODES[mode]
    )
    body = page.frame_locator("iframe").locator("body")
    expect(body).to_have_css(
        "background-color", "rgb(21, 34, 38)" if dark else "rgb(255, 255, 255)"
    )
    page.evaluate("document.querySelector('patient-education').setTheme('dark')")
    expect(body).to_have_css("background-color", NIGHT)
    choose(page, "Caregiver")
    expect(body).to_have_css("background-color", NIGHT)


def test_a_site_that_changes_its_colors_takes_the_widget_with_it(visit, site, host):
    page = visit(host.put("switch", element(), head=loader(site)))
    body = page.frame_locator("iframe").locator("body")
    expect(body).to_have_css("background-color", DAY)
    page.evaluate("document.documentElement.style.colorScheme = 'dark'")
    expect(body).to_have_css("background-color", NIGHT)


FORGE = "<script>parent.postMessage({patiented: 1, event: 'height', value: 9}, '*');</script>"


@pytest.mark.parametrize(
    "sandbox", ["", 'sandbox="allow-scripts"'], ids=["other site", "no origin"]
)
def test_a_message_of_somebody_else_is_not_believed(visit, site, host, sandbox):
    address = host.put("forger", "", head=FORGE)
    body = f'{element()}<iframe src="{address}" id="forger" title="f" {sandbox}></iframe>'
    page = visit(host.put("forged", body, head=loader(site)))
    height = fits(page, "patient-education iframe")
    page.evaluate("postMessage({patiented: 1, event: 'height', value: 9}, '*')")
    page.locator("#forger").evaluate("one => { one.src += '?'; }")
    page.wait_for_timeout(300)
    assert fits(page, "patient-education iframe") == height > 300


def test_wordpress_is_told_where_a_link_leads(visit, site, host):
    body, head = SCRIPTED["WordPress"]
    page = visit(host.put("wp", body(site), head=head))
    fits(page)
    choose(page, "Caregiver")
    page.frame_locator("iframe").get_by_role("link", name="Open the full page").click()
    page.wait_for_function("tops.length === 1")
    assert page.evaluate("tops") == [f"{site}/m/zeltrina/caregiver"]


def test_the_full_page_opens_beside_the_site(visit, site, host):
    page = visit(host.put("open", element(), head=loader(site)))
    fits(page)
    with page.context.expect_page() as opened:
        page.frame_locator("iframe").get_by_role("link", name="Open the full page").click()
    assert opened.value.url == f"{site}/m/zeltrina/patient"


def test_it_works_where_cookies_of_others_are_blocked(browser, host, site):
    blocking = browser.browser_type.launch(
        executable_path=samples.chromium(),
        args=[*samples.CHROMIUM_FLAGS, "--test-third-party-cookie-phaseout"],
    )
    try:
        page = blocking.new_page()
        page.goto(host.put("cookies", element(), head=loader(site)))
        first = fits(page)
        choose(page, "Clinician")
        assert fits(page) != first
        assert page.context.cookies() == []
    finally:
        blocking.close()


@pytest.fixture(scope="module")
def closed_site(service):
    """The same site, whose operator lets nobody else frame widgets."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    settings = samples.replace(samples.settings(), frame_ancestors_widgets="'self'")
    server = make_server("127.0.0.1", 0, create_app(settings, service=service), threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()
    thread.join()
    server.server_close()


def framed(page, address):
    """Put an address into a frame and return what the frame shows in the end."""
    page.locator("iframe").evaluate("(one, address) => { one.src = address; }", address)
    page.wait_for_timeout(500)
    return page.frames[-1].url


def test_frames_are_refused_where_they_are_not_allowed(browser, site, closed_site, host):
    page = browser.new_page()
    page.goto(host.put("refused", '<iframe title="w"></iframe>'))
    assert framed(page, f"{site}{WIDGET}") == f"{site}{WIDGET}"
    assert framed(page, f"{site}/m/zeltrina").startswith("chrome-error:")
    assert framed(page, f"{closed_site}{WIDGET}").startswith("chrome-error:")
    page.goto(f"{closed_site}/embed?monograph=zeltrina")
    expect(page.frame_locator("iframe").get_by_role("heading", level=1)).to_be_visible()
    page.close()


@pytest.mark.parametrize(
    ("mode", "address"),
    [
        ("light", WIDGET),
        ("dark", WIDGET),
        ("forced", WIDGET),
        ("light", "/embed/zeltrina?audience=clinician&sections=all"),
        ("dark", "/embed/zeltrina?sections=short&accent=7a2d5b&radius=16&font=Georgia,serif"),
        ("light", "/embed/zeltrina?theme=sepia"),
        ("dark", "/embed/nothing"),
        ("light", "/ar/embed/zeltrina"),
        ("forced", "/embed?monograph=zeltrina"),
        ("light", "/embed?monograph=zeltrina&accent=fc0"),
    ],
)
def test_axe_finds_nothing_in_widgets_and_their_builder(open_page, address, mode):
    page = open_page(address, quiet=True, viewport={"width": 400, "height": 800}, **MODES[mode])
    assert page.locator("h1").count() == 1
    assert violations(page) == []
    page.set_viewport_size({"width": 280, "height": 600})
    assert page.evaluate("document.documentElement.scrollWidth") <= 280


def test_the_builder_shows_each_choice_at_once(open_page):
    page = open_page("/embed?monograph=zeltrina")
    line = page.locator("#line-element ~ textarea")
    expect(line).to_contain_text('audience="patient"')
    page.get_by_label("Reader", exact=True).select_option("caregiver")
    expect(line).to_contain_text('audience="caregiver"')
    current = page.frame_locator("iframe").locator(".readers [aria-current]")
    expect(current).to_have_text("Caregiver")
    page.get_by_label("Accent color", exact=True).fill("ffcc00")
    expect(page.locator(".blocked")).to_contain_text("contrast of 1.51")
    expect(page.locator("iframe")).to_have_count(0)
    page.get_by_label("Accent color", exact=True).fill("7a2d5b")
    expect(current).to_have_css("background-color", "rgb(122, 45, 91)")
    expect(line).to_contain_text('accent="7a2d5b"')


def test_the_builder_works_without_scripts(open_page):
    page = open_page("/embed?monograph=zeltrina", java_script_enabled=False)
    page.get_by_label("Colors", exact=True).select_option("dark")
    page.get_by_role("button", name="Show it").click()
    expect(page.locator("#line-frame ~ textarea")).to_contain_text("theme=dark")
    expect(page.frame_locator("iframe").get_by_role("heading", level=1)).to_be_visible()


def test_the_lines_of_the_builder_work_when_pasted(visit, open_page, site, host):
    page = open_page("/embed?monograph=zeltrina&audience=caregiver&width=400")
    element_line = page.locator("#line-element ~ textarea").input_value()
    frame_line = page.locator("#line-frame ~ textarea").input_value()
    # Hosts may forbid inline styles, as ours does: the width is the site's own business then.
    pasted = visit(host.put("pasted", element_line.replace(' style="max-width:400px"', "")))
    assert fits(pasted) > 300
    expect(pasted.frame_locator("iframe").locator(".readers [aria-current]")).to_have_text(
        CAREGIVER
    )
    pasted.goto(host.put("pasted", frame_line))
    expect(pasted.frame_locator("iframe").get_by_role("heading", level=1)).to_have_text(PATIENT)
