"""Patterns: shapes read whole sentences, texts are filled truthfully, bad data is refused."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import partial
from pathlib import Path

import pytest

from patiented.audience import HelpLines, load_audiences
from patiented.errors import DataError
from patiented.guard import Context, Guard, obligation_of
from patiented.model import (
    Meta,
    MonographKind,
    Obligation,
    Origin,
    Role,
    Statement,
    StatementKind,
    Verdict,
)
from patiented.proposing import Setting, patterns
from patiented.proposing.grammar import ShapeSyntaxError, compile_shape
from patiented.proposing.matching import Reading
from patiented.proposing.people import out_of, shared_denominator
from patiented.proposing.rewording import Rewording
from patiented.proposing.shapes import load_patterns, load_shapes
from patiented.proposing.views import Page, fill, parse_template

AUDIENCES = Path(__file__).parents[2] / "audiences"
BOOK = load_shapes([AUDIENCES / "common"])
NAMES = ("Velmarin", "velmarinib")
STANDING_LINES = {"overdose-poison", "seek-emergency"}
"""Shapes whose act is said by a standing line, which the guard does not compare with the source."""
META = Meta(title="Velmarin", name="Velmarin", drugs=("velmarinib",))


@pytest.fixture(scope="module")
def data():
    return load_audiences([AUDIENCES])


@pytest.fixture(scope="module")
def patient(data):
    return patterns.build(data.audiences["patient"], data.lexicon, Guard(data.lexicon))


@pytest.fixture(scope="module")
def caregiver(data):
    return patterns.build(data.audiences["caregiver"], data.lexicon, Guard(data.lexicon))


def read(text: str) -> Reading:
    return Reading(text, BOOK.types, names=NAMES)


BARE = {text for shape in BOOK.shapes.values() if shape.is_bare for text in shape.match}


def statement_of(text: str, role: Role) -> Statement:
    """Return a sentence, or an item of a list where a bare shape reads it."""
    kind = StatementKind.ITEM if text in BARE else StatementKind.SENTENCE
    return Statement(id="s", text=text, role=role, kind=kind)


def propose(proposer, text: str, role: Role, obligation: Obligation = Obligation.MUST):
    statement = statement_of(text, role)
    return proposer.propose(statement, Setting(META, "", role, NAMES, obligation))


EXAMPLES = [(shape, text) for shape in BOOK.shapes.values() for text in shape.match]
TAILS = (" unless directed.", " only if needed.", " except in children.", " or not.")
every_shape = pytest.mark.parametrize("shape", BOOK.shapes.values(), ids=lambda shape: shape.id)


@every_shape
def test_shape_reads_its_examples_in_exactly_one_way(shape):
    ways = {text: len(read(text).assignments(shape.automaton)) for text in shape.match}
    assert ways == dict.fromkeys(shape.match, 1)


@every_shape
def test_shape_does_not_read_its_near_misses(shape):
    assert [text for text in shape.near if read(text).assignments(shape.automaton)] == []


@every_shape
def test_shape_does_not_read_its_examples_with_an_exception_added(shape):
    longer = [text.removesuffix(".") + tail for text in shape.match for tail in TAILS]
    assert [text for text in longer if read(text).assignments(shape.automaton)] == []


@every_shape
@pytest.mark.parametrize("audience", ["patient", "caregiver"])
def test_examples_are_worded_or_left_out_for_every_audience(request, audience, shape):
    proposer = request.getfixturevalue(audience)
    for text in shape.match:
        proposal = propose(proposer, text, shape.roles[0])
        assert proposal is not None
        assert proposal.text or proposal.omit_reason


def judged(data, audience: str, proposer):
    """Yield shape, proposal and the guard's word for every example, as in an edition."""
    guard, reader = Guard(data.lexicon), data.audiences[audience]
    context = Context(subjects=NAMES, allowed=reader.standing_texts(), address=reader.address.value)
    for shape, text in EXAMPLES:
        role = shape.roles[0]
        section = reader.plan_for(role).obligation
        proposal = propose(proposer, text, role, section)
        if proposal.text:
            binds = partial(obligation_of, role=role, section_obligation=section)
            statement = statement_of(text, role)
            yield shape, guard.judge(statement, proposal.text, context=context, obligation=binds)


