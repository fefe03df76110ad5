"""Compares the closed classes both ways: what is new, and what traded places with its opposite.

The first verdicts ask only whether a value stands anywhere. Here the values are counted, so that
the second "more" of a sentence cannot become "less" unseen, and a new "only", "mild" or "may" is
never passed over.
"""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING

from patiented.guard.bans import bans_group_by_group
from patiented.guard.facts import is_inside_ban
from patiented.guard.glosses import is_gloss
from patiented.guard.times import is_told_by_source
from patiented.model import Level

if TYPE_CHECKING:
    from patiented.guard.case import Case
    from patiented.guard.reading import Mention, Reading

_COUNTED = frozenset(
    {"direction", "time_order", "severity", "action", "population", "organ", "form"}
)
_NEW_VALUES = {
    "modality": frozenset(
        {"unknown", "caution", "suggest", "likely", "consider", "release", "may", "can"}
    ),
    "condition_word": frozenset({"unless", "only", "until", "even_if"}),
    "direction": frozenset({"up", "down", "better", "worse", "same", "most"}),
    "time_order": frozenset({"before", "after", "first", "last", "sudden", "gradual", "within"}),
    "action": None,
    "severity": None,
    "route": None,
    "and_or": frozenset({"or", "both"}),
}
_SWALLOWED = frozenset({"tablet", "tablets", "capsule", "capsules", "pill", "pills"})
_NOT_SWALLOWED = frozenset({
    "chew", "chewed", "chewable", "dissolve", "dissolved", "dissolving", "tongue", "cheek", "melt",
    "suck", "vaginal", "crush", "crushed",
})  # fmt: skip
_REACH = 12
_NEGATIVE = frozenset({"not", "no", "without", "never", "non", "nor", "none"})


def check_balance(case: Case) -> None:
    """Report values that traded places with their opposite, and negative phrases lost."""
    mine, theirs = _counts(case.source), _counts(case.rewrite)
    for (kind, value), count in sorted(mine.items()):
        missing = count - theirs[kind, value]
        if missing <= 0:
            continue
        for other in sorted(case.tables.opposites.get(value, ())):
            if theirs[kind, other] > mine[kind, other]:
                case.report(
                    f"{kind}-traded", Level.WARNING,
                    f"one {value} fewer and one {other} more than the source",
                    expected=value, found=other,
                )  # fmt: skip
    said = Counter(mention.value for mention in case.rewrite.mentions)
    polar_mine, polar_theirs = _polar(case.source), _polar(case.rewrite)
    for value, count in sorted(polar_mine.items()):
        if polar_theirs[value] < count and said[value] < count:
            case.report(
                "negative-fewer",
                Level.WARNING,
                "a negative phrase stands fewer times",
                expected=value,
            )


def _counts(reading: Reading) -> Counter[tuple[str, str]]:
    return Counter((m.kind, m.value) for m in reading.mentions if m.kind in _COUNTED)


def _polar(reading: Reading) -> Counter[str]:
    """Count the values said with a "not" inside the phrase."""
    return Counter(
        m.value
        for m in reading.mentions
        if m.kind != "negation"
        and m.last - m.first > 1
        and any(t.norm in _NEGATIVE for t in reading.tokens[m.first : m.last])
    )


def check_new_values(case: Case) -> None:
    """Report values of a closed class that only the rewrite has."""
    seen: set[tuple[str, str]] = set()
    for mention in case.rewrite.mentions:
        watched = _NEW_VALUES.get(mention.kind, frozenset())
        if watched is not None and mention.value not in watched:
            continue
        key = (mention.kind, mention.value)
        if key in seen or mention.value in case.licensed_values or _spoken_for(case, mention):
            continue
        if is_gloss(case, mention) or _is_swallowed(case, mention):
            continue
        seen.add(key)
        span = case.rewrite.span(mention.first, mention.last)
        case.report(
            f"{mention.kind}-new", Level.WARNING, "the source does not say this",
            found=case.rewrite.text[slice(*span)], rewrite=span,
        )  # fmt: skip


def _is_denied(reading: Reading, mention: Mention) -> bool:
    """Tell whether a "may" is given to nobody: "no one with asthma may take it"."""
    before = reading.tokens[max(mention.first - _REACH, 0) : mention.first]
    home = reading.clause[mention.first]
    near = [t.norm for k, t in enumerate(before, max(mention.first - _REACH, 0))
            if reading.clause[k] == home]  # fmt: skip
    return bool({"nobody", "neither", "nor"} & set(near)) or ("no", "one") in pairwise(near)


def _is_swallowed(case: Case, mention: Mention) -> bool:
    """Tell whether a tablet is swallowed that the source just takes: it says no other way."""
    word = case.rewrite.tokens[mention.first].norm
    is_way = mention.kind == "route" and word.startswith("swallow")
    if not is_way or case.source.of("route"):
        return False
    words = {token.norm for token in case.source.tokens}
    return bool(words & _SWALLOWED) and not words & _NOT_SWALLOWED


def _joins_alike(case: Case, mention: Mention) -> bool:
    """Tell whether an "or" or "both" of the rewrite joins as the source does."""
    if mention.value == "both":
        return "or" not in case.source.values("and_or")
    # "A and B are not known" may become "it is not known if A or B".
    unknown = all("unknown" in r.values("modality") for r in (case.source, case.rewrite))
    return mention.value == "or" and (unknown or bans_group_by_group(case.source))


def _spoken_for(case: Case, mention: Mention) -> bool:
    """Tell whether the source licenses this.

    By the words of its own terms, its rung, or its "and".
    """
    if is_inside_ban(case.rewrite, mention) or is_told_by_source(case, mention):
        return True
    if mention.kind == "modality" and mention.value in {"may", "can"}:
        if _is_denied(case.rewrite, mention):
            return True
        return bool(case.source.values("modality") & {"may", "can"})
    if mention.kind == "and_or":
        return _joins_alike(case, mention)
    tokens = case.rewrite.tokens[mention.first : mention.last]
    stems = frozenset(t.stem for t in tokens) - case.tables.function
    if not stems:
        return False
    return stems <= case.source.stems or any(
        stems <= form <= case.rewrite.stems
        for known in case.source.mentions
        for form in case.tables.forms.get(known.value)
    )
