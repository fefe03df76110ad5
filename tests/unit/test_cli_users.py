"""`user`: who may log in; passwords come without an echo and never as an argument."""

from __future__ import annotations

import io
import json

import pytest

from patiented.cli import main, users
from patiented.store import Store
from tests.street import make_library
from tests.web.desk_samples import CHEAP, PASSWORD


@pytest.fixture(autouse=True)
def cheap(monkeypatch):
    real = users.Scrypt
    monkeypatch.setattr(users, "Scrypt", lambda: real(CHEAP))


@pytest.fixture
def library(tmp_path, monkeypatch):
    root = make_library(tmp_path)
    monkeypatch.chdir(root)
    return root


@pytest.fixture
def run(capsys, library, monkeypatch):
    def ran(*arguments, given=""):
        monkeypatch.setattr("sys.stdin", io.StringIO(given))
        with pytest.raises(SystemExit) as stopped:
            main([str(one) for one in arguments])
        printed = capsys.readouterr()
        return stopped.value.code, printed.out, printed.err

    return ran


@pytest.fixture
def added(run):
    arguments = ("user", "add", "Ada", "--name", "Ada Lovelace", "--role", "writer")
    code, out, _ = run(*arguments, "--password-stdin", "--by", "Bo", given=PASSWORD + "\r\n")
    assert code == 0
    return out


def listed(run):
    return json.loads(run("user", "list", "--format", "json")[1])


def test_a_person_is_added_and_listed(run, added):
    assert added == "ada is added: Ada Lovelace, writer\n"
    (one,) = listed(run)
    assert (one["login"], one["name"], one["roles"]) == ("ada", "Ada Lovelace", ["writer"])
    assert set(one) == {"login", "name", "roles", "active", "created_at", "issuer"}
    assert run("user", "list")[1] == "ada  Ada Lovelace, writer\n"


def test_a_password_is_asked_for_twice_and_never_shown(run, monkeypatch):
    asked = []

    def hidden(prompt):
        asked.append(prompt)
        return PASSWORD if len(asked) != 2 else "something else"

    monkeypatch.setattr("click.termui.hidden_prompt_func", hidden)
    code, out, err = run("user", "add", "ada", "--name", "Ada", "--role", "admin")
    assert code == 0
    assert asked == ["Password: ", "Once more: "] * 2  # the first two were not the same
    assert PASSWORD not in out + err


def test_there_is_no_option_that_would_show_a_password_to_others(run):
    said = run("user", "add", "--help")[1]
    assert "--password-stdin" in said
    assert "--password " not in said


def test_roles_are_given_exactly(run, added):
    run("user", "role", "ada", "--role", "reviewer", "--role", "admin")
    assert listed(run)[0]["roles"] == ["admin", "reviewer"]
    run("user", "role", "ada", "--none")
    assert listed(run)[0]["roles"] == []


def test_a_person_is_kept_out_and_let_in_again(run, added):
    assert run("user", "disable", "ADA")[1] == "ada can no longer log in\n"
    assert run("user", "list")[1] == "ada  Ada Lovelace, writer, disabled\n"
    assert run("user", "enable", "ada")[0] == 0
    assert listed(run)[0]["active"] is True


def test_the_trail_says_who_did_it(run, added, library):
    run("user", "password", "ada", "--password-stdin", "--by", "Cy", given="another good one\n")
    store = Store(f"sqlite:///{library}/var/patiented.db")
    said = [(one.by, one.action) for one in store.audit.entries()]
    store.close()
    assert said == [("Bo", "account added"), ("Cy", "account password")]


@pytest.mark.parametrize(
    ("arguments", "given", "said"),
    [
        (("add", "ada", "--name", "Other"), PASSWORD, "the login ada is taken"),
        (("add", "bo", "--name", "ada lovelace"), PASSWORD, "the name ada lovelace is taken"),
        (("add", "b o", "--name", "Bo"), PASSWORD, "a login has"),
        (("add", "bo", "--name", " "), PASSWORD, "a name is"),
        (("add", "bo", "--name", "Bo"), "short", "at least 12 characters"),
        (("add", "bo", "--name", "Bo"), "", "at least 12 characters"),
        (("password", "bo"), PASSWORD, "nobody has the login bo"),
    ],
)
def test_what_cannot_be_done_is_one_clear_line(run, added, arguments, given, said):
    code, _, err = run("user", *arguments, "--password-stdin", given=given + "\n")
    assert code == 2
    assert said in err
    assert err.count("\n") == 1
    assert PASSWORD not in err
    assert len(listed(run)) == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("role", "ada"), "say which roles"),
        (("role", "ada", "--none", "--role", "admin"), "say which roles"),
        (("role", "ada", "--role", "boss"), "boss"),
        (("disable", "bo"), "nobody has the login bo"),
    ],
)
def test_a_wrong_request_changes_nothing(run, added, arguments, said):
    code, _, err = run("user", *arguments)
    assert code == 2
    assert said in err
    assert (listed(run)[0]["roles"], listed(run)[0]["active"]) == (["writer"], True)


def test_nobody_is_added_where_nothing_lasts(run, monkeypatch):
    monkeypatch.setattr("patiented.settings.fields.is_temporary", lambda _: True)
    code, _, err = run("user", "add", "a", "--name", "A", "--password-stdin", given=PASSWORD)
    assert code == 2
    assert "no lasting place for the database" in err


def test_an_empty_list_says_what_to_do(run):
    assert "patiented user add" in run("user", "list")[1]
