"""An edition on paper: the shaped page, cut down to what a printed sheet can do.

Nothing is worded or judged here. The short form shows fewer sections, each of them whole, and names
those that it does not show.
"""

from __future__ import annotations

import re
from dataclasses import replace
from enum import StrEnum
from typing import TYPE_CHECKING

from markupsafe import Markup

from patiented.model import MonographKind, Obligation, Role
from patiented.rendering.contexts import Links, Site
from patiented.rendering.handout_context import HandoutPage, Omitted
from patiented.rendering.page import edition_page
from patiented.rendering.speaking import mark

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from patiented.audience.profile import Audience
    from patiented.rendering.contexts import EditionPage
    from patiented.rendering.handout_context import Sheet
    from patiented.rendering.shown import Shown
    from patiented.rendering.templates import Templates
    from patiented.rendering.text_contexts import Part

ALWAYS_OF = {
    MonographKind.DRUG: Role.DOSAGE,
    MonographKind.CONDITION: Role.WARNINGS,
    MonographKind.PROCEDURE: Role.DOSAGE,
}
"""What a short handout always has: how to use it; of an illness, the signs and when to get help.

Beside it stand the boxed warning and who must not use it; where no section is about that alone, it
stands in the one about who it is for.
"""


class Extra(StrEnum):
    """What a handout has beside its sections."""

    QUESTIONS = "questions"
    IN_SHORT = "in_short"


WITH_ROOM = (
    Role.INDICATIONS,
    Extra.QUESTIONS,
    Extra.IN_SHORT,
    Role.OVERDOSE,
    Role.SPECIFIC_POPULATIONS,
    Role.DOSAGE,
    Role.WARNINGS,
)
"""What it has where there is room; the first is given up first, the signs of danger last.

"In short" goes early: it only repeats what the sections say.
"""

LINES, LINES_SHORT = 4, 3
"""How many empty lines there are for questions."""

TOP_LEVEL = 2

PAGE_OF = mark("Page {page} of {pages}")
_COUNTER = re.compile(r"\{(pages?)\}")


def handouts(
    shown: Shown, audience: Audience, templates: Templates, sheet: Sheet
) -> tuple[HandoutPage, ...]:
    """Shape an edition for paper: one page record, or several to choose from.

    Of a short handout the fullest comes first; each one after it shows less. The last one shows
    what may never be given up, whatever its length.
    """
    say = templates.speaker(shown.edition.lang.replace("-", "_"))
    links = Links(Site("", "", "", "", "", Markup(""), say), canonical=sheet.address)
    page = edition_page(shown, audience, (audience,), links)
    whole = _handout(page, sheet, shown.edition.lang)
    if not sheet.short:
        return (whole,)
    groups = _groups(page.parts)
    roles = {f"sec-{one.id}": one.role for one in shown.edition.sections}
    of_groups = [frozenset(roles[one.anchor] for one in group) for group in groups]
    return tuple(
        _shortened(whole, groups, [bool(kept & have) for have in of_groups], kept)
        for kept in _choices(shown, audience)
    )


def _handout(page: EditionPage, sheet: Sheet, lang: str) -> HandoutPage:
    say = page.site.say
    voice = replace(say, lang=lang.replace("-", "_"))
    return HandoutPage(
        site=page.site,
        lang=voice.tag,
        direction=voice.direction,
        page=page,
        sheet=sheet,
        points=page.points,
        parts=page.parts,
        absent=(),
        lines=0 if page.canonical else LINES,
        omitted=tuple(Omitted(one.heading, len(one.omissions)) for one in page.ledger.groups),
        paging=tuple(one for one in _COUNTER.split(say(PAGE_OF)) if one),
    )


def _shortened(
    whole: HandoutPage,
    groups: Sequence[tuple[Part, ...]],
    shown: Sequence[bool],
    kept: frozenset[Role | Extra],
) -> HandoutPage:
    pairs = tuple(zip(groups, shown, strict=True))
    parts = tuple(part for group, keep in pairs if keep for part in group)
    there = {one.anchor for one in parts}
    points = tuple(one for one in whole.points if not one.is_heading or one.anchor in there)
    return replace(
        whole,
        points=points if Extra.IN_SHORT in kept else (),
        parts=parts,
        absent=tuple(group[0].heading for group, keep in pairs if not keep),
        lines=min(whole.lines, LINES_SHORT) if Extra.QUESTIONS in kept else 0,
    )


def _groups(parts: Sequence[Part]) -> tuple[tuple[Part, ...], ...]:
    """Put each main section together with what stands under it: never is one shown cut."""
    groups: list[list[Part]] = []
    for part in parts:
        if part.level == TOP_LEVEL or not groups:
            groups.append([])
        groups[-1].append(part)
    return tuple(map(tuple, groups))


def _choices(shown: Shown, audience: Audience) -> Iterator[frozenset[Role | Extra]]:
    """Yield what to show, the fullest choice first; each later one gives up one thing more."""
    edition = shown.edition
    roles = {one.role for one in edition.sections}
    who = Role.CONTRAINDICATIONS if Role.CONTRAINDICATIONS in roles else Role.INDICATIONS
    always = {who, ALWAYS_OF[edition.meta.kind]}
    present = roles - always
    optional = [
        one
        for one in WITH_ROOM
        if isinstance(one, Extra)
        or (one in present and audience.plan_for(one).obligation is Obligation.MUST)
    ]
    for given_up in range(len(optional) + 1):
        yield frozenset({*always, *optional[given_up:]})
