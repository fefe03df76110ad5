"""Brings the catalogues of a monograph in step with another text of it, and tells what moves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from patiented.errors import PatientedError
from patiented.proposing.catalogue import Catalogue
from patiented.proposing.catalogue_work import extract
from patiented.proposing.masking import mask
from patiented.writing.source_records import Waiting

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from patiented.guard import Guard
    from patiented.model import Monograph, Statement
    from patiented.proposing.entry import Entry
    from patiented.proposing.masking import Masked


@dataclass(frozen=True, slots=True)
class Step:
    """A catalogue as it is (`old`), and as it fits the text (`new`)."""

    path: Path
    old: Catalogue
    new: Catalogue

    @property
    def drafts(self) -> tuple[Waiting, ...]:
        """The wordings that become drafts of an edited sentence."""
        known = {_key(one) for one in self.old.entries if one.is_fuzzy}
        return tuple(
            _waiting(one) for one in self.new.entries if one.is_fuzzy and _key(one) not in known
        )

    @property
    def aside(self) -> tuple[Waiting, ...]:
        """The wordings whose sentence is gone."""
        known = {_key(one) for one in self.old.obsolete}
        return tuple(_waiting(one) for one in self.new.obsolete if _key(one) not in known)


def steps(
    paths: Iterable[Path], monograph: Monograph, guard: Guard
) -> tuple[tuple[Step, ...], tuple[str, ...]]:
    """Return a step for each catalogue, and one line for each that cannot be read.

    What `wording extract` does, for all of them.
    """
    found, problems = [], []
    for path in paths:
        try:
            found.append(_step(path, monograph, guard))
        except PatientedError as error:
            problems.append(str(error).replace(str(path), path.name))
    return tuple(found), tuple(problems)


def _step(path: Path, monograph: Monograph, guard: Guard) -> Step:
    old = Catalogue.load(path)

    def masked(statement: Statement) -> Masked:
        return mask(statement.text, guard.facts(statement))

    return Step(path, old, extract(monograph, old.audience, old, lang=old.lang, masker=masked))


def moved(steps: Iterable[Step], audience: str, lang: str) -> Iterator[Step]:
    """Yield the step of an edition's catalogue, if it has one."""
    return (one for one in steps if (one.old.audience, one.old.lang) == (audience, lang))


def _waiting(entry: Entry) -> Waiting:
    return Waiting(entry.source, entry.previous, entry.wording or entry.omit)


def _key(entry: Entry) -> tuple[str, str, bool]:
    return entry.context, entry.source, entry.is_masked
