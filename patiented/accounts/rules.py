"""What a login, a name and a password must be.

Passwords follow NIST SP 800-63B-4, 3.1.1.2, but for their length and its list of leaked ones: every
character is allowed (also spaces and signs of any script), nothing has to be mixed, no password
runs out, and what is easy to guess from the account itself is refused. They are compared after
Unicode's NFKC, as the same key on two keyboards may send two forms of a letter.
"""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum
from typing import TYPE_CHECKING

from patiented.accounts.records import DeskRole
from patiented.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable

MIN_PASSWORD = 12
"""In characters. The rule asks for 15 where nothing stands beside a password, and for 8 beside a
second factor; between them, as tries are counted."""
MAX_PASSWORD = 1_024
MIN_DIFFERENT = 5
"""How many different characters a password has at least: `aaaaaaaaaaaa` is none."""
MIN_GIVEAWAY = 4
"""A login or a part of a name that is shorter may stand in a password by chance."""

_LOGIN = re.compile(r"[a-z0-9][a-z0-9._@+-]{0,63}")


class PasswordFault(StrEnum):
    """Why a password is refused."""

    SHORT = "short"
    LONG = "long"
    SAME = "same"
    KNOWN = "known"


FAULTS = {
    PasswordFault.SHORT: f"a password has at least {MIN_PASSWORD} characters",
    PasswordFault.LONG: f"a password has at most {MAX_PASSWORD:,} characters",
    PasswordFault.SAME: f"a password has at least {MIN_DIFFERENT} different characters",
    PasswordFault.KNOWN: "a password does not hold the login or the name",
}


def cleaned_login(login: str) -> str:
    """Return a login as it is compared."""
    return login.strip().lower()


def is_login(cleaned: str) -> bool:
    """Tell whether a cleaned login is one that somebody could have."""
    return _LOGIN.fullmatch(cleaned) is not None


def checked_login(login: str) -> str:
    """Return a login as it is kept; a UsageError says what one is."""
    cleaned = cleaned_login(login)
    if not is_login(cleaned):
        message = "a login has 1 to 64 letters, digits and . _ @ + -, the first a letter or digit"
        raise UsageError(message, code="E132")
    return cleaned


def name_key(name: str) -> str:
    """Return a name as it is compared: two people must not sign alike."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def normal_password(password: str) -> str:
    """Return a password as it is hashed."""
    return unicodedata.normalize("NFKC", password)


def password_fault(password: str, login: str, name: str) -> PasswordFault | None:
    """Return why a password is refused, or None."""
    text = normal_password(password)
    if len(text) < MIN_PASSWORD:
        return PasswordFault.SHORT
    if len(text) > MAX_PASSWORD:
        return PasswordFault.LONG
    if len(set(text)) < MIN_DIFFERENT:
        return PasswordFault.SAME
    known = (login, login.split("@", maxsplit=1)[0], *name.split())
    folded = text.casefold()
    if any(len(one) >= MIN_GIVEAWAY and one.casefold() in folded for one in known):
        return PasswordFault.KNOWN
    return None


def checked_password(password: str, login: str, name: str) -> str:
    """Return a password as it is hashed; a UsageError says why it is refused."""
    if fault := password_fault(password, login, name):
        raise UsageError(FAULTS[fault], code="E133")
    return normal_password(password)


def checked_roles(roles: Iterable[str]) -> frozenset[DeskRole]:
    """Return roles from their names; a UsageError lists those that there are."""
    try:
        return frozenset(DeskRole(one) for one in roles)
    except ValueError as error:
        known = ", ".join(DeskRole)
        raise UsageError(f"the roles are {known}", code="E134") from error
