"""The headers that every answer carries: what may run, what may frame, what may leave.

No inline script and no inline style is allowed, so even markup that slipped through could do
nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from patiented.web.service import desk

if TYPE_CHECKING:
    from flask import Flask, Response

POLICY = (
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "connect-src 'self'",
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


def _harden(response: Response) -> Response:
    ancestors = f"frame-ancestors {desk().settings.frame_ancestors_pages}"
    response.headers["Content-Security-Policy"] = "; ".join((*POLICY, ancestors))
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    return response
