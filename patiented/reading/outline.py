"""Makes the monograph of a format's parts: title, sections with roles, statements, references.

All formats end here, so that a heading, a list or a citation means the same wherever it came from.
What is odd but readable becomes a finding; what would mislead a reader is refused.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import PurePath
from typing import TYPE_CHECKING

from patiented.model import (
    Block,
    BlockKind,
    Finding,
    Level,
    Monograph,
    Role,
    Section,
)
from patiented.reading import boxed
from patiented.reading.citations import Citations
from patiented.reading.parts import Callout, Grid, Heading, Items, Prose, Run
from patiented.reading.roles import loinc_of, plain_heading, role_of
from patiented.reading.statements import Clerk

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from patiented.model import Statement
    from patiented.reading.accounting import Account, Totals
    from patiented.reading.front_matter import FrontMatter
    from patiented.reading.parts import Footnote, Part
    from patiented.reading.source import Source

_TOP_LEVEL = 2
_NO_SLUG = re.compile(r"[^a-z0-9]+")
_OPENS_LIST = re.compile(r":\W*$|\bfollowing\b[^.]*\.?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Reading:
    """A monograph and the account of its source's characters."""

    monograph: Monograph
    totals: Totals


def build(
    source: Source,
    account: Account,
    front: FrontMatter,
    parts: Sequence[Part],
    footnotes: Sequence[Footnote],
    findings: Sequence[Finding],
) -> Reading:
    """Return the monograph of `parts`, or raise about what cannot be shown."""
    builder = _Builder(source, footnotes)
    title, rest = _split_title(parts)
    fallback = title.run.text if title else ""
    stem = PurePath(source.path).stem
    meta = front.meta(fallback or stem)
    if not fallback and not front.texts.get("title"):
        builder.note("title-missing", "no title; add title: to the front matter", 0)
    builder.sections_of(rest, title, meta.title)
    sections = builder.judged()
    if not any(section.blocks for section in sections):
        offset = source.starts[min(front.lines, len(source.starts) - 1)]
        raise source.error("holds no text but headings; write the monograph first", offset)
    references = builder.citations.references()
    for footnote in builder.citations.unused():
        message = f"the footnote [^{footnote.label}] is defined but never cited"
        builder.note("footnote-unused", message, footnote.offset)
        account.offsets(footnote.run.offsets, account.dropped("unused footnote"))
    monograph = Monograph(
        id=monograph_id(source.path),
        meta=meta,
        sections=sections,
        references=references,
        findings=_in_place(front.findings, findings, builder.findings),
        source_hash=source.digest,
        path=source.path,
    )
    return Reading(monograph, account.totals())


def monograph_id(path: str) -> str:
    """Return the id of the monograph at `path`: its folder for `monograph.md`, else its stem."""
    pure = PurePath(path)
    name = pure.parent.name if pure.stem == "monograph" and pure.parent.name else pure.stem
    return _slug(name) or "monograph"


def _slug(text: str) -> str:
    return _NO_SLUG.sub("-", text.lower()).strip("-")


def _in_place(*groups: Sequence[Finding]) -> tuple[Finding, ...]:
    found = [finding for group in groups for finding in group]
    return tuple(sorted(found, key=lambda finding: (finding.line, finding.column, finding.rule)))


def _split_title(parts: Sequence[Part]) -> tuple[Heading | None, list[Part]]:
    """Take the document's title off: a first heading that is the only one of level 1."""
    headings = [part for part in parts if isinstance(part, Heading)]
    tops = [heading for heading in headings if heading.level == 1]
    if len(tops) != 1 or headings[0] is not tops[0]:
        return None, list(parts)
    return tops[0], [part for part in parts if part is not tops[0]]


