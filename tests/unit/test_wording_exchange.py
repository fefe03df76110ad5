"""Catalogues out to translation tools and in again: what counts, what is kept, what is refused."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from patiented.errors import DataError
from patiented.model import (
    Block,
    BlockKind,
    Meta,
    Monograph,
    Role,
    Section,
    Statement,
    StatementKind,
)
from patiented.proposing.catalogue import Catalogue
from patiented.proposing.entry import Entry
from patiented.proposing.exchange import FORMATS, Kind, exported, lay_in, take_whole, xml_tree
from patiented.proposing.exchange.formats import parse
from patiented.proposing.exchange.records import state_of

META = Meta(title="Velmarin", name="Velmarin")
MONOGRAPH = Monograph("velmarin", META, ())
WORDED = Entry("Apply twice daily.", "Put it on twice a day.", confirmed=(("skin", "Ann Lee"),))
BLANK = Entry("Store below 25 °C.")
DRAFT = Entry("Wash hands.", "Wash your hands.", is_fuzzy=True, remarks=("draft: by m on d",))
LEFT_OUT = Entry("Praise.", omit="no fact")
MASKED = Entry("Take {dose}.", "Take {dose}.", is_masked=True, remarks=("slots: {dose} = 5 mg",))
ALL = (WORDED, BLANK, DRAFT, LEFT_OUT, MASKED)
FORMS = sorted(FORMATS)
ENTITIES = '<!DOCTYPE x [<!ENTITY a "b"><!ENTITY c "&a;&a;">]><xliff>&c;</xliff>'


def catalogue(*entries):
    return Catalogue("patient", "es", entries)


def sent(now, form="xliff"):
    return FORMATS[form][1](exported(now, MONOGRAPH, "velmarin"))


def received(text):
    return parse(text if isinstance(text, bytes) else text.encode(), Path("back.xlf"))


def returned(before, now, *, take_conflicts=False, **changes):
    """Export `before`, change its first entry in the tool, and lay the file over `now`."""
    exchange = exported(before, MONOGRAPH, "velmarin")
    first = exchange.units[0]
    unit = replace(first, entry=replace(first.entry, **changes))
    file = replace(exchange, units=(unit, *exchange.units[1:]))
    return lay_in(received(FORMATS["xliff"][1](file)), now, take_conflicts=take_conflicts)


def kinds(imported):
    return [change.kind for change in imported.changes]


def test_a_new_wording_is_taken():
    laid = returned(catalogue(BLANK), catalogue(BLANK), wording="Keep it cool.")
    assert kinds(laid) == [Kind.NEW]
    assert laid.catalogue.entries[0].wording == "Keep it cool."
    assert not laid.needs_a_look


def test_a_changed_wording_is_taken_and_what_was_confirmed_of_the_old_one_lapses():
    laid = returned(catalogue(WORDED), catalogue(WORDED), wording="Twice a day.")
    assert kinds(laid) == [Kind.CHANGED]
    assert laid.catalogue.entries[0] == replace(WORDED, wording="Twice a day.", confirmed=())


def test_a_confirmation_that_came_with_the_new_words_stays():
    confirmed = (*WORDED.confirmed, ("hands", "Bo Ek"))
    laid = returned(
        catalogue(WORDED), catalogue(WORDED), wording="Twice a day.", confirmed=confirmed
    )
    assert laid.catalogue.entries[0].confirmed == (("hands", "Bo Ek"),)


def test_a_newer_wording_in_the_catalogue_is_never_overwritten_unasked():
    newer = replace(WORDED, wording="Mine.")
    laid = returned(catalogue(WORDED), catalogue(newer), wording="Theirs.")
    assert kinds(laid) == [Kind.CONFLICT]
    assert laid.catalogue.entries[0] == newer
    assert (laid.changes[0].before, laid.changes[0].after) == ("Mine.", "Theirs.")
    assert laid.needs_a_look


def test_a_conflict_goes_to_the_file_when_the_writer_says_so():
    newer = replace(WORDED, wording="Mine.")
    laid = returned(catalogue(WORDED), catalogue(newer), take_conflicts=True, wording="Theirs.")
    assert laid.catalogue.entries[0].wording == "Theirs."


def test_a_file_that_was_not_touched_does_not_undo_a_newer_wording():
    newer = catalogue(replace(WORDED, wording="Mine."))
    laid = returned(catalogue(WORDED), newer)
    assert laid.changes == ()
    assert laid.catalogue is newer


def test_the_same_change_on_both_sides_is_no_conflict():
    newer = catalogue(replace(WORDED, wording="Same."))
    assert returned(catalogue(WORDED), newer, wording="Same.").changes == ()


def test_an_emptied_entry_takes_nothing_away():
    laid = returned(catalogue(WORDED), catalogue(WORDED), wording="")
    assert kinds(laid) == [Kind.EMPTIED]
    assert laid.catalogue.entries == (WORDED,)


def test_a_draft_never_replaces_a_wording():
    laid = returned(catalogue(WORDED), catalogue(WORDED), wording="Hm.", is_fuzzy=True)
    assert kinds(laid) == [Kind.DRAFT]
    assert laid.catalogue.entries == (WORDED,)


def test_a_finished_draft_becomes_wording():
    lapsed = replace(DRAFT, previous="Wash the hands.", previous_context="old")
    laid = returned(catalogue(lapsed), catalogue(lapsed), is_fuzzy=False)
    entry = laid.catalogue.entries[0]
    assert (entry.is_usable, entry.previous, entry.previous_context) == (True, "", "")


def test_a_draft_that_comes_in_still_names_its_model():
    laid = returned(catalogue(DRAFT), catalogue(Entry(DRAFT.source)))
    assert laid.changes == ()  # an untouched file: nothing of it is new
    laid = returned(catalogue(DRAFT), catalogue(Entry(DRAFT.source)), wording="Wash them.")
    assert laid.catalogue.entries[0].remarks == DRAFT.remarks


def test_notes_of_a_translator_are_added_and_none_is_lost():
    noted = replace(WORDED, notes=("mine",))
    laid = returned(catalogue(WORDED), catalogue(noted), notes=("theirs",))
    assert kinds(laid) == [Kind.NOTED]
    assert laid.catalogue.entries[0].notes == ("mine", "theirs")


def test_a_statement_that_the_catalogue_does_not_have_is_told_and_left():
    laid = returned(catalogue(WORDED), catalogue(BLANK))
    assert kinds(laid) == [Kind.UNKNOWN]
    assert laid.catalogue.entries == (BLANK,)
    assert "no such statement" in laid.changes[0].message


def test_a_statement_that_was_edited_since_is_told_with_how_it_reads_now():
    lapsed = Entry("Apply once daily.", WORDED.wording, is_fuzzy=True, previous=WORDED.source)
    laid = returned(catalogue(WORDED), catalogue(lapsed), wording="New.")
    assert kinds(laid) == [Kind.UNKNOWN]
    assert "it reads now: Apply once daily." in laid.changes[0].message


@pytest.mark.parametrize(
    ("before", "changes", "words"),
    [
        (MASKED, {"wording": "Take {doze}."}, "{doze}"),
        (MASKED, {"wording": "Take it."}, "loses {dose}"),
        (LEFT_OUT, {"wording": "Very good."}, "left out"),
    ],
)
def test_an_entry_that_breaks_a_rule_of_catalogues_is_refused_with_its_place(
    before, changes, words
):
    laid = returned(catalogue(before, WORDED), catalogue(before, WORDED), **changes)
    assert kinds(laid) == [Kind.REFUSED]
    assert words in laid.changes[0].message
    assert laid.changes[0].line > 1
    assert laid.catalogue.entries == (before, WORDED)
    assert laid.unchanged == 1


def test_slots_are_checked_even_where_a_tool_dropped_what_says_that_there_are_any():
    text = sent(catalogue(MASKED)).replace(">slots: ", ">nothing: ").replace("{dose}.</t", "x</t")
    laid = lay_in(received(text), catalogue(MASKED))
    assert kinds(laid) == [Kind.REFUSED]
    assert "loses {dose}" in laid.changes[0].message


def test_a_changed_statement_in_the_file_is_refused():
    text = sent(catalogue(WORDED)).replace(WORDED.source, "Apply thrice daily.")
    laid = lay_in(received(text), catalogue(WORDED))
    assert kinds(laid) == [Kind.REFUSED]
    assert "changed in the file" in laid.changes[0].message


def test_an_entry_is_known_by_its_name_where_a_tool_dropped_its_context():
    own = replace(WORDED, context="dosage")
    text = sent(catalogue(own))
    start, end = text.index("<context-group"), text.index("</context-group>")
    text = text[:start] + text[end:].removeprefix("</context-group>")
    text = text.replace(own.wording, "Theirs.")
    laid = lay_in(received(text), catalogue(own))
    assert kinds(laid) == [Kind.CONFLICT]  # and nothing says what it was made from
    assert "does not say" in laid.changes[0].message


def test_an_entry_that_stands_twice_is_refused():
    text = sent(catalogue(WORDED))
    unit = text[text.index("<trans-unit") : text.index("</body>")]
    twice = received(text.replace(unit, unit * 2))
    assert kinds(lay_in(twice, catalogue(WORDED))) == [Kind.REFUSED]
    assert kinds(take_whole(twice, "patient", "es")) == [Kind.NEW, Kind.REFUSED]


@pytest.mark.parametrize(
    ("attributes", "is_draft"),
    [
        *((f'state="{state}"', False) for state in ("translated", "signed-off", "final")),
        *((f'state="needs-{what}"', True) for what in ("translation", "l10n", "adaptation")),
        *((f'state="needs-review-{what}"', True) for what in ("translation", "l10n")),
        ('state="new"', True),
        ('state="x-done"', True),
        ("", True),
    ],
)
def test_only_a_target_that_is_said_to_be_finished_is_wording(attributes, is_draft):
    text = sent(catalogue(WORDED)).replace('state="translated"', attributes)
    unit = received(text).units[0]
    assert unit.entry.is_fuzzy is is_draft
    assert unit.is_stateless is (not attributes)


@pytest.mark.parametrize(("approved", "is_draft"), [("yes", False), ("no", True)])
def test_without_a_state_the_approval_of_the_unit_counts(approved, is_draft):
    text = sent(catalogue(WORDED)).replace(' state="translated"', "")
    text = text.replace("<trans-unit ", f'<trans-unit approved="{approved}" ')
    unit = received(text).units[0]
    assert (unit.entry.is_fuzzy, unit.is_stateless) == (is_draft, False)


@pytest.mark.parametrize("form", ["xliff", "xliff2"])
def test_what_no_wording_can_hold_is_refused_and_marks_around_words_are_not(form):
    text = sent(catalogue(WORDED, BLANK), form)
    marked = text.replace("twice a day", '<mrk id="1" mtype="term">twice</mrk> a day')
    assert received(marked).units[0].entry.wording == WORDED.wording
    inline = received(text.replace("twice a day", '<ph id="1"/> a day'))
    laid = lay_in(inline, catalogue(WORDED, BLANK))
    assert kinds(laid) == [Kind.REFUSED]
    assert "<ph>" in laid.changes[0].message


def test_a_statement_that_a_tool_cut_into_segments_is_joined():
    text = sent(catalogue(WORDED), "xliff2")
    start, end = text.index("<segment"), text.index("</segment>")
    first = '<segment state="final"><source>Apply </source><target>Put it </target></segment>'
    second = '<segment state="initial"><source>twice daily.</source><target>on.</target></segment>'
    unit = received(text[:start] + first + second + text[end:].removeprefix("</segment>")).units[0]
    assert (unit.entry.source, unit.entry.wording) == (WORDED.source, "Put it on.")
    assert unit.entry.is_fuzzy


@pytest.mark.parametrize("form", FORMS)
def test_a_translator_sees_where_a_sentence_stands(form):
    item = Statement("s1", "Fever", kind=StatementKind.ITEM, lead="Tell your doctor about:")
    below = Section(
        "sub",
        "Signs",
        Role.WARNINGS,
        level=3,
        parent="top",
        blocks=(Block(BlockKind.LIST, (item,)),),
    )
    source = Monograph("v", META, (Section("top", "Warnings", Role.WARNINGS), below))
    text = FORMATS[form][1](exported(catalogue(Entry("Fever")), source, "v"))
    assert "Warnings > Signs" in text.replace("&gt;", ">")
    assert "in the list after: Tell your doctor about:" in text


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("character", ["\0", "\x0b", "\x1b", "\ufffe"])
def test_a_control_character_is_refused_with_its_place(form, character):
    bad = catalogue(WORDED, Entry("Ok.", f"a{character}b", line=7))
    with pytest.raises(DataError, match=rf"velmarin:7:1: .*U\+{ord(character):04X} at 2"):
        sent(bad, form)


def test_a_control_character_that_comes_in_is_refused():
    text = sent(catalogue(WORDED), "po").replace("Put it on", "Put \x1b on")
    laid = lay_in(received(text), catalogue(WORDED))
    assert kinds(laid) == [Kind.REFUSED]
    assert "U+001B" in laid.changes[0].message
    assert take_whole(received(text), "patient", "es").catalogue.entries == ()


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        (ENTITIES, "1:1", "DOCTYPE"),
        ('<!DOCTYPE x SYSTEM "file:///etc/passwd"><xliff/>', "1:", "DOCTYPE"),
        ("<xliff>&nbsp;</xliff>", "1:8", "undefined entity"),
        ("<xliff>\n<a></b></xliff>", "2:6", "mismatched tag"),
        ("<xliff>&#1;</xliff>", "1:8", "invalid character number"),
        ("<html/>", "1:1", "not XLIFF"),
        ('<xliff xmlns="urn:oasis:names:tc:xliff:document:9"/>', "1:1", "not XLIFF"),
        ("<xliff/>", "1:1", "0 files"),
        ("<xliff>\n<file/></xliff>", "2:1", "no <body>"),
        ("<a>" * 65 + "</a>" * 65, "1:193", "deep"),
        ('<?xml version="1.0" encoding="x-none"?><xliff/>', "1:", "encoding"),
        ('<?xml version="1.0" encoding="zlib"?><xliff/>', "1:", "encoding"),
        ("<", "1:", "not XML"),
    ],
)
def test_a_hostile_or_broken_file_is_one_placed_line(text, place, words):
    with pytest.raises(DataError) as caught:
        received(text)
    assert str(caught.value).startswith(f"back.xlf:{place}")
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_place_counts_characters_not_bytes():
    with pytest.raises(DataError, match=r"back\.xlf:2:5: "):
        received("<xliff>\néé</b></xliff>")


@pytest.mark.parametrize(
    ("limit", "value", "text", "words"),
    [
        ("MAX_ELEMENTS", 10, "<xliff>" + "<a/>" * 20 + "</xliff>", "more than 10 elements"),
        ("MAX_FILE_BYTES", 10, "<xliff></xliff>", "larger than 10 bytes"),
        ("MAX_TAG_BYTES", 100_000, f'<xliff a="{"x" * 300_000}"/>', "one tag"),
    ],
)
def test_memory_is_bounded_by_limits(monkeypatch, limit, value, text, words):
    monkeypatch.setattr(xml_tree, limit, value)
    with pytest.raises(DataError, match=words):
        xml_tree.parse(text.encode(), "back.xlf")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "iso-8859-1"])
def test_a_file_in_another_encoding_is_read(encoding):
    text = sent(catalogue(replace(WORDED, wording="Dos veces al día.")))
    data = text.replace("UTF-8", encoding.removesuffix("-sig")).encode(encoding)
    assert received(data).units[0].entry.wording == "Dos veces al día."


def test_a_whole_file_is_a_catalogue_where_there_is_none():
    whole = take_whole(received(sent(catalogue(*ALL))), "patient", "es")
    assert [replace(entry, line=0) for entry in whole.catalogue.entries] == list(ALL)
    assert whole.counts[Kind.NEW] == 4


def test_what_was_exported_is_a_hash_of_what_a_person_can_change():
    base = state_of(WORDED)
    assert base == state_of(replace(WORDED, notes=("n",), line=5, statements=("s",)))
    others = [{"wording": "x"}, {"is_fuzzy": True}, {"omit": "x"}, {"confirmed": ()}]
    assert all(base != state_of(replace(WORDED, **change)) for change in others)


def test_tools_are_told_not_to_touch_what_is_left_out_or_gone():
    gone = replace(catalogue(LEFT_OUT, WORDED), obsolete=(replace(WORDED, source="Gone."),))
    for form, unit in (("xliff", "<trans-unit "), ("xliff2", "<unit ")):
        units = sent(gone, form).split(unit)[1:]
        assert ['translate="no"' in one.split(">")[0] for one in units] == [True, False, True]
