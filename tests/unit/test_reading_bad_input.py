"""Bad input is one clear line with path, line and column; nothing is shown wrongly in silence."""

from __future__ import annotations

import os

import pytest

from patiented.errors import PatientedError, PlacedError, RefusedError, SourceError
from patiented.reading import MAX_BYTES, read, read_bytes, report

FRONT = b"---\ntitle: x\n---\n"


def failure(data: bytes | str, path: str = "x/monograph.md") -> PlacedError:
    if isinstance(data, str):
        data = data.encode()
    with pytest.raises(PlacedError) as caught:
        read_bytes(data, path=path)
    return caught.value


CASES = [
    ("a NUL byte", b"Text\nwith \0 in it", 2, 6, "NUL"),
    ("a byte that is not UTF-8", b"Text\nok\xff", 2, 3, "UTF-8"),
    ("UTF-16", "Text".encode("utf-16"), 1, 1, "UTF-8"),
    ("a byte that is not UTF-8 after CR lines", b"a\r\nb\rc\xff", 3, 2, "UTF-8"),
    ("nothing", b"", 1, 1, "empty"),
    ("white space", b" \n\t\n", 1, 1, "empty"),
    ("headings only", b"## Dosage\n", 1, 1, "no text"),
    ("front matter only", b"---\ntitle: x\n---\n", 4, 1, "no text"),
    ("a control character", b"a\x07b", 1, 2, "U+0007"),
    ("a form feed", b"a\n\x0cb", 2, 1, "U+000C"),
    ("a line of a megabyte", b"x" * 1_000_000, 1, 50_001, "break it up"),
    ("an endless paragraph", b"word word\n" * 2_000, 1, 1, "break it up"),
    ("bullets nested on one line", b"- " * 10_000 + b"x", 1, 1, "nested"),
    (
        "bullets nested by indent",
        b"".join(b" " * (2 * n) + b"- x\n" for n in range(900)),
        12,
        1,
        "nested",
    ),
    ("quotes nested", b">" * 10_000 + b"x", 1, 1, "nested"),
    (
        "a short row",
        b"| a | b |\n|---|---|\n| 1 | 2 |\n| 1 |\n",
        4,
        1,
        "1 cells under a header with 2",
    ),
    ("a long row", b"| a | b |\n|---|---|\n| 1 | 2 | 3 |\n", 3, 1, "3 cells under a header with 2"),
    ("text right under a table", b"| a | b |\n|---|---|\n| 1 | 2 |\ntext\n", 4, 1, "cells"),
    ("a ragged row in a callout's list", b"Text\n\n| a | b |\n|--|--|\n| \\| |\n", 5, 1, "cells"),
    (
        "a rule row that does not fit",
        b"Text\n\n| a | b |\n|---|---|---|\n| 1 | 2 |\n",
        4,
        1,
        "line up",
    ),
    ("a table without a rule row", b"| a | b |\n| 1 | 2 |\n", 1, 1, "row of dashes"),
    ("an undefined footnote", b"Text.\nMore[^2].\n", 2, 5, "[^2] is not defined"),
    ("a footnote that cites itself", b"A[^1].\n\n[^1]: B[^1]\n", 3, 8, "cites itself"),
    ("footnotes in a circle", b"A[^1].\n\n[^1]: B[^2]\n\n[^2]: C[^1]\n", 5, 8, "cites itself"),
    (
        "a footnote in a footnote that is not defined",
        b"A[^1].\n\n[^1]: B[^2]\n",
        3,
        8,
        "not defined",
    ),
    ("a footnote defined twice", b"A[^1].\n\n[^1]: B\n\n[^1]: C\n", 5, 1, "twice"),
    ("an empty footnote", b"A[^1].\n\n[^1]:\n", 3, 1, "says nothing"),
    ("a citation that is not closed", b"A [^1\n", 1, 3, "not closed"),
    ("a citation in a heading", b"## Dosage[^1]\n\nA\n\n[^1]: B\n", 1, 10, "heading"),
    (
        "a table in a list",
        b"- a\n\n  | a | b |\n  |---|---|\n  | 1 | 2 |\n",
        3,
        3,
        "inside a list item",
    ),
    ("a heading in a callout", b"> # A\n", 1, 3, "inside a callout"),
    ("an unknown heading attribute", b"## Dosage {class=x}\n\nA\n", 1, 11, "role="),
    ("an unknown role", b"## Dosage {role=dosag}\n\nA\n", 1, 11, "did you mean dosage?"),
    ("a heading without words", b"##\n\nA\n", 1, 1, "without words"),
    ("a paragraph made a heading by dashes", b"Take 5 mg.\n---\n", 1, 1, "blank line"),
    ("a greater-than sign read as a callout", b"For people aged\n> 65 years.\n", 2, 1, "callout"),
    ("allele stars read as emphasis", b"CYP2C9*2 or CYP2C9*3 carriers\n", 1, 7, "emphasis"),
    ("a sentence read as a link definition", b"[Warning]: Contraindicated\n\nA\n", 1, 1, "vanish"),
]

