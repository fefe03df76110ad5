"""The canonical text at the desk: opened, checked, and saved only as it was checked.

A check says what the readers of `reading` say, what a new text changes, and what lapses with it in
each edition. Saving writes the source and brings its catalogues in step, all under the lock that
wording is saved under.
"""

from __future__ import annotations

import dataclasses
import json
import os
from typing import TYPE_CHECKING

from patiented.edition.differing import Hold
from patiented.errors import PatientedError, PlacedError, SourceError, StoreError, UsageError
from patiented.publishing.differing import Comparer
from patiented.reading import MAX_BYTES, format_of, read_bytes
from patiented.reading.source import load
from patiented.review import EditionKey, checked_name
from patiented.writing import saving, source_files
from patiented.writing.source_records import (
    Change,
    Checked,
    Effect,
    Fault,
    Lapse,
    OpenSource,
    SourceConflict,
    Unchecked,
)
from patiented.writing.stepping import moved, steps

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from patiented.edition import Engine
    from patiented.edition.differing import Difference, Differences
    from patiented.model import Monograph
    from patiented.proposing.catalogue import Catalogue
    from patiented.publishing import Publisher
    from patiented.publishing.shelf import Shelf
    from patiented.writing.stepping import Step

MARKDOWN = "markdown"
MOST_EXCERPT = 160
"""Characters of a line that are shown around a fault."""


class SourceDesk:
    """Edits the sources of one library; safe in threads, and beside other processes."""

    def __init__(self, publisher: Publisher, shelf: Shelf[Catalogue], engine: Engine) -> None:
        self._publisher = publisher
        self._shelf = shelf
        self._engine = engine
        self._comparer = Comparer(shelf, engine, publisher.approvals, publisher.memory)

    def open(self, monograph: str) -> OpenSource:
        """Return the source as its file reads now, also one that is broken or not edited here."""
        path = self._path(monograph)
        return self._opened(monograph, path, _read(path))

    def check(self, monograph: str, text: str) -> Checked:
        """Return what saving a text would do; nothing is kept."""
        text = source_files.plain(text)
        path = self._path(monograph)
        former = _read(path)
        data = source_files.bytes_of(text, former)
        try:
            new = self._parsed(monograph, path, data)
        except PlacedError as error:
            return Checked(text, fault=_fault(error, text), unchanged=data == former)
        made, problems = steps(self._shelf.wording_paths(monograph), new, self._engine.guard)
        changes, beside, effects = self._compared(new, made)
        warnings = (
            Fault(
                one.message, one.line or 1, one.column or 1, _line(text, one.line or 1), one.level
            )
            for one in new.findings
        )
        return Checked(
            text=text,
            token=self._token(monograph, former, data),
            warnings=tuple(warnings),
            changes=changes,
            beside=beside,
            effects=effects,
            problems=problems,
            unchanged=data == former,
        )

    def save(self, monograph: str, text: str, *, base: str, token: str, by: str) -> OpenSource:
        """Write a text as it was checked, and bring the catalogues in step.

        A SourceConflict says that the file is not the one of `base`, Unchecked that `token` is of
        another check; a PlacedError or UsageError what is wrong. Then nothing is written.
        """
        name = checked_name(by)
        self._shelf.require_id(monograph)
        text = source_files.plain(text)
        try:
            with saving.locked(self._shelf.wording_path(monograph, "any", "en")):
                return self._save(monograph, text, base, token, name)
        except OSError as error:
            message = f"cannot save: the library cannot be written: {error.strerror}"
            raise UsageError(message, code="E118") from error

    def _save(self, monograph: str, text: str, base: str, token: str, by: str) -> OpenSource:
        path = self._path(monograph)
        former = _read(path)
        opened = self._opened(monograph, path, former)
        if opened.why_not:
            raise UsageError(f"cannot save: {opened.why_not}", code="E118")
        if opened.base != base:
            raise SourceConflict(opened)
        data = source_files.bytes_of(text, former)
        new = self._parsed(monograph, path, data)
        if token != self._token(monograph, former, data):
            raise Unchecked
        made, problems = steps(self._shelf.wording_paths(monograph), new, self._engine.guard)
        if problems:
            raise UsageError(f"cannot save: {problems[0]}", code="E118")
        if data == former and not any(one.drafts or one.aside for one in made):
            raise UsageError("cannot save: nothing has changed", code="E118")
        with source_files.staged(path.parent) as stage:
            ready = [(stage / path.name, path)] if data != former else []
            for _, target in ready:
                source_files.make_ready(stage / target.name, data)
            for one in made:
                one.new.save(stage / one.path.name)
                ready.append((stage / one.path.name, one.path))
            note = f"before: {opened.base}"
            source_hash = source_files.digest(data)
            self._publisher.trail.source(monograph, by=by, source_hash=source_hash, note=note)
            for file, target in ready:
                source_files.move(file, target)
        return self._opened(monograph, path, data)

    def _path(self, monograph: str) -> Path:
        return self._shelf.source_path(self._shelf.require_id(monograph))

    def _opened(self, monograph: str, path: Path, data: bytes) -> OpenSource:
        fault, name = None, monograph
        try:
            name = self._parsed(monograph, path, data).meta.name
        except PlacedError as error:
            fault = _fault(error, source_files.text_of(data))
        return OpenSource(
            monograph=monograph,
            name=name,
            file=path.name,
            text=source_files.text_of(data),
            base=source_files.digest(data),
            why_not=_why_not(path, data),
            fault=fault,
        )

    def _parsed(self, monograph: str, path: Path, data: bytes) -> Monograph:
        found = read_bytes(data, path=path.name, format=format_of(path))
        return dataclasses.replace(found, id=monograph)

    def _token(self, monograph: str, former: bytes, data: bytes) -> str:
        """Name a check: the file as it was, the text, and the wording that lapses with it."""
        wording = [
            (one.name, source_files.digest(one.read_bytes()))
            for one in self._shelf.wording_paths(monograph)
        ]
        parts = [source_files.digest(former), source_files.digest(data), wording]
        return source_files.digest(json.dumps(parts).encode("ascii"))

    def _compared(
        self, new: Monograph, made: Sequence[Step]
    ) -> tuple[tuple[Change, ...], tuple[str, ...], tuple[Effect, ...]]:
        """Return the changes with what lapses by them, what else changed, and each edition's."""
        found: list[tuple[EditionKey, Differences]] = []
        effects = []
        for key in self._keys(new):
            step = next(moved(made, key.audience, key.lang), None)
            waiting = (step.drafts, step.aside) if step else ((), ())
            try:
                proposed = self._comparer.proposed(new, key.audience, key.lang)
            except StoreError:
                raise
            except PatientedError as error:  # the file as it is cannot be read, or has no such text
                effects.append(Effect(key, *waiting, problem=error.message))
                continue
            told = proposed.differences
            found.append((key, told))
            ends = told.counts["approval_lapses"]
            effects.append(
                Effect(key, *waiting, ends, approved=told.approved, shown=proposed.shown)
            )
        beside = found[0][1].beside if found else ()
        return tuple(_changes(found)), beside, tuple(effects)

    def _keys(self, new: Monograph) -> Iterator[EditionKey]:
        for audience in self._engine.data.audiences:
            others = self._shelf.languages(new.id, audience)
            for lang in dict.fromkeys((new.meta.lang, *others)):
                yield EditionKey(new.id, audience, lang)