class _Builder:
    """Builds the sections of one document in page order."""

    def __init__(self, source: Source, footnotes: Sequence[Footnote]) -> None:
        self.source = source
        self.findings: list[Finding] = []
        self.citations = Citations(source, footnotes)
        self.clerk = Clerk(source, self.citations, Counter())
        self.sections: list[Section] = []
        self._offsets: dict[str, int] = {}
        self._ids: Counter[str] = Counter()
        self._above: list[Section] = []
        self._headings: set[tuple[str | None, str]] = set()

    def note(self, rule: str, message: str, offset: int, level: Level = Level.WARNING) -> None:
        """Keep a finding about the text at `offset`."""
        line, column = self.source.place(offset)
        self.findings.append(
            Finding(rule, level, message, path=self.source.path, line=line, column=column)
        )

    # Sections

    def sections_of(self, parts: Sequence[Part], title: Heading | None, name: str) -> None:
        """Cut the parts at their headings; text before the first is an overview."""
        headings = {n: part for n, part in enumerate(parts) if isinstance(part, Heading)}
        cuts = list(headings)
        first = cuts[0] if cuts else len(parts)
        if first:
            offset = title.run.offset if title else _offset(parts[0])
            heading = Heading(_TOP_LEVEL, Run(title.run.text if title else name, (), (), offset))
            self._section(heading, parts[:first], given=Role.OVERVIEW)
        for start, end in pairwise([*cuts, len(parts)]):
            self._section(headings[start], parts[start + 1 : end])

    def _section(self, heading: Heading, parts: Sequence[Part], given: Role | None = None) -> None:
        text, offset = heading.run.text, heading.run.offset
        if not text:
            raise self.source.error("a heading without words", offset)
        parent = self._parent(heading.level)
        role, loinc = self._role(heading, parent, given)
        self._note_odd(heading, parent)
        self._ids[_slug(text) or "section"] += 1
        count = self._ids[_slug(text) or "section"]
        ident = (_slug(text) or "section") + (f"-{count}" if count > 1 else "")
        self._offsets[ident] = offset
        section = Section(
            id=ident,
            heading=text,
            role=role,
            level=heading.level,
            loinc=loinc,
            parent=parent.id if parent else None,
            blocks=tuple(self._blocks(parts, role)),
            line=self.source.place(offset)[0],
        )
        self.sections.append(section)
        self._above.append(section)

    def _parent(self, level: int) -> Section | None:
        """Return the section that a heading of this level stands under; close those beside it."""
        while self._above and self._above[-1].level >= level:
            self._above.pop()
        return self._above[-1] if self._above else None

    def _role(
        self, heading: Heading, parent: Section | None, given: Role | None
    ) -> tuple[Role, str | None]:
        if heading.role:
            return Role(heading.role), loinc_of(Role(heading.role))
        if given:
            return given, loinc_of(given)
        found = role_of(heading.run.text)
        if found and not (found.top_only and parent and parent.role is not Role.OTHER):
            return found.role, found.loinc
        if parent:
            return parent.role, None
        message = f"no role is known for {heading.run.text!r}; add {{role=...}} to the heading"
        self.note("heading-unknown", message, heading.run.offset, Level.NOTE)
        return Role.OTHER, None

    def _note_odd(self, heading: Heading, parent: Section | None) -> None:
        text, offset = heading.run.text, heading.run.offset
        above = self.sections[-1].level if self.sections else 1
        if heading.level > above + 1:
            message = f"a heading of level {heading.level} under one of level {above}"
            self.note("heading-jump", message, offset)
        place = (parent.id if parent else None, plain_heading(text))
        if place in self._headings:
            self.note("heading-duplicate", f"the heading {text!r} stands twice", offset)
        self._headings.add(place)

    def judged(self) -> tuple[Section, ...]:
        """Return the sections after judging empty ones and boxed warnings that are none."""
        parents = {section.parent for section in self.sections}
        for section in self.sections:
            if not section.blocks and section.id not in parents:
                self._note_empty(section)
        roles = self._boxes_read_otherwise()
        return tuple(
            _with_role(section, roles[section.id]) if section.id in roles else section
            for section in self.sections
        )

    def _note_empty(self, section: Section) -> None:
        offset = self._offsets[section.id]
        if section.role is Role.BOXED_WARNING:
            message = "the boxed warning is empty; write it, or remove the heading"
            raise self.source.error(message, offset, unsafe=True)
        if section.role is not Role.REFERENCES:
            self.note("section-empty", f"nothing stands under {section.heading!r}", offset)

    def _boxes_read_otherwise(self) -> dict[str, Role]:
        """Return the right role of boxed sections that hold no warning, by section id."""
        families: dict[str, list[Section]] = {}
        root: dict[str, str] = {}
        for section in self.sections:
            if section.role is Role.BOXED_WARNING:
                root[section.id] = root.get(section.parent or "", section.id)
                families.setdefault(root[section.id], []).append(section)
        found: dict[str, Role] = {}
        for family in families.values():
            role = self._judge_box(family)
            if role:
                found.update((section.id, role) for section in family)
        return found

    def _judge_box(self, family: list[Section]) -> Role | None:
        """Return the right role of a boxed section and those below it, where it is another."""
        box = family[0]
        texts = [s.text for section in family for s in section.statements()]
        if not role_of(box.heading):
            texts.append(box.heading)  # "Boxed warning" says nothing; "Fatal bleeding" does
        role = boxed.right_role(texts)
        if role:
            message = f"no warning stands under {box.heading!r}; read as {role.value}"
            self.note("boxed-content", message, self._offsets[box.id])
        return role

    # Blocks

    def _blocks(self, parts: Sequence[Part], role: Role) -> Iterator[Block]:
        lead = ""
        for part in parts:
            block = self._block(part, role, lead)
            if block and block.statements:
                yield block
            elif isinstance(part, Grid) and block:
                # A header without rows says something, too.
                yield block
            last = block.statements[-1].text if block and block.statements else ""
            lead = last if isinstance(part, Prose) and _OPENS_LIST.search(last) else ""

    def _block(self, part: Part, role: Role, lead: str) -> Block | None:
        if isinstance(part, Prose):
            return Block(BlockKind.PARAGRAPH, tuple(self.clerk.sentences(part.run, role)))
        if isinstance(part, Items):
            return Block(BlockKind.LIST, self._items(part, role, lead), ordered=part.ordered)
        if isinstance(part, Grid):
            rows = tuple(self.clerk.row(part, cells, role) for cells in part.rows)
            return Block(BlockKind.TABLE, rows, header=tuple(run.text for run in part.header))
        if isinstance(part, Callout):
            return Block(BlockKind.CALLOUT, self._callout(part, role))
        return None

    def _items(self, part: Items, role: Role, lead: str) -> tuple[Statement, ...]:
        return tuple(self.clerk.item(item, role, lead) for item in part.items)

    def _callout(self, part: Callout, role: Role) -> tuple[Statement, ...]:
        found: list[Statement] = []
        for block in self._blocks(part.parts, role):
            found += block.statements
        return tuple(found)


def _offset(part: Part) -> int:
    if isinstance(part, Prose | Heading):
        return part.run.offset
    if isinstance(part, Items):
        return part.items[0].run.offset if part.items else 0
    return part.offset


def _with_role(section: Section, role: Role) -> Section:
    blocks = tuple(
        replace(block, statements=tuple(replace(s, role=role) for s in block.statements))
        for block in section.blocks
    )
    return replace(section, role=role, loinc=loinc_of(role), blocks=blocks)
