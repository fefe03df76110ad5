"""Taking editions off, and putting them back: the notices in force and who may name them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from patiented.errors import UsageError
from patiented.review import Withdrawal, checked_name, checked_note

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from patiented.publishing.making import Maker
    from patiented.store import Keeping


class Withdrawals:
    """The withdrawals of a library; remembered only while nothing in the store has changed."""

    def __init__(self, maker: Maker, store: Keeping, clock: Callable[[], str]) -> None:
        self._maker = maker
        self._store = store
        self._clock = clock
        self._active: tuple[str, tuple[Withdrawal, ...]] = ("", ())

    def notice(self, monograph: str, audience: str) -> Withdrawal | None:
        """Return the notice that keeps an edition off, that of the whole monograph first."""
        changes = self._store.changes()
        if self._active[0] != changes:
            self._active = (changes, self._store.withdrawals.active())
        return notice_for(self._active[1], monograph, audience)

    def withdraw(self, monograph: str, audience: str | None, reason: str, by: str) -> Withdrawal:
        """Take a monograph, or one audience's edition, off at once, whatever its source is like."""
        notice = self._checked(monograph, audience, reason, by)
        self._store.withdrawals.withdraw(notice)
        return notice

    def reinstate(self, monograph: str, audience: str | None, reason: str, by: str) -> None:
        """End a withdrawal of exactly this scope."""
        notice = self._checked(monograph, audience, reason, by)
        active = self._store.withdrawals.active(monograph)
        if not any(one.audience == audience for one in active):
            scopes = ", ".join(one.audience or "all audiences" for one in active) or "nothing"
            message = f"{monograph} is not withdrawn for {audience or 'all audiences'}"
            raise UsageError(f"{message}; withdrawn now: {scopes}", code="E119")
        self._store.withdrawals.reinstate(notice)

    def _checked(self, monograph: str, audience: str | None, reason: str, by: str) -> Withdrawal:
        self._maker.shelf.require_id(monograph)
        if audience is not None:
            self._maker.checked_audience(audience)
        if not (said := checked_note(reason)):
            raise UsageError("a withdrawal or its end needs a reason", code="E113")
        return Withdrawal(monograph, audience, said, checked_name(by), self._clock())


def notice_for(notices: Sequence[Withdrawal], monograph: str, audience: str) -> Withdrawal | None:
    """Return the notice in force for an edition, that of the whole monograph first."""
    mine = [one for one in notices if one.monograph == monograph]
    for scope in (None, audience):
        for one in mine:
            if one.audience == scope:
                return one
    return None
