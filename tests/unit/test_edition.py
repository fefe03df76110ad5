from __future__ import annotations

import pytest

from patiented.edition import check_edition
from patiented.edition.reasons import load_reasons
from patiented.errors import DataError, UsageError
from patiented.model import FactKind, Fate, Level, Obligation, Origin, Proof, Role
from patiented.proposing import Catalogue
from patiented.publishing import is_publishable
from patiented.reading import read
from tests.engines import shipped_engine
from tests.street import MONOGRAPH, PATIENT_PO, make_library

STANDING = (FactKind.BOXED, FactKind.CITATION)


@pytest.fixture(scope="module")
def engine():
    return shipped_engine()


@pytest.fixture
def make(tmp_path, engine):
    """Make an edition of a monograph with its wording."""

    def made(audience="patient", *, monograph=MONOGRAPH, patient=PATIENT_PO):
        folder = make_library(tmp_path, monograph=monograph, patient=patient)
        place = folder / "monographs" / "alphadrug"
        catalogue = (
            Catalogue.load(place / "wording" / "patient.en.po") if audience == "patient" else None
        )
        return engine.edition(read(place / "monograph.md"), audience, catalogue=catalogue)

    return made


def _texts(edition):
    return {one.source: one.text for one in edition.statements()}


def _rows(edition, source):
    ids = {one.id for one in edition.statements() if one.source == source}
    ids |= {one.statement for one in edition.left_out if one.source == source}
    return [row for row in edition.ledger if row.statement in ids]


def test_sections_stand_in_the_audiences_order_under_its_headings(make):
    headings = [section.heading for section in make().sections]
    assert headings == [
        "What is the most important safety warning?",
        "How do I use it?",
        "Eczema",
    ]


def test_clinician_reads_the_canonical_text_unchanged(make):
    edition = make("clinician")
    assert all(one.text == one.source for one in edition.statements())
    assert not any(one.needs_writer for one in edition.statements())
    assert {row.fate for row in edition.ledger} == {Fate.KEPT}


def test_edition_is_the_same_wherever_its_source_lies(tmp_path, engine):
    text = MONOGRAPH.replace("summary: Alphadrug is a tablet.", "summary: It is for psoriasis.")
    one, other = (
        read(make_library(tmp_path / name, monograph=text) / "monographs/alphadrug/monograph.md")
        for name in ("here", "there")
    )
    edition = engine.edition(one, "patient")
    assert edition.findings
    assert edition == engine.edition(other, "patient")
    found = check_edition(edition, engine.audience("patient"), path="there.md")
    assert {finding.path for finding in found} == {"there.md"}


def test_a_translation_never_passes_the_source_language_off_as_its_own(tmp_path, engine):
    source = read(make_library(tmp_path) / "monographs/alphadrug/monograph.md")
    shown = [one for one in engine.edition(source, "patient", lang="es").statements() if one.text]
    assert shown
    assert all(one.origin is Origin.CANONICAL and one.needs_writer for one in shown)


def test_clinician_edition_starts_with_the_boxed_warning(make):
    moved = MONOGRAPH.replace("## Boxed warning\n\nAlphadrug can cause death.[^1]\n\n", "")
    moved = moved.replace("[^1]: ", "## Boxed warning\n\nAlphadrug can cause death.[^1]\n\n[^1]: ")
    assert make("clinician", monograph=moved).sections[0].role is Role.BOXED_WARNING


def test_wording_is_shown_with_its_citations(make):
    warning = next(one for one in make().statements() if "death" in one.text)
    assert warning.origin is Origin.WORDING
    assert warning.citations == (1,)


def test_pattern_serves_a_statement_without_wording(make):
    dose = next(one for one in make().statements() if "60 g" in one.source)
    assert dose.origin is Origin.PATTERN
    assert "60 grams" in dose.text


def test_wording_that_changes_a_dose_is_refused_and_the_source_stays(make):
    bad = PATIENT_PO.replace("Take 5 mg twice a day.", "Take 50 mg twice a day.")
    edition = make(patient=bad)
    dose = next(one for one in edition.statements() if one.source == "Take 5 mg twice daily.")
    assert "50" not in dose.text
    assert any(one.rule == "quantity-changed" for one in dose.findings)


def test_wording_that_invents_a_word_needs_a_writer(make):
    bad = PATIENT_PO.replace("Take 5 mg twice a day.", "Take 5 mg twice a day with grapefruit.")
    dose = next(one for one in make(patient=bad).statements() if "5 mg" in one.source)
    assert "grapefruit" not in dose.text


def test_statement_that_wording_leaves_out_is_listed_with_its_reason(make):
    left = {one.source: one.reason for one in make().left_out}
    assert left["Alphadrug inhibits kinases in the cytosol."].startswith("It is about how")


def test_omission_of_a_must_fact_is_refused(make):
    bad = PATIENT_PO.replace(
        'msgid "Take 5 mg twice daily."\nmsgstr "Take 5 mg twice a day."',
        '#. omit: not needed\nmsgid "Take 5 mg twice daily."\nmsgstr ""',
    )
    edition = make(patient=bad)
    dose = next(one for one in edition.statements() if one.source == "Take 5 mg twice daily.")
    assert dose.text
    assert any(one.rule == "omission-refused" for one in dose.findings)


def test_pharmacokinetics_are_left_out_by_rule_and_say_so(make):
    rows = _rows(make(), "The AUC was 12 ng/mL.")
    assert rows
    assert {row.fate for row in rows} == {Fate.LEFT_OUT}
    assert {row.by for row in rows} == {"pharmacokinetics: drop"}


