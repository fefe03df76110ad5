"""Searching a library: what is read, which states count, what a page of the list holds."""

from __future__ import annotations

import os

import pytest

from patiented.finding import Index, entry_of
from patiented.model import Meta
from patiented.publishing import Wanted
from patiented.publishing.finding import PAGE, found_in
from patiented.publishing.listing import Listing
from patiented.publishing.shelf import Shelf


@pytest.fixture
def reads():
    return []


@pytest.fixture
def listing(tmp_path, reads):
    for number in range(3):
        folder = tmp_path / f"m{number}"
        folder.mkdir()
        (folder / "monograph.md").write_text(f"Title {number}", encoding="utf-8")

    def read_meta(path):
        reads.append(path.parent.name)
        return Meta(path.read_text("utf-8"), "name")

    return Listing(Shelf(tmp_path, None, None, read_meta=read_meta))


def test_only_a_source_that_changed_is_read_again(listing, reads, tmp_path):
    listing.listed()
    listing.listed()
    assert reads == ["m0", "m1", "m2"]
    (tmp_path / "m1" / "monograph.md").write_text("Another title", encoding="utf-8")
    assert listing.listed().metas["m1"].title == "Another title"
    assert reads == ["m0", "m1", "m2", "m1"]


def test_a_change_of_the_same_size_at_the_same_second_is_seen(listing, tmp_path):
    listing.listed()
    path = tmp_path / "m1" / "monograph.md"
    before = path.stat()
    path.write_text("Title X", encoding="utf-8")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns + 1))
    assert listing.listed().metas["m1"].title == "Title X"


def test_a_monograph_that_goes_is_gone_and_a_new_one_is_there(listing, tmp_path):
    listing.listed()
    (tmp_path / "m1").rename(tmp_path / "new")
    assert [one.id for one in listing.listed().index.entries] == ["m0", "new", "m2"]


def test_a_source_that_cannot_be_read_is_listed_by_its_id(small_library):
    small_library.write("fine")
    small_library.write("!", monograph="broken")
    found = small_library.publisher.find(Wanted(text="broken"))
    assert [(card.id, bool(card.problem)) for card in found.cards] == [("broken", True)]


def approve(publisher, monograph="m"):
    publisher.submit(monograph, "patient", by="Ada")
    publisher.start(monograph, "patient", by="Bo")
    publisher.approve(monograph, "patient", by="Bo")


def ids(found):
    return [card.id for card in found.cards]


def test_the_list_is_narrowed_by_the_state_of_any_edition(small_library):
    small_library.write("Second.", monograph="n")
    approve(small_library.publisher)
    find = small_library.publisher.find
    assert ids(find(Wanted(states=("approved",)))) == ["m"]
    assert ids(find(Wanted(states=("draft",)))) == ["m", "n"]
    assert find(Wanted()).states == (("draft", 2), ("approved", 1))


def test_an_approval_that_lapsed_is_under_review_in_the_list_at_once(small_library):
    approve(small_library.publisher)
    small_library.write("Use 80 g.", "Stop after 8 weeks.")
    assert ids(small_library.publisher.find(Wanted(states=("approved",)))) == []


def test_what_is_taken_down_can_be_listed_and_is_in_no_other_state(small_library):
    small_library.write("Second.", monograph="n")
    small_library.publisher.withdraw("m", reason="wrong", by="Ada")
    find = small_library.publisher.find
    assert ids(find(Wanted(states=("withdrawn",)))) == ["m"]
    assert ids(find(Wanted(states=("draft",)))) == ["n"]


def test_what_the_words_find_without_the_filter_is_counted(small_library):
    found = small_library.publisher.find(Wanted(text="title", states=("approved",)))
    assert (found.total, found.without_filters, found.cards) == (0, 1, ())


@pytest.fixture
def many():
    return Index(entry_of(f"m{n:03}", Meta(f"Drug {n:03}", f"n{n}")) for n in range(2 * PAGE + 1))


@pytest.mark.parametrize(
    ("page", "shown", "first"),
    [(1, PAGE, "m000"), (3, 1, "m100"), (99, 1, "m100"), (-5, PAGE, "m000")],
)
def test_a_long_list_is_cut_into_pages_and_a_page_too_far_is_the_last(many, page, shown, first):
    asked = []

    def cards(ids):
        asked.append(list(ids))
        return tuple(ids)

    found = found_in(many, Wanted(page=page), lambda ids: {one: frozenset() for one in ids}, cards)
    assert (len(found.cards), found.cards[0], found.pages) == (shown, first, 3)
    assert asked == [list(found.cards)]


def test_the_map_offers_what_may_be_published_and_is_not_withdrawn(small_library):
    small_library.write("LOST", monograph="held-back")
    small_library.write("!", monograph="broken")
    small_library.write("Gone.", monograph="gone")
    small_library.publisher.withdraw("gone", reason="wrong", by="Ada")
    small_library.publisher.withdraw("m", "clinician", reason="wrong", by="Ada")
    offered = [(one.monograph, one.audience) for one in small_library.publisher.offered()]
    assert offered == [("m", "patient")]


def test_the_map_makes_no_edition_twice(small_library):
    small_library.publisher.offered()
    made = small_library.engine.made
    small_library.publisher.offered()
    assert small_library.engine.made == made


def test_the_map_gives_a_date_when_a_second_version_was_made(small_library):
    def changed():
        return {one.audience: one.changed for one in small_library.publisher.offered()}

    assert changed() == {"patient": "2026-01-02", "clinician": "2026-01-02"}
    small_library.write("Use 80 g.")
    assert changed()["patient"] == "2026-01-02"
    small_library.write("LOST")
    assert changed() == {}
