"""An edition as a FHIR document: its data, and what its page says of its review."""

from __future__ import annotations

from typing import TYPE_CHECKING

from patiented.export.fhir.bundle import NOWHERE, edition_to_fhir
from patiented.export.fhir.sections import Frame
from patiented.rendering.review_status import review_view

if TYPE_CHECKING:
    from patiented.audience import Audience
    from patiented.export.data import Data
    from patiented.export.fhir.bundle import Addresses
    from patiented.publishing.records import Published
    from patiented.rendering.speaking import Speaker


def fhir_document(
    published: Published, audience: Audience, say: Speaker, addresses: Addresses = NOWHERE
) -> Data:
    """Return the document; `audience` and `say` speak the language of the edition."""
    review = published.review
    view = review_view(review, audience, published.edition.meta, say)
    words = (say("Has it been checked?"), view.answer, view.sentence, view.caution)
    said = tuple(one for one in words if one)
    frame = Frame(audience, say, said, review.lapsed, published.publishable)
    return edition_to_fhir(published, frame, addresses)
