"""What was approved in a library, as a memory for its other monographs.

Only what a person approved and nobody has taken back counts: the wording as it read in the edition
that was approved, not the file as it reads now.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from patiented.errors import PatientedError
from patiented.model import Origin, Statement, StatementKind
from patiented.proposing.memory import Approved, names_of
from patiented.publishing.recent import Recent
from patiented.review import EditionKey, Status, statement_hashes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from patiented.model import Edition, Monograph
    from patiented.proposing import Memory
    from patiented.publishing.shelf import Shelf
    from patiented.store import Keeping

HELD_MEMORIES = 8
HELD_PARTS = 64
_Version = tuple[tuple[EditionKey, str, str], ...]


class Recalling(Protocol):
    """What remembering needs of `edition.Engine`."""

    def remember(self, approved: Iterable[Approved]) -> Memory:
        """Return the memory of what was approved."""

    def recall(self, monograph: Monograph, memory: Memory) -> Memory:
        """Return what of the memory can speak for a statement of the monograph."""


class Remembering:
    """Builds the memory of an audience and language from the store, once for each state of it."""

    def __init__(self, shelf: Shelf[Any], store: Keeping, engine: Recalling) -> None:
        self._shelf = shelf
        self._store = store
        self._engine = engine
        self._memories: Recent[tuple[str, _Version], Memory] = Recent(HELD_MEMORIES)
        self._parts: Recent[tuple[str, str], Memory] = Recent(HELD_PARTS)

    def whole(self, audience: str, lang: str, *, without: str = "") -> Memory | None:
        """Return all that other monographs have approved for an audience and language."""
        version = tuple(self._approved_keys(audience, lang, without))
        if not version:
            return None
        held = self._memories.get((without, version))
        if held is None:
            keys = [key for key, _, _ in version]
            held = self._engine.remember(one for key in keys for one in self._approved(key))
            self._memories.put((without, version), held)
        return held or None

    def unapproved(self, audience: str, lang: str, *, without: str = "") -> Memory:
        """Return the wording of other monographs as their catalogues read now, for a writer."""
        return self._engine.remember(
            one
            for identity in self._shelf.ids()
            if identity != without
            for one in self._written(identity, audience, lang)
        )

    def _written(self, identity: str, audience: str, lang: str) -> Iterator[Approved]:
        try:
            monograph = self._shelf.monograph(identity)
            catalogue = self._shelf.catalogue(identity, audience, lang)
        except PatientedError:  # one that cannot be read offers nothing
            return
        if catalogue is None:
            return
        names = names_of(monograph.meta.drugs, monograph.meta.name)
        for statement in monograph.statements():
            entry = catalogue.find_exact(statement)
            if entry is not None and entry.wording.strip():
                yield Approved(identity, statement, entry.wording, names)

    def for_monograph(self, monograph: Monograph, audience: str, lang: str) -> Memory | None:
        """Return what of the memory can speak for `monograph`; None for nothing."""
        whole = self.whole(audience, lang, without=monograph.id)
        if whole is None:
            return None
        place = (monograph.source_hash, whole.fingerprint)
        part = self._parts.get(place)
        if part is None:
            part = self._engine.recall(monograph, whole)
            self._parts.put(place, part)
        return part or None

    def _approved_keys(
        self, audience: str, lang: str, without: str
    ) -> Iterator[tuple[EditionKey, str, str]]:
        """Yield each key with approvals, and the step and its time that they now stand at."""
        off = {(one.monograph, one.audience) for one in self._store.withdrawals.active()}
        for key, step in sorted(self._store.reviews.latest().items()):
            wanted = (key.audience, key.lang) == (audience, lang) and key.monograph != without
            if wanted and not {(key.monograph, None), (key.monograph, audience)} & off:
                yield key, step.fingerprint, f"{step.at} {step.status}"

    def _approved(self, key: EditionKey) -> Iterator[Approved]:
        record = self._store.reviews.record(key)
        given = [step for step in record.steps if step.status is Status.APPROVED]
        edition = self._store.editions.get(given[-1].fingerprint) if given else None
        if edition is None:
            return
        hashes = statement_hashes(edition)
        stands = {
            one.statement: one.at
            for one in record.approvals
            if hashes.get(one.statement) == one.text_hash
        }
        yield from _statements(edition, stands, self._leads(key.monograph))

    def _leads(self, monograph: str) -> Mapping[str, str]:
        """Return the lead of each list item of a monograph, as its source reads now."""
        try:
            statements = self._shelf.monograph(monograph).statements()
        except PatientedError:  # it cannot be read now; its items are not remembered
            return {}
        return {one.id: one.lead for one in statements}


def _statements(
    edition: Edition, stands: Mapping[str, str], leads: Mapping[str, str]
) -> Iterator[Approved]:
    names = names_of(edition.meta.drugs, edition.meta.name)
    for one in edition.statements():
        known = one.kind is not StatementKind.ITEM or one.id in leads
        if one.origin is Origin.WORDING and one.id in stands and known:
            lead = leads.get(one.id, "") if one.kind is StatementKind.ITEM else ""
            source = Statement(one.id, one.source, one.role, one.kind, lead=lead)
            yield Approved(edition.monograph, source, one.text, names, stands[one.id])
