"""The review desk over a small library with a real store, and people who come to it."""

from __future__ import annotations

from dataclasses import replace

from patiented.web import create_app
from patiented.web.people import PERSON, Person
from patiented.web.service import EXTENSION, LibraryService
from tests.web import samples

REVIEWER = Person("Ada", frozenset({"reviewer"}))


class LoggedIn:
    """WSGI: says who asks, as whoever logs people in will; `who` may be changed by a test."""

    def __init__(self, app, who=REVIEWER):
        self.app = app
        self.who = who

    def __call__(self, environ, start):
        if self.who:
            environ[PERSON] = self.who
        return self.app(environ, start)


def desk_app(publisher, audiences=samples.AUDIENCES, settings=None):
    """Return a site over a publisher, and what says who asks."""
    service = LibraryService(publisher, tuple(audiences))
    app = create_app(settings or samples.settings(), service=service)
    door = LoggedIn(app.wsgi_app)
    app.wsgi_app = door
    return app, door


def serve_from(app, publisher, audiences=samples.AUDIENCES):
    """Let an app serve another library from now on; it must not remember pages."""
    service = LibraryService(publisher, tuple(audiences))
    app.extensions[EXTENSION] = replace(app.extensions[EXTENSION], service=service)
