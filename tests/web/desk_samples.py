"""A site with desks to log in at: two tiny ones of the tests, and people for them."""

from __future__ import annotations

from dataclasses import dataclass, field

from flask import Blueprint, jsonify, request

from patiented.accounts import Accounts, Lasting
from patiented.store import Store
from patiented.web import create_app
from patiented.web.accounts import csrf_token, person
from patiented.web.accounts.passwords import Scrypt
from tests.web import samples
from tests.web.page_tree import tree

CHEAP = "scrypt:2:8:1"
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
    clients: list = field(default_factory=list)

    def client(self, **options):
        """Return a browser."""
        return self.app.test_client(**options)

    def logged_in(self, login, password=PASSWORD, **more):
        """Return a browser in which somebody has logged in."""
        client = self.client()
        answer = log_in(client, login, password, **more)
        assert answer.status_code == 303, answer.text
        return client


def open_store(folder):
    """Return a store on a file of its own."""
    return Store(f"sqlite:///{folder / 'desks.db'}")


def accounts_of(store, clock, lasting=None):
    """Return accounts with the people of the samples."""
    accounts = Accounts(store, Scrypt(CHEAP), clock, lasting or Lasting())
    for login, (name, roles) in PEOPLE.items():
        accounts.add(login, name, roles, PASSWORD, by="Test")
    return accounts


def settings_of(folder, **more):
    """Return settings with a database in `folder`."""
    url = f"sqlite:///{folder / 'desks.db'}"
    return samples.replace(samples.settings(), database_url=url, **more)


def make_site(folder, *, local="", **more):
    """Return a site with desks and people."""
    clock, store = Clock(), open_store(folder)
    accounts = accounts_of(store, clock)
    settings = settings_of(folder, **more)
    app = create_app(settings, service=samples.SampleService(), people=accounts, local=local)
    app.register_blueprint(desks())
    return Site(app, accounts, clock, store)


def token_of(answer):
    """Return the token of the form on a page."""
    return tree(answer.text).one("input", name="csrf_token").attrs["value"]


def log_in(client, login, password=PASSWORD, *, target="", address="/account/login", **more):
    """Send the login form as a browser does; return the answer."""
    token = token_of(client.get(address, **more))
    form = {"csrf_token": token, "login": login, "password": password, "next": target}
    return client.post(address, data=form, **more)
