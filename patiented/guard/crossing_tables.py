"""What the cross-language guard knows of two languages: `audiences/common/crossing/`.

`<lang>.toml` says how a language writes numbers and units, and which of its words carry no claim.
`<lang>.tsv` is the reviewed table of English terms and their forms in that language. A form that
stands for two things is refused: the guard must never choose between meanings.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from patiented.audience.tables import read_table
from patiented.audience.toml_file import read_toml
from patiented.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

FOLDER: Final = "crossing"
SOURCE: Final = "en"
"""The language that every table is paired with."""

BOUNDS: Final = ("ge", "gt", "le", "lt", "about")
"""Kinds that bind to the number beside them."""

CHECKED: Final = frozenset({"negation", "drug", "condition", "frequency", *BOUNDS})
"""Kinds that must be in both texts: one that is gone is a change, not an open point."""

KINDS: Final = CHECKED | {"term", "loose", "modality", "standing"}
"""`loose` rows are qualities: they may trade places with what stands beside them."""

_KEYS: Final = (
    "name",
    "decimal",
    "thousands",
    "out_of",
    "range",
    "one",
    "negation",
    "glue",
)
_IDEOGRAPH: Final = r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]"
_LETTER: Final = rf"(?!{_IDEOGRAPH})[^\W_]"
_TOKEN: Final = re.compile(
    rf"\d+(?:[.,٫٬]\d+)*|°[^\W\d_]|{_IDEOGRAPH}"  # noqa: RUF001
    rf"|(?!\d)(?:{_LETTER})+(?:['’-](?:{_LETTER})+)*|[^\w\s]"  # noqa: RUF001
)


@dataclass(frozen=True, slots=True)
class Word:
    """A token with its place; `norm` is folded in case and Unicode form, never in accent."""

    norm: str
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Entry:
    """What a form stands for: equal keys mean the same in both languages."""

    key: str
    kind: str


Forms = dict[tuple[str, ...], Entry]


@dataclass(frozen=True, slots=True)
class Speech:
    """How one language of a pair writes. `units` and `numbers` map forms; `phrases` the terms."""

    decimal: str
    thousands: frozenset[str]
    numbers: Mapping[str, float]
    ones: frozenset[str]
    units: Mapping[tuple[str, ...], str]
    out_of: frozenset[tuple[str, ...]]
    ranges: frozenset[tuple[str, ...]]
    glue: frozenset[str]
    phrases: Mapping[tuple[str, ...], Entry] = field(repr=False)
    longest: int = 1


@dataclass(frozen=True, slots=True)
class Crossing:
    """The two languages of a pair; `sizes` gives each unit its dimension, factor and shift."""

    source: Speech
    target: Speech
    sizes: Mapping[str, tuple[str, float, float]]


def words_of(text: str) -> list[Word]:
    """Cut a text into words, numbers and marks; where no spaces are written, into characters."""
    return [
        Word(_fold(match[0]), match[0], match.start(), match.end())
        for match in _TOKEN.finditer(text)
    ]


def norms(text: str) -> tuple[str, ...]:
    """Return the folded words of a form; marks that no reader hears are left away."""
    return tuple(word.norm for word in words_of(text) if word.norm not in SILENT)


SILENT: Final = frozenset(',()"“”«»¿¡—‘’،、，（）')  # noqa: RUF001
"""Marks that may stand or fall. A hyphen is none of them: it may be a minus."""


def load_crossing(dirs: Sequence[Path], lang: str) -> Crossing | None:
    """Return the pair of English and `lang`; None where a library has no table for it."""
    return _loaded(tuple(dirs), lang)


@lru_cache(maxsize=32)
def _loaded(dirs: tuple[Path, ...], lang: str) -> Crossing | None:
    own, terms = _find(dirs, f"{lang}.toml"), _find(dirs, f"{lang}.tsv")
    source = _find(dirs, f"{SOURCE}.toml")
    if not own or not terms or not source:
        return None
    sizes = _sizes(dirs)
    left, right = _terms(terms, lang)
    return Crossing(_speech(source[-1], left, sizes), _speech(own[-1], right, sizes), sizes)


def _find(dirs: Sequence[Path], name: str) -> list[Path]:
    return [path for one in dirs if (path := one / FOLDER / name).is_file()]


def _terms(paths: Sequence[Path], lang: str) -> tuple[Forms, Forms]:
    """Read the rows of every folder; a later folder adds rows and may not contradict."""
    left: Forms = {}
    right: Forms = {}
    for path in paths:
        for row in read_table(path, ("kind", SOURCE, lang)):
            if row["kind"] not in KINDS - {"standing"}:
                raise DataError(f"unknown kind {row['kind']!r}", path=path, line=row.line)
            first = next(iter(_split(row[SOURCE])), "")
            key = row["kind"] if row["kind"] in BOUNDS else f"{row['kind']} {first}"
            entry = Entry(key, row["kind"])
            for forms, cell in ((left, row[SOURCE]), (right, row[lang])):
                _add(forms, cell, entry, (path, row.line))
    return left, right


def _add(forms: Forms, cell: str, entry: Entry, place: tuple[Path, int]) -> None:
    path, line = place
    if not cell:
        raise DataError("a row needs a form in each language", path=path, line=line)
    for form in _split(cell):
        known = forms.setdefault(norms(form), entry)
        if known != entry:
            message = f"{form!r} already stands for {known.key!r}"
            raise DataError(message, path=path, line=line)


def _split(cell: str) -> Iterator[str]:
    return (form.strip() for form in cell.split(" | ") if form.strip())


def _speech(path: Path, phrases: Forms, sizes: Mapping[str, tuple[str, float, float]]) -> Speech:
    _, values = read_toml(path)
    _check(path, values, sizes)
    units = {norms(form): unit for unit, cell in values["units"].items() for form in _split(cell)}
    forms = dict(phrases)
    for form in _split(values["negation"]):
        forms.setdefault(norms(form), Entry("negation", "negation"))
    return Speech(
        decimal=values["decimal"],
        thousands=frozenset(values["thousands"]),
        numbers={_fold(word): float(value) for word, value in values["numbers"].items()},
        ones=frozenset(map(_fold, _split(values["one"]))),
        units=units,
        out_of=frozenset(map(norms, _split(values["out_of"]))),
        ranges=frozenset(map(norms, _split(values["range"]))),
        glue=frozenset(map(_fold, _split(values["glue"]))),
        phrases=forms,
        longest=max(map(len, (*forms, *units)), default=1),
    )


def _check(path: Path, values: dict[str, Any], sizes: Mapping[str, object]) -> None:
    known = {*_KEYS, "numbers", "units"}
    for key in values.keys() ^ known:
        word = "unknown" if key in values else "missing"
        raise DataError(f"{word} key {key!r}", path=path)
    for unit in values["units"]:
        if unit not in sizes:
            raise DataError(f"no unit {unit!r} in guard/units.tsv", path=path)


def _sizes(dirs: Sequence[Path]) -> dict[str, tuple[str, float, float]]:
    sizes = {"%": ("percent", 1.0, 0.0)}
    for path in (one / "guard" / "units.tsv" for one in dirs):
        if path.is_file():
            for row in read_table(path, ("unit", "dimension", "factor", "forms")):
                factor, _, shift = row["factor"].partition("+")
                sizes[row["unit"]] = (row["dimension"], float(factor), float(shift or 0))
    return sizes


def _fold(text: str) -> str:
    return unicodedata.normalize("NFC", text).casefold().replace("’", "'")  # noqa: RUF001
