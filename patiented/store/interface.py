"""What keeping means to its users: the records, and a written interface for each repository.

`Store` in `database.py` is the one implementation that ships, on SQLite and PostgreSQL. Times are
ISO 8601 in UTC and come from the caller, so that nothing below the doors reads a clock.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from patiented.model import Edition
    from patiented.review import Approval, Authors, Decision, EditionKey, ReviewStep, Withdrawal


@dataclass(frozen=True, slots=True)
class KeptEdition:
    """One version in the history of an edition."""

    fingerprint: str
    source_hash: str
    made_at: str


@dataclass(frozen=True, slots=True)
class Versions:
    """How many versions of an edition were kept, and when the latest was made."""

    count: int
    latest: str


@dataclass(frozen=True, slots=True)
class ReviewRecord:
    """What is recorded for one key: every step, and the approvals that were not revoked."""

    steps: tuple[ReviewStep, ...] = ()
    approvals: tuple[Approval, ...] = ()


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One line of the audit trail; `audience` and `lang` are None where all are meant.

    `monograph` is empty where the deed was done to an account.
    """

    at: str
    by: str
    action: str
    monograph: str
    audience: str | None = None
    lang: str | None = None
    fingerprint: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Closing:
    """The end of a report: who ended it, what was done, when."""

    by: str
    note: str
    at: str


@dataclass(frozen=True, slots=True)
class Report:
    """A mistake that a reader reported, without the reader.

    `statement` is the id of a statement, or `sec-` and that of a section, or empty for the whole
    page; `text` is what stood there. `number` is 0 before it is kept; `words` are empty where the
    reader wrote none, or where they were erased.
    """

    monograph: str
    audience: str
    lang: str
    fingerprint: str
    statement: str
    text: str
    kind: str
    at: str
    number: int = 0
    words: str = ""
    closing: Closing | None = None


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody who may work at the desks.

    `password` is a salted hash, or empty; `issuer` and `subject` name the person at another
    service that logs them in. `version` counts what ended their sessions. `number` is 0 before the
    account is kept.
    """

    login: str
    name: str
    name_key: str
    roles: frozenset[str]
    created_at: str
    password: str = field(default="", repr=False)
    issuer: str | None = None
    subject: str | None = None
    active: bool = True
    version: int = 1
    number: int = 0


@dataclass(frozen=True, slots=True)
class Change:
    """What becomes of an account; None leaves a thing as it is."""

    password: str | None = field(default=None, repr=False)
    roles: frozenset[str] | None = None
    active: bool | None = None


@dataclass(frozen=True, slots=True)
class Session:
    """A browser that is logged in: the hash of its secret, whose it is, since when.

    It counts while `version` is that of the account.
    """

    digest: str = field(repr=False)
    person: int
    version: int
    started_at: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What a person answers to one item of an instrument; an empty answer takes one back."""

    instrument: str
    item: str
    answer: str
    by: str
    at: str


class Editions(Protocol):
    """Immutable editions by fingerprint."""

    def get(self, fingerprint: str) -> Edition | None:
        """Return the edition kept under `fingerprint`, or None."""

    def keep(self, edition: Edition, *, at: str) -> bool:
        """Keep `edition` unless it is kept already; tell whether it is new.

        Safe from many processes at once.
        """

    def history(self, key: EditionKey) -> tuple[KeptEdition, ...]:
        """Return every version ever kept for `key`, the newest first."""

    def versions(self) -> dict[EditionKey, Versions]:
        """Return, for every key, how many versions were kept and when the latest was."""


class Reviews(Protocol):
    """Review steps and statement approvals; only ever added to."""

    def record(self, key: EditionKey) -> ReviewRecord:
        """Return what is recorded for `key`."""

    def latest(self) -> dict[EditionKey, ReviewStep]:
        """Return the latest step of every key that has one."""

    def append(
        self,
        key: EditionKey,
        step: ReviewStep,
        *,
        after: int,
        granted: Mapping[str, str],
        revoked: Collection[str],
        asked: Mapping[str, str] | None = None,
    ) -> None:
        """Record `step` as the one after the first `after` steps, with approvals given and ended.

        `granted` maps statement ids to text hashes, `asked` those in which it asks for a change. A
        StoreError (E511) when somebody else moved first.
        """

    def decisions(self, key: EditionKey) -> tuple[Decision, ...]:
        """Return what was decided about single statements, in order."""


