"""The same document as XML: https://hl7.org/fhir/R5/xml.html.

The keys of the data are in the order that the definitions of R5 give, since XML asks for it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from patiented.export.fhir.narrative import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from patiented.export.data import Data

FHIR = "http://hl7.org/fhir"
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_BREAKS = {"\t": "&#9;", "\n": "&#10;", "\r": "&#13;"}
"""A reader of XML makes spaces of them in an attribute (XML 1.0, 3.3.3)."""


def data_to_xml(resource: Data) -> str:
    """Return a resource as an XML document."""
    inner = "".join(_members(resource))
    name = resource["resourceType"]
    return f'{HEAD}<{name} xmlns="{FHIR}">{inner}</{name}>\n'


def _members(data: Data) -> Iterator[str]:
    for key, value in data.items():
        if key == "resourceType":
            continue
        values = value if isinstance(value, list) else [value]
        # `_date` holds what is said of a date in place of, or beside, its value.
        yield from (_element(key.removeprefix("_"), one) for one in values)


def _element(name: str, value: Any) -> str:
    if name == "div":
        return str(value)  # XHTML in its own namespace
    if not isinstance(value, dict):
        return f'<{name} value="{_attribute(value)}"/>'
    inner = "".join(_members({k: v for k, v in value.items() if (name, k) != ("extension", "url")}))
    if name == "extension":
        return f'<{name} url="{_attribute(value["url"])}">{inner}</{name}>'
    if "resourceType" in value:
        kind = value["resourceType"]
        inner = f"<{kind}>{inner}</{kind}>"
    return f"<{name}>{inner}</{name}>"


def _attribute(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    text = quoted(str(value))
    for sign, reference in _BREAKS.items():
        text = text.replace(sign, reference)
    return text
