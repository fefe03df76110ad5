"""What must hold for any text: proposals are pure, masks come back, catalogues survive."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from patiented.audience import load_audiences
from patiented.errors import DataError
from patiented.guard import Guard
from patiented.model import Fact, FactKind, Meta, Role, Statement, StatementKind
from patiented.proposing import Catalogue, Setting, patterns
from patiented.proposing.entry import Entry
from patiented.proposing.masking import SLOT_NAMES, mask, match
from patiented.proposing.matching import Reading
from patiented.proposing.shapes import load_shapes
from patiented.proposing.views import parse_template

AUDIENCES = Path(__file__).parents[2] / "audiences"
DATA = load_audiences([AUDIENCES])
BOOK = load_shapes([AUDIENCES / "common"])
PATIENT = patterns.build(DATA.audiences["patient"], DATA.lexicon, Guard(DATA.lexicon))
META = Meta(title="Velmarin", name="Velmarin")
EXAMPLES = [(shape, text) for shape in BOOK.shapes.values() for text in shape.match]
NEGATORS = ["not", "never", "no", "without", "unless", "except", "until", "only", "if"]

texts = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1, max_size=120
).filter(str.strip)


def read(text: str) -> Reading:
    return Reading(text, BOOK.types, names=("Velmarin", "velmarinib"))


def propose(text: str, role: Role):
    setting = Setting(META, "", role, ("Velmarin", "velmarinib"))
    return PATIENT.propose(Statement(id="s", text=text, role=role), setting)


@settings(deadline=None)
@given(text=st.text(max_size=400), role=st.sampled_from(list(Role)))
def test_any_text_is_proposed_for_the_same_way_twice(text, role):
    assert propose(text, role) == propose(text, role)


@settings(max_examples=300, deadline=None)
@given(example=st.sampled_from(EXAMPLES), word=st.sampled_from(NEGATORS), at=st.integers(0, 30))
def test_a_word_of_condition_or_negation_anywhere_stops_the_shape(example, word, at):
    shape, text = example
    words = text.removesuffix(".").split()
    place = min(at, len(words))
    changed = " ".join((*words[:place], word, *words[place:]))
    before = read(text).assignments(shape.automaton)
    after = read(changed).assignments(shape.automaton)
    assert before
    assert not after


@settings(max_examples=300, deadline=None)
@given(example=st.sampled_from(EXAMPLES), data=st.data())
def test_every_number_of_the_sentence_reaches_the_text(example, data):
    shape, text = example
    numbers = [token for token in read(text).tokens if token.is_number]
    if not numbers:
        return
    token = data.draw(st.sampled_from(numbers))
    fresh = str(data.draw(st.integers(2, 97)))
    changed = text[: token.start] + fresh + text[token.end :]
    proposal = propose(changed, shape.roles[0])
    if proposal is not None and proposal.text and proposal.rule == f"pattern:{shape.id}":
        assert fresh in proposal.text


@settings(deadline=None)
@given(text=texts, cuts=st.lists(st.tuples(st.integers(0, 119), st.integers(1, 9)), max_size=6))
def test_a_masked_text_matches_its_own_template(text, cuts):
    kinds = list(SLOT_NAMES)
    facts = [
        Fact(f"f{i}", kinds[i % len(kinds)], text[a : a + n], "v", (a, a + n))
        for i, (a, n) in enumerate(cuts)
        if a + n <= len(text)
    ]
    masked = mask(text, facts)
    found = match(parse_template(masked.template), masked)
    assert found == {slot.name: slot for slot in masked.slots}


@settings(deadline=None)
@given(text=texts)
def test_a_text_without_facts_is_masked_to_itself(text):
    assert parse_template(
        mask(text, [Fact("f", FactKind.TERM, "", "", (0, 1))]).template
    ).texts == (text,)


@settings(max_examples=60, deadline=None)
@given(rows=st.dictionaries(texts, texts, max_size=5), fuzzy=st.booleans())
def test_any_catalogue_reads_back_what_was_saved(tmp_path_factory, rows, fuzzy):
    path = tmp_path_factory.mktemp("po") / "patient.en.po"
    entries = tuple(Entry(source, wording, is_fuzzy=fuzzy) for source, wording in rows.items())
    Catalogue("patient", "en", entries).save(path)
    loaded = Catalogue.load(path)
    assert [(e.source, e.wording, e.is_fuzzy) for e in loaded.entries] == [
        (e.source, e.wording, e.is_fuzzy) for e in entries
    ]


@settings(deadline=None)
@given(data=st.binary(max_size=200))
def test_any_bytes_are_a_catalogue_or_a_named_error(tmp_path_factory, data):
    path = tmp_path_factory.mktemp("po") / "patient.en.po"
    path.write_bytes(data)
    try:
        Catalogue.load(path)
    except DataError as error:
        assert str(error).startswith(f"{path}:")  # noqa: PT017  # either outcome is right


@pytest.mark.parametrize("kind", list(StatementKind))
def test_an_empty_statement_has_no_proposal(kind):
    statement = Statement(id="s", text="", kind=kind)
    assert PATIENT.propose(statement, Setting(META)) is None
