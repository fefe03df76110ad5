"""What both databases must do for the review desk: decisions, authors, and two people at once."""

from __future__ import annotations

import pytest

from patiented.publishing.moving import MovedOnError
from patiented.publishing.review_sheet import Refusal, Standing
from patiented.publishing.reviewing import Act
from patiented.review import EditionKey, Status
from tests.store_fixtures import statement_id

KEY = EditionKey("m", "patient")
LINES = ("Use 60 g.", "Stop after 8 weeks.", "Not for children.")
FIRST, SECOND, LAST = map(statement_id, LINES)


@pytest.fixture
def publisher(small_library):
    small_library.publisher.submit("m", "patient", by="Wes")
    return small_library.publisher


def sheet(publisher, viewer="Ada"):
    return publisher.reviewing.sheet("m", "patient", viewer=viewer)


def decide(publisher, act, *statements, by="Ada", note="", seen=None):
    at = seen or sheet(publisher, by).seen
    publisher.reviewing.decide(act, KEY, by=by, seen=at, statements=statements, note=note)


def rows(publisher, viewer="Ada"):
    return {row.statement: row for row in sheet(publisher, viewer).rows()}


def standings(publisher):
    return [row.standing.value for row in sheet(publisher).rows()]


def review(publisher):
    return publisher.published("m", "patient").review


def test_an_answered_ask_does_not_come_back_when_the_approval_lapses(small_library, publisher):
    decide(publisher, Act.ASK, LAST, note="Say the age.")
    small_library.word("Not for children. = Not under 12.")
    decide(publisher, Act.APPROVE_EDITION)
    small_library.word("Not for children. = Not under 13.")
    row = rows(publisher)[LAST]
    assert (row.standing, row.former.text) == (Standing.LAPSED, "Not under 12.")


def test_only_the_text_as_it_reads_now_counts_as_ones_own(small_library, publisher):
    publisher.reviewing.wrote(KEY, [FIRST], "Ada")
    small_library.word("Use 60 g. = Take 60 g.")
    publisher.reviewing.wrote(KEY, [FIRST], "Wes")
    assert rows(publisher)[FIRST].refusal is None
    assert rows(publisher, "Wes")[FIRST].refusal is Refusal.OWN
    small_library.word("Use 60 g. = Plainly: Use 60 g.")
    assert rows(publisher)[FIRST].refusal is Refusal.OWN


def test_the_second_of_two_reviewers_is_told_and_writes_nothing(small_library, publisher):
    other = small_library.open()
    seen = sheet(other).seen
    decide(publisher, Act.ASK, LAST, by="Bo", note="Say the age.")
    before = other.reviewing.trail()
    for act, named in ((Act.APPROVE, (FIRST,)), (Act.APPROVE_EDITION, ()), (Act.START, ())):
        with pytest.raises(MovedOnError):
            decide(other, act, *named, seen=seen)
    assert other.reviewing.trail() == before
    assert review(other).approved == frozenset()


def test_a_reviewer_who_is_faster_by_a_moment_makes_the_other_look_again(
    small_library, publisher, monkeypatch
):
    """Both have read the same steps; the database takes one of them."""
    other = small_library.open()
    seen = sheet(publisher).seen
    reviews = small_library.store.reviews
    stale = reviews.record(KEY)
    decide(other, Act.APPROVE, LAST, by="Bo", seen=seen)
    monkeypatch.setattr(type(reviews), "record", lambda *_: stale)
    with pytest.raises(MovedOnError, match="somebody else moved"):
        decide(publisher, Act.APPROVE, FIRST, seen=seen)
    monkeypatch.undo()
    assert review(publisher).approved == {LAST}


def test_a_lapsed_statement_shows_what_was_approved(small_library, publisher):
    decide(publisher, Act.APPROVE_EDITION)
    small_library.word("Stop after 8 weeks. = Stop after eight weeks.")
    row = rows(publisher)[SECOND]
    assert row.standing is Standing.LAPSED
    assert (row.former.text, row.text) == (
        "Plainly: Stop after 8 weeks.",
        "Stop after eight weeks.",
    )
    assert standings(publisher) == ["approved", "lapsed", "approved"]


def test_what_happened_is_told_in_order_with_the_number_of_sentences(small_library, publisher):
    decide(publisher, Act.APPROVE, FIRST, SECOND)
    decide(publisher, Act.ASK, LAST, by="Bo", note="Say the age.")
    decide(publisher, Act.TAKE_BACK, SECOND)
    told = [(one.kind, one.by, one.note, one.count) for one in sheet(publisher).happened]
    assert told == [
        ("submitted", "Wes", "", 0),
        ("approve", "Ada", "", 2),
        ("ask", "Bo", "Say the age.", 1),
        ("take-back", "Ada", "", 1),
    ]


def test_the_queue_has_every_edition_by_whose_turn_it_is(small_library, publisher):
    queue = publisher.reviewing.queue()
    (line,) = queue.waiting
    assert (line.key, line.status, line.undecided) == (KEY, Status.SUBMITTED, 3)
    assert [one.key.audience for one in queue.drafts] == ["clinician"]
    decide(publisher, Act.APPROVE, FIRST)
    decide(publisher, Act.ASK, LAST, note="Say the age.")
    decide(publisher, Act.REQUEST_CHANGES)
    (line,) = publisher.reviewing.queue().with_writer
    assert (line.asked, line.undecided) == (1, 2)
    publisher.submit("m", "patient", by="Wes")
    (line,) = publisher.reviewing.queue().waiting
    assert line.again
    small_library.word("Not for children. = Not under 12.")
    decide(publisher, Act.APPROVE_EDITION)
    assert [one.key for one in publisher.reviewing.queue().approved] == [KEY]
    small_library.word("Not for children. = Not under 13.")
    (line,) = publisher.reviewing.queue().waiting
    assert (line.lapsed, line.undecided) == (1, 0)


def test_the_trail_names_the_statements_and_the_wording(publisher):
    publisher.reviewing.wrote(KEY, [FIRST], "Wes")
    decide(publisher, Act.APPROVE, SECOND, note="Fine.")
    decide(publisher, Act.ASK, LAST, note="Say the age.")
    told = [(one.by, one.action, one.note) for one in publisher.reviewing.trail("m")]
    assert told[1:] == [
        ("Wes", "wording", FIRST),
        ("Ada", "statements approved", f"{SECOND}: Fine."),
        ("Ada", "changes asked for", f"{LAST}: Say the age."),
    ]
    assert publisher.reviewing.trail("other") == ()
