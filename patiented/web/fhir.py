"""Editions as HL7 FHIR R5 documents: `/fhir/Bundle/<monograph>-<audience>`, and what is spoken."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from flask import Blueprint, request, url_for
from werkzeug.exceptions import NotFound

from patiented import __version__
from patiented.export.fhir.answers import capabilities
from patiented.export.fhir.bundle import Addresses
from patiented.publishing.documents import fhir_document
from patiented.web.addresses import absolute
from patiented.web.caching import answer, edition_tag, tag_of
from patiented.web.editions import edition_url, readable, reader
from patiented.web.fhir_forms import PREFIX, WRITERS, asked_form, opened
from patiented.web.languages import in_language, page_lang, page_speaker
from patiented.web.pages import NameConverter
from patiented.web.service import desk

if TYPE_CHECKING:
    from flask import Response

    from patiented.publishing import Published

blueprint = Blueprint("fhir", __name__, url_prefix=PREFIX.rstrip("/"))

_NAME = re.compile(NameConverter.regex)


@blueprint.url_value_preprocessor
def _resolve(_: str | None, values: dict[str, Any] | None) -> None:
    """Take the id of a document apart, so that a withdrawal is found as on every other address.

    Both names may have hyphens: of the audiences that it can end with, the longest one counts whose
    monograph is there.
    """
    if not values or "document" not in values:
        return
    whole = values.pop("document")
    known = sorted((one.id for one in desk().service.audiences()), key=len, reverse=True)
    pairs = [
        (name, one)
        for one in known
        if (name := whole.removesuffix(f"-{one}")) != whole and _NAME.fullmatch(name)
    ]
    there = (pair for pair in pairs if desk().service.has(pair[0]))
    found = next(there, None)
    if found is None:
        raise NotFound
    values["monograph"], values["audience"] = found


@blueprint.get("/Bundle/<document>")
def document(monograph: str, audience: str) -> Response:
    """Give one edition as a document, in the language of the address or not at all."""
    form = asked_form()
    chosen = reader(monograph, audience)
    published = readable(monograph, chosen, page_lang())
    spoken = chosen.speaking(page_lang())

    def body() -> str:
        data = fhir_document(published, spoken, page_speaker(), _addresses(published))
        return WRITERS[form](data)

    return opened(answer(body, form, edition_tag(published, form)))


@blueprint.get("/metadata")
def metadata() -> Response:
    """Say what can be asked for here."""
    form = asked_form()
    data = capabilities(absolute(f"{request.script_root}{PREFIX.rstrip('/')}"), __version__)
    text = WRITERS[form](data)
    return opened(answer(lambda: text, form, tag_of([text])))


def _addresses(published: Published) -> Addresses:
    edition = published.edition
    monograph = edition.monograph
    clinician = next((one.id for one in desk().service.audiences() if one.canonical), "")
    source = _document_url(monograph, clinician) if clinician else ""
    return Addresses(
        document=absolute(_document_url(monograph, edition.audience)),
        page=absolute(edition_url(monograph, edition.audience)),
        source=absolute(in_language(source, edition.meta.lang)) if source else "",
    )


def _document_url(monograph: str, audience: str) -> str:
    return url_for("fhir.document", document=f"{monograph}-{audience}")
