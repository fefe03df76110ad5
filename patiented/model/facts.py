"""Facts of a statement, the verdict on each, and how binding they are."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from patiented.model.findings import Finding, Span


class FactKind(StrEnum):
    """The types of fact (DESIGN 4)."""

    QUANTITY = "quantity"
    FREQUENCY = "frequency"
    DURATION = "duration"
    TIME_ORDER = "time_order"
    PERCENTAGE = "percentage"
    RATIO = "ratio"
    COUNT = "count"
    AGE = "age"
    POPULATION = "population"
    DRUG = "drug"
    ROUTE = "route"
    FORM = "form"
    ORGAN = "organ"
    CONDITION = "condition"
    SEVERITY = "severity"
    NEGATION = "negation"
    MODALITY = "modality"
    CONDITION_WORD = "condition_word"
    DIRECTION = "direction"
    COMPARISON = "comparison"
    ACTION = "action"
    AND_OR = "and_or"
    LIST_ITEM = "list_item"
    BOXED = "boxed"
    CITATION = "citation"
    TERM = "term"


@dataclass(frozen=True, slots=True)
class Fact:
    """A typed thing said by a statement. `value` is its normal form: equal values are equal facts.

    `bound` names what the fact hangs on (the arm of a number, the scope of a "not"), normalized.
    """

    id: str
    kind: FactKind
    text: str
    value: str
    span: Span
    bound: tuple[str, ...] = ()


class Verdict(StrEnum):
    """What the guard says of one fact. `GENERAL` counts as kept under the obligation simplify."""

    KEPT = "kept"
    GENERAL = "general"
    CHANGED = "changed"
    OPEN = "open"


class Proof(StrEnum):
    """Who vouches for a fate."""

    PROGRAM = "program"
    PERSON = "person"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class FactVerdict:
    """A fact and its verdict, with its likeliest place in the rewrite."""

    fact: Fact
    verdict: Verdict
    rewrite_span: Span | None = None


@dataclass(frozen=True, slots=True)
class Judgement:
    """The guard's word on one rewrite.

    `ok`: nothing changed and nothing invented. `proved`: every fact kept and nothing new.
    """

    ok: bool
    proved: bool
    facts: tuple[FactVerdict, ...] = ()
    findings: tuple[Finding, ...] = ()


class Obligation(StrEnum):
    """How binding a fact is for an audience."""

    MUST = "must"
    SIMPLIFY = "simplify"
    DROP = "drop"
