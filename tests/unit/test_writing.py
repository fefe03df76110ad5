"""The writer's desk: what a text would do, what is refused, and that nobody's work is lost."""

from __future__ import annotations

import os
import subprocess
import sys
import threading

import pytest

from patiented.drafting import Suggester
from patiented.errors import UsageError
from patiented.proposing.catalogue import Catalogue
from patiented.review import EditionKey
from patiented.settings import Settings, shipped_root
from patiented.writing import Conflict, Wanted, open_desk
from tests.databases import database_in
from tests.engines import shipped_engine

SOURCE = """\
---
title: What is Alphadrug?
name: Alphadrug
kind: drug
drugs: [Alphadrug]
updated: 2026-01-31
---

## Contraindications

Do not use Alphadrug in pregnant women.

## Dosage

Take 5 mg twice daily.

### Eczema

Do not exceed 2.5 mg per day in children younger than 12 years.

## Pharmacokinetics

The AUC was 12 ng/mL.
"""

PO = """\
# A note of the translator.
msgid ""
msgstr ""
"Language: en\\n"
"Content-Type: text/plain; charset=utf-8\\n"

#. statement: s-old
msgid "Take 5 mg twice daily."
msgstr "Take 5 mg twice a day."

#. omit: Only doctors need this.
msgid "The AUC was 12 ng/mL."
msgstr ""
"""

KEY = EditionKey("alphadrug", "patient")


@pytest.fixture(scope="module")
def engine():
    return shipped_engine()


@pytest.fixture
def library(tmp_path):
    folder = tmp_path / "monographs" / "alphadrug"
    (folder / "wording").mkdir(parents=True)
    (folder / "monograph.md").write_text(SOURCE, encoding="utf-8")
    (folder / "wording" / "patient.en.po").write_text(PO, encoding="utf-8")
    return tmp_path


@pytest.fixture
def desk(library, engine):
    settings = Settings(library=library, database_url=database_in(library))
    return open_desk(settings, engine)


def row(desk, words, key=KEY):
    return next(
        one for one in desk.sheet(key.monograph, key.audience, key.lang).rows if words in one.source
    )


def po(library):
    return library / "monographs" / "alphadrug" / "wording" / "patient.en.po"


def test_the_sheet_has_every_statement_in_page_order_with_its_state(desk):
    sheet = desk.sheet("alphadrug", "patient")
    dose = row(desk, "twice daily")
    assert (dose.text, dose.wording, dose.origin) == ("Take 5 mg twice a day.",) * 2 + ("wording",)
    assert not dose.needs_writer
    left = row(desk, "AUC")
    assert (left.text, left.omit) == ("", "Only doctors need this.")
    assert row(desk, "Eczema").is_heading
    assert sheet.target == 6.0
    assert len({one.statement for one in sheet.rows}) == len(sheet.rows) == 5


def test_a_text_that_is_tried_says_what_it_would_do_and_keeps_nothing(desk, library):
    before = po(library).read_bytes()
    dose = row(desk, "twice daily")
    same = desk.attempt(KEY, dose.statement, "Take 5 mg two times every day.")
    assert same.own.words == 7
    changed = desk.attempt(KEY, dose.statement, "Take 5 mg once a day.")
    assert not changed.can_save
    problem = next(one for one in changed.problems if one.kind == "changed")
    assert (problem.expected, problem.found) == ("twice daily", "once a day")
    assert changed.text[slice(*problem.text_span)] == "once a day"
    assert dose.source[slice(*problem.source_span)] == "twice daily"
    assert problem.repair == "Take 5 mg twice daily."
    assert [one.verdict for one in changed.chips if one.kind == "frequency"] == ["changed"]
    assert po(library).read_bytes() == before


def test_the_levels_of_edition_and_section_follow_the_text(desk):
    dose = row(desk, "twice daily")
    plain = desk.attempt(KEY, dose.statement, "Take 5 mg twice a day.")
    hard = desk.attempt(
        KEY, dose.statement, "Administration of 5 mg twice a day necessitates consultation."
    )
    assert plain.edition == desk.sheet("alphadrug", "patient").levels
    for part in ("own", "section", "edition"):
        assert getattr(hard, part).grade > getattr(plain, part).grade
    assert hard.own.heat > plain.own.heat
    assert {code for code, _ in hard.reasons} & {"nominalizations", "rare_words"}
    assert any(one.word == "necessitates" for one in hard.hard)
    for one in hard.hard:
        assert hard.text[slice(*one.span)] == one.word


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("twice daily", "Take 5 mg once a day."),
        ("twice daily", "Take 50 mg twice a day."),
        ("twice daily", "Take 5 mg."),
        ("pregnant women", "Use Alphadrug if you are pregnant."),
        ("pregnant women", "Do not use Alphadrug."),
        ("2.5 mg", "Do not take more than 2.5 mg a day."),
        ("2.5 mg", "Do not take more than 25 mg a day if you are younger than 12 years."),
    ],
)
def test_a_changed_or_lost_fact_is_refused_and_named(desk, library, words, text):
    before = po(library).read_bytes()
    one = row(desk, words)
    assert not desk.attempt(KEY, one.statement, text).can_save
    with pytest.raises(UsageError, match=r"cannot save: \w+"):
        desk.save(KEY, Wanted(one.statement, one.base, text), by="Ana Writer")
    assert po(library).read_bytes() == before