@pytest.mark.parametrize("audience", ["patient", "caregiver"])
def test_guard_calls_no_fact_of_an_example_changed(request, data, audience):
    proposer = request.getfixturevalue(audience)
    wrong = {
        shape.id
        for shape, judgement in judged(data, audience, proposer)
        if any(verdict.verdict is Verdict.CHANGED for verdict in judgement.facts)
    }
    assert wrong <= STANDING_LINES


@pytest.mark.parametrize("audience", ["patient", "caregiver"])
def test_guard_proves_most_examples(request, data, audience):
    proposer = request.getfixturevalue(audience)
    proved = [judgement.proved for _, judgement in judged(data, audience, proposer)]
    assert sum(proved) / len(proved) >= 0.7


def test_every_shape_ships_with_three_examples_and_three_near_misses():
    poor = [s.id for s in BOOK.shapes.values() if len(s.match) < 3 or len(s.near) < 3]
    assert poor == []


def test_at_least_ninety_shapes_ship():
    assert len(BOOK.shapes) >= 90


def test_every_form_of_every_slot_type_compiles_and_uses_only_its_own_slots():
    for slot_type in BOOK.types.types.values():
        for form in slot_type.forms:
            slots = {slot.name for slot in form.automaton.slots}
            assert all(BOOK.types.knows(slot.type) for slot in form.automaton.slots)
            for view in form.views.values():
                assert {field.name for field in parse_template(view).fields} <= slots


def test_a_pattern_reads_only_statements_of_its_roles(patient):
    text = "The elimination half-life of Velmarin is 12 hours."
    assert propose(patient, text, Role.PHARMACOKINETICS).origin is Origin.OMITTED
    assert propose(patient, text, Role.STORAGE) is None


def test_table_rows_are_left_alone(patient):
    text = "Do not use more than 60 g per week."
    row = Statement(id="r", text=text, role=Role.DOSAGE, kind=StatementKind.ROW)
    assert patient.propose(row, Setting(META, "", Role.DOSAGE, NAMES)) is None


def test_clinician_patterns_reword_nothing():
    assert load_patterns([AUDIENCES / "clinician" / "patterns.toml"], BOOK) == ()


def test_list_with_and_is_not_read_as_a_contraindication(patient):
    text = "Velmarin is contraindicated in patients with asthma and heart block."
    assert propose(patient, text, Role.CONTRAINDICATIONS) is None


def test_dose_limit_reads_for_patient_and_caregiver(patient, caregiver):
    text = "Do not use more than 60 g per week."
    assert propose(patient, text, Role.DOSAGE).text == "Do not use more than 60 grams in one week."
    assert propose(caregiver, text, Role.DOSAGE).text == (
        "Do not give more than 60 grams in one week."
    )


def test_frequency_is_in_words_and_site_is_the_readers_own(patient, caregiver):
    text = "Apply a thin layer to the scalp BID for up to 2 weeks."
    assert "on your scalp twice a day for up to 2 weeks" in propose(patient, text, Role.DOSAGE).text
    assert "on their scalp twice a day for up to 2 weeks" in (
        propose(caregiver, text, Role.DOSAGE).text
    )


def test_two_arms_share_one_denominator(patient):
    text = "Headache was reported in 6.8% of patients on Velmarin and 0.4% on placebo."
    found = propose(patient, text, Role.ADVERSE_REACTIONS).text
    assert "68 out of 1,000 people (6.8%)" in found
    assert "4 out of 1,000 people (0.4%)" in found


def test_broader_word_keeps_its_term_where_the_section_must_stay(patient):
    text = "Velmarin can cause pneumonia."
    kept = propose(patient, text, Role.WARNINGS, Obligation.MUST).text
    free = propose(patient, text, Role.WARNINGS, Obligation.SIMPLIFY).text
    assert "pneumonia" in kept
    assert kept.count("lung infection") == free.count("lung infection") == 1


def test_source_without_a_named_drug_uses_the_name_of_the_page(patient):
    text = "Treatment should not exceed 8 weeks."
    assert propose(patient, text, Role.DOSAGE).text == "Use Velmarin for no more than 8 weeks."


def test_source_without_a_named_drug_has_no_proposal_where_the_page_has_no_name(patient):
    statement = Statement(id="s", text="Treatment should not exceed 8 weeks.", role=Role.DOSAGE)
    bare = Setting(Meta(title="", name=""), "", Role.DOSAGE)
    assert patient.propose(statement, bare) is None


