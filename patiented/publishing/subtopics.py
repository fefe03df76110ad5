"""What part of a page a subtopic of an Infobutton request asks for.

The codes are those of HL7's value set for knowledge subtopics (2.16.840.1.113883.11.77). Three of
them have no part of their own on our pages and are not here: classification, diagnosis, prognosis.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from patiented.model import Role

if TYPE_CHECKING:
    from collections.abc import Iterable

MESH: Final = "2.16.840.1.113883.6.177"
SNOMED: Final = "2.16.840.1.113883.6.96"


class Subtopic(NamedTuple):
    """A code with its system and name, and the role of the sections that answer it."""

    system: str
    code: str
    name: str
    role: Role


SUBTOPICS: Final = (
    Subtopic(MESH, "Q000008", "administration & dosage", Role.DOSAGE),
    Subtopic(MESH, "Q000628", "therapy", Role.DOSAGE),
    Subtopic(MESH, "Q000744", "contraindications", Role.CONTRAINDICATIONS),
    Subtopic(MESH, "Q000009", "adverse effects", Role.ADVERSE_REACTIONS),
    Subtopic(MESH, "D004347", "drug interactions", Role.INTERACTIONS),
    Subtopic(MESH, "Q000209", "etiology", Role.MECHANISM),
    Subtopic(MESH, "Q000494", "pharmacology", Role.MECHANISM),
    Subtopic(MESH, "Q000627", "therapeutic use", Role.INDICATIONS),
    Subtopic(MESH, "Q000493", "pharmacokinetics", Role.PHARMACOKINETICS),
    Subtopic(MESH, "Q000633", "toxicity", Role.OVERDOSE),
    Subtopic(MESH, "Q000506", "poisoning", Role.OVERDOSE),
    Subtopic(SNOMED, "79899007", "drug interaction", Role.INTERACTIONS),
    Subtopic(SNOMED, "404204005", "drug interaction with drug", Role.INTERACTIONS),
    Subtopic(SNOMED, "95907004", "drug interaction with food", Role.INTERACTIONS),
    Subtopic(SNOMED, "95906008", "drug interaction with alcohol", Role.INTERACTIONS),
    Subtopic(SNOMED, "47965005", "differential diagnosis", Role.COMPARISON),
)
"""Therapy is dosage: on pages about a condition that role says how it is treated."""


def role_asked(code: str, system: str, names: Iterable[str]) -> Role | None:
    """Return the role that a subtopic asks for, by its code, else by one of its `names`.

    A code without a system is enough: no code of one system is a code of the other.
    """
    for one in SUBTOPICS:
        if code.upper() == one.code and system in {"", one.system}:
            return one.role
    said = {" ".join(name.casefold().split()) for name in names}
    return next((one.role for one in SUBTOPICS if one.name in said), None)