def _changes(found: Sequence[tuple[EditionKey, Differences]]) -> Iterator[Change]:
    """Yield each statement that changes once: the text is one, what lapses is each edition's."""
    keys = [key for key, _ in found]
    for rows in zip(*(told.statements for _, told in found), strict=True):
        lapses = tuple(_lapse(key, one) for key, one in zip(keys, rows, strict=True) if one.lapses)
        if any(one.matters for one in rows):
            yield _change(rows[0], lapses)


def _lapse(key: EditionKey, one: Difference) -> Lapse:
    return Lapse(key, one.wording is Hold.LAPSES, one.approval is Hold.LAPSES)


def _change(one: Difference, lapses: tuple[Lapse, ...]) -> Change:
    side = one.new or one.old
    return Change(
        status=one.status.value,
        section=side.section if side else "",
        role=one.role.value,
        old=one.old.statement.text if one.old else "",
        new=one.new.statement.text if one.new else "",
        facts=one.facts,
        lapses=lapses,
    )


def _why_not(path: Path, data: bytes) -> str:
    """Say why a source is not edited at the desk, or nothing."""
    if format_of(path) != MARKDOWN:
        return "only sources in Markdown are edited here; change this one where it comes from"
    if path.is_symlink() or path.parent.is_symlink():
        return "the file is a link to another place; change it there"
    if len(data) > MAX_BYTES:
        return "the file is too large for a monograph"
    if not os.access(path.parent, os.W_OK):
        return "the library cannot be written here"
    return ""


def _read(path: Path) -> bytes:
    """Return the bytes of a source, of one that is too large only the start."""
    try:
        return load(path)
    except SourceError as error:
        raise UsageError(f"{path.name} {error.message}", code="E118") from error


def _fault(error: PlacedError, text: str) -> Fault:
    return Fault(error.message, error.line, error.column, _line(text, error.line, error.column))


def _line(text: str, line: int, column: int = 1) -> str:
    """Return a line of a text, or the part of a long one around a column."""
    lines = text.split("\n")
    whole = lines[line - 1] if line <= len(lines) else ""
    start = max(0, min(column - MOST_EXCERPT // 2, len(whole) - MOST_EXCERPT))
    return whole[start : start + MOST_EXCERPT]
