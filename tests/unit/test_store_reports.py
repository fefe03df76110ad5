"""Reports of mistakes in the database: kept, listed, ended, and a reader's words deleted."""

from __future__ import annotations

import pytest

from patiented.errors import UsageError
from patiented.publishing import MAX_WORDS, Place, ReportDesk, place_of
from patiented.publishing.reports import Mistake
from patiented.store.tables import Base
from tests.store_fixtures import NOW, statement_id


@pytest.fixture
def desk(small_library):
    return small_library.publisher.reports


@pytest.fixture
def edition(small_library):
    return small_library.publisher.published("m", "patient").edition


@pytest.fixture
def place(edition):
    return place_of(edition, f"s-{statement_id('Use 60 g.')}")


def test_a_report_holds_what_was_shown_and_nothing_of_the_reader(desk, edition, place):
    number = desk.file(edition, place, "number", "It says 30 g on the box.")
    (kept,) = desk.list()
    assert kept.number == number == 1
    assert (kept.monograph, kept.audience, kept.lang) == ("m", "patient", "en")
    assert (kept.fingerprint, kept.at) == (edition.fingerprint, NOW)
    assert (kept.statement, kept.text) == (place.id, "Plainly: Use 60 g.")
    assert (kept.kind, kept.words) == ("number", "It says 30 g on the box.")
    columns = {column.name for column in Base.metadata.tables["reports"].columns}
    assert columns == {
        "number", "monograph", "audience", "lang", "fingerprint", "statement", "text", "kind", "at",
    }  # fmt: skip


def test_reports_are_listed_by_monograph_oldest_first(desk, edition, small_library):
    small_library.write("Other.", monograph="n")
    other = small_library.publisher.published("n", "patient").edition
    for one, words in ((edition, "a"), (other, "b"), (edition, "c")):
        desk.file(one, Place(), "other", words)
    assert [one.words for one in desk.list()] == ["a", "b", "c"]
    assert [one.words for one in desk.list("m")] == ["a", "c"]


def test_a_closed_report_leaves_the_list_and_says_who_and_what(desk, edition):
    number = desk.file(edition, Place(), "old", "")
    desk.close(number, by="Ada", note="Mended.")
    assert desk.list() == ()
    (kept,) = desk.list(closed=True)
    assert (kept.closing.by, kept.closing.note, kept.closing.at) == ("Ada", "Mended.", NOW)


def test_closing_stands_in_the_trail(desk, edition, small_library):
    desk.close(desk.file(edition, Place(), "old", ""), by="Ada", note="Mended.")
    last = small_library.store.audit.entries()[-1]
    assert (last.by, last.action, last.note) == ("Ada", "report closed", "1: Mended.")


@pytest.mark.parametrize(("number", "note"), [(7, "Mended."), (1, "  ")])
def test_only_a_report_that_is_there_is_closed_and_only_with_a_note(desk, edition, number, note):
    desk.file(edition, Place(), "old", "")
    with pytest.raises(UsageError):
        desk.close(number, by="Ada", note=note)
    assert len(desk.list()) == 1


def test_a_report_is_closed_once(desk, edition):
    number = desk.file(edition, Place(), "old", "")
    desk.close(number, by="Ada", note="Mended.")
    with pytest.raises(UsageError, match="closed already"):
        desk.close(number, by="Bo", note="Again.")
    assert desk.list(closed=True)[0].closing.by == "Ada"


@pytest.mark.parametrize("closed_before", [False, True])
def test_what_a_reader_wrote_can_be_deleted_for_good(desk, edition, small_library, closed_before):
    number = desk.file(edition, Place(), "other", "I have lupus.")
    if closed_before:
        desk.close(number, by="Ada", note="Mended.")
    desk.close(number, by="Ada", note="Own health.", erase=True)
    assert desk.list(closed=True)[0].words == ""
    with small_library.store.reading() as connection:
        rows = connection.execute(Base.metadata.tables["report_words"].select()).all()
    assert rows == []


@pytest.mark.parametrize("words", ["x" * (MAX_WORDS + 1), "a\x00b", "a\u202eb"])
def test_words_that_cannot_be_kept_are_refused(desk, edition, words):
    with pytest.raises(UsageError):
        desk.file(edition, Place(), "other", words)
    assert desk.list() == ()


def test_an_unknown_kind_is_refused(desk, edition):
    with pytest.raises(ValueError, match="nonsense"):
        desk.file(edition, Place(), "nonsense", "")


@pytest.mark.parametrize("asked", ["", "s-", "s-none", "sec-none", "<script>", "s-s"])
def test_what_is_not_on_the_page_is_the_whole_page(edition, asked):
    assert place_of(edition, asked) == Place()


def test_a_section_is_reported_by_its_heading(edition):
    assert place_of(edition, "sec-s") == Place("sec-s", "sec-s", "All")


def test_a_statement_is_found_by_its_id_and_by_its_anchor(edition):
    identity = statement_id("Use 60 g.")
    place = place_of(edition, identity)
    assert place == place_of(edition, f"s-{identity}")
    assert (place.id, place.anchor, place.source) == (identity, f"s-{identity}", "Use 60 g.")


def test_every_kind_of_mistake_is_kept(desk, edition):
    for kind in Mistake:
        desk.file(edition, Place(), kind, "")
    assert {one.kind for one in desk.list()} == set(Mistake)


def test_a_desk_needs_no_more_than_a_store_and_a_clock(store, edition):
    assert ReportDesk(store, lambda: "now").file(edition, Place(), "other", "") == 1
