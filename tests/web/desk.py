"""The review desk over a small library with a real store, and people who come to it."""

from __future__ import annotations

from dataclasses import replace

from patiented.accounts import DeskRole, Person
from patiented.web import create_app
from patiented.web.accounts.gate import VOUCHED
from patiented.web.service import EXTENSION, LibraryService
from tests.web import samples

REVIEWER = Person("ada", "Ada", frozenset({DeskRole.REVIEWER}))


class LoggedIn:
    """WSGI: says who asks, as whoever logs people in will; `who` may be changed by a test."""

    def __init__(self, app, who=REVIEWER):
        self.app = app
        self.who = who

    def __call__(self, environ, start):
        if self.who:
            environ[VOUCHED] = self.who
        return self.app(environ, start)


SECRET = "only-for-tests-" * 3


def desk_app(publisher, audiences=samples.AUDIENCES, settings=None, *, tokens=True):
    """Return a site over a publisher, and what says who asks; `tokens`: forms must bring theirs."""
    service = LibraryService(publisher, tuple(audiences))
    settings = replace(settings or samples.settings(), secret_key=SECRET)
    # Nobody logs in here: what would open a database is never asked.
    app = create_app(settings, service=service, people=object())
    if not tokens:
        app.config["WTF_CSRF_METHODS"] = set()
    door = LoggedIn(app.wsgi_app)
    app.wsgi_app = door
    return app, door


def serve_from(app, publisher, audiences=samples.AUDIENCES):
    """Let an app serve another library from now on; it must not remember pages."""
    service = LibraryService(publisher, tuple(audiences))
    app.extensions[EXTENSION] = replace(app.extensions[EXTENSION], service=service)


WRITER = Person("wes", "Wes", frozenset({DeskRole.WRITER}))


def sample_desk(service, who=WRITER, *, tokens=True):
    """Return a site of samples whose desks are open to `who`, and what says who asks."""
    settings = replace(samples.settings(), secret_key=SECRET)
    app = create_app(settings, service=service, people=object())
    if not tokens:
        app.config["WTF_CSRF_METHODS"] = set()
    door = LoggedIn(app.wsgi_app, who)
    app.wsgi_app = door
    return app, door
