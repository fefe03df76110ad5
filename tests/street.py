"""A small library on disk for tests of the street and of the commands."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

MONOGRAPH = """\
---
title: What is Alphadrug?
name: Alphadrug
kind: drug
drugs: [Alphadrug]
updated: 2026-01-31
summary: Alphadrug is a tablet.
---

## Boxed warning

Alphadrug can cause death.[^1]

## Dosage

Do not use more than 60 g per week.

### Eczema

Take 5 mg twice daily.

## Mechanism of action

Alphadrug inhibits kinases in the cytosol.

## Pharmacokinetics

The AUC was 12 ng/mL.

[^1]: A label. <https://example.org/label>
"""

PATIENT_PO = """\
msgid ""
msgstr ""
"Language: en\\n"
"Content-Type: text/plain; charset=utf-8\\n"

msgid "Alphadrug can cause death."
msgstr "Alphadrug can cause death."

msgid "Eczema"
msgstr "Eczema"

msgid "Take 5 mg twice daily."
msgstr "Take 5 mg twice a day."

#. omit: It is about how Alphadrug works inside the cell.
msgid "Alphadrug inhibits kinases in the cytosol."
msgstr ""
"""


def make_library(folder: Path, *, monograph: str = MONOGRAPH, patient: str = PATIENT_PO) -> Path:
    """Write a library with one monograph, `alphadrug`, and return its folder."""
    place = folder / "monographs" / "alphadrug"
    (place / "wording").mkdir(parents=True, exist_ok=True)
    (place / "monograph.md").write_text(monograph, encoding="utf-8")
    (place / "wording" / "patient.en.po").write_text(patient, encoding="utf-8")
    return folder
