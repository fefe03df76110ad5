"""`render --format fhir`: one edition as an HL7 FHIR R5 document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from patiented.export.fhir.bundle import NOWHERE, Addresses
from patiented.publishing.documents import fhir_document
from patiented.rendering.speaking import SOURCE

if TYPE_CHECKING:
    from patiented.audience import Audience
    from patiented.edition import Engine
    from patiented.export.data import Data
    from patiented.model import Edition
    from patiented.publishing import Published
    from patiented.rendering import Templates
    from patiented.settings import Settings


def documented(
    published: Published,
    audience: Audience,
    engine: Engine,
    templates: Templates,
    settings: Settings,
) -> Data:
    """Return the document; it holds the addresses of the site, if `public_url` is set."""
    edition = published.edition
    audiences = engine.data.audiences.values()
    clinician = next((one.id for one in audiences if one.canonical), "")
    say = templates.speaker(edition.lang.replace("-", "_"))
    base = settings.public_url
    places = _addresses(base, edition, clinician) if base else NOWHERE
    return fhir_document(published, audience, say, places)


def _addresses(base: str, edition: Edition, clinician: str) -> Addresses:
    monograph, lang = edition.monograph, edition.lang
    documents = f"/fhir/Bundle/{monograph}-"
    return Addresses(
        document=_spoken(base, lang, f"{documents}{edition.audience}"),
        page=_spoken(base, lang, f"/m/{monograph}/{edition.audience}"),
        source=_spoken(base, edition.meta.lang, f"{documents}{clinician}") if clinician else "",
    )


def _spoken(base: str, lang: str, path: str) -> str:
    return f"{base}{'' if lang == SOURCE else f'/{lang}'}{path}"
