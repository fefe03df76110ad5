"""Sees a ban that gave way to a softer turn: "must not drive" and "try not to drive too much".

Only where the source bans and has no such turn itself. The turns are in `softeners.tsv`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from patiented.guard.forbidding import is_denied_ban
from patiented.model import Verdict

if TYPE_CHECKING:
    from patiented.guard.case import Case
    from patiented.guard.reading import Reading
    from patiented.guard.tries import Trie

_LONGEST: Final = 400
_FIRM: Final = frozenset({"ban"})


def check_soft_turns(case: Case) -> None:
    """Report a ban whose sentence, or the whole rewrite, now only advises."""
    bans = [
        index
        for index in case.indices("negation")
        if case.mention(index).value in _FIRM
        and case.verdicts[index] is not Verdict.CHANGED
        and not is_denied_ban(case.source, case.mention(index))
    ]
    if not bans or _turns(case.source, case.tables.softeners):
        return
    homes = _turns(case.rewrite, case.tables.softeners)
    firm = {
        case.rewrite.sentence[m.first]
        for m in case.rewrite.of("negation")
        if m.value in _FIRM or _is_order(case.rewrite, m.first)
    }
    if not homes or len(firm - homes) >= len(bans):
        return
    for index in bans:
        bound = {h for v in case.facts[index].bound for h in case.rewrite.homes.get(v, ())}
        if bound & homes:
            case.changed(index, "ban-softened", "the source forbids this outright", None)
            return


def _is_order(reading: Reading, at: int) -> bool:
    """Tell whether a "not" is a firm one: "do not", "must not", "never"."""
    before = reading.tokens[at - 1].norm if at else "do"
    return reading.tokens[at].norm == "never" or before in {"do", "must", "should", "cannot"}


def _turns(reading: Reading, softeners: Trie) -> set[int]:
    """Return the sentences that hold a softening turn."""
    found: set[int] = set()
    tokens = reading.tokens[:_LONGEST]
    for start in range(len(tokens)):
        node: Trie | None = softeners
        for k in range(start, len(tokens)):
            node = node.children.get(tokens[k].stem) if node else None
            if node is None:
                break
            if node.entries:
                found.add(reading.sentence[start])
    return found
