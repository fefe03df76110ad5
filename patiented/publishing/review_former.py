"""How statements read when somebody approved them or asked for a change, and which are gone.

Pure: the texts come from the kept editions that those decisions name.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from patiented.edition.aligning import aligned

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from patiented.model import Edition, LeftOut
    from patiented.publishing.records import Published
    from patiented.review import Approval, Authors, Decision

    FindEdition = Callable[[str], Edition | None]


@dataclass(frozen=True, slots=True)
class Former:
    """A statement as it read when somebody approved it, or asked for a change."""

    source: str
    text: str


@dataclass(frozen=True, slots=True)
class Recorded:
    """What is known of a review beside the edition itself."""

    approvals: Mapping[str, Approval]
    asks: Mapping[str, Decision]
    decisions: Sequence[Decision]
    authors: Authors
    hashes: Mapping[str, str]
    lapsed_at: str = ""


def _texts(edition: Edition) -> dict[str, Former]:
    """Return every statement of an edition as it reads there, also the ones left out."""
    left_out = {one.statement: Former(one.source, "") for one in left_out_whole(edition)}
    shown = {
        one.id: Former(one.source, " | ".join(one.cells) or one.text)
        for one in edition.statements()
    }
    return left_out | shown


def former_texts(
    published: Published, recorded: Recorded, find: FindEdition
) -> tuple[dict[str, Former], tuple[Former, ...]]:
    """Return what lapsed statements read like when they were decided about, and what is gone.

    A statement whose source changed has another id: it is paired with the most alike of those that
    are gone.
    """
    hashes = recorded.hashes
    known: dict[str, dict[str, Former]] = {}

    def text_in(fingerprint: str, statement: str) -> Former | None:
        if fingerprint not in known:
            edition = find(fingerprint)
            known[fingerprint] = _texts(edition) if edition else {}
        return known[fingerprint].get(statement)

    former: dict[str, Former] = {}
    gone: list[Former] = []
    decided: list[Approval | Decision] = [*recorded.approvals.values(), *recorded.asks.values()]
    for one in decided:
        if one.text_hash == hashes.get(one.statement):
            continue
        if read := text_in(one.fingerprint, one.statement):
            if one.statement in hashes:
                former[one.statement] = read
            else:
                gone.append(read)
    fresh = published.review.lapsed - former.keys() - recorded.asks.keys()
    return _paired(published.edition, fresh, former, list(dict.fromkeys(gone)))


def _paired(
    edition: Edition, fresh: frozenset[str], former: dict[str, Former], gone: list[Former]
) -> tuple[dict[str, Former], tuple[Former, ...]]:
    """Pair statements that are new with those that are gone, by how alike their sources are."""
    new = [(one, text) for one, text in _texts(edition).items() if one in fresh]
    old = [("", text) for text in gone]
    rest: list[Former] = []
    for left, right in aligned(old, new, (), lambda one: one[1].source):
        if left and right:
            former[right[0]] = left[1]
        elif left:
            rest.append(left[1])
    return former, tuple(rest)


def left_out_whole(edition: Edition) -> list[LeftOut]:
    """Return the statements that are left out as a whole."""
    shown = {one.id for one in edition.statements()}
    return [one for one in edition.left_out if not one.facts and one.statement not in shown]
