"""What the guard says of a text, as chips and problems that a writer can act on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from patiented.model import Fate, Obligation, Verdict
from patiented.writing.records import Chip, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from patiented.edition.choose import Trial
    from patiented.model import FactVerdict, Finding, LedgerRow


def chips_of(trial: Trial) -> tuple[Chip, ...]:
    """Return every fact of the statement with its verdict and fate."""
    blocking = {row.fact.id for row in trial.open_rows}
    rows = {row.fact.id: row for row in trial.rows}
    return tuple(
        _chip(one, rows[one.fact.id], blocks=one.fact.id in blocking or _is_changed(one))
        for one in trial.judgement.facts
        if one.fact.id in rows
    )


def book_chips(facts: Sequence[FactVerdict], rows: Sequence[LedgerRow]) -> tuple[Chip, ...]:
    """Return the chips of a statement as its edition has booked it."""
    booked = {row.fact.id: row for row in rows}
    return tuple(
        _chip(one, booked[one.fact.id], blocks=_blocks(booked[one.fact.id]) or _is_changed(one))
        for one in facts
        if one.fact.id in booked
    )


def problems_of(trial: Trial) -> tuple[Problem, ...]:
    """Return what keeps a text from being saved: changed facts, new words, open facts."""
    return tuple(_problems(trial))


def _problems(trial: Trial) -> Iterator[Problem]:
    text = trial.proposal.text
    told: set[str] = set()
    if not trial.judgement.ok:
        for finding in trial.judgement.findings:
            if finding.level.value == "error":
                told.add(finding.fact)
                yield _problem("changed", finding, text)
        for one in trial.judgement.facts:
            if _is_changed(one) and one.fact.value not in told:
                told.add(one.fact.value)
                yield _of_fact("changed", one, text)
    for finding in trial.unlicensed:
        if finding.level.value != "error":
            yield _problem("new", finding, text, confirm=finding.found)
    verdicts = {one.fact.id: one for one in trial.judgement.facts}
    for row in trial.open_rows:
        verdict = verdicts.get(row.fact.id)
        if verdict is None or row.fact.value in told:
            continue
        told.add(row.fact.value)
        yield _of_fact("open", verdict, text)


def _of_fact(kind: str, one: FactVerdict, text: str) -> Problem:
    # A place that is the whole text is no place.
    span = one.rewrite_span if one.rewrite_span != (0, len(text)) else None
    return Problem(
        kind=kind,
        rule=f"fact-{one.verdict.value}",
        message=one.fact.kind.value,
        expected=one.fact.text,
        found=text[slice(*span)] if span else "",
        source_span=one.fact.span,
        text_span=span,
        confirm=one.fact.value if kind == "open" else "",
    )


def _problem(kind: str, finding: Finding, text: str, *, confirm: str = "") -> Problem:
    span = finding.rewrite_span
    repair = ""
    if span and finding.expected and finding.found and text[slice(*span)] == finding.found:
        repair = f"{text[: span[0]]}{finding.expected}{text[span[1] :]}"
    return Problem(
        kind=kind,
        rule=finding.rule,
        message=finding.message,
        expected=finding.expected,
        found=finding.found or (text[slice(*span)] if span else ""),
        source_span=finding.source_span,
        text_span=span,
        repair=repair,
        confirm=confirm,
    )


def _chip(one: FactVerdict, row: LedgerRow, *, blocks: bool) -> Chip:
    return Chip(
        key=one.fact.value,
        kind=one.fact.kind.value,
        text=one.fact.text,
        verdict=one.verdict.value,
        fate=row.fate.value,
        must=row.obligation is Obligation.MUST,
        blocks=blocks,
        source_span=one.fact.span,
        text_span=one.rewrite_span,
        by=row.by if row.proof.value == "person" else "",
    )


def _blocks(row: LedgerRow) -> bool:
    return row.fate in {Fate.LOST, Fate.OPEN}


def _is_changed(one: FactVerdict) -> bool:
    return one.verdict is Verdict.CHANGED
