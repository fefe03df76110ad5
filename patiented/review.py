"""Review states and the moves between them; pure, without a database or a clock.

A review belongs to one edition key (monograph, audience, language). Its recorded steps never
change; what they mean *today* is worked out here from the steps, the statement approvals and the
edition as it reads now. Approval is held per statement: it stops applying when the source or the
shown text of that statement changes.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

from patiented.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from patiented.model import Edition

    Authors = Mapping[tuple[str, str], str]

MAX_NAME = 200
MAX_NOTE = 10_000

_UNWRITABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""Control characters, marks that turn the direction of text around, halves of characters."""


class Status(StrEnum):
    """Where an edition stands. `DRAFT`: nobody has submitted it yet."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    UNDER_REVIEW = "under_review"
    CHANGES_REQUESTED = "changes_requested"
    APPROVED = "approved"


class Move(StrEnum):
    """What a person can do to a review, as the `review` command spells it."""

    SUBMIT = "submit"
    START = "start"
    APPROVE = "approve"
    REQUEST_CHANGES = "request-changes"


MOVES: Mapping[Move, tuple[frozenset[Status], Status]] = MappingProxyType(
    {
        Move.SUBMIT: (frozenset({Status.DRAFT, Status.CHANGES_REQUESTED}), Status.SUBMITTED),
        Move.START: (frozenset({Status.SUBMITTED}), Status.UNDER_REVIEW),
        Move.APPROVE: (frozenset({Status.UNDER_REVIEW}), Status.APPROVED),
        # Also from approved: a mistake found later must have a way back.
        Move.REQUEST_CHANGES: (
            frozenset({Status.UNDER_REVIEW, Status.APPROVED}),
            Status.CHANGES_REQUESTED,
        ),
    }
)
"""For each move, the states it starts from and the state it leads to."""


class StatementMove(StrEnum):
    """What a reviewer decides about single statements; the edition is then under review."""

    APPROVE = "approve"
    TAKE_BACK = "take-back"
    ASK = "ask"


STATEMENT_MOVES: Mapping[StatementMove, frozenset[Status]] = MappingProxyType(
    {
        StatementMove.APPROVE: frozenset({Status.SUBMITTED, Status.UNDER_REVIEW}),
        StatementMove.TAKE_BACK: frozenset(
            {Status.SUBMITTED, Status.UNDER_REVIEW, Status.APPROVED}
        ),
        StatementMove.ASK: frozenset({Status.SUBMITTED, Status.UNDER_REVIEW, Status.APPROVED}),
    }
)
"""For each, the states it can be made in. The first decision on what was submitted starts it."""


@dataclass(frozen=True, slots=True, order=True)
class EditionKey:
    """Whose review this is: it outlives every single edition."""

    monograph: str
    audience: str
    lang: str = "en"

    def __str__(self) -> str:
        return f"{self.monograph} ({self.audience}, {self.lang})"


@dataclass(frozen=True, slots=True)
class ReviewStep:
    """One recorded move: the state it led to, when (ISO 8601, UTC), who, and what they wrote.

    `fingerprint` is the edition that the person had before them.
    """

    status: Status
    at: str
    by: str
    note: str = ""
    fingerprint: str = ""


@dataclass(frozen=True, slots=True)
class Approval:
    """A person's approval of one statement as it read then, in the edition `fingerprint`."""

    statement: str
    text_hash: str
    by: str
    at: str
    fingerprint: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """What one step decided about one statement as it read then; `step` counts from 1."""

    step: int
    statement: str
    move: StatementMove
    text_hash: str
    by: str
    at: str
    note: str = ""
    fingerprint: str = ""


@dataclass(frozen=True, slots=True)
class ReviewState:
    """A review as it stands for the edition that is shown now.

    `approved` and `lapsed` are statement ids of that edition. Once an edition has been approved,
    every statement that no longer is stands in `lapsed`. `removed` are approved statements that
    have left the edition: what the reviewer signed had them, so they too end the approval.
    """

    status: Status = Status.DRAFT
    steps: tuple[ReviewStep, ...] = ()
    approved: frozenset[str] = frozenset()
    lapsed: frozenset[str] = frozenset()
    removed: frozenset[str] = frozenset()

    @property
    def moves(self) -> tuple[Move, ...]:
        """The moves allowed from here, in the order of the street."""
        return tuple(move for move, (starts, _) in MOVES.items() if self.status in starts)

    @property
    def pending(self) -> bool:
        """Whether a reader must be cautioned that the review is not finished."""
        return self.status is not Status.APPROVED

    @property
    def approval(self) -> ReviewStep | None:
        """The latest approval ever given, or None; it may have lapsed since."""
        given = [step for step in self.steps if step.status is Status.APPROVED]
        return given[-1] if given else None


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """A notice that takes a monograph, or one audience's edition of it, off every page at once.

    `audience` None means the whole monograph.
    """

    monograph: str
    audience: str | None
    reason: str
    by: str
    at: str


def step(state: ReviewState, move: Move, *, at: str, by: str, note: str = "") -> ReviewStep:
    """Return the step that `move` adds to `state`; a UsageError says which moves are allowed."""
    starts, target = MOVES[move]
    if state.status not in starts:
        allowed = " or ".join(state.moves)
        message = f"cannot {move}: the edition is {_spoken(state.status)}; allowed now: {allowed}"
        raise UsageError(message, code="E110")
    return ReviewStep(target, at, checked_name(by), checked_note(note))


