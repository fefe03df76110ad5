"""What a FHIR R5 document must be: the models of `fhir.resources`, and the rules they leave out.

`problems` names each rule by its id in the specification; an empty list is a valid document.
"""

from __future__ import annotations

import re
from functools import cache
from xml.etree import ElementTree as ET

from fhir.resources import get_fhir_model_class
from pydantic import BaseModel

XHTML = "{http://www.w3.org/1999/xhtml}"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
ELEMENTS = frozenset({
    "a", "abbr", "b", "blockquote", "br", "caption", "cite", "code", "col", "colgroup", "dd",
    "dfn", "div", "dl", "dt", "em", "hr", "i", "li", "ol", "p", "pre", "q", "samp", "small",
    "span", "strong", "sub", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "tt",
    "ul", "var",
})  # fmt: skip
"""Of txt-1 (HTML 4.0, chapters 7 to 11 and 15, and `a`), without headings, images and styles."""

ATTRIBUTES = frozenset({"id", "lang", "dir", XML_LANG})
DATE = re.compile(r"\d{4}(-\d{2}(-\d{2}(T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2}))?)?)?")
INSTANT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})")
ID = re.compile(r"[A-Za-z0-9.-]{1,64}")
UUID = re.compile(r"urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")


def model(data):
    """Return a resource as its model; a ValidationError says what is wrong."""
    return get_fhir_model_class(data["resourceType"]).model_validate(data)


def problems(bundle):
    """Return every rule that a document breaks."""
    resources = [entry["resource"] for entry in bundle["entry"]]
    found = [*document_problems(bundle), *form_problems(bundle, model(bundle))]
    for resource in resources:
        found += narrative_problems(resource, bundle["language"])
    found += section_problems(resources[0].get("section", []))
    return found


def document_problems(bundle):
    """Return what breaks the rules of documents (bdl-*), of references and of dates."""
    urls = [entry.get("fullUrl", "") for entry in bundle["entry"]]
    resources = [entry["resource"] for entry in bundle["entry"]]
    first = resources[0]
    rules = {
        "type": bundle["type"] == "document",
        "bdl-7": len(set(urls)) == len(urls),
        "bdl-9": bool(bundle["identifier"].get("system") and bundle["identifier"].get("value")),
        "bdl-10": bool(INSTANT.fullmatch(bundle["timestamp"])),
        "bdl-11": first["resourceType"] == "Composition",
        "identifier": bool(UUID.fullmatch(bundle["identifier"]["value"])),
        "fullUrl": all(map(UUID.fullmatch, urls)),
        "fullUrl is the id": urls == [f"urn:uuid:{one['id']}" for one in resources],
        "id": all(ID.fullmatch(one["id"]) for one in (bundle, *resources)),
        "references": set(references(bundle)) <= set(urls),
        "nothing is in it for nothing": set(urls[1:]) <= set(references(bundle)),
        "date": "_date" in first or bool(DATE.fullmatch(first["date"])),
        "attester": all(INSTANT.fullmatch(one["time"]) for one in first.get("attester", ())),
        "loinc": all(map(is_loinc, codes(bundle, "http://loinc.org"))),
        "language": {bundle["language"]} == {one["language"] for one in resources},
    }
    return [name for name, holds in rules.items() if not holds]


def form_problems(data, made, where=""):
    """Return empty values, illegal signs, keys out of order and codes outside required lists."""
    found = []
    order = list(type(made).elements_sequence())
    keys = [key.removeprefix("_") for key in data if key != "resourceType"]
    if keys != sorted(keys, key=order.index):
        found.append(f"order of {where}: {keys}")
    for key, value in data.items():
        field = key.removeprefix("_")
        for one in value if isinstance(value, list) else [value]:
            if one in ("", [], {}, None):
                found.append(f"empty {where}.{key}")
            elif isinstance(one, str):
                found += [f"illegal sign in {where}.{key}"] * bool(ILLEGAL.search(one))
                allowed = listed(type(made), field)
                found += [f"{one} in {where}.{key}"] * bool(allowed and one not in allowed)
        if key.startswith("_") or key in {"resourceType", "text"}:
            continue
        below = getattr(made, attribute(type(made), field))
        pairs = zip(value, below, strict=True) if isinstance(value, list) else [(value, below)]
        for one, inner in pairs:
            if isinstance(inner, BaseModel):
                found += form_problems(one, inner, f"{where}.{key}")
    return found


@cache
def attribute(kind, alias):
    """Return the Python name of an element."""
    return next(name for name, one in kind.model_fields.items() if (one.alias or name) == alias)


@cache
def listed(kind, alias):
    """Return the codes that an element may have; none where it may have any."""
    if alias == "resourceType":
        return ()
    extra = kind.model_fields[attribute(kind, alias)].json_schema_extra or {}
    # The lists of formats and relations are of media types and of IANA.
    return () if alias in {"format", "relation"} else tuple(extra.get("enum_values", ()))


