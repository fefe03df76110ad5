"""Whole editions as the text that people read; `make golden` writes them anew."""

from __future__ import annotations

import pytest

from patiented.export.text import edition_to_text
from patiented.proposing import Catalogue
from patiented.publishing import Published, is_publishable
from patiented.reading import read
from patiented.review import ReviewState
from tests.engines import shipped_engine

MONOGRAPHS = ("opzelura", "epilepsy")
AUDIENCES = ("patient", "caregiver", "clinician")


@pytest.fixture(scope="module")
def engine():
    return shipped_engine()


@pytest.mark.parametrize("audience", AUDIENCES)
@pytest.mark.parametrize("name", MONOGRAPHS)
def test_shipped_edition_reads_as_the_golden_file_says(root, engine, golden, name, audience):
    folder = root / "monographs" / name
    path = folder / "wording" / f"{audience}.en.po"
    catalogue = Catalogue.load(path) if path.is_file() else None
    edition = engine.edition(read(folder / "monograph.md"), audience, catalogue=catalogue)
    published = Published(edition, ReviewState(), None, is_publishable(edition))
    text = edition_to_text(published, engine.audience(audience))
    # The version in the head names the engine and the data, not what people read.
    text = text.replace(edition.fingerprint[:8], "VERSION")
    golden(f"editions/{name}.{audience}.txt", text)


def test_shipped_spanish_edition_reads_as_the_golden_file_says(root, engine, golden):
    folder = root / "monographs" / "opzelura"
    english = Catalogue.load(folder / "wording" / "patient.en.po")
    catalogue = Catalogue.load(folder / "wording" / "patient.es.po").over(english)
    edition = engine.edition(
        read(folder / "monograph.md"), "patient", lang="es", catalogue=catalogue
    )
    published = Published(edition, ReviewState(), None, is_publishable(edition))
    text = edition_to_text(published, engine.audience("patient", "es"))
    text = text.replace(edition.fingerprint[:8], "VERSION")
    golden("editions/opzelura.patient.es.txt", text)
