"""The code systems that a monograph may name its subject in, each with its HL7 object identifier.

Identifiers: HL7 OID registry, below 2.16.840.1.113883.6. Short names are those that MedlinePlus
Connect echoes.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from patiented.model.document import MonographKind


class CodeSystem(NamedTuple):
    """A code system: `key` is its name in front matter, `short` that for programs, `name` for us.

    `about` is what its codes stand for; None where they stand for several kinds of things.
    """

    key: str
    oid: str
    short: str
    name: str
    about: MonographKind | None


CODE_SYSTEMS: Final = (
    CodeSystem("rxnorm", "2.16.840.1.113883.6.88", "RXNORM", "RxNorm", MonographKind.DRUG),
    CodeSystem("icd10", "2.16.840.1.113883.6.90", "ICD10CM", "ICD-10-CM", MonographKind.CONDITION),
    CodeSystem("snomed", "2.16.840.1.113883.6.96", "SNOMEDCT", "SNOMED CT", None),
    CodeSystem("ndc", "2.16.840.1.113883.6.69", "NDC", "NDC", MonographKind.DRUG),
    CodeSystem("icd9", "2.16.840.1.113883.6.103", "ICD9CM", "ICD-9-CM", MonographKind.CONDITION),
    CodeSystem("loinc", "2.16.840.1.113883.6.1", "LOINC", "LOINC", None),
)
"""In the order in which front matter keeps them."""
