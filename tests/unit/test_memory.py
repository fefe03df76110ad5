"""The memory: approved wording serves the same statement elsewhere, as the guard allows."""

import json

import pytest

from patiented.audience import load_audiences
from patiented.cli import main
from patiented.edition import Engine
from patiented.guard import Guard
from patiented.model import Meta, Origin, Role, Statement, StatementKind
from patiented.proposing.memory import Approved, MemoryProposer, Rememberer
from patiented.proposing.near import near
from patiented.proposing.setting import Setting
from patiented.proposing.slots import load_slot_types
from patiented.publishing.opening import open_publisher
from patiented.reading import read
from patiented.settings import load_settings, shipped_root

NAMES = ("Alphadrug",)
APPLY = "Apply Betadrug to the affected skin once daily for up to 12 weeks."
SERVED = "Put Betadrug on the affected skin once a day for up to 12 weeks."
OTHER = Meta(title="Betadrug", name="Betadrug", drugs=("Betadrug",))


@pytest.fixture(scope="module")
def data():
    return load_audiences([shipped_root() / "audiences"])


@pytest.fixture(scope="module")
def guard(data):
    return Guard(data.lexicon)


@pytest.fixture(scope="module")
def rememberer(guard, data):
    return Rememberer(guard, data.lexicon)


def statement(text, role=Role.DOSAGE, kind=StatementKind.SENTENCE, lead=""):
    return Statement("s", text, role, kind, lead=lead)


def approved(text, wording, at="2026-01-01", monograph="alpha", **more):
    return Approved(monograph, statement(text, **more), wording, NAMES, at)


@pytest.fixture(scope="module")
def propose(rememberer, data):
    types = load_slot_types(data.lexicon.dirs)

    def proposed(memory, one, meta=OTHER):
        setting = Setting(meta, "", one.role, (meta.name,))
        found = MemoryProposer(memory, rememberer, types).propose(one, setting)
        return found.text if found else None

    return proposed


LAYER = approved(
    "Apply Alphadrug to the affected skin twice daily for up to 8 weeks.",
    "Put Alphadrug on the affected skin twice a day for up to 8 weeks.",
)


def test_the_same_statement_with_other_facts_is_served(rememberer, propose):
    memory = rememberer.memory([LAYER])
    other = statement(APPLY)
    assert propose(memory, other) == SERVED


def test_exactly_the_same_statement_is_served_without_any_fact(rememberer, propose):
    memory = rememberer.memory([approved("Swallow whole.", "Swallow it in one piece.")])
    assert propose(memory, statement("Swallow whole.")) == "Swallow it in one piece."


@pytest.mark.parametrize(
    "other",
    [
        statement(APPLY.replace("up to", "at least")),
        statement(APPLY, role=Role.WARNINGS),
        statement(
            APPLY,
            kind=StatementKind.ITEM,
        ),
        statement(
            "Apply Betadrug to the affected skin once daily for up to 12 weeks unless pregnant."
        ),
    ],
)
def test_another_form_role_or_kind_is_another_statement(rememberer, propose, other):
    assert propose(rememberer.memory([LAYER]), other) is None


def test_items_need_the_same_lead(rememberer, propose):
    item = {"kind": StatementKind.ITEM, "lead": "Do not use in patients with:"}
    memory = rememberer.memory([approved("jaundice", "yellow skin or eyes", **item)])
    same = statement("jaundice", **item)
    elsewhere = statement("jaundice", kind=StatementKind.ITEM, lead="Is used for:")
    assert propose(memory, same) == "yellow skin or eyes"
    assert propose(memory, elsewhere) is None


def test_the_latest_approval_of_the_same_words_wins(rememberer, propose):
    later = approved(
        LAYER.statement.text, "Use Alphadrug twice a day for up to 8 weeks.", "2026-02"
    )
    memory = rememberer.memory([LAYER, later])
    other = statement(APPLY)
    assert propose(memory, other) == "Use Betadrug once a day for up to 12 weeks."


def test_a_number_that_hangs_on_another_is_never_filled_in(rememberer, propose):
    memory = rememberer.memory(
        [
            approved(
                "Alphadrug helped 94.6% of patients.",
                "Alphadrug helped about 95 out of 100 people (94.6%).",
            )
        ]
    )
    assert propose(memory, statement("Betadrug helped 12.3% of patients.")) is None
    told = propose(memory, statement("Betadrug helped 94.6% of patients."))
    assert told == "Betadrug helped about 95 out of 100 people (94.6%)."


def test_a_name_said_twice_in_other_ways_is_never_filled_in(rememberer, propose):
    memory = rememberer.memory(
        [approved("Alphadrug is a cream.", "Alphadrug is a cream. (alphadrug)")]
    )
    assert propose(memory, statement("Betadrug is a cream.")) is None


def test_near_wording_is_found_and_says_whether_it_is_approved(rememberer):
    memory = rememberer.memory([LAYER])
    asked = rememberer.mask(
        statement("Apply Betadrug to the affected skin once daily for at least 3 weeks."),
        ("Betadrug",),
    )
    (found,) = near(memory, rememberer.memory([]), asked)
    assert found.wording == "Put {drug} on the affected skin {frequency} for up to {duration}."
    assert found.approved
    assert found.likeness > 80
    (unsigned,) = near(rememberer.memory([]), memory, asked)
    assert not unsigned.approved
    far = rememberer.mask(statement("Store in a refrigerator."), ())
    assert near(memory, rememberer.memory([]), far) == ()