def test_page_about_a_condition_does_not_take_its_name_for_a_medicine(patient):
    statement = Statement(id="s", text="Treatment should not exceed 8 weeks.", role=Role.DOSAGE)
    meta = Meta(title="Gout", name="Gout", kind=MonographKind.CONDITION, conditions=("gout",))
    assert patient.propose(statement, Setting(meta, "", Role.DOSAGE, ("Gout", "gout"))) is None


def test_loose_sentence_may_open_with_an_unknown_name(patient):
    statement = Statement(id="s", text="Zorbexa can cause dizziness.", role=Role.WARNINGS)
    loose = Setting(Meta(title="", name=""), "", Role.WARNINGS)
    assert patient.propose(statement, loose).text == "Zorbexa can cause dizziness."


def test_loose_sentence_does_not_take_an_everyday_word_for_a_name(patient):
    statement = Statement(id="s", text="Water may be taken with or without food.", role=Role.DOSAGE)
    loose = Setting(Meta(title="", name=""), "", Role.DOSAGE)
    assert patient.propose(statement, loose) is None


def test_name_of_the_page_is_spelled_as_the_page_spells_it(patient):
    proposal = propose(patient, "VELMARIN can cause dizziness.", Role.WARNINGS)
    assert proposal.text.startswith("Velmarin can cause ")


def test_help_line_comes_from_the_audience(patient, caregiver):
    text = "Seek emergency care for chest pain."
    assert propose(patient, text, Role.WARNINGS).text == (
        "Call 911 or go to the emergency room now if you have chest pain."
    )
    assert propose(caregiver, text, Role.WARNINGS).text == (
        "Call 911 or take them to the emergency room now if they have chest pain."
    )


def test_same_words_in_another_run_give_the_same_proposal(patient, data):
    other = patterns.build(data.audiences["patient"], data.lexicon, Guard(data.lexicon))
    for shape, text in EXAMPLES:
        assert propose(patient, text, shape.roles[0]) == propose(other, text, shape.roles[0])


@pytest.mark.parametrize(
    "text",
    [
        "nausea, " * 12_500,
        "Velmarin is indicated for the treatment of " + "severe " * 14_000,
        "The recommended dosage is " + "10 mg or " * 11_000,
        "(" * 100_000,
    ],
    ids=["list", "noun phrase", "doses", "brackets"],
)
def test_a_hundred_kilobyte_sentence_is_left_alone(patient, text):
    assert propose(patient, text, Role.OTHER) is None
    assert not read(text).readable


def test_the_longest_sentence_that_is_read_costs_few_steps():
    text = "Velmarin can cause " + ", ".join(["pain of the skin of men"] * 14) + " and pain or pain"
    reading = Counting(text[:690], BOOK.types, names=NAMES)
    for shape in BOOK.shapes.values():
        reading.assignments(shape.automaton)
    assert reading.readable
    assert reading.steps < 20_000


class Counting(Reading):
    """A reading that counts how often it asks where to go from a state."""

    steps = 0

    def _steps(self, automaton, state_index, at):
        self.steps += 1
        return super()._steps(automaton, state_index, at)


def test_coverage_counts_statements_by_role(patient):
    texts = ["Do not use more than 60 g per week.", "Nobody has a shape for this."]
    pairs = [
        (Statement(id=t, text=t, role=Role.DOSAGE), Setting(META, "", Role.DOSAGE, NAMES))
        for t in texts
    ]
    assert patterns.coverage(patient, pairs) == {Role.DOSAGE: (1, 2)}


@pytest.mark.parametrize(
    ("percents", "denominator"),
    [
        (["6.8"], 100),
        (["1.5"], 1000),
        (["0.4", "6.8"], 1000),
        (["6.8", "7.1"], 1000),
        (["0.05"], 10_000),
        (["0"], None),
        (["0.004"], None),
        (["99.6"], 100),
    ],
)
def test_denominator_is_the_smallest_true_one(percents, denominator):
    assert shared_denominator(map(Decimal, percents)) == denominator


def test_exact_values_ask_for_an_exact_denominator():
    assert shared_denominator([Decimal("2.5")], exact=True) == 1000


