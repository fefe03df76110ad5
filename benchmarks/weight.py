"""What the first view of a page weighs on the way to a reader: every shipped edition, packed."""

from __future__ import annotations

import re
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from patiented.audience import load_audiences
from patiented.edition import Engine
from patiented.publishing.opening import open_publisher
from patiented.settings import Settings, shipped_root
from patiented.store import schema
from patiented.web import create_app
from patiented.web.service import LibraryService

if TYPE_CHECKING:
    from flask.testing import FlaskClient

ACCEPT = {"Accept-Encoding": "gzip"}
_LOADED = re.compile(
    r'<(?:link rel="stylesheet"|link rel="icon"[^>]*|script)[^>]*?(?:href|src)="([^"]+)"'
)


@dataclass(frozen=True)
class Weight:
    """Bytes of one first view: plain HTML, packed HTML, what it loads, and in how many requests."""

    plain: int
    html: int
    loaded: int
    requests: int

    @property
    def total(self) -> int:
        """All that travels."""
        return self.html + self.loaded


def main() -> None:
    """Print one line an edition."""
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(library=shipped_root(), database_url=f"sqlite:///{folder}/reviews.db")
        schema.upgrade(settings.database_url)
        engine = Engine(load_audiences(settings.audience_roots))
        publisher = open_publisher(settings, engine=engine)
        service = LibraryService(publisher, tuple(engine.data.audiences.values()))
        client = create_app(settings, service=service).test_client()
        print(f"{'page':28} {'plain':>7} {'html gz':>7} {'css+js':>7} {'total':>7} requests")
        for name in sorted(one.name for one in Path(settings.monographs).iterdir()):
            for audience in engine.data.audiences:
                address = f"/m/{name}/{audience}"
                one = weigh(client, address)
                print(
                    f"{address:28} {one.plain:7} {one.html:7} {one.loaded:7} {one.total:7} "
                    f"{one.requests:8}"
                )
        publisher.close()


def weigh(client: FlaskClient, address: str) -> Weight:
    """Load a page and all that it names, as a browser with an empty cache does."""
    page = client.get(address).text
    loaded = _LOADED.findall(page)
    sizes = [len(client.get(one, headers=ACCEPT).data) for one in loaded]
    html = len(client.get(address, headers=ACCEPT).data)
    return Weight(len(page.encode()), html, sum(sizes), 1 + len(loaded))


if __name__ == "__main__":
    main()
