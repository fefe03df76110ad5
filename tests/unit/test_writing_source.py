"""The canonical text at the desk: what a check tells, what saving writes, what nothing can lose."""

from __future__ import annotations

import threading

import pytest

from patiented.errors import PatientedError, SourceError, UsageError
from patiented.proposing.catalogue import Catalogue
from patiented.review import Status
from patiented.settings import Settings
from patiented.writing import SourceConflict, Unchecked, open_desk, source_files
from tests.databases import database_in
from tests.engines import shipped_engine
from tests.unit.test_writing import PO, SOURCE

DOSE, BAN = "Take 5 mg twice daily.", "Do not use Alphadrug in pregnant women."
NEW_DOSE = "Take 10 mg twice daily."
TWICE = " 5 mg twice a day."
EDITED = SOURCE.replace(DOSE, NEW_DOSE)


@pytest.fixture(scope="module")
def engine():
    return shipped_engine()


@pytest.fixture
def place(tmp_path):
    folder = tmp_path / "monographs" / "alphadrug"
    (folder / "wording").mkdir(parents=True)
    (folder / "monograph.md").write_text(SOURCE, encoding="utf-8")
    (folder / "wording" / "patient.en.po").write_text(PO, encoding="utf-8")
    return folder


@pytest.fixture
def writer(tmp_path, place, engine):
    settings = Settings(library=tmp_path, database_url=database_in(tmp_path))
    desk = open_desk(settings, engine)
    yield desk
    desk.publisher.close()


@pytest.fixture
def desk(writer):
    return writer.source


def save(desk, text, by="Ana Writer", *, base=None):
    base = base or desk.open("alphadrug").base
    return desk.save("alphadrug", text, base=base, token=desk.check("alphadrug", text).token, by=by)


def entries(place, name="patient.en.po"):
    return {one.source: one for one in Catalogue.load(place / "wording" / name).entries}


def files(place):
    return {one.name: one.read_bytes() for one in place.rglob("*") if one.is_file()}


def approve(writer, audience="patient"):
    for move in (writer.publisher.submit, writer.publisher.start, writer.publisher.approve):
        move("alphadrug", audience, by="Ruth Reviewer")


def test_a_source_opens_as_its_file_reads(desk):
    opened = desk.open("alphadrug")
    assert (opened.text, opened.name, opened.why_not, opened.fault) == (
        SOURCE,
        "Alphadrug",
        "",
        None,
    )


def test_a_check_tells_what_changes_and_what_lapses_and_keeps_nothing(desk, writer, place):
    approve(writer)
    before = files(place)
    checked = desk.check("alphadrug", EDITED)
    (change,) = checked.changes
    assert (change.status, change.old, change.new) == ("changed", DOSE, NEW_DOSE)
    assert [(one.old, one.new) for one in change.facts] == [("5 mg", "10 mg")]
    lapses = {one.key.audience: (one.wording, one.approval) for one in change.lapses}
    assert lapses == {"patient": (True, True)}
    effect = next(one for one in checked.effects if one.key.audience == "patient")
    assert [(one.source, one.previous, one.wording) for one in effect.drafts] == [
        (NEW_DOSE, DOSE, "Take 5 mg twice a day.")
    ]
    assert (effect.aside, effect.approvals, effect.approved) == ((), 1, True)
    assert checked.can_save
    assert files(place) == before


def test_new_and_gone_sentences_are_told_apart(desk):
    text = SOURCE.replace(f"{BAN}\n", "").replace(DOSE, f"{DOSE} Swallow the tablets whole.")
    statuses = {one.status: one.new or one.old for one in desk.check("alphadrug", text).changes}
    assert statuses == {"new": "Swallow the tablets whole.", "gone": BAN}


def test_a_wording_whose_sentence_is_gone_is_set_aside_and_comes_back(desk, place):
    gone = SOURCE.replace(f"{DOSE}\n", "Ask a pharmacist about tablets that are split.\n")
    effect = next(
        one for one in desk.check("alphadrug", gone).effects if one.key.audience == "patient"
    )
    assert [one.wording for one in effect.aside] == ["Take 5 mg twice a day."]
    save(desk, gone)
    assert DOSE not in entries(place)
    save(desk, SOURCE)
    assert entries(place)[DOSE].wording == "Take 5 mg twice a day."
    assert entries(place)[DOSE].is_usable


@pytest.mark.parametrize(
    ("text", "line", "column", "words"),
    [
        ("---\ntitle: [a\n---\n\nText.\n", 3, 1, ""),
        (SOURCE.replace("kind: drug", "kind: potion"), 4, 7, "kind must be one of"),
        (SOURCE.replace("kind: drug", "colour: red"), 4, 1, "unknown key"),
        (SOURCE.replace("5 mg", "5\x00 mg"), 15, 7, "NUL"),
        (SOURCE.replace("5 mg", "5 \ufffdg"), 15, 8, "lost in conversion"),
        (SOURCE.replace("5 mg", "5\u202e mg"), 15, 7, "U+202E"),
        (SOURCE.replace("5 mg", "5\ud800 mg"), 15, 7, "not UTF-8"),
        ("", 1, 1, "empty"),
        ("x" * 2_100_000, 1, 1, "larger than 2 MB"),
    ],
)
def test_a_broken_text_is_refused_with_its_place_and_never_written(
    desk, place, text, line, column, words
):
    before = files(place)
    checked = desk.check("alphadrug", text)
    fault = checked.fault
    assert (fault.line, fault.column) == (line, column)
    assert words in fault.message
    assert len(fault.excerpt) <= 160
    assert not checked.can_save
    with pytest.raises(PatientedError):
        desk.save("alphadrug", text, base=desk.open("alphadrug").base, token="", by="Ana")
    assert files(place) == before


