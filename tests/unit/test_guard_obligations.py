"""Which facts bind: the section's obligation, and where a fact beats it."""

from __future__ import annotations

from pathlib import Path

import pytest

from patiented.guard import CHECKS, Context, Guard, obligation_of
from patiented.model import Fact, FactKind, Level, Obligation, Role, Statement, Verdict

COMMON = Path(__file__).parents[2] / "audiences" / "common"
ORDER = [
    "license_words",
    "check_quantities",
    "check_invented_numbers",
    "check_counts",
    "check_bindings",
    "check_mentions",
    "check_pieces",
    "check_times",
    "check_carriers",
    "check_polarity",
    "check_ban_strength",
    "check_parity",
    "check_polar_terms",
    "check_doubt",
    "check_bans",
    "check_softened",
    "check_forbidding",
    "check_soft_turns",
    "check_denied",
    "check_frames",
    "check_combined",
    "check_ladder",
    "check_orders",
    "check_duties",
    "check_alternatives",
    "check_joined",
    "check_conditions",
    "check_widening",
    "check_opposites",
    "check_rivals",
    "check_rivals_of_sets",
    "check_harmed_organs",
    "check_organ_trade",
    "check_grades",
    "check_ways_in",
    "check_dropped_items",
    "check_losses",
    "check_comparisons",
    "check_sequence",
    "check_balance",
    "check_new_values",
    "check_new_words",
    "check_new_clauses",
    "check_quantifiers",
    "check_everyday",
    "check_order",
    "close_unplaced",
]
S, M, D = Obligation.SIMPLIFY, Obligation.MUST, Obligation.DROP


def fact(kind, value="x", text="x"):
    return Fact("s.1", kind, text, value, (0, 1))


@pytest.mark.parametrize(
    ("one", "role", "section", "expected"),
    [
        (fact(FactKind.TERM), Role.EFFICACY, S, S),
        (fact(FactKind.TERM), Role.DOSAGE, M, M),
        (fact(FactKind.QUANTITY), Role.ADVERSE_REACTIONS, S, M),
        (fact(FactKind.FREQUENCY), Role.COUNSELLING, S, M),
        (fact(FactKind.ROUTE), Role.MECHANISM, S, M),
        (fact(FactKind.CONDITION_WORD, "condition_word unless"), Role.INTERACTIONS, S, M),
        (fact(FactKind.SEVERITY, "severity fatal"), Role.ADVERSE_REACTIONS, S, M),
        (fact(FactKind.POPULATION, "population pregnant"), Role.INTERACTIONS, S, M),
        (fact(FactKind.DRUG, "drug warfarin"), Role.INTERACTIONS, S, M),
        (fact(FactKind.COUNT, "eq 3 label phase", "Phase III"), Role.EFFICACY, S, D),
        (fact(FactKind.COUNT, "lt 0.001 p value", "0.001"), Role.EFFICACY, S, D),
        (fact(FactKind.QUANTITY), Role.PHARMACOKINETICS, D, D),
        (fact(FactKind.TERM, "term food"), Role.PHARMACOKINETICS, D, M),
        (fact(FactKind.COUNT, "lt 0.001 p value", "0.001"), Role.BOXED_WARNING, M, M),
    ],
)
def test_facts_beat_roles(one, role, section, expected):
    assert obligation_of(one, role, section) is expected


@pytest.fixture(scope="module")
def guard():
    return Guard.from_dir(COMMON)


def judge(guard, source, rewrite, obligation):
    context = Context(subjects=("Velmarin",))
    return guard.judge(
        Statement("s", source), rewrite, context=context, obligation=lambda _: obligation
    )


def test_a_broader_word_is_general_where_simplify_allows_it(guard):
    judgement = judge(guard, "Dyspepsia may occur.", "You may have an upset stomach.", S)
    assert judgement.proved
    assert Verdict.GENERAL in {one.verdict for one in judgement.facts}


def test_a_broader_word_is_open_where_the_fact_must_stand(guard):
    judgement = judge(guard, "Dyspepsia may occur.", "You may have an upset stomach.", M)
    assert judgement.ok
    assert not judgement.proved
    assert "broader-open" in {finding.rule for finding in judgement.findings}


def test_a_term_may_be_left_out_where_its_obligation_allows(guard):
    source = "Headache and cough were reported."
    assert (
        judge(guard, source, "Headache was reported.", D).ok is False
    )  # dropped from a list: a change
    assert judge(guard, "Cytokine cascades drive itching.", "Itching.", S).ok


def test_a_not_is_never_just_left_out(guard):
    judgement = judge(
        guard, "Velmarin does not cause weight gain in most cases of anemia.", "Anemia.", S
    )
    not_fact = next(one for one in judgement.facts if one.fact.kind is FactKind.NEGATION)
    assert not_fact.verdict is not Verdict.KEPT
    assert not judgement.proved


def test_a_confirmation_quiets_the_finding_but_proves_nothing(guard):
    source, rewrite = "Take 10 mg every 12 hours.", "Take 10 mg twice a day."
    open_fact = "eq 1 per 12 time"
    context = Context(confirmed=frozenset({open_fact}))
    judgement = guard.judge(Statement("s", source), rewrite, context=context)
    assert {finding.level for finding in judgement.findings} == {Level.NOTE}
    assert not judgement.proved


def test_a_confirmation_cannot_quiet_a_change(guard):
    context = Context(confirmed=frozenset({"eq 0.01 mass"}))
    judgement = guard.judge(Statement("s", "Take 10 mg."), "Take 20 mg.", context=context)
    assert not judgement.ok


def test_the_checks_are_these_in_this_order():
    assert [check.__name__ for check in CHECKS] == ORDER
