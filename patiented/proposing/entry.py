"""One entry of a catalogue of wording; data without files.

`catalogue.py` holds many of them, `catalogue_file.py` reads and writes them as PO.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Entry:
    """One statement and its wording.

    `source` is the canonical statement, or for `is_masked` a template of it. `context` is a role,
    where the same words need another wording there. `omit` is the reason why the statement is left
    out. `confirmed` pairs the value of an open fact with the person who confirmed it. `notes` are a
    translator's comments, `remarks` other comments of ours; both are kept as they are, and so are
    the `references` and `flags` of other tools. `line` is where it stands in its file.
    """

    source: str
    wording: str = ""
    context: str = ""
    is_masked: bool = False
    statements: tuple[str, ...] = ()
    omit: str = ""
    confirmed: tuple[tuple[str, str], ...] = ()
    is_fuzzy: bool = False
    previous: str = ""
    previous_context: str = ""
    notes: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    line: int = 0

    @property
    def is_usable(self) -> bool:
        """Whether a reader may be shown this: not fuzzy, and either worded or left out."""
        return not self.is_fuzzy and bool(self.wording.strip() or self.omit)