@pytest.mark.parametrize(
    ("percent", "denominator", "words"),
    [
        ("6.8", 100, "about 7 out of 100"),
        ("2.5", 100, "about 3 out of 100"),
        ("20", 100, "20 out of 100"),
        ("0.4", 1000, "4 out of 1,000"),
        ("99.6", 100, "more than 99 out of 100"),
        ("100", 100, "100 out of 100"),
    ],
)
def test_natural_frequency_rounds_half_up_and_says_about(percent, denominator, words):
    assert out_of(Decimal(percent), denominator) == words


def fill_with(text: str, template: str, slot_type: str = "dose") -> str | None:
    value = read(text).values(slot_type, 0)[0]
    page = Page("", (), lambda phrase, **_: phrase, HelpLines(), BOOK.types)
    return fill(parse_template(template), {"x": value}, page)


def test_two_numerals_in_a_row_are_never_written():
    assert fill_with("10 mg", "Take 2 {x}.") is None


def test_optional_slot_goes_with_its_words():
    assert fill_with("10 mg", "The dose {of drug?} is {x}.") == "The dose is 10 mg."


def test_sentence_starts_with_a_capital_unless_the_word_has_its_own():
    page = Page("eGFR", (), lambda phrase, **_: phrase, HelpLines(), BOOK.types)
    assert fill(parse_template("{drug} is low. it is."), {}, page) == "eGFR is low. It is."


@pytest.mark.parametrize(
    ("shape", "column"), [("a (b", 3), ("a [b", 3), ("a b)", 4), ("{Dose}", 1), ("{", 1)]
)
def test_bad_shape_is_blamed_by_column(shape, column):
    with pytest.raises(ShapeSyntaxError) as caught:
        compile_shape(shape)
    assert caught.value.column == column


def library(tmp_path: Path, shapes: str, texts: str = "") -> Path:
    folder = tmp_path / "common" / "shapes"
    folder.mkdir(parents=True)
    slots = (AUDIENCES / "common" / "shapes" / "slots.toml").read_text(encoding="utf-8")
    (folder / "slots.toml").write_text(slots, encoding="utf-8")
    (folder / "own.toml").write_text(shapes, encoding="utf-8")
    (tmp_path / "patterns.toml").write_text(texts, encoding="utf-8")
    return tmp_path


def index_of(tmp_path: Path, *sources: str) -> patterns.ShapeIndex:
    shapes = "".join(
        f'[[shape]]\nid = "s{number}"\nroles = ["other"]\nsource = "{source}"\n'
        for number, source in enumerate(sources)
    )
    return patterns.ShapeIndex(load_shapes([library(tmp_path, shapes) / "common"]).shapes.values())


@pytest.mark.parametrize(
    "sources", [("Avoid {item}", "Avoid alcohol"), ("Avoid alcohol", "Avoid {item}")]
)
def test_of_two_shapes_the_one_with_more_literal_words_wins(tmp_path, sources):
    match = index_of(tmp_path, *sources).match(read("Avoid alcohol."), Role.OTHER)
    assert match.shape.source == "Avoid alcohol"


def test_a_shape_that_reads_a_sentence_in_two_ways_has_no_match(tmp_path):
    index = index_of(tmp_path, "Avoid {condition} of {condition2}")
    assert index.match(read("Avoid pain of men."), Role.OTHER) is not None
    assert index.match(read("Avoid pain of skin of men."), Role.OTHER) is None


SHAPE = '[[shape]]\nid = "one"\nroles = ["dosage"]\nsource = "Take {dose} {frequency}"\n'


@pytest.mark.parametrize(
    ("shapes", "place", "words"),
    [
        (SHAPE + 'sauce = "x"\n', "own.toml:5:1", "did you mean 'source'"),
        (SHAPE.replace("dosage", "dosages"), "own.toml:3:1", "did you mean 'dosage'"),
        (SHAPE.replace("{dose}", "{doze}"), "own.toml:4:1", "did you mean 'dose'"),
        (SHAPE.replace("{dose}", "(a"), "own.toml:4:1", "not closed"),
        (SHAPE + SHAPE, "own.toml:6:1", "already in own.toml"),
        (SHAPE + 'review = "fine"\n', "own.toml:5:1", "unknown review state"),
        ("[shape\n", "own.toml:1:", "Expected"),
        ("other = 1\n", "own.toml:1:1", "unknown key 'other'"),
    ],
)
def test_bad_shape_file_is_refused_by_place(tmp_path, shapes, place, words):
    root = library(tmp_path, shapes)
    with pytest.raises(DataError) as caught:
        load_shapes([root / "common"])
    assert place in str(caught.value)
    assert words in str(caught.value)


