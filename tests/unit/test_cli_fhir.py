"""`render --format fhir`: a whole document, the site's addresses, what a withdrawn page gives."""

from __future__ import annotations

import json

import pytest

from patiented.publishing.opening import open_publisher
from patiented.settings import load_settings
from patiented.web import create_app
from patiented.web.service import LibraryService
from tests import fhir_rules
from tests.engines import shipped_engine
from tests.street import MONOGRAPH, make_library
from tests.unit.test_cli import library, run

__all__ = ["library", "run"]

RENDER = ("render", "alphadrug", "--audience", "patient", "--format", "fhir")
SITE = "https://health.example.org"


def rendered(run, *arguments):
    """The document that a command prints."""
    code, out, _ = run(*(arguments or RENDER))
    assert code == 0
    return json.loads(out)


def test_the_document_is_valid_and_without_a_site_holds_no_address_of_one(run, library):
    made = rendered(run)
    assert fhir_rules.problems(made) == []
    assert made["id"] == "alphadrug-patient"
    assert "link" not in made
    assert "document" not in made["entry"][0]["resource"]["relatesTo"][0]


def test_a_site_gives_the_very_document_that_the_command_prints(run, library, monkeypatch):
    monkeypatch.setenv("PATIENTED_PUBLIC_URL", SITE)
    made = rendered(run)
    assert made["link"][0]["url"] == f"{SITE}/fhir/Bundle/alphadrug-patient"
    settings = load_settings(environ={"PATIENTED_PUBLIC_URL": SITE}, start=library)
    engine = shipped_engine()
    publisher = open_publisher(settings, engine=engine)
    service = LibraryService(publisher, tuple(engine.data.audiences.values()))
    client = create_app(settings, service=service).test_client()
    assert client.get("/fhir/Bundle/alphadrug-patient").json == made
    publisher.close()


def test_a_source_without_any_date_gives_a_document_too(run, tmp_path):
    make_library(tmp_path, monograph=MONOGRAPH.replace("updated: 2026-01-31\n", ""))
    made = rendered(run)
    assert fhir_rules.problems(made) == []
    assert "date" not in made["entry"][0]["resource"]


def test_a_file_outside_a_library_gives_a_document_too(run, library, tmp_path):
    path = tmp_path / "A note_1.md"
    path.write_text(MONOGRAPH, encoding="utf-8")
    made = rendered(run, "render", path, "--audience", "clinician", "--format", "fhir")
    assert fhir_rules.problems(made) == []


@pytest.fixture
def own_database(monkeypatch, tmp_path):
    """A database beside the shipped library, not in it."""
    monkeypatch.setenv("PATIENTED_DATABASE_URL", f"sqlite:///{tmp_path / 'own.db'}")


def test_a_translation_speaks_its_language_and_quotes_the_source_in_its_own(
    run, own_database, root
):
    made = rendered(
        run, "render", "opzelura", "--audience", "patient", "--lang", "es", "--format", "fhir",
        "--library", root,
    )  # fmt: skip
    assert fhir_rules.problems(made) == []
    sections = dict(fhir_rules.titled(made["entry"][0]["resource"]["section"]))
    left_out = sections["Qué omite esta versión"]["text"]["div"]
    assert '<span lang="en" xml:lang="en">' in left_out
    assert (
        "Ningún profesional de la salud ha revisado" in made["entry"][0]["resource"]["text"]["div"]
    )
