"""Books the fate of every fact: what the guard said of it, weighed by its obligation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from patiented.model import (
    Fact,
    FactKind,
    FactVerdict,
    Fate,
    LedgerRow,
    Obligation,
    Proof,
    Role,
    Statement,
    Verdict,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence


def book(
    statement_id: str,
    verdicts: Sequence[FactVerdict],
    obligation: Callable[[Fact], Obligation],
    confirmed: Mapping[str, str],
    rule: str,
) -> tuple[LedgerRow, ...]:
    """Return one row a fact of a statement that is shown.

    `confirmed` maps normal forms of facts to the person who confirmed them; `rule` says what allows
    a fact to be missing (the role and obligation of its section).
    """
    return tuple(
        _row(statement_id, verdict, obligation(verdict.fact), confirmed, rule)
        for verdict in verdicts
    )


def book_left_out(
    statement_id: str, facts: Sequence[Fact], obligation: Callable[[Fact], Obligation], rule: str
) -> tuple[LedgerRow, ...]:
    """Return the rows of a statement that is not shown: a left-out `must` is lost."""
    rows = []
    for fact in facts:
        bound = obligation(fact)
        fate = Fate.LOST if bound is Obligation.MUST else Fate.LEFT_OUT
        rows.append(LedgerRow(fact, statement_id, bound, fate, Proof.NONE, by=rule))
    return tuple(rows)


def book_standing(statement: Statement, *, is_shown: bool, rule: str) -> tuple[LedgerRow, ...]:
    """Return the rows of what a statement carries beside its words: boxed status and citations.

    A shown statement keeps both, since the page takes them from the source. A citation goes with
    the statement it supports; the boxed status must never go.
    """
    rows: list[LedgerRow] = []
    for fact, bound in _standing_facts(statement):
        if is_shown:
            rows.append(LedgerRow(fact, statement.id, bound, Fate.KEPT, Proof.PROGRAM))
        else:
            fate = Fate.LOST if bound is Obligation.MUST else Fate.LEFT_OUT
            rows.append(LedgerRow(fact, statement.id, bound, fate, Proof.NONE, by=rule))
    return tuple(rows)


def _standing_facts(statement: Statement) -> Iterator[tuple[Fact, Obligation]]:
    whole = (0, len(statement.text))
    if statement.role is Role.BOXED_WARNING:
        name = f"{statement.id}.boxed"
        yield Fact(name, FactKind.BOXED, "boxed warning", "boxed", whole), Obligation.MUST
    for number in statement.citations:
        name = f"{statement.id}.cite{number}"
        value = f"citation {number}"
        yield (
            Fact(name, FactKind.CITATION, f"source {number}", value, whole),
            Obligation.SIMPLIFY,
        )


def is_open(row: LedgerRow) -> bool:
    """Tell whether a person still has to look at this fact."""
    return row.fate in {Fate.OPEN, Fate.LOST}


def _row(
    statement_id: str,
    verdict: FactVerdict,
    obligation: Obligation,
    confirmed: Mapping[str, str],
    rule: str,
) -> LedgerRow:
    fate, proof, by = _fate(verdict, obligation, confirmed, rule)
    return LedgerRow(
        verdict.fact, statement_id, obligation, fate, proof, where=verdict.rewrite_span, by=by
    )


def _fate(
    verdict: FactVerdict, obligation: Obligation, confirmed: Mapping[str, str], rule: str
) -> tuple[Fate, Proof, str]:
    if verdict.verdict is Verdict.KEPT:
        return Fate.KEPT, Proof.PROGRAM, ""
    if verdict.verdict is Verdict.GENERAL and obligation is not Obligation.MUST:
        return Fate.GENERAL, Proof.PROGRAM, ""
    if verdict.verdict is Verdict.CHANGED:
        return Fate.LOST, Proof.NONE, ""
    if person := confirmed.get(verdict.fact.value):
        return Fate.KEPT, Proof.PERSON, person
    if obligation is not Obligation.MUST and verdict.rewrite_span is None:
        return Fate.LEFT_OUT, Proof.NONE, rule
    return Fate.OPEN, Proof.NONE, ""
