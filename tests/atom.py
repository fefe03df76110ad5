"""Reads knowledge responses: whether a feed is valid Atom, and what either form says at heart."""

from __future__ import annotations

import re
from datetime import datetime

from lxml import etree

ATOM = "http://www.w3.org/2005/Atom"
XML = "http://www.w3.org/XML/1998/namespace"
RFC3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)")
ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:\S+")
MEDIA = re.compile(r"[a-z]+/[a-z0-9.+-]+")
TEXTS = {"title", "subtitle", "summary", "rights"}
ONCE = {"id", "title", "updated"}
MOST_ONCE = {"subtitle", "rights", "summary", "generator", "icon", "logo", "published", "source"}
MAY = {
    "feed": ONCE | {"subtitle", "rights", "author", "link", "category", "entry"},
    "entry": ONCE | {"summary", "rights", "author", "link", "category", "published"},
    "author": {"name", "uri", "email"},
}
ATTRIBUTES = {
    "feed": {"xml:lang", "xml:base"},
    "entry": {"xml:lang", "xml:base"},
    "link": {"href", "rel", "type", "hreflang", "title", "length"},
    "category": {"term", "scheme", "label"},
} | {name: {"type"} for name in TEXTS}


def feed_of(data):
    """The root of a feed; entities and the network are off."""
    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))


def problems(data):
    """What is wrong with a feed by RFC 4287; an empty list is valid Atom."""
    root = feed_of(data)
    if root.tag != f"{{{ATOM}}}feed":
        return [f"the root is {root.tag}"]
    return [*_wrong(root), *_wrong_entries(root)]


def _wrong(node):
    name = _name(node)
    found = [f"{name} has no {a}" for a in _needed(name) if a not in node.attrib]
    found += [
        f"{name} may not have {attribute}"
        for attribute in map(_attribute, node.attrib)
        if attribute not in ATTRIBUTES.get(name, set())
    ]
    if name in MAY:
        found += _wrong_children(node, name)
        for child in node:
            found += _wrong(child)
    elif len(node):
        found.append(f"{name} holds elements")
    return [*found, *_wrong_value(node, name)]


def _wrong_children(node, name):
    names = [_name(child) for child in node]
    needed = ONCE if name != "author" else {"name"}
    found = [f"{name} has {names.count(one)} {one}" for one in needed if names.count(one) != 1]
    found += [f"{name} has {one} twice" for one in MOST_ONCE if names.count(one) > 1]
    found += [f"{name} may not hold {one}" for one in set(names) - MAY[name]]
    if (node.text or "").strip() or any((child.tail or "").strip() for child in node):
        found.append(f"{name} holds loose text")
    return found


def _wrong_value(node, name):
    text = node.text or ""
    if name == "summary" and node.get("type") == "html":
        return _wrong_html(text)
    sound = {
        "updated": lambda: RFC3339.fullmatch(text) and datetime.fromisoformat(text),
        "id": lambda: ABSOLUTE.fullmatch(text),
        "uri": lambda: ABSOLUTE.fullmatch(text),
        "name": lambda: text,
        "link": lambda: MEDIA.fullmatch(node.get("type", "text/html")),
    } | {one: lambda: node.get("type", "text") in {"text", "html"} for one in TEXTS}
    return [] if sound.get(name, lambda: True)() else [f"{name} is {text!r} {node.attrib}"]


def _wrong_html(text):
    """Ours is HTML that XML reads too: every element is closed."""
    try:
        etree.fromstring(f"<div>{text}</div>")
    except etree.XMLSyntaxError as error:
        return [f"the summary is no sound HTML: {error}"]
    return []


def _wrong_entries(root):
    entries = root.findall(f"{{{ATOM}}}entry")
    has_author = root.find(f"{{{ATOM}}}author") is not None
    found = []
    for entry in entries:
        if not has_author and entry.find(f"{{{ATOM}}}author") is None:
            found.append("nobody is the author")
        links = entry.findall(f"{{{ATOM}}}link")
        alternates = [
            (one.get("type"), one.get("hreflang"))
            for one in links
            if one.get("rel", "alternate") == "alternate"
        ]
        if not alternates:
            found.append("an entry without content has no alternate link")
        if len(alternates) != len(set(alternates)):
            found.append("two alternate links of one type and language")
    ids = [entry.findtext(f"{{{ATOM}}}id") for entry in entries]
    return found + (["two entries have one id"] if len(ids) != len(set(ids)) else [])


def _needed(name):
    return {"link": ["href"], "category": ["term"]}.get(name, [])


def _name(node):
    return etree.QName(node).localname if etree.QName(node).namespace == ATOM else node.tag


def _attribute(name):
    return name.replace(f"{{{XML}}}", "xml:")


def heart_of_atom(data):
    """What a feed says: for each element its attributes, its text, and its children by name."""

    def heart(node):
        children = {}
        for child in node:
            children.setdefault(_name(child), []).append(heart(child))
        attributes = {etree.QName(key).localname: value for key, value in node.attrib.items()}
        return attributes, None if children else node.text or "", children

    return heart(feed_of(data))


def heart_of_json(data):
    """The same of the JSON form."""

    def heart(value):
        attributes = {k: v for k, v in value.items() if isinstance(v, str) and k != "_value"}
        children = {
            key: [heart(one) for one in (some if isinstance(some, list) else [some])]
            for key, some in value.items()
            if not isinstance(some, str) and some
        }
        return attributes, None if children else value.get("_value", ""), children

    assert list(data) == ["feed"]
    return heart(data["feed"])
