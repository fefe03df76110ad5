"""Who may log in, with what, for how long; and what tells a stranger nothing."""

from __future__ import annotations

import time
from datetime import timedelta

import pytest

from patiented.accounts import Accounts, DeskRole, Lasting, Outsider, PasswordFault, Person
from patiented.accounts.rules import FAULTS, password_fault
from patiented.errors import UsageError
from patiented.rendering.desks.accounts import FAULTS as SAID
from patiented.rendering.desks.accounts import ROLES
from patiented.web.accounts.passwords import METHOD, Scrypt
from tests.web.desk_samples import CHEAP, PASSWORD, Clock

ISSUER = "https://id.example"


class Counting(Scrypt):
    """Counts what it is asked."""

    def __init__(self):
        super().__init__(CHEAP)
        self.asked = []

    def fits(self, hashed, password, /):
        self.asked.append(hashed.split("$", maxsplit=1)[0])
        return super().fits(hashed, password)


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def hasher():
    return Counting()


@pytest.fixture
def accounts(store, hasher, clock):
    return Accounts(store, hasher, clock, Lasting(timedelta(minutes=60), timedelta(hours=10)))


@pytest.fixture
def ada(accounts):
    return accounts.add(" Ada@Example.org ", "Ada Lovelace", ["writer"], PASSWORD, by="Test")


def outsider(**more):
    given = {"subject": "7", "login": "ada@example.org", "name": "Ada Lovelace", "roles": None}
    return Outsider(ISSUER, **(given | more))


@pytest.mark.parametrize("login", ["ada@example.org", " ADA@example.ORG "])
def test_a_login_is_the_same_in_every_case(accounts, ada, login):
    assert accounts.log_in(login, PASSWORD) == ada


@pytest.mark.parametrize("password", ["", PASSWORD + " ", PASSWORD.upper(), "x" * 5_000, "\x00"])
def test_another_password_lets_nobody_in(accounts, ada, password):
    assert accounts.log_in(ada.login, password) is None


def test_a_password_is_kept_as_a_salted_hash(accounts, ada):
    accounts.add("bo", "Bo", [], PASSWORD, by="Test")
    one, other = (one.password for one in accounts.list())
    assert PASSWORD not in one
    assert one != other
    assert one.startswith(f"{CHEAP}$")


def test_the_same_letters_typed_on_two_keyboards_are_the_same_password(accounts):
    accounts.add("bo", "Bo", [], "caf\u00e9 au lait, bien s\u00fbr", by="Test")
    assert accounts.log_in("bo", "cafe\u0301 au lait, bien su\u0302r")


def test_a_login_that_nobody_has_takes_the_work_of_one_that_is_there(accounts, ada, hasher):
    accounts.add("off", "Off", [], PASSWORD, by="Test")
    accounts.set_active("off", active=False, by="Test")
    accounts.admit(outsider(login="out", name="Out"))
    for login in (ada.login, "nobody", "off", "out", "", "\x00", "x" * 5_000):
        hasher.asked.clear()
        assert accounts.log_in(login, "not the password") is None
        assert hasher.asked == [CHEAP]


def test_checking_the_hash_of_nobody_takes_the_time_of_a_real_one():
    scrypt = Scrypt()
    real, spent = scrypt.hash(PASSWORD), []
    for hashed in (real, scrypt.nobody):
        start = time.perf_counter()
        assert not scrypt.fits(hashed, "not the password")
        spent.append(time.perf_counter() - start)
    assert 0.3 < spent[0] / spent[1] < 3
    assert scrypt.fits(real, PASSWORD)


def test_the_cost_is_one_that_owasp_names():
    assert METHOD == "scrypt:32768:8:3"


