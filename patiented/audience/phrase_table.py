"""Reads `phrases.tsv`: which words may stand for which, in what form and where.

The table is data for the phrase proposer (`proposing/phrases.py`), which knows how to apply it.
"""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from patiented.audience.tables import Row, read_table
from patiented.errors import DataError
from patiented.model import SAFETY_ROLES, Role

if TYPE_CHECKING:
    from pathlib import Path

COLUMNS = ("source", "target", "form", "where", "unless", "guard", "note")
EQUAL = "="
_ROLES = frozenset(role.value for role in Role)
_ONLY_SIMPLIFY = "simplify"
_CELL_GAP = 1


class Form(StrEnum):
    """How a phrase inflects and what it needs around it; the inflecting word is marked `*`.

    Without a mark it is the last word of a noun and the first of a verb.
    """

    FIXED = "fixed"
    ADJECTIVE = "adj"  # only before a noun
    ADVERB = "adverb"  # only where a clause may end
    ITEM = "item"  # only inside a list, where it needs no article
    HEAD = "head"  # only with nothing but small words before it
    NOUN = "noun"
    VERB = "verb"
    VERB_OR_NOUN = "verb/noun"  # the word is also a noun: only where it is surely a verb
    OBJECT = "object"  # a verb with an object, never passive
    ALONE = "alone"  # a verb without an object


VERB_FORMS = frozenset({Form.VERB, Form.VERB_OR_NOUN, Form.OBJECT, Form.ALONE})
INFLECTED_FORMS = VERB_FORMS | {Form.NOUN}
BEFORE_NUMBER = "#"  # in `after`: a masked number follows


@dataclass(frozen=True, slots=True)
class Phrase:
    """One row. `source` and `target` are words in their base form, the heads their inflecting word.

    `roles` empty means any role that is not a safety role. `before` and `after` are words that,
    standing right before or right after the match, forbid it. `known_to_guard` rows also enter the
    lexicon: both sides are one thing to the guard.
    """

    source: tuple[str, ...]
    target: tuple[str, ...]
    form: Form
    source_head: int = 0
    target_head: int = 0
    only_simplify: bool = False
    roles: frozenset[Role] = frozenset()
    before: frozenset[str] = frozenset()
    after: frozenset[str] = frozenset()
    known_to_guard: bool = False
    path: str = ""
    line: int = 0


def read_phrases(path: Path) -> tuple[Phrase, ...]:
    """Return the phrases of one table, in file order."""
    phrases: list[Phrase] = []
    seen: dict[tuple[object, ...], int] = {}
    for row in read_table(path, COLUMNS):
        phrase = _phrase(path, row)
        key = (phrase.source, phrase.form, phrase.roles)
        if key in seen:
            raise _error(path, row, "source", f"{row['source']!r} is already on line {seen[key]}")
        seen[key] = row.line
        phrases.append(phrase)
    return tuple(phrases)


def _phrase(path: Path, row: Row) -> Phrase:
    form = _form(path, row)
    source, source_head = _words(path, row, "source", form)
    target, target_head = _words(path, row, "target", form)
    only_simplify, roles = _where(path, row)
    before, after = _unless(path, row)
    return Phrase(
        source=source,
        target=target,
        form=form,
        source_head=source_head,
        target_head=target_head,
        only_simplify=only_simplify,
        roles=roles,
        before=before,
        after=after,
        known_to_guard=_guard(path, row),
        path=str(path),
        line=row.line,
    )


def _form(path: Path, row: Row) -> Form:
    try:
        return Form(row["form"])
    except ValueError:
        message = f"unknown form {row['form']!r}; expected {', '.join(Form)}"
        raise _error(path, row, "form", message) from None


def _words(path: Path, row: Row, column: str, form: Form) -> tuple[tuple[str, ...], int]:
    """Return the words of a cell and the index of the inflecting one."""
    raw = row[column].split()
    if not raw:
        raise _error(path, row, column, f"{column} is empty")
    heads = [index for index, word in enumerate(raw) if word.endswith("*")]
    if len(heads) > 1 or (heads and form not in INFLECTED_FORMS):
        raise _error(
            path, row, column, f"{column} may mark one word with *, and none unless it inflects"
        )
    default = len(raw) - 1 if form is Form.NOUN else 0
    return tuple(word.rstrip("*") for word in raw), heads[0] if heads else default


def _where(path: Path, row: Row) -> tuple[bool, frozenset[Role]]:
    words = row["where"].split()
    roles: set[Role] = set()
    for word in words:
        if word == _ONLY_SIMPLIFY:
            continue
        if word not in _ROLES:
            near = difflib.get_close_matches(word, [_ONLY_SIMPLIFY, *Role], n=1)
            hint = f"; did you mean {near[0]!r}?" if near else ""
            raise _error(path, row, "where", f"unknown condition {word!r}{hint}")
        if Role(word) in SAFETY_ROLES:
            raise _error(path, row, "where", f"phrases never work on {word} (a safety role)")
        roles.add(Role(word))
    return _ONLY_SIMPLIFY in words, frozenset(roles)


def _guard(path: Path, row: Row) -> bool:
    if row["guard"] not in ("", EQUAL):
        raise _error(path, row, "guard", f"expected {EQUAL!r} or nothing, found {row['guard']!r}")
    return row["guard"] == EQUAL


def _unless(path: Path, row: Row) -> tuple[frozenset[str], frozenset[str]]:
    """Read `<word` (right before the match) and `>word` (right after it)."""
    before: set[str] = set()
    after: set[str] = set()
    for word in row["unless"].split():
        if word[0] not in "<>" or len(word) == 1:
            raise _error(path, row, "unless", f"{word!r} must be <word (before) or >word (after)")
        (before if word[0] == "<" else after).add(word[1:])
    return frozenset(before), frozenset(after)


def _error(path: Path, row: Row, column: str, message: str) -> DataError:
    """Blame a cell; its column counts the cells before it."""
    before = COLUMNS[: COLUMNS.index(column)]
    offset = sum(len(row[name]) + _CELL_GAP for name in before) + 1
    return DataError(message, path=path, line=row.line, column=offset)
