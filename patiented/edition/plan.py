"""Lays the sections of a monograph out for one audience: order, headings, what stands under what.

It moves sections and never touches a statement.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from patiented.model import Role

if TYPE_CHECKING:
    from collections.abc import Iterable

    from patiented.audience import Audience, SectionPlan
    from patiented.model import Block, Monograph, Section

TOP_LEVEL = 2
SUB_LEVEL = 3


@dataclass(frozen=True, slots=True)
class PlannedSection:
    """A section as it will stand on the page.

    `source_heading` is the clinician heading that a sub-section's own heading is worded from; empty
    where the audience's plan supplies `heading`. `headings` are all clinician headings above it.
    """

    id: str
    role: Role
    heading: str
    level: int
    blocks: tuple[Block, ...]
    source_heading: str = ""
    headings: tuple[str, ...] = ()
    line: int = 1


def plan_sections(monograph: Monograph, audience: Audience) -> tuple[PlannedSection, ...]:
    """Return the sections in the audience's order; empty ones are left away."""
    if audience.keep_source_order:
        return tuple(_in_source_order(monograph))
    planned: list[PlannedSection] = []
    for plan in audience.sections_for(monograph.meta.kind):
        sections = [section for section in monograph.sections if section.role is plan.role]
        planned += _under_one_heading(monograph, plan, sections)
    return tuple(planned)


def _under_one_heading(
    monograph: Monograph, plan: SectionPlan, sections: list[Section]
) -> Iterable[PlannedSection]:
    """Gather all sections of a role under the heading of its plan."""
    if not any(section.blocks for section in sections):
        return
    parents = {section.id: section for section in monograph.sections}
    heads = [one for one in sections if not _is_below_own_role(one, parents)]
    heading = plan.heading_for(monograph.meta.name, monograph.meta.kind)
    blocks = tuple(block for head in heads for block in head.blocks)
    names = tuple(head.heading for head in heads)
    yield PlannedSection(plan.role.value, plan.role, heading, TOP_LEVEL, blocks, headings=names)
    for section in sections:
        if section.blocks and section not in heads:
            yield PlannedSection(
                section.id,
                plan.role,
                section.heading,
                SUB_LEVEL,
                section.blocks,
                source_heading=section.heading,
                line=section.line,
                headings=tuple(_headings_above(section, parents)),
            )


def _is_below_own_role(section: Section, parents: dict[str, Section]) -> bool:
    return section.parent is not None and parents[section.parent].role is section.role


def _headings_above(section: Section, parents: dict[str, Section]) -> Iterable[str]:
    yield section.heading
    while section.parent is not None:
        section = parents[section.parent]
        yield section.heading


def _in_source_order(monograph: Monograph) -> Iterable[PlannedSection]:
    """Yield the sections as the source has them, the boxed warning first."""
    parents = {section.id: section for section in monograph.sections}
    filled = _with_filled_below(monograph.sections)
    for section in sorted(filled, key=lambda one: one.role is not Role.BOXED_WARNING):
        yield PlannedSection(
            section.id,
            section.role,
            section.heading,
            section.level,
            section.blocks,
            headings=tuple(_headings_above(section, parents)),
        )


def _with_filled_below(sections: tuple[Section, ...]) -> list[Section]:
    """Keep sections that hold text or stand above one that does."""
    above: set[str] = set()
    parents = {section.id: section.parent for section in sections}
    for section in sections:
        identity: str | None = section.id if section.blocks else None
        while identity is not None and identity not in above:
            above.add(identity)
            identity = parents[identity]
    return [section for section in sections if section.id in above]
