"""The production server behind `patiented serve`: gunicorn, never Flask's development server."""

from __future__ import annotations

import socket
import sys
from typing import TYPE_CHECKING, Any

from gunicorn.app.base import BaseApplication  # type: ignore[import-untyped]  # ships no types

from patiented.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask

GRACE_S = 10
TIMEOUT_S = 30
MAX_LINE = 8190
"""Bytes of a request line: the most that gunicorn takes; RFC 9112, 3 recommends 8,000."""


def serve(
    make_app: Callable[[], Flask], host: str, port: int, workers: int, *, quiet: bool = False
) -> None:
    """Serve until told to stop (Ctrl-C or SIGTERM), then let running requests end.

    `make_app` is called once in each worker, after the fork: no database connection is shared.
    """
    _try_address(host, port)
    _Server(make_app, _options(host, port, workers, quiet=quiet)).run()


def _try_address(host: str, port: int) -> None:
    """Listen for a moment: gunicorn tries for five seconds and then says it in ten lines."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
            probe.listen()
    except OSError as error:
        message = f"cannot listen on {host} port {port}: {error.strerror}"
        raise UsageError(message, code="E123") from error


def _options(host: str, port: int, workers: int, *, quiet: bool) -> dict[str, Any]:
    address = f"[{host}]" if ":" in host else host

    def say_where(server: Any) -> None:
        for listener in server.LISTENERS:
            shown = listener.getsockname()
            name = f"[{shown[0]}]" if ":" in shown[0] else shown[0]
            sys.stdout.write(f"patiented is at http://{name}:{shown[1]}/ (stop with Ctrl-C)\n")
        sys.stdout.flush()

    return {
        "bind": f"{address}:{port}",
        "workers": workers,
        "worker_class": "gthread",
        "threads": 4,
        "timeout": TIMEOUT_S,
        "graceful_timeout": GRACE_S,
        "keepalive": 5,
        "limit_request_line": MAX_LINE,
        "loglevel": "warning",
        "accesslog": None if quiet else "-",
        "access_log_format": "%(t)s %(s)s %(m)s %(U)s %(B)sB %(M)sms",
        "proc_name": "patiented",
        # Else gunicorn 25 and later open a socket in the user's home, by which it can be stopped.
        "control_socket_disable": True,
        "when_ready": say_where,
    }


class _Server(BaseApplication):  # type: ignore[misc]  # the base has no types
    """Gunicorn with our options and no command line of its own."""

    def __init__(self, make_app: Callable[[], Flask], options: dict[str, Any]) -> None:
        self._make_app = make_app
        self._given = options
        super().__init__()

    def load_config(self) -> None:
        for name, value in self._given.items():
            if name in self.cfg.settings:  # an older gunicorn has nothing to disable
                self.cfg.set(name, value)

    def load(self) -> Flask:
        return self._make_app()
