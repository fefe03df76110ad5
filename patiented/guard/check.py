"""The guard: reads source and rewrite, lets each check speak in order, and sums up.

It fails closed: a fact that no check has placed is open, a word that nothing licenses is new.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from patiented.audience.lexicon import read_terms_folder
from patiented.guard.alternatives import check_joined
from patiented.guard.balance import check_balance, check_new_values
from patiented.guard.bans import check_ban_strength
from patiented.guard.binding import check_bindings
from patiented.guard.carriers import check_carriers
from patiented.guard.case import Case, Context
from patiented.guard.classes import (
    check_grades,
    check_harmed_organs,
    check_mentions,
    check_opposites,
    check_rivals,
    close_unplaced,
)
from patiented.guard.closed_world import check_new_clauses, check_new_words, license_words
from patiented.guard.combined import check_combined
from patiented.guard.comparisons import check_comparisons
from patiented.guard.counts import check_counts
from patiented.guard.denied import check_denied
from patiented.guard.everyday import check_everyday
from patiented.guard.facts import facts_of
from patiented.guard.forbidding import check_forbidding
from patiented.guard.frames import check_frames
from patiented.guard.ladder import check_ladder
from patiented.guard.losses import check_losses
from patiented.guard.modality import (
    check_alternatives,
    check_bans,
    check_conditions,
    check_doubt,
    check_duties,
    check_softened,
)
from patiented.guard.order import check_order
from patiented.guard.orders import check_orders
from patiented.guard.organ_trade import check_organ_trade
from patiented.guard.parity import check_parity
from patiented.guard.pieces import check_pieces
from patiented.guard.polar_terms import check_polar_terms
from patiented.guard.polarity import check_polarity
from patiented.guard.quantifiers import check_quantifiers
from patiented.guard.quantities import check_invented_numbers, check_quantities
from patiented.guard.reader import Reader
from patiented.guard.reading import Mention
from patiented.guard.rivals import check_rivals_of_sets
from patiented.guard.segments import check_dropped_items
from patiented.guard.sequence import check_sequence
from patiented.guard.softened import check_soft_turns
from patiented.guard.tables import GuardTables, load_tables
from patiented.guard.times import check_times
from patiented.guard.ways_in import check_ways_in
from patiented.guard.widening import check_widening
from patiented.model import (
    Fact,
    FactKind,
    FactVerdict,
    Finding,
    Judgement,
    Level,
    Obligation,
    Span,
    Statement,
    TaughtTerm,
    Verdict,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from patiented.audience.lexicon import Lexicon

CHECKS: Final = (
    license_words,
    check_quantities,
    check_invented_numbers,
    check_counts,
    check_bindings,
    check_mentions,
    check_pieces,
    check_times,
    check_carriers,
    check_polarity,
    check_ban_strength,
    check_parity,
    check_polar_terms,
    check_doubt,
    check_bans,
    check_softened,
    check_forbidding,
    check_soft_turns,
    check_denied,
    check_frames,
    check_combined,
    check_ladder,
    check_orders,
    check_duties,
    check_alternatives,
    check_joined,
    check_conditions,
    check_widening,
    check_opposites,
    check_rivals,
    check_rivals_of_sets,
    check_harmed_organs,
    check_organ_trade,
    check_grades,
    check_ways_in,
    check_dropped_items,
    check_losses,
    check_comparisons,
    check_sequence,
    check_balance,
    check_new_values,
    check_new_words,
    check_new_clauses,
    check_quantifiers,
    check_everyday,
    check_order,
    close_unplaced,
)
"""What is asked of a rewrite, in order. Each check adds verdicts and findings to the case."""


STRUCTURE: Final = frozenset({
    FactKind.NEGATION, FactKind.MODALITY, FactKind.CONDITION_WORD, FactKind.DIRECTION,
    FactKind.COMPARISON, FactKind.TIME_ORDER, FactKind.AND_OR, FactKind.SEVERITY,
    FactKind.POPULATION,
})  # fmt: skip
"""What holds a sentence together: open where it is missing, never silently left out."""

LOSSES: Final = frozenset({"limit-lost", "item-dropped", "death-dropped"})
"""The rules of what is gone: no change where its obligation lets it go."""

_DENIES_WITHIN: Final = 2  # tokens between a "not" and what it denies: "no new lumps"
NEARLY_NOT: Final = frozenset({"little", "few", "hardly", "barely", "scarcely", "seldom"})
"""Words that all but deny: without them a sentence says the opposite."""

COURSES: Final = frozenset(
    {"severity chronic", "severity acute", "severity persistent", "severity stable"}
)
"""Severity that is no grade but a course; it may go where its obligation allows."""


def every_fact_binds(fact: Fact) -> Obligation:
    """Return `must` whatever the fact: the rule of the `guard` command."""
    del fact
    return Obligation.MUST


class Guard:
    """Judges rewrites with the words and tables of one library.

    Pure, and safe to share between threads.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        terms = ((t.term, t.plain, str(t.relation)) for t in lexicon.terms)
        self._set(load_tables(tuple(reversed(lexicon.dirs)), terms))

    @classmethod
    def from_dir(cls, common: Path) -> Guard:
        """Build a guard from an `audiences/common` folder alone."""
        terms = ((t.term, t.plain, str(t.relation)) for t in read_terms_folder(common))
        return cls.from_tables(load_tables((common,), terms))

    @classmethod
    def from_tables(cls, tables: GuardTables) -> Guard:
        """Build a guard from tables already read."""
        guard = cls.__new__(cls)
        guard._set(tables)  # noqa: SLF001  our own object, made by another door
        return guard

    def _set(self, tables: GuardTables) -> None:
        self._tables = tables
        self._reader = Reader(tables)

    @property
    def source_guard(self) -> Guard:
        """The guard for texts in the language of the source: this one."""
        return self

    def facts(self, statement: Statement) -> tuple[Fact, ...]:
        """Return the facts of a statement in the order of its text."""
        return tuple(facts_of(self._reader.read(statement.text), statement.id)[0])

    def judge(
        self,
        statement: Statement,
        rewrite: str,
        *,
        context: Context = Context(),  # noqa: B008  frozen
        obligation: Callable[[Fact], Obligation] = every_fact_binds,
    ) -> Judgement:
        """Return the verdict on each fact of the statement, and what is new in the rewrite."""
        case = self._case(statement, rewrite, context)
        for check in CHECKS:
            check(case)
        return _summed(case, obligation)

    def _said_in_standing(self, rewrite: str, context: Context) -> frozenset[str]:
        """Return what the standing texts in a rewrite tell the reader to do, and how fast."""
        texts = [text for text in context.allowed if text and text in rewrite]
        return frozenset(
            f"{mention.kind} {mention.value}"
            for text in texts
            for mention in self._reader.read(text).mentions
            if mention.kind in {"term", "time_order"}
        )

    def _case(self, statement: Statement, rewrite: str, context: Context) -> Case:
        source = self._reader.read(statement.text)
        facts, marks = facts_of(source, statement.id)
        return Case(
            tables=self._tables,
            source=source,
            rewrite=self._reader.read(_without_allowed(rewrite, statement.text, context)),
            context=self._reader.read(_around(statement, context)),
            facts=facts,
            marks=marks,
            verdicts=[Verdict.KEPT] * len(facts),
            where=[None] * len(facts),
            confirmed=context.confirmed,
            standing=self._said_in_standing(rewrite, context),
        )


