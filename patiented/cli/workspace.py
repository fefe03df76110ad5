"""Opens what the commands work with: settings, engine, publisher."""

from __future__ import annotations

import os
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from patiented.audience import load_audiences
from patiented.edition import Engine
from patiented.errors import UsageError
from patiented.publishing.opening import open_publisher
from patiented.settings import load_settings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from patiented.publishing import Publisher
    from patiented.settings import Settings


def open_settings(library: Path | None, **arguments: str | int | None) -> Settings:
    """Return the settings for a library, with the arguments of a command laid over them."""
    return load_settings(environ=os.environ, start=Path.cwd(), library=library, **arguments)


def open_engine(library: Path | None) -> Engine:
    """Return the engine with the audiences of a library laid over the shipped ones."""
    return Engine(load_audiences(open_settings(library).audience_roots))


@contextmanager
def opened(library: Path | None, *, for_good: bool = False) -> Iterator[tuple[Publisher, Engine]]:
    """Yield the publisher of a library and its engine; the database is closed at the end.

    `for_good`: what is to be recorded must outlive a restart; a withdrawal that is forgotten would
    bring a wrong dose back.
    """
    settings = open_settings(library)
    if for_good and not settings.keeps_for_good:
        message = "no lasting place for the database; say where with PATIENTED_DATABASE_URL"
        raise UsageError(message, code="E122")
    engine = Engine(load_audiences(settings.audience_roots))
    publisher = open_publisher(settings, engine=engine)
    try:
        yield publisher, engine
    finally:
        publisher.close()
