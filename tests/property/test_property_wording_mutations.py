"""Plants errors in the shipped wording, one at a time: the street must refuse the planted text."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from patiented.proposing import Catalogue
from patiented.reading import read
from tests.engines import shipped_engine

MONOGRAPHS = ("opzelura", "epilepsy")
READERS = ("patient", "caregiver")
SWAPS = (
    (r"\bgrams\b", "milligrams"),
    (r"\bweeks?\b", "days"),
    (r"\bminutes\b", "hours"),
    (r"\byears or older\b", "years or younger"),
    (r"\byears\b", "months"),
    (r"\bmore than\b", "less than"),
    (r"\blonger than\b", "shorter than"),
    (r"\bno more than\b", "at least"),
    (r"\bat least\b", "at most"),
    (r"\bup to\b", "at least"),
    (r"\btwice\b", "once"),
    (r"\bafter\b", "before"),
    (r"\buntil\b", "unless"),
    (r"\bunless\b", "if"),
    (r"\braise\b", "lower"),
    (r"\blowers?\b", "raise"),
    (r"\bmost\b", "all"),
    (r"\bby mouth\b", "on the skin"),
    (r"\bDo not\b", "Do"),
    (r"\b(is|are|do|does|can|must|should) not\b", r"\1"),
    (r"\b(may|can|must|should)\b(?! not)", r"\1 not"),
)


def _mutations(text):
    for match in re.finditer(r"\d+(?:\.\d+)?", text):
        number = float(match[0])
        for other in (number * 10, number + 1):
            yield text[: match.start()] + f"{other:g}" + text[match.end() :]
    for pattern, target in SWAPS:
        for match in re.finditer(pattern, text):
            yield text[: match.start()] + match.expand(target) + text[match.end() :]


@pytest.fixture(scope="module")
def engine():
    return shipped_engine()


def _planted(catalogue):
    for place, entry in enumerate(catalogue.entries):
        for text in _mutations(entry.wording):
            if text != entry.wording:
                yield place, text


def _shows(engine, monograph, catalogue, place, text):
    """Tell whether an edition shows the planted text."""
    entries = list(catalogue.entries)
    entries[place] = replace(entries[place], wording=text)
    planted = Catalogue(catalogue.audience, catalogue.lang, tuple(entries))
    source = entries[place].source
    small = tuple(
        replace(section, blocks=_only(section.blocks, source)) for section in monograph.sections
    )
    edition = engine.edition(
        replace(monograph, sections=small), catalogue.audience, catalogue=planted
    )
    return any(one.text == text for one in edition.statements())


def _only(blocks, source):
    kept = (
        replace(block, statements=tuple(one for one in block.statements if one.text == source))
        for block in blocks
    )
    return tuple(block for block in kept if block.statements)


def test_planted_errors_in_shipped_wording_are_refused(root, engine):
    planted, shown = 0, []
    for name in MONOGRAPHS:
        folder = root / "monographs" / name
        monograph = read(folder / "monograph.md")
        for audience in READERS:
            catalogue = Catalogue.load(folder / "wording" / f"{audience}.en.po")
            for place, text in _planted(catalogue):
                planted += 1
                if _shows(engine, monograph, catalogue, place, text):
                    shown.append(text)
    assert planted > 250
    assert len(shown) <= planted / 100, shown