def test_what_reaches_a_reader_is_in_the_fingerprint(rememberer):
    one, two = rememberer.memory([LAYER]), rememberer.memory([])
    assert one.fingerprint != two.fingerprint
    assert one.fingerprint == rememberer.memory([LAYER]).fingerprint


PAGE = """\
---
title: {0}
name: {0}
kind: drug
drugs: [{0}]
---

## Dosage

Apply {0} to the affected skin {1} daily for up to {2} weeks.

Do not use {0} for more than {2} weeks.
"""
WORDING = """\
msgid ""
msgstr ""
"Language: en\\n"
"Content-Type: text/plain; charset=utf-8\\n"

msgid "Apply Alphadrug to the affected skin twice daily for up to 8 weeks."
msgstr "Put Alphadrug on the affected skin {frequency} for up to 8 weeks."

msgid "Do not use Alphadrug for more than 8 weeks."
msgstr "Do not use Alphadrug for more than 8 weeks."
"""


@pytest.fixture
def library(tmp_path, monkeypatch):
    monkeypatch.setenv("PATIENTED_DATABASE_URL", f"sqlite:///{tmp_path}/kept.db")
    for name, often, weeks in (("alphadrug", "twice", 8), ("betadrug", "once", 12)):
        folder = tmp_path / "monographs" / name
        (folder / "wording").mkdir(parents=True)
        text = PAGE.format(name.capitalize(), often, weeks)
        (folder / "monograph.md").write_text(text, encoding="utf-8")
    write_wording(tmp_path, "twice a day")
    return tmp_path


def write_wording(root, frequency):
    path = root / "monographs/alphadrug/wording/patient.en.po"
    path.write_text(WORDING.replace("{frequency}", frequency), encoding="utf-8")


@pytest.fixture
def publisher(library, tmp_path):
    settings = load_settings(environ=_environ(tmp_path), start=library, library=library)
    with_store = open_publisher(settings)
    yield with_store
    with_store.close()


def _environ(folder):
    return {"PATIENTED_DATABASE_URL": f"sqlite:///{folder}/kept.db"}


def texts(publisher, monograph="betadrug"):
    edition = publisher.published(monograph, "patient").edition
    return {one.source: (one.text, one.origin) for one in edition.statements()}


def approve(publisher):
    for move in (publisher.submit, publisher.start, publisher.approve):
        move("alphadrug", "patient", by="Dr. A")


def test_only_what_was_approved_is_remembered_and_only_while_it_stands(publisher):
    before = publisher.published("betadrug", "patient").edition.fingerprint
    assert texts(publisher)[APPLY][1] is not Origin.MEMORY
    approve(publisher)
    assert texts(publisher)[APPLY] == (SERVED, Origin.MEMORY)
    assert publisher.published("betadrug", "patient").edition.fingerprint != before
    publisher.withdraw("alphadrug", reason="wrong", by="Dr. A")
    assert texts(publisher)[APPLY][1] is not Origin.MEMORY
    assert publisher.published("betadrug", "patient").edition.fingerprint == before
    publisher.reinstate("alphadrug", reason="right", by="Dr. A")
    publisher.request_changes("alphadrug", "patient", by="Dr. A")
    assert texts(publisher)[APPLY][1] is not Origin.MEMORY


def test_it_is_the_approved_text_that_is_remembered_not_the_file(publisher, library):
    approve(publisher)
    write_wording(library, "two times each day")
    assert texts(publisher)[APPLY] == (SERVED, Origin.MEMORY)


def test_a_monograph_does_not_remember_itself(publisher):
    approve(publisher)
    origins = {origin for _, origin in texts(publisher, "alphadrug").values()}
    assert origins == {Origin.WORDING}


def test_the_guard_has_the_word_on_what_is_filled_in(publisher, library, data):
    """A person may have confirmed what the program cannot prove; that does not travel."""
    engine = Engine(data)
    text = LAYER.wording.replace("affected", "diseased")
    memory = engine.remember([approved(LAYER.statement.text, text)])
    monograph = read(library / "monographs/betadrug/monograph.md")
    edition = engine.edition(monograph, "patient", memory=engine.recall(monograph, memory))
    shown = {one.source: one.origin for one in edition.statements()}
    assert shown[APPLY] is Origin.CANONICAL


def run(capsys, options):
    with pytest.raises(SystemExit) as stopped:
        main(["wording", "suggest", *options])
    printed = capsys.readouterr()
    assert not stopped.value.code, printed.err
    return printed.out


def test_suggest_shows_near_wording_and_applies_nothing(library, capsys):
    path = library / "monographs/betadrug/monograph.md"
    text = path.read_text(encoding="utf-8").replace(
        "Apply Betadrug", "Gently apply Betadrug daily,"
    )
    path.write_text(text, encoding="utf-8")
    options = ["betadrug", "--audience", "patient", "--library", str(library)]
    told = run(capsys, options)
    assert "alphadrug, not reviewed" in told
    assert "> Put {drug} on the affected skin {frequency} for up to {duration}." in told
    (row,) = (one for one in json.loads(run(capsys, [*options, "--format", "json"])) if one["near"])
    assert row["near"][0]["approved"] is False
