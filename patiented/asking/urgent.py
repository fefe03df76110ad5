"""Tells whether a question describes an emergency that is happening (`urgent.tsv`, `cues.tsv`).

In doubt it does: a false alarm puts a line of help above the normal answer, a missed emergency may
cost a life. Only a question that is plainly about what could happen is not urgent.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from patiented.asking.patterns import join
from patiented.asking.tables import ALWAYS, ANYHOW

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from patiented.asking.patterns import Pattern
    from patiented.asking.tables import AskingTables
    from patiented.asking.words import Word

NOW, FIRMLY, ASKING, HYPOTHETICAL, PAST = "now", "firmly_now", "asking", "hypothetical", "past"
_OWNED = re.compile(r" [^ ~]*~(?:my|his|her|our|their|the|your) ")
"""How a part of the body is named in "could it make my face swell", which is no report."""

Span = tuple[int, int]
"""Where a turn of phrase stands in the joined words, in characters."""
NEAR = 70
"""Characters before a sign within which a cue is about that sign."""


def find_emergency(words: Sequence[Word], tables: AskingTables) -> str:
    """Return the kind of emergency that a question describes, or nothing."""
    joined = join((one.text, one.stem) for one in words)
    for one in tables.emergencies:
        for span in one.asked.spans(joined):
            if one.when == ANYHOW or _is_so(joined, span, tables, always=one.when == ALWAYS):
                return one.kind
    return ""


def _is_so(joined: str, span: Span, tables: AskingTables, *, always: bool) -> bool:
    cues = tables.cues
    supposed = cues[HYPOTHETICAL].spans(joined)
    if any(not _leads_to(supposed, firm) for firm in cues[FIRMLY].spans(joined)):
        return True
    if _last_before(supposed, span):
        return False
    if cues[PAST].search(joined[span[0] : span[1] + NEAR]):
        return False
    return _is_reported(joined, span, cues, always=always)


def _is_reported(joined: str, span: Span, cues: Mapping[str, Pattern], *, always: bool) -> bool:
    """Whether somebody has it, rather than asks about it: the cue nearer to the sign says."""
    asking = _last_before(cues[ASKING].spans(joined), span)
    now = _last_before(cues[NOW].spans(joined), span)
    if now and asking:
        owned = _leads_to([asking], now) and _OWNED.match(joined, now[0])
        return not owned and now >= asking
    if now or asking:
        return asking is None
    return always or cues[NOW].search(joined) is not None or cues[ASKING].search(joined) is None


def _last_before(cues: Sequence[Span], span: Span) -> Span | None:
    """Return the last turn of a cue that begins before the sign or with it, if one is near."""
    start = max(0, span[0] - NEAR)
    return max((one for one in cues if start <= one[0] <= span[0]), default=None)


def _leads_to(cues: Sequence[Span], later: Span) -> bool:
    """Whether one of these turns runs into a later one: "if im having", "could it make my face"."""
    return any(start <= later[0] <= end for start, end in cues)
