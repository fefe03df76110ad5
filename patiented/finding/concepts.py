"""What each monograph is about, as codes and whole names: for programs that ask with a concept.

Unlike the search for readers nothing is completed or forgiven: a program shows what it is given to
somebody who did not see what was asked.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from patiented.finding.codes import asked_forms, kept_form
from patiented.finding.medicine_names import medicine_of, plain, routes_in
from patiented.model import MonographKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from patiented.model import Meta

DRUG, CONDITION = MonographKind.DRUG, MonographKind.CONDITION
_TAG = re.compile(
    r"\s*\((?:disorder|finding|procedure|situation|event|product|substance|medicinal product|"
    r"clinical drug)\)\s*\Z",
    re.IGNORECASE,
)
"""What ends a fully specified name of SNOMED CT."""

Ids = tuple[str, ...]


class Concepts:
    """The codes and names of a library; answers are ids, the page on the very thing first."""

    def __init__(self, metas: Mapping[str, Meta]) -> None:
        self._metas = metas
        self._codes: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
        self._names: defaultdict[tuple[MonographKind, str], set[str]] = defaultdict(set)
        for identity, meta in metas.items():
            for system, codes in meta.codes:
                for code in codes:
                    self._codes[system, kept_form(system, code)].add(identity)
            for about, name in _names(meta):
                self._names[about, plain(name)].add(identity)

    def coded(self, system: str, code: str, about: MonographKind | None) -> Ids:
        """Return the monographs that name a code, else those that name its nearest parent.

        `system` is a key of `CODE_SYSTEMS`. A code that can be read in several ways finds nothing
        where the readings lead to different pages.
        """
        for readings in asked_forms(system, code):
            found = {
                frozenset(self._codes[system, one]) for one in readings if self._has(system, one)
            }
            if found:
                return self._ranked(found.pop(), about) if len(found) == 1 else ()
        return ()

    def named(self, text: str, about: MonographKind | None) -> Ids:
        """Return the monographs whose names `text` says, about a kind of thing or any (None)."""
        condition = self._condition(text) if about is not DRUG else set()
        if condition or about not in {None, DRUG}:
            return self._ranked(condition, CONDITION, text)
        return self._ranked(self._medicine(text), DRUG, text)

    def _has(self, system: str, form: str) -> bool:
        return bool(form) and (system, form) in self._codes

    def _condition(self, text: str) -> set[str]:
        """Look a condition up by its name; a qualifier after a comma may be missing on the page."""
        bare = _TAG.sub("", text)
        for form in dict.fromkeys((plain(text), plain(bare), plain(bare.partition(",")[0]))):
            if found := self._names.get((CONDITION, form)):
                return set(found)
        return set()

    def _medicine(self, text: str) -> set[str]:
        """Look a medicine up; a page on another way into the body is not about this one."""
        bare = _TAG.sub("", text)
        for form in (plain(text), plain(bare)):
            if found := self._names.get((DRUG, form)):
                return set(found)
        said = medicine_of(bare)
        each = [self._any(forms) for forms in said.names]
        found = set.intersection(*each) if each else set()
        return {one for one in found if self._may_be(one, said.routes)}

    def _any(self, forms: Iterable[str]) -> set[str]:
        return next((set(found) for one in forms if (found := self._names.get((DRUG, one)))), set())

    def _may_be(self, identity: str, routes: frozenset[str]) -> bool:
        meta = self._metas[identity]
        own = routes_in(f"{meta.title} {meta.summary}")
        return not routes or not own or bool(routes & own)

    def _ranked(self, found: Iterable[str], about: MonographKind | None, text: str = "") -> Ids:
        """Put the pages of the kind first, then those whose own name is in what was asked for."""
        said = plain(text)

        def rank(identity: str) -> tuple[bool, bool, str, str]:
            meta = self._metas[identity]
            is_other_kind = about is not None and meta.kind is not about
            return is_other_kind, plain(meta.name) not in said, plain(meta.title), identity

        return tuple(sorted(found, key=rank))


def _names(meta: Meta) -> Iterable[tuple[MonographKind, str]]:
    """Yield the names of a monograph with what they name: a medicine, or anything else."""
    subject = DRUG if meta.kind is DRUG else CONDITION
    yield from ((subject, one) for one in (meta.name, meta.title, *meta.brands))
    yield from ((DRUG, one) for one in meta.drugs)
    yield from ((CONDITION, one) for one in meta.conditions)
