"""A comparison as text that a person can review: what became of each sentence, with its marks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from patiented.proposing import Catalogue
from patiented.publishing import Published
from patiented.reading import read
from patiented.rendering import Site
from patiented.rendering.comparing import Addresses, Side, compare_page
from patiented.review import ReviewState
from tests.engines import shipped_engine
from tests.street import make_library

if TYPE_CHECKING:
    from patiented.model import Edition

AT = Addresses(Site("/", "/policy", "", "", "", ""), "", "")
SIGNS = {
    "same": "[{}]",
    "simpler": "~{}~",
    "words": "_{}_",
    "gone": "<{}>",
    "open": "?{}?",
    "": "{}",
}


@pytest.fixture(scope="module")
def engine():
    return shipped_engine()


def side(engine, folder, name):
    monograph = read(folder / "monograph.md")
    path = folder / "wording" / f"{name}.en.po"
    catalogue = Catalogue.load(path) if path.is_file() else None
    edition: Edition = engine.edition(monograph, name, catalogue=catalogue)
    return Side(Published(edition, ReviewState(), None, True), engine.audience(name), "")  # noqa: FBT003


def told(page):
    left, right = (one.label for one in page.columns)
    yield f"{left} | {right}"
    for part in page.parts:
        yield f"\n## {part.heading}"
        for row in part.rows:
            yield f"\n{row.said}{f' ({row.note})' if row.note else ''}"
            yield f"  {cell(row.left)}"
            yield f"  {cell(row.right)}"
    yield ""


def cell(one):
    runs = [run for line in one.lines for run in (line.lead, *line.points)]
    texts = ("".join(SIGNS[p.mark].format(p.text) for p in run) for run in runs)
    return one.missing or " / ".join(text for text in texts if text).replace("\xa0", " ")


@pytest.mark.parametrize(("left", "right"), [("patient", "clinician"), ("patient", "caregiver")])
def test_a_comparison_reads_as_it_did(engine, tmp_path, golden, left, right):
    folder = make_library(tmp_path) / "monographs" / "alphadrug"
    page = compare_page(
        side(engine, folder, left),
        side(engine, folder, right),
        tuple(engine.data.audiences.values()),
        AT,
        only=False,
    )
    golden(f"compare/{left}-{right}.txt", "\n".join(told(page)))
