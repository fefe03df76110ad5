"""Checked editions for tests of forms and of the ratchet, made without an engine."""

from __future__ import annotations

from dataclasses import replace

from patiented.edition import Measured
from patiented.export.checks.records import CheckedEdition
from patiented.model import Finding, Level

PATH = "monographs/alphadrug/monograph.md"
TEXTS = {
    "s-1": "Do not use more than 60 g per week.",
    "s-2": "Take 5 mg twice daily.",
    "s-3": "Alphadrug inhibits kinases.",
}


def needs_writer(text="Take 5 mg twice daily.", line=20, column=3):
    return Finding(
        "needs-writer", Level.ERROR, "this sentence still needs a writer", found=text,
        path=PATH, line=line, column=column,
    )  # fmt: skip


def lost(text="60 g"):
    message = f"quantity {text!r} must be kept and is lost"
    return Finding("must-lost", Level.ERROR, message, fact=text, path=PATH, line=16)


def missed(value):
    message = f"Flesch-Kincaid grade is {value}; the target is 6 or less"
    return Finding("target-missed", Level.ERROR, message, found=str(value), expected="6", path=PATH)


PENDING = Finding("review-pending", Level.NOTE, "the review is: draft", path=PATH)


def checked(*findings, grade=5.0, smog=5.5, left_out=(), texts=TEXTS, facts=9, **given):
    """Return an edition for patients; `left_out` are ids of `texts`."""
    levels = (
        Measured("flesch_kincaid", "Flesch-Kincaid grade", grade, 6.0),
        Measured("smog_adjusted", "adjusted SMOG grade", smog, 6.0),
    )
    made = CheckedEdition(
        monograph="alphadrug",
        audience="patient",
        lang="en",
        is_translation=False,
        status="draft",
        path=PATH,
        findings=findings,
        levels=levels,
        formulas=(("flesch_kincaid", grade), ("smog", smog)),
        adjusted=(("flesch_kincaid", grade), ("smog", smog)),
        fates=(("kept", facts), ("left_out", 2)),
        source_ids=tuple(sorted(texts)),
        left_out=tuple((one, texts[one]) for one in left_out),
    )
    return replace(made, **given)
