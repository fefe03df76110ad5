"""Sees what is new in a rewrite: a content word must come from the source or belong to it.

Licensed are the words of the source, all forms of its terms, what its Greek and Latin roots mean,
the page's names and headings, taught glosses, standing texts, and everyday words that carry no
clinical claim.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from patiented.guard.mentions import CONTENT_KINDS
from patiented.model import Level

if TYPE_CHECKING:
    from patiented.guard.case import Case
    from patiented.guard.reading import Mention, Reading

_INVENTED = frozenset({"drug"})
_ROOTED = 5
_NEVER_LICENSED = frozenset({"drug"})


def license_words(case: Case) -> None:
    """Collect the stems and values that the rewrite may use."""
    tables = case.tables
    for reading in (case.source, case.context):
        case.licensed |= reading.stems
        for mention in reading.mentions:
            case.licensed_values.add(mention.value)
            case.licensed_values |= tables.broader.get(mention.value, frozenset())
            for form in tables.forms.get(mention.value, ()):
                case.licensed |= form
                case.licensed_forms |= form
    case.licensed |= _rooted(case.source, case)


def _rooted(reading: Reading, case: Case) -> set[str]:
    words: set[str] = set()
    for token in reading.tokens:
        if len(token.norm) >= _ROOTED and token.kind == "w":
            for root, plain in case.tables.roots:
                if root in token.norm:
                    words |= plain
    return words


def check_new_words(case: Case) -> None:
    """Report drugs that the source does not name as invented, other unlicensed words as open."""
    seen: set[str] = set()
    for mention in case.rewrite.mentions:
        if mention.kind not in CONTENT_KINDS or mention.kind == "action":
            continue
        if mention.value in case.licensed_values or mention.value in seen:
            continue
        if mention.kind not in _NEVER_LICENSED and _all_licensed(case, mention):
            continue
        seen.add(mention.value)
        _report(case, mention)


def _all_licensed(case: Case, mention: Mention) -> bool:
    tables = case.tables
    stems = [t.stem for t in case.rewrite.tokens[mention.first : mention.last]]
    if all(
        stem in case.licensed or stem in tables.function or stem in tables.light for stem in stems
    ):
        return True
    return mention.kind in {"word", "term"} and all(stem in tables.plain for stem in stems)


def _report(case: Case, mention: Mention) -> None:
    span = case.rewrite.span(mention.first, mention.last)
    invented = mention.kind in _INVENTED
    case.report(
        f"{mention.kind}-new", Level.ERROR if invented else Level.WARNING,
        "the source does not say this", found=case.rewrite.text[slice(*span)], rewrite=span,
    )  # fmt: skip