def test_notes_have_their_place_and_do_not_keep_a_text_back(desk):
    text = SOURCE.replace("## Pharmacokinetics", "## A heading nobody knows")
    checked = desk.check("alphadrug", text)
    assert checked.can_save
    assert [(one.line, one.level) for one in checked.warnings] == [(21, "note")]


def test_saving_writes_the_text_and_makes_the_wording_of_an_edited_sentence_a_draft(desk, place):
    kept = save(desk, EDITED)
    assert (place / "monograph.md").read_text(encoding="utf-8") == EDITED
    assert kept.base == desk.open("alphadrug").base
    entry = entries(place)[NEW_DOSE]
    assert (entry.is_fuzzy, entry.previous) == (True, DOSE)
    assert entries(place)[BAN].wording == ""
    assert not list(place.glob(".*"))


def test_an_approved_edition_goes_back_under_review_when_its_source_changes(desk, writer):
    approve(writer)
    save(desk, EDITED)
    review = writer.publisher.published("alphadrug", "patient").review
    assert review.status is Status.UNDER_REVIEW
    assert len(review.lapsed) == 1


def test_the_trail_says_who_saved_which_text(desk, writer):
    base = desk.open("alphadrug").base
    kept = save(desk, EDITED)
    entry = writer.publisher._store.audit.entries("alphadrug")[-1]
    assert (entry.by, entry.action, entry.fingerprint) == ("Ana Writer", "source", kept.base)
    assert base in entry.note


def test_only_the_text_that_was_checked_is_saved(desk, place):
    base = desk.open("alphadrug").base
    token = desk.check("alphadrug", EDITED).token
    before = files(place)
    for text, said in ((EDITED + "More.\n", token), (EDITED, ""), (EDITED, "f" * 64)):
        with pytest.raises(Unchecked):
            desk.save("alphadrug", text, base=base, token=said, by="Ana")
    assert files(place) == before


def test_a_check_counts_only_for_the_wording_it_was_made_with(desk, place):
    base, token = desk.open("alphadrug").base, desk.check("alphadrug", EDITED).token
    path = place / "wording" / "patient.en.po"
    path.write_text(PO.replace("twice a day", "two times a day"), encoding="utf-8")
    with pytest.raises(Unchecked):
        desk.save("alphadrug", EDITED, base=base, token=token, by="Ana")


def test_the_second_of_two_editors_writes_nothing_and_is_shown_the_first(desk, place):
    base = desk.open("alphadrug").base
    save(desk, EDITED)
    before = files(place)
    with pytest.raises(SourceConflict) as met:
        save(desk, SOURCE.replace(DOSE, "Take 7 mg twice daily."), by="Ben", base=base)
    assert (met.value.theirs.text, met.value.theirs.base) == (EDITED, desk.open("alphadrug").base)
    assert files(place) == before


