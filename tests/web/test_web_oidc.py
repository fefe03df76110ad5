"""Logging in at an OpenID Connect service: a small one on this machine, honest and otherwise."""

from __future__ import annotations

import logging
from urllib.parse import parse_qs, urlsplit

import pytest

from patiented.accounts import DeskRole
from patiented.errors import UsageError
from patiented.settings import load_settings
from patiented.web import create_app
from tests.web import samples
from tests.web.desk_samples import Sites, settings_of, write
from tests.web.page_tree import tree

pytest.importorskip("authlib", reason="authlib is not installed (patiented[oidc])")

from patiented.web.accounts.oidc import found, role_table
from tests.oidc_issuer import CLIENT, SECRET, issuer, shared_secret_key


@pytest.fixture(scope="module")
def served():
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    with issuer() as one:
        yield one


@pytest.fixture
def service(served):
    served.reset()
    return served


def made(tmp_path_factory, migrated, served, **more):
    settings = {
        "oidc_issuer": served.address,
        "oidc_client_id": CLIENT,
        "oidc_client_secret": SECRET,
        **more,
    }
    return Sites(tmp_path_factory.mktemp("sites"), migrated, **settings)


@pytest.fixture(scope="module")
def plain_sites(tmp_path_factory, _migrated_sqlite, served):
    return made(tmp_path_factory, _migrated_sqlite, served)


@pytest.fixture(scope="module")
def role_sites(tmp_path_factory, _migrated_sqlite, served):
    roles = {"oidc_roles_claim": "groups", "oidc_roles": "writers=writer, board = reviewer"}
    return made(tmp_path_factory, _migrated_sqlite, served, **roles)


@pytest.fixture
def site(plain_sites, service, tmp_path):
    with plain_sites.fresh(tmp_path) as fresh:
        forget(fresh.app)
        yield fresh


@pytest.fixture
def with_roles(role_sites, service, tmp_path):
    with role_sites.fresh(tmp_path) as fresh:
        forget(fresh.app)
        yield fresh


def forget(app):
    """Let the app read the discovery document anew, as one that has just started."""
    app.extensions["authlib.integrations.flask_client"].oidc.server_metadata.clear()


def visit(address):
    """Follow an address to the service as a browser does; return where it sends back to."""
    import http.client  # noqa: PLC0415

    parts = urlsplit(address)
    connection = http.client.HTTPConnection(parts.netloc)
    connection.request("GET", f"{parts.path}?{parts.query}")
    back = connection.getresponse().headers["Location"]
    connection.close()
    return back


def go(client, target=""):
    """Start at the login; return the address that the service sends back to."""
    answer = client.get("/account/oidc", query_string={"next": target})
    assert answer.status_code == 302, answer.text
    return visit(answer.location)


def path_of(address):
    parts = urlsplit(address)
    return f"{parts.path}?{parts.query}"


def come(client, target=""):
    return client.get(path_of(go(client, target)))


def problem(answer):
    assert answer.status_code == 403
    return tree(answer.text).one("div", role="alert").words


def test_the_login_leads_to_the_service_with_all_that_guards_the_way(site):
    client = site.client()
    link = tree(client.get("/account/login?next=/write/").text).one("main").one("a").attrs["href"]
    assert link == "/account/oidc?next=/write/"
    answer = client.get(link)
    asked = {name: values[0] for name, values in parse_qs(urlsplit(answer.location).query).items()}
    assert (asked["response_type"], asked["client_id"]) == ("code", CLIENT)
    assert asked["code_challenge_method"] == "S256"
    assert asked["redirect_uri"] == "http://localhost/account/oidc/return"
    assert len(asked["code_challenge"]) == 43
    assert min(len(asked["state"]), len(asked["nonce"])) >= 20
    assert "openid" in asked["scope"]
    assert SECRET not in answer.location


def test_somebody_new_is_let_in_and_may_do_nothing_yet(site):
    client = site.client()
    answer = come(client, "/write/")
    assert (answer.status_code, answer.location) == (303, "/write/")
    assert write(client).status_code == 403
    (account,) = [one for one in site.accounts.list() if one.issuer]
    assert (account.login, account.name, account.roles) == ("ada-2", "Ada Lovelace", frozenset())


