"""The phrase proposer: golden cases on a plain stand-in for the guard, and its promises."""

import re
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from patiented.audience import load_audiences
from patiented.audience.phrase_table import Form, Phrase, read_phrases
from patiented.guard import Guard
from patiented.model import (
    SAFETY_ROLES,
    Fact,
    FactKind,
    Judgement,
    Meta,
    Obligation,
    Role,
    Statement,
    StatementKind,
    TaughtTerm,
)
from patiented.proposing.lint import lint
from patiented.proposing.phrases import Phrases
from patiented.proposing.setting import Setting

ROOT = Path(__file__).parents[2]
_PASSES = 4
GOLDEN = ROOT / "tests" / "golden" / "phrases.md"
BANNED = ("significant", "limited", "function", "compared to")
FACTS = (
    (FactKind.NEGATION, r"\b(?:not|no|without|never)\b"),
    (FactKind.FREQUENCY, r"\b(?:once|twice|three times) (?:daily|a day|weekly)\b"),
    (FactKind.DURATION, r"\b\d+ (?:days?|weeks?|months?)\b"),
    (FactKind.PERCENTAGE, r"\b\d+(?:\.\d+)?\s?%"),
    (FactKind.QUANTITY, r"\b\d+(?:\.\d+)? (?:mg|mL|grams|g)\b"),
    (FactKind.DRUG, r"\bVelmarin\b"),
)


@dataclass
class PlainGuard:
    """Finds facts by regular expressions; proves all but what holds the word it refuses."""

    refuses: str = "\0"
    finds: tuple = FACTS

    def facts(self, statement):
        return tuple(
            Fact("f", kind, match[0], match[0].lower(), match.span())
            for kind, shape in self.finds
            for match in re.finditer(shape, statement.text)
        )

    def judge(self, _statement, rewrite, **_asked):
        return Judgement(ok=True, proved=self.refuses not in rewrite)


@dataclass(frozen=True)
class Case:
    title: str
    given: str
    expected: str


def read_cases(heading):
    """Read the cases under a heading: title, input and expected, between lines of one dot."""
    text = GOLDEN.read_text(encoding="utf-8").split(f"## {heading}\n", 1)[1].split("\n## ", 1)[0]
    parts = [part.strip() for part in re.split(r"^\.$", text, flags=re.MULTILINE)]
    assert len(parts) % 3 == 1, f"a case under {heading} is not closed"
    return [Case(*parts[i : i + 3]) for i in range(0, len(parts) - 1, 3)]


def title_of(case):
    return case.title


@pytest.fixture(scope="module")
def data():
    return load_audiences([ROOT / "audiences"])


@pytest.fixture(scope="module")
def patient(data):
    return Phrases(data.audiences["patient"], data.lexicon, PlainGuard())


def setting_for(role=Role.WARNINGS, obligation=Obligation.MUST, **kwargs):
    meta = Meta(title="Velmarin", name="Velmarin", drugs=("Velmarin",), **kwargs)
    return Setting(meta=meta, role=role, subjects=("Velmarin",), obligation=obligation)


def statement_of(text, role=Role.WARNINGS, kind=StatementKind.SENTENCE):
    return Statement(id="s", text=text, role=role, kind=kind)


def propose(proposer, text, role=Role.WARNINGS, obligation=Obligation.MUST):
    return proposer.propose(statement_of(text, role), setting_for(role, obligation))


@pytest.mark.parametrize("case", read_cases("Phrases"), ids=title_of)
def test_phrases_propose_what_the_golden_file_says(patient, case):
    place, _, text = case.given.partition("\n")
    role, obligation = place.strip("()").split(", ")
    proposal = propose(patient, text, Role(role), Obligation(obligation))
    assert (proposal.text if proposal else "(nothing)") == case.expected


@pytest.mark.parametrize("case", read_cases("Lint"), ids=title_of)
def test_lint_says_what_the_golden_file_says(case):
    source, _, text = case.given.partition("\n")
    assert (", ".join(lint(text, source)) or "(nothing)") == case.expected


