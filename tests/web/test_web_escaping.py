"""Whatever a source says, it stays text: on pages, in files, in Markdown."""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass, replace
from enum import Enum

import pytest

from patiented.model import Reference
from patiented.rendering import Templates, render_standalone
from patiented.web import create_app
from tests.web import samples
from tests.web.page_tree import code_of, tree

EVIL = "</script><script>alert(1)</script><img src=x onerror=\"a('b')\">&amp;{{ 7*7 }}<b>"
PLAIN = {"id", "fingerprint", "monograph", "audience", "lang", "source_hash", "url", "updated"}


def poisoned(value):
    """A copy with the evil text at the end of every string that a source or writer can fill."""
    if is_dataclass(value) and not isinstance(value, type):
        changes = {
            one.name: poisoned(getattr(value, one.name))
            for one in fields(value)
            if one.name not in PLAIN
        }
        return replace(value, **changes)
    if isinstance(value, tuple):
        return tuple(poisoned(one) for one in value)
    if isinstance(value, str) and not isinstance(value, Enum) and value:
        return value + EVIL
    return value


@pytest.fixture(params=list(samples.LABELS))
def evil(request):
    page = samples.published(request.param)
    edition = replace(
        poisoned(page.edition),
        scores=samples.SCORES,
        references=(Reference(1, "x", f"A source {EVIL}", "javascript:alert(1)"),),
    )
    return replace(page, edition=edition)


def answer(page, suffix=""):
    service = samples.SampleService({page.edition.audience: page})
    client = create_app(samples.settings(), service=service).test_client()
    return client.get(f"/m/zeltrina/{page.edition.audience}{suffix}").text


def assert_harmless(root):
    assert [s for s in code_of(root) if s.text or "src" not in s.attrs] == []
    assert root.all("img") == []
    assert root.all("b") == []
    for node in root.walk():
        assert not [name for name in node.attrs if name.startswith("on")]
        assert not node.attrs.get("href", "").lower().startswith("javascript")


def test_a_page_full_of_markup_shows_it_as_text(evil):
    root = tree(answer(evil))
    assert_harmless(root)
    assert "{{ 7*7 }}" in root.text
    assert "49" not in root.one("article").words


def test_a_file_full_of_markup_shows_it_as_text(evil):
    audience = next(a for a in samples.AUDIENCES if a.id == evil.edition.audience)
    templates = Templates(samples.settings().template_roots)
    root = tree(render_standalone(evil, audience, templates))
    assert_harmless(root)
    assert root.all("script") == []


def test_the_library_shows_markup_as_text(evil):
    service = samples.SampleService({evil.edition.audience: evil})
    service.library = lambda: (samples.Card("zeltrina", evil.edition.meta, ()),)
    client = create_app(samples.settings(), service=service).test_client()
    assert_harmless(tree(client.get("/").text))


def test_a_withdrawal_notice_shows_markup_as_text():
    notice = replace(samples.NOTICE, reason=EVIL)
    assert_harmless(tree(answer(samples.published(withdrawn=notice))))


def test_json_is_still_json_and_holds_the_text_as_it_is(evil):
    data = json.loads(answer(evil, ".json"))
    assert EVIL in data["sections"][0]["blocks"][0]["statements"][0]["text"]


def test_markdown_shows_markup_as_text(evil):
    text = answer(evil, ".md")
    assert "<script" not in text.replace("\\<", "")
    assert "javascript:" not in text
