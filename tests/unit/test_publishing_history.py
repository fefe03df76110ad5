"""The versions of an edition as the publisher tells them; on SQLite and on PostgreSQL."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING

import pytest

from patiented.edition.differing import Status
from patiented.errors import UsageError
from patiented.publishing import Publisher
from patiented.publishing.history import PAGE_SIZE
from patiented.publishing.shelf import Shelf
from tests.store_fixtures import AUDIENCES, SmallLibrary, load_lines, read_lines

if TYPE_CHECKING:
    from patiented.publishing import VersionLine


@pytest.fixture
def publisher(small_library: SmallLibrary) -> Publisher:
    """A publisher whose clock goes one minute further at each look."""
    minutes = count()
    shelf = Shelf(small_library.root / "monographs", read_lines, load_lines)
    return Publisher(
        shelf,
        small_library.store,
        small_library.engine,
        AUDIENCES,
        clock=lambda: f"2026-01-02T03:{next(minutes):02}:00Z",
    )


def _write(library: SmallLibrary, publisher: Publisher, *texts: str) -> None:
    for text in texts:
        library.write(text)
        publisher.published("m", "patient")


def _lines(publisher: Publisher) -> tuple[VersionLine, ...]:
    return publisher.versions("m", "patient").versions


def test_versions_come_newest_first_and_name_the_current_one(
    small_library: SmallLibrary, publisher: Publisher
) -> None:
    _write(small_library, publisher, "Use 1 g.", "Use 2 g.", "Use 3 g.")
    lines = _lines(publisher)
    assert [one.is_current for one in lines] == [True, False, False]
    assert [one.made_at for one in lines] == sorted((one.made_at for one in lines), reverse=True)


def test_a_text_that_came_back_is_current_where_it_was_first_kept(
    small_library: SmallLibrary, publisher: Publisher
) -> None:
    _write(small_library, publisher, "Use 1 g.", "Use 2 g.", "Use 1 g.")
    assert [one.is_current for one in _lines(publisher)] == [False, True]


def test_each_version_tells_what_changed_since_the_one_before(
    small_library: SmallLibrary, publisher: Publisher
) -> None:
    _write(small_library, publisher, "Use 1 g a day.", "Use 2 g a day.")
    newest, oldest = _lines(publisher)
    assert newest.changed is not None
    assert [one.status for one in newest.changed.statements] == [Status.CHANGED]
    assert oldest.changed is None


def test_a_version_that_was_held_back_is_neither_opened_nor_compared(
    small_library: SmallLibrary, publisher: Publisher
) -> None:
    _write(small_library, publisher, "Use 1 g a day.", "Use LOST a day.", "Use 2 g a day.")
    newest, held_back, oldest = _lines(publisher)
    assert (held_back.publishable, held_back.opens, held_back.changed) == (False, False, None)
    assert newest.changed is not None
    old = newest.changed.statements[0].old
    assert old is not None
    assert old.statement.source == "Use 1 g a day."
    assert oldest.opens


def test_the_moves_of_a_review_stand_with_the_version_they_were_made_on(
    small_library: SmallLibrary, publisher: Publisher
) -> None:
    _write(small_library, publisher, "Use 1 g.")
    publisher.submit("m", "patient", by="Wes")
    publisher.start("m", "patient", by="Ada")
    publisher.approve("m", "patient", by="Ada")
    _write(small_library, publisher, "Use 2 g.")
    newest, oldest = _lines(publisher)
    assert newest.steps == ()
    assert [step.by for step in oldest.steps] == ["Wes", "Ada", "Ada"]


@pytest.mark.parametrize("audience", [None, "patient"])
def test_a_version_from_before_a_withdrawal_does_not_open_again(
    small_library: SmallLibrary, publisher: Publisher, audience: str | None
) -> None:
    _write(small_library, publisher, "Use 9 g.")
    publisher.withdraw("m", audience, reason="Nine is wrong.", by="Ada")
    _write(small_library, publisher, "Use 1 g.")
    publisher.reinstate("m", audience, reason="Mended.", by="Ada")
    newest, oldest = _lines(publisher)
    assert newest.opens
    assert not oldest.opens
    assert oldest.taken_down is not None
    assert oldest.taken_down.note == "Nine is wrong."


def test_a_page_taken_down_by_mistake_stays_readable_when_it_is_back(
    small_library: SmallLibrary, publisher: Publisher
) -> None:
    _write(small_library, publisher, "Use 1 g.")
    publisher.withdraw("m", reason="A mistake.", by="Ada")
    publisher.reinstate("m", reason="It was right.", by="Ada")
    (only,) = _lines(publisher)
    assert only.opens


def test_the_withdrawal_of_another_audience_is_not_told(
    small_library: SmallLibrary, publisher: Publisher
) -> None:
    _write(small_library, publisher, "Use 1 g.")
    publisher.withdraw("m", "clinician", reason="A misprint.", by="Ada")
    assert publisher.versions("m", "patient").events == ()


def test_older_versions_stand_on_further_pages_with_their_own_events(
    small_library: SmallLibrary, publisher: Publisher
) -> None:
    _write(small_library, publisher, "Use 1 g.")
    publisher.withdraw("m", reason="Wrong.", by="Ada")
    publisher.reinstate("m", reason="Mended.", by="Ada")
    _write(small_library, publisher, *(f"Use {n} g a day." for n in range(2, PAGE_SIZE + 2)))
    first, second = (publisher.versions("m", "patient", page=page) for page in (1, 2))
    assert (first.total, first.pages) == (PAGE_SIZE + 1, 2)
    assert (len(first.versions), len(second.versions)) == (PAGE_SIZE, 1)
    assert [one.action for one in second.events] == ["withdrawn", "reinstated"]
    assert first.events == ()


@pytest.mark.parametrize("page", [0, 2])
def test_a_page_that_is_not_there_is_refused(publisher: Publisher, page: int) -> None:
    with pytest.raises(UsageError, match="no page"):
        publisher.versions("m", "patient", page=page)


def test_a_version_is_found_by_the_start_of_its_fingerprint(
    small_library: SmallLibrary, publisher: Publisher
) -> None:
    _write(small_library, publisher, "Use 1 g.", "Use 2 g.")
    wanted = _lines(publisher)[1].fingerprint
    found = publisher.version("m", "patient", wanted[:12].upper())
    assert [one.source for one in found.edition.statements()] == ["Use 1 g."]
    assert found.line.fingerprint == wanted


@pytest.mark.parametrize("prefix", ["", "0000000", "0" * 12, "%" * 12])
def test_what_is_no_start_of_one_fingerprint_is_refused(publisher: Publisher, prefix: str) -> None:
    with pytest.raises(UsageError, match="no version"):
        publisher.version("m", "patient", prefix)


def test_the_version_of_another_audience_is_not_found(
    small_library: SmallLibrary, publisher: Publisher
) -> None:
    other = publisher.published("m", "clinician").edition.fingerprint
    with pytest.raises(UsageError, match="no version"):
        publisher.version("m", "patient", other)
