"""What the writer's desk hands to the doors. Spans are `[start, end)` in code points."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from patiented.errors import PatientedError

if TYPE_CHECKING:
    from patiented.model import Meta
    from patiented.review import EditionKey, ReviewState

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Chip:
    """A fact of a statement and what became of it in a text.

    `verdict` is kept, general, changed or open; `fate` what that means under the obligation (kept,
    general, left_out, open or lost). `blocks`: it keeps the text from being saved. `key` is what
    a person confirms; `by` who did.
    """

    key: str
    kind: str
    text: str
    verdict: str
    fate: str
    must: bool
    blocks: bool
    source_span: Span
    text_span: Span | None = None
    by: str = ""


@dataclass(frozen=True, slots=True)
class Problem:
    """What keeps a text from being saved.

    `kind` is changed, new or open. `repair` is the whole text with what the source says put back,
    where that is plain; `confirm` is what a person may vouch for with one key, else empty.
    """

    kind: str
    rule: str
    message: str
    expected: str = ""
    found: str = ""
    source_span: Span | None = None
    text_span: Span | None = None
    repair: str = ""
    confirm: str = ""


@dataclass(frozen=True, slots=True)
class HardWord:
    """A hard word in a text, and plainer ones that the tables have for it."""

    word: str
    span: Span
    swaps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Levels:
    """How hard a text is: Flesch-Kincaid, adjusted SMOG and difficulty; None where not worked out.

    `heat` is 0 (plain) to 4 (hardest), by grade: 6 or below, 7 to 8, 9 to 10, 11 to 13, 14 and up.
    """

    grade: float | None
    smog: float | None
    difficulty: float
    words: int
    sentences: int
    heat: int
    ease: float | None = None


@dataclass(frozen=True, slots=True)
class Tried:
    """What a text would do in place of a statement's present one, `saved`."""

    statement: str
    text: str
    can_save: bool
    chips: tuple[Chip, ...]
    problems: tuple[Problem, ...]
    own: Levels
    section: Levels
    edition: Levels
    reasons: tuple[tuple[str, str], ...]
    hard: tuple[HardWord, ...]
    saved: str = ""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A text that the writer may take.

    `origin` is pattern, memory, phrases, near or model; `note` names the page or the model that it
    comes from.
    """

    text: str
    origin: str
    levels: Levels
    ok: bool
    proved: bool
    note: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A statement on the sheet.

    `text` is what the edition shows, empty where it leaves the statement out. `wording` is what a
    person wrote, `draft` what waits unseen in the catalogue (fuzzy). `base` names the state of the
    entry: who saves says which state they saw.
    """

    statement: str
    section: str
    heading: str
    is_heading: bool
    role: str
    source: str
    text: str
    origin: str
    needs_writer: bool
    wording: str
    draft: str
    omit: str
    may_leave_out: bool
    confirmed: tuple[tuple[str, str], ...]
    base: str
    levels: Levels
    chips: tuple[Chip, ...]
    approved: bool
    lapsed: bool
    previous: str = ""


@dataclass(frozen=True, slots=True)
class Point:
    """The grade that a version of an edition had, and when it was made (ISO 8601)."""

    at: str
    grade: float


@dataclass(frozen=True, slots=True)
class Sheet:
    """An edition on the desk; `target` is the Flesch-Kincaid grade that its audience has.

    `trend` are the grades of its latest versions, the oldest first.
    """

    key: EditionKey
    meta: Meta
    fingerprint: str
    rows: tuple[Row, ...]
    levels: Levels
    target: float | None
    smog_target: float | None
    review: ReviewState
    publishable: bool
    trend: tuple[Point, ...] = ()

    @property
    def ready(self) -> int:
        """How many statements need no writer."""
        return sum(not row.needs_writer for row in self.rows)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a person wants to save for a statement: a text, or to leave it out with a reason.

    `clear` takes the person's wording away: the program speaks again, or the source.
    """

    statement: str
    base: str
    text: str = ""
    omit: str = ""
    confirmed: tuple[str, ...] = ()
    clear: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """How far one edition is, for the list of all; `problem` says why it cannot be made."""

    key: EditionKey
    name: str
    levels: Levels | None = None
    target: float | None = None
    total: int = 0
    unworded: int = 0
    drafts: int = 0
    findings: int = 0
    status: str = ""
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Kept:
    """What was saved: the row as it stands now, and the edition's levels."""

    row: Row
    edition: Levels
    fingerprint: str
    ready: int
    of: int


class Conflict(PatientedError):  # noqa: N818  (it is an answer: two people wrote at once)
    """Somebody else has saved this statement since; `row` is how it stands now."""

    code = "E119"

    def __init__(self, row: Row) -> None:
        super().__init__("somebody else has saved this statement since you opened it")
        self.row = row
