"""Sees what is new in a rewrite: a content word must come from the source or belong to it.

Licensed are the words of the source, all forms of its terms, what its Greek and Latin roots mean,
the page's names and headings, taught glosses, standing texts, and everyday words that carry no
clinical claim.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from patiented.guard.glosses import is_gloss
from patiented.guard.mentions import CONTENT_KINDS
from patiented.guard.pieces import is_made_of_known
from patiented.guard.tokens import WORD
from patiented.model import Level

if TYPE_CHECKING:
    from collections.abc import Iterator

    from patiented.guard.case import Case
    from patiented.guard.reading import Mention, Reading
    from patiented.guard.tokens import Token

_INVENTED = frozenset({"drug"})
_ROOTED = 5
_MOST_TOKENS = 2_000
_OPENERS = frozenset({"if", "because", "since", "when", "while", "unless", "until", "so"})
_REASONS = frozenset({"becaus", "due", "sinc", "caus", "result", "owe", "reason", "lead"})
_CLOSERS = frozenset({".", ";", "?", "!", "\n", "•"})
_NEVER_LICENSED = frozenset({"drug"})


def license_words(case: Case) -> None:
    """Collect the stems and values that the rewrite may use."""
    tables = case.tables
    for reading in (case.source, case.context):
        case.licensed |= reading.stems
        for mention in reading.mentions:
            case.licensed_values.add(mention.value)
            case.licensed_values |= tables.broader.get(mention.value, frozenset())
            for form in tables.forms.get(mention.value):
                case.licensed |= form
    case.licensed |= _rooted(case.source, case)
    if forbids(case.source):
        known = case.source.values("condition")
        case.licensed_values |= {tables.same_in_ban[v] for v in known if v in tables.same_in_ban}


def forbids(reading: Reading) -> bool:
    """Tell whether a text forbids a treatment: contraindicated, must not."""
    return "ban" in reading.values("negation")


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
        if mention.kind not in _NEVER_LICENSED and (
            _all_licensed(case, mention)
            or is_made_of_known(case, mention)
            or is_gloss(case, mention)
        ):
            continue
        seen.add(mention.value)
        _report(case, mention)


def check_new_clauses(case: Case) -> None:
    """Report a reason, a condition or a sentence in which nothing of the source stands.

    Everyday words carry no claim by themselves; a clause made of nothing else may.
    """
    if len(case.rewrite.tokens) > _MOST_TOKENS:
        return
    known = {t.stem for reading in (case.source, case.context) for t in reading.tokens}
    placed = [where for where in case.where if where is not None]
    reasons = known & _REASONS or _gives_reason(case.source)
    for first, last in _clauses(case.rewrite):
        start, end = case.rewrite.span(first, last)
        if case.rewrite.tokens[first].norm == "because" and not reasons:
            case.report(
                "reason-new", Level.WARNING, "the source gives no such reason",
                found=case.rewrite.text[start:end], rewrite=(start, end),
            )  # fmt: skip
            continue
        if any(start < where[1] and where[0] < end for where in placed):
            continue
        tokens = case.rewrite.tokens[first:last]
        if any(t.norm == "these" for t in tokens):
            continue  # "if all of these are true" speaks of what stands beside it.
        words = [t for t in tokens if _says_something(case, t)]
        if words and not any(t.stem in known or t.stem in case.licensed for t in words):
            case.report(
                "clause-new", Level.WARNING, "nothing of the source stands in these words",
                found=case.rewrite.text[start:end], rewrite=(start, end),
            )  # fmt: skip


def _gives_reason(reading: Reading) -> bool:
    """Tell whether a text gives its reason behind a comma: ", as it may …"."""
    norms = [token.norm for token in reading.tokens[:_MOST_TOKENS]]
    return any(pair in {(",", "as"), (",", "since")} for pair in pairwise(norms))


def _clauses(reading: Reading) -> Iterator[tuple[int, int]]:
    """Yield the runs of tokens between sentence ends and the words that open a clause."""
    first = 0
    for k, token in enumerate(reading.tokens):
        opens = token.norm in _OPENERS
        if opens or token.norm in _CLOSERS:
            if k > first:
                yield first, k
            first = k if opens else k + 1
    if first < len(reading.tokens):
        yield first, len(reading.tokens)


def _says_something(case: Case, token: Token) -> bool:
    tables = case.tables
    return (
        token.kind == WORD
        and token.stem not in tables.function
        and (token.stem not in tables.light)
    )


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
