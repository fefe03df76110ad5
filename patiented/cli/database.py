"""`db`: the schema of the database."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from patiented.cli import options
from patiented.cli.workspace import open_settings
from patiented.store import schema

if TYPE_CHECKING:
    from pathlib import Path


@click.group()
def db() -> None:
    """Bring the database up to date, or look at it."""


@db.command()
@options.library
def upgrade(library_path: Path | None) -> None:
    """Make the database, or bring it to the newest schema."""
    address = open_settings(library_path).database_url
    click.echo(f"the database is at revision {schema.upgrade(address)}")


@db.command()
@click.argument("revision")
@options.library
def downgrade(revision: str, library_path: Path | None) -> None:
    """Take the database down to REVISION (base for empty); what lies above it is lost."""
    address = open_settings(library_path).database_url
    click.echo(f"the database is at revision {schema.downgrade(address, revision)}")


@db.command()
@options.library
def current(library_path: Path | None) -> None:
    """Print the revision of the database."""
    revision = schema.current(open_settings(library_path).database_url)
    click.echo(revision or "there is no database yet")


@db.command()
@options.library
def check(library_path: Path | None) -> int:
    """Compare the database with what this version needs."""
    differences = schema.check(open_settings(library_path).database_url)
    for difference in differences:
        click.echo(difference)
    if not differences:
        click.echo("the database is as it should be")
    return 1 if differences else 0
