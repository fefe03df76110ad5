"""Mends the tags of a PDF before it is written, where WeasyPrint 69 falls short of PDF/UA-1.

The foot of a page is marked as an artifact (ISO 32000-1, 14.8.2.2) and not left as content outside
the tree of tags. Header cells say whether they head a row or a column (14.8.5.7), and their names
are counted, for WeasyPrint takes them from addresses in memory, which differ from run to run. A
list in columns is one list, and a list inside an item stands in that item and not before it.

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
    for element in list(_elements(pdf, root)):
        if element["S"] == "/L":
            _flatten_columns(pdf, element)
    for element in list(_elements(pdf, root)):
        if element["S"] == "/L":
            _nest_lists(pdf, element)
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


def _flatten_columns(pdf: Any, whole: Any) -> None:
    """Give a list that is set in columns its items back: each column came as a list of its own."""
    columns = [_object(pdf, kid) for kid in _children(whole)]
    if columns and all(one["S"] == "/L" for one in columns):
        whole["K"][:] = [item for one in columns for item in _children(one)]
        for reference in whole["K"]:
            _object(pdf, reference)["P"] = whole.reference


def _nest_lists(pdf: Any, whole: Any) -> None:
    """Put lists inside a list into the item that they belong to, which comes after them."""
    waiting: list[Any] = []
    kept: list[bytes] = []
    for reference in _children(whole):
        kid = _object(pdf, reference)
        if kid["S"] == "/L":
            waiting.append(kid)
            continue
        kept.append(reference)
        for inner in waiting:
            body = _body_for(pdf, kid, inner)
            body["K"].append(inner.reference)
            inner["P"] = body.reference
        waiting = []
    whole["K"][:] = [*kept, *(one.reference for one in waiting)]


def _body_for(pdf: Any, item: Any, inner: Any) -> Any:
    """Return the body of an item that an inner list continues: the last one drawn before it."""
    bodies = [one for one in (_object(pdf, kid) for kid in item["K"]) if one["S"] == "/LBody"]
    place = _first_mark(pdf, inner)
    before = [one for one in bodies if _first_mark(pdf, one) < place] or bodies[:1]
    if before:
        return before[-1]
    # The rest of an item that began on the page before.
    shared = {name: item[name] for name in ("Type", "Pg")}
    body = type(item)({**shared, "S": "/LBody", "K": type(item["K"])(), "P": item.reference})
    pdf.add_object(body)
    item["K"].append(body.reference)
    return body


def _first_mark(pdf: Any, element: Any) -> int:
    """Return the number of the first text of an element; texts are numbered as they are drawn.

    What a list item draws last, its label, stands in no body.
    """
    for kid in _children(element):
        if isinstance(kid, int):
            return kid
        below = _object(pdf, kid)
        if below.get("Type") == "/StructElem" and below["S"] != "/Lbl":
            found = _first_mark(pdf, below)
            if found >= 0:
                return found
    return -1


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
