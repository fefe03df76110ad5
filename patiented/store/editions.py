"""Immutable editions by fingerprint."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

from sqlalchemy import func, insert, select
from sqlalchemy.exc import IntegrityError

from patiented.errors import StoreError
from patiented.review import EditionKey
from patiented.store import codec
from patiented.store.interface import KeptEdition, Versions
from patiented.store.tables import EditionRow

if TYPE_CHECKING:
    from patiented.model import Edition
    from patiented.store.connecting import Access


class EditionRepository:
    """Keeps `interface.Editions` in the database."""

    def __init__(self, access: Access) -> None:
        self._access = access

    def get(self, fingerprint: str) -> Edition | None:
        """Return the edition kept under `fingerprint`, or None."""
        query = select(EditionRow.payload).where(EditionRow.fingerprint == fingerprint)
        with self._access.reading() as connection:
            payload = connection.execute(query).scalar()
        return None if payload is None else _unpacked(payload)

    def keep(self, edition: Edition, *, at: str) -> bool:
        """Keep `edition` unless it is kept already; tell whether it is new."""
        row = {
            "fingerprint": edition.fingerprint,
            "monograph": edition.monograph,
            "audience": edition.audience,
            "lang": edition.lang,
            "source_hash": edition.source_hash,
            "made_at": at,
            "payload": zlib.compress(codec.dumps(edition)),
        }
        try:
            with self._access.writing() as connection:
                connection.execute(insert(EditionRow).values(**row))
        except IntegrityError:
            # Another process was first; the fingerprint says that its bytes are ours.
            return False
        return True

    def history(self, key: EditionKey) -> tuple[KeptEdition, ...]:
        """Return every version ever kept for `key`, the newest first."""
        query = (
            select(EditionRow.fingerprint, EditionRow.source_hash, EditionRow.made_at)
            .where(
                EditionRow.monograph == key.monograph,
                EditionRow.audience == key.audience,
                EditionRow.lang == key.lang,
            )
            .order_by(EditionRow.number.desc())
        )
        with self._access.reading() as connection:
            rows = connection.execute(query).all()
        return tuple(KeptEdition(*row) for row in rows)

    def versions(self) -> dict[EditionKey, Versions]:
        """Return, for every key, how many versions were kept and when the latest was."""
        names = (EditionRow.monograph, EditionRow.audience, EditionRow.lang)
        query = select(*names, func.count(), func.max(EditionRow.made_at)).group_by(*names)
        with self._access.reading() as connection:
            rows = connection.execute(query).all()
        return {EditionKey(*row[:3]): Versions(row[3], row[4]) for row in rows}


def _unpacked(payload: bytes) -> Edition:
    try:
        data = zlib.decompress(payload)
    except zlib.error as error:
        raise StoreError("a kept edition is damaged in the database", code="E506") from error
    return codec.loads(data)
