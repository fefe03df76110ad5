"""Tells whether a question describes an emergency that is happening (`urgent.tsv`, `cues.tsv`).

In doubt it does: a false alarm puts a line of help above the normal answer, a missed emergency may
cost a life. Only a question that is plainly about what could happen is not urgent.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from patiented.asking.patterns import join

if TYPE_CHECKING:
    from collections.abc import Sequence

    from patiented.asking.patterns import Pattern
    from patiented.asking.tables import AskingTables
    from patiented.asking.words import Word

NOW, FIRMLY, ASKING, HYPOTHETICAL, PAST = "now", "firmly_now", "asking", "hypothetical", "past"
NEAR = 70
"""Characters before a sign within which a cue is about that sign."""


def find_emergency(words: Sequence[Word], tables: AskingTables) -> str:
    """Return the kind of emergency that a question describes, or nothing."""
    joined = join((one.text, one.stem) for one in words)
    for one in tables.emergencies:
        for span in one.asked.spans(joined):
            if _is_so(joined, span, tables, always=one.always):
                return one.kind
    return ""


def _is_so(joined: str, span: tuple[int, int], tables: AskingTables, *, always: bool) -> bool:
    cues = tables.cues
    if cues[FIRMLY].search(joined):
        return True
    if _last_before(cues[HYPOTHETICAL], joined, span) >= 0:
        return False
    if cues[PAST].search(joined[span[0] : span[1] + NEAR]):
        return False
    asking = _last_before(cues[ASKING], joined, span)
    now = _last_before(cues[NOW], joined, span)
    if always:
        return asking < 0 or now >= asking
    if now >= 0 or asking >= 0:
        return now >= asking
    return cues[NOW].search(joined) is not None or cues[ASKING].search(joined) is None


def _last_before(cue: Pattern, joined: str, span: tuple[int, int]) -> int:
    """Return where the last turn of a cue starts that begins before the sign, or -1."""
    start = max(0, span[0] - NEAR)
    starts = [place for place, _ in cue.spans(joined) if start <= place < span[0] + 1]
    return max(starts, default=-1)
