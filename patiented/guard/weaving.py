"""Weaves the lexicon's terms into the guard's phrases: a term and its plain form are one value.

A plain form that tells a time ("after a meal") is no name of its own: the term then says its parts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Protocol

from patiented.guard.tries import LIGHT, SKIPPED, Entry, Trie

if TYPE_CHECKING:
    from collections.abc import Iterable

TermRow = tuple[str, str, str]
"""term, plain, relation ("=", ">", "<" or "?")."""

_WOVEN: Final = frozenset(
    {"condition", "term", "drug_class", "organ", "population", "form", "route"}
)
"""Classes that rows of the lexicon may add phrases to; the others are closed."""


class Phrasing(Protocol):
    """What the weaver asks of the loader of the tables."""

    def stems(self, phrase: str) -> tuple[str, ...]:
        """Return the stems under which a phrase is found in a text."""

    def add_one(self, trie: Trie, phrase: str, entry: Entry) -> None:
        """Store one phrase with what it means."""

    def add_light(self, phrase: str) -> None:
        """Take the words of a phrase as words without a claim."""

    def is_light(self, phrase: str) -> bool:
        """Tell whether a phrase is made of words that carry no claim."""

    def is_drug(self, phrase: str) -> bool:
        """Tell whether a phrase is the name of a medicine: that stays a name."""


class Weaver:
    """Adds terms to the phrases, and what is broader to `broader`."""

    def __init__(self, phrases: Trie, broader: dict[str, frozenset[str]], tables: Phrasing) -> None:
        self._phrases, self._broader, self._tables = phrases, broader, tables

    def weave(self, terms: Iterable[TermRow]) -> None:
        """Give a term and its plain form one value, or a broader one; "<" and "?" prove nothing.

        A term whose plain form carries no claim ("utilize", use) carries none itself.
        """
        for term, plain, relation in terms:
            if relation not in {"=", ">"} or term == plain:
                continue
            own = self._entries(term)
            if _is_compound(own):
                continue
            named, light = self._forms(plain)
            if not named:
                if light and relation == "=" and len(self._tables.stems(term)) == 1:
                    self._tables.add_light(term)
            elif relation == "=":
                self._weave_same(term, own, named)
            else:
                self._weave_broader(term, own, named)

    def _forms(self, plain: str) -> tuple[list[tuple[str, tuple[Entry, ...]]], bool]:
        """Return the plain forms that name something, with what each means; and if any was left."""
        named: list[tuple[str, tuple[Entry, ...]]] = []
        forms = [plain] if ";" not in plain and "|" not in plain else _cut(plain)
        for form in forms:
            entries = self._entries(form)
            if not (
                _is_compound(entries) or self._tables.is_light(form) or self._tables.is_drug(form)
            ):
                named.append((form, entries))
        return named, bool(forms)

    def _entries(self, phrase: str) -> tuple[Entry, ...]:
        return self._phrases.find(self._tables.stems(phrase))

    def _weave_same(
        self, term: str, own: tuple[Entry, ...], named: list[tuple[str, tuple[Entry, ...]]]
    ) -> None:
        known = own or next((entries for _, entries in named if entries), ())
        if not known and (parts := self._timed(named[0][0])):
            self._phrases.add(self._tables.stems(term), *parts)
            return
        entry = known[0] if known else Entry("term", f"term:{term}")
        if entry.kind not in _WOVEN:
            return
        for form, entries in ((term, own), *named):
            if not entries and not self._entries(form):
                self._tables.add_one(self._phrases, form, entry)

    def _timed(self, form: str) -> tuple[Entry, ...]:
        """Return the parts of a plain form that tells a time, where each has a meaning."""
        parts: list[Entry] = []
        stems, at = self._tables.stems(form), 0
        while at < len(stems):
            for last in range(len(stems), at, -1):
                entries = self._phrases.find(stems[at:last])
                if entries:
                    parts += entries
                    at = last
                    break
            else:
                if stems[at] not in SKIPPED:
                    return ()
                at += 1
        timed = len(parts) > 1 and any(part.kind == "time_order" for part in parts)
        return tuple(dict.fromkeys(parts)) if timed else ()

    def _weave_broader(
        self, term: str, own: tuple[Entry, ...], named: list[tuple[str, tuple[Entry, ...]]]
    ) -> None:
        entry = own[0] if own else Entry("term", f"term:{term}")
        if not own:
            self._tables.add_one(self._phrases, term, entry)
        for form, _ in named:
            entries = self._entries(form)
            wide = entries[0] if entries else Entry("term", f"plain:{form}")
            if not entries:
                self._tables.add_one(self._phrases, form, wide)
            if wide.value != entry.value:
                wider = self._broader.get(entry.value, frozenset())
                self._broader[entry.value] = wider | {wide.value}


def _is_compound(entries: tuple[Entry, ...]) -> bool:
    """Tell whether a phrase says several things, or nothing: it can be no name of one."""
    return len(entries) > 1 or any(entry.kind == LIGHT for entry in entries)


def _cut(plain: str) -> list[str]:
    forms = (form.strip() for form in plain.replace(";", "|").split("|"))
    return [form for form in forms if form]


__all__ = ["TermRow", "Weaver"]
