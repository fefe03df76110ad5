"""Cuts a text at its commas, its "and" and "or", and sees which pieces of a list were dropped.

A piece of a list that shares nothing with the rewrite was dropped, unless some piece of the rewrite
that shares nothing with the source may be saying it in other words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from patiented.guard.reading import Mention
from patiented.model import FactKind

if TYPE_CHECKING:
    from patiented.guard.case import Case
    from patiented.guard.reading import Reading

_SEPARATORS: Final = frozenset({",", "and", "or", "/", "nor", "plus", "•", "\u2013", "—", "-", "&"})
_ENDS: Final = frozenset({".", ";", ":", "?", "!", "(", ")", "\n"})
_OPENERS: Final = frozenset({
    "if", "when", "because", "since", "unless", "until", "while", "who", "which", "but", "so",
    "whose", "where", "although", "though", "that", "than", "whereas",
})  # fmt: skip
_ITEMS: Final = frozenset({
    "drug", "condition", "organ", "drug_class", "substance", "term", "word", "form", "population",
})  # fmt: skip
_VERBS: Final = frozenset({
    "is", "are", "was", "were", "be", "been", "may", "can", "must", "should", "will", "might",
    "needs", "need", "has", "have", "it", "you", "they", "not", "to",
})  # fmt: skip
_ALIKE: Final = (
    frozenset({"drug", "drug_class", "substance"}),
    frozenset({"organ"}),
    frozenset({"population"}),
    frozenset({"condition"}),
)
_PERSONS: Final = frozenset(
    {"person", "people", "patient", "patients", "child", "children", "those"}
)
_MOST: Final = 400
_NEAR: Final = 4
_TITLE: Final = 6


class Piece(NamedTuple):
    """Tokens `first` to `last`; `opener` is the separator or word before them."""

    first: int
    last: int
    opener: str


def pieces_of(reading: Reading) -> list[Piece]:
    """Return the pieces of a text in order."""
    found: list[Piece] = []
    inside = {k for m in reading.mentions if m.last - m.first > 1 for k in range(m.first, m.last)}
    first, opener, last = 0, "", min(len(reading.tokens), _MOST)
    for k in range(last + 1):
        norm = reading.tokens[k].norm if k < last else "."
        cut = norm in _SEPARATORS or norm in _ENDS or norm in _OPENERS
        if k < last and (not cut or k in inside or k in reading.spent):
            continue
        if k > first:
            found.append(Piece(first, k, opener))
            opener = ""
        opener = norm if norm in _SEPARATORS or not opener else opener
        first = k + 1
    return found


def check_dropped_items(case: Case) -> None:
    """Call an item of a list changed where nothing in the rewrite can stand for it."""
    if not case.unplaced or not case.rewrite.tokens:
        return
    mine = pieces_of(case.source)
    theirs = pieces_of(case.rewrite)
    for k, piece in enumerate(mine):
        items = _items(case, piece)
        if not items or _is_aside(case, piece, items) or not _is_all_gone(case, piece, items):
            continue
        kept = [one for one in _beside(mine, k) if _values(case.source, one) & _all(case.rewrite)]
        if not kept or _may_be_said(case, items, kept, theirs):
            continue
        for index in items:
            _drop(case, index)
    _check_coordinated(case, mine, theirs)


def _check_coordinated(case: Case, mine: list[Piece], theirs: list[Piece]) -> None:
    """See one of two things of a kind go from either side of an "and": "knee or hand"."""
    for k in range(1, len(mine)):
        if mine[k].opener not in _SEPARATORS:
            continue
        left, right = _in(case.source, mine[k - 1]), _in(case.source, mine[k])
        if not left or not right:
            continue
        parallel = {(left[-1], right[0]), (left[0], right[0]), (left[-1], right[-1])}
        for one, other in sorted(parallel | {(two, one) for one, two in parallel}):
            index = next((i for i in case.unplaced if case.marks[i] is one), None)
            if index is None or not _is_dropped(case, one, other):
                continue
            place = [mine[k - 1] if other in left else mine[k]]
            exact = one.kind == "substance"
            if exact or not _may_be_said(case, [index], place, theirs):
                _drop(case, index)


def _drop(case: Case, index: int) -> None:
    """Call a list item gone; an illness or reaction is a change wherever it was said."""
    if may_be_understood(case, case.mention(index)):
        return
    case.gone.add(index)
    kind = "condition" if case.facts[index].kind is FactKind.CONDITION else "item"
    case.changed(index, f"{kind}-dropped", "this is gone and nothing stands in its place", None)
    case.unplaced.remove(index)


def may_be_understood(case: Case, mark: Mention) -> bool:
    """Tell whether an illness may go unsaid: the reader's own, a title's, or told by its figures.

    "A person with epilepsy" is "the person you care for"; "renal impairment (eGFR below 30)" is
    told by the eGFR. A person has to look.
    """
    if mark.kind != "condition":
        return False
    tokens = case.source.tokens
    before = {token.norm for token in tokens[max(mark.first - _NEAR, 0) : mark.last]}
    behind = [token.norm for token in tokens[mark.last : mark.last + _TITLE]]
    own = "with" in before and bool(before & _PERSONS)
    addressed = any(token.norm in {"you", "your", "they"} for token in case.rewrite.tokens)
    return (own and addressed) or behind[:1] == ["("] or (mark.first == 0 and ":" in behind)


def _is_dropped(case: Case, one: Mention, other: Mention) -> bool:
    """Tell whether one of two things of a kind is gone and the other still there."""
    alike = any(one.kind in group and other.kind in group for group in _ALIKE)
    return (
        alike
        and other.value in _all(case.rewrite)
        and _is_known(one)
        and not _is_hinted(case, one)
        and _is_beside(case.source, (one, other))
    )


def _is_beside(reading: Reading, pair: tuple[Mention, Mention]) -> bool:
    """Tell whether two things stand right at the two sides of a separator."""
    first, last = sorted(pair, key=lambda m: m.first)
    between = reading.tokens[first.last : last.first]
    return len(between) <= _NEAR and not any(t.norm in _VERBS for t in between)


def _items(case: Case, piece: Piece) -> list[int]:
    """Return the facts of a piece that could be an item of a list."""
    return [
        i
        for i in case.unplaced
        if isinstance(m := case.marks[i], Mention)
        and m.kind in _ITEMS
        and piece.first <= m.first < piece.last
    ]


def _is_all_gone(case: Case, piece: Piece, items: list[int]) -> bool:
    """Tell whether nothing of a piece is in the rewrite, not even in part."""
    tokens = case.source.tokens[piece.first : piece.last]
    if any(piece.first <= m.first < piece.last for m in case.source.measures):
        return False
    if any(token.norm in _VERBS for token in tokens) or _is_heading(case.source, piece):
        return False
    lost = {case.mention(i).first for i in items}
    content = [m for m in case.source.content if piece.first <= m.first < piece.last]
    if not all(m.first in lost for m in content):
        return False
    if not _is_known(content[-1]) and content[-1].last < piece.last:
        return False  # an adjective before a plain word, as in "appropriate treatment"
    return not any(_is_hinted(case, m) for m in content)


def _is_aside(case: Case, piece: Piece, items: list[int]) -> bool:
    """Tell whether a piece is no item: an abbreviation in brackets, "Nevertheless," up front."""
    if _is_bracketed(case.source, piece):
        return True
    opens = piece.opener in {"", ".", ";", "?", "!", "\n"}
    return opens and not any(_is_known(case.mention(i)) for i in items)


def _is_heading(reading: Reading, piece: Piece) -> bool:
    """Tell whether a piece stands in a title before a colon at the start of the text."""
    return any(t.norm == ":" for t in reading.tokens[piece.last : piece.last + _TITLE]) and (
        reading.sentence[piece.first] == 0
    )


def _is_hinted(case: Case, mention: Mention) -> bool:
    """Tell whether any word of any way to say a value stands in the rewrite."""
    wider = case.tables.broader.get(mention.value, frozenset())
    forms = [form for value in (mention.value, *wider) for form in case.tables.forms.get(value, ())]
    own = frozenset(t.stem for t in case.source.tokens[mention.first : mention.last])
    stems = case.rewrite.stems - case.tables.function - case.tables.light
    stems -= {
        t.stem for m in case.rewrite.of("form") for t in case.rewrite.tokens[m.first : m.last]
    }
    return any(form & stems for form in (own, *forms))


def _beside(pieces: list[Piece], k: int) -> list[Piece]:
    """Return the items before and after one in its list."""
    found = []
    if k and pieces[k].opener in _SEPARATORS:
        found.append(pieces[k - 1])
    if k + 1 < len(pieces) and pieces[k + 1].opener in _SEPARATORS:
        found.append(pieces[k + 1])
    return found


def _values(reading: Reading, piece: Piece) -> set[str]:
    return {m.value for m in reading.content if piece.first <= m.first < piece.last}


def _all(reading: Reading) -> set[str]:
    return set(reading.homes)


def _may_be_said(case: Case, items: list[int], kept: list[Piece], theirs: list[Piece]) -> bool:
    """Tell whether words of the rewrite that the source has not may stand for a lost item."""
    near = {value for piece in kept for value in _values(case.source, piece)}
    homes = {home for value in near for home in case.rewrite.homes.get(value, ())}
    mine = _all(case.source) | {m.value() for m in case.source.measures}
    known = all(_is_known(case.mention(i)) for i in items)
    for piece in theirs:
        if not any(case.rewrite.sentence[k] in homes for k in range(piece.first, piece.last)):
            continue
        spare = [m for m in _in(case.rewrite, piece) if _is_spare(case, m)]
        if (
            spare
            and not _is_bracketed(case.rewrite, piece)
            and (not known or not (_values(case.rewrite, piece) & mine))
        ):
            return True
    return False


def _is_bracketed(reading: Reading, piece: Piece) -> bool:
    """Tell whether a piece stands in brackets: it explains what is before it."""
    depth = 0
    for token in reading.tokens[: piece.first]:
        depth += (token.norm == "(") - (token.norm == ")")
    return depth > 0


def _is_known(mention: Mention) -> bool:
    """Tell whether a table knows a term: then its plain words would be seen."""
    return mention.kind != "word" and not mention.value.startswith("term:")


def _in(reading: Reading, piece: Piece) -> list[Mention]:
    return [m for m in reading.content if piece.first <= m.first < piece.last]


def _is_spare(case: Case, mention: Mention) -> bool:
    """Tell whether a term of the rewrite is none of the source's."""
    tokens = case.rewrite.tokens[mention.first : mention.last]
    return mention.value not in case.licensed_values and not all(
        token.stem in case.licensed or token.stem in case.tables.function for token in tokens
    )
