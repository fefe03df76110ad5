"""What a sentence is: golden cases as plain text, and what holds for any text."""

from __future__ import annotations

from pathlib import Path

import pytest

from patiented.reading.sentences import split_sentences

GOLDEN = Path(__file__).parents[1] / "golden" / "reading_sentences.md"


def cases() -> list[tuple[str, str, list[str]]]:
    """Read the golden file: title, text and expected sentences between lines of one dot."""
    blocks = GOLDEN.read_text(encoding="utf-8").split("\n.\n")
    found = []
    for start in range(0, len(blocks) - 2, 3):
        title = blocks[start].strip().split("\n")[-1]
        found.append((title, blocks[start + 1], blocks[start + 2].split("\n")))
    return found


def sentences(text: str) -> list[str]:
    return [" ".join(text[start:end].split()) for start, end in split_sentences(text)]


@pytest.mark.parametrize(("title", "text", "expected"), cases(), ids=lambda value: str(value)[:50])
def test_text_is_cut_as_the_golden_case_says(title, text, expected):
    assert sentences(text) == expected, title


def test_there_are_at_least_sixty_golden_cases():
    assert len(cases()) >= 60
    assert len({text for _, text, _ in cases()}) == len(cases())


def test_spans_point_into_the_text_without_white_space_around():
    text = "  One here.   Two here.\n\n Three "
    assert [text[a:b] for a, b in split_sentences(text)] == ["One here.", "Two here.", "Three"]


@pytest.mark.parametrize("text", ["", " ", "\n\n", "."])
def test_text_without_words_has_no_more_than_one_sentence(text):
    assert len(split_sentences(text)) <= 1


@pytest.mark.parametrize(
    "unit",
    ["1. ", "a. ", ".", "(", "(a. B ", "[1,", "a.1,", "\n", "\n ", '."', "A.B. ", "a.) B", "… "],
    ids=repr,
)
def test_hostile_text_of_any_length_is_split_at_once(unit):
    # Were any of these quadratic, 60,000 of them would take minutes.
    text = unit * 60_000
    assert all(start < end for start, end in split_sentences(text))
