"""Sees a comparison reversed: who has more, on which side of "than".

"A is riskier than B" may become "B is safer than A". It may not become "A is safer than B" or "B is
riskier than A": one turn without the other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from patiented.model import Level

if TYPE_CHECKING:
    from patiented.guard.case import Case
    from patiented.guard.reading import Mention, Reading

_UP: Final = frozenset({
    "more", "higher", "greater", "larger", "likelier", "longer", "stronger", "bigger", "increased",
    "raised", "elevated", "rises", "rose", "oftener", "commoner", "increase", "increases",
})  # fmt: skip
_DOWN: Final = frozenset({
    "less", "lower", "fewer", "smaller", "rarer", "shorter", "weaker", "reduced", "decreased",
    "reduces", "fell", "decrease", "decreases", "reduction",
})  # fmt: skip
_BETTER: Final = frozenset({"better", "safer", "preferred", "superior"})
_WORSE: Final = frozenset({"worse", "riskier", "inferior"})
_GOOD: Final = frozenset({
    "effective", "good", "well", "safe", "useful", "helpful", "benefit", "reliable", "protection",
})  # fmt: skip
_BAD: Final = frozenset({"harm", "harmful", "dangerous", "risky", "damage"})
_NEGATIVE: Final = frozenset({"not", "no", "never", "nobody", "none", "neither", "without"})
_SIGNS: Final = {
    **dict.fromkeys(_UP, ("amount", 1)), **dict.fromkeys(_DOWN, ("amount", -1)),
    **dict.fromkeys(_BETTER, ("quality", 1)), **dict.fromkeys(_WORSE, ("quality", -1)),
}  # fmt: skip
_WALLS: Final = frozenset({".", ";", "?", "!", "\n", "•", ":"})
_ENDS: Final = frozenset({",", "but", "although", "whereas", "while", "because", "and"}) | _WALLS
_KINDS: Final = frozenset({
    "drug", "condition", "term", "word", "organ", "population", "drug_class", "substance", "form",
    "route", "action",
})  # fmt: skip
_BACK, _AHEAD, _REACH = 25, 16, 3


class Comparison(NamedTuple):
    """What is compared: a scale with its sign, and what stands only left or only right."""

    scale: str
    sign: int
    left: frozenset[str]
    right: frozenset[str]
    first: int
    last: int


def check_comparisons(case: Case) -> None:
    """Report a comparison of which one side or the sign was turned, and not both."""
    pair = _pair(case)
    if pair is None:
        return
    one, other = pair
    crossed = _is_crossed(one, other)
    if crossed is not None and crossed != (one.sign != other.sign):
        span = case.rewrite.span(other.first, other.last)
        case.report(
            "comparison-turned", Level.ERROR, "the comparison is the other way round",
            found=case.rewrite.text[slice(*span)], rewrite=span,
            source=case.source.span(one.first, one.last),
        )  # fmt: skip


def is_turned_rightly(case: Case) -> bool:
    """Tell whether the arms changed sides and the sign with them: "B is lower than A"."""
    pair = _pair(case)
    return pair is not None and pair[0].sign != pair[1].sign and bool(_is_crossed(*pair))


def _pair(case: Case) -> tuple[Comparison, Comparison] | None:
    """Return the only comparison of either text, where they are on one scale."""
    if not (case.source.of("comparison") and case.rewrite.of("comparison")):
        return None
    mine, theirs = _comparisons(case.source), _comparisons(case.rewrite)
    if len(mine) != 1 or len(theirs) != 1 or mine[0].scale != theirs[0].scale:
        return None
    return mine[0], theirs[0]


def _is_crossed(one: Comparison, other: Comparison) -> bool | None:
    """Tell whether the arms changed sides; None where neither arm is found on one side only."""
    for arm, same, away in (
        (one.right, other.right, other.left),
        (other.right, one.right, one.left),
    ):
        if bool(arm & same) != bool(arm & away):
            return bool(arm & away)
    return None


def _comparisons(reading: Reading) -> list[Comparison]:
    found = []
    for than in reading.of("comparison"):
        if any(than.first <= k < than.last for k in reading.spent):
            continue
        sign = _sign(reading, than)
        if sign is None:
            continue
        left = _values(reading, *_left(reading, than))
        right = _values(reading, *_right(reading, than))
        both = left & right
        found.append(Comparison(sign[0], sign[1], left - both, right - both, sign[2], than.last))
    return found


def _sign(reading: Reading, than: Mention) -> tuple[str, int, int] | None:
    """Return the scale and sign of the nearest "more" or "less" before a "than"."""
    first, _ = _left(reading, than)
    for k in range(than.first - 1, first - 1, -1):
        known = _SIGNS.get(reading.tokens[k].norm)
        if known is None or (k in reading.spent and k + 1 in reading.spent):
            continue
        scale, sign = known
        following = {t.norm for t in reading.tokens[k + 1 : k + 1 + _REACH]}
        if scale == "amount" and following & _GOOD:
            scale = "quality"
        elif scale == "amount" and following & _BAD:
            scale, sign = "quality", -sign
        before = {t.norm for t in reading.tokens[max(k - _REACH, 0) : k]}
        return None if before & _NEGATIVE else (scale, sign, k)
    return None


def _left(reading: Reading, than: Mention) -> tuple[int, int]:
    first = than.first
    while first > 0 and than.first - first < _BACK and reading.tokens[first - 1].norm not in _WALLS:
        first -= 1
    return first, than.first


def _right(reading: Reading, than: Mention) -> tuple[int, int]:
    last = than.last
    while (
        last < len(reading.tokens)
        and last - than.last < _AHEAD
        and (reading.tokens[last].norm not in _ENDS or last == than.last)
    ):
        last += 1
    return than.last, last


def _values(reading: Reading, first: int, last: int) -> frozenset[str]:
    """Return the values of a stretch; what a "no" stands before is another thing."""
    values = set()
    for mention in reading.mentions:
        if mention.kind in _KINDS and first <= mention.first < last:
            before = reading.tokens[mention.first - 1].norm if mention.first else ""
            values.add(f"not {mention.value}" if before in _NEGATIVE else mention.value)
    values |= {m.value() for m in reading.measures if first <= m.first < last}
    return frozenset(values)
