"""`serve`: the site on a production server."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from patiented.asking import Asker
from patiented.audience import load_audiences
from patiented.cli.workspace import open_settings
from patiented.edition import Engine
from patiented.publishing.opening import open_publisher
from patiented.store import schema
from patiented.web import create_app
from patiented.web.server import serve as run_server
from patiented.web.service import LibraryService

if TYPE_CHECKING:
    from flask import Flask

    from patiented.settings import Settings


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
    engine = Engine(load_audiences(settings.audience_roots))
    asker = Asker(engine.data.lexicon)
    if not settings.keeps_for_good:
        message = "the database is a temporary one; say where with PATIENTED_DATABASE_URL"
        click.echo(f"patiented: note: {message}", err=True)
    schema.upgrade(settings.database_url)
    run_server(
        lambda: _make_app(settings, engine, asker),
        settings.host,
        settings.port,
        settings.workers,
        quiet=quiet,
    )


def _make_app(settings: Settings, engine: Engine, asker: Asker) -> Flask:
    """Build the app; called in each server process, so that none shares a connection.

    Engine and asker are loaded before the processes part: they share its memory, and a broken data
    file is told of in one line.
    """
    publisher = open_publisher(settings, engine=engine)
    service = LibraryService(publisher, tuple(engine.data.audiences.values()))
    return create_app(settings, service=service, asker=asker, engine=engine)
