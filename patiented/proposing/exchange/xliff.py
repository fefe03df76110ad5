"""A catalogue on its way as XLIFF 1.2 (OASIS standard of 1 February 2008).

One `trans-unit` an entry. Slots and line ends are literal text, as in the catalogue. What the
format has no element for stands in a `context-group` of our own, which tools carry along; notes
from the program tell a translator the same and are not read back.

A draft is written as `needs-translation`, the state that Weblate and Poedit both show as unfinished
(they take `needs-review-translation` for finished). Read as drafts are all states that are not
`translated`, `signed-off` or `final`; a target without any state is one unless the unit is
approved: a draft must never pass for a person's words because a tool drops an attribute.
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

SPACE = "urn:oasis:names:tc:xliff:document:1.2"
SPACES = ("", "urn:oasis:names:tc:xliff:document:1.1", SPACE)
FINISHED = frozenset({"translated", "signed-off", "final"})
DRAFT = "needs-translation"
OBSOLETE = "x-obsolete"
OURS = "patiented"

_TRANSPARENT = frozenset({"mrk"})
_HEADER, _TOP_NOTE, _MONOGRAPH, _AUDIENCE = "x-header", "x-note", "x-monograph", "x-audience"


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
    header, body = file.first("header"), file.first("body")
    if body is None:
        raise DataError("has no <body>", path=path, line=file.line, column=file.column)
    said: dict[str, list[str]] = {}
    for note in header.all("note") if header else ():
        said.setdefault(note.get("from"), []).append(note.text)
    pairs = (line.partition(": ") for line in said.get(_HEADER, ()))
    active, obsolete = _sorted(body)
    return Exchange(
        monograph="".join(said.get(_MONOGRAPH, ())),
        audience="".join(said.get(_AUDIENCE, ())),
        lang=file.get("target-language").replace("_", "-"),
        source_lang=file.get("source-language") or "en",
        headers=tuple((name, value) for name, _, value in pairs),
        notes=tuple(said.get(_TOP_NOTE, ())),
        units=tuple(_unit(node) for node in active),
        obsolete=tuple(_unit(node) for node in obsolete),
        path=path,
    )


def _lines(exchange: Exchange) -> Iterator[str]:
    languages = [("source-language", exchange.source_lang), ("target-language", exchange.lang)]
    name = f"{exchange.monograph}/{exchange.audience}.{exchange.lang}.po"
    yield opening("xliff", [("xmlns", SPACE), ("version", "1.2")])
    yield opening("file", [("original", name), *languages, ("datatype", "plaintext")])
    yield element("header", content="".join(f"\n{note}" for note in _header(exchange)) + "\n")
    yield "<body>"
    for unit in exchange.units:
        yield from _unit_lines(unit, identity_of(unit.entry))
    if exchange.obsolete:
        yield opening("group", [("id", "obsolete"), ("restype", OBSOLETE)])
        for unit in exchange.obsolete:
            yield from _unit_lines(unit, f"o{identity_of(unit.entry)}", is_obsolete=True)
        yield "</group>"
    yield from ("</body>", "</file>", "</xliff>")


def _header(exchange: Exchange) -> Iterator[str]:
    said = [
        (_MONOGRAPH, exchange.monograph),
        (_AUDIENCE, exchange.audience),
        *((_HEADER, f"{name}: {value}") for name, value in exchange.headers),
        *((_TOP_NOTE, note) for note in exchange.notes),
    ]
    yield from (_note(origin, text) for origin, text in said)


def _unit_lines(unit: Unit, identity: str, *, is_obsolete: bool = False) -> Iterator[str]:
    entry = unit.entry
    given = [("id", identity), ("xml:space", "preserve")]
    if entry.omit or is_obsolete:
        given.append(("translate", "no"))
    yield opening("trans-unit", given)
    yield element("source", content=escaped(entry.source))
    if entry.wording:
        state = DRAFT if entry.is_fuzzy else "translated"
        yield element("target", [("state", state)], escaped(entry.wording))
    contexts = "".join(
        element("context", [("context-type", f"x-{key}")], escaped(text))
        for key, text in pairs_of(unit)
    )
    yield element("context-group", [("name", OURS), ("purpose", "information")], contexts)
    yield from (_note(TRANSLATOR, note) for note in entry.notes)
    yield from (_note(PROGRAM, note) for note in told(unit))
    yield "</trans-unit>"


def _note(origin: str, text: str) -> str:
    return element("note", [("from", origin)], escaped(text))


def _sorted(body: Node) -> tuple[list[Node], list[Node]]:
    """Return the units in file order, and those in groups of obsolete ones."""
    active: list[Node] = []
    obsolete: list[Node] = []
    waiting = [(one, False) for one in reversed(list(body.elements))]
    while waiting:
        node, is_obsolete = waiting.pop()
        if node.name == "trans-unit":
            (obsolete if is_obsolete else active).append(node)
        elif node.name == "group":
            below = is_obsolete or node.get("restype") == OBSOLETE
            waiting += [(one, below) for one in reversed(list(node.elements))]
    return active, obsolete


def _unit(node: Node) -> Unit:
    bare = Unit(Entry("", line=node.line), identity=node.get("id"), column=node.column)
    source, target = node.first("source"), node.first("target")
    if source is None:
        return replace(bare, problem="a unit without a <source>")
    text, problem = plain(source, _TRANSPARENT)
    wording, trouble = plain(target, _TRANSPARENT) if target else ("", "")
    is_finished, is_stateless = _state(node, target)
    entry = replace(bare.entry, source=text, wording=wording, is_fuzzy=not is_finished)
    if problem or trouble:
        return replace(bare, entry=entry, problem=problem or trouble)
    unit = replace(bare, entry=entry, is_stateless=is_stateless and bool(wording.strip()))
    return unit_of(unit, _pairs(node), _notes(node))


def _state(node: Node, target: Node | None) -> tuple[bool, bool]:
    """Return whether a target is finished, and whether nothing says so or not."""
    state = target.get("state") if target else ""
    if state:
        return state in FINISHED, False
    approved = node.get("approved")
    return approved == "yes", approved not in {"yes", "no"}


def _pairs(node: Node) -> Iterator[tuple[str, str]]:
    for group in node.all("context-group"):
        if group.get("name") == OURS:
            for one in group.all("context"):
                yield one.get("context-type").removeprefix("x-"), one.text


def _notes(node: Node) -> Iterable[str]:
    return [note.text for note in node.all("note") if note.get("from") != PROGRAM]
