"""Finding monographs by words: what is forgiven, what is told, what comes first."""

from __future__ import annotations

import pytest

from patiented.finding import Index, entry_of, pieces
from patiented.model import Meta, MonographKind, TaughtTerm


def meta(title, **more):
    return Meta(title, more.pop("name", title), **more)


LIBRARY = {
    "zeltrina": meta(
        "What is Zeltrina?",
        name="Zeltrina",
        drugs=("Zeltrina", "examplib"),
        conditions=("atopic dermatitis",),
        codes=(("rxnorm", ("2569081",)), ("icd10", ("L20.9", "L80"))),
        taught=(TaughtTerm("atopic dermatitis", "a common kind of eczema"),),
    ),
    "hydroxyzine": meta("Hydroxyzine", drugs=("hydroxyzine",), brands=("Atarax", "Vistaril")),
    "prednisolone": meta("Prednisolone", drugs=("prednisolone",)),
    "epilepsy": meta("Epilepsy", kind=MonographKind.CONDITION, conditions=("épilepsie",)),
    "zelt": meta("About Zelt, and not Zeltrina cream"),
}


@pytest.fixture
def index():
    return Index(entry_of(identity, one) for identity, one in LIBRARY.items())


def ids(search):
    return [hit.id for hit in search.hits]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Zeltrina", "zeltrina"),
        ("EXAMPLIB", "zeltrina"),
        ("atopic", "zeltrina"),
        ("Dermatitis atopic", "zeltrina"),
        ("eczema", "zeltrina"),
        ("L20.9", "zeltrina"),
        ("l20", "zeltrina"),
        ("2569081", "zeltrina"),
        ("atarax", "hydroxyzine"),
        ("Epilepsie", "epilepsy"),
        ("EPILÉPSIE", "epilepsy"),
        ("epile", "epilepsy"),
        ("hydroxizyne", "hydroxyzine"),
    ],
)
def test_a_page_is_found_by_title_name_condition_brand_code_beginning_and_slip(index, text, found):
    assert ids(index.search(text))[0] == found


def test_no_words_find_everything_by_title(index):
    assert ids(index.search("  ")) == [
        "zelt",
        "epilepsy",
        "hydroxyzine",
        "prednisolone",
        "zeltrina",
    ]


def test_the_page_with_that_very_name_stands_first(index):
    assert ids(index.search("zeltrina")) == ["zeltrina", "zelt"]


def test_what_was_taken_for_what_is_told(index):
    assert index.search("prednisone").taken == (("prednisone", "prednisolone"),)
    assert index.search("prednisolone").taken == ()


def test_nothing_is_forgiven_where_words_are_to_be_taken_as_typed(index):
    assert index.search("prednisone", exact=True).hits == ()


@pytest.mark.parametrize("text", ["L81", "l209x", "2569082", "256908l", "abc", "zeltr1na"])
def test_a_word_with_a_digit_or_of_few_letters_is_never_guessed(index, text):
    assert index.search(text).taken == ()


def test_a_word_that_is_there_is_never_taken_for_another(index):
    library = Index([entry_of("a", meta("Celebrex")), entry_of("b", meta("Celebres"))])
    assert ids(library.search("celebrex")) == ["a"]


def test_every_word_must_be_on_the_page(index):
    assert ids(index.search("zeltrina cream")) == ["zelt"]


def test_when_no_page_has_all_words_those_with_some_are_told_as_such(index):
    search = index.search("atarax epilepsy")
    assert search.partial
    assert set(ids(search)) == {"hydroxyzine", "epilepsy"}


def test_a_word_that_half_of_the_pages_have_finds_none_by_itself_beside_others():
    many = [entry_of(f"m{n}", meta(f"What is drug{n}x?", name=f"n{n}")) for n in range(20)]
    assert Index(many).search("what nothing").hits == ()


def test_what_a_page_was_found_by_is_told_unless_the_title_says_it(index):
    assert index.found_by("zeltrina", index.search("zeltrina").words) == ()
    assert index.found_by("zeltrina", index.search("examplib").words) == ("examplib",)
    assert index.found_by("zeltrina", index.search("l20").words) == ("L20.9",)
    taught = "atopic dermatitis: a common kind of eczema"
    assert index.found_by("zeltrina", index.search("eczema").words) == (taught,)


@pytest.mark.parametrize("text", ["hydroxizin", "Hydroxyzine-tablets", "VISTARILL"])
def test_a_name_that_looks_like_it_is_suggested(index, text):
    assert index.near(text)[0].id == "hydroxyzine"


@pytest.mark.parametrize("text", ["", "qqqq", "\x00", "x" * 10_000])
def test_nothing_is_suggested_for_what_looks_like_nothing(index, text):
    assert index.near(text) == ()


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("A Café here", {"cafe"}, (("A ", False), ("Café", True), (" here", False))),
        ("L20.9", {"l209"}, (("L20.9", True),)),
        ("Nothing", {"other"}, (("Nothing", False),)),
        ("Nothing", (), (("Nothing", False),)),
        ("", {"a"}, ()),
    ],
)
def test_what_was_found_is_marked_in_the_text_as_it_is_written(text, words, expected):
    assert pieces(text, words) == expected


@pytest.mark.parametrize(
    "text", ["<b>", "ß", "İstanbul", "٣", "\ud800", "a" * 5000, ". , ;", "日本"]
)
def test_any_query_gives_an_answer_and_pieces_that_add_up(index, text):
    index.search(text)
    assert "".join(run for run, _ in pieces(text, {"a", "b"})) == text
