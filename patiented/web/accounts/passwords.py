"""How passwords are hashed: scrypt, as werkzeug has it.

The cost is one of the settings that OWASP names as equally strong (Password Storage Cheat Sheet,
scrypt: N=2^15, r=8, p=3). Of those it takes little memory, 32 MiB a login: a flood of logins on
every thread of a server does not push readers out.
"""

from __future__ import annotations

from werkzeug.security import check_password_hash, generate_password_hash

METHOD = f"scrypt:{2**15}:8:3"
SALT_CHARACTERS = 22
"""Each of 62: 131 bits. NIST SP 800-63B-4 asks for 32, OWASP for 128."""
HASH_HEX = 128


class Scrypt:
    """`accounts.Hasher`; a cheaper `method` is for tests."""

    def __init__(self, method: str = METHOD) -> None:
        self._method = method

    @property
    def nobody(self) -> str:
        """A hash that no password has and that takes as long to check as any other."""
        return f"{self._method}${'n' * SALT_CHARACTERS}${'0' * HASH_HEX}"

    def hash(self, password: str, /) -> str:
        """Return the hash that is kept."""
        return generate_password_hash(password, self._method, SALT_CHARACTERS)

    def fits(self, hashed: str, password: str, /) -> bool:
        """Tell whether a hash is that of a password; always takes its time."""
        return check_password_hash(hashed, password)
