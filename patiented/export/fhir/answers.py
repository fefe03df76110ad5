"""What a FHIR server says of itself and of what went wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from patiented.export.fhir import codes
from patiented.export.fhir.bundle import fit

if TYPE_CHECKING:
    from patiented.export.data import Data

ISSUES = {
    400: "invalid",
    403: "forbidden",
    404: "not-found",
    405: "not-supported",
    406: "not-supported",
    410: "deleted",
    413: "too-long",
    414: "too-long",
    429: "throttled",
    503: "transient",
}
"""R5 `issue-type` for a status of HTTP; the others are `exception`, or `processing` below 500."""

LAST_CHANGED = "2026-11-25"
"""When what the statement says last changed; change it with the statement."""

FORMATS = ("application/fhir+json", "application/fhir+xml")


def outcome(status: int, message: str) -> Data:
    """Return an error as an `OperationOutcome`; `message` is for people."""
    code = ISSUES.get(status, "exception" if status >= 500 else "processing")  # noqa: PLR2004  (HTTP: the server's own errors)
    issue = {"severity": "error", "code": code, "details": {"text": message}}
    return fit({"resourceType": "OperationOutcome", "issue": [issue]})


def capabilities(base: str, version: str) -> Data:
    """Return the `CapabilityStatement` of the site whose FHIR addresses begin with `base`."""
    return {
        "resourceType": "CapabilityStatement",
        "status": "active",
        "date": LAST_CHANGED,
        "kind": "instance",
        "software": {"name": "patiented", "version": version},
        "implementation": {
            "description": "Patient education, one document for each reader",
            "url": base,
        },
        "fhirVersion": codes.VERSION,
        "format": list(FORMATS),
        "rest": [
            {
                "mode": "server",
                "resource": [
                    {
                        "type": "Bundle",
                        "documentation": "A document: the edition of a monograph for one audience. "
                        "Its id is that of the monograph, a hyphen, and that of the audience.",
                        "interaction": [{"code": "read"}],
                        "conditionalRead": "not-match",
                    }
                ],
            }
        ],
    }