@pytest.mark.parametrize(
    ("texts", "words"),
    [
        ('[text]\none = "Take {dose}."\n', "the text loses {frequency}"),
        ('[text]\none = "Take {dose} {frequency} {site}."\n', "unknown slot {site}"),
        ('[text]\none = "Take {dose.your} {frequency}."\n', "no view 'your'"),
        ('[text]\nonce = "Take {dose} {frequency}."\n', "did you mean 'one'"),
        ('[text]\none = "Take } {dose} {frequency}."\n', "stray '}'"),
        ('[left_out]\none = ""\n', "needs a text"),
        ("[txet]\n", "bad key 'txet'"),
    ],
)
def test_bad_pattern_file_is_refused_by_place(tmp_path, texts, words):
    root = library(tmp_path, SHAPE, texts)
    book = load_shapes([root / "common"])
    with pytest.raises(DataError) as caught:
        load_patterns([root / "patterns.toml"], book)
    assert words in str(caught.value)
    assert "patterns.toml:" in str(caught.value)


def test_later_pattern_file_has_the_last_word(tmp_path):
    root = library(tmp_path, SHAPE, '[text]\none = "Take {dose} {frequency}."\n')
    later = tmp_path / "later.toml"
    later.write_text('[text]\none = "="\n', encoding="utf-8")
    book = load_shapes([root / "common"])
    assert len(load_patterns([root / "patterns.toml"], book)) == 1
    assert load_patterns([root / "patterns.toml", later], book) == ()


SAMPLES = {
    "drug": "Velmarin", "drug2": "Oxadrel", "drug_class": "JAK inhibitors", "form": "cream",
    "condition": "asthma", "population": "adult patients", "age": "12 years of age and older",
    "outcome": "stroke", "therapy": "physical therapy", "drug_list": "warfarin", "dose": "10 mg",
    "dose2": "20 mg", "route": "orally", "frequency": "once daily", "frequency2": "twice daily",
    "site": "the affected area", "duration": "8 weeks", "max_dose": "60 g", "period": "week",
    "percent": "20%", "percent2": "7%", "n": "2", "item": "breakfast", "verb_list": "crush or chew",
    "site_list": "ophthalmic", "comparator": "placebo", "reaction_list": "headache and nausea",
    "reaction": "headache", "food": "grapefruit juice", "time": "week 24", "interval": "3 months",
    "test": "liver function tests", "temp_range": "20°C to 25°C", "symptom_list": "chest pain",
    "factor_list": "smoking and age", "procedure": "colonoscopy", "target": "Janus kinase",
    "function": "carries signals",
}  # fmt: skip
"""Something for every slot of the starter patterns."""


@pytest.mark.shared
def test_starter_patterns_are_all_read_but_the_one_with_a_verb_in_a_slot(shared, patient):
    table = (shared / "editorial" / "patterns.tsv").read_text(encoding="utf-8")
    missed = []
    for row in table.splitlines():
        role, source = row.split("\t")[:2]
        text = re.sub(r"\{(\w+)\}", lambda slot: SAMPLES[slot[1]], source)
        text = text.replace("For orally use", "For topical use").replace(
            "is a JAK inhibitors", "is a JAK inhibitor"
        )
        if propose(patient, text, Role(role)) is None:
            missed.append(text)
    assert missed == ["Velmarin inhibits Janus kinase, which carries signals."]


def test_every_clause_read_gives_one_text(patient):
    text = "Take Velmarin with food; do not crush the tablets. Avoid grapefruit juice."
    proposal = propose(patient, text, Role.DOSAGE)
    assert (
        proposal.text
        == "Take Velmarin with food. Do not crush the tablets. Avoid grapefruit juice."
    )
    assert proposal.rule == "pattern:take-with-food+do-not-crush+avoid-substance"
    assert [change.before for change in proposal.changes] == [
        "Take Velmarin with food",
        "do not crush the tablets",
        "Avoid grapefruit juice.",
    ]


def test_a_statement_with_a_clause_that_no_shape_reads_is_cut_and_waits_for_a_writer(patient):
    text = "Take Velmarin with food; the colour of the moon is green."
    proposal = propose(patient, text, Role.DOSAGE)
    assert proposal.text == "Take Velmarin with food. The colour of the moon is green."
    assert proposal.unfinished


