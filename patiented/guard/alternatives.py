"""Sees "A or B" become "A and B together", and "A and B" become "A or B".

An "or" may be cut into sentences, and "A and B must not" is "not A or B"; so a word that joins has
to be new on the one side, and two things that stand right beside the "and" have to be the same.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, Final

from patiented.model import Level

if TYPE_CHECKING:
    from patiented.guard.case import Case
    from patiented.guard.reading import Measure, Mention, Reading

_JOINING: Final = (
    " both ", " together ", " all of these ", " all of the following ", " all of them ",
    " all three ", " all four ", " at once ", " on top of ", " along with ", " combined ", " pair ",
    " as well as ", " also ", " in addition ", " plus ", " each of these ",
)  # fmt: skip
_OR: Final = frozenset({"or", "either", "whichever", "alternatively", "nor"})
_AND: Final = frozenset({"and", "plus", "both"})
_CHOICE: Final = frozenset({"or", "either", "any", "nor", "whether", "neither", "alternatively"})
_REACH, _FEW, _LONGEST = 8, 2, 2_000


def check_joined(case: Case) -> None:
    """Report alternatives that were joined, and a pair that was made a choice."""
    if len(case.rewrite.tokens) > _LONGEST or len(case.source.tokens) > _LONGEST:
        return
    _check_made_both(case)
    _check_made_choice(case)


def _check_made_both(case: Case) -> None:
    if _has(case.rewrite, _OR):
        return
    if len(case.rewrite.of("negation")) > len(case.source.of("negation")) > 0:
        return  # "not A or B" may be "not A. Also not B."
    mine, theirs = _flat(case.source), _flat(case.rewrite)
    joining = next((p for p in _JOINING if p in theirs and p not in mine), None)
    if joining is None:
        return
    known = _known(case.rewrite)
    for index in case.indices("and_or"):
        mark = case.mention(index)
        if mark.value != "or":
            continue
        left, right = _around(case.source, mark)
        if left & known and right & known:
            message = f"one was enough, now it takes both ({joining.strip()!r})"
            case.changed(index, "alternative-joined", message, None)
            case.unplaced[:] = [i for i in case.unplaced if i != index]
            return


def _has(reading: Reading, words: frozenset[str]) -> bool:
    return any(t.norm in words and k not in reading.spent for k, t in enumerate(reading.tokens))


def _flat(reading: Reading) -> str:
    return f" {' '.join(token.norm for token in reading.tokens)} "


def _known(reading: Reading) -> set[str]:
    return set(reading.homes) | {measure.value() for measure in reading.measures}


def _around(reading: Reading, mark: Mention) -> tuple[set[str], set[str]]:
    """Return what stands close to an "or" on either side, in its sentence."""
    here = reading.sentence[mark.first]
    near = [m for m in reading.content if reading.sentence[m.first] == here]
    left = {m.value for m in [m for m in near if m.last <= mark.first][-_FEW:]}
    right = {m.value for m in [m for m in near if m.first >= mark.last][:_FEW]}
    left |= {m.value() for m in reading.measures if _is_left(m, mark)}
    right |= {m.value() for m in reading.measures if mark.last <= m.first < mark.last + _REACH}
    return left, right


def _is_left(measure: Measure, mark: Mention) -> bool:
    return mark.first - _REACH < measure.first < mark.first


def _check_made_choice(case: Case) -> None:
    if _has(case.source, _CHOICE):
        return
    pairs = {pair for k in _places(case.source, _AND) if (pair := _pair(case.source, k))}
    pairs -= {pair for k in _places(case.rewrite, _AND) if (pair := _pair(case.rewrite, k))}
    for k in _places(case.rewrite, frozenset({"or"})):
        pair = _pair(case.rewrite, k)
        if pair in pairs and not _is_denied(case.rewrite, k):
            start, end = case.rewrite.tokens[k].start, case.rewrite.tokens[k].end
            case.report(
                "choice-made", Level.ERROR, "it took both, now one is enough",
                found=case.rewrite.tokens[k].norm, rewrite=(start, end),
            )  # fmt: skip
            return


def _places(reading: Reading, words: frozenset[str]) -> list[int]:
    return [k for k, t in enumerate(reading.tokens) if t.norm in words and k not in reading.spent]


def _pair(reading: Reading, k: int) -> frozenset[str] | None:
    """Return the two things right before and right after a token, in one sentence."""
    at = bisect_left(reading.starts, k)
    if not 0 < at < len(reading.content):
        return None
    left, right = reading.content[at - 1], reading.content[at]
    here = reading.sentence[k]
    if reading.sentence[left.first] != here or reading.sentence[right.first] != here:
        return None
    close = k - left.last <= _FEW and right.first - k <= _REACH // _FEW
    return frozenset({left.value, right.value}) if close and left.value != right.value else None


def _is_denied(reading: Reading, k: int) -> bool:
    """Tell whether a "not" or a doubt stands in the sentence: there "or" is often "and"."""
    here = reading.sentence[k]
    return any(
        reading.sentence[m.first] == here
        for m in reading.mentions
        if m.kind == "negation" or (m.kind == "modality" and m.value in {"may", "can", "unknown"})
    )