@pytest.mark.parametrize(
    ("password", "fault"),
    [
        ("eleven char", PasswordFault.SHORT),
        ("twelve chars", None),
        ("\u6c34\u706b\u98a8\u571f" * 3, PasswordFault.SAME),
        ("\u6c34\u706b\u98a8\u571f\u7a7a\u6c17" * 2, None),
        ("x" * 1_025, PasswordFault.LONG),
        ("abababababab", PasswordFault.SAME),
        ("my name is LOVELACE", PasswordFault.KNOWN),
        ("ada.byron is at home", PasswordFault.KNOWN),
        ("radar adamant tea", None),
    ],
)
def test_what_a_password_must_be(password, fault):
    assert password_fault(password, "ada.byron@example.org", "Ada Lovelace") == fault


def test_every_fault_and_role_has_words_for_pages():
    assert set(SAID) == set(FAULTS) == set(PasswordFault)
    assert set(ROLES) == set(DeskRole)


@pytest.mark.parametrize("login", ["", "a b", "-ada", "a" * 65, "ad\u00e4", "a\nb", "a/b"])
def test_what_is_no_login_is_refused(accounts, login):
    with pytest.raises(UsageError, match="a login has"):
        accounts.add(login, "Ada", [], PASSWORD, by="Test")


def test_a_role_that_is_none_is_refused_with_those_that_there_are(accounts, ada):
    with pytest.raises(UsageError, match="writer, reviewer, admin"):
        accounts.set_roles(ada.login, ["boss"], by="Test")


def test_two_people_cannot_sign_alike(accounts, ada):
    with pytest.raises(UsageError, match="is taken"):
        accounts.add("eve", "  ada   LOVELACE ", ["reviewer"], PASSWORD, by="Test")


def test_an_admin_may_do_everything_and_others_what_their_role_says():
    person = Person("ada", "Ada", frozenset({DeskRole.WRITER}))
    assert [person.may(one) for one in DeskRole] == [True, False, False]
    admin = Person("bo", "Bo", frozenset({DeskRole.ADMIN}))
    assert all(admin.may(one) for one in DeskRole)
    assert not any(Person("nell", "Nell").may(one) for one in DeskRole)


def test_a_session_is_known_by_a_secret_that_the_database_does_not_hold(accounts, ada, store):
    token = accounts.start_session(ada)
    assert accounts.at(token, accounts.now()) == Person(
        ada.login, "Ada Lovelace", frozenset({DeskRole.WRITER})
    )
    with store.reading() as connection:
        rows = str(connection.exec_driver_sql("SELECT * FROM sessions").all())
    assert token not in rows
    assert accounts.at(token[:-1], accounts.now()) is None


def test_a_session_ends_when_it_is_idle_and_in_any_case_after_a_day_of_work(accounts, ada, clock):
    token = accounts.start_session(ada)
    clock.at = "2026-01-02T04:04:04Z"
    assert accounts.at(token, "2026-01-02T03:04:05Z")
    clock.at = "2026-01-02T04:04:05Z"
    assert accounts.at(token, "2026-01-02T03:04:05Z") is None
    assert accounts.at(token, clock.at)
    clock.at = "2026-01-02T13:04:05Z"
    assert accounts.at(token, clock.at) is None


@pytest.mark.parametrize("seen", ["", "yesterday", "2026-01-02", "2026-01-02T03:04:05"])
def test_a_session_that_was_never_seen_does_not_count(accounts, ada, seen):
    assert accounts.at(accounts.start_session(ada), seen) is None


@pytest.mark.parametrize(
    "deed",
    [
        lambda a: a.set_active("ada@example.org", active=False, by="Test"),
        lambda a: a.set_roles("ada@example.org", ["reviewer"], by="Test"),
        lambda a: a.set_password("ada@example.org", "another good one", by="Test"),
    ],
)
def test_what_is_done_to_an_account_ends_its_sessions_at_once(accounts, ada, deed):
    bo = accounts.add("bo", "Bo", [], PASSWORD, by="Test")
    token, other = accounts.start_session(ada), accounts.start_session(bo)
    deed(accounts)
    assert accounts.at(token, accounts.now()) is None
    assert accounts.at(other, accounts.now())