def references(data):
    """Yield every reference in data."""
    if isinstance(data, dict):
        if isinstance(data.get("reference"), str):
            yield data["reference"]
        for value in data.values():
            yield from references(value)
    elif isinstance(data, list):
        for value in data:
            yield from references(value)


def codes(data, system):
    """Yield every code of a system in data."""
    if isinstance(data, dict):
        if data.get("system") == system:
            yield data["code"]
        for value in data.values():
            yield from codes(value, system)
    elif isinstance(data, list):
        for value in data:
            yield from codes(value, system)


def is_loinc(code):
    """Tell whether the check digit of a LOINC code is right (modulus 10)."""
    number, _, check = code.partition("-")
    digits = [int(one) for one in reversed(number)]
    doubled = (int(one) for n in digits[::2] for one in str(2 * n))
    return -(sum(doubled) + sum(digits[1::2])) % 10 == int(check)


def section_problems(sections):
    """Return what breaks the rules of sections (cmp-1, cmp-2)."""
    found = []
    for one in sections:
        inner = one.get("section", [])
        if not (one.get("text") or one.get("entry") or inner):
            found.append(f"cmp-1: {one.get('title')}")
        if one.get("emptyReason") and (one.get("entry") or inner):
            found.append(f"cmp-2: {one.get('title')}")
        if not one.get("title", "").strip():
            found.append("a section without a title")
        found += section_problems(inner)
    return found


def narratives(data):
    """Yield every narrative in data, in reading order."""
    if isinstance(data, dict):
        if "div" in data:
            yield data
        for value in data.values():
            yield from narratives(value)
    elif isinstance(data, list):
        for value in data:
            yield from narratives(value)


def narrative_problems(resource, lang):
    """Return what breaks the rules of narratives (txt-1, txt-2) and of their language."""
    found, ids = [], []
    for narrative in narratives(resource):
        root = ET.fromstring(narrative["div"])  # noqa: S314  (our own answer)
        if narrative["status"] not in {"generated", "additional"}:
            found.append(f"narrative-status: {narrative['status']}")
        if root.tag != f"{XHTML}div":
            found.append(f"namespace: {root.tag}")
        if not "".join(root.itertext()).strip():
            found.append("txt-2: nothing to read")
        if (root.get("lang"), root.get(XML_LANG)) != (lang, lang):
            found.append(f"language: {root.attrib}")
        found += [problem for node in root.iter() for problem in node_problems(node)]
        ids += [node.attrib["id"] for node in root.iter() if "id" in node.attrib]
    if len(set(ids)) != len(ids):
        found.append("an id stands twice")
    return found


def node_problems(node):
    """Return what a narrative may not have: other elements, attributes, links and nesting."""
    found = []
    name = node.tag.removeprefix(XHTML)
    allowed = ATTRIBUTES | ({"href"} if name == "a" else set())
    if name not in ELEMENTS or not set(node.attrib) <= allowed:
        found.append(f"txt-1: {name} {dict(node.attrib)}")
    if name == "a" and not re.match(r"https?://", node.get("href", "")):
        found.append(f"link: {node.attrib}")
    if name == "p" and any(one.tag in {f"{XHTML}ul", f"{XHTML}ol"} for one in node.iter()):
        found.append("a list in a paragraph")
    return found


def text_of(node, *, notes=True):
    """Return the words of an element; `notes=False` leaves out source numbers and remarks."""
    if not notes and node.tag in {f"{XHTML}sup", f"{XHTML}i"}:
        return node.tail or ""
    inner = "".join(text_of(one, notes=notes) for one in node)
    gap = " " if node.tag.removeprefix(XHTML) in {"li", "ul", "ol", "p", "td", "th", "tr"} else ""
    return f"{gap}{node.text or ''}{inner}{gap}{node.tail or ''}"


def titled(sections):
    """Yield every section with its title, in reading order."""
    for one in sections:
        yield one["title"], one
        yield from titled(one.get("section", []))


FRAME = {
    "About this version",
    "In an emergency",
    "What this version leaves out",
    "Words on this page",
    "Where does this come from?",
    "References",
    "Sources",
    "Please note",
}
"""The titles of sections that are not of the edition."""


def words_of_body(bundle):
    """Return the words of the edition in a document, without source numbers and remarks."""
    sections = bundle["entry"][0]["resource"]["section"]
    body = [one for one in sections if one["title"] not in FRAME]
    roots = (ET.fromstring(one["div"]) for one in narratives(body))  # noqa: S314  (our own answer)
    return [word for root in roots for word in text_of(root, notes=False).split()]


def words_of_edition(edition):
    """Return the words of an edition as a document has them: the boxed warning first."""
    warned = [one for one in edition.sections if one.role == "boxed_warning"]
    words = []
    for section in (*warned, *(one for one in edition.sections if one not in warned)):
        for block in section.blocks:
            shown = [one for one in block.statements if one.text]
            as_cells = block.kind == "table" and all(one.cells for one in shown)
            words += " ".join(block.header).split() if as_cells and shown else []
            for one in shown:
                text = " ".join(one.cells) if as_cells else re.sub(r"(?m)^- ", "", one.text)
                words += text.split()
    return words
