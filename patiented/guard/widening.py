"""Sees a claim made wider or narrower: "if it persists" made "in every case", "all" made "some".

Only where the source has no such word itself and something of it is gone: the qualifier that the
wide word took the place of.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from patiented.guard.reading import Mention
from patiented.model import FactKind, Level

if TYPE_CHECKING:
    from collections.abc import Callable

    from patiented.guard.case import Case
    from patiented.guard.reading import Reading
    from patiented.guard.tokens import Token

_ANY: Final = frozenset({"any", "every", "all"})
_KINDS: Final = frozenset({"kind", "type", "sort", "form", "degree", "amount", "stage", "case"})
_WHOLE: Final = (
    ("however", "many"), ("however", "often"), ("however", "old"), ("however", "severe"),
    ("no", "matter"), ("no", "exception"), ("no", "exceptions"), ("without", "exception"),
    ("as", "a", "matter", "of", "course"), ("across", "the", "board"),
    ("in", "all", "cases"), ("in", "every", "case"), ("whatever",), ("regardless",),
    ("irrespective",), ("under", "any", "circumstances"),
)  # fmt: skip
_UNIVERSAL: Final = frozenset({
    "any", "all", "every", "never", "regardless", "irrespective", "everyone", "anyone",
    "whatever", "whichever", "nobody",
})  # fmt: skip
_LIKING: Final = frozenset({"like", "want", "need", "prefer", "wish", "please"})
_EXCEPTIONS: Final = frozenset({"if", "unless", "until", "only"})
_PEOPLE: Final = frozenset({
    "patient", "patients", "people", "adults", "children", "women", "men", "members", "newborns",
    "infants", "babies", "mothers", "recipients", "users", "pregnant", "person", "child", "adult",
    "woman", "man", "household", "individuals",
})  # fmt: skip
_ALONE: Final = frozenset({
    "everyone", "everybody", "anyone", "anybody", "nobody", "whoever", "whatever", "whichever",
})  # fmt: skip
_GROUPS: Final = frozenset({"condition", "population"})
_LOST: Final = frozenset({
    "condition", "term", "word", "population", "severity", "condition_word", "organ",
})  # fmt: skip
_NEAR, _BACK, _LONGEST = 4, 4, 2_000


def check_widening(case: Case) -> None:
    """Report a claim that holds for more, or for fewer, than the source says."""
    if len(case.rewrite.tokens) > _LONGEST:
        return
    words = {token.norm for token in case.source.tokens}
    excepts = any(
        isinstance(mark := case.marks[i], Mention) and mark.value in _EXCEPTIONS
        for i in case.unplaced
    )
    if "even_if" in case.source.values("condition_word"):
        pass
    elif not words & _UNIVERSAL:
        _check_wider(case, _widens)
    elif excepts:
        _check_wider(case, _holds_always)
    _check_narrower(case)


def _check_wider(case: Case, widens: Callable[[Reading, int], bool]) -> None:
    if not _has_lost(case):
        return
    place = next((k for k in range(len(case.rewrite.tokens)) if widens(case.rewrite, k)), None)
    if place is not None:
        _report(case, "scope-widened", "the source says this of fewer", place)


def _has_lost(case: Case) -> bool:
    """Tell whether a qualifier, a condition or a number of the source has no place."""
    return any(
        isinstance(mark := case.marks[i], Mention) and mark.kind in _LOST for i in case.unplaced
    ) or any(
        case.where[i] is None and fact.kind in {FactKind.COUNT, FactKind.AGE}
        for i, fact in enumerate(case.facts)
    )


def _holds_always(reading: Reading, k: int) -> bool:
    """Tell whether words at `k` leave no exception: "no matter", "whatever"."""
    following = tuple(token.norm for token in reading.tokens[k : k + _NEAR + 1])
    if not any(following[: len(words)] == words for words in _WHOLE):
        return False
    return following[0] != "whatever" or not _asks(reading.tokens, k)


def _widens(reading: Reading, k: int) -> bool:
    """Tell whether a word at `k` makes a claim hold whatever the case."""
    if _holds_always(reading, k):
        return True
    tokens, norm = reading.tokens, reading.tokens[k].norm
    following = tuple(token.norm for token in tokens[k : k + _NEAR + 1])
    if norm not in _ANY:
        return False
    denied = any(token.norm in {"no", "not", "never"} for token in tokens[max(k - _BACK, 0) : k])
    if norm == "any" and not denied:
        return (following[1:2] and following[1] in _KINDS and following[2:3] == ("of",)) or (
            "at" in following and following[following.index("at") + 1 :][:1] == ("all",)
        )
    return norm == "all" and not denied and len(following) > 1 and following[1] in _PEOPLE


def _asks(tokens: list[Token], k: int) -> bool:
    """Tell whether "whatever" is what is done or wanted: "whatever you like"."""
    following = {token.norm for token in tokens[k + 1 : k + 3]}
    return bool(following & _LIKING)


def _check_narrower(case: Case) -> None:
    """See "all patients" become "patients with an allergy"."""
    if not _universals(case.source, frozenset({"all", "every", "each"})):
        return
    if _universals(case.rewrite, _ANY | {"each", "no", "both"}) or any(
        token.norm in _ALONE for token in case.rewrite.tokens
    ):
        return
    known = {m.value for m in case.source.mentions} | case.licensed_values
    for mention in case.rewrite.mentions:
        limits = mention.kind == "condition_word" and mention.value == "only"
        group = mention.kind in _GROUPS and not _is_licensed(case, mention)
        if (limits or group) and mention.value not in known:
            _report(case, "scope-narrowed", "the source says this of all", mention.first)
            return


def _is_licensed(case: Case, mention: Mention) -> bool:
    tokens = case.rewrite.tokens[mention.first : mention.last]
    return all(token.stem in case.licensed for token in tokens)


def _universals(reading: Reading, words: frozenset[str]) -> bool:
    """Tell whether "all patients", "every child" or "all of them" stands in a text."""
    tokens = reading.tokens
    return any(
        token.norm in words
        and {other.norm for other in tokens[k + 1 : k + 3]} & (_PEOPLE | {"of", "those", "others"})
        for k, token in enumerate(tokens)
    )


def _report(case: Case, rule: str, message: str, at: int) -> None:
    token = case.rewrite.tokens[at]
    case.report(
        rule, Level.ERROR, message, found=token.norm, rewrite=(token.start, token.end)
    )  # fmt: skip
