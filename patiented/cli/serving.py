"""`serve`: the site on a production server; `write`: its desks, on this machine alone."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from patiented.accounts import signing_key
from patiented.asking import Asker
from patiented.audience import load_audiences
from patiented.cli.options import user_name
from patiented.cli.workspace import open_settings
from patiented.edition import Engine
from patiented.errors import UsageError
from patiented.publishing.opening import open_publisher
from patiented.review import checked_name
from patiented.store import schema
from patiented.web import create_app
from patiented.web.origins import is_loopback
from patiented.web.server import serve as run_server
from patiented.web.service import LibraryService
from patiented.writing import open_desk

if TYPE_CHECKING:
    from flask import Flask

    from patiented.drafting.suggesting import Suggester
    from patiented.settings import Settings


THIS_MACHINE = "127.0.0.1"
DRAFT_TIMEOUT_S = 25.0
"""Less than a server process may take for one answer."""


@click.command()
@click.argument("library", required=False, type=click.Path(path_type=Path))
@click.option("--host", help="Address to listen on.")
@click.option("--port", type=int, help="Port to listen on; 0 takes a free one.")
@click.option("--workers", type=int, help="Server processes.")
@click.option("--quiet", is_flag=True, help="Write no line for each request.")
def serve(
    library: Path | None,
    host: str | None,
    port: int | None,
    workers: int | None,
    *,
    quiet: bool,
) -> None:
    """Show the site of LIBRARY (else the nearest one, else the shipped one)."""
    settings = open_settings(library, host=host, port=port, workers=workers)
    _serve(settings, settings.host, quiet=quiet)


@click.command()
@click.argument("library", required=False, type=click.Path(path_type=Path))
@click.option("--host", default=THIS_MACHINE, show_default=True, help="Address of this machine.")
@click.option("--port", type=int, help="Port to listen on; 0 takes a free one.")
@click.option("--name", help="Name to sign with; else that of the system's user.")
@click.option("--quiet", is_flag=True, help="Write no line for each request.")
def write(
    library: Path | None, host: str, port: int | None, name: str | None, *, quiet: bool
) -> None:
    """Open the desks of LIBRARY on this machine: no login is asked, and nobody else can reach it.

    Other people log in at `patiented serve`.
    """
    if not is_loopback(f"[{host}]" if ":" in host else host):
        message = f"{host}: `write` asks for no login and listens on {THIS_MACHINE} only"
        raise UsageError(f"{message}; use `serve`, with accounts", code="E138")
    settings = open_settings(library, port=port, workers=1)
    _serve(settings, host, local=checked_name(name or user_name()), quiet=quiet)


def _serve(settings: Settings, host: str, *, local: str = "", quiet: bool) -> None:
    engine = Engine(load_audiences(settings.audience_roots))
    asker = Asker(engine.data.lexicon)
    if not settings.keeps_for_good:
        message = "the database is a temporary one; say where with PATIENTED_DATABASE_URL"
        click.echo(f"patiented: note: {message}", err=True)
    schema.upgrade(settings.database_url)
    try:
        signing_key(settings)  # made before the processes that share it part
    except UsageError as error:
        if local:
            raise
        click.echo(f"patiented: note: nobody can log in at the desks: {error}", err=True)
    drafter = _drafter(settings, engine)
    run_server(
        lambda: _make_app(settings, engine, asker, local, drafter),
        host,
        settings.port,
        settings.workers,
        quiet=quiet,
    )


def _drafter(settings: Settings, engine: Engine) -> Suggester | None:
    """Return what drafts sentences for writers, where a model is named; one that is not is told."""
    if not settings.suggest_model:
        return None
    # Named, so now and not before: this imports `llm`.
    from patiented.drafting.models import open_model  # noqa: PLC0415
    from patiented.drafting.suggesting import Suggester  # noqa: PLC0415

    model = open_model(settings.suggest_model, {}, timeout_s=DRAFT_TIMEOUT_S)
    return Suggester(engine, model.ask, model.name)


def _make_app(
    settings: Settings, engine: Engine, asker: Asker, local: str, drafter: Suggester | None = None
) -> Flask:
    """Build the app; called in each server process, so that none shares a connection.

    Engine and asker are loaded before the processes part: they share its memory, and a broken data
    file is told of in one line.
    """
    publisher = open_publisher(settings, engine=engine)
    service = LibraryService(publisher, tuple(engine.data.audiences.values()))
    writer = open_desk(settings, engine, drafter)
    return create_app(
        settings, service=service, asker=asker, engine=engine, writer=writer, local=local
    )
