"""A catalogue that goes out to a translation tool comes back with every field as it was."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from patiented.errors import DataError
from patiented.model import Meta, Monograph
from patiented.proposing.catalogue import Catalogue
from patiented.proposing.catalogue_file import po_text
from patiented.proposing.entry import Entry
from patiented.proposing.exchange import FORMATS, exported, lay_in, take_whole
from patiented.proposing.exchange.formats import parse
from patiented.proposing.exchange.records import bare
from tests.catalogues import catalogues, files, loaded

MONOGRAPH = Monograph("velmarin", Meta(title="Velmarin", name="Velmarin"), ())
FORMS = sorted(FORMATS)


def sent(catalogue, form):
    """Return the bytes of a catalogue on its way."""
    return FORMATS[form][1](exported(catalogue, MONOGRAPH, "velmarin")).encode()


def received(data):
    """Return the record that bytes hold."""
    return parse(data, Path("back"))


def through_toolkit(data, form):
    """Return the bytes as translate-toolkit writes them, every target set anew."""
    if form == "po":
        return bytes(pytest.importorskip("translate.storage.pypo").pofile.parsestring(data))
    module = pytest.importorskip(f"translate.storage.{form}")
    kind = module.Xliff2File if form == "xliff2" else module.Xliff1File
    store = kind.parsestring(data)
    for unit in store.units:
        node = unit.xmlelement
        state = (unit.target_dom if form == "xliff" else node) if unit.target else None
        said = state.get("state") if state is not None else None
        if unit.target:
            words, unit.target = unit.target, "other words"
            unit.target = words
            unit.markfuzzy(said in {"needs-translation", "initial"})
    return bytes(store)


@pytest.mark.parametrize("form", FORMS)
@given(catalogue=catalogues())
@settings(deadline=None, max_examples=30)
def test_every_field_of_a_catalogue_survives_the_way_out_and_in(form, catalogue):
    exchange = received(sent(catalogue, form))
    said = (exchange.monograph, exchange.audience, exchange.lang, exchange.source_lang)
    assert said == ("velmarin", "patient", "es", "en")
    whole = take_whole(exchange, "patient", "es")
    assert not whole.needs_a_look
    assert bare(whole.catalogue) == bare(catalogue)


@pytest.mark.parametrize("form", FORMS)
@given(catalogue=catalogues())
@settings(deadline=None, max_examples=20)
def test_an_untouched_file_changes_nothing_in_its_catalogue(form, catalogue):
    laid = lay_in(received(sent(catalogue, form)), catalogue)
    assert laid.changes == ()
    assert laid.catalogue is catalogue


@pytest.mark.parametrize("form", ["xliff", "xliff2"])
@given(catalogue=catalogues())
@settings(deadline=None, max_examples=30)
def test_a_file_that_translate_toolkit_wrote_again_loses_nothing(form, catalogue):
    exchange = received(through_toolkit(sent(catalogue, form), form))
    assert bare(take_whole(exchange, "patient", "es").catalogue) == bare(catalogue)
    assert lay_in(exchange, catalogue).changes == ()


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    "name", ["opzelura/wording/patient.es.po", "epilepsy/wording/patient.en.po"]
)
def test_a_shipped_catalogue_comes_back_from_translate_toolkit_as_it_was(root, form, name):
    catalogue = Catalogue.load(root / "monographs" / name)
    laid = lay_in(received(through_toolkit(sent(catalogue, form), form)), catalogue)
    assert laid.changes == ()
    assert laid.unchanged == len(catalogue.entries)


@given(file=files())
@settings(deadline=None, max_examples=30)
def test_a_catalogue_reads_back_as_it_was_written(file):
    written = Catalogue("patient", "es", file.entries, file.obsolete, file.headers, file.notes)
    assert bare(loaded(po_text(file))) == bare(written)


@given(data=st.binary(max_size=200), form=st.sampled_from(FORMS), at=st.integers(0, 4000))
@settings(deadline=None, max_examples=80)
def test_a_broken_file_gives_a_record_or_one_placed_line(data, form, at):
    catalogue = loaded('msgid "a"\nmsgstr "b"\n\n#, fuzzy\nmsgid "c"\nmsgstr "d"\n')
    whole = sent(catalogue, form)
    broken = whole[:at] + data + whole[at + len(data) // 2 :]
    for one in (data, b"<" + data, broken):
        try:
            laid = lay_in(received(one), catalogue)
        except DataError as error:
            # Either outcome is right.
            assert re.match(r"back:\d+:\d+: .+\Z", str(error))  # noqa: PT017
        else:
            assert len(laid.catalogue.entries) == len(catalogue.entries)


def test_every_field_of_an_entry_is_in_the_catalogues_that_are_tried():
    """A new field must be carried, or said here to stay behind."""
    assert {field.name for field in dataclasses.fields(Entry)} == {
        "source", "wording", "context", "is_masked", "statements", "omit", "confirmed", "is_fuzzy",
        "previous", "previous_context", "notes", "remarks", "references", "flags", "line",
    }  # fmt: skip
