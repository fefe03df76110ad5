"""Migrations up and down, and what is said when database and program do not fit."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, text

from patiented.errors import StoreError, UsageError
from patiented.review import EditionKey, ReviewStep, Status
from patiented.settings import default_database_url
from patiented.store import Store, connecting, schema
from patiented.store.connecting import Connector
from patiented.store.editions import EditionRepository
from patiented.store.tables import REVISIONS
from tests.store_fixtures import NOW, make_edition


def _sql(url: str, statement: str) -> None:
    engine = create_engine(url.replace("postgresql:", "postgresql+psycopg:"))
    with engine.begin() as connection:
        connection.execute(text(statement))
    engine.dispose()


def _use(url: str) -> None:
    store = Store(url)
    try:
        store.editions.get("f")
    finally:
        store.close()


def test_the_revisions_that_the_code_knows_are_those_that_there_are() -> None:
    config = Config()
    folder = Path(schema.__file__).parent / "migrations"
    config.set_main_option("script_location", str(folder))
    script = ScriptDirectory.from_config(config)
    there = [one.revision for one in script.walk_revisions()]
    assert tuple(reversed(there)) == REVISIONS


def test_the_migrations_make_exactly_the_tables_of_the_code(database_url: str) -> None:
    assert schema.check(database_url) == ()


def test_check_sees_a_column_that_somebody_added(database_url: str) -> None:
    _sql(database_url, "ALTER TABLE withdrawals ADD COLUMN extra TEXT")
    assert any("extra" in one for one in schema.check(database_url))


def test_a_database_goes_up_and_down_one_revision_at_a_time(empty_database_url: str) -> None:
    for revision in REVISIONS:
        assert schema.upgrade(empty_database_url, revision) == revision
    for revision in (*reversed(REVISIONS[:-1]), "base"):
        assert schema.downgrade(empty_database_url, revision) == revision


def test_editions_survive_the_way_up_and_down_again(empty_database_url: str) -> None:
    schema.upgrade(empty_database_url, "0001")
    connector = Connector(empty_database_url)
    EditionRepository(connector).keep(make_edition(), at=NOW)
    schema.upgrade(empty_database_url)
    store = Store(empty_database_url)
    step = ReviewStep(Status.SUBMITTED, NOW, "Ada", "", "f")
    store.reviews.append(EditionKey("m", "patient"), step, after=0, granted={}, revoked=())
    store.close()
    schema.downgrade(empty_database_url, "0001")
    assert EditionRepository(connector).get("f") == make_edition()
    connector.close()
    schema.upgrade(empty_database_url)
    assert schema.check(empty_database_url) == ()


def test_upgrading_twice_does_nothing_the_second_time(empty_database_url: str) -> None:
    schema.upgrade(empty_database_url)
    assert schema.upgrade(empty_database_url) == REVISIONS[-1]


def test_asking_for_the_revision_creates_nothing(empty_database_url: str, tmp_path: Path) -> None:
    assert schema.current(empty_database_url) is None
    assert list(tmp_path.iterdir()) == []


def test_an_unknown_revision_is_refused_with_the_known_ones(empty_database_url: str) -> None:
    with pytest.raises(UsageError, match=r"0009: no such revision; known are base, 0001, 0002"):
        schema.upgrade(empty_database_url, "0009")


def test_an_older_database_says_what_to_run(empty_database_url: str) -> None:
    schema.upgrade(empty_database_url, "0001")
    with pytest.raises(StoreError, match=r"it is older \(0001\) .* run `patiented db upgrade`"):
        _use(empty_database_url)


def test_a_newer_database_says_what_to_run(database_url: str) -> None:
    _sql(database_url, "UPDATE patiented_version SET version_num = '9999'")
    with pytest.raises(StoreError, match=r"made by a newer program \(9999.* update patiented"):
        _use(database_url)
    with pytest.raises(StoreError, match="newer program"):
        schema.upgrade(database_url)


def test_an_empty_server_database_is_never_filled_by_itself(postgres_server: str) -> None:
    url = postgres_server.format(name="template1")
    with pytest.raises(StoreError, match="it is empty; run `patiented db upgrade`"):
        _use(url)


def test_a_missing_sqlite_file_is_made_on_its_first_use(tmp_path: Path) -> None:
    _use(f"sqlite:///{tmp_path}/new.db")
    assert schema.current(f"sqlite:///{tmp_path}/new.db") == REVISIONS[-1]


def test_a_library_folder_with_odd_characters_gets_its_database(tmp_path: Path) -> None:
    library = tmp_path / "100%25 sure? #1"
    library.mkdir()
    _use(default_database_url(library, {}))
    assert (library / "var" / "patiented.db").is_file()


def test_the_folder_of_the_default_address_is_made_too(tmp_path: Path) -> None:
    _use(f"sqlite:///{tmp_path}/var/patiented.db")
    assert (tmp_path / "var" / "patiented.db").is_file()


def test_any_other_missing_folder_is_one_clear_line(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"the folder .*/typo is not there"):
        _use(f"sqlite:///{tmp_path}/typo/patiented.db")
    assert not (tmp_path / "typo").exists()


def test_a_new_sqlite_file_can_be_read_while_it_is_written(tmp_path: Path) -> None:
    _use(f"sqlite:///{tmp_path}/new.db")
    with closing(sqlite3.connect(tmp_path / "new.db")) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_foreign_keys_hold_on_every_connection(store: Store) -> None:
    step = ReviewStep(Status.SUBMITTED, NOW, "Ada", "", "never kept")
    with pytest.raises(StoreError):
        store.reviews.append(EditionKey("m", "p"), step, after=0, granted={}, revoked=())


def test_a_writer_on_sqlite_holds_its_turn_from_the_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connecting, "BUSY_TIMEOUT_S", 0)
    first, second = (Store(f"sqlite:///{tmp_path}/kept.db") for _ in range(2))
    assert first.editions.get("f") is None
    with (
        first.writing(),
        pytest.raises(StoreError, match="it is busy with another process; try again"),
    ):
        second.editions.keep(make_edition(), at=NOW)
    assert second.editions.keep(make_edition(), at=NOW)
    first.close()
    second.close()


def test_a_read_only_sqlite_file_reads_and_says_that_it_cannot_write(tmp_path: Path) -> None:
    path = tmp_path / "kept.db"
    _use(f"sqlite:///{path}")
    store = Store(f"sqlite:///file:{path}?mode=ro&uri=true")
    assert store.editions.get("f") is None
    with pytest.raises(StoreError, match="it is read-only, and this step has to write"):
        store.editions.keep(make_edition(), at=NOW)
    store.close()


def test_a_file_that_is_no_database_is_one_clear_line(tmp_path: Path) -> None:
    path = tmp_path / "kept.db"
    path.write_bytes(b"This is a letter and not a database. " * 100)
    with pytest.raises(StoreError, match=r"kept\.db: it is not an SQLite database"):
        _use(f"sqlite:///{path}")


def test_a_folder_where_the_file_belongs_is_one_clear_line(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="it cannot be opened"):
        _use(f"sqlite:///{tmp_path}")


def test_a_database_of_another_program_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "theirs.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE patients (name TEXT)")
    with pytest.raises(StoreError, match="it holds other tables"):
        _use(f"sqlite:///{path}")


def test_a_server_that_is_away_is_one_clear_line_without_the_password() -> None:
    with pytest.raises(StoreError) as caught:
        _use("postgresql://ada:s3cret@127.0.0.1:1/x")
    assert "it cannot be reached" in str(caught.value)
    assert "s3cret" not in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("address", ["sqlite://", "sqlite:///:memory:", "sqlite:///", "nonsense"])
def test_an_address_that_keeps_nothing_is_refused(address: str) -> None:
    with pytest.raises(StoreError):
        Store(address)


def test_an_unknown_kind_of_database_is_refused() -> None:
    with pytest.raises(StoreError, match="no such kind of database"):
        _use("postgresql+nosuch://x/y")


def test_a_store_on_a_ready_database_does_not_load_the_migrations(tmp_path: Path) -> None:
    _use(f"sqlite:///{tmp_path}/kept.db")
    program = (
        "import sys; from patiented.store import Store\n"
        f"Store('sqlite:///{tmp_path}/kept.db').editions.get('f')\n"
        "print([name for name in sys.modules if name.startswith('alembic')])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, check=True, text=True
    )
    assert done.stdout == "[]\n"
