"""A catalogue on its way as XLIFF 2.0 (OASIS standard of 5 August 2014).

The same pairs as in 1.2, in the metadata module (part 5.8 of the standard). Version 2.0 is written
because Poedit takes no other of the second; 2.1 has the same namespace and is read as well.

A draft is a segment in the state `initial`, which is also what the standard says of a segment
without a state.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from patiented.errors import DataError
from patiented.proposing.entry import Entry
from patiented.proposing.exchange.fields import (
    PROGRAM,
    TRANSLATOR,
    pairs_of,
    plain,
    told,
    unit_of,
)
from patiented.proposing.exchange.records import Exchange, Unit, identity_of
from patiented.proposing.exchange.xml_tree import element, escaped, opening

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from patiented.proposing.exchange.xml_tree import Node

SPACE = "urn:oasis:names:tc:xliff:document:2.0"
METADATA = "urn:oasis:names:tc:xliff:metadata:2.0"
FINISHED = frozenset({"translated", "reviewed", "final"})
OURS = "patiented"
OBSOLETE = "x:obsolete"

_TRANSPARENT = frozenset({"mrk"})
_PARTS = ("segment", "ignorable")


def write(exchange: Exchange) -> str:
    """Return the text of the file."""
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + "\n".join(_lines(exchange)) + "\n"


def read(root: Node, path: str) -> Exchange:
    """Return what a document holds; entries that cannot be taken say why."""
    files = root.all("file")
    if len(files) != 1:
        message = f"holds {len(files)} files; one catalogue is one file"
        raise DataError(message, path=path, line=root.line, column=root.column)
    file = files[0]
    said: dict[str, list[str]] = {}
    for key, text in _pairs(file):
        said.setdefault(key, []).append(text)
    pairs = (line.partition(": ") for line in said.get("header", ()))
    nodes = list(_units(file))
    return Exchange(
        monograph="".join(said.get("monograph", ())),
        audience="".join(said.get("audience", ())),
        lang=root.get("trgLang").replace("_", "-"),
        source_lang=root.get("srcLang") or "en",
        headers=tuple((name, value) for name, _, value in pairs),
        notes=tuple(said.get("note", ())),
        units=tuple(_unit(node) for node in nodes if node.get("type") != OBSOLETE),
        obsolete=tuple(_unit(node) for node in nodes if node.get("type") == OBSOLETE),
        path=path,
    )


def _lines(exchange: Exchange) -> Iterator[str]:
    spaces = [("xmlns", SPACE), ("xmlns:mda", METADATA), ("version", "2.0")]
    languages = [("srcLang", exchange.source_lang), ("trgLang", exchange.lang)]
    name = f"{exchange.monograph}/{exchange.audience}.{exchange.lang}.po"
    yield opening("xliff", [*spaces, *languages])
    yield opening("file", [("id", "f1"), ("original", name)])
    yield _metadata(
        [
            ("monograph", exchange.monograph),
            ("audience", exchange.audience),
            *(("header", f"{name}: {value}") for name, value in exchange.headers),
            *(("note", note) for note in exchange.notes),
        ]
    )
    for unit in exchange.units:
        yield from _unit_lines(unit, [("id", identity_of(unit.entry))])
    for unit in exchange.obsolete:
        identity = f"o{identity_of(unit.entry)}"
        yield from _unit_lines(unit, [("id", identity), ("type", OBSOLETE)])
    yield from ("</file>", "</xliff>")


def _unit_lines(unit: Unit, given: list[tuple[str, str]]) -> Iterator[str]:
    entry = unit.entry
    if entry.omit or len(given) > 1:
        given = [*given, ("translate", "no")]
    yield opening("unit", given)
    yield _metadata(pairs_of(unit))
    notes = [(TRANSLATOR, note) for note in entry.notes] + [(PROGRAM, one) for one in told(unit)]
    if notes:
        said = (element("note", [("category", by)], escaped(text)) for by, text in notes)
        yield element("notes", content="".join(said))
    state = "translated" if entry.wording and not entry.is_fuzzy else "initial"
    keep = [("xml:space", "preserve")]
    target = element("target", keep, escaped(entry.wording)) if entry.wording else ""
    source = element("source", keep, escaped(entry.source))
    yield element("segment", [("state", state)], f"\n{source}\n{target}\n")
    yield "</unit>"


def _metadata(pairs: Iterable[tuple[str, str]]) -> str:
    metas = "".join(element("mda:meta", [("type", key)], escaped(text)) for key, text in pairs)
    return element("mda:metadata", (), element("mda:metaGroup", [("category", OURS)], metas))


def _units(file: Node) -> Iterator[Node]:
    waiting = list(reversed(list(file.elements)))
    while waiting:
        node = waiting.pop()
        if node.name == "unit":
            yield node
        elif node.name == "group":
            waiting += reversed(list(node.elements))


def _unit(node: Node) -> Unit:
    bare = Unit(Entry("", line=node.line), identity=node.get("id"), column=node.column)
    parts = [one for one in node.elements if one.name in _PARTS]
    sources, targets = _joined(parts, "source"), _joined(parts, "target")
    if not any(one.first("source") for one in parts):
        return replace(bare, problem="a unit without a <source>")
    segments = [one for one in parts if one.name == "segment"]
    is_finished = all(one.get("state") in FINISHED for one in segments)
    is_stateless = any(not one.get("state") for one in segments)
    entry = replace(bare.entry, source=sources[0], wording=targets[0], is_fuzzy=not is_finished)
    if sources[1] or targets[1]:
        return replace(bare, entry=entry, problem=sources[1] or targets[1])
    unit = replace(bare, entry=entry, is_stateless=is_stateless and bool(targets[0].strip()))
    notes = node.first("notes")
    said = notes.all("note") if notes else ()
    told_us = [note.text for note in said if note.get("category") != PROGRAM]
    return unit_of(unit, _pairs(node), told_us)


def _joined(parts: list[Node], name: str) -> tuple[str, str]:
    """Return the text of all segments, which a tool may have cut a statement into."""
    found = [plain(node, _TRANSPARENT) for part in parts for node in part.all(name)]
    problems = [problem for _, problem in found if problem]
    return "".join(text for text, _ in found), problems[0] if problems else ""


def _pairs(node: Node) -> Iterator[tuple[str, str]]:
    for metadata in node.all("metadata", METADATA):
        for group in metadata.all("metaGroup", METADATA):
            if group.get("category") == OURS:
                yield from ((one.get("type"), one.text) for one in group.all("meta", METADATA))
