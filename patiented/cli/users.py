"""`user`: who may log in at the desks, and what they may do there."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from patiented.accounts import DeskRole, open_accounts
from patiented.cli import options
from patiented.cli.output import write_json
from patiented.cli.workspace import open_settings
from patiented.errors import UsageError
from patiented.publishing.publisher import utc_now
from patiented.web.accounts.passwords import Scrypt

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from patiented.accounts import Accounts
    from patiented.store import Account

MAX_LINE = 10_000

ROLES = click.Choice([one.value for one in DeskRole])
from_stdin = click.option(
    "--password-stdin", is_flag=True, help="Read the password as one line of standard input."
)


@click.group()
def user() -> None:
    """Say who may log in at the desks, and what they may do there."""


@user.command()
@click.argument("login")
@click.option("--name", required=True, help="Name that reviews are signed with.")
@click.option("--role", "roles", multiple=True, type=ROLES, help="What they may do; once for each.")
@from_stdin
@options.own_name
@options.library
def add(
    login: str,
    name: str,
    roles: tuple[str, ...],
    by: str | None,
    library_path: Path | None,
    *,
    password_stdin: bool,
) -> None:
    """Add a person with the login LOGIN; asks for a password, twice."""
    password = _password(stdin=password_stdin)
    with _opened(library_path) as accounts:
        account = accounts.add(login, name, roles, password, by=_by(by))
    click.echo(f"{account.login} is added: {_line(account)}")


@user.command("list")
@options.library
@options.output_format("text", "json")
def list_people(library_path: Path | None, form: str) -> None:
    """List who may log in."""
    with _opened(library_path, for_good=False) as accounts:
        people = accounts.list()
    if form == "json":
        write_json([_data(one) for one in people])
        return
    for one in people:
        click.echo(f"{one.login}  {_line(one)}")
    if not people:
        click.echo("nobody yet; add somebody with `patiented user add`")


@user.command()
@click.argument("login")
@click.option("--role", "roles", multiple=True, type=ROLES, help="What they may do; once for each.")
@click.option("--none", "nothing", is_flag=True, help="Take every role away.")
@options.own_name
@options.library
def role(
    login: str, roles: tuple[str, ...], by: str | None, library_path: Path | None, *, nothing: bool
) -> None:
    """Give LOGIN exactly these roles; logs them out."""
    if nothing == bool(roles):
        raise UsageError("say which roles with --role, or --none", code="E134")
    with _opened(library_path) as accounts:
        account = accounts.set_roles(login, roles, by=_by(by))
    click.echo(f"{account.login}: {_line(account)}")


@user.command()
@click.argument("login")
@from_stdin
@options.own_name
@options.library
def password(
    login: str, by: str | None, library_path: Path | None, *, password_stdin: bool
) -> None:
    """Give LOGIN another password; logs them out."""
    new = _password(stdin=password_stdin)
    with _opened(library_path) as accounts:
        account = accounts.set_password(login, new, by=_by(by))
    click.echo(f"{account.login} has another password")


@user.command()
@click.argument("login")
@options.own_name
@options.library
def disable(login: str, by: str | None, library_path: Path | None) -> None:
    """Keep LOGIN out from now on; logs them out."""
    with _opened(library_path) as accounts:
        account = accounts.set_active(login, active=False, by=_by(by))
    click.echo(f"{account.login} can no longer log in")


@user.command()
@click.argument("login")
@options.own_name
@options.library
def enable(login: str, by: str | None, library_path: Path | None) -> None:
    """Let LOGIN in again."""
    with _opened(library_path) as accounts:
        account = accounts.set_active(login, active=True, by=_by(by))
    click.echo(f"{account.login} can log in again")


@contextmanager
def _opened(library: Path | None, *, for_good: bool = True) -> Iterator[Accounts]:
    settings = open_settings(library)
    if for_good and not settings.keeps_for_good:
        message = "no lasting place for the database; say where with PATIENTED_DATABASE_URL"
        raise UsageError(message, code="E122")
    accounts = open_accounts(settings, Scrypt(), utc_now)
    try:
        yield accounts
    finally:
        accounts.close()


def _by(given: str | None) -> str:
    return given or options.user_name()


def _password(*, stdin: bool) -> str:
    """Ask twice without showing it, or take the first line of standard input."""
    if stdin:
        return sys.stdin.readline(MAX_LINE).rstrip("\r\n")
    prompted: str = click.prompt("Password", hide_input=True, confirmation_prompt="Once more")
    return prompted


def _line(one: Account) -> str:
    roles = ", ".join(sorted(one.roles)) or "no role"
    where = f", logs in at {one.issuer}" if one.issuer else ""
    return f"{one.name}, {roles}{where}{'' if one.active else ', disabled'}"


def _data(one: Account) -> dict[str, object]:
    return {
        "login": one.login,
        "name": one.name,
        "roles": sorted(one.roles),
        "active": one.active,
        "created_at": one.created_at,
        "issuer": one.issuer,
    }
