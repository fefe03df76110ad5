"""The contract between page records and templates, and the rules that templates must keep."""

from __future__ import annotations

import re
from dataclasses import fields

import pytest
from jinja2 import Undefined, meta, nodes
from jinja2.exceptions import UndefinedError

from patiented.errors import UsageError
from patiented.rendering import (
    ErrorPage,
    Site,
    Templates,
    ask_contexts,
    compared,
    contexts,
    embed_contexts,
    handout_context,
    site_contexts,
    versions,
)
from patiented.rendering.desks import (
    account_contexts,
    review_contexts,
    score_contexts,
    source_contexts,
    tending_contexts,
)
from patiented.rendering.desks import contexts as desks
from patiented.rendering.templates import PRINT_SHEET, SHEETS, STYLESHEETS, TEMPLATES
from tests.web import samples

ROOT = samples.ROOT / "templates"
SPOKEN = {"_", "gettext", "ngettext"}
FILES = sorted(path.relative_to(ROOT).as_posix() for path in ROOT.rglob("*.html"))


@pytest.fixture(scope="module")
def templates():
    return Templates((ROOT,))


def names_used(templates, name, seen=frozenset()):
    """Every name that a template, its parents and its includes take from the page record."""
    environment = templates.jinja
    source = environment.loader.get_source(environment, name)[0]
    tree = environment.parse(source)
    found = meta.find_undeclared_variables(tree)
    for node in tree.find_all((nodes.Extends, nodes.Include)):
        other = node.template.value
        if other not in seen:
            found |= names_used(templates, other, seen | {name})
    imported = {macro for node in tree.find_all(nodes.FromImport) for macro in node.names}
    return found - imported - SPOKEN


@pytest.mark.parametrize("record", TEMPLATES)
def test_a_template_uses_exactly_the_fields_of_its_record(templates, record):
    used, given = names_used(templates, TEMPLATES[record]), {one.name for one in fields(record)}
    # A part of a page has a site for its language alone.
    assert used <= given
    assert given - used <= {"site"}


def test_every_page_record_has_a_template():
    modules = (
        contexts,
        account_contexts,
        ask_contexts,
        desks,
        source_contexts,
        tending_contexts,
        embed_contexts,
        site_contexts,
        compared,
        versions,
        handout_context,
        review_contexts,
        score_contexts,
    )
    pages = {one for m in modules for name, one in vars(m).items() if name.endswith("Page")}
    assert pages == set(TEMPLATES)


@pytest.mark.parametrize("name", FILES)
def test_no_template_marks_content_as_safe_or_turns_escaping_off(name):
    text = (ROOT / name).read_text(encoding="utf-8")
    assert not re.search(r"\|\s*safe\b|autoescape|\bMarkup\b", text)


def test_a_missing_value_is_an_error(templates):
    template = templates.jinja.get_template(TEMPLATES[ErrorPage])
    with pytest.raises(UndefinedError):
        template.render(site=Site("/", "/policy", "", "", "", ""), title="x")
    assert not issubclass(Undefined, type(templates.jinja.undefined))


def test_a_librarys_own_template_lies_over_the_shipped_one(tmp_path):
    (tmp_path / "errors").mkdir()
    (tmp_path / "errors" / "error.html").write_text("own: {{ title }}", encoding="utf-8")
    site = Site("/", "/policy", "", "", "", "")
    page = ErrorPage(site, "<gone>", "x", ())
    assert Templates((tmp_path, ROOT)).render(page) == "own: &lt;gone&gt;"
    assert "This page" not in Templates((tmp_path, ROOT)).render(page)


def test_a_librarys_own_stylesheet_lies_over_the_shipped_one(tmp_path):
    (tmp_path / "static").mkdir()
    (tmp_path / "static" / "tokens.css").write_text(":root { --ink: teal; }", encoding="utf-8")
    sheet = Templates((tmp_path, ROOT)).stylesheet
    assert sheet.startswith(":root { --ink: teal; }")
    assert ".box-head" in sheet


def test_without_any_folder_of_templates_the_reason_is_told(tmp_path):
    with pytest.raises(UsageError, match="no templates folder"):
        Templates((tmp_path / "none",))


def test_every_shipped_stylesheet_is_in_the_one_of_all_pages_a_single_pages_own_or_for_paper():
    assert sorted((*STYLESHEETS, *SHEETS, PRINT_SHEET)) == sorted(
        path.name for path in (ROOT / "static").glob("*.css")
    )


def test_the_stylesheet_can_be_inlined_and_loads_nothing(templates):
    assert "</" not in templates.stylesheet
    assert "@import" not in templates.stylesheet
    assert re.findall(r"url\(([^)]*)\)", templates.stylesheet) == ['"#hatch"']


def test_every_color_token_has_a_forced_and_a_dark_value(templates):
    def tokens(block):
        return set(re.findall(r"(--[\w-]+):", block))

    tokens_css = templates.static("tokens.css").decode()
    light = {
        name for name, value in re.findall(r"(--[\w-]+): (#\w+)", tokens_css.split("@media")[0])
    }
    dark = tokens_css.split("prefers-color-scheme: dark")[1].split("@media")[0]
    assert light == tokens(dark) & light
    assert light <= tokens(templates.static("forced.css").decode())
    on_paper = light - {"--focus", "--onthread"}  # nothing is focused or pressed on paper
    assert on_paper <= tokens(templates.static("print.css").decode())