def test_a_condition_may_reach_over_a_semicolon_and_keeps_the_clauses_together(patient):
    text = (
        "In patients with gout, the recommended dose is 100 mg once daily; do not exceed 2 g daily."
    )
    assert propose(patient, text, Role.DOSAGE) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "In patients with gout, avoid Velmarin.",
            ("If you have gout, avoid Velmarin.", "If they have gout, avoid giving Velmarin."),
        ),
        (
            "For elderly patients, the dose should be reduced.",
            ("In older adults, the dose should be lowered.",) * 2,
        ),
    ],
)
def test_a_group_stands_before_what_a_shape_says_of_it(patient, caregiver, text, expected):
    proposals = [propose(one, text, Role.DOSAGE) for one in (patient, caregiver)]
    assert tuple(proposal.text for proposal in proposals) == expected


@pytest.mark.parametrize(
    "text",
    [
        "In patients with gout, take Velmarin with food. Swallow the tablets whole.",
        "In patients with gout, discontinue Velmarin if rash occurs.",
        "In children, monitor INR regularly.",
        "In patients with gout unless it is mild, avoid Velmarin.",
    ],
)
def test_a_group_is_not_put_before_two_acts_a_condition_or_another_reader(patient, text):
    proposal = propose(patient, text, Role.DOSAGE)
    assert proposal is None or "If you have gout" not in proposal.text
    assert proposal is None or "In children, your" not in proposal.text


def test_reason_is_kept_behind_what_a_shape_reads(patient):
    text = "Oral iron should be stopped 5 days before the procedure, because it darkens the stool."
    read_text = propose(patient, text, Role.DOSAGE).text
    assert read_text.endswith(" before the procedure, because it darkens the stool.")


@pytest.mark.parametrize(
    "text",
    [
        "Patients should avoid alcohol, because they may feel dizzy.",
        "Alcohol should be avoided, because you may feel dizzy.",
        "Alcohol should be avoided, because it may cause dizziness unless diluted.",
    ],
)
def test_reason_that_may_be_about_someone_else_is_not_read(patient, text):
    assert propose(patient, text, Role.DOSAGE) is None


def test_clauses_joined_by_and_are_read_each(patient):
    text = "Surgery should be performed within 24 hours, and the wound should be kept dry."
    assert propose(patient, text, Role.COUNSELLING).text.count(".") == 2


def test_clause_behind_a_condition_is_not_cut_off(patient):
    text = "Surgery is indicated if bleeding persists, and the wound should be kept dry."
    assert propose(patient, text, Role.COUNSELLING) is None


def test_percents_of_a_list_share_a_denominator(patient):
    text = "The most common adverse reactions were headache (12%) and rash (0.5%)."
    read_text = propose(patient, text, Role.ADVERSE_REACTIONS).text
    assert "headache (120 out of 1,000, 12%)" in read_text
    assert "rash (5 out of 1,000, 0.5%)" in read_text


def test_a_slot_alone_reads_an_item_and_no_part_of_a_sentence(patient):
    role = Role.ADVERSE_REACTIONS
    item = Statement(id="i", text="Nausea and pruritus", role=role, kind=StatementKind.ITEM)
    setting = Setting(META, "", role, NAMES, Obligation.MUST)
    assert patient.propose(item, setting).text.startswith("Nausea")
    assert propose(patient, "Nausea and pruritus", role) is None
    assert propose(patient, "Nausea and pruritus; Velmarin glows.", role) is None


def test_openers_know_what_a_value_must_start_with():
    openers = BOOK.types.openers
    assert openers.of("modal") == {"can", "may"}
    assert openers.of("thing") is None
    shape = BOOK.shapes["eff-onset"].automaton
    assert openers.may_read(shape, read("Relief usually takes 2 weeks.").keys)
    assert not openers.may_read(shape, read("Velmarin is a cream.").keys)


@pytest.mark.parametrize(
    ("phrase", "plain"),
    [
        ("displaced fracture", "displaced fracture"),
        ("severe fracture", "severe broken bone"),
        ("ulcerative stomatitis", "ulcerative stomatitis"),
    ],
)
def test_several_plain_words_do_not_pile_up_behind_an_adjective(data, phrase, plain):
    reword = Rewording(data.lexicon).bind(may_broaden=True, keep=())
    assert reword(phrase, in_list=True) == plain
