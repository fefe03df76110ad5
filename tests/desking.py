"""A library with a desk, for tests: two made-up monographs and somebody who works there."""

from __future__ import annotations

from contextlib import contextmanager
from threading import Thread

from werkzeug.serving import make_server

from patiented.accounts import DeskRole, Person
from patiented.publishing.opening import open_publisher
from patiented.settings import Settings
from patiented.web import create_app
from patiented.web.accounts.gate import VOUCHED
from patiented.web.service import LibraryService
from patiented.writing import open_desk
from tests.databases import database_in
from tests.engines import shipped_engine
from tests.unit.test_writing import PO, SOURCE

ANA = Person("ana", "Ana Writer", frozenset({DeskRole.WRITER}))
RUTH = Person("ruth", "Ruth Reviewer", frozenset({DeskRole.REVIEWER}))


def write_library(folder):
    """Lay the made-up library down."""
    place = folder / "monographs" / "alphadrug"
    (place / "wording").mkdir(parents=True)
    (place / "monograph.md").write_text(SOURCE, encoding="utf-8")
    (place / "wording" / "patient.en.po").write_text(PO, encoding="utf-8")
    return folder


def desk_app(folder, person=ANA, engine=None, *, tokens=True):
    """The site with its desks; everybody who asks is `person`, who may be exchanged in a dict.

    `tokens`: what changes something must bring the token of its page.
    """
    settings = Settings(library=folder, database_url=database_in(folder))
    engine = engine or shipped_engine()
    publisher = open_publisher(settings, engine=engine)
    service = LibraryService(publisher, tuple(engine.data.audiences.values()))
    app = create_app(settings, service=service, engine=engine, writer=open_desk(settings, engine))
    if not tokens:
        app.config["WTF_CSRF_METHODS"] = set()
    who = {"person": person}
    inner = app.wsgi_app

    def known(environ, start):
        if who["person"]:
            environ[VOUCHED] = who["person"]
        return inner(environ, start)

    app.wsgi_app = known
    return app, who


@contextmanager
def served(app):
    """Serve an app on loopback; yields its address."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