def test_a_saved_wording_is_what_readers_get_and_a_small_change_in_the_file(desk, library):
    one = row(desk, "pregnant women")
    text = "Do not use Alphadrug if you are pregnant."
    kept = desk.save(KEY, Wanted(one.statement, one.base, text), by="Ana Writer")
    assert (kept.row.text, kept.row.origin, kept.row.needs_writer) == (text, "wording", False)
    assert kept.ready > 0
    lines = po(library).read_text(encoding="utf-8").splitlines()
    at = lines.index('msgid "Do not use Alphadrug in pregnant women."')
    assert lines[at + 1] == f'msgstr "{text}"'
    assert at < lines.index('msgid "Take 5 mg twice daily."')
    assert desk.publisher.published("alphadrug", "patient").edition.fingerprint == kept.fingerprint


def test_nobody_approves_what_they_wrote_themselves(desk):
    one = row(desk, "pregnant women")
    text = "Do not use Alphadrug if you are pregnant."
    desk.save(KEY, Wanted(one.statement, one.base, text), by="Ana Writer")

    def refused(viewer):
        sheet = desk.publisher.reviewing.sheet("alphadrug", "patient", viewer=viewer)
        return next(e.refusal for e in sheet.rows() if e.statement == one.statement)

    assert refused("Ana Writer") == "own"
    assert refused("Ruth Reviewer") is None


def test_what_others_wrote_in_the_file_stays(desk, library):
    one = row(desk, "pregnant women")
    text = "Do not use Alphadrug if you are pregnant."
    desk.save(KEY, Wanted(one.statement, one.base, text), by="Ana Writer")
    entries = Catalogue.load(po(library)).entries
    dose = next(one for one in entries if one.source == "Take 5 mg twice daily.")
    assert (dose.wording, dose.statements) == ("Take 5 mg twice a day.", ("s-old",))
    assert next(one for one in entries if "AUC" in one.source).omit == "Only doctors need this."


def test_an_open_fact_is_saved_with_the_name_of_who_confirms_it(desk, library):
    one = row(desk, "twice daily")
    text = "Take 5 mg with your breakfast and your evening meal, that is twice a day."
    tried = desk.attempt(KEY, one.statement, text)
    assert not tried.can_save
    assert all(problem.confirm for problem in tried.problems)
    confirmed = tuple(problem.confirm for problem in tried.problems)
    assert desk.attempt(KEY, one.statement, text, confirmed).can_save
    desk.save(KEY, Wanted(one.statement, one.base, text, confirmed=confirmed), by="Ana Writer")
    entry = next(e for e in Catalogue.load(po(library)).entries if "5 mg" in e.source)
    assert {name for _, name in entry.confirmed} == {"Ana Writer"}
    # Who confirms keeps the word; another writer who saves again does not take it over.
    again = row(desk, "twice daily")
    desk.save(KEY, Wanted(again.statement, again.base, text, confirmed=confirmed), by="Ben")
    entry = next(e for e in Catalogue.load(po(library)).entries if "5 mg" in e.source)
    assert {name for _, name in entry.confirmed} == {"Ana Writer"}


def test_a_statement_is_left_out_only_where_no_fact_binds(desk, library):
    auc, dose = row(desk, "AUC"), row(desk, "twice daily")
    assert auc.may_leave_out
    assert not dose.may_leave_out
    reason = "Only doctors need this number."
    kept = desk.save(KEY, Wanted(auc.statement, auc.base, omit=reason), by="Ana")
    assert kept.row.omit == reason
    with pytest.raises(UsageError, match="cannot leave it out"):
        desk.save(KEY, Wanted(dose.statement, dose.base, omit="Too long."), by="Ana")


def test_a_draft_becomes_a_persons_text_when_it_is_saved(desk, library):
    path = po(library)
    drafted = PO.replace(
        "#. statement: s-old\n", "#. statement: s-old\n#. draft: a model\n#, fuzzy\n"
    )
    path.write_text(drafted, encoding="utf-8")
    one = row(desk, "twice daily")
    assert (one.draft, one.wording) == ("Take 5 mg twice a day.", "")
    desk.save(KEY, Wanted(one.statement, one.base, one.draft), by="Ana")
    text = path.read_text(encoding="utf-8")
    assert "fuzzy" not in text
    assert "draft:" not in text