def statement_step(
    state: ReviewState,
    move: StatementMove,
    named: frozenset[str],
    *,
    at: str,
    by: str,
    note: str = "",
) -> ReviewStep:
    """Return the step that decides about the `named` statements; a UsageError says why not.

    Asking needs a note: a writer has to know what to change.
    """
    starts = STATEMENT_MOVES[move]
    if state.status not in starts:
        message = f"cannot {move} statements: the edition is {_spoken(state.status)}"
        raise UsageError(message, code="E110")
    wrong = {
        StatementMove.APPROVE: named & state.approved,
        StatementMove.TAKE_BACK: named - state.approved,
        StatementMove.ASK: frozenset(),
    }[move]
    if not named or wrong:
        told = ", ".join(sorted(wrong)) or "none is named"
        raise UsageError(f"cannot {move} these statements: {told}", code="E111")
    taken = ReviewStep(Status.UNDER_REVIEW, at, checked_name(by), checked_note(note))
    if move is StatementMove.ASK and not taken.note:
        raise UsageError("asking for a change needs a note: what to change", code="E113")
    return taken


def open_asks(decisions: Iterable[Decision]) -> dict[str, Decision]:
    """Return the change asked for in each statement where nothing was decided after it.

    `decisions` are in order. Whether the text has changed since is told by the hash.
    """
    latest = {one.statement: one for one in decisions}
    return {key: one for key, one in latest.items() if one.move is StatementMove.ASK}


def own_wording(by: str, texts: Mapping[str, str], authors: Authors) -> frozenset[str]:
    """Return the statements whose text, as it reads now, `by` wrote: nobody approves those alone.

    `authors` maps statement and text hash to a person; who wrote what is not in it is unknown.
    """
    me = _folded(by)
    return frozenset(
        one for one, text in texts.items() if _folded(authors.get((one, text), "")) == me
    )


def _folded(name: str) -> str:
    """Fold what does not make another person of a name: case, width, spaces."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def state_of(
    steps: Iterable[ReviewStep], approvals: Mapping[str, str], texts: Mapping[str, str]
) -> ReviewState:
    """Work out what the recorded steps and approvals mean for an edition that reads `texts`.

    `approvals` maps statement ids to the hash that was approved, `texts` to the hash shown now.
    """
    taken = tuple(steps)
    status = taken[-1].status if taken else Status.DRAFT
    ever = any(one.status is Status.APPROVED for one in taken)
    approved = frozenset(one for one, text in texts.items() if approvals.get(one) == text)
    lapsed = frozenset(texts) - approved if ever else frozenset()
    removed = frozenset(approvals) - frozenset(texts)
    if status is Status.APPROVED and (lapsed or removed):
        status = Status.UNDER_REVIEW
    return ReviewState(status, taken, approved, lapsed, removed)


def revoked_by_request(state: ReviewState, named: frozenset[str]) -> frozenset[str]:
    """Return the statements whose approval ends when changes are requested.

    Those that the reviewer names. Naming none while a whole edition is approved puts all of it in
    doubt; naming none while some statements are open means those, and the rest stays approved.
    """
    if unknown := named - state.approved - state.lapsed:
        message = f"no statement of this edition has the id {', '.join(sorted(unknown))}"
        raise UsageError(message, code="E111")
    if named or state.status is not Status.APPROVED:
        return named & state.approved
    return state.approved


def statement_hashes(edition: Edition) -> dict[str, str]:
    """Return, for every statement of `edition`, the hash that an approval is held against.

    It covers the role, the source and what the reader is shown, so a moved citation number or a
    new order lapses nothing. A statement left out counts too: its absence is what was approved.
    """
    shown: defaultdict[str, list[tuple[str, ...]]] = defaultdict(list)
    for one in edition.statements():
        shown[one.id].append((one.role, one.source, one.text, *one.cells))
    for left in edition.left_out:
        if left.statement not in shown:
            shown[left.statement] = [(left.role, left.source, "")]
    return {identity: _digest(parts) for identity, parts in shown.items()}


def _digest(occurrences: list[tuple[str, ...]]) -> str:
    return hashlib.sha256(json.dumps(occurrences).encode("ascii")).hexdigest()


def checked_name(name: str) -> str:
    """Return the name of a person as it is recorded: one line, not empty."""
    text = name.strip()
    if not text or len(text) > MAX_NAME or not text.isprintable():
        message = f"a name is one line of 1 to {MAX_NAME} printable characters"
        raise UsageError(message, code="E112")
    return text


def checked_note(note: str) -> str:
    """Return a note as it is recorded; of control characters only line breaks and tabs are."""
    text = note.replace("\r\n", "\n").strip()
    if len(text) > MAX_NOTE:
        raise UsageError(f"a note has at most {MAX_NOTE:,} characters", code="E113")
    if _UNWRITABLE.search(text):
        raise UsageError("a note holds no control characters", code="E113")
    return text


def _spoken(status: Status) -> str:
    return "not submitted yet" if status is Status.DRAFT else status.value.replace("_", " ")
