"""Nothing that was recorded can be changed or deleted, not even past the program."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from patiented.errors import StoreError
from patiented.review import EditionKey, ReviewStep, Status, Withdrawal
from patiented.store import Closing, Report, Store
from patiented.store.tables import ERASABLE, Base
from tests.store_fixtures import NOW, make_edition

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TABLES = sorted(set(Base.metadata.tables) - set(ERASABLE))


def _fill(store: Store) -> Store:
    """Put a row into every table."""
    store.editions.keep(make_edition(), at=NOW)
    step = ReviewStep(Status.SUBMITTED, NOW, "Ada", "", "f")
    key = EditionKey("m", "patient")
    store.reviews.append(key, step, after=0, granted={"s1": "h"}, revoked=())
    store.writings.add(key, "s1", "h", "Wes", NOW)
    store.withdrawals.withdraw(Withdrawal("m", None, "Recalled", "Ada", NOW))
    number = store.reports.add(Report("m", "patient", "en", "f", "s-s1", "x", "number", NOW), "y")
    store.reports.close(number, Closing("Ada", "Mended", NOW), erase=False)
    return store


@pytest.fixture
def full(store: Store) -> Store:
    return _fill(store)


@pytest.fixture
def full_sqlite(tmp_path: Path) -> Iterator[Store]:
    store = _fill(Store(f"sqlite:///{tmp_path}/full.db"))
    yield store
    store.close()


def _rows(store: Store, table: str) -> list[tuple[object, ...]]:
    with store.reading() as connection:
        return [tuple(row) for row in connection.execute(Base.metadata.tables[table].select())]


def _text_of(table: str) -> str:
    """Return a column of text."""
    columns = Base.metadata.tables[table].columns
    return "monograph" if "monograph" in columns else "note"


def _attempt(store: Store, statement: str) -> None:
    with (
        pytest.raises((StoreError, DBAPIError), match="append-only"),
        store.writing() as connection,
    ):
        connection.execute(text(statement))


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE {table} SET {column} = 'other'",
        "UPDATE {table} SET number = 99",
        "DELETE FROM {table}",
        "DELETE FROM {table} WHERE number = 1",
    ],
)
def test_a_recorded_row_can_be_neither_changed_nor_deleted(
    full: Store, table: str, statement: str
) -> None:
    before = _rows(full, table)
    assert before
    _attempt(full, statement.format(table=table, column=_text_of(table)))
    assert _rows(full, table) == before


REPLACING = {
    "sqlite": ("INSERT OR REPLACE {select}", "REPLACE {select}"),
    "postgresql": (
        "INSERT {select} ON CONFLICT (number) DO UPDATE SET {column} = EXCLUDED.{column}",
        "TRUNCATE {table} CASCADE",
    ),
}


@pytest.mark.parametrize("table", TABLES)
def test_a_recorded_row_cannot_be_replaced(full: Store, table: str) -> None:
    columns = [one.name for one in Base.metadata.tables[table].columns]
    values = ", ".join("'other'" if one == _text_of(table) else one for one in columns)
    select = f"INTO {table} ({', '.join(columns)}) SELECT {values} FROM {table}"  # noqa: S608
    before = _rows(full, table)
    for statement in REPLACING["sqlite" if full.is_sqlite else "postgresql"]:
        _attempt(full, statement.format(table=table, select=select, column=_text_of(table)))
    assert _rows(full, table) == before


def test_a_review_step_cannot_be_replaced_under_another_number(full_sqlite: Store) -> None:
    columns = "monograph, audience, lang, step, status, fingerprint, person, note, at"
    values = "monograph, audience, lang, step, 'approved', fingerprint, 'Eve', note, at"
    statement = f"REPLACE INTO reviews ({columns}) SELECT {values} FROM reviews"  # noqa: S608
    _attempt(full_sqlite, statement)
    assert [row[7] for row in _rows(full_sqlite, "reviews")] == ["Ada"]


def test_an_edition_cannot_be_replaced_under_another_number(full_sqlite: Store) -> None:
    columns = "fingerprint, monograph, audience, lang, source_hash, made_at, payload"
    statement = f"REPLACE INTO editions ({columns}) SELECT {columns} FROM editions"  # noqa: S608
    _attempt(full_sqlite, statement)
    assert [row[0] for row in _rows(full_sqlite, "editions")] == [1]
