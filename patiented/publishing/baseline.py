"""The baseline of a library: how good each edition was, in a file that a ratchet goes by.

The file is JSON, sorted, a value a line, so that a change shows as a small diff. It is written by
`check --write-baseline` and `--update-baseline`; people read it in the review of a change.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from math import isfinite
from typing import TYPE_CHECKING, Any

from patiented.errors import DataError
from patiented.export.checks.records import by_rule, said_of
from patiented.model import Level

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from patiented.export.checks.records import CheckedEdition
    from patiented.model import Finding

FORMAT = 1
DECIMALS = 2
_UNSAFE = frozenset({"must-lost", "must-open", "fact-changed", "summary-stray", "omission-refused"})


@dataclass(frozen=True, slots=True)
class EditionMark:
    """How good one edition was.

    `levels` pairs a reading level with its value, `findings` a rule with how often it was found.
    `unsafe` are the findings about facts at risk, by what they say; `left_out` the ids of the
    statements of the source that the edition does not show.
    """

    levels: tuple[tuple[str, float], ...] = ()
    findings: tuple[tuple[str, int], ...] = ()
    unsafe: tuple[str, ...] = ()
    shown: int = 0
    facts: int = 0
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MonographMark:
    """A monograph: the ids of its statements, and the mark of each edition by `audience.lang`."""

    statements: tuple[str, ...] = ()
    editions: Mapping[str, EditionMark] = field(default_factory=dict)


Baseline = dict[str, MonographMark]


def is_unsafe(finding: Finding) -> bool:
    """Tell whether a finding is an error about a fact: then none makes up for another."""
    return finding.rule in _UNSAFE and finding.level is Level.ERROR


def edition_key(edition: CheckedEdition) -> str:
    """Return the name of an edition within its monograph."""
    return f"{edition.audience}.{edition.lang}"


def mark_of(edition: CheckedEdition) -> EditionMark:
    """Return how good an edition is now; the canonical text is held to no reading level."""
    counts = by_rule(one for one in edition.findings if not is_unsafe(one))
    unsafe = (said_of(one) for one in edition.findings if is_unsafe(one))
    levels = () if edition.is_canonical else edition.levels
    return EditionMark(
        levels=tuple(sorted((one.key, round(one.value, DECIMALS)) for one in levels)),
        findings=tuple(sorted(counts.items())),
        unsafe=tuple(sorted(unsafe)),
        shown=edition.shown,
        facts=edition.facts,
        left_out=tuple(sorted(identity for identity, _ in edition.left_out)),
    )


def marks_of(editions: Iterable[CheckedEdition]) -> MonographMark:
    """Return the mark of a monograph from all its editions."""
    held = tuple(editions)
    statements = held[0].source_ids if held else ()
    return MonographMark(statements, {edition_key(one): mark_of(one) for one in held})


def written(baseline: Baseline) -> str:
    """Return the text of a baseline; the same baseline always has the same bytes."""
    data = {
        "format": FORMAT,
        "monographs": {
            name: {
                "statements": list(mark.statements),
                "editions": {key: _data(one) for key, one in sorted(mark.editions.items())},
            }
            for name, mark in sorted(baseline.items())
        },
    }
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def read_baseline(path: Path) -> Baseline:
    """Read a baseline; a DataError names the place of what is wrong in it."""
    try:
        text = path.read_bytes().decode("utf-8")
        data = json.loads(text)
    except OSError as error:
        message = f"cannot be read: {error.strerror}; --write-baseline writes one"
        raise DataError(message, path=path) from error
    except UnicodeDecodeError as error:
        raise DataError("not UTF-8", path=path) from error
    except json.JSONDecodeError as error:
        message = f"not JSON: {error.msg}"
        raise DataError(message, path=path, line=error.lineno, column=error.colno) from error
    except RecursionError as error:
        raise DataError("nested too deeply", path=path) from error
    return _Reader(path).baseline(data)


def _data(mark: EditionMark) -> dict[str, Any]:
    return {
        "levels": dict(mark.levels),
        "findings": dict(mark.findings),
        "unsafe": list(mark.unsafe),
        "shown": mark.shown,
        "facts": mark.facts,
        "left_out": list(mark.left_out),
    }


class _Reader:
    """Turns what JSON holds into marks; whatever is missing or of another kind is refused."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def baseline(self, data: object) -> Baseline:
        """Return the whole file."""
        top = self._fields(data, "the file", ("format", "monographs"))
        if top["format"] != FORMAT:
            message = f"its format is {top['format']!r}; this program reads {FORMAT}"
            raise DataError(message, path=self._path)
        monographs = self._map(top["monographs"], "monographs")
        return {name: self._monograph(name, one) for name, one in monographs.items()}

    def _monograph(self, name: str, data: object) -> MonographMark:
        parts = self._fields(data, name, ("statements", "editions"))
        editions = self._map(parts["editions"], name)
        return MonographMark(
            self._texts(parts["statements"], f"{name}: statements"),
            {key: self._edition(f"{name}/{key}", one) for key, one in editions.items()},
        )

    def _edition(self, where: str, data: object) -> EditionMark:
        names = ("levels", "findings", "unsafe", "shown", "facts", "left_out")
        parts = self._fields(data, where, names)
        return EditionMark(
            levels=self._levels(parts["levels"], f"{where}: levels"),
            findings=self._counts(parts["findings"], f"{where}: findings"),
            unsafe=self._texts(parts["unsafe"], f"{where}: unsafe"),
            shown=self._count(parts["shown"], f"{where}: shown"),
            facts=self._count(parts["facts"], f"{where}: facts"),
            left_out=self._texts(parts["left_out"], f"{where}: left_out"),
        )

    def _fields(self, data: object, where: str, names: tuple[str, ...]) -> dict[str, Any]:
        fields = self._map(data, where)
        if set(fields) != set(names):
            raise self._wrong(where, f"must have {', '.join(names)} and nothing else")
        return fields

    def _map(self, data: object, where: str) -> dict[str, Any]:
        if not isinstance(data, dict):
            raise self._wrong(where, "must be an object")
        return data

    def _texts(self, data: object, where: str) -> tuple[str, ...]:
        if not isinstance(data, list) or not all(isinstance(one, str) for one in data):
            raise self._wrong(where, "must be a list of texts")
        return tuple(data)

    def _levels(self, data: object, where: str) -> tuple[tuple[str, float], ...]:
        pairs = self._map(data, where).items()
        return tuple((key, self._number(one, f"{where}: {key}")) for key, one in pairs)

    def _counts(self, data: object, where: str) -> tuple[tuple[str, int], ...]:
        pairs = self._map(data, where).items()
        return tuple((key, self._count(one, f"{where}: {key}")) for key, one in pairs)

    def _count(self, data: object, where: str) -> int:
        if isinstance(data, bool) or not isinstance(data, int) or data < 0:
            raise self._wrong(where, "must be a whole number, 0 or more")
        return data

    def _number(self, data: object, where: str) -> float:
        # JSON of Python knows NaN, and nothing is ever worse than that.
        if isinstance(data, bool) or not isinstance(data, int | float) or not isfinite(data):
            raise self._wrong(where, "must be a number")
        return float(data)

    def _wrong(self, where: str, message: str) -> DataError:
        return DataError(f"{where} {message}", path=self._path)
