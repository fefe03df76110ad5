"""Knows the "before" that means "after": "wait 4 weeks before the second dose".

Behind a word of waiting and a span of time, what comes after "before" is what comes last.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from patiented.guard.reading import Reading

_WAITS: Final = frozenset({
    "wait", "waits", "leave", "leaves", "pass", "passes", "passed", "gap", "let", "allow", "go",
    "goes", "gone",
})  # fmt: skip
_REACH: Final = 12


def waits_instead(source: Reading, at: int, rewrite: Reading) -> bool:
    """Tell whether "not within 6 weeks of" may have become "wait 6 weeks after"."""
    here = source.sentence[at]
    within = any(
        t.norm == "within" and source.sentence[k] == here for k, t in enumerate(source.tokens)
    )
    return within and any(token.norm in _WAITS for token in rewrite.tokens)


def is_waited(reading: Reading, at: int) -> bool:
    """Tell whether the "before" at a token ends a wait: a span of time lies behind it."""
    if reading.tokens[at].norm != "before":
        return False
    here = reading.sentence[at]
    first = max(bisect_left(reading.sentence, here), at - _REACH)
    timed = any(
        first <= m.first < at and m.dimension in {"time", "months"} for m in reading.measures
    )
    return timed and any(token.norm in _WAITS for token in reading.tokens[first:at])
