"""What a "not" reaches: the words after it in its clause, else those before; main clause or not.

"Who are not pregnant may take it" and "who are pregnant may not take it" have the same words and
as many negations. They differ in the clause the "not" stands in, and in the first word it reaches.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from patiented.guard.mentions import CONTENT_KINDS

if TYPE_CHECKING:
    from patiented.guard.reading import Mention, Reading

_CLAUSE_ENDS: Final = frozenset({
    ",", ";", ":", ".", "?", "!", "(", ")", "•", "\n", "—", "but", "if", "when", "whenever",
    "unless", "until", "who", "which", "because", "although", "while", "so", "then", "before",
    "after", "than", "where", "whereas", "provided", "whose",
})  # fmt: skip
_DEPENDENT: Final = frozenset({
    "if", "when", "whenever", "unless", "until", "who", "which", "because", "although", "while",
    "where", "before", "after", "that", "whose", "provided",
})  # fmt: skip
_BRACKETS: Final = {"(": 1, ")": -1}
_CONDITIONS: Final = frozenset({"if", "when", "whenever", "who", "while", "where", "whose"})
_RELATIVE: Final = frozenset({"who", "which", "that", "whose"})
_MODALS: Final = frozenset({"may", "can", "must", "should", "will", "might", "could", "shall"})
_AUXILIARIES: Final = _MODALS | {
    "do", "does", "did", "is", "are", "be", "been", "was", "were", "has", "have", "had", "you",
    "they", "it", "he", "she", "to", "also", "please",
}  # fmt: skip
_TARGETS: Final = CONTENT_KINDS | {"route", "severity", "direction", "time_order"}
_REACH = 30


class Scope(NamedTuple):
    """What a negation reaches: `ahead` in order, `behind` in its clause, `dependent` or main."""

    ahead: tuple[str, ...]
    behind: frozenset[str]
    dependent: bool

    def first(self, shared: frozenset[str]) -> str:
        """Return the first word reached that both texts have, or nothing."""
        return next((value for value in self.ahead if value in shared), "")

    def reaches(self, value: str) -> bool:
        """Tell whether a word stands in the clause of the negation."""
        return value in self.ahead or value in self.behind


def scope_of(reading: Reading, negation: Mention, at: dict[int, str]) -> Scope:
    """Return the scope of a negation; `at` has the value that starts at each token."""
    first, dependent = _clause_start(reading, negation.first, at)
    last = _clause_end(reading, negation.last)
    ahead = tuple(at[k] for k in range(negation.last, last) if k in at)
    behind = frozenset(at[k] for k in range(first, negation.first) if k in at)
    return Scope(ahead, behind, dependent)


def targets_at(reading: Reading) -> dict[int, str]:
    """Return the values that a negation can reach, by their first token."""
    at = {m.first: m.value for m in reversed(reading.mentions) if m.kind in _TARGETS}
    at.update({measure.first: measure.value() for measure in reading.measures})
    return at


def _clause_start(reading: Reading, at: int, values: dict[int, str]) -> tuple[int, bool]:
    """Return where the clause of a negation begins, and whether it is a dependent one."""
    content = modal_after_content = False
    for k in range(at - 1, max(at - _REACH, -1), -1):
        norm = reading.tokens[k].norm
        joins = norm in {"and", "or"} and not content
        if norm in _CLAUSE_ENDS or norm == "that" or joins:
            relative = norm in _RELATIVE
            return k + 1, norm in _DEPENDENT and not (relative and modal_after_content)
        if k in values:
            content = True
            modal_after_content = modal_after_content or _modal_follows(reading, k, at)
    return max(at - _REACH, 0), False


def _modal_follows(reading: Reading, at: int, stop: int) -> bool:
    """Tell whether "may", "can", "should" stands between a content word and the negation."""
    return any(token.norm in _MODALS for token in reading.tokens[at:stop])


def _clause_end(reading: Reading, at: int) -> int:
    """Return where the clause after a negation ends: a boundary, or the verb of the main clause."""
    depth = 0
    for k in range(at, min(at + _REACH, len(reading.tokens))):
        norm = reading.tokens[k].norm
        if norm in _BRACKETS and depth + _BRACKETS[norm] >= 0:
            depth += _BRACKETS[norm]
        elif norm in _CLAUSE_ENDS or (norm in _MODALS and k > at):
            return k
    return min(at + _REACH, len(reading.tokens))


def conditions_of(reading: Reading, values: dict[int, str]) -> frozenset[str]:
    """Return the values that stand in an "if" or "who" clause."""
    found, inside = set(), False
    for k, token in enumerate(reading.tokens):
        if token.norm in _CLAUSE_ENDS:
            inside = token.norm in _CONDITIONS
        if inside and k in values:
            found.add(values[k])
    return frozenset(found)


def agree(
    one: Scope, other: Scope, shared: frozenset[str], conditions: tuple[frozenset[str], ...]
) -> bool:
    """Tell whether two negations reach the same words, or name them as the condition of a ban."""
    mine, theirs = one.first(shared), other.first(shared)
    reached = not mine or other.reaches(mine), not theirs or one.reaches(theirs)
    if all(reached):
        return one.dependent == other.dependent or bool(mine and mine == theirs)
    if one.dependent or other.dependent:
        return False
    return (reached[0] or mine in conditions[1]) and (reached[1] or theirs in conditions[0])


__all__ = ["Scope", "agree", "conditions_of", "scope_of", "targets_at"]