def test_the_golden_file_holds_at_least_forty_phrase_cases():
    assert len(read_cases("Phrases")) >= 40


def test_at_least_twelve_hundred_phrases_ship(data):
    swaps = {
        (phrase.source, phrase.form)
        for phrase in data.audiences["patient"].phrases
        if phrase.source != phrase.target
    }
    assert len(swaps) >= 1200


@pytest.mark.parametrize("audience", ["patient", "caregiver"])
@pytest.mark.parametrize("banned", BANNED)
def test_no_phrase_swaps_a_banned_word(data, audience, banned):
    sources = [" ".join(phrase.source) for phrase in data.audiences[audience].phrases]
    assert not [s for s in sources if re.search(rf"\b{banned}\b", s)]


@pytest.mark.parametrize("audience", ["patient", "caregiver"])
def test_no_phrase_brings_in_a_number_or_a_pronoun(data, audience):
    loose = {"it", "they", "them", "he", "she", "one", "two", "three"}
    packs = "original"  # "in the container it came in": the pronoun has its noun beside it
    wrong = [
        phrase
        for phrase in data.audiences[audience].phrases
        if (loose & set(phrase.target) - set(phrase.source) and packs not in phrase.source)
        or any(word.isdigit() for word in phrase.target)
    ]
    assert not wrong


def test_every_audience_table_explains_its_forms():
    forms = {phrase.form for phrase in read_phrases(ROOT / "audiences/common/phrases.tsv")}
    text = (ROOT / "audiences/common/phrases.tsv").read_text(encoding="utf-8")
    header = "\n".join(line for line in text.splitlines() if line.startswith("#"))
    assert not [form for form in forms if form.value not in header]


def test_the_clinician_edition_swaps_nothing(data):
    proposer = Phrases(data.audiences["clinician"], data.lexicon, PlainGuard())
    assert propose(proposer, "Hypertension can occur prior to treatment.") is None


@pytest.mark.parametrize("role", sorted(SAFETY_ROLES))
def test_phrases_never_touch_a_safety_role_of_the_statement(patient, role):
    statement = statement_of("Hypertension can occur prior to treatment.", role)
    assert patient.propose(statement, setting_for(Role.OTHER)) is None


@pytest.mark.parametrize(
    ("words", "plain", "text"),
    [
        ("twice daily", "nightly", "Use the cream twice daily."),
        ("not", "often", "The creams are not safe."),
        ("velmarin", "water", "Velmarin can cause rashes."),
        ("weeks", "days", "The rash lasted 8 weeks."),
        ("mg", "gram", "The cream has 2.5 mg of it."),
    ],
)
def test_not_even_a_row_for_it_can_touch_a_fact(data, words, plain, text):
    row = Phrase(tuple(words.split()), (plain,), Form.FIXED)
    audience = replace(data.audiences["patient"], phrases=(row,))
    place = Setting(meta=Meta(title="", name=""), role=Role.WARNINGS)
    for guard, touched in ((PlainGuard(), False), (PlainGuard(finds=()), True)):
        proposer = Phrases(audience, data.lexicon, guard)
        assert (proposer.propose(statement_of(text), place) is not None) is touched


def test_a_table_row_is_left_alone(patient):
    statement = statement_of("Hypertension", kind=StatementKind.ROW)
    assert patient.propose(statement, setting_for()) is None


def test_a_list_item_may_be_a_fragment(patient):
    statement = statement_of("hypertension", kind=StatementKind.ITEM)
    assert patient.propose(statement, setting_for()).text == "high blood pressure"


def test_a_taught_term_stays(patient):
    setting = setting_for(taught=(TaughtTerm("hypertension", "blood that presses too hard"),))
    statement = statement_of("Hypertension can occur prior to treatment.")
    assert patient.propose(statement, setting).text == ("Hypertension can happen before treatment.")


def test_every_change_is_recorded_with_its_rule(patient):
    proposal = propose(patient, "Hypertension can occur prior to treatment.")
    assert [(change.rule, change.before, change.after) for change in proposal.changes] == [
        ("term:hypertension", "Hypertension", "High blood pressure"),
        ("phrase:occur", "occur", "happen"),
        ("phrase:prior to", "prior to", "before"),
    ]


