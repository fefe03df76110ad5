"""A whole FHIR document, as integrators get it; `make golden` writes it anew."""

from __future__ import annotations

import json

import pytest

from tests.unit.test_fhir_document import SITE, document
from tests.web import samples


@pytest.mark.parametrize(
    ("name", "review"), [("under-review", samples.PENDING), ("approved", samples.DONE)]
)
def test_sample_document_reads_as_the_golden_file_says(golden, name, review):
    made = document(samples.published(review=review), places=SITE)
    golden(
        f"fhir/zeltrina.patient.{name}.json", json.dumps(made, ensure_ascii=False, indent=1) + "\n"
    )
