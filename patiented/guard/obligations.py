"""How binding a fact is: the obligation of its section, unless the fact itself weighs more or less.

"Facts beat roles" (EDITORIAL 1) is data: `MUST_KINDS`, `MUST_VALUES`, and the words of trial
design.
"""

from __future__ import annotations

import re
from typing import Final

from patiented.model import SAFETY_ROLES, Fact, FactKind, Obligation, Role

MUST_KINDS: Final = frozenset({FactKind.ROUTE, FactKind.CONDITION_WORD, FactKind.BOXED})
"""Binding wherever found: "if, unless, only, until", the route, a boxed hazard."""

MUST_VALUES: Final = frozenset({
    "severity fatal", "severity life_threatening", "severity serious",
    "population pregnant", "population breastfeed", "population childbearing",
    "negation ban", "negation avoid",
    "term max_dose", "term missed_dose", "term emergency_department", "term seek_care",
})  # fmt: skip
"""Binding wherever found: death, serious harm, who must not, pregnancy, maximum, getting help."""

DROP_ROLES: Final = frozenset({Role.PHARMACOKINETICS})
"""Where the section decides alone.

Its facts bind only if a person gives the statement another role.
"""

DOSAGE_VALUES: Final = frozenset({
    "term food", "term empty_stomach", "term grapefruit", "drug_class alcohol", "negation ban",
    "negation avoid", "severity persistent",
})  # fmt: skip
"""Dosage facts even among kinetics: food, drink, a ban, what stays in the body."""

TRIAL_VALUES: Final = re.compile(
    r"p value|label phase|\b(?:auc|cmax|c max|tmax|assay|hazard ratio|odds ratio)\b", re.IGNORECASE
)
"""Trial design and laboratory figures: to be left out wherever found."""

_DOSE_KINDS: Final = frozenset({FactKind.QUANTITY, FactKind.FREQUENCY})


def obligation_of(fact: Fact, role: Role, section_obligation: Obligation) -> Obligation:
    """Return how binding `fact` is in a section of `role` whose own obligation is given."""
    if role not in SAFETY_ROLES and TRIAL_VALUES.search(f"{fact.value} {fact.text}"):
        return Obligation.DROP
    if role in DROP_ROLES:
        return Obligation.MUST if fact.value in DOSAGE_VALUES else section_obligation
    if fact.kind in MUST_KINDS or fact.value in MUST_VALUES:
        return Obligation.MUST
    if fact.kind in _DOSE_KINDS and role is not Role.EFFICACY:
        return Obligation.MUST
    if fact.kind is FactKind.DRUG and role is Role.INTERACTIONS:
        return Obligation.MUST
    return section_obligation
