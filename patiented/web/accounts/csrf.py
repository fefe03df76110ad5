"""Whether a form was sent from one of our pages: the door to Flask-WTF.

The token is bound to the session and lasts as long as it does, so that nothing typed is lost to a
clock. Only desks are checked, by `gate`: readers send no cookie that a stranger could use.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from flask import current_app, g
from flask_wtf.csrf import (  # type: ignore[import-untyped]  # ships no types
    CSRFError,
    CSRFProtect,
    generate_csrf,
)

if TYPE_CHECKING:
    from flask import Flask

__all__ = ["CSRFError", "csrf_token", "new_csrf_token", "protect", "register"]

FIELD = "csrf_token"
HEADER = "X-CSRFToken"


def register(app: Flask) -> None:
    """Set Flask-WTF up to be asked, and not to look at readers by itself."""
    app.config.update(
        WTF_CSRF_CHECK_DEFAULT=False,
        WTF_CSRF_FIELD_NAME=FIELD,
        WTF_CSRF_HEADERS=[HEADER],
        WTF_CSRF_TIME_LIMIT=None,
        # `gate` asks Sec-Fetch-Site and Origin, which no browser leaves out for privacy.
        WTF_CSRF_SSL_STRICT=False,
    )
    CSRFProtect(app)


def csrf_token() -> str:
    """Return the token that forms of this session send; to be asked inside a desk only."""
    return cast("str", generate_csrf())


def new_csrf_token() -> None:
    """Forget the token of a session that has been emptied, and make another."""
    g.pop(FIELD, None)
    csrf_token()


def protect() -> None:
    """Refuse a form without the token of its session with a CSRFError."""
    current_app.extensions["csrf"].protect()
