"""Why a version leaves a fact out, said to the reader: `audiences/common/left_out.tsv`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from patiented.audience.tables import read_table
from patiented.errors import DataError
from patiented.model import Role

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

FILE = "left_out.tsv"
FILE_IN = "left_out.{lang}.tsv"
COLUMNS = ("role", "reason")
PARTLY = "partly"
"""The row for a statement that is shown without some of its words."""


def load_reasons(common_dirs: Sequence[Path], lang: str = "") -> dict[str, str]:
    """Return the reason for each role and for `PARTLY`; a later folder's row wins.

    With a `lang`, rows in that language lie over the English ones.
    """
    names = (FILE, *([FILE_IN.format(lang=lang)] if lang else []))
    reasons: dict[str, str] = {}
    for path in (folder / name for name in names for folder in common_dirs):
        if not path.is_file():
            continue
        for row in read_table(path, COLUMNS):
            if row["role"] not in (*Role, PARTLY):
                raise DataError(f"unknown role {row['role']!r}", path=path, line=row.line)
            reasons[row["role"]] = row["reason"]
    for name in (Role.OTHER.value, PARTLY):
        if name not in reasons:
            raise DataError(f"a row for {name!r} is needed", path=common_dirs[0] / FILE)
    return reasons


def reason_for(reasons: Mapping[str, str], role: Role, name: str) -> str:
    """Return the reason for leaving out a statement of `role` on the page about `name`."""
    return reasons.get(role, reasons[Role.OTHER]).replace("{name}", name)
