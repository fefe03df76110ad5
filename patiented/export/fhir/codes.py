"""The code systems and codes that a document uses, each with where it is defined.

A code stands here only where its meaning is certain; `display` is left out, since a validator
compares it with the release of the code system that it has.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from uuid import UUID, uuid5

from patiented.model import MonographKind
from patiented.reading.roles import loinc_of

if TYPE_CHECKING:
    from patiented.export.data import Data
    from patiented.model import Meta, Role

VERSION = "5.0.0"
"""The release of FHIR: https://hl7.org/fhir/R5."""

URI = "urn:ietf:rfc:3986"
"""The system of an identifier whose value is a URI (R5, identifier registry)."""

LOINC = "http://loinc.org"
SYSTEMS = {
    "rxnorm": "http://www.nlm.nih.gov/research/umls/rxnorm",
    "icd10": "http://hl7.org/fhir/sid/icd-10-cm",
    "snomed": "http://snomed.info/sct",
}
"""The codes of a monograph (R5, terminologies-systems)."""

DRUG_CODES = ("rxnorm",)
"""Those that name the medicine itself."""

USAGE = "http://terminology.hl7.org/CodeSystem/usage-context-type"
ROLE_CLASS = "http://terminology.hl7.org/CodeSystem/v3-RoleClass"
"""Has `PAT` and `PROV`, the recipients of the HL7 Infobutton standard."""

ATTESTATION = "http://hl7.org/fhir/composition-attestation-mode"
ABSENT = "http://hl7.org/fhir/StructureDefinition/data-absent-reason"

EDUCATION = "34895-3"
"""LOINC: Education note. What all of these documents are."""

PATIENT_MEDICATION = "68498-5"
"""LOINC: Patient medication information, as the FDA codes it in product labels."""

NAMESPACE = UUID("6f1d3c55-1c0e-5d0b-9b53-0a7f3f6a2f5e")
"""Under which every identifier of a document is made (RFC 9562, version 5)."""


def urn(*parts: str) -> str:
    """Return a name for what `parts` name; the same parts have the same name everywhere."""
    return f"urn:uuid:{uuid5(NAMESPACE, json.dumps(parts))}"


AUDIENCES = urn("code system", "audience")
FINGERPRINTS = urn("code system", "fingerprint")
"""The systems of the two tags: which audience's edition it is, and which version of it."""


def concept(system: str, code: str) -> Data:
    """Return a `CodeableConcept` of one code."""
    return {"coding": [{"system": system, "code": code}]}


def section_code(role: Role, kind: MonographKind) -> Data:
    """Return the LOINC code of a role; they are of product labels, so only a drug has them."""
    code = loinc_of(role) if kind is MonographKind.DRUG else None
    return concept(LOINC, code) if code else {}


def codes_of(meta: Meta) -> tuple[tuple[str, str, str], ...]:
    """Return key, system and code of every code of a monograph."""
    return tuple((key, SYSTEMS[key], one) for key, codes in meta.codes for one in codes)
