"""Puts a publisher together from the settings: the one place that knows every part of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from patiented.audience import load_audiences
from patiented.edition import Engine
from patiented.proposing.catalogue import Catalogue
from patiented.publishing.publisher import Publisher, utc_now
from patiented.publishing.shelf import Shelf
from patiented.reading import read, read_meta
from patiented.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable

    from patiented.settings import Settings


def open_publisher(
    settings: Settings,
    *,
    engine: Engine | None = None,
    shelf: Shelf[Catalogue] | None = None,
    clock: Callable[[], str] = utc_now,
) -> Publisher:
    """Return the publisher of a library; the database is opened on its first use.

    `engine` and `shelf` are ones that the caller has already opened.
    """
    engine = engine or Engine(load_audiences(settings.audience_roots))
    store = Store(settings.database_url)
    shelf = shelf or open_shelf(settings)
    return Publisher(shelf, store, engine, tuple(engine.data.audiences), clock=clock)


def open_shelf(settings: Settings) -> Shelf[Catalogue]:
    """Return the sources and catalogues of a library, without its database."""
    return Shelf(settings.monographs, read, Catalogue.load, read_meta=read_meta)