def _without_allowed(rewrite: str, source: str, context: Context) -> str:
    """Blank standing texts out: their words are no claim of the rewrite, and spans stay true.

    What the source says itself ("Tell your doctor if ...") is a claim like any other.
    """
    for text in context.allowed:
        if text and text not in source:
            rewrite = rewrite.replace(text, " " * len(text))
    return rewrite


def _around(statement: Statement, context: Context) -> str:
    taught = [f"{t.term}\n{t.gloss}" for t in context.taught if isinstance(t, TaughtTerm)]
    parts = (*context.subjects, context.heading, context.lead or statement.lead, *taught)
    return "\n".join(part for part in parts if part)


def _summed(case: Case, obligation: Callable[[Fact], Obligation]) -> Judgement:
    """Weigh verdicts and findings by what binds, and sum up."""
    bound = [obligation(fact) for fact in case.facts]
    verdicts = tuple(_weighed(case, index, bound[index]) for index in range(len(case.facts)))
    loose = frozenset(
        one.fact.value
        for index, (one, binds) in enumerate(zip(verdicts, bound, strict=True))
        if _left_out(one) and binds is not Obligation.MUST and not _is_still_denied(case, index)
    )
    quiet = loose | case.confirmed
    findings = tuple(
        replace(f, level=Level.NOTE) if _is_quiet(f, quiet, loose) else f
        for f in sorted(case.findings, key=_order)
    )
    settled = all(
        one.verdict in {Verdict.KEPT, Verdict.GENERAL} or one.fact.value in loose
        for one in verdicts
    )
    changed = any(one.verdict is Verdict.CHANGED for one in verdicts)
    return Judgement(
        ok=not changed and all(f.level is not Level.ERROR for f in findings),
        proved=settled and not changed and all(f.level is Level.NOTE for f in findings),
        facts=verdicts,
        findings=findings,
    )


def _is_quiet(finding: Finding, quiet: frozenset[str], loose: frozenset[str]) -> bool:
    if finding.rule in LOSSES:
        return finding.fact in loose
    return finding.fact in quiet and finding.level is Level.WARNING


def _is_still_denied(case: Case, index: int) -> bool:
    """Tell whether a "not" right before a fact is kept: what it denies may not just go."""
    mark = case.marks[index]
    if not isinstance(mark, Mention):
        return False
    return any(
        0 <= mark.first - other.last <= _DENIES_WITHIN
        and case.source.clause[other.first] == case.source.clause[mark.first]
        for at in case.indices("negation")
        if case.verdicts[at] is Verdict.KEPT and (other := case.mention(at)) is not mark
    )


def _left_out(one: FactVerdict) -> bool:
    return one.verdict is Verdict.OPEN and one.rewrite_span is None


def _weighed(case: Case, index: int, bound: Obligation) -> FactVerdict:
    """Return a verdict as its obligation has it: general is not enough where the fact must stand.

    A "not", an "if" or a grade is never just left out of a sentence that stays: its place is then
    the whole sentence, and a person has to look.
    """
    fact, verdict, where = case.facts[index], case.verdicts[index], case.where[index]
    if verdict is Verdict.GENERAL and bound is Obligation.MUST:
        case.report("broader-open", Level.WARNING, "said more broadly than the source", fact=index)
        return FactVerdict(fact, Verdict.OPEN, where)
    if verdict is Verdict.CHANGED and bound is not Obligation.MUST and index in case.gone:
        verdict = Verdict.OPEN
    if verdict is Verdict.OPEN and where is None and _holds(fact) and case.rewrite.text:
        where = (0, len(case.rewrite.text))
    return FactVerdict(fact, verdict, where)


def _holds(fact: Fact) -> bool:
    if fact.text.casefold() in NEARLY_NOT:
        return True
    return fact.kind in STRUCTURE and fact.value not in COURSES


def _order(finding: Finding) -> tuple[Span, Span, str, str]:
    last = (1 << 30, 0)
    return (finding.source_span or last, finding.rewrite_span or last, finding.rule, finding.found)
