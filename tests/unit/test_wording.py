"""Catalogues of wording: strict PO, exact before masked, fuzzy never shown, extraction."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from patiented.audience import load_audiences
from patiented.errors import DataError
from patiented.guard import Guard
from patiented.model import (
    Block,
    BlockKind,
    Meta,
    Monograph,
    Origin,
    Role,
    Section,
    Statement,
    StatementKind,
)
from patiented.proposing import Catalogue, Setting, wording
from patiented.proposing.catalogue_work import extract, merge, status
from patiented.proposing.entry import Entry
from patiented.proposing.masking import mask

AUDIENCES = Path(__file__).parents[2] / "audiences"
SOURCE = "Do not use more than 60 g per week."
WORDED = "Do not use more than one tube (60 grams) in one week. That is the limit."
HEADER = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'


@pytest.fixture(scope="module")
def lexicon():
    return load_audiences([AUDIENCES]).lexicon


@pytest.fixture(scope="module")
def guard(lexicon):
    return Guard(lexicon)


def po(tmp_path: Path, body: str, name: str = "patient.en.po", header: str = HEADER) -> Path:
    path = tmp_path / name
    path.write_text(header + body, encoding="utf-8")
    return path


def statement(text: str, role: Role = Role.DOSAGE, identity: str = "s1") -> Statement:
    return Statement(id=identity, text=text, role=role)


def propose(catalogue, guard, lexicon, text: str, role: Role = Role.DOSAGE):
    setting = Setting(Meta(title="Velmarin", name="Velmarin"), "", role, ("Velmarin",))
    return wording.build(catalogue, guard, lexicon).propose(statement(text, role), setting)


def catalogue_of(*entries: Entry, lang: str = "en") -> Catalogue:
    return Catalogue("patient", lang, entries)


def test_wording_of_the_exact_statement_is_proposed(tmp_path, guard, lexicon):
    body = f'#. confirmed: 60 g by Ann Lee\nmsgid "{SOURCE}"\nmsgstr "{WORDED}"\n'
    proposal = propose(Catalogue.load(po(tmp_path, body)), guard, lexicon, SOURCE)
    assert proposal.text == WORDED
    assert proposal.origin is Origin.WORDING
    assert proposal.confirmed == (("60 g", "Ann Lee"),)


def test_fuzzy_wording_is_never_proposed(tmp_path, guard, lexicon):
    body = f'#, fuzzy\nmsgid "{SOURCE}"\nmsgstr "{WORDED}"\n'
    assert propose(Catalogue.load(po(tmp_path, body)), guard, lexicon, SOURCE) is None


def test_entry_without_wording_is_not_proposed(tmp_path, guard, lexicon):
    body = f'msgid "{SOURCE}"\nmsgstr ""\n'
    assert propose(Catalogue.load(po(tmp_path, body)), guard, lexicon, SOURCE) is None


def test_statement_with_an_omit_reason_is_left_out(tmp_path, guard, lexicon):
    body = f'#. omit: praise, no fact\nmsgid "{SOURCE}"\nmsgstr ""\n'
    proposal = propose(Catalogue.load(po(tmp_path, body)), guard, lexicon, SOURCE)
    assert proposal.origin is Origin.OMITTED
    assert (proposal.text, proposal.omit_reason) == ("", "praise, no fact")


def test_role_decides_between_two_wordings_of_the_same_words(guard, lexicon):
    catalogue = catalogue_of(
        Entry("Avoid alcohol.", "Do not drink."),
        Entry("Avoid alcohol.", "Avoid drinking alcohol.", context="storage"),
    )
    own = propose(catalogue, guard, lexicon, "Avoid alcohol.", Role.STORAGE)
    other = propose(catalogue, guard, lexicon, "Avoid alcohol.", Role.DOSAGE)
    assert (own.text, other.text) == ("Avoid drinking alcohol.", "Do not drink.")


def test_masked_wording_serves_a_statement_with_other_numbers(guard, lexicon):
    masked = Entry("Take {dose} {frequency}.", "Take {dose}, {frequency}.", is_masked=True)
    proposal = propose(catalogue_of(masked), guard, lexicon, "Take 500 mg twice daily.")
    assert proposal.text == "Take 500 mg, twice a day."


def test_exact_wording_goes_before_masked(guard, lexicon):
    text = "Take 500 mg twice daily."
    masked = Entry("Take {dose} {frequency}.", "Take {dose}, {frequency}.", is_masked=True)
    exact = Entry(text, "Take 500 mg, two times each day.")
    proposal = propose(catalogue_of(masked, exact), guard, lexicon, text)
    assert proposal.text == exact.wording


def test_masked_wording_of_another_language_shows_no_english_words(guard, lexicon):
    masked = Entry("Take {dose} {frequency}.", "Tome {dose}, {frequency}.", is_masked=True)
    catalogue = catalogue_of(masked, lang="es")
    assert propose(catalogue, guard, lexicon, "Take 500 mg twice daily.") is None


@pytest.mark.parametrize(
    ("body", "place", "words"),
    [
        ('msgid "a"\nmsgstr "b\n', ":5:8", "double quotes"),
        ('msgid "a"\nmsgstr "b" c\n', ":5:8", "double quotes"),
        ('msgid "a"\nmsgstr "b\\q"\n', ":5:8", "double quotes"),
        ("hello\n", ":4:1", "expected"),
        ('msgid "a"\n', ":4:1", "missing msgstr"),
        ('msgid "a"\nmsgid_plural "b"\nmsgstr[0] "c"\n', ":5:1", "plurals"),
        ('msgid "a"\nmsgstr "b"\n\nmsgid "a"\nmsgstr "c"\n', ":7:1", "already on line 4"),
        ('#. slots: x\nmsgid "{dose}"\nmsgstr "{doze}"\n', ":5:1", "{doze}"),
        ('#. slots: x\nmsgid "{dose} a"\nmsgstr "a"\n', ":5:1", "loses {dose}"),
        ('#. slots: x\nmsgid "{doze}"\nmsgstr ""\n', ":5:1", "unknown slot {doze}"),
        ('#. omit: x\nmsgid "a"\nmsgstr "b"\n', ":5:1", "empty msgstr"),
        ('#. omit:\nmsgid "a"\nmsgstr ""\n', ":5:1", "needs a reason"),
        ('#. confirmed: 5 mg\nmsgid "a"\nmsgstr "b"\n', ":5:1", "by <name>"),
    ],
)
def test_broken_file_is_refused_by_place(tmp_path, body, place, words):
    with pytest.raises(DataError) as caught:
        Catalogue.load(po(tmp_path, body))
    assert f"patient.en.po{place}" in str(caught.value)
    assert words in str(caught.value)


@pytest.mark.parametrize(
    "data", [b"\xff\xfe", b"\0", b'msgid "', b"\xc3", b'"', b'#~ msgid "a"', b'msgstr "a"']
)
def test_any_bytes_give_a_catalogue_or_a_named_error(tmp_path, data):
    path = tmp_path / "patient.en.po"
    path.write_bytes(data)
    try:
        Catalogue.load(path)
    except DataError as error:
        assert "patient.en.po:" in str(error)  # noqa: PT017  # either outcome is right


def test_missing_file_is_named(tmp_path):
    with pytest.raises(DataError, match=r"patient\.en\.po:1:1: cannot be read"):
        Catalogue.load(tmp_path / "patient.en.po")


@pytest.mark.parametrize("name", ["patient.po", "patient.en.txt", "a.b.c.po"])
def test_catalogue_with_another_name_is_refused(tmp_path, name):
    with pytest.raises(DataError, match="<audience>"):
        Catalogue.load(po(tmp_path, "", name))


RICH = (
    Entry(
        'Use "as is", 50% of it.',
        "Two\nlines.",
        context="dosage",
        statements=("s1", "s2"),
        confirmed=(("fact by value", "Ann Lee"),),
        notes=(
            "A note of the translator that is longer than seventy-six characters, so it may wrap.",
        ),
        remarks=("item",),
    ),
    Entry("Take {dose}.", "", is_masked=True, remarks=("slots: {dose} = 5 mg",)),
    Entry("A {brace} that is no slot.", "Fine.", is_fuzzy=True, previous="Ä former\nsource."),
    Entry(
        "Praise.", omit="praise, and a reason so long that a tool which wraps would wrap it here"
    ),
)


def test_saved_catalogue_reads_back_the_same(tmp_path):
    path = tmp_path / "patient.en.po"
    saved = Catalogue("patient", "en", RICH, (Entry("Gone.", "Was here."),))
    saved.save(path)
    loaded = Catalogue.load(path)
    assert [replace(entry, line=0) for entry in loaded.entries] == list(RICH)
    assert [replace(entry, line=0) for entry in loaded.obsolete] == list(saved.obsolete)
    assert loaded.fingerprint == saved.fingerprint


def test_saving_twice_gives_the_same_bytes(tmp_path):
    path = tmp_path / "patient.en.po"
    Catalogue("patient", "en", RICH).save(path)
    first = path.read_bytes()
    Catalogue.load(path).save(path)
    assert path.read_bytes() == first


def test_headers_of_other_tools_survive(tmp_path):
    header = HEADER.replace('UTF-8\\n"', 'UTF-8\\n"\n"X-Generator: Poedit 3.4\\n"')
    path = po(tmp_path, "", header=header)
    Catalogue.load(path).save(path)
    assert ("X-Generator", "Poedit 3.4") in Catalogue.load(path).headers


def test_failed_save_leaves_the_old_file_and_nothing_else(tmp_path, monkeypatch):
    path = po(tmp_path, "")
    before = path.read_bytes()

    def fail(*_):
        raise OSError("disk full")

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(OSError, match="disk full"):
        catalogue_of(Entry("a", "b")).save(path)
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


def test_fingerprint_moves_with_what_a_reader_can_see():
    base = catalogue_of(Entry("a", "b"))
    assert base.fingerprint != catalogue_of(Entry("a", "c")).fingerprint
    assert base.fingerprint != catalogue_of(Entry("a", "b", is_fuzzy=True)).fingerprint
    assert base.fingerprint != catalogue_of(Entry("a", "b", confirmed=(("x", "y"),))).fingerprint
    assert base.fingerprint == catalogue_of(Entry("a", "b", notes=("n",), line=9)).fingerprint
    assert not catalogue_of(Entry("a", "b", is_fuzzy=True)).fingerprint
    assert not catalogue_of(Entry("a")).fingerprint


def monograph(*texts: str, heading: str = "") -> Monograph:
    statements = tuple(
        Statement(id=f"s{index}", text=text, role=Role.DOSAGE) for index, text in enumerate(texts)
    )
    block = Block(BlockKind.PARAGRAPH, statements)
    top = Section("dosage", "Dosage", Role.DOSAGE, blocks=() if heading else (block,))
    below = Section("sub", heading, Role.DOSAGE, level=3, parent="dosage", blocks=(block,))
    sections = (top, below) if heading else (top,)
    return Monograph("velmarin", Meta(title="Velmarin", name="Velmarin"), sections)


def test_extract_lists_new_statements_in_page_order():
    catalogue = extract(monograph("One two.", "Three four."), "patient")
    assert [(e.source, e.wording, e.statements) for e in catalogue.entries] == [
        ("One two.", "", ("s0",)),
        ("Three four.", "", ("s1",)),
    ]


def test_extract_lists_a_repeated_statement_once_with_all_its_ids():
    catalogue = extract(monograph("Same words.", "Same words."), "patient")
    assert [entry.statements for entry in catalogue.entries] == [("s0", "s1")]


def test_extract_lists_the_heading_of_a_sub_section_and_marks_items():
    source = monograph("One.", heading="Missed dose")
    item = replace(source.sections[1].blocks[0].statements[0], kind=StatementKind.ITEM)
    block = Block(BlockKind.LIST, (item,))
    source = replace(
        source, sections=(source.sections[0], replace(source.sections[1], blocks=(block,)))
    )
    catalogue = extract(source, "patient")
    assert [(entry.source, entry.remarks) for entry in catalogue.entries] == [
        ("Missed dose", ("heading",)),
        ("One.", ("item",)),
    ]


def test_edited_statement_keeps_its_wording_as_fuzzy_and_loses_its_confirmations():
    old = catalogue_of(Entry(SOURCE, WORDED, confirmed=(("60 g", "Ann Lee"),)))
    edited = SOURCE.replace("60", "100")
    entry = extract(monograph(edited), "patient", old).entries[0]
    assert (entry.source, entry.wording, entry.previous) == (edited, WORDED, SOURCE)
    assert entry.is_fuzzy
    assert entry.confirmed == ()


def test_a_draft_that_lapses_still_names_its_model():
    drafted = ("draft: by a-model on 2026-01-30", "open: 60 g | quantity")
    old = catalogue_of(Entry(SOURCE, WORDED, is_fuzzy=True, remarks=drafted))
    entry = extract(monograph(SOURCE.replace("60", "100")), "patient", old).entries[0]
    assert entry.remarks == drafted[:1]


def test_statement_that_is_unlike_any_other_starts_empty():
    old = catalogue_of(Entry(SOURCE, WORDED))
    catalogue = extract(monograph("Keep out of the reach of children."), "patient", old)
    assert catalogue.entries[0].wording == ""
    assert [entry.source for entry in catalogue.obsolete] == [SOURCE]


def test_statement_that_comes_back_gets_its_wording_back():
    old = catalogue_of(Entry(SOURCE, WORDED))
    gone = extract(monograph("Keep out of the reach of children."), "patient", old)
    back = extract(monograph(SOURCE), "patient", gone)
    assert (back.entries[0].wording, back.entries[0].is_fuzzy) == (WORDED, False)


def test_unchanged_monograph_changes_nothing():
    old = extract(monograph(SOURCE, "Three four."), "patient")
    assert extract(monograph(SOURCE, "Three four."), "patient", old) == old


def test_statement_that_a_masked_entry_speaks_for_gets_no_entry_of_its_own(guard):
    old = catalogue_of(Entry("Take {dose} once.", "Take {dose} once.", is_masked=True))
    catalogue = extract(
        monograph("Take 5 mg once.", "Take 9 mg once."),
        "patient",
        old,
        masker=lambda one: mask(one.text, guard.facts(one)),
    )
    assert catalogue.entries == old.entries


def test_merge_takes_usable_wording_and_keeps_the_rest():
    base = catalogue_of(Entry("a", "mine"), Entry("b"), Entry("c", "kept"))
    newer = catalogue_of(Entry("a", "theirs"), Entry("b", "new"), Entry("c"), Entry("d", "more"))
    merged = merge(base, newer)
    assert [(entry.source, entry.wording) for entry in merged.entries] == [
        ("a", "theirs"),
        ("b", "new"),
        ("c", "kept"),
        ("d", "more"),
    ]


def test_merged_catalogue_finds_what_it_took():
    merged = merge(catalogue_of(Entry("a")), catalogue_of(Entry("a", "theirs")))
    assert merged.find(statement("a"), None).entry.wording == "theirs"


def test_merge_does_not_let_a_fuzzy_draft_replace_a_wording():
    base = catalogue_of(Entry("a", "mine"))
    assert merge(base, catalogue_of(Entry("a", "draft", is_fuzzy=True))).entries == base.entries


def test_status_counts_each_state():
    counts = status(
        catalogue_of(
            Entry("a", "worded", confirmed=(("x", "Ann"),)),
            Entry("b"),
            Entry("c", "draft", is_fuzzy=True),
            Entry("d", omit="praise"),
            Entry("{dose}", "{dose}", is_masked=True),
        )
    )
    assert (counts.total, counts.worded, counts.left_out) == (5, 2, 1)
    assert (counts.fuzzy, counts.missing, counts.masked) == (1, 1, 1)
    assert (counts.obsolete, counts.confirmations) == (0, 1)