def test_with_a_role_from_us_the_desk_is_open(site):
    come(site.client())
    site.accounts.set_roles("ada-2", ["writer"], by="Test")
    client = site.client()
    come(client)
    assert write(client).json["who"] == "Ada Lovelace"
    main = tree(client.get("/account/").text).one("main")
    assert main.all("input", name="current") == []


def test_nobody_gets_the_account_that_has_the_same_login(site, service):
    service.says |= {"preferred_username": "wren", "name": "Wren Writer", "email": "wren@x.example"}
    client = site.client()
    come(client)
    assert write(client).status_code == 403
    assert "wren-2" in client.get("/account/").text


def test_roles_come_from_the_claim_and_go_with_it(with_roles, service):
    client = with_roles.client()
    come(client)
    assert write(client).status_code == 200
    assert client.get("/review/").status_code == 403
    service.says["groups"] = ["board", "something else"]
    again = with_roles.client()
    come(again)
    assert write(client).status_code == 303  # the open session ended
    assert write(again).status_code == 403
    assert again.get("/review/").status_code == 200
    del service.says["groups"]
    service.beside = {"sub": "u-7"}
    last = with_roles.client()
    come(last)
    assert last.get("/review/").status_code == 403


def test_a_claim_that_is_not_in_the_token_is_asked_for(with_roles, service):
    del service.says["groups"]
    service.beside = {"sub": "u-7", "groups": "board writers"}
    client = with_roles.client()
    come(client)
    assert (write(client).status_code, client.get("/review/").status_code) == (200, 200)


def test_what_is_said_of_somebody_else_is_not_believed(with_roles, service):
    del service.says["groups"]
    service.beside = {"sub": "u-8", "groups": ["board"]}
    assert "did not let you in" in problem(come(with_roles.client()))


def test_who_is_kept_out_stays_out(site):
    come(site.client())
    site.accounts.set_active("ada-2", active=False, by="Test")
    client = site.client()
    assert "switched off" in problem(come(client))
    assert write(client).status_code == 303


@pytest.mark.parametrize(
    "lie",
    [
        {"iss": "https://evil.example"},
        {"aud": "another-client"},
        {"aud": ["another-client"]},
        {"aud": "another-client", "azp": CLIENT},
        {"nonce": "replayed"},
        {"exp": 1},
        {"iat": 4_000_000_000},
        {"sub": ""},
        {"sub": 7},
        {"sub": "a\x00b"},
        {"azp": "another-client"},
    ],
)
def test_a_token_that_does_not_fit_lets_nobody_in(site, service, lie):
    service.says |= lie
    client = site.client()
    assert "did not let you in" in problem(come(client, "/write/"))
    assert write(client).status_code == 303
    assert not [one for one in site.accounts.list() if one.issuer]


def test_a_token_signed_by_somebody_else_lets_nobody_in(site, service):
    service.signed_by = type(service.key).generate_key(2048, {"kid": "k1"}, private=True)
    assert problem(come(site.client()))


@pytest.mark.parametrize("algorithm", ["HS256", "none"])
def test_a_token_that_others_could_have_made_lets_nobody_in(site, service, algorithm):
    service.algorithm, service.signed_by = algorithm, shared_secret_key()
    assert problem(come(site.client()))


def test_a_document_of_another_issuer_is_not_believed(site, service):
    service.known = {"issuer": "https://evil.example"}
    answer = site.client().get("/account/oidc")
    assert problem(answer)
    assert "/authorize" not in service.asked


@pytest.mark.parametrize(
    "known", [{"token_endpoint": None}, {"authorization_endpoint": None}, {"jwks_uri": None}]
)
def test_a_document_that_lacks_something_is_told_on_a_page(site, service, known):
    service.known = known
    client = site.client()
    answer = client.get("/account/oidc")
    if answer.status_code == 302:
        answer = client.get(path_of(visit(answer.location)))
    assert problem(answer)


