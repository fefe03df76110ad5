"""A document: a `Bundle` of a `Composition` and the resources that it points at.

Everything is named by what it is, and nothing by chance or by the clock: the same edition in the
same state is the same document, byte for byte.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from patiented.export.fhir import codes
from patiented.export.fhir.composition import Parts, composition, moment
from patiented.export.fhir.narrative import Setter, escaped, paragraph
from patiented.export.fhir.sections import tag
from patiented.model import MonographKind

if TYPE_CHECKING:
    from patiented.export.data import Data
    from patiented.export.fhir.composition import Documented
    from patiented.export.fhir.sections import Frame

NO_MOMENT = "1970-01-01T00:00:00Z"
"""Of a text without any date: a document must have a time (R5, bdl-10); its date says unknown."""

_ID = re.compile(r"[A-Za-z0-9.-]{1,64}")
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What neither XML 1.0 (2.2) nor a FHIR string may hold."""

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
"""Stands where an illegal sign stood: a sign that goes without a trace could change a dose."""


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where the document and its page are, and the document of the clinician text; or empty."""

    document: str = ""
    page: str = ""
    source: str = ""


NOWHERE = Addresses()
"""For a document that is written to a file, by a library without a site."""


def edition_to_fhir(published: Documented, frame: Frame, addresses: Addresses = NOWHERE) -> Data:
    """Return the edition as a FHIR R5 document, ready for `json.dumps` and `data_to_xml`."""
    edition = published.edition
    parts = _parts(published, frame, addresses)
    at, _ = moment(published)
    links = (("self", addresses.document), ("alternate", addresses.page))
    made = fit(
        {
            "resourceType": "Bundle",
            "id": document_id(edition.monograph, edition.audience),
            "meta": {
                "tag": [
                    {"system": codes.AUDIENCES, "code": edition.audience},
                    {"system": codes.FINGERPRINTS, "code": edition.fingerprint},
                ]
            },
            "language": tag(edition.lang),
            "identifier": {"system": codes.URI, "value": "-"},
            "type": "document",
            "timestamp": at or NO_MOMENT,
            "link": [{"relation": name, "url": url} for name, url in links if url],
            "entry": [
                _entry(composition(published, frame, parts)),
                *map(_entry, (parts.author, parts.subject)),
            ],
        }
    )
    made["entry"] = [one for one in made["entry"] if one.get("resource")]
    # A document never changes: another text, state or site is another document (R5, documents).
    made["identifier"]["value"] = codes.urn("Bundle", json.dumps(made))
    return made


def document_id(monograph: str, audience: str) -> str:
    """Return the id of an edition's document; one that FHIR does not allow gets a made one."""
    natural = f"{monograph}-{audience}"
    return natural if _ID.fullmatch(natural) else codes.urn("id", natural)[len("urn:uuid:") :]


def fit(data: Data) -> Data:
    """Return data without empty values, which FHIR does not know, and without illegal signs."""
    return {key: value for key, one in data.items() if (value := _fitting(one)) not in ("", [], {})}


def _fitting(value: object) -> object:
    if isinstance(value, str):
        return _ILLEGAL.sub(REPLACEMENT, value)
    if isinstance(value, dict):
        return fit(value)
    if isinstance(value, list):
        return [one for each in value if (one := _fitting(each)) not in ("", [], {})]
    return value


def _parts(published: Documented, frame: Frame, addresses: Addresses) -> Parts:
    edition = published.edition
    site = urlsplit(addresses.page)
    origin = f"{site.scheme}://{site.netloc}" if site.netloc else ""
    setter = Setter(frame.say, tag(edition.lang))
    name = edition.meta.board or site.netloc
    author = _named("Organization", (origin, name), name, setter) if name else {}
    return Parts(
        author={**author, "name": name} if author else {},
        subject=_product(published, origin, setter),
        origin=origin,
        source=addresses.source,
    )


def _product(published: Documented, origin: str, setter: Setter) -> Data:
    """Return the medicine that the document is about; other kinds are named by codes alone."""
    meta = published.edition.meta
    if meta.kind is not MonographKind.DRUG:
        return {}
    known = [
        {"system": system, "code": code}
        for key, system, code in codes.codes_of(meta)
        if key in codes.DRUG_CODES
    ]
    whose = (origin, published.edition.monograph)
    product = _named("MedicinalProductDefinition", whose, meta.name, setter)
    return {**product, "code": known, "name": [{"productName": meta.name}]}


def _named(kind: str, whose: tuple[str, ...], name: str, setter: Setter) -> Data:
    text = setter.narrative([paragraph(escaped(name))], status="generated")
    identity = codes.urn(kind, *whose)[len("urn:uuid:") :]
    return {"resourceType": kind, "id": identity, "language": setter.lang, "text": text}


def _entry(resource: Data) -> Data:
    return {"fullUrl": f"urn:uuid:{resource['id']}", "resource": resource} if resource else {}