def test_of_editors_at_once_exactly_one_is_saved(tmp_path, place, writer, engine):
    settings = Settings(library=tmp_path, database_url=f"sqlite:///{tmp_path}/reviews.db")
    base, ready, told = writer.source.open("alphadrug").base, threading.Barrier(4), []

    def edit(dose):
        desk = open_desk(settings, engine).source
        text = SOURCE.replace(DOSE, f"Take {dose} mg twice daily.")
        token = desk.check("alphadrug", text).token
        ready.wait()
        try:
            desk.save("alphadrug", text, base=base, token=token, by="Ana")
            told.append(dose)
        except SourceConflict:
            told.append(None)

    threads = [threading.Thread(target=edit, args=(dose,)) for dose in (6, 7, 8, 9)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    (winner,) = [one for one in told if one]
    assert told.count(None) == 3
    assert f"Take {winner} mg twice daily." in entries(place)
    assert f"Take {winner} mg" in (place / "monograph.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("former", [b"a\r\nb\r\n", b"\xef\xbb\xbfa\nb\n", b"a\nb"])
def test_line_ends_and_byte_order_mark_stay_as_the_file_had_them(former):
    text = source_files.text_of(former)
    assert "\r" not in text
    assert source_files.bytes_of(text, former) == former
    edited = source_files.bytes_of(text.replace("b", "c"), former)
    assert edited == former.replace(b"b", b"c")


def test_a_form_may_send_any_line_ends(desk, place):
    save(desk, EDITED.replace("\n", "\r\n"))
    assert (place / "monograph.md").read_bytes() == EDITED.encode()


def test_nothing_changed_is_nothing_to_save(desk, place):
    before = files(place)
    assert not desk.check("alphadrug", SOURCE).can_save
    with pytest.raises(UsageError, match="nothing has changed"):
        save(desk, SOURCE)
    assert files(place) == before


def test_what_a_kill_left_out_of_step_the_next_save_brings_in_step(desk, place):
    # The source was moved, the catalogue was not, and the folder was not cleared.
    (place / "monograph.md").write_text(EDITED, encoding="utf-8")
    (place / source_files.STAGE).mkdir()
    (place / source_files.STAGE / "patient.en.po").write_text("half", encoding="utf-8")
    checked = desk.check("alphadrug", EDITED)
    assert checked.unchanged
    assert checked.can_save
    save(desk, EDITED)
    assert entries(place)[NEW_DOSE].is_fuzzy
    assert not (place / source_files.STAGE).exists()


class Killed(BaseException):
    """What no handler catches, as a kill."""


@pytest.mark.parametrize("moves", [0, 1, 2])
def test_a_kill_between_two_files_leaves_a_library_that_says_nothing_wrong(
    desk, writer, place, monkeypatch, moves
):
    (place / "wording" / "caregiver.en.po").write_text(
        PO.replace("Take 5 mg twice a day.", "Give 5 mg twice a day."), encoding="utf-8"
    )
    real, done = source_files.move, []

    def killed(ready, target):
        if len(done) == moves:
            raise Killed
        done.append(target.name)
        real(ready, target)

    with monkeypatch.context() as patched:
        patched.setattr(source_files, "move", killed)
        with pytest.raises(Killed):
            save(desk, EDITED)
    assert done == ["monograph.md", "caregiver.en.po"][:moves]
    text = EDITED if moves else SOURCE
    assert (place / "monograph.md").read_text(encoding="utf-8") == text
    dose = "10 mg" if moves else "5 mg"
    for audience in ("patient", "caregiver"):
        edition = writer.publisher.published("alphadrug", audience).edition
        (shown,) = [one.text for one in edition.statements() if "mg twice" in one.text]
        assert dose in shown
        assert moves or shown == {"patient": "Take", "caregiver": "Give"}[audience] + TWICE
    save(desk, EDITED)
    for name in ("patient.en.po", "caregiver.en.po"):
        assert entries(place, name)[NEW_DOSE].is_fuzzy


def test_a_source_that_cannot_be_read_opens_with_its_fault_and_can_be_mended(desk, place):
    (place / "monograph.md").write_bytes(SOURCE.encode().replace(b"twice", b"tw\xefce"))
    opened = desk.open("alphadrug")
    assert (opened.fault.line, opened.name) == (15, "alphadrug")
    assert "tw\ufffdce" in opened.text
    assert desk.check("alphadrug", opened.text).fault
    checked = desk.check("alphadrug", EDITED)
    assert checked.changes == ()
    assert all(one.problem for one in checked.effects)
    save(desk, EDITED)
    assert desk.open("alphadrug").fault is None


def test_a_catalogue_that_cannot_be_read_keeps_the_source_as_it_is(desk, place):
    (place / "wording" / "caregiver.en.po").write_text('msgid "a\n', encoding="utf-8")
    before = files(place)
    checked = desk.check("alphadrug", EDITED)
    assert not checked.can_save
    assert checked.problems[0].startswith("caregiver.en.po:1:")
    with pytest.raises(UsageError, match=r"caregiver\.en\.po:1:"):
        save(desk, EDITED)
    assert files(place) == before


def test_other_formats_and_links_are_shown_and_not_edited(desk, place, tmp_path):
    path = place / "monograph.md"
    path.rename(tmp_path / "elsewhere.md")
    path.symlink_to(tmp_path / "elsewhere.md")
    assert "link" in desk.open("alphadrug").why_not
    with pytest.raises(UsageError, match="link"):
        save(desk, EDITED)
    path.unlink()
    (place / "monograph.txt").write_text("ALPHADRUG\n\nTake 5 mg twice daily.\n", encoding="utf-8")
    opened = desk.open("alphadrug")
    assert "Markdown" in opened.why_not
    with pytest.raises(UsageError, match="Markdown"):
        save(desk, opened.text + "More.\n")


def test_when_the_name_cannot_be_recorded_nothing_is_written(desk, writer, place, monkeypatch):
    def away(*_args, **_more):
        raise SourceError("the database is away", path="x")

    monkeypatch.setattr(writer.publisher.trail, "source", away)
    before = files(place)
    with pytest.raises(SourceError):
        save(desk, EDITED)
    assert files(place) == before


@pytest.mark.parametrize("name", ["../alphadrug", "alphadrug/../x", "", "none", "a\x00b", "."])
def test_only_ids_of_the_library_are_opened(desk, name, tmp_path):
    there = sorted(tmp_path.rglob("*"))
    for ask in (
        lambda: desk.open(name),
        lambda: desk.check(name, SOURCE),
        lambda: desk.save(name, EDITED, base="", token="", by="Ana"),
    ):
        with pytest.raises(UsageError):
            ask()
    assert sorted(tmp_path.rglob("*")) == there
