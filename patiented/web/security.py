"""The headers that every answer carries: what may run, what may frame, what may leave.

No inline script and no inline style is allowed, so even markup that slipped through could do
nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import request

from patiented.web.service import desk

if TYPE_CHECKING:
    from flask import Flask, Response

POLICY = (
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "connect-src 'self'",
    "frame-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
)

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}


def register(app: Flask) -> None:
    """Add the headers to every answer, errors included."""
    app.after_request(_harden)


OLD_NAMES = {"'self'": "SAMEORIGIN", "'none'": "DENY"}
"""`X-Frame-Options` for browsers that do not know `frame-ancestors`; it can name no other site."""

FRAMED = "/embed/"
"""What addresses of widgets begin with."""

DESKS = ("/write", "/review", "/account")
"""Addresses behind a login: no site may show them in a frame."""


def is_desk(path: str) -> bool:
    """Tell whether an address is behind a login."""
    return path.startswith(DESKS)


def _harden(response: Response) -> Response:
    ancestors = _ancestors()
    policy = (*POLICY, f"frame-ancestors {ancestors}")
    response.headers["Content-Security-Policy"] = "; ".join(policy)
    if ancestors in OLD_NAMES:
        response.headers["X-Frame-Options"] = OLD_NAMES[ancestors]
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    return response


def _ancestors() -> str:
    """Return who may show this address in a frame."""
    settings = desk().settings
    if request.path.startswith(FRAMED):
        return settings.frame_ancestors_widgets
    return "'none'" if is_desk(request.path) else settings.frame_ancestors_pages
