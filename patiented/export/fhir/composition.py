"""The `Composition`: what the document is, for whom, about what, by whom, and how far checked."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from patiented.export.fhir import codes
from patiented.export.fhir.narrative import Setter, escaped, is_web, paragraph
from patiented.export.fhir.sections import sections, tag
from patiented.model import MonographKind

if TYPE_CHECKING:
    from patiented.export.data import Data
    from patiented.export.fhir.sections import Frame
    from patiented.model import Edition, Meta, Reference
    from patiented.review import ReviewState

UNNAMED = "patiented"
"""The author of an edition that names no board and belongs to no site: the program."""

MIDNIGHT = "T00:00:00Z"
DAY = len("2025-08-28")


class Documented(Protocol):
    """An edition with the whole of its review; `publishing.Published` is one."""

    @property
    def edition(self) -> Edition:
        """The edition."""

    @property
    def review(self) -> ReviewState:
        """Its review today."""

    @property
    def publishable(self) -> bool:
        """False when a `must` fact is lost or open, or a fact is changed."""


@dataclass(frozen=True, slots=True)
class Parts:
    """What a composition points at: its author and subject (empty: none), where it comes from."""

    author: Data = field(default_factory=dict)
    subject: Data = field(default_factory=dict)
    origin: str = ""
    source: str = ""


def composition(published: Documented, frame: Frame, parts: Parts) -> Data:
    """Return the resource; its keys are in the order of R5, which XML asks for."""
    edition = published.edition
    meta = edition.meta
    setter = Setter(frame.say, tag(edition.lang))
    _, date = moment(published)
    # One name for all versions of this edition (R5, Composition.identifier).
    identity = codes.urn(
        "Composition", parts.origin, edition.monograph, edition.audience, edition.lang
    )
    said = [paragraph(escaped(line)) for line in (meta.title, " ".join(frame.review)) if line]
    return {
        "resourceType": "Composition",
        "id": identity[len("urn:uuid:") :],
        "language": tag(edition.lang),
        "text": setter.narrative(said, status="generated"),
        "identifier": [{"system": codes.URI, "value": identity}],
        "version": edition.fingerprint,
        "status": status(published),
        "type": _type(meta, canonical=frame.audience.canonical),
        "category": [codes.concept(codes.LOINC, codes.EDUCATION)],
        "subject": [_pointing(parts.subject)],
        **({"date": date} if date else {"_date": _unknown()}),
        "useContext": _contexts(meta, frame),
        "author": [_pointing(parts.author) or {"display": UNNAMED}],
        "title": meta.title,
        "attester": _attesters(published, parts),
        "relatesTo": [*_derived(edition, frame, parts.source), *map(_cited, edition.references)],
        "section": sections(edition, frame),
    }


def status(published: Documented) -> str:
    """Return where the document stands (R5, composition-status).

    `final` and `amended` say that a person has verified it whole, so only an approval that holds
    gives them; `amended` where another version had been approved before. Everything else is
    `preliminary`; with a fact lost that every reader must have it is `partial`.
    """
    review = published.review
    if not published.publishable:
        return "partial"
    if review.pending:
        return "preliminary"
    approved = [one.fingerprint for one in review.steps if str(one.status) == "approved"]
    return "amended" if set(approved[:-1]) - {approved[-1]} else "final"


def moment(published: Documented) -> tuple[str, str]:
    """Return when the document came to be as it is: as an instant, and as precisely as is known.

    That is the last step of the review, or the day of the text where that is later. Both are empty
    where neither is known.
    """
    updated = published.edition.meta.updated
    steps = published.review.steps
    at = steps[-1].at if steps else ""
    if updated > at[:DAY]:
        return f"{updated}{MIDNIGHT}", updated
    return at, at


def _type(meta: Meta, *, canonical: bool) -> Data:
    """Return what kind of document it is.

    The code of a product label (LOINC 34391-3) would claim too much: this is not the label.
    """
    plain = meta.kind is MonographKind.DRUG and not canonical
    return codes.concept(codes.LOINC, codes.PATIENT_MEDICATION if plain else codes.EDUCATION)


def _pointing(resource: Data) -> Data:
    if not resource:
        return {}
    return {"reference": f"urn:uuid:{resource['id']}", "display": _name(resource)}


def _name(resource: Data) -> str:
    named = resource["name"]
    return str(named if isinstance(named, str) else named[0]["productName"])


def _unknown() -> Data:
    return {"extension": [{"url": codes.ABSENT, "valueCode": "unknown"}]}


def _contexts(meta: Meta, frame: Frame) -> list[Data]:
    """Return who reads it and what it is about, one code in each: codes are not joined to names."""
    reader = codes.concept(codes.ROLE_CLASS, frame.audience.infobutton_recipient)
    topics = [codes.concept(system, code) for _, system, code in codes.codes_of(meta)]
    return [_context("user", reader), *(_context("focus", one) for one in topics)]


def _context(code: str, value: Data) -> Data:
    return {"code": {"system": codes.USAGE, "code": code}, "valueCodeableConcept": value}


def _attesters(published: Documented, parts: Parts) -> list[Data]:
    """Return who stands for the text, while it is approved: the board, else the person."""
    approval = published.review.approval
    if approval is None or published.review.pending:
        return []
    board = bool(published.edition.meta.board)
    mode = codes.concept(codes.ATTESTATION, "official" if board else "personal")
    party = _pointing(parts.author) if board else {"display": approval.by}
    return [{"mode": mode, "time": approval.at, "party": party}]


def _derived(edition: Edition, frame: Frame, source: str) -> list[Data]:
    """Return the clinician text that the edition was written from."""
    if frame.audience.canonical and edition.lang == edition.meta.lang:
        return []
    document = {"language": tag(edition.meta.lang), "url": source} if source else {}
    return [{"type": "derived-from", "display": edition.meta.title, "document": document}]


def _cited(reference: Reference) -> Data:
    url = reference.url or ""
    return {
        "type": "citation",
        "label": str(reference.number),
        "citation": reference.text,
        "document": {"url": url} if is_web(url) else {},
    }
