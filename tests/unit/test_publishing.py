"""The publisher: what is made, kept, reviewed and withdrawn; on SQLite and on PostgreSQL."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import pytest

from patiented.errors import PatientedError, SourceError, UsageError
from patiented.model import (
    EditionStatement,
    Fact,
    FactKind,
    FactVerdict,
    Fate,
    LedgerRow,
    Obligation,
    Origin,
    Proof,
    StatementKind,
    Verdict,
)
from patiented.publishing import Published, is_publishable
from patiented.publishing.recent import Recent
from patiented.review import ReviewState, Status
from tests.store_fixtures import NOW, SmallLibrary, make_edition, statement_id

if TYPE_CHECKING:
    from pathlib import Path

    from patiented.publishing import Publisher

LINES = ("Use 60 g.", "Stop after 8 weeks.", "Not for children.")
LAST = statement_id(LINES[2])


@pytest.fixture
def publisher(small_library: SmallLibrary) -> Publisher:
    return small_library.publisher


def _approve(publisher: Publisher, lang: str = "en") -> Published:
    publisher.submit("m", "patient", lang, by="Wes")
    publisher.start("m", "patient", lang, by="Ada")
    return publisher.approve("m", "patient", lang, by="Ada", note="Fine")


# Making and keeping.


def test_an_edition_is_made_once_and_then_kept(small_library: SmallLibrary) -> None:
    first = small_library.publisher.published("m", "patient")
    assert small_library.open().published("m", "patient") == first
    assert small_library.engine.made == 1


def test_a_kept_edition_reads_as_it_was_made(small_library: SmallLibrary) -> None:
    made = small_library.publisher.published("m", "patient").edition
    kept = small_library.store.editions.get(made.fingerprint)
    assert kept == made


def test_a_changed_source_is_a_new_edition_at_once(small_library: SmallLibrary) -> None:
    old = small_library.publisher.published("m", "patient").edition
    small_library.write("Use 61 g.")  # same length as the first line: only the bytes tell
    new = small_library.publisher.published("m", "patient").edition
    assert [one.source for one in new.statements()] == ["Use 61 g."]
    assert new.fingerprint != old.fingerprint


def test_changed_wording_is_a_new_edition_at_once(small_library: SmallLibrary) -> None:
    small_library.word("Use 60 g. = Take 60 g.")
    small_library.publisher.published("m", "patient")
    small_library.word("Use 60 g. = Have 60 g.")
    edition = small_library.publisher.published("m", "patient").edition
    assert next(edition.statements()).text == "Have 60 g."


def test_the_history_lists_every_version_that_was_kept(small_library: SmallLibrary) -> None:
    for line in ("Use 1 g.", "Use 2 g."):
        small_library.write(line)
        small_library.publisher.published("m", "patient")
    history = small_library.publisher.history("m", "patient")
    assert len({one.fingerprint for one in history}) == 2
    assert {one.made_at for one in history} == {NOW}


def test_a_new_edition_is_a_draft_that_readers_may_see_with_a_caution(
    publisher: Publisher,
) -> None:
    published = publisher.published("m", "patient")
    assert published.review == ReviewState(Status.DRAFT)
    assert published.shown
    assert published.review.pending


# Naming a monograph.


@pytest.mark.parametrize("name", ["../m", "/etc/passwd", "monographs/m", "m.md", "~", "..", "a\\b"])
def test_a_path_where_an_id_belongs_is_refused(publisher: Publisher, name: str) -> None:
    with pytest.raises(UsageError, match="is a path; give the id of a monograph"):
        publisher.published(name, "patient")
    with pytest.raises(UsageError, match="is a path"):
        publisher.withdraw(name, reason="x", by="Ada")


@pytest.mark.parametrize("name", ["", "M", "m\n", "m\x00", "-x", "ü", "m" * 200])
def test_what_is_no_id_is_refused(publisher: Publisher, name: str) -> None:
    with pytest.raises(UsageError, match="no monograph"):
        publisher.published(name, "patient")


def test_a_misspelled_id_gets_a_suggestion(small_library: SmallLibrary) -> None:
    small_library.write("A.", monograph="opzelura")
    with pytest.raises(UsageError, match="no monograph 'opzelra' in the library; did you mean opz"):
        small_library.publisher.published("opzelra", "patient")


def test_a_misspelled_audience_gets_a_suggestion(publisher: Publisher) -> None:
    with pytest.raises(UsageError, match="no audience 'patients'; did you mean patient"):
        publisher.published("m", "patients")


def test_a_language_without_wording_is_refused(publisher: Publisher) -> None:
    with pytest.raises(UsageError, match="m has no patient edition in 'es'; it has en"):
        publisher.published("m", "patient", "es")


def test_a_language_is_offered_where_its_catalogue_lies(small_library: SmallLibrary) -> None:
    small_library.word("Use 60 g. = Use 60 g, por favor.", catalogue="patient.es.po")
    publisher = small_library.publisher
    assert publisher.languages("m", "patient") == ("en", "es")
    assert publisher.languages("m", "clinician") == ("en",)
    assert publisher.published("m", "patient", "es").edition.lang == "es"


@pytest.mark.parametrize("lang", ["../../x", "en/..", "*", "e?"])
def test_a_language_is_never_a_path(publisher: Publisher, lang: str) -> None:
    with pytest.raises(UsageError, match="has no patient edition"):
        publisher.published("m", "patient", lang)


def test_a_command_may_name_a_file_outside_the_library(
    small_library: SmallLibrary, tmp_path: Path
) -> None:
    path = tmp_path / "draft.md"
    path.write_text("Use 5 g.")
    published = small_library.publisher.named(str(path), "patient")
    assert next(published.edition.statements()).source == "Use 5 g."
    assert published.review.status is Status.DRAFT
    assert small_library.store.editions.get(published.edition.fingerprint) is None


def test_a_file_of_the_library_named_by_its_path_has_its_wording_and_review(
    small_library: SmallLibrary,
) -> None:
    small_library.publisher.submit("m", "patient", by="Wes")
    path = small_library.root / "monographs" / "m" / "monograph.md"
    assert small_library.publisher.named(str(path), "patient").review.status is Status.SUBMITTED


def test_a_file_outside_the_library_takes_the_wording_beside_it(
    small_library: SmallLibrary, tmp_path: Path
) -> None:
    folder = tmp_path / "draft"
    (folder / "wording").mkdir(parents=True)
    (folder / "monograph.md").write_text("Use 5 g.")
    (folder / "wording" / "patient.en.po").write_text("Use 5 g. = Take 5 g.")
    published = small_library.publisher.named(str(folder / "monograph.md"), "patient")
    assert next(published.edition.statements()).text == "Take 5 g."


def test_the_language_of_a_file_outside_the_library_is_never_a_path(
    small_library: SmallLibrary, tmp_path: Path
) -> None:
    (tmp_path / "wording" / "patient.").mkdir(parents=True)
    (tmp_path / "wording" / "patient." / "x.po").write_text("Use 5 g. = Take 6 g.")
    path = tmp_path / "draft.md"
    path.write_text("Use 5 g.")
    with pytest.raises(UsageError, match="no patient wording in '/x'"):
        small_library.publisher.named(str(path), "patient", "/x")


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("missing.md", "no such file: 'missing.md'"),
        (".", "is a folder; give an id"),
        ("a\x00.md", "no such file"),
        ("a\nb.md", "no such file"),
        ("x" * 5000 + ".md", "no such file"),
        ("unknown", "no monograph 'unknown' in the library"),
    ],
)
def test_a_name_that_leads_nowhere_is_one_clear_line(
    publisher: Publisher, name: str, words: str
) -> None:
    with pytest.raises(UsageError) as caught:
        publisher.named(name, "patient")
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)


# The library.


def test_the_library_lists_every_edition_with_its_state(small_library: SmallLibrary) -> None:
    _approve(small_library.publisher)
    small_library.publisher.withdraw("m", "clinician", reason="Misprint", by="Ada")
    (card,) = small_library.publisher.library()
    assert (card.id, card.title) == ("m", "A title")
    states = [(one.audience, one.lang, one.status, one.withdrawn) for one in card.states]
    assert states == [
        ("patient", "en", Status.APPROVED, False),
        ("clinician", "en", Status.DRAFT, True),
    ]


def test_a_lapsed_approval_shows_in_the_library(small_library: SmallLibrary) -> None:
    _approve(small_library.publisher)
    small_library.write(*LINES[:2], "Not for babies.")
    (card,) = small_library.publisher.library()
    assert card.states[0].status is Status.UNDER_REVIEW


def test_a_monograph_that_cannot_be_read_does_not_hide_the_others(
    small_library: SmallLibrary,
) -> None:
    small_library.write("!", monograph="broken")
    broken, fine = small_library.publisher.library()
    assert (broken.title, broken.meta, broken.states) == ("broken", None, ())
    assert "a stray mark" in broken.problem
    assert fine.problem == ""


def test_the_list_sees_a_change_of_source_or_wording_at_once(small_library: SmallLibrary) -> None:
    publisher = small_library.publisher
    small_library.word("Use 60 g. = Take 60 g.")
    _approve(publisher)

    def listed() -> Status:
        states = publisher.library()[0].states
        return next(one.status for one in states if one.audience == "patient")

    assert listed() is Status.APPROVED
    small_library.word("Use 60 g. = Have 60 g.")
    assert listed() is Status.UNDER_REVIEW
    small_library.word("Use 60 g. = Take 60 g.")
    assert listed() is Status.APPROVED
    small_library.write("Use 60 g.", "Stop after 8 weeks.", "Not for babies.")
    assert listed() is Status.UNDER_REVIEW


def test_listing_the_library_makes_no_edition(small_library: SmallLibrary) -> None:
    small_library.publisher.library()
    small_library.publisher.list_reviews()
    assert small_library.engine.made == 0


def test_a_folder_without_a_source_is_no_monograph(small_library: SmallLibrary) -> None:
    (small_library.root / "monographs" / "empty").mkdir()
    (small_library.root / "monographs" / "note.txt").write_text("x")
    assert [one.id for one in small_library.publisher.library()] == ["m"]


def test_the_list_of_reviews_has_every_edition_also_of_a_broken_source(
    small_library: SmallLibrary,
) -> None:
    _approve(small_library.publisher)
    small_library.write("!")
    patient, clinician = small_library.publisher.list_reviews()
    assert patient.review.status is Status.UNDER_REVIEW
    assert "a stray mark" in patient.problem
    assert clinician.review.status is Status.DRAFT


# Reviewing.


def test_an_edition_goes_from_submitted_to_approved_with_its_steps(publisher: Publisher) -> None:
    published = _approve(publisher)
    assert published.review.status is Status.APPROVED
    assert [(one.status, one.by, one.note) for one in published.review.steps] == [
        (Status.SUBMITTED, "Wes", ""),
        (Status.UNDER_REVIEW, "Ada", ""),
        (Status.APPROVED, "Ada", "Fine"),
    ]
    assert {one.fingerprint for one in published.review.steps} == {published.edition.fingerprint}


def test_approval_of_one_audience_says_nothing_of_another(publisher: Publisher) -> None:
    _approve(publisher)
    assert publisher.published("m", "clinician").review.status is Status.DRAFT


def test_a_changed_sentence_alone_goes_back_to_under_review(small_library: SmallLibrary) -> None:
    _approve(small_library.publisher)
    small_library.write(*LINES[:2], "Not for babies.")
    review = small_library.publisher.published("m", "patient").review
    assert review.status is Status.UNDER_REVIEW
    assert review.lapsed == {statement_id("Not for babies.")}
    assert review.approved == {statement_id(one) for one in LINES[:2]}


def test_changed_wording_lapses_exactly_its_statement(small_library: SmallLibrary) -> None:
    _approve(small_library.publisher)
    small_library.word("Not for children. = Keep away from children.")
    review = small_library.publisher.published("m", "patient").review
    assert (review.status, review.lapsed) == (Status.UNDER_REVIEW, {LAST})


def test_a_new_order_of_sentences_lapses_nothing(small_library: SmallLibrary) -> None:
    _approve(small_library.publisher)
    small_library.write(*reversed(LINES))
    assert small_library.publisher.published("m", "patient").review.status is Status.APPROVED


def test_a_sentence_put_back_as_it_was_is_approved_again(small_library: SmallLibrary) -> None:
    _approve(small_library.publisher)
    small_library.write("Use 6 g.", *LINES[1:])
    assert small_library.publisher.published("m", "patient").review.pending
    small_library.write(*LINES)
    assert small_library.publisher.published("m", "patient").review.status is Status.APPROVED


def test_approving_again_keeps_who_approved_the_untouched_sentences(
    small_library: SmallLibrary,
) -> None:
    _approve(small_library.publisher)
    small_library.write(*LINES[:2], "Not for babies.")
    published = small_library.publisher.approve("m", "patient", by="Bo")
    assert published.review.status is Status.APPROVED
    key = small_library.store.reviews.latest().popitem()[0]
    approvals = small_library.store.reviews.record(key).approvals
    assert {one.statement: one.by for one in approvals} == {
        statement_id(LINES[0]): "Ada",
        statement_id(LINES[1]): "Ada",
        statement_id("Not for babies."): "Bo",
    }


def test_an_edition_that_lost_a_must_fact_cannot_be_approved(small_library: SmallLibrary) -> None:
    small_library.write("LOST 60 g.")
    small_library.publisher.submit("m", "patient", by="Wes")
    small_library.publisher.start("m", "patient", by="Ada")
    with pytest.raises(UsageError, match="cannot approve: a fact that this audience must get"):
        small_library.publisher.approve("m", "patient", by="Ada")
    published = small_library.publisher.published("m", "patient")
    assert published.review.status is Status.UNDER_REVIEW
    assert not published.publishable
    assert not published.shown


def test_the_reviewer_approves_only_the_edition_that_they_saw(
    small_library: SmallLibrary,
) -> None:
    publisher = small_library.publisher
    publisher.submit("m", "patient", by="Wes")
    seen = publisher.start("m", "patient", by="Ada").edition.fingerprint
    small_library.write("Use 600 g.")
    with pytest.raises(UsageError, match="has changed since you looked at it"):
        publisher.approve("m", "patient", by="Ada", fingerprint=seen)
    assert publisher.published("m", "patient").review.status is Status.UNDER_REVIEW


def test_a_move_out_of_turn_says_what_is_allowed(publisher: Publisher) -> None:
    with pytest.raises(UsageError, match="not submitted yet; allowed now: submit"):
        publisher.approve("m", "patient", by="Ada")


def test_changes_asked_of_an_approved_edition_end_only_the_named_approval(
    publisher: Publisher,
) -> None:
    _approve(publisher)
    review = publisher.request_changes(
        "m", "patient", by="Ada", note="Wrong age", statements=frozenset({LAST})
    ).review
    assert review.status is Status.CHANGES_REQUESTED
    assert (review.lapsed, len(review.approved)) == ({LAST}, 2)


# Withdrawing.


def test_a_withdrawn_audience_is_off_and_the_others_stay(publisher: Publisher) -> None:
    notice = publisher.withdraw("m", "patient", reason="Misprint", by="Ada")
    assert publisher.published("m", "patient").withdrawn == notice
    assert not publisher.published("m", "patient").shown
    assert publisher.published("m", "clinician").shown


def test_a_withdrawn_monograph_is_off_for_every_audience(publisher: Publisher) -> None:
    notice = publisher.withdraw("m", reason="Recalled", by="Ada")
    publisher.withdraw("m", "patient", reason="Misprint", by="Ada")
    assert publisher.published("m", "patient").withdrawn == notice
    assert publisher.published("m", "clinician").withdrawn == notice


def test_a_withdrawal_holds_at_once_in_every_process(small_library: SmallLibrary) -> None:
    other = small_library.open()
    assert other.published("m", "patient").shown
    small_library.publisher.withdraw("m", reason="Recalled", by="Ada")
    assert not other.published("m", "patient").shown


def test_a_monograph_with_a_broken_source_can_be_withdrawn(small_library: SmallLibrary) -> None:
    small_library.write("!")
    small_library.publisher.withdraw("m", reason="Damaged", by="Ada")
    assert small_library.publisher.withdrawn("m", "patient") is not None
    with pytest.raises(SourceError):
        small_library.publisher.published("m", "patient")


def test_a_withdrawal_leaves_the_review_as_it_was(publisher: Publisher) -> None:
    _approve(publisher)
    publisher.withdraw("m", reason="Recalled", by="Ada")
    assert publisher.published("m", "patient").review.status is Status.APPROVED


def test_what_was_reinstated_is_shown_again(publisher: Publisher) -> None:
    publisher.withdraw("m", reason="Recalled", by="Ada")
    publisher.reinstate("m", reason="Mended", by="Ada")
    assert publisher.published("m", "patient").shown


def test_reinstating_another_scope_says_what_is_withdrawn(publisher: Publisher) -> None:
    publisher.withdraw("m", reason="Recalled", by="Ada")
    with pytest.raises(UsageError, match="not withdrawn for patient; withdrawn now: all audiences"):
        publisher.reinstate("m", "patient", reason="Mended", by="Ada")


@pytest.mark.parametrize("reason", ["", "  \n"])
def test_a_withdrawal_needs_a_reason(publisher: Publisher, reason: str) -> None:
    with pytest.raises(PatientedError, match="needs a reason"):
        publisher.withdraw("m", reason=reason, by="Ada")


# What may be published.


def _edition_with(obligation: Obligation, fate: Fate, verdict: Verdict) -> Published:
    fact = Fact("f", FactKind.QUANTITY, "60 g", "60 g", (0, 4))
    statement = EditionStatement(
        "s",
        "60 g",
        "60 g",
        StatementKind.SENTENCE,
        Origin.PATTERN,
        facts=(FactVerdict(fact, verdict),),
    )
    edition = dataclasses.replace(
        make_edition(statements=(statement,)),
        ledger=(LedgerRow(fact, "s", obligation, fate, Proof.PROGRAM),),
    )
    return Published(edition, ReviewState(), None, is_publishable(edition))


@pytest.mark.parametrize(
    ("obligation", "fate", "verdict", "publishable"),
    [
        (Obligation.MUST, Fate.KEPT, Verdict.KEPT, True),
        (Obligation.MUST, Fate.LOST, Verdict.OPEN, False),
        (Obligation.MUST, Fate.OPEN, Verdict.OPEN, False),
        (Obligation.SIMPLIFY, Fate.OPEN, Verdict.OPEN, True),
        (Obligation.DROP, Fate.LEFT_OUT, Verdict.OPEN, True),
        (Obligation.DROP, Fate.KEPT, Verdict.CHANGED, False),
    ],
)
def test_an_edition_is_published_only_with_every_must_fact_and_nothing_changed(
    obligation: Obligation, fate: Fate, verdict: Verdict, *, publishable: bool
) -> None:
    assert _edition_with(obligation, fate, verdict).publishable is publishable


def test_the_memory_is_bounded_and_forgets_the_unused() -> None:
    recent: Recent[str, int] = Recent(2)
    recent.put("a", 1)
    recent.put("b", 2)
    assert recent.get("a") == 1
    recent.put("c", 3)
    assert (recent.get("a"), recent.get("b"), recent.get("c")) == (1, None, 3)
