"""The state of a monograph: all that its pages depend on, in one name."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from patiented.errors import UsageError

if TYPE_CHECKING:
    from tests.store_fixtures import SmallLibrary


def _approve(library: SmallLibrary) -> None:
    for move in (library.publisher.submit, library.publisher.start, library.publisher.approve):
        move("m", "patient", by="Ada")


def test_the_state_stands_while_nothing_changes(small_library: SmallLibrary) -> None:
    publisher = small_library.publisher
    publisher.published("m", "patient")
    assert publisher.state("m") == publisher.state("m")


@pytest.mark.parametrize("by", ["this publisher", "another"])
@pytest.mark.parametrize("change", ["source", "wording", "review", "withdrawal"])
def test_every_change_that_a_page_shows_changes_the_state(
    small_library: SmallLibrary, change: str, by: str
) -> None:
    publisher = small_library.publisher
    other = small_library.open() if by == "another" else publisher
    publisher.published("m", "patient")
    before = publisher.state("m")
    if change == "source":
        small_library.write("Use 80 g.", "Stop after 8 weeks.", "Not for children.")
    elif change == "wording":
        small_library.word("Use 60 g. = Take 60 grams.")
    elif change == "review":
        other.submit("m", "patient", by="Ada")
    else:
        other.withdraw("m", reason="Recalled", by="Ada")
    assert publisher.state("m") != before


def test_what_was_published_is_remembered_only_while_the_state_stands(
    small_library: SmallLibrary,
) -> None:
    publisher = small_library.publisher
    first = publisher.published("m", "patient")
    second = publisher.published("m", "patient")  # the first wrote the edition, a change itself
    assert publisher.published("m", "patient") is second
    _approve(small_library)
    assert publisher.published("m", "patient").review.status != first.review.status


def test_the_state_of_what_is_no_id_is_refused(small_library: SmallLibrary) -> None:
    with pytest.raises(UsageError):
        small_library.publisher.state("../m")