UNSAFE = [
    ("an HTML tag", b"A <b>c</b>\n", 1, 3, "HTML"),
    ("an HTML block", b"A\n\n<div>\nx\n</div>\n", 3, 1, "HTML"),
    ("an HTML comment in a line", b"A <!-- c -->\n", 1, 3, "HTML"),
    ("an HTML comment on its own", b"A\n\n<!-- c -->\n", 3, 1, "HTML"),
    ("HTML in a list", b"- a\n\n  <p>x</p>\n", 3, 3, "HTML"),
    ("a javascript link", b"See [a](javascript:alert(1)).\n", 1, 5, "javascript"),
    ("a javascript link in capitals", b"See [a](JaVaScRiPt:x).\n", 1, 5, "scheme"),
    ("a javascript link with an escaped tab", b"See [a](java&#9;script:x).\n", 1, 5, "javascript"),
    ("a javascript link by reference", b"See [a][b].\n\n[b]: javascript:x\n", 1, 5, "javascript"),
    ("an unused javascript definition", b"See.\n\n[b]: javascript:x\n", 3, 1, "javascript"),
    ("a javascript address", b"See <javascript:x>.\n", 1, 5, "javascript"),
    ("a data link", b"See [a](data:text/html,x).\n", 1, 5, "data"),
    ("a bidi override", "A\nb \u202ec\n".encode(), 2, 3, "U+202E"),
    ("a bidi isolate", "A \u2067b\n".encode(), 1, 3, "U+2067"),
    ("an escaped bidi override", b"A &#x202e;b\n", 1, 3, "U+202E"),
    ("an invisible character in a number", "10\u200b0 mg\n".encode(), 1, 3, "U+200B"),
    ("a soft hyphen", "10\u00ad0 mg\n".encode(), 1, 3, "U+00AD"),
    ("a lost character", "1\ufffd2 tablet\n".encode(), 1, 2, "lost"),
    ("an escaped NUL", b"A &#0; b\n", 1, 3, "lost"),
    ("a private character", "A \uf0b3 12 years\n".encode(), 1, 3, "U+F0B3"),
    (
        "an empty boxed warning",
        b"A\n\n## Boxed warning\n\n## Dosage\n\nB\n",
        3,
        4,
        "boxed warning is empty",
    ),
]


@pytest.mark.parametrize(
    ("data", "line", "column", "words"), [c[1:] for c in CASES], ids=[c[0] for c in CASES]
)
def test_what_cannot_be_read_is_named_with_its_place(data, line, column, words):
    error = failure(data)
    assert isinstance(error, SourceError)
    assert (error.line, error.column) == (line, column)
    assert words in error.message


@pytest.mark.parametrize(
    ("data", "line", "column", "words"), [c[1:] for c in UNSAFE], ids=[c[0] for c in UNSAFE]
)
def test_what_is_unsafe_is_refused_with_its_place(data, line, column, words):
    error = failure(data)
    assert isinstance(error, RefusedError)
    assert (error.line, error.column) == (line, column)
    assert words in error.message


@pytest.mark.parametrize("data", [c[1] for c in CASES + UNSAFE], ids=[c[0] for c in CASES + UNSAFE])
def test_an_error_is_one_line_that_begins_with_the_place_and_exits_with_two(data):
    error = failure(data)
    assert str(error).startswith(f"x/monograph.md:{error.line}:{error.column}: ")
    assert "\n" not in str(error)
    assert len(str(error)) < 250
    assert error.exit_code == 2


