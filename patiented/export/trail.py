"""The audit trail for people and programs outside: CSV and JSON.

In CSV a cell that a spreadsheet could take for a formula gets an apostrophe in front, as OWASP
advises (CSV Injection); the JSON has every text as it was recorded.
"""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from patiented.store import AuditEntry

COLUMNS = ("at", "by", "action", "monograph", "audience", "lang", "fingerprint", "note")
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""What a formula starts with, also in full width, and the spaces that some programs skip."""


def trail_to_csv(entries: Iterable[AuditEntry]) -> str:
    """Return the trail as CSV (RFC 4180), with a line of column names."""
    written = io.StringIO()
    writer = csv.writer(written, quoting=csv.QUOTE_ALL)
    writer.writerow(COLUMNS)
    for entry in entries:
        writer.writerow([_cell(getattr(entry, name)) for name in COLUMNS])
    return written.getvalue()


def trail_to_json(entries: Iterable[AuditEntry]) -> str:
    """Return the trail as a JSON list of objects with the names of COLUMNS."""
    data = [{name: getattr(entry, name) for name in COLUMNS} for entry in entries]
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def _cell(value: str | None) -> str:
    text = value or ""
    return f"'{text}" if text.lstrip(" \u00a0").startswith(FORMULA) else text