def test_a_service_that_is_away_is_told_on_a_page_and_the_other_way_in_works(site, service):
    service.down = True
    answer = site.client().get("/account/oidc?next=/write/")
    assert "Try again" in problem(answer)
    assert tree(answer.text).one("input", name="next").attrs["value"] == "/write/"
    assert write(site.logged_in("wren")).status_code == 200


def test_a_login_that_somebody_else_began_is_not_finished_here(site):
    stolen = path_of(go(site.client()))
    victim = site.client()
    assert problem(victim.get(stolen))
    assert write(victim).status_code == 303


def test_a_way_back_works_once(site):
    client = site.client()
    back = path_of(go(client))
    assert client.get(back).status_code == 303
    other = site.client()
    assert problem(other.get(back))
    assert problem(client.get(back))


@pytest.mark.parametrize(
    "query", ["", "?state=x", "?code=x", "?error=access_denied", "?code=x&state=y&iss=z"]
)
def test_a_way_back_that_was_made_up_leads_nowhere(site, query):
    assert problem(site.client().get(f"/account/oidc/return{query}"))


def test_many_beginnings_do_not_fill_the_cookie(site):
    client = site.client()
    for _ in range(5):
        client.get("/account/oidc?next=/write/" + "x" * 100)
    with client.session_transaction("/account/") as session:
        assert len([one for one in session if one.startswith("_state_")]) == 1
    assert come(client).status_code == 303


def test_the_session_before_is_worth_nothing_after_it(site):
    client = site.logged_in("wren")
    assert client.get("/account/oidc?next=/write/").location == "/account/login?next=/write/"
    client = site.client()
    come(client)
    with client.session_transaction("/account/") as session:
        assert set(session) == {"token", "seen", "csrf_token"}


def test_a_target_elsewhere_is_dropped_on_this_way_too(site):
    assert come(site.client(), "https://evil.example/write").location == "/account/"


def test_without_a_service_there_is_no_other_way_in(tmp_path):
    client = create_app(settings_of(tmp_path), service=samples.SampleService()).test_client()
    for address in ("/account/oidc", "/account/oidc/return?code=x&state=y"):
        assert client.get(address).location == "/account/login"
    assert tree(client.get("/account/login").text).one("main").all("a") == []


def test_an_issuer_without_a_client_is_one_clear_error(tmp_path):
    settings = settings_of(tmp_path, oidc_issuer="https://id.example")
    with pytest.raises(UsageError, match="oidc_issuer needs oidc_client_id"):
        create_app(settings, service=samples.SampleService())


@pytest.mark.parametrize(
    ("name", "value", "good"),
    [
        ("oidc_issuer", "https://id.example/realms/health", True),
        ("oidc_issuer", "http://127.0.0.1:9000", True),
        ("oidc_issuer", "http://id.example", False),
        ("oidc_issuer", "id.example", False),
        ("oidc_roles", "a=writer,b=reviewer", True),
        ("oidc_roles", "a=boss", False),
        ("oidc_roles", "a", False),
        ("login_limit", "5 per minute", True),
        ("login_limit", "often", False),
    ],
)
def test_settings_are_checked(tmp_path, name, value, good):
    (tmp_path / "monographs").mkdir()
    environ = {f"PATIENTED_{name.upper()}": value}
    if good:
        assert getattr(load_settings(environ=environ, start=tmp_path), name) == value
        return
    with pytest.raises(UsageError):
        load_settings(environ=environ, start=tmp_path)


def test_claims_are_found_by_name_or_by_path():
    claims = {"a.b": 1, "c": {"d": {"e": 2}}, "f": "g"}
    asked = ("a.b", "c.d.e", "f.g", "c.x.y", "none")
    assert [found(claims, one) for one in asked] == [1, 2, None, None, None]


def test_roles_are_read_from_the_setting():
    both = frozenset({DeskRole.WRITER, DeskRole.REVIEWER})
    assert role_table("a=writer, a=reviewer,cn=x=admin") == {
        "a": both,
        "cn=x": frozenset({DeskRole.ADMIN}),
    }
    assert role_table("")["admin"] == frozenset({DeskRole.ADMIN})
