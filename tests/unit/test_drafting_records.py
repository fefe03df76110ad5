"""How drafts are kept in a catalogue: fuzzy, and over nothing that a person wrote."""

from __future__ import annotations

import pytest

from patiented.drafting import OpenPoint, Outcome, Record, Task, count_drafts
from patiented.drafting.records import is_draft, is_taken
from patiented.model import Obligation, Role, Statement
from patiented.proposing.catalogue import Catalogue
from patiented.proposing.entry import Entry
from patiented.proposing.masking import Masked

TEXT = "Take 5 mg at dawn."


@pytest.fixture
def path(tmp_path):
    return tmp_path / "patient.en.po"


def _task(text=TEXT, role=Role.DOSAGE):
    return Task(Statement("s-1", text, role), "dosage", role, "How?", (), Obligation.MUST)


def _outcome(text="Swallow 5 mg at dawn.", points=(), task=None):
    return Outcome(task or _task(), text, points)


def _save(path, *entries):
    Catalogue("patient", "en", tuple(entries)).save(path)


def _entries(path):
    return Catalogue.load(path).entries


def _keep(path, outcome=None, *, again=False, model="a-model"):
    return Record(path, model, "2026-01-31", again).keep(outcome or _outcome())


def _mask(statement):
    return Masked(statement.text, statement.text, ())


def test_a_draft_fills_a_blank_entry(path):
    _save(path, Entry(TEXT, statements=("s-1",), remarks=("role: dosage",)))
    points = (OpenPoint("eq 5", "quantity", "5 mg"), OpenPoint("swallow", "new"))
    outcome = Outcome(_task(), "Swallow 5 mg at dawn.", points, left_out=("dawn", "water"))
    assert _keep(path, outcome)
    (entry,) = _entries(path)
    assert entry.is_fuzzy
    assert entry.wording == "Swallow 5 mg at dawn."
    assert entry.remarks == (
        "role: dosage",
        "draft: by a-model on 2026-01-31",
        'open: eq 5 | quantity "5 mg"',
        "open: swallow | the source does not say this",
        "left out: dawn; water",
    )
    counts = count_drafts(Catalogue.load(path))
    assert (counts.drafts, counts.open_points) == (1, 2)


@pytest.mark.parametrize(
    "entry",
    [
        Entry(TEXT, "A person's words."),
        Entry(TEXT, omit="It is for staff."),
        Entry(TEXT, "Words for an earlier source.", is_fuzzy=True, previous="Take 4 mg at dawn."),
        Entry(TEXT, "A person's doubts.", is_fuzzy=True),
        Entry(TEXT, "A draft taken over.", remarks=("draft: by a-model on 2026-01-30",)),
        Entry(
            TEXT,
            "A draft for an earlier source.",
            is_fuzzy=True,
            previous="Take 4 mg at dawn.",
            remarks=("draft: by a-model on 2026-01-30",),
        ),
    ],
)
def test_nothing_that_a_person_may_have_written_is_replaced(path, entry):
    _save(path, entry)
    before = path.read_bytes()
    assert not _keep(path, again=True)
    assert path.read_bytes() == before
    assert is_taken(Catalogue.load(path), _task(), _mask, again=True)


def test_an_earlier_draft_is_replaced_only_when_asked_for(path):
    _save(path, Entry(TEXT))
    _keep(path)
    other = _outcome("At dawn, take 5 mg.")
    assert not _keep(path, other)
    assert is_taken(Catalogue.load(path), _task(), _mask, again=False)
    assert _keep(path, other, again=True, model="another")
    (entry,) = _entries(path)
    assert entry.wording == "At dawn, take 5 mg."
    assert entry.remarks == ("draft: by another on 2026-01-31",)


def test_a_masked_wording_that_covers_a_statement_keeps_drafts_away(path):
    entry = Entry("Take {dose} at dawn.", "Swallow {dose}.", is_masked=True, remarks=("slots:",))
    catalogue = Catalogue("patient", "en", (entry,))

    def mask(statement):
        from patiented.model import FactKind  # noqa: PLC0415
        from patiented.proposing.masking import MaskedSlot  # noqa: PLC0415

        slot = MaskedSlot("dose", FactKind.QUANTITY, "5 mg", (5, 9))
        return Masked(statement.text, "Take {dose} at dawn.", (slot,))

    assert is_taken(catalogue, _task(), mask, again=True)


def test_the_entry_for_the_role_of_the_statement_goes_first(path):
    _save(path, Entry(TEXT), Entry(TEXT, context="dosage"))
    _keep(path)
    assert [bool(entry.wording) for entry in _entries(path)] == [False, True]


def test_a_statement_without_an_entry_gets_one(path):
    _save(path)
    assert _keep(path)
    assert [entry.source for entry in _entries(path)] == [TEXT]


def test_a_name_of_a_model_cannot_break_the_file(path):
    _save(path, Entry(TEXT))
    _keep(path, model='odd\nname: "x"\nmsgid "y"')
    (entry,) = _entries(path)
    assert is_draft(entry)
    assert entry.source == TEXT


def test_a_draft_reaches_no_reader(path):
    _save(path, Entry(TEXT))
    before = Catalogue.load(path).fingerprint
    _keep(path)
    catalogue = Catalogue.load(path)
    assert catalogue.fingerprint == before
    assert catalogue.find_exact(_task().statement) is None
