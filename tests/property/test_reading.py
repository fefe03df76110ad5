"""What holds for any source: a document or a named error, every character accounted for.

Sources are made in three ways: any bytes, bits of Markdown thrown together, and well-formed
documents whose every word is known, so that a lost or moved one is seen.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from patiented.errors import PatientedError, PlacedError
from patiented.reading import read_bytes, report_bytes
from patiented.reading.sentences import split_sentences

if TYPE_CHECKING:
    import random

FORMATS = st.sampled_from(["markdown", "text"])
CALM = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow], max_examples=250)

SIGNS = (
    "# ## ### - * + 1. 12) > >> | || |--|--| --- === ``` ~~~ ` `` ** *** _ __ [ ] ( ) ](x) ! !["
    " : . , ; ? … { } < & \\ \\* \\| @ ' \" &a *a !!str"
)
MARKUP = (
    "[^1] [^a]: [^ [a]: [a] <b> <!-- --> &amp; &#65; &lt; {role=dosage} {x} [l](https://e.org)"
    " https://e.org <https://e.org> javascript:x title: taught: drugs: [x]"
)
WORDS = (
    "e.g. 1.5 % 5 mg 12 years b.i.d. Fig. 2 IL-4 Dosage Boxed warning \u00e9 \u65e5 \u00d7 \u00b0"
)
GAPS = [" ", " ", "\n", "\n\n", "    ", "\t", "\r\n", "\r", "  \n", "\u00a0", "---\n", "| "]
BITS = st.sampled_from([*f"{SIGNS} {MARKUP} {WORDS}".split(), *GAPS * 5])

SOUPS = st.lists(BITS, max_size=40).map("".join)
TABLES = st.lists(
    st.lists(BITS.filter(lambda b: "\n" not in b), min_size=1, max_size=3).map(" ".join), max_size=6
).map(lambda cells: "| a | b |\n|---|---|\n" + "".join(f"| {c} | {c} |\n" for c in cells))


@given(st.binary(max_size=300), FORMATS)
@example(b"---\n---\n", "markdown")
@example(b"\xef\xbb\xbf", "text")
@CALM
def test_any_bytes_give_a_document_or_a_named_error(data, name):
    survive(data, name)


@given(st.text(max_size=200), FORMATS)
@CALM
def test_any_text_gives_a_document_or_a_named_error(text, name):
    survive(text.encode("utf-8", "surrogatepass"), name)


@given(SOUPS | TABLES | st.tuples(SOUPS, TABLES, SOUPS).map("\n\n".join), FORMATS)
@CALM
def test_any_markup_gives_a_document_or_a_named_error(text, name):
    survive(text.encode(), name)


@given(SOUPS)
@CALM
def test_any_front_matter_gives_a_document_or_a_named_error(text):
    survive(f"---\n{text}\n---\nText.\n".encode(), "markdown")


def survive(data: bytes, name: str) -> None:
    """Read twice: the same both times, either a document that adds up or an error with a place."""
    got = outcome(data, name)
    assert got == outcome(data, name)
    if isinstance(got, str):
        path, line, column, _ = got.split(":", 3)
        assert (path, int(line) > 0, int(column) > 0) == ("x.md", True, True)
        assert "\n" not in got
        assert "would be lost" not in got, "a reader did not account for what it read"
        return
    accounted = report_bytes(data, path="x.md", format=name)["accounted"]
    assert isinstance(accounted, dict)
    parts = [accounted[key] for key in ("kept", "heading", "markup")]
    parts += [entry["count"] for entry in accounted["dropped"]]
    assert sum(parts) == accounted["total"] == len(data.decode())


def outcome(data: bytes, name: str):
    try:
        return read_bytes(data, path="x.md", format=name)
    except PlacedError as error:
        return str(error)


# Documents whose every word is known


class Words:
    """Hands out words that occur nowhere else, and keeps them."""

    def __init__(self) -> None:
        self.given: list[str] = []

    def some(self, count: int) -> str:
        words = [f"w{len(self.given) + n}x" for n in range(count)]
        self.given += words
        return " ".join(words)


@st.composite
def documents(draw) -> tuple[str, list[str]]:
    words = Words()
    blocks = draw(st.lists(st.sampled_from(sorted(MAKERS)), min_size=1, max_size=8))
    text = "\n\n".join(MAKERS[kind](draw, words) for kind in blocks)
    return f"---\ntitle: T\n---\n\n{words.some(2)}.\n\n{text}\n", words.given


def paragraph(draw, words: Words) -> str:
    ends = draw(st.lists(st.sampled_from([". ", ".\n", "? ", ", ", " *b* ", " "]), max_size=6))
    return "".join(words.some(draw(st.integers(1, 3))) + end for end in ends) + words.some(1) + "."


def heading(draw, words: Words) -> str:
    return "#" * draw(st.integers(2, 4)) + " " + words.some(2)


def bullets(draw, words: Words) -> str:
    marker = draw(st.sampled_from(["-", "*", "1."]))
    depths = draw(st.lists(st.integers(0, 2), min_size=1, max_size=5))
    return "\n".join(" " * 4 * depth + f"{marker} {words.some(2)}" for depth in depths)


def table(draw, words: Words) -> str:
    width = draw(st.integers(2, 4))
    rows = draw(st.integers(1, 3))
    lines = ["| " + " | ".join(words.some(1) for _ in range(width)) + " |" for _ in range(rows + 1)]
    lines.insert(1, "|" + "---|" * width)
    return "\n".join(lines)


def callout(draw, words: Words) -> str:
    lines = draw(st.integers(1, 3))
    return "\n".join(f"> {words.some(2)}." for _ in range(lines))


def linked(draw, words: Words) -> str:
    inner = draw(st.sampled_from(["**{}**", "[{}](https://e.org/y)", "`{}`", "_{}_", "&lt;{}"]))
    return f"{words.some(1)} {inner.format(words.some(2))} {words.some(1)}."


MAKERS = {
    "bullets": bullets,
    "callout": callout,
    "heading": heading,
    "linked": linked,
    "paragraph": paragraph,
    "table": table,
}


@given(documents())
@CALM
def test_every_word_of_a_document_arrives_once(document):
    text, words = document
    found = read_bytes(text.encode(), path="x.md")
    said = [section.heading for section in found.sections if section.heading != "T"]
    for section in found.sections:
        for block in section.blocks:
            said += block.header
            for statement in block.statements:
                said += statement.cells or [statement.text]
    got = [word.strip("*.,?_<`") for line in said for word in line.split()]
    assert sorted(word for word in got if word.startswith("w")) == sorted(words)


@given(documents())
@CALM
def test_a_statement_points_at_its_first_character(document):
    text, _ = document
    lines = text.split("\n")
    for statement in read_bytes(text.encode(), path="x.md").statements():
        first = (statement.cells or (statement.text,))[0][0]
        assert lines[statement.line - 1][statement.column - 1] in (first, "&")


@given(
    st.lists(st.sampled_from(["Stop it.", "Use 5 mg.", "Use 6 mg.", "No."]), max_size=6),
    st.randoms(),
)
@CALM
def test_ids_stay_when_paragraphs_are_reordered(sentences, dice: random.Random):
    sentences = ["First one.", *sentences]
    mixed = sorted(sentences, key=lambda _: dice.random())
    assert ids(sentences) == ids(mixed)


def ids(paragraphs: list[str]) -> dict[str, str]:
    found = read_bytes("\n\n".join(paragraphs).encode(), path="x.md")
    return {statement.id: statement.text for statement in found.statements()}


@given(st.text(alphabet=st.sampled_from("aB1 .,;:!?()[]\"'…\n-≥%“”&"), max_size=120))
@CALM
def test_sentences_cover_all_but_white_space_in_order(text):
    at = 0
    for start, end in split_sentences(text):
        assert text[at:start].strip() == ""
        assert start < end
        assert text[start:end] == text[start:end].strip()
        at = end
    assert text[at:].strip() == ""


@pytest.mark.parametrize("name", ["markdown", "text"])
def test_errors_of_every_kind_are_of_the_family(name):
    with pytest.raises(PatientedError):
        read_bytes(b"", path="x", format=name)