def test_who_is_kept_out_can_be_let_in_again(accounts, ada):
    accounts.set_active(ada.login, active=False, by="Test")
    assert accounts.log_in(ada.login, PASSWORD) is None
    accounts.set_active(ada.login, active=True, by="Test")
    assert accounts.log_in(ada.login, PASSWORD)


def test_the_trail_says_what_was_done_to_whom_and_no_secret(accounts, ada, store):
    accounts.set_roles(ada.login, ["admin", "reviewer"], by="Bo")
    accounts.set_password(ada.login, "another good one", by="Bo")
    accounts.set_active(ada.login, active=False, by="Bo")
    accounts.set_active(ada.login, active=True, by="Bo")
    said = [(one.by, one.action, one.note) for one in store.audit.entries()]
    assert said == [
        ("Test", "account added", "ada@example.org (Ada Lovelace): writer"),
        ("Bo", "account roles", "ada@example.org: admin, reviewer"),
        ("Bo", "account password", "ada@example.org"),
        ("Bo", "account disabled", "ada@example.org"),
        ("Bo", "account enabled", "ada@example.org"),
    ]


@pytest.mark.parametrize("login", ["bo", "\x00"])
def test_nothing_is_done_to_nobody(accounts, login):
    for deed in (
        lambda: accounts.set_roles(login, ["writer"], by="Test"),
        lambda: accounts.set_password(login, PASSWORD, by="Test"),
        lambda: accounts.set_active(login, active=False, by="Test"),
    ):
        with pytest.raises(UsageError, match="nobody has the login"):
            deed()


def test_somebody_from_outside_gets_an_account_without_roles_and_without_a_password(accounts):
    account = accounts.admit(outsider())
    assert (account.login, account.name, account.roles) == (
        "ada@example.org",
        "Ada Lovelace",
        frozenset(),
    )
    assert accounts.log_in(account.login, "") is None
    assert accounts.admit(outsider(name="Changed", login="other")) == account
    with pytest.raises(UsageError, match="has no password here"):
        accounts.set_password(account.login, "another good one", by="Test")


def test_a_login_or_a_name_from_outside_opens_no_account_that_is_here(accounts, ada):
    account = accounts.admit(outsider())
    assert account.number != ada.number
    assert (account.login, account.name) == (
        "ada@example.org-2",
        "Ada Lovelace (ada@example.org-2)",
    )


@pytest.mark.parametrize(
    ("login", "name", "kept"),
    [
        ("", "", ("person", "person")),
        ("Zo\u00eb M\u00fcller", "Zo\u00eb", ("zo-m-ller", "Zo\u00eb")),
        ("../../etc", "a\x00b", ("etc", "etc")),
        ("x" * 500, "y" * 500, ("x" * 56, "y" * 100)),
    ],
)
def test_any_name_from_outside_becomes_one_that_can_be_kept(accounts, login, name, kept):
    account = accounts.admit(outsider(login=login, name=name))
    assert (account.login, account.name) == kept


def test_roles_from_outside_are_taken_at_every_login_where_they_are_told(accounts):
    writer, none = frozenset({DeskRole.WRITER}), frozenset()
    assert accounts.admit(outsider(roles=writer)).roles == writer
    assert accounts.admit(outsider(roles=none)).roles == none
    accounts.set_roles("ada@example.org", ["reviewer"], by="Test")
    assert accounts.admit(outsider(roles=None)).roles == frozenset({"reviewer"})


def test_a_login_from_outside_does_not_bring_back_who_is_kept_out(accounts):
    account = accounts.admit(outsider())
    accounts.set_active(account.login, active=False, by="Test")
    assert accounts.admit(outsider(roles=frozenset({DeskRole.ADMIN}))) is None
    assert accounts.list()[0].roles == frozenset()
