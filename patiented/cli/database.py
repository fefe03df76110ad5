"""`db`: the schema of the database."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from patiented.cli import options
from patiented.cli.output import write_json
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
@options.output_format("text", "json")
def current(library_path: Path | None, form: str) -> None:
    """Print the revision of the database."""
    revision = schema.current(open_settings(library_path).database_url)
    if form == "json":
        write_json({"revision": revision, "needed": schema.HEAD})
    else:
        click.echo(revision or "there is no database yet")


@db.command()
@options.library
@options.output_format("text", "json")
def check(library_path: Path | None, form: str) -> int:
    """Compare the database with what this version needs."""
    differences = schema.check(open_settings(library_path).database_url)
    if form == "json":
        write_json({"ok": not differences, "differences": list(differences)})
    else:
        click.echo("\n".join(differences) or "the database is as it should be")
    return 1 if differences else 0
