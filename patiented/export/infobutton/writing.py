"""A knowledge response as one tree of elements, and the tree as Atom and as JSON.

The JSON is that of MedlinePlus Connect: the text of an element under `_value`, its attributes
beside it without their prefix, elements that may repeat in a list. Both forms come from the same
tree, in which every character is one that XML 1.0 can hold.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

if TYPE_CHECKING:
    from collections.abc import Iterable

    from patiented.export.infobutton.records import Category, Entry, KnowledgeResponse

ATOM = "http://www.w3.org/2005/Atom"
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
CALLBACK = re.compile(r"[A-Za-z_$][A-Za-z0-9_$.]{0,63}")
"""A name of a function, maybe in an object; nothing else may stand before the answer."""

REPEATED = ("link", "category", "entry")
"""Elements that stand in a list in JSON, also when there is one or none."""

_ILLEGAL = re.compile("[^\t\n\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 cannot hold (production 2, Char), what it discourages, and the carriage return,
which every reader turns into something else."""

_ESCAPES = (("</", "<\\/"), ("<!--", "<\\u0021--"), ("\u2028", "\\u2028"), ("\u2029", "\\u2029"))
"""What could end a script or a line of it; JSON reads the escapes alike."""


@dataclass(frozen=True, slots=True)
class Node:
    """An element: its attributes, and either a text or elements."""

    name: str
    attributes: tuple[tuple[str, str], ...] = ()
    text: str | None = None
    children: tuple[Node, ...] = ()


def to_atom(response: KnowledgeResponse) -> str:
    """Return the response as an Atom feed."""
    root = _element(_feed(response))
    root.set("xmlns", ATOM)
    ET.indent(root, " ")
    return f"{HEAD}{ET.tostring(root, encoding='unicode')}\n"


def to_json(response: KnowledgeResponse) -> str:
    """Return the response as JSON that may stand inside a script, too."""
    text = json.dumps({"feed": _data(_feed(response))}, ensure_ascii=False, indent=1)
    for found, escaped in _ESCAPES:
        text = text.replace(found, escaped)
    return f"{text}\n"


def to_jsonp(response: KnowledgeResponse, callback: str) -> str:
    """Return the JSON as a call of `callback`, which must match `CALLBACK`.

    The comment in front keeps the bytes that a caller chooses away from the start of the file.
    """
    if not CALLBACK.fullmatch(callback):
        raise ValueError("the name of the function is none")
    return f"/**/{callback}({to_json(response).rstrip()});\n"


def _feed(one: KnowledgeResponse) -> Node:
    author = (_text("name", one.author), _text("uri", one.base))
    children = (
        _text("title", one.title, "text"),
        _text("subtitle", one.subtitle, "text"),
        _text("id", one.id),
        _text("updated", one.updated),
        Node("author", children=author),
        _node("link", href=one.url, rel="self", type="text/xml"),
        *_categories(one.categories),
        *(_entry(entry) for entry in one.entries),
    )
    attributes = (("xml:lang", clean(one.lang)), ("xml:base", clean(one.base)))
    return Node("feed", attributes, children=children)


def _entry(one: Entry) -> Node:
    author = (Node("author", children=(_text("name", one.author),)),) if one.author else ()
    children = (
        _text("title", one.title, "text"),
        _node(
            "link",
            href=one.url,
            rel="alternate",
            type="text/html",
            hreflang=one.lang,
            title=one.title,
        ),
        _text("id", one.id),
        _text("updated", one.updated),
        *author,
        _text("summary", one.summary, "html"),
        _text("rights", one.rights, "text"),
        *_categories(one.categories),
    )
    return Node("entry", (("xml:lang", clean(one.lang)),), children=children)


def _categories(categories: Iterable[Category]) -> Iterable[Node]:
    return (_node("category", scheme=one.scheme, term=one.term) for one in categories)


def _node(name: str, **attributes: str) -> Node:
    return Node(name, tuple((key, clean(value)) for key, value in attributes.items()))


def _text(name: str, text: str, kind: str = "") -> Node:
    return Node(name, (("type", kind),) if kind else (), clean(text))


def clean(text: str) -> str:
    """Return `text` without what XML cannot hold."""
    return _ILLEGAL.sub("", text)


def _element(node: Node) -> ET.Element:
    element = ET.Element(node.name, dict(node.attributes))
    element.text = node.text
    element.extend(_element(child) for child in node.children)
    return element


def _data(node: Node) -> dict[str, Any]:
    data: dict[str, Any] = {name.rpartition(":")[2]: value for name, value in node.attributes}
    if node.text is not None:
        return {"_value": node.text, **data}
    for child in node.children:
        if child.name in REPEATED:
            data.setdefault(child.name, []).append(_data(child))
        else:
            data[child.name] = _data(child)
    if node.name == "feed":
        data.setdefault("entry", [])
    return data
