"""A site with desks to log in at: two tiny ones of the tests, and people for them."""

from __future__ import annotations

import shutil
from contextlib import contextmanager
from dataclasses import dataclass

from flask import Blueprint, jsonify, request

from patiented.accounts import Accounts
from patiented.store import Store
from patiented.web import create_app
from patiented.web.accounts import csrf_token, person
from patiented.web.accounts.gate import EXTENSION
from patiented.web.accounts.passwords import Scrypt
from tests.web import samples
from tests.web.page_tree import tree

CHEAP = "scrypt:256:8:1"
"""A hash that costs nothing; the real one is measured in its own test."""
PASSWORD = "tea and four biscuits"  # noqa: S105
PEOPLE = {
    "wren": ("Wren Writer", ["writer"]),
    "rae": ("Rae Reviewer", ["reviewer"]),
    "ada": ("Ada Admin", ["admin"]),
    "nell": ("Nell Nothing", []),
}


@dataclass
class Clock:
    """A time that a test can move."""

    at: str = "2026-01-02T03:04:05Z"

    def __call__(self):
        """Return the time."""
        return self.at


def put_desks(app):
    """Put two tiny desks in the place of the real ones."""
    tiny = desks()
    app.register_blueprint(tiny)
    for real, ours in (
        ("writing.desks", "tiny.write"),
        ("writing.edition", "tiny.write"),
        ("reviewing.queue", "tiny.review"),
    ):
        view = app.view_functions[ours]
        app.view_functions[real] = lambda view=view, **_: view()


def desks():
    """Two tiny desks, as the real ones will be: they ask nobody who is there."""
    blueprint = Blueprint("tiny", __name__)

    @blueprint.route("/write/", methods=["GET", "POST"])
    @blueprint.route("/write/<path:rest>", methods=["GET", "POST"])
    def write(rest=""):
        return jsonify(who=person().name, sent=request.get_data(as_text=True), csrf=csrf_token())

    @blueprint.route("/review/", methods=["GET", "POST"])
    def review():
        return jsonify(who=person().name, csrf=csrf_token())

    @blueprint.get("/m/who")
    def reader():
        return jsonify(who=person() and person().name)

    return blueprint


@dataclass
class Site:
    """An app, its accounts and its clock."""

    app: object
    accounts: Accounts
    clock: Clock
    store: Store

    def client(self, **options):
        """Return a browser."""
        return self.app.test_client(**options)

    def logged_in(self, login, password=PASSWORD, **more):
        """Return a browser in which somebody has logged in."""
        client = self.client()
        answer = log_in(client, login, password, **more)
        assert answer.status_code == 303, answer.text
        return client


KEY = "a key of the tests, long enough"
"""What the cookies of all these sites are signed with, as those of one site's processes are."""


def open_store(folder):
    """Return a store on a file of its own."""
    return Store(f"sqlite:///{folder / 'desks.db'}")


def settings_of(folder, **more):
    """Return settings with a database in `folder`."""
    url = f"sqlite:///{folder / 'desks.db'}"
    return samples.replace(samples.settings(), database_url=url, **more)


def add_people(accounts):
    """Add the people of the samples."""
    for login, (name, roles) in PEOPLE.items():
        accounts.add(login, name, roles, PASSWORD, by="Test")


class Sites:
    """One app with its pages made once, which starts afresh with people of its own each time."""

    def __init__(self, folder, migrated, *, local="", **more):
        self._kept = folder / "desks.db"
        shutil.copy(migrated, self._kept)
        store = open_store(folder)
        add_people(Accounts(store, Scrypt(CHEAP), Clock()))
        store.close()
        settings = settings_of(folder, **({"secret_key": KEY} | more))
        self.app = create_app(settings, service=samples.SampleService(), local=local)
        put_desks(self.app)

    @contextmanager
    def fresh(self, folder):
        """Yield the site as it was in the beginning: nobody logged in, nothing counted."""
        shutil.copy(self._kept, folder / "desks.db")
        clock, store = Clock(), open_store(folder)
        accounts = Accounts(store, Scrypt(CHEAP), clock)
        self.app.extensions[EXTENSION].__dict__["accounts"] = accounts
        for limiter in self.app.extensions["limiter"]:
            limiter.reset()
        yield Site(self.app, accounts, clock, store)
        store.close()


def token_of(answer):
    """Return the token of the forms on a page."""
    return tree(answer.text).all("input", name="csrf_token")[0].attrs["value"]


def log_in(client, login, password=PASSWORD, *, target="", address="/account/login", **more):
    """Send the login form as a browser does; return the answer."""
    token = token_of(client.get(address, **more))
    form = {"csrf_token": token, "login": login, "password": password, "next": target}
    return client.post(address, data=form, **more)


def held(client):
    """Return the cookies that a browser holds, as names and values."""
    return {one.key: one.value for one in client._cookies.values()}


def write(client, **more):
    """Open the tiny writer's desk."""
    return client.get("/write/", **more)
