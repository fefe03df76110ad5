"""The ratchet: nothing that a baseline has may get worse, and a shorter text is not a better one.

Pure; `baseline.py` knows the file. Besides levels and findings a baseline has what reaches the
reader: a hard sentence that is left out, a statement that is gone from the source and a fact that
is gone from a wording are worse in themselves, whatever they do for the grade. There is no least
length below which an edition is let off.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from patiented.export.checks.records import CheckedEdition, by_rule, said_of
from patiented.model import Finding, Level
from patiented.publishing.baseline import (
    Baseline,
    EditionMark,
    MonographMark,
    edition_key,
    is_unsafe,
    mark_of,
    marks_of,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

TOLERANCE = 0.05
"""How much a reading level may go up: half of the last digit that is shown to people.

It is counted from the baseline, which only ever gets stricter by itself, so that many small steps
do not add up.
"""
_QUOTED = 80


@dataclass(frozen=True, slots=True)
class Judged:
    """An edition held against its mark.

    `worse` are findings about what got worse; `better` says what a tightened baseline would have.
    An edition that the baseline does not have `is_new`, and has to be fine by itself.
    """

    edition: CheckedEdition
    worse: tuple[Finding, ...] = ()
    better: tuple[str, ...] = ()
    is_new: bool = False

    @property
    def fails(self) -> bool:
        """Whether the edition may not go on like this."""
        return bool(self.edition.errors) if self.is_new else bool(self.worse)

    @property
    def known(self) -> tuple[Finding, ...]:
        """The findings that the baseline has: nothing has to be done about them now."""
        if self.is_new:
            return ()
        rules = {one.expected for one in self.worse if one.rule == "findings-worse"}
        unsafe = {one.found for one in self.worse if one.rule == "finding-unsafe"}
        return tuple(
            one
            for one in self.edition.findings
            if one.level is not Level.NOTE and one.rule not in rules and said_of(one) not in unsafe
        )

    @property
    def listed(self) -> tuple[Finding, ...]:
        """What got worse, and the findings that the baseline does not have."""
        known = self.known
        return (*self.worse, *(one for one in self.edition.findings if one not in known))


def judge(edition: CheckedEdition, baseline: Baseline) -> Judged:
    """Hold an edition against a baseline."""
    monograph = baseline.get(edition.monograph)
    before = monograph.editions.get(edition_key(edition)) if monograph else None
    if monograph is None or before is None:
        return Judged(edition, is_new=True)
    worse = tuple(
        replace(one, path=one.path or edition.path) for one in _worse(edition, monograph, before)
    )
    better = () if worse else tuple(_better(before, mark_of(edition)))
    return Judged(edition, worse, better)


def vanished(baseline: Baseline, seen: Collection[tuple[str, str]], path: str) -> Iterator[Judged]:
    """Yield each edition of a baseline that a whole library no longer has.

    `seen` are pairs of monograph and `edition_key`; `path` is the baseline's own file.
    """
    for name, mark in sorted(baseline.items()):
        for key in sorted(mark.editions):
            if (name, key) in seen:
                continue
            audience, _, lang = key.partition(".")
            gone = CheckedEdition(
                name, audience, lang, is_translation=False, status="gone", path=path, findings=()
            )
            message = "it is in the baseline and not in the library"
            finding = Finding("edition-vanished", Level.ERROR, message, path=path)
            yield Judged(gone, (finding,))


def tightened(baseline: Baseline, judged: Sequence[Judged]) -> MonographMark | None:
    """Return a monograph's mark at its best so far; None where anything keeps it as it stands.

    `judged` are all editions of one monograph. A new edition is taken up when it is fine.
    """
    if not judged or any(one.fails for one in judged):
        return None
    fresh = marks_of(one.edition for one in judged)
    old = baseline.get(judged[0].edition.monograph, MonographMark())
    kept = {key: one for key, one in old.editions.items() if key not in fresh.editions}
    best = {key: _best(old.editions.get(key), one) for key, one in fresh.editions.items()}
    return MonographMark(fresh.statements, {**kept, **best})


def _worse(
    edition: CheckedEdition, monograph: MonographMark, before: EditionMark
) -> Iterator[Finding]:
    now = mark_of(edition)
    yield from _levels(edition, before, now)
    yield from _findings(edition, before)
    yield from _dropped(edition, monograph, before)
    counts = (
        ("edition-shorter", "statements shown", before.shown, now.shown),
        ("facts-fewer", "facts that reach the reader", before.facts, now.facts),
    )
    for rule, what, then, count in counts:
        if count < then:
            yield _finding(rule, f"{what}: {count}; the baseline has {then}")


def _levels(edition: CheckedEdition, before: EditionMark, now: EditionMark) -> Iterator[Finding]:
    values, levels = dict(now.levels), {one.key: one for one in edition.levels}
    for key, then in before.levels:
        if key not in values:
            message = f"{key.replace('_', ' ')} is not known any more; the baseline has {then:.2f}"
            yield _finding("level-unknown", message)
            continue
        rise = then - values[key] if levels[key].is_ease else values[key] - then
        if round(rise, 6) > TOLERANCE:
            message = f"{levels[key].name} is {values[key]:.2f}; the baseline has {then:.2f}"
            yield _finding("level-worse", message)


def _findings(edition: CheckedEdition, before: EditionMark) -> Iterator[Finding]:
    then = dict(before.findings)
    counts = by_rule(one for one in edition.findings if not is_unsafe(one))
    for rule, count in sorted(counts.items()):
        if count > then.get(rule, 0):
            message = f"{rule}: {count} found; the baseline has {then.get(rule, 0)}"
            yield _finding("findings-worse", message, expected=rule)
    known = Counter(before.unsafe)
    for one in edition.findings:
        if is_unsafe(one):
            said = said_of(one)
            known[said] -= 1
            if known[said] < 0:
                yield replace(one, rule="finding-unsafe", message=said, found=said)


def _dropped(
    edition: CheckedEdition, monograph: MonographMark, before: EditionMark
) -> Iterator[Finding]:
    shown = frozenset(monograph.statements) - frozenset(before.left_out)
    for identity, text in edition.left_out:
        if identity in shown:
            quoted = text if len(text) <= _QUOTED else f"{text[:_QUOTED]} ..."
            yield _finding("statement-dropped", f"shown before, and now left out: {quoted!r}")


def _better(before: EditionMark, now: EditionMark) -> Iterator[str]:
    """Say what got better; within the tolerance nothing did."""
    levels = dict(now.levels)
    for key, then in before.levels:
        if abs(levels[key] - then) > TOLERANCE:  # not worse, so it is better
            yield f"{key.replace('_', ' ')} {then:.2f} -> {levels[key]:.2f}"
    counts = dict(now.findings)
    for rule, then in before.findings:
        if counts.get(rule, 0) < then:
            yield f"{rule} {then} -> {counts.get(rule, 0)}"
    if len(now.unsafe) < len(before.unsafe):
        yield f"facts at risk {len(before.unsafe)} -> {len(now.unsafe)}"
    for what, then, count in (
        ("statements", before.shown, now.shown),
        ("facts", before.facts, now.facts),
    ):
        if count > then:
            yield f"{what} {then} -> {count}"


def _best(before: EditionMark | None, now: EditionMark) -> EditionMark:
    """Return the mark now, with a level that went up within the tolerance as it was."""
    if before is None:
        return now
    then = dict(before.levels)
    levels = tuple((key, _nearer(then.get(key), value)) for key, value in now.levels)
    return replace(now, levels=levels)


def _nearer(then: float | None, value: float) -> float:
    return value if then is None or abs(value - then) > TOLERANCE else then


def _finding(rule: str, message: str, *, expected: str = "") -> Finding:
    return Finding(rule, Level.ERROR, message, expected=expected)
