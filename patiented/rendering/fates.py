"""What became of a statement between two editions, told from their ledgers, not from guesses.

Against the clinician text the ledger of the other edition says it fact by fact. Between two
editions that are both written from it, the facts that each of them shows are compared, and the
words.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from patiented.model import FactKind, Fate
from patiented.rendering.marking import GONE, OPEN, SAME, SIMPLER, WORDS, Mark, other_words
from patiented.rendering.typography import keep_together

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from patiented.model import Edition, EditionStatement, LedgerRow, Span

_STANDING = frozenset({FactKind.BOXED, FactKind.CITATION})
"""Facts that a statement carries beside its words: there is no place in it to mark."""

_UNMARKED = frozenset({FactKind.TERM, FactKind.AND_OR, FactKind.LIST_ITEM, FactKind.MODALITY})
"""Kinds that are not marked where both sides have them: nearly every word would be."""

_SHOWN = frozenset({Fate.KEPT, Fate.GENERAL})
_UNSURE = frozenset({Fate.OPEN, Fate.LOST})
_MARK_OF = {
    Fate.KEPT: SAME,
    Fate.GENERAL: SIMPLER,
    Fate.LEFT_OUT: GONE,
    Fate.OPEN: OPEN,
    Fate.LOST: OPEN,
}

Ledger = dict[str, tuple["LedgerRow", ...]]


@dataclass(frozen=True, slots=True)
class Fated:
    """What became of one statement: `kind` is a key of `comparing.SAID`, and the marks.

    `only_left` and `only_right` are the words of facts that one side alone has.
    """

    kind: str
    left: tuple[Mark, ...] = ()
    right: tuple[Mark, ...] = ()
    only_left: tuple[str, ...] = ()
    only_right: tuple[str, ...] = ()


def ledger_by_statement(edition: Edition) -> Ledger:
    """Return the rows of each statement that are about its words."""
    rows: defaultdict[str, list[LedgerRow]] = defaultdict(list)
    for row in edition.ledger:
        if row.fact.kind not in _STANDING:
            rows[row.statement].append(row)
    return {statement: tuple(found) for statement, found in rows.items()}


def against_source(
    plain: EditionStatement,
    source: EditionStatement,
    rows: Sequence[LedgerRow],
    names: frozenset[str] = frozenset(),
) -> Fated:
    """Compare a statement with the clinician text: `left` is the plain one, `right` the source.

    `rows` are what the ledger of the plain edition says of it; `names` are those of the monograph
    itself, which stand everywhere and are not marked.
    """
    if same_words(plain.text, source.text):
        return Fated("same")
    marks: list[Mark] = []
    behind: list[Mark] = []
    for row in rows:
        kind = _MARK_OF[row.fate]
        if kind == SAME and (row.fact.kind in _UNMARKED or row.fact.text in names):
            continue
        if row.where and kind != GONE:
            marks.append(Mark(row.where, kind))
        if source.text == source.source:
            behind.append(Mark(row.fact.span, kind))
    gone = _texts(row for row in rows if row.fate is Fate.LEFT_OUT)
    return Fated(_kind(rows), tuple(marks), tuple(behind), only_right=gone)


def _kind(rows: Sequence[LedgerRow]) -> str:
    fates = {row.fate for row in rows}
    if fates & _UNSURE:
        return "open"
    if Fate.LEFT_OUT in fates:
        return "part"
    if Fate.GENERAL in fates:
        return "simpler"
    return "facts" if fates else "words"


def between(
    left: EditionStatement,
    right: EditionStatement,
    left_rows: Sequence[LedgerRow],
    right_rows: Sequence[LedgerRow],
) -> Fated:
    """Compare a statement in two editions that are both written from the clinician text."""
    if same_words(left.text, right.text):
        return Fated("same")
    mine, theirs = _shown(left_rows), _shown(right_rows)
    words = other_words(left.text, right.text)
    unsure = any(row.fate in _UNSURE for row in (*left_rows, *right_rows))
    only_left = [mine[one] for one in mine if one not in theirs]
    only_right = [theirs[one] for one in theirs if one not in mine]
    kind = "words" if not (mine or theirs) else "unlike" if only_left or only_right else "alike"
    return Fated(
        "open" if unsure else kind,
        _marks(words[0], only_left),
        _marks(words[1], only_right),
        _texts(only_left),
        _texts(only_right),
    )


def _shown(rows: Iterable[LedgerRow]) -> Mapping[str, LedgerRow]:
    return {row.fact.id: row for row in rows if row.fate in _SHOWN}


def _marks(words: Iterable[Span], only: Iterable[LedgerRow]) -> tuple[Mark, ...]:
    facts = (Mark(row.where, GONE) for row in only if row.where)
    return (*(Mark(span, WORDS) for span in words), *facts)


def _texts(rows: Iterable[LedgerRow]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(keep_together(row.fact.text) for row in rows))


def same_words(one: str, two: str) -> bool:
    """Whether two texts are alike but for their spaces."""
    return one.split() == two.split()