def test_two_writers_on_one_statement_meet_and_overwrite_nothing(desk):
    one = row(desk, "twice daily")
    desk.save(KEY, Wanted(one.statement, one.base, "Take 5 mg two times a day."), by="Ana")
    with pytest.raises(Conflict) as met:
        desk.save(KEY, Wanted(one.statement, one.base, "Take 5 mg twice a day."), by="Ben")
    theirs = met.value.row
    assert theirs.wording != one.wording
    desk.save(KEY, Wanted(one.statement, theirs.base, "Take 5 mg twice a day."), by="Ben")
    assert row(desk, "twice daily").wording == "Take 5 mg twice a day."


def test_many_writers_of_many_statements_lose_nothing(library, engine):
    """Threads with desks of their own stand for processes: the lock is on the folder."""
    settings = Settings(library=library, database_url=database_in(library))
    texts = {
        "pregnant women": "Do not use Alphadrug if you are pregnant.",
        "twice daily": "Take 5 mg two times a day.",
        "2.5 mg": "Children younger than 12 years must not take more than 2.5 mg a day.",
    }
    failures = []

    def write(words, text):
        desk = open_desk(settings, engine)
        try:
            one = row(desk, words)
            desk.save(KEY, Wanted(one.statement, one.base, text), by="Ana")
        except Exception as error:  # noqa: BLE001  (told below, in the test's own thread)
            failures.append((words, error))

    threads = [threading.Thread(target=write, args=pair) for pair in texts.items()]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert failures == []
    written = {one.wording for one in Catalogue.load(po(library)).entries}
    assert set(texts.values()) <= written


def test_a_lock_ends_with_its_process(desk, library):
    code = (
        "import sys, pathlib\n"
        "from patiented.writing.saving import locked\n"
        "with locked(pathlib.Path(sys.argv[1])):\n"
        "    print('held', flush=True)\n"
        "    sys.stdin.readline()\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, str(po(library))],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        env={**os.environ, "PYTHONPATH": str(shipped_root())},
    ) as holder:  # fmt: skip
        assert holder.stdout.readline() == "held\n"
        holder.kill()
        holder.wait()
    one = row(desk, "twice daily")
    desk.save(KEY, Wanted(one.statement, one.base, one.text), by="Ana")


@pytest.mark.parametrize(
    "wanted",
    [
        {"statement": "s-nothing"},
        {"text": " "},
        {"text": "x" * 5_001},
    ],
)
def test_what_makes_no_sense_is_refused(desk, wanted):
    one = row(desk, "twice daily")
    with pytest.raises(UsageError):
        desk.save(KEY, Wanted(**{"statement": one.statement, "base": one.base} | wanted), by="Ana")


def test_suggestions_are_judged_and_never_the_source_itself(desk):
    for one in desk.sheet("alphadrug", "patient").rows:
        for suggestion in desk.suggest(KEY, one.statement):
            assert suggestion.text != one.source
            assert suggestion.origin in {"pattern", "phrases", "memory", "near"}
            tried = desk.attempt(KEY, one.statement, suggestion.text)
            assert tried.own == suggestion.levels


def model(*replies):
    """What asks a model, and the prompts that it was sent."""
    sent = []

    def ask(prompt):
        sent.append(prompt)
        return replies[min(len(sent), len(replies)) - 1]

    return ask, sent


def test_a_models_draft_is_offered_when_the_guard_lets_it_through_and_kept_nowhere(
    library, engine, desk
):
    before = po(library).read_bytes()
    ask, sent = model("Take 5 mg two times a day.")
    desk.drafter = Suggester(engine, ask, "a small model")
    one = row(desk, "twice daily")
    (draft,) = desk.draft(KEY, one.statement)
    assert (draft.text, draft.origin, draft.note) == (
        "Take 5 mg two times a day.", "model", "a small model",
    )  # fmt: skip
    assert draft.ok
    assert len(sent) == 1
    assert po(library).read_bytes() == before


def test_a_models_draft_with_another_dose_is_asked_for_again_and_then_not_offered(engine, desk):
    ask, sent = model("Take 50 mg twice a day.", "Take 5 mg once a day.")
    desk.drafter = Suggester(engine, ask, "a small model")
    assert desk.draft(KEY, row(desk, "twice daily").statement) == ()
    assert len(sent) == 2


def test_without_a_model_or_for_a_heading_there_is_no_draft(engine, desk):
    one = row(desk, "twice daily")
    assert desk.draft(KEY, one.statement) == ()
    ask, sent = model("x")
    desk.drafter = Suggester(engine, ask, "a small model")
    assert desk.draft(KEY, row(desk, "Eczema").statement) == ()
    assert sent == []
