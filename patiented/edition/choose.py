"""Takes the first acceptable proposal for a statement; the guard has the word on each.

What is shown without a person (patterns, phrases) passes only when every fact is kept, or made
general or left out where its obligation allows, and nothing is new. A person's wording passes when
nothing is changed and every open fact or new word is confirmed. Otherwise the source sentence
stays, marked "needs a writer".
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from patiented.edition.ledger import book, book_left_out, book_standing, is_open
from patiented.guard import Context, obligation_of
from patiented.model import (
    Change,
    EditionStatement,
    FactVerdict,
    Finding,
    LeftOut,
    Level,
    Obligation,
    Origin,
    Proposal,
    StatementKind,
    Verdict,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from patiented.edition.list_layout import SetOut
    from patiented.edition.lists import Lists
    from patiented.guard import Guard, TranslationGuard
    from patiented.model import Fact, Judgement, LedgerRow, Statement
    from patiented.proposing import Proposer, Setting


_SET_OUT = frozenset({Origin.PATTERN, Origin.PHRASES, Origin.CANONICAL})
"""Texts that no person has laid out."""


@dataclass(frozen=True, slots=True)
class Place:
    """What choosing needs to know of where a statement stands.

    `lists` sets enumerations out as points; None leaves them in their sentence. `left_out_reason`
    is the sentence for the reader when the statement is left out, `partly_reason` when only some of
    its words are.
    """

    setting: Setting
    context: Context
    left_out_reason: str
    partly_reason: str = ""
    is_canonical: bool = False
    lists: Lists | None = None


@dataclass(frozen=True, slots=True)
class Chosen:
    """The outcome for one statement; `shown.text` is empty when it is left out."""

    shown: EditionStatement
    rows: tuple[LedgerRow, ...]
    left_out: LeftOut | None = None


@dataclass(frozen=True, slots=True)
class Trial:
    """A proposal with the guard's word and the ledger rows that follow from it."""

    proposal: Proposal
    judgement: Judgement
    rows: tuple[LedgerRow, ...]

    @property
    def passes(self) -> bool:
        """Whether this text may be shown."""
        return self.judgement.ok and not self.open_rows and not self.unlicensed

    @property
    def open_rows(self) -> tuple[LedgerRow, ...]:
        """The facts that keep the text back: lost ones that bind, and those nobody vouches for."""
        return tuple(row for row in self.rows if is_open(row))

    @property
    def unlicensed(self) -> tuple[Finding, ...]:
        """What is new in the text, by nobody confirmed."""
        return tuple(one for one in self.judgement.findings if self._is_unlicensed(one))

    def _is_unlicensed(self, finding: Finding) -> bool:
        """Tell whether a finding is about something new that no person has confirmed.

        Findings about a fact of the source carry its value; the ledger rows have weighed those.
        """
        if finding.level is Level.NOTE or finding.fact:
            return False
        return finding.found not in dict(self.proposal.confirmed)


def attempt(
    statement: Statement, proposal: Proposal, place: Place, guard: Guard | TranslationGuard
) -> Trial:
    """Return the guard's word on one proposal, with the obligations of its place."""
    return _try(statement, proposal, place, guard, _obligations(statement, place))


def may_leave_out(statement: Statement, place: Place, guard: Guard | TranslationGuard) -> bool:
    """Tell whether a statement may be left out here: no fact of it binds."""
    proposal = Proposal("", Origin.OMITTED)
    obligation = _obligations(statement, place)
    return _omitted(statement, proposal, place, guard, obligation) is not None


def choose(
    statement: Statement,
    place: Place,
    guard: Guard | TranslationGuard,
    proposers: Sequence[Proposer],
) -> Chosen:
    """Return the statement as this audience reads it, with its ledger rows."""
    chosen = _with_points(_chosen(statement, place, guard, proposers), place)
    standing = book_standing(statement, is_shown=bool(chosen.shown.text), rule=_rule(place))
    return replace(chosen, rows=(*chosen.rows, *standing))


