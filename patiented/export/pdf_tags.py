"""Mends the tags of a PDF before it is written, where WeasyPrint 69 falls short of PDF/UA-1.

The foot of a page is marked as an artifact (ISO 32000-1, 14.8.2.2) and not left as content outside
the tree of tags. Header cells say whether they head a row or a column (14.8.5.7), and their names
are counted, for WeasyPrint takes them from addresses in memory, which differ from run to run. A
list in columns is one list.

It works on the objects of pydyf, which are dictionaries and lists whose references read `12 0 R`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

FOOT = {"Type": "/Pagination", "Subtype": "/Footer"}
NOTHING = b"null"


def mend_tags(_: object, pdf: Any) -> None:
    """Mend the tags of a `pydyf.PDF` in place; WeasyPrint calls it with the document, too."""
    root = _object(pdf, pdf.catalog["StructTreeRoot"])
    _flatten_columns(pdf, list(_elements(pdf, root)))
    elements = list(_elements(pdf, root))
    _name_headers(pdf, elements)
    _set_feet_aside(pdf, root, elements)


def _object(pdf: Any, reference: bytes) -> Any:
    return pdf.objects[int(reference.split(b" ", 1)[0])]


def _children(element: Any) -> list[Any]:
    kids = element.get("K", [])
    return kids if isinstance(kids, list) else [kids]


def _elements(pdf: Any, root: Any) -> Iterator[Any]:
    """Yield the elements of the tree in reading order."""
    waiting = [_object(pdf, kid) for kid in reversed(_children(root))]
    while waiting:
        element = waiting.pop()
        yield element
        kids = (_object(pdf, kid) for kid in _children(element) if isinstance(kid, bytes))
        waiting += reversed([kid for kid in kids if kid.get("Type") == "/StructElem"])


def _flatten_columns(pdf: Any, elements: list[Any]) -> None:
    """Give a list that is set in columns its items back: each column came as a list of its own."""
    for element in elements:
        kids = [(kid, _object(pdf, kid)) for kid in _children(element) if isinstance(kid, bytes)]
        if element["S"] != "/L" or not kids or any(kid["S"] != "/L" for _, kid in kids):
            continue
        element["K"][:] = [item for _, column in kids for item in _children(column)]
        for reference in element["K"]:
            _object(pdf, reference)["P"] = element.reference


def _name_headers(pdf: Any, elements: list[Any]) -> None:
    names: dict[str, str] = {}
    for element in elements:
        if element["S"] == "/TH":
            name = names.setdefault(element["ID"].string, f"header-{len(names) + 1}")
            element["ID"].string = name
            scope = "/Column" if _is_below(pdf, element, "/THead") else "/Row"
            element["A"] = f"<</O /Table /Scope {scope}>>"
    for element in elements:
        if element["S"] == "/TD" and "A" in element:
            for header in element["A"]["Headers"]:
                header.string = names.get(header.string, header.string)


def _is_below(pdf: Any, element: Any, tag: str) -> bool:
    while "P" in element:
        element = _object(pdf, element["P"])
        if element.get("S") == tag:
            return True
    return False


def _set_feet_aside(pdf: Any, root: Any, elements: list[Any]) -> None:
    """Make an artifact of all marked content that no element of the tree holds."""
    held = {
        (element["Pg"], kid)
        for element in elements
        for kid in _children(element)
        if isinstance(kid, int)
    }
    numbers = _object(pdf, root["ParentTree"])["Nums"]
    parents = dict(zip(numbers[::2], numbers[1::2], strict=True))
    for index, page in enumerate(pdf.page_references):
        stream = _object(pdf, _object(pdf, page)["Contents"]).stream
        for place, item in enumerate(stream):
            number = item.get("MCID") if isinstance(item, dict) else None
            if number is not None and (page, number) not in held:
                stream[place - 1] = "/Artifact"
                item.clear()
                item.update(FOOT)
                parents[index][number] = NOTHING
