"""Sees everyday words that turn what a reader does: whom to ask, as needed, both sides, a promise.

Such words license nothing and hide no drug, so the closed world lets them come and go. The rows of
`everyday.tsv` name those that may not; "both sides" and "one side" are read from the text itself.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from patiented.model import Level

if TYPE_CHECKING:
    from patiented.guard.case import Case
    from patiented.guard.reading import Reading

KINDS: Final = ("keep", "new", "opposite")
_BOTH: Final = frozenset({"both", "two", "each", "either"})
_ONE: Final = frozenset({"one", "single"})
_LONGEST: Final = 20_000
_WORDS: Final = 2
_PLANNED: Final = frozenset({
    "have", "need", "get", "check", "take", "give", "ask", "test", "measure", "watch", "reach",
    "receive", "look", "start", "tell", "use",
})  # fmt: skip
_DONE: Final = frozenset({"given", "asked", "told", "monitored", "checked", "tested", "watched"})


@dataclass(frozen=True, slots=True)
class Everyday:
    """One row: `words` and `against` are phrases with a space at each end."""

    kind: str
    name: str
    words: tuple[str, ...]
    against: tuple[str, ...]


def check_everyday(case: Case) -> None:
    """Report everyday words that went, came or turned round."""
    source, rewrite = _flat(case.source), _flat(case.rewrite)
    outside = _outside(case.rewrite)
    for row in case.tables.everyday:
        problem = _PROBLEMS[row.kind](row, source, outside if row.kind == "new" else rewrite)
        if problem:
            case.report(f"everyday-{row.kind}", Level.WARNING, f"{row.name}: {problem}")
    for noun in _turned_sides(case.source, case.rewrite):
        message = "one or both: the source says it the other way"
        case.report("sides-turned", Level.WARNING, message, found=noun)


def _flat(reading: Reading) -> str:
    return f" {' '.join(token.norm for token in reading.tokens[:_LONGEST])} "


def _outside(reading: Reading) -> str:
    """Return the words that promise something by themselves.

    "That will not stop" is a phrase of its own; "your team will check" is a plan.
    """
    inside = {
        k for m in reading.mentions if m.last - m.first > _WORDS for k in range(m.first, m.last)
    }
    norms = [token.norm for token in reading.tokens[:_LONGEST]]
    kept = [n for k, n in enumerate(norms) if k not in inside and not _plans(norms, k)]
    return f" {' '.join(kept)} "


def _plans(norms: list[str], k: int) -> bool:
    """Tell whether a "will" only tells what is going to be done: "will check", "will be given"."""
    following = norms[k + 1 : k + 3]
    planned = following[:1] and (
        following[0] in _PLANNED or (following[0] == "be" and following[-1] in _DONE)
    )
    return norms[k] == "will" and bool(planned)


def _has(text: str, phrases: tuple[str, ...]) -> bool:
    return any(phrase in text for phrase in phrases)


def _lost(row: Everyday, source: str, rewrite: str) -> str:
    if _has(source, row.words) and not _has(rewrite, (*row.words, *row.against)):
        return "the source says it, the rewrite does not"
    return ""


def _came(row: Everyday, source: str, rewrite: str) -> str:
    phrases = (*row.words, *row.against)
    return (
        "only the rewrite says it" if _has(rewrite, phrases) and not _has(source, phrases) else ""
    )


def _turned(row: Everyday, source: str, rewrite: str) -> str:
    for one, other in ((row.words, row.against), (row.against, row.words)):
        went = _has(source, one) and not _has(rewrite, one)
        if went and _has(rewrite, other) and not _has(source, other):
            return "the rewrite says the opposite"
    return ""


_PROBLEMS: Final = {"keep": _lost, "new": _came, "opposite": _turned}


def _turned_sides(source: Reading, rewrite: Reading) -> list[str]:
    """Return nouns that stand with "both" in one text and only with "one" in the other."""
    mine, theirs = _numbered(source), _numbered(rewrite)
    shared = sorted(mine.keys() & theirs.keys())
    return [noun for noun in shared if mine[noun] - theirs[noun] or theirs[noun] - mine[noun]]


def _numbered(reading: Reading) -> dict[str, frozenset[str]]:
    """Return, for each noun that follows "one" or "both", which of the two it follows."""
    found: dict[str, set[str]] = {}
    tokens = reading.tokens[:_LONGEST]
    for before, token in itertools.pairwise(tokens):
        for name, words in (("both", _BOTH), ("one", _ONE)):
            if before.norm in words and token.norm.isalpha():
                found.setdefault(token.stem, set()).add(name)
    return {noun: frozenset(names) for noun, names in found.items()}
