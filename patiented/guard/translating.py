"""The guard of an edition in another language than its source.

Each wording is judged twice: the guard judges an English text of the statement (the English wording
of the same audience, or the statement itself), and `crossing` proves that the wording says what
that English text says. A fact counts as kept only where both are proved; it fails closed.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from patiented.guard.case import Context
from patiented.guard.check import Guard, every_fact_binds
from patiented.guard.crossing import Comparison
from patiented.model import FactKind, FactVerdict, Finding, Judgement, Level, Verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from patiented.guard.crossing import Comparer, Crossed
    from patiented.model import Fact, Obligation, Span, Statement

MEASURES = frozenset(
    {
        FactKind.QUANTITY,
        FactKind.FREQUENCY,
        FactKind.DURATION,
        FactKind.PERCENTAGE,
        FactKind.RATIO,
        FactKind.COUNT,
        FactKind.AGE,
    }
)
"""Facts that are numbers: kept or changed, whatever else of their sentence is open."""

_SETTLED = frozenset({Verdict.KEPT, Verdict.GENERAL})


@dataclass(frozen=True, slots=True)
class _Trial:
    """A translation beside one English text of its statement."""

    english: Judgement
    comparison: Comparison
    judgement: Judgement

    @property
    def rank(self) -> tuple[int, int, int]:
        """Return how bad it is, so that the better English text can be taken."""
        errors = sum(one.level is Level.ERROR for one in self.judgement.findings)
        unsettled = sum(one.verdict not in _SETTLED for one in self.judgement.facts)
        return (not self.judgement.proved, errors, unsettled)


class TranslationGuard:
    """Judges wording in another language; without a `comparer` nothing of it is proved.

    `english` gives the English wording of a statement, or nothing.
    """

    def __init__(
        self,
        guard: Guard,
        comparer: Comparer | None,
        english: Callable[[Statement], str],
        *,
        standing: tuple[str, ...] = (),
    ) -> None:
        self.source_guard = guard
        self._comparer = comparer
        self._english = english
        self._standing = standing

    def facts(self, statement: Statement) -> tuple[Fact, ...]:
        """Return the facts of a statement."""
        return self.source_guard.facts(statement)

    def judge(
        self,
        statement: Statement,
        rewrite: str,
        *,
        context: Context = Context(),  # noqa: B008  frozen
        obligation: Callable[[Fact], Obligation] = every_fact_binds,
    ) -> Judgement:
        """Return the verdict on each fact of the statement, and what is new in the translation."""
        texts = dict.fromkeys((self._english(statement), statement.text))
        own = replace(context, allowed=self._standing)
        trials = [
            self._trial(statement, english, rewrite, own, obligation)
            for english in texts
            if english
        ]
        return min(trials, key=lambda one: one.rank).judgement

    def _trial(
        self,
        statement: Statement,
        english: str,
        rewrite: str,
        context: Context,
        obligation: Callable[[Fact], Obligation],
    ) -> _Trial:
        judged = self.source_guard.judge(statement, english, context=context, obligation=obligation)
        comparison = (
            self._comparer.compare(english, rewrite)
            if self._comparer
            else Comparison((), (), (_no_table(rewrite),))
        )
        return _Trial(judged, comparison, _joined(judged, comparison, rewrite))


def _no_table(rewrite: str) -> Finding:
    message = "there is no table for this language, so nothing is proved"
    return Finding("language-unknown", Level.WARNING, message, found=rewrite)


def _joined(judged: Judgement, comparison: Comparison, rewrite: str) -> Judgement:
    """Join what the guard says of the English text with what crossing says of the translation."""
    facts = tuple(_verdict(one, comparison, rewrite) for one in judged.facts)
    findings = (*_of_english(judged), *comparison.findings)
    is_changed = any(one.verdict is Verdict.CHANGED for one in facts)
    is_whole = bool(comparison.sentences) and comparison.proved
    return Judgement(
        ok=judged.ok and not is_changed and all(f.level is not Level.ERROR for f in findings),
        proved=judged.proved and is_whole and not is_changed,
        facts=facts,
        findings=findings,
    )


def _of_english(judged: Judgement) -> Iterator[Finding]:
    """Yield what the guard found in the English text; its places are not places of this text."""
    for one in judged.findings:
        yield replace(one, rewrite_span=None)


def _verdict(one: FactVerdict, comparison: Comparison, rewrite: str) -> FactVerdict:
    if one.verdict is Verdict.CHANGED or (one.rewrite_span is None and not _is_settled(one)):
        return replace(one, rewrite_span=None)
    about = _about(one.rewrite_span, comparison)
    if _is_settled(one) and about and all(sentence.proved for sentence in about):
        return replace(one, rewrite_span=_place(one.rewrite_span, about))
    where = _hull([sentence.target for sentence in about]) or (0, len(rewrite))
    if _is_gone(one, comparison):
        return FactVerdict(one.fact, Verdict.CHANGED, where)
    if _is_settled(one) and one.fact.kind in MEASURES and _numbers_stand(about, comparison):
        return FactVerdict(one.fact, one.verdict, where)
    return FactVerdict(one.fact, Verdict.OPEN, where)


def _is_settled(one: FactVerdict) -> bool:
    return one.verdict in _SETTLED


def _about(span: Span | None, comparison: Comparison) -> list[Crossed]:
    """Return the sentences that a place of the English text lies in; without a place, all."""
    if span is None:
        return list(comparison.sentences)
    return [one for one in comparison.sentences if _overlap(one.source, span)]


def _overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _is_gone(one: FactVerdict, comparison: Comparison) -> bool:
    """Tell whether a checked item in the place of a fact is not in the translation."""
    span = one.rewrite_span
    return span is not None and any(
        _overlap((item.start, item.end), span) for item in comparison.lost
    )


def _numbers_stand(about: list[Crossed], comparison: Comparison) -> bool:
    """Tell whether the numbers of these sentences are the same, in the same order."""
    return bool(about) and all(one.same_numbers for one in about) and not comparison.lost


def _place(span: Span | None, about: list[Crossed]) -> Span | None:
    """Return where a fact stands in the translation: its items, else its sentence."""
    if span is None:
        return None
    found = [
        (theirs.start, theirs.end)
        for sentence in about
        for ours, theirs in sentence.pairs
        if _overlap((ours.start, ours.end), span)
    ]
    return _hull(found) or _hull([sentence.target for sentence in about])


def _hull(spans: list[Span]) -> Span | None:
    if not spans:
        return None
    return (min(start for start, _ in spans), max(end for _, end in spans))