def test_must_fact_in_a_dropped_section_is_not_left_out(make):
    text = MONOGRAPH.replace("The AUC was 12 ng/mL.", "Do not take Alphadrug with food.")
    edition = make(monograph=text)
    shown = next(one for one in edition.statements() if "with food" in one.source)
    assert shown.text


def test_statement_nobody_worded_stays_canonical_and_needs_a_writer(make):
    odd = MONOGRAPH.replace("Take 5 mg twice daily.", "Quinoxaline moieties perturb 5 mg doses.")
    shown = next(one for one in make(monograph=odd).statements() if "Quinox" in one.source)
    assert shown.needs_writer
    assert shown.text == shown.source


def test_every_must_fact_of_a_finished_edition_is_proved_by_the_program(make):
    musts = [row for row in make().ledger if row.obligation is Obligation.MUST]
    assert musts
    assert {row.fate for row in musts} == {Fate.KEPT}
    assert {row.proof for row in musts} == {Proof.PROGRAM}


def test_every_statement_has_its_facts_in_the_ledger_once(make, engine):
    edition = make()
    facts = [row.fact.id for row in edition.ledger]
    assert len(facts) == len(set(facts))
    for one in edition.statements():
        found = [row for row in edition.ledger if row.statement == one.id]
        in_the_text = [row for row in found if row.fact.kind not in STANDING]
        assert len(in_the_text) == len(one.facts)


def test_boxed_status_and_citations_are_booked(make):
    warning = _rows(make(), "Alphadrug can cause death.")
    standing = {row.fact.value: (row.obligation, row.fate) for row in warning[-2:]}
    assert standing == {
        "boxed": (Obligation.MUST, Fate.KEPT),
        "citation 1": (Obligation.SIMPLIFY, Fate.KEPT),
    }


def test_boxed_statement_is_never_left_out_by_wording(make):
    omitted = PATIENT_PO.replace(
        'msgid "Alphadrug can cause death."\nmsgstr "Alphadrug can cause death."',
        '#. omit: no\nmsgid "Alphadrug can cause death."\nmsgstr ""',
    )
    assert any("death" in one.text for one in make(patient=omitted).statements())


def test_confirmed_open_fact_is_kept_by_a_person(make, engine):
    text = MONOGRAPH.replace("Take 5 mg twice daily.", "Take 5 mg with a bezoar twice daily.")
    worded = PATIENT_PO.replace("Take 5 mg twice daily.", "Take 5 mg with a bezoar twice daily.")
    assert any(one.needs_writer for one in make(monograph=text, patient=worded).statements())
    values = [row.fact.value for row in make(monograph=text).ledger if row.fact.text == "bezoar"]
    assert len(values) == 1
    signed = worded.replace(
        'msgid "Take 5 mg with', f'#. confirmed: {values[0]} by Ada Writer\nmsgid "Take 5 mg with'
    )
    edition = make(monograph=text, patient=signed)
    row = next(row for row in edition.ledger if row.fact.value == values[0])
    assert (row.fate, row.proof, row.by) == (Fate.KEPT, Proof.PERSON, "Ada Writer")


def test_fingerprint_follows_source_wording_and_audience(make):
    first = make().fingerprint
    assert make().fingerprint == first
    assert make("caregiver").fingerprint != first
    changed = PATIENT_PO.replace("Take 5 mg twice a day.", "Take 5 mg two times a day.")
    assert make(patient=changed).fingerprint != first
    assert make(monograph=MONOGRAPH.replace("60 g", "61 g")).fingerprint != first


def test_summary_that_says_more_than_the_text_is_not_published(make, engine):
    wrong = MONOGRAPH.replace("summary: Alphadrug is a tablet.", "summary: Take 9 mg of Alphadrug.")
    edition = make(monograph=wrong)
    assert not is_publishable(edition)
    found = check_edition(edition, engine.audience("patient"))
    assert [one.fact for one in found if one.rule == "summary-stray" and one.level is Level.ERROR]


def test_summary_in_other_words_is_only_a_warning(make):
    other = MONOGRAPH.replace("summary: Alphadrug is a tablet.", "summary: Alphadrug soothes.")
    edition = make(monograph=other)
    assert is_publishable(edition)
    assert [one.level for one in edition.findings if one.rule == "summary-stray"]


def test_heading_that_nobody_worded_stays_and_is_reported(make):
    unworded = PATIENT_PO.replace('msgid "Eczema"\nmsgstr "Eczema"\n\n', "")
    edition = make(patient=unworded)
    assert "Eczema" in [section.heading for section in edition.sections]
    found = [one for one in edition.findings if one.rule == "heading-unworded"]
    assert [(one.level, one.line) for one in found] == [(Level.WARNING, 18)]


def test_unknown_audience_names_the_choices(make):
    with pytest.raises(UsageError, match="patient, caregiver, clinician"):
        make("pirate")


def test_check_reports_a_missed_target(make, engine):
    hard = MONOGRAPH.replace(
        "Alphadrug can cause death.[^1]",
        "Immunosuppressive hypersensitivity reactions necessitate hospitalization.[^1]",
    )
    found = check_edition(make(monograph=hard), engine.audience("patient"))
    assert {"target-missed", "needs-writer"} <= {one.rule for one in found}
    assert all(one.level is Level.ERROR for one in found if one.rule == "target-missed")


def test_check_has_no_error_for_a_finished_edition(make, engine):
    found = check_edition(make(), engine.audience("patient"))
    assert {one.rule for one in found if one.level is Level.ERROR} <= {"target-missed"}


def test_broken_reasons_table_is_blamed_by_place(tmp_path):
    (tmp_path / "left_out.tsv").write_text("role\treason\nnonsense\tx\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"left_out\.tsv:2:1: unknown role 'nonsense'"):
        load_reasons([tmp_path])
