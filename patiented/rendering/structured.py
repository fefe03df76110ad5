"""What a page says of itself to search engines: a schema.org `MedicalWebPage` as JSON-LD.

It repeats what the page shows and claims nothing else: who reviewed it, and when, only while the
edition is approved. Codes that belong to one of several conditions are not tied to any of them.
Types and properties: https://schema.org/MedicalWebPage (CC BY-SA 3.0).
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from patiented.model import CODE_SYSTEMS, MonographKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from patiented.audience.profile import Audience
    from patiented.model import Meta, Reference
    from patiented.rendering.shown import Shown

MOST_CITATIONS = 5
SAFE = ("https://", "http://")
SYSTEMS = {one.key: one.name for one in CODE_SYSTEMS}
DRUG_CODES = {one.key for one in CODE_SYSTEMS if one.about is MonographKind.DRUG}
NO_CONDITION = {*DRUG_CODES, "loinc"}
"""Codes that stand for a medicine or a test, never for a condition."""

READERS = {"patient": "Patient"}
"""Audiences that schema.org has a type for; every other one is a `MedicalAudience`."""

_ESCAPES = {
    "<": "\\u003c",
    ">": "\\u003e",
    "&": "\\u0026",
    "\u2028": "\\u2028",
    "\u2029": "\\u2029",
}
"""What could end the data block or open a comment in it; JSON reads the escapes alike."""


def structured_data(shown: Shown, audience: Audience, name: str, url: str, home: str) -> Markup:
    """Return the JSON for a data block; empty for a page without an address.

    `name` is the title that the page shows, `url` and `home` are whole addresses.
    """
    if not url or not shown.publishable:
        return Markup("")
    return in_script(_page(shown, audience, name, url, home))


def in_script(data: dict[str, Any]) -> Markup:
    """Return `data` as JSON that may stand inside a `script` element."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for found, escaped in _ESCAPES.items():
        text = text.replace(found, escaped)
    return Markup(text)  # noqa: S704  (no sign that HTML reads is left in it)


def _page(shown: Shown, audience: Audience, name: str, url: str, home: str) -> dict[str, Any]:
    edition = shown.edition
    meta = edition.meta
    page = {
        "@context": "https://schema.org",
        "@type": "MedicalWebPage",
        "name": name,
        "description": meta.summary,
        "inLanguage": edition.lang,
        "url": url,
        "dateModified": meta.updated,
        **_review(shown, meta),
        "audience": {
            "@type": READERS.get(audience.id, "MedicalAudience"),
            "audienceType": audience.id.replace("-", " ").replace("_", " ").capitalize(),
        },
        "about": _about(meta),
        "mainContentOfPage": {"@type": "WebPageElement", "cssSelector": "article"},
        "isPartOf": {"@type": "WebSite", "name": "patiented", "url": home},
        "citation": _citations(edition.references),
    }
    return {key: value for key, value in page.items() if value}


def _review(shown: Shown, meta: Meta) -> dict[str, Any]:
    """Return the review of an approved edition; the reviewer is the board only where it signed."""
    steps = [one for one in shown.review.steps if str(one.status) == "approved"]
    if str(shown.review.status) != "approved" or not steps:
        return {}
    by = steps[-1].by
    kind = "Organization" if meta.board and _plain(by) == _plain(meta.board) else "Person"
    return {"lastReviewed": steps[-1].at[:10], "reviewedBy": {"@type": kind, "name": by}}


def _plain(name: str) -> str:
    return name.casefold().removeprefix("the ").strip()


def _about(meta: Meta) -> list[dict[str, Any]]:
    codes = dict(meta.codes)
    conditions = _conditions(meta, {one: codes[one] for one in codes if one not in NO_CONDITION})
    if meta.kind is MonographKind.DRUG:
        own = {one: codes[one] for one in codes if one in DRUG_CODES}
        return [_thing("Drug", meta.name, own), *conditions]
    if meta.kind is MonographKind.PROCEDURE:
        return [_thing("MedicalProcedure", meta.name, {}), *conditions]
    own = {one: codes[one] for one in codes if one not in NO_CONDITION}
    return [_thing("MedicalCondition", meta.name, own)]


def _conditions(meta: Meta, codes: dict[str, tuple[str, ...]]) -> list[dict[str, Any]]:
    """Return the conditions that a drug or procedure is about."""
    if len(meta.conditions) == 1:
        return [_thing("MedicalCondition", meta.conditions[0], codes)]
    named = [_thing("MedicalCondition", one, {}) for one in meta.conditions]
    coded = _thing("MedicalCondition", "", codes)
    return [*named, coded] if "code" in coded else named


def _thing(kind: str, name: str, codes: dict[str, tuple[str, ...]]) -> dict[str, Any]:
    thing: dict[str, Any] = {"@type": kind}
    if name:
        thing["name"] = name
    coded = [
        {"@type": "MedicalCode", "codingSystem": SYSTEMS.get(system, system), "codeValue": value}
        for system, values in codes.items()
        for value in values
    ]
    if coded:
        thing["code"] = coded
    return thing


def _citations(references: Sequence[Reference]) -> list[str]:
    """Return the addresses of the first sources; all of them stand on the page."""
    urls = [one.url for one in references if one.url and one.url.startswith(SAFE)]
    return urls[:MOST_CITATIONS]