class Writings(Protocol):
    """Who wrote which wording at a desk; only ever added to."""

    def add(self, key: EditionKey, statement: str, text_hash: str, by: str, at: str) -> None:
        """Record that `by` wrote `statement` as it reads with this hash, with a line of audit."""

    def authors(self, key: EditionKey) -> Authors:
        """Return who wrote each statement and text hash of a key; the latest counts."""


class Withdrawals(Protocol):
    """Notices that take monographs off, and their end."""

    def active(self, monograph: str | None = None) -> tuple[Withdrawal, ...]:
        """Return the notices in force, of one monograph or of all."""

    def withdraw(self, notice: Withdrawal) -> None:
        """Put `notice` in force at once."""

    def reinstate(self, notice: Withdrawal) -> None:
        """End what is in force for the monograph and audience of `notice`."""


class Reports(Protocol):
    """Mistakes that readers report."""

    def add(self, report: Report, words: str) -> int:
        """Keep a report with a reader's words; return its number."""

    def entries(self, monograph: str | None = None) -> tuple[Report, ...]:
        """Return the reports of one monograph or of all, oldest first."""

    def close(self, number: int, closing: Closing, *, erase: bool) -> None:
        """End a report, once; `erase` deletes the reader's words, also of a closed one."""


class People(Protocol):
    """The accounts of the desks, and who is logged in."""

    def add(self, account: Account, entry: AuditEntry) -> Account:
        """Keep a new account; a UsageError when its login or its name is taken."""

    def find(self, login: str) -> Account | None:
        """Return the account with this login."""

    def known_as(self, issuer: str, subject: str) -> Account | None:
        """Return the account of somebody whom another service knows."""

    def all(self) -> tuple[Account, ...]:
        """Return every account, by login."""

    def change(self, login: str, change: Change, entry: AuditEntry) -> Account:
        """Change an account and end its open sessions; a UsageError where there is none."""

    def start(self, session: Session, *, since: str) -> None:
        """Keep a session; drop those that were started before `since`."""

    def session(self, digest: str) -> tuple[Session, Account] | None:
        """Return a session that counts, and whose it is."""

    def end(self, digest: str) -> None:
        """Drop a session; none may be there."""


class Assessments(Protocol):
    """Answers of people to the items of instruments."""

    def add(self, key: EditionKey, fingerprint: str, answers: Sequence[Answer]) -> None:
        """Keep the answers that one person gives at once to one instrument."""

    def of(self, fingerprint: str) -> tuple[Answer, ...]:
        """Return the latest answer to each item, for one version of an edition."""


class AuditTrail(Protocol):
    """Who did what and when; the other repositories write to it in their own transactions."""

    def record(self, entry: AuditEntry) -> None:
        """Add a deed that is done outside the database, as the change of a file."""

    def entries(self, monograph: str | None = None) -> tuple[AuditEntry, ...]:
        """Return the trail in order, of one monograph or of all."""


class Keeping(Protocol):
    """Everything that is kept, behind one name."""

    @property
    def editions(self) -> Editions:
        """The editions."""

    @property
    def reviews(self) -> Reviews:
        """The reviews."""

    @property
    def writings(self) -> Writings:
        """Who wrote which wording."""

    @property
    def withdrawals(self) -> Withdrawals:
        """The withdrawals."""

    @property
    def reports(self) -> Reports:
        """The reports of mistakes."""

    @property
    def people(self) -> People:
        """The accounts of the desks."""

    @property
    def assessments(self) -> Assessments:
        """The answers to instruments."""

    @property
    def audit(self) -> AuditTrail:
        """The audit trail."""

    def changes(self) -> str:
        """Return a name for what is kept now; another one after every commit, of any process.

        Cheap: asked at every request, by whoever remembers what was read. Two names of one process
        may be compared.
        """

    def close(self) -> None:
        """Let go of every connection."""
