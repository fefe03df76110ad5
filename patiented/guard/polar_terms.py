"""Sees a term with a "not" inside it lose the "not": "without fever" made "fever".

The tables know many such terms as one value ("afebrile"), so no negation is there to be missed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from patiented.guard.tokens import WORD
from patiented.model import Level

if TYPE_CHECKING:
    from patiented.guard.case import Case
    from patiented.guard.reading import Mention, Reading

_NEGATIVE: Final = frozenset({"not", "no", "without", "never", "non", "nor", "none"})
_DENYING: Final = _NEGATIVE | {"nothing", "neither", "avoid", "nil", "fast", "empty", "free"}
_WHOLE: Final = frozenset({"negation", "modality", "direction", "condition_word"})
_MOST: Final = 200
_NEAR: Final = 4
_FAR: Final = 12


def check_polar_terms(case: Case) -> None:
    """Report a term whose inner "not" only one of the two texts has."""
    for one, other, message in (
        (case.source, case.rewrite, 'the source says this with a "not"'),
        (case.rewrite, case.source, 'the source says this without a "not"'),
    ):
        for mention in one.mentions[:_MOST]:
            if not is_polar(one, mention):
                continue
            place = _plain_place(case, one, mention, other)
            if place is None:
                continue
            _report(case, one, mention, message, place)
            return


def is_polar(reading: Reading, mention: Mention) -> bool:
    """Tell whether a term of several words has a "not" among them."""
    return (
        mention.kind not in _WHOLE
        and mention.last - mention.first > 1
        and any(token.norm in _NEGATIVE for token in reading.tokens[mention.first : mention.last])
    )


def _plain_place(case: Case, one: Reading, mention: Mention, other: Reading) -> int | None:
    """Return where the words of a term stand close together in the other text, undenied."""
    tables = case.tables
    wanted = {
        token.stem
        for token in one.tokens[mention.first : mention.last]
        if token.kind == WORD and token.norm not in _NEGATIVE and token.stem not in _LITTLE
    }
    outside = {
        token.stem for k, token in enumerate(one.tokens) if not mention.first <= k < mention.last
    }
    if wanted & outside:
        return None  # "with or without food" has both.
    telling = wanted - tables.function - tables.light or len(wanted) > 1
    if not wanted or not telling or not wanted <= other.stems:
        return None
    first, _ = min((k, t.stem) for k, t in enumerate(other.tokens) if t.stem in wanted)
    near = {t.stem for t in other.tokens[first : first + len(wanted) + _NEAR]}
    here = other.sentence[first]
    denied = any(other.sentence[m.first] == here for m in other.of("negation")) or any(
        token.norm in _DENYING or (token.stem in tables.soft_negatives and token.stem not in wanted)
        for k, token in enumerate(other.tokens)
        if other.sentence[k] == here and abs(k - first) <= _FAR
    )
    return first if wanted <= near and not denied else None


_LITTLE: Final = frozenset({"do", "be", "is", "has", "have", "a", "the", "any", "your", "their"})


def _report(case: Case, one: Reading, mention: Mention, message: str, place: int) -> None:
    if one is case.source:
        for index, mark in enumerate(case.marks):
            if mark is mention:
                other = mention._replace(first=place, last=place + 1)
                case.changed(index, "negative-lost", message, other)
                case.unplaced[:] = [i for i in case.unplaced if i != index]
                return
    span = one.span(mention.first, mention.last)
    case.report(
        "negative-added" if one is case.rewrite else "negative-lost", Level.ERROR, message,
        found=case.rewrite.text[slice(*span)] if one is case.rewrite else "",
        rewrite=span if one is case.rewrite else None,
    )  # fmt: skip