def test_the_place_counts_the_front_matter():
    error = failure(FRONT + b"\nA <b>\n")
    assert (error.line, error.column) == (5, 3)


def test_a_file_over_the_limit_is_refused(tmp_path):
    path = tmp_path / "big.md"
    path.write_bytes(b"word\n\n" * (MAX_BYTES // 6 + 1))
    with pytest.raises(SourceError, match="larger than 2 MB"):
        read(path)


@pytest.mark.parametrize("name", ["", "folder", "folder.md"])
def test_a_folder_is_named_as_one(tmp_path, name):
    (tmp_path / name).mkdir(exist_ok=True)
    with pytest.raises(SourceError, match="is a folder"):
        read(tmp_path / name)


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(SourceError, match=r"gone\.md:1:1: cannot be read: No such file"):
        read(tmp_path / "gone.md")


def test_a_path_with_a_nul_is_named():
    with pytest.raises(SourceError, match="is not a path"):
        read("a\0b.md")


def test_a_path_that_is_too_long_is_named():
    with pytest.raises(SourceError, match="cannot be read"):
        read("x" * 5_000 + ".md")


def test_a_pipe_is_not_waited_for(tmp_path):
    path = tmp_path / "pipe.md"
    os.mkfifo(path)
    with pytest.raises(SourceError, match="ordinary file"):
        read(path)


def test_an_unknown_ending_names_the_known_ones(tmp_path):
    path = tmp_path / "a.docx"
    path.write_bytes(b"x")
    with pytest.raises(SourceError, match=r"known are \.md"):
        read(path)


def test_an_unknown_format_is_named():
    with pytest.raises(PatientedError, match="no format 'docx'"):
        read_bytes(b"x", path="x", format="docx")


def test_the_report_refuses_what_reading_refuses(tmp_path):
    path = tmp_path / "a.md"
    path.write_bytes(b"A <b>\n")
    with pytest.raises(RefusedError):
        report(path)


HOSTILE = {
    "open brackets": b"[" * 9_000,
    "open links": b"[a](" * 2_400,
    "images": b"![" * 4_900,
    "open citations": b"[^" * 4_900,
    "stars": b"*a_ " * 2_400,
    "ticks": b" ".join(b"`" * n for n in range(1, 130)),
    "less-than signs": b"<" * 9_000,
    "tags": b"<a " * 3_000,
    "comments": b"<!-" * 3_000,
    "ampersands": b"&a" * 4_900,
    "backslashes": b"\\" * 9_000,
    "wide table": b"|a" * 4_000 + b"\n" + b"|-" * 4_000 + b"\n",
    "link definitions": b"".join(b"[a%d]: /x\n" % n for n in range(2_000)) + b"\nx",
    "footnotes": b"x\n\n" + b"".join(b"[^a%d]: x\n\n" % n for n in range(2_000)),
    "a chain of footnotes": b"x[^0]\n\n"
    + b"".join(b"[^%d]: x[^%d]\n\n" % (n, n + 1) for n in range(5_000))
    + b"[^5000]: x\n",
    "headings": b"# a\n\nb\n\n" * 2_000,
    "lists": b"* a\n  * b\n" * 2_000,
    "fences": b"```\n" * 4_000 + b"\n\nx",
    "rules": b"x\n\n" + b"---\n" * 4_000,
    "yaml brackets": b"---\ntitle: " + b"[" * 16_000 + b"\n---\nx\n",
    "yaml braces": b"---\n" + b"{a: " * 4_000 + b"\n---\nx\n",
    "yaml keys": b"---\n" + b"".join(b"k%d: v\n" % n for n in range(1_500)) + b"---\nx\n",
    "yaml quotes": b"---\ntitle: '" + b"''" * 8_000 + b"\n---\nx\n",
}


@pytest.mark.parametrize("data", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_input_ends_in_a_document_or_a_named_error(data):
    assert outcome(data) in {"a document", "SourceError", "RefusedError"}


def outcome(data: bytes) -> str:
    try:
        read_bytes(data, path="x.md")
    except PlacedError as error:
        return type(error).__name__
    return "a document"