def test_a_swap_that_the_guard_cannot_prove_is_left_out(data):
    proposer = Phrases(data.audiences["patient"], data.lexicon, PlainGuard(refuses="blood"))
    proposal = propose(proposer, "Hypertension can occur prior to treatment.")
    assert proposal.text == "Hypertension can happen before treatment."


def test_nothing_is_proposed_when_the_guard_proves_nothing(data):
    proposer = Phrases(data.audiences["patient"], data.lexicon, PlainGuard(refuses=""))
    assert propose(proposer, "Hypertension can occur prior to treatment.") is None


def test_the_caregiver_reads_of_the_person_cared_for(data):
    proposer = Phrases(data.audiences["caregiver"], data.lexicon, PlainGuard())
    proposal = propose(proposer, "Stay near if the patient is dizzy.")
    assert proposal.text == "Stay near if the person you care for is dizzy."


NUMBERS = st.sampled_from(
    ["2.5 mg", "twice daily", "12%", "8 weeks", "not", "Velmarin", "60 grams"]
)
WORDS = st.sampled_from(
    [
        "Patients",
        "patients",
        "experience",
        "hypertension",
        "prior",
        "to",
        "the",
        "a",
        "an",
        "of",
        "treatment",
        "may",
        "occur",
        "requires",
        "medications",
        "associated",
        "with",
        ",",
        ";",
        "and",
        "is",
        "are",
        "discard",
        "approximately",
        "rash",
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.one_of(WORDS, NUMBERS), min_size=3, max_size=14))
def test_no_text_loses_or_moves_a_fact_behind_a_slot(patient, words):
    text = " ".join(words) + "."
    proposal = propose(patient, text)
    if proposal is None:
        return
    guard = PlainGuard()
    facts = [fact.text for fact in guard.facts(statement_of(text))]
    kept = [fact.text for fact in guard.facts(statement_of(proposal.text))]
    assert sorted(facts) == sorted(kept)


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=80))
def test_any_text_is_survived(patient, text):
    propose(patient, text)


@settings(max_examples=100, deadline=None)
@given(st.lists(WORDS, min_size=3, max_size=14))
def test_rewriting_what_was_rewritten_comes_to_rest(patient, words):
    text = " ".join(words) + "."
    for _ in range(_PASSES):
        proposal = propose(patient, text)
        if proposal is None:
            return
        text = proposal.text
    assert propose(patient, text) is None


def test_every_verb_of_the_tables_inflects_to_words_that_look_english(data):
    odd = re.compile(r"(?:eed|awed|owed|eping|ieing|yed)$")
    proposer = Phrases(data.audiences["patient"], data.lexicon, PlainGuard())
    entries = [entry for entry in proposer._index.entries() if entry.target]
    verbs = [e for e in entries if e.form is not Form.FIXED]
    wrong = {w for e in verbs for w in e.target if odd.search(w)}
    fine = {"allowed", "showed", "followed", "swallowed", "narrowed", "played", "stayed"}
    assert wrong <= fine | {"keeping", "speed", "need", "bleed", "breastfeed", "nosebleed"}


def test_the_real_guard_proves_every_proposal(data):
    proposer = Phrases(data.audiences["patient"], data.lexicon, Guard(data.lexicon))
    guard = Guard(data.lexicon)
    cases = read_cases("Phrases")
    proposals = 0
    for case in cases:
        place, _, text = case.given.partition("\n")
        role, obligation = (value.strip("()") for value in place.split(", "))
        statement = statement_of(text, Role(role))
        proposal = proposer.propose(statement, setting_for(Role(role), Obligation(obligation)))
        if proposal is None:
            continue
        proposals += 1
        judgement = guard.judge(
            statement, proposal.text, obligation=lambda _, o=obligation: Obligation(o)
        )
        assert judgement.ok, case.title
    assert proposals >= 15
