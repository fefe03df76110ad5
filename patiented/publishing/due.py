"""When each edition is due to be reviewed again, and which ones are late.

The front matter of a monograph may say when (`review_due`, for all its editions); else the date is
that of the last approval and so many months, where the setting `review_due_months` asks for it.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from patiented.errors import PatientedError, StoreError
from patiented.publishing.withdrawals import notice_for
from patiented.review import Status

if TYPE_CHECKING:
    from collections.abc import Callable

    from patiented.publishing.making import Maker
    from patiented.review import EditionKey
    from patiented.store import Keeping

SOON_DAYS = 60
"""How far ahead the list looks unless it is told otherwise."""

MONTHS_A_YEAR = 12


@dataclass(frozen=True, slots=True)
class Due:
    """When an edition is due: `on` is an ISO date, `days` from today (below 0: late).

    `by_source` tells that the front matter says so, and not the last approval.
    """

    key: EditionKey
    name: str
    on: str
    days: int
    by_source: bool
    withdrawn: bool = False

    @property
    def overdue(self) -> bool:
        """Whether the day has passed."""
        return self.days < 0


class DueList:
    """Works out the dates of a library; nothing is kept."""

    def __init__(self, maker: Maker, store: Keeping, clock: Callable[[], str]) -> None:
        self._maker = maker
        self._store = store
        self._clock = clock

    def list(self, *, months: int = 0, within_days: int = SOON_DAYS) -> tuple[Due, ...]:
        """Return the editions that are late or soon due, the earliest date first.

        `months` after its last approval an edition is due where the source does not say when; 0
        sets no such date.
        """
        today = date.fromisoformat(self._clock()[:10])
        notices = self._store.withdrawals.active()
        reviewed = frozenset(self._store.reviews.latest())
        found = []
        for key in self._maker.offered():
            name, said = self._said(key.monograph)
            due = said or (self._after_approval(key, months) if key in reviewed else "")
            days = (date.fromisoformat(due) - today).days if due else within_days + 1
            if days <= within_days:
                off = notice_for(notices, key.monograph, key.audience) is not None
                found.append(Due(key, name, due, days, by_source=bool(said), withdrawn=off))
        return tuple(sorted(found, key=lambda one: (one.on, one.key)))

    def _said(self, monograph: str) -> tuple[str, str]:
        """Return the name of a monograph and the date that it gives; one may be unreadable."""
        try:
            meta = self._maker.shelf.meta(monograph)
        except StoreError:
            raise
        except PatientedError:
            return monograph, ""
        return meta.name, meta.review_due

    def _after_approval(self, key: EditionKey, months: int) -> str:
        if not months:
            return ""
        steps = self._store.reviews.record(key).steps
        approved = [one.at for one in steps if one.status is Status.APPROVED]
        if not approved:
            return ""
        return _later(date.fromisoformat(approved[-1][:10]), months).isoformat()


def _later(day: date, months: int) -> date:
    """Return the day so many months later; the last of the month where it has no such day."""
    years, month = divmod(day.month - 1 + months, MONTHS_A_YEAR)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))
