"""Proves a term of several words by its pieces: "oral intake" by "what is taken by mouth".

The pieces must stand side by side in the rewrite, with nothing but little words between them; a
list between them would let the parts of two terms be told as one.
"""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, Final

from patiented.guard.mentions import mentions_within
from patiented.guard.reading import Mention
from patiented.model import Verdict

if TYPE_CHECKING:
    from patiented.guard.case import Case
    from patiented.guard.reading import Reading

LOOSE: Final = frozenset({"condition", "term", "drug_class", "population"})
_APART: Final = frozenset({"and", "or", ",", ";", "but", "nor", "not", "no", "without", "than"})
_MOST_PLACES, _GAP, _MOST_TOKENS = 4, 3, 400


def check_pieces(case: Case) -> None:
    """Keep a term whose pieces all stand together in the rewrite."""
    for index in list(case.unplaced):
        mark = case.marks[index]
        if not isinstance(mark, Mention) or mark.kind not in LOOSE:
            continue
        place = _place_of(case, mark) or _stand_in(case, mark)
        if place is not None:
            case.rule(index, Verdict.KEPT, case.rewrite.span(*place))
            case.unplaced.remove(index)


def _place_of(case: Case, mark: Mention) -> tuple[int, int] | None:
    """Return the tokens of the rewrite in which all pieces of a term stand together."""
    pieces = mentions_within(case.source, mark.first, mark.last, case.tables)
    if len(pieces) < 2:  # noqa: PLR2004  one piece is the term itself
        return None
    places = [_places(case.rewrite, piece) for piece in pieces]
    if not all(places):
        return None
    for chosen in product(*places):
        first, last = min(m.first for m in chosen), max(m.last for m in chosen)
        said = sum(m.last - m.first for m in chosen)
        between = {token.norm for token in case.rewrite.tokens[first:last]}
        if last - first <= said + _GAP and not between & _APART:
            return first, last
    return None


def _stand_in(case: Case, mark: Mention) -> tuple[int, int] | None:
    """Return the everyday verb that stands for an act, beside something else of its sentence."""
    words = case.tables.standins.get(mark.value)
    if words is None:
        return None
    source, rewrite = case.source, case.rewrite
    here = source.sentence[mark.first]
    wanted = {m.value for m in source.content if source.sentence[m.first] == here}
    wanted |= {m.value() for m in source.measures if source.sentence[m.first] == here}
    marks = [(m.value, m.first) for m in rewrite.content]
    marks += [(m.value(), m.first) for m in rewrite.measures]
    homes = {rewrite.sentence[first] for value, first in marks if value in wanted - {mark.value}}
    alone = wanted == {mark.value} and not homes
    for k, token in enumerate(rewrite.tokens[:_MOST_TOKENS]):
        if token.stem in words and (alone or rewrite.sentence[k] in homes):
            return k, k + 1
    return None


def _places(reading: Reading, piece: Mention) -> list[Mention]:
    found = [m for m in reading.mentions if m.kind == piece.kind and m.value == piece.value]
    return found[:_MOST_PLACES]


def is_made_of_known(case: Case, mention: Mention) -> bool:
    """Tell whether a new term of the rewrite only joins what the source says."""
    pieces = mentions_within(case.rewrite, mention.first, mention.last, case.tables)
    known = {(m.kind, m.value) for m in case.source.mentions}
    return len(pieces) > 1 and all((m.kind, m.value) in known for m in pieces)