def _chosen(
    statement: Statement,
    place: Place,
    guard: Guard | TranslationGuard,
    proposers: Sequence[Proposer],
) -> Chosen:
    obligation = _obligations(statement, place)
    refused: list[Finding] = []
    if not place.is_canonical:
        for proposal in _proposals(statement, place, proposers):
            if proposal.origin is Origin.OMITTED:
                outcome = _omitted(statement, proposal, place, guard, obligation)
                if outcome is not None:
                    return outcome
                refused.append(_omission_refused(statement))
                continue
            trial = _try(statement, proposal, place, guard, obligation)
            if trial.passes:
                return _shown(statement, trial, place)
            refused += _refusal(trial)
        if (dropped := _dropped(statement, place, guard, obligation)) is not None:
            return dropped
    return _canonical(statement, place, guard, obligation, refused)


def _with_points(chosen: Chosen, place: Place) -> Chosen:
    """Set an enumeration out as points: layout alone, the guard has judged the words.

    A person's wording stands as it was written. A sentence in its own words still needs a writer.
    """
    shown = chosen.shown
    if place.lists is None or shown.kind is StatementKind.ROW or shown.origin not in _SET_OUT:
        return chosen
    laid = place.lists.set_out(shown.text, is_item=shown.kind is StatementKind.ITEM)
    if laid is None:
        return chosen
    origin = Origin.PATTERN if shown.origin is Origin.CANONICAL else shown.origin
    told = shown.findings  # of a sentence in its own words: about texts that were refused
    if shown.origin is not Origin.CANONICAL:
        told = tuple(_moved_finding(one, laid) for one in told)
    moved = replace(
        shown,
        text=laid.text,
        origin=origin,
        cells=(),
        changes=(*shown.changes, Change("points", shown.text, laid.text)),
        facts=tuple(_moved_fact(one, laid) for one in shown.facts),
        findings=told,
    )
    rows = tuple(replace(r, where=laid.place(r.where)) if r.where else r for r in chosen.rows)
    return replace(chosen, shown=moved, rows=rows)


def _moved_finding(one: Finding, laid: SetOut) -> Finding:
    return replace(one, rewrite_span=laid.place(one.rewrite_span)) if one.rewrite_span else one


def _moved_fact(one: FactVerdict, laid: SetOut) -> FactVerdict:
    return replace(one, rewrite_span=laid.place(one.rewrite_span)) if one.rewrite_span else one


def _obligations(statement: Statement, place: Place) -> Callable[[Fact], Obligation]:
    return partial(_obligation, role=statement.role, section_obligation=place.setting.obligation)


def _obligation(fact: Fact, *, role: object, section_obligation: Obligation) -> Obligation:
    return obligation_of(fact, role, section_obligation)  # type: ignore[arg-type]  # partial loses it


def _proposals(
    statement: Statement, place: Place, proposers: Sequence[Proposer]
) -> Iterator[Proposal]:
    """Yield what the proposers say; a rule that would change nothing waits for the others."""
    unchanged: list[Proposal] = []
    for proposer in proposers:
        proposal = proposer.propose(statement, place.setting)
        if proposal is None:
            continue
        if proposal.origin is Origin.PATTERN and proposal.text == statement.text:
            unchanged += [] if proposal.unfinished else [proposal]
        else:
            yield proposal
    yield from unchanged


def _try(
    statement: Statement,
    proposal: Proposal,
    place: Place,
    guard: Guard | TranslationGuard,
    obligation: Callable[[Fact], Obligation],
) -> Trial:
    confirmed = dict(proposal.confirmed)
    context = replace(place.context, confirmed=frozenset(confirmed), lead=statement.lead)
    judgement = guard.judge(statement, proposal.text, context=context, obligation=obligation)
    rows = book(statement.id, judgement.facts, obligation, confirmed, _rule(place))
    return Trial(proposal, judgement, rows)


def _rule(place: Place) -> str:
    return f"{place.setting.role.value}: {place.setting.obligation.value}"


