"""Editions for tests of pictures: text that the real guard has judged, and what is drawn of it."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from patiented.model import (
    BlockKind,
    Edition,
    EditionBlock,
    EditionSection,
    EditionStatement,
    Meta,
    MonographKind,
    Origin,
    Role,
    Statement,
    StatementKind,
)
from patiented.proposing import Catalogue
from patiented.readability import Passage, score
from patiented.reading import read
from patiented.rendering.pictures import choose, draw
from patiented.rendering.speaking import Speaker
from tests.conftest import ROOT
from tests.engines import shipped_engine

SHIPPED = ("opzelura", "epilepsy")
MEASURED = ("colonoscopy", "lamotrigine", "type-2-diabetes", "warfarin")


@cache
def engine():
    return shipped_engine()


def judged(text, source="", role=Role.DOSAGE, **more):
    """A statement with the guard's verdicts on `text`, as a writer's wording of `source`."""
    source = source or text
    statement = Statement("s", source, role)
    facts = engine().guard.judge(statement, text).facts
    kind = StatementKind.SENTENCE
    made = EditionStatement("s", source, text, kind, Origin.WORDING, facts=facts, role=role)
    return replace(made, **more)


def page(*statements, kind=MonographKind.DRUG):
    """An edition of these statements, one section each."""
    sections = tuple(
        EditionSection(
            f"sec{number}", one.role, "Heading", 2,
            (EditionBlock(BlockKind.PARAGRAPH, (replace(one, id=f"s{number}"),)),),
        )
        for number, one in enumerate(statements)
    )  # fmt: skip
    scores = score([Passage(one.text, "sentence") for one in statements])
    meta = Meta("Alphadrug", "Alphadrug", kind)
    return Edition("alphadrug", "patient", "en", "f" * 64, meta, sections, (), (), scores)


@cache
def real_edition(name, audience):
    """An edition of a real monograph, shipped or from the benchmarks."""
    folder = ROOT / ("monographs" if name in SHIPPED else "benchmarks/monographs") / name
    path = folder / "wording" / f"{audience}.en.po"
    catalogue = Catalogue.load(path) if path.is_file() else None
    return engine().edition(read(folder / "monograph.md"), audience, catalogue=catalogue)


def pictures(edition):
    """Pairs of a statement and a picture under it, in page order."""
    drawn = draw(choose(edition), edition.meta.name, Speaker())
    return [(one, each) for one in edition.statements() for each in drawn.get(one.id, ())]
