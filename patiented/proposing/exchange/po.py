"""A catalogue on its way as a PO file: the catalogue's own format, with two comments more.

#. stands: <where>      for the translator
#. exported: <hash>     what the entry was when it went out
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from patiented.proposing.catalogue_file import PoFile, parse_entries, po_text
from patiented.proposing.exchange.records import Exchange, Unit

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from patiented.proposing.catalogue_file import Headers
    from patiented.proposing.entry import Entry

MONOGRAPH, AUDIENCE = "X-Patiented-Monograph", "X-Patiented-Audience"
SOURCE_LANG, LANG = "X-Source-Language", "Language"

_OURS = (MONOGRAPH, AUDIENCE, SOURCE_LANG)
_STANDS, _EXPORTED = "stands: ", "exported: "


def write(exchange: Exchange) -> str:
    """Return the text of the file."""
    said = (exchange.monograph, exchange.audience, exchange.source_lang)
    headers = (
        *(pair for pair in exchange.headers if pair[0] not in _OURS),
        *((name, value) for name, value in zip(_OURS, said, strict=True) if value),
    )
    file = PoFile(headers, _marked(exchange.units), _marked(exchange.obsolete), exchange.notes)
    return po_text(file)


def read(data: bytes, path: Path) -> Exchange:
    """Read the file; a DataError names its first fault."""
    file = parse_entries(data, path)
    return Exchange(
        monograph=_header(file.headers, MONOGRAPH),
        audience=_header(file.headers, AUDIENCE),
        lang=_header(file.headers, LANG).replace("_", "-"),
        source_lang=_header(file.headers, SOURCE_LANG) or "en",
        headers=tuple(pair for pair in file.headers if pair[0] not in _OURS),
        notes=file.notes,
        units=tuple(_unit(entry) for entry in file.entries),
        obsolete=tuple(_unit(entry) for entry in file.obsolete),
        path=str(path),
    )


def _marked(units: Iterable[Unit]) -> tuple[Entry, ...]:
    return tuple(
        replace(
            unit.entry,
            remarks=(
                *(one for one in unit.entry.remarks if not _is_ours(one)),
                *(_STANDS + one for one in unit.stands),
                *(_EXPORTED + unit.base for _ in [1] if unit.base),
            ),
        )
        for unit in units
    )


def _unit(entry: Entry) -> Unit:
    bases = [one for one in entry.remarks if one.startswith(_EXPORTED)]
    remarks = tuple(one for one in entry.remarks if not _is_ours(one))
    base = bases[-1].removeprefix(_EXPORTED).strip() if bases else ""
    return Unit(replace(entry, remarks=remarks), base)


def _is_ours(remark: str) -> bool:
    return remark.startswith((_STANDS, _EXPORTED))


def _header(headers: Headers, name: str) -> str:
    return next((value for key, value in headers if key.casefold() == name.casefold()), "")
