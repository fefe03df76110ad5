"""Stylesheets and scripts in fewer bytes that say the same."""

from __future__ import annotations

import pytest

from patiented.rendering.tightening import tight_css, tight_js
from tests.conftest import ROOT

SHEETS = sorted((ROOT / "templates" / "static").glob("*.css"))


@pytest.mark.parametrize(
    ("text", "tight"),
    [
        ("a {\n  color: red;\n  margin: 0 auto;\n}\n", "a{color:red;margin:0 auto}"),
        ("/* what */\na , b > c { }\n", "a,b > c{}"),
        ("a :hover { x: y }", "a :hover{x:y}"),
        ('a::before { content: "/* no */ ; }  x"; }', 'a::before{content:"/* no */ ; }  x"}'),
        ("a { content: '\\'  ; ' }", "a{content:'\\'  ; '}"),
        ("a { width: calc(1px + 2 * (3px - 1px)); }", "a{width:calc(1px + 2 * (3px - 1px))}"),
        ("@media (x: 7px) and (y) { a { b: c } }", "@media (x:7px) and (y){a{b:c}}"),
        ("a { --x: 1, 2; }", "a{--x:1,2}"),
        ("a/* x */.b { margin: 0/**/auto; }", "a/**/.b{margin:0/**/auto}"),
        ("a { background: url(data:x;y, z) }", "a{background:url(data:x;y, z)}"),
    ],
)  # fmt: skip
def test_a_stylesheet_loses_comments_and_space_only(text, tight):
    assert tight_css(text) == tight


@pytest.mark.parametrize("path", SHEETS, ids=lambda path: path.name)
def test_a_tight_stylesheet_is_smaller_and_stays_as_it_is(path):
    text = path.read_text(encoding="utf-8")
    tight = tight_css(text)
    assert len(tight) < len(text)
    assert tight_css(tight) == tight
    assert "/*" not in tight


def test_a_script_loses_its_comment_lines_and_indents():
    text = '// What.\n"use strict";\n\nif (a) {\n  // Why.\n  b("// c"); // d\n}\n'
    assert tight_js(text) == '"use strict";\nif (a) {\nb("// c"); // d\n}\n'


@pytest.mark.parametrize("text", ["x = `\n  // kept\n`;\n", "/*\n// x\n*/\n"])
def test_a_script_that_could_be_misread_stays_as_it_is(text):
    assert tight_js(text) == text
