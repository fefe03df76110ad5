"""The shipped library as a site: the real street, on a database of its own."""

from __future__ import annotations

from patiented.publishing.opening import open_publisher
from patiented.web import create_app
from patiented.web.service import LibraryService
from tests.databases import database_in
from tests.engines import shipped_engine
from tests.web import samples


def shipped_app(folder, library=samples.ROOT):
    """Return the site over the shipped library or a copy of it, and its publisher."""
    settings = samples.replace(samples.settings(library), database_url=database_in(folder))
    engine = shipped_engine()
    publisher = open_publisher(settings, engine=engine)
    service = LibraryService(publisher, tuple(engine.data.audiences.values()))
    return create_app(settings, service=service), publisher


def shipped_addresses():
    """Every edition that the shipped library must show."""
    folders = sorted((samples.ROOT / "monographs").iterdir())
    names = [folder.name for folder in folders if (folder / "monograph.md").is_file()]
    return [f"/m/{name}/{audience}" for name in names for audience in samples.LABELS]
