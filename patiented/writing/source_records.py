"""What the desk of a source hands to the doors."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from patiented.errors import PatientedError

if TYPE_CHECKING:
    from patiented.edition.differing import FactMove
    from patiented.review import EditionKey


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong at a place of a text; line and column from 1, `excerpt` is that line.

    `level` is error where the text cannot be read, else that of the finding.
    """

    message: str
    line: int
    column: int
    excerpt: str
    level: str = "error"


@dataclass(frozen=True, slots=True)
class OpenSource:
    """A source as its file reads now. `base` names these bytes: who saves says what they saw.

    `why_not` tells why it cannot be edited here; `fault` what keeps the file from being read.
    """

    monograph: str
    name: str
    file: str
    text: str
    base: str
    why_not: str = ""
    fault: Fault | None = None


@dataclass(frozen=True, slots=True)
class Lapse:
    """What ends in one edition with a change of a statement.

    `wording`: a person's wording no longer speaks; `approval`: a reviewer's approval ends.
    """

    key: EditionKey
    wording: bool
    approval: bool


@dataclass(frozen=True, slots=True)
class Change:
    """One statement before and after; `old` is empty for a new one, `new` for one that is gone.

    `status` is new, gone, changed, moved or unchanged (something lapses all the same).
    """

    status: str
    section: str
    role: str
    old: str
    new: str
    facts: tuple[FactMove, ...]
    lapses: tuple[Lapse, ...]


@dataclass(frozen=True, slots=True)
class Waiting:
    """A wording that waits as a draft: for which sentence now, for which one it was written."""

    source: str
    previous: str
    wording: str


@dataclass(frozen=True, slots=True)
class Effect:
    """What becomes of one edition. `problem` says why that cannot be told.

    `drafts` wait for a writer (fuzzy), `aside` are wordings whose sentence is gone (obsolete).
    `approvals` counts those that end; `approved` tells whether there was any. `shown` tells for
    before and after whether readers may be shown the edition.
    """

    key: EditionKey
    drafts: tuple[Waiting, ...] = ()
    aside: tuple[Waiting, ...] = ()
    approvals: int = 0
    approved: bool = False
    shown: tuple[bool, bool] = (True, True)
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Checked:
    """What saving a text would do; nothing is kept. `token` names this very check.

    `fault` keeps it from being saved, and so do `problems` of other files; `warnings` do not.
    `beside` names what else changed: fields of the front matter, `references`.
    """

    text: str
    token: str = ""
    fault: Fault | None = None
    warnings: tuple[Fault, ...] = ()
    changes: tuple[Change, ...] = ()
    beside: tuple[str, ...] = ()
    effects: tuple[Effect, ...] = ()
    problems: tuple[str, ...] = ()
    unchanged: bool = False

    @property
    def in_step(self) -> bool:
        """Whether no wording would move."""
        return not any(one.drafts or one.aside for one in self.effects)

    @property
    def can_save(self) -> bool:
        """Whether there is something to save, and nothing in its way."""
        return not (self.fault or self.problems or (self.unchanged and self.in_step))


class SourceConflict(PatientedError):  # noqa: N818  (it is an answer: two people wrote at once)
    """The file has changed since it was opened; `theirs` is how it reads now."""

    code = "E119"

    def __init__(self, theirs: OpenSource) -> None:
        super().__init__("somebody else has changed this source since you opened it")
        self.theirs = theirs


class Unchecked(PatientedError):  # noqa: N818  (as above: the answer is a check)
    """The text, or the wording that it is compared with, is not the one that was checked."""

    code = "E119"

    def __init__(self) -> None:
        super().__init__("this is not the text that was checked; look at what it changes first")