def _shown(statement: Statement, trial: Trial, place: Place) -> Chosen:
    shown = _statement(
        statement,
        trial.proposal,
        needs_writer=trial.proposal.unfinished,
        facts=trial.judgement.facts,
        findings=trial.judgement.findings,
    )
    missing = tuple(row.fact.text for row in trial.rows if row.fate.value == "left_out")
    left_out = _left_out(statement, place.partly_reason, missing) if missing else None
    return Chosen(shown, trial.rows, left_out)


def _omitted(
    statement: Statement,
    proposal: Proposal,
    place: Place,
    guard: Guard | TranslationGuard,
    obligation: Callable[[Fact], Obligation],
) -> Chosen | None:
    """Leave the statement out as its wording says, unless a `must` fact would be lost."""
    rows = book_left_out(statement.id, guard.facts(statement), obligation, _rule(place))
    standing = book_standing(statement, is_shown=False, rule=_rule(place))
    if any(is_open(row) for row in (*rows, *standing)):
        return None
    reason = proposal.omit_reason or place.left_out_reason
    return Chosen(_statement(statement, proposal), rows, _left_out(statement, reason, ()))


def _dropped(
    statement: Statement,
    place: Place,
    guard: Guard | TranslationGuard,
    obligation: Callable[[Fact], Obligation],
) -> Chosen | None:
    """Leave the statement out by rule, where its section may be dropped and no fact binds."""
    if place.setting.obligation is not Obligation.DROP:
        return None
    proposal = Proposal("", Origin.OMITTED, rule="drop")
    return _omitted(statement, proposal, place, guard, obligation)


def _canonical(
    statement: Statement,
    place: Place,
    guard: Guard | TranslationGuard,
    obligation: Callable[[Fact], Obligation],
    refused: Sequence[Finding],
) -> Chosen:
    """Show the source sentence itself, which keeps each of its facts where it stands."""
    facts = tuple(
        FactVerdict(one, Verdict.KEPT, one.span) for one in guard.source_guard.facts(statement)
    )
    shown = _statement(
        statement,
        Proposal(statement.text, Origin.CANONICAL),
        needs_writer=not place.is_canonical,
        findings=tuple(refused),
        facts=facts,
    )
    return Chosen(shown, book(statement.id, facts, obligation, {}, _rule(place)))


def _statement(
    statement: Statement,
    proposal: Proposal,
    *,
    needs_writer: bool = False,
    findings: tuple[Finding, ...] = (),
    facts: tuple[FactVerdict, ...] = (),
) -> EditionStatement:
    return EditionStatement(
        id=statement.id,
        source=statement.text,
        text=proposal.text,
        kind=statement.kind,
        origin=proposal.origin,
        needs_writer=needs_writer,
        citations=statement.citations,
        changes=proposal.changes,
        findings=findings,
        facts=facts,
        depth=statement.depth,
        cells=statement.cells if proposal.origin is Origin.CANONICAL else (),
        line=statement.line,
        role=statement.role,
    )


def _left_out(statement: Statement, reason: str, facts: tuple[str, ...]) -> LeftOut:
    return LeftOut(statement.id, statement.role, statement.text, reason, facts)


def _omission_refused(statement: Statement) -> Finding:
    return Finding(
        rule="omission-refused",
        level=Level.ERROR,
        message="the wording leaves this statement out, but it holds a fact that must be kept",
        expected=statement.text,
        line=statement.line,
    )


def _refusal(trial: Trial) -> Iterator[Finding]:
    """Say, for the writer, why a proposal was not taken."""
    origin = trial.proposal.origin.value
    for finding in trial.judgement.findings:
        yield replace(finding, message=f"{origin}: {finding.message}")
    for row in trial.rows:
        if is_open(row):
            yield Finding(
                rule=f"fact-{row.fate.value}",
                level=Level.ERROR if row.obligation is Obligation.MUST else Level.WARNING,
                message=f"{origin}: {row.fact.kind.value} {row.fact.text!r} is not proved",
                fact=row.fact.value,
                expected=row.fact.text,
                source_span=row.fact.span,
                rewrite_span=row.where,
            )
