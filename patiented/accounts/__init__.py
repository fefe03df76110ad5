"""Accounts for the desks: who may write and review, how they log in, how long that lasts.

Readers have none. The doors build on `Accounts` and hold no rules; how a password is hashed comes
from outside, as a `Hasher`.
"""

from patiented.accounts.opening import open_accounts, signing_key
from patiented.accounts.people import Accounts, Lasting, Outsider, person_of
from patiented.accounts.records import DeskRole, Hasher, Person
from patiented.accounts.rules import (
    MIN_PASSWORD,
    PasswordFault,
    cleaned_login,
    password_fault,
)

__all__ = [
    "MIN_PASSWORD",
    "Accounts",
    "DeskRole",
    "Hasher",
    "Lasting",
    "Outsider",
    "PasswordFault",
    "Person",
    "cleaned_login",
    "open_accounts",
    "password_fault",
    "person_of",
    "signing_key",
]
