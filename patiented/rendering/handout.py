"""An edition on paper: the shaped page, cut down to what a printed sheet can do.

Nothing is worded or judged here. The short form shows fewer sections, each of them whole, and names
those that it does not show.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from markupsafe import Markup

from patiented.model import MonographKind, Obligation, Role
from patiented.rendering.contexts import Site
from patiented.rendering.handout_context import HandoutPage, Omitted
from patiented.rendering.page import Links, edition_page
from patiented.rendering.speaking import mark

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from patiented.audience.profile import Audience
    from patiented.rendering.contexts import EditionPage, Part
    from patiented.rendering.handout_context import Sheet
    from patiented.rendering.shown import Shown
    from patiented.rendering.templates import Templates

ALWAYS = frozenset({Role.CONTRAINDICATIONS, Role.DOSAGE})
"""Beside the boxed warning, what a short handout always has: how to use it, and who must not."""

ALWAYS_OF = {MonographKind.CONDITION: frozenset({Role.WARNINGS})}
"""What it also always has: of an illness, the signs and when to get help."""

WITH_ROOM = (Role.INDICATIONS, Role.OVERDOSE, Role.SPECIFIC_POPULATIONS, Role.WARNINGS)
"""What it has where there is room, if the audience must have it; the first is given up first."""

TOP_LEVEL = 2

SHARE_NAMES = {
    "kept": mark("{n} facts kept"),
    "general": mark("{n} said more simply"),
    "left_out": mark("{n} left out"),
    "unsure": mark("{n} to be checked"),
}
PAGE_OF = mark("Page {page} of {pages}.")
_COUNTER = re.compile(r"\{(pages?)\}")


def handouts(
    shown: Shown, audience: Audience, templates: Templates, sheet: Sheet
) -> tuple[HandoutPage, ...]:
    """Shape an edition for paper: one page record, or several to choose from.

    Of a short handout the fullest comes first; each one after it shows less. The last one shows
    what may never be given up, whatever its length.
    """
    say = templates.speaker(shown.edition.lang)
    links = Links(Site("", "", "", "", "", Markup(""), say), canonical=sheet.address)
    page = edition_page(shown, audience, (audience,), links)
    whole = _handout(page, sheet)
    if not sheet.short:
        return (whole,)
    groups = _groups(page.parts)
    roles = {f"sec-{one.id}": one.role for one in shown.edition.sections}
    return tuple(
        _shortened(whole, groups, [bool(chosen & {roles[one.anchor] for one in g}) for g in groups])
        for chosen in _choices(shown, audience)
    )


def _handout(page: EditionPage, sheet: Sheet) -> HandoutPage:
    say = page.site.say
    voice = replace(say, lang=page.lang.replace("-", "_"))
    return HandoutPage(
        site=page.site,
        lang=voice.tag,
        direction=voice.direction,
        page=page,
        sheet=sheet,
        parts=page.parts,
        absent=(),
        shares=tuple(say(SHARE_NAMES[one.kind], n=one.count) for one in page.ledger.shares),
        omitted=tuple(Omitted(one.heading, len(one.omissions)) for one in page.ledger.groups),
        paging=tuple(one for one in _COUNTER.split(say(PAGE_OF)) if one),
    )


def _shortened(
    whole: HandoutPage, groups: Sequence[tuple[Part, ...]], kept: Sequence[bool]
) -> HandoutPage:
    pairs = tuple(zip(groups, kept, strict=True))
    return replace(
        whole,
        parts=tuple(part for group, keep in pairs if keep for part in group),
        absent=tuple(group[0].heading for group, keep in pairs if not keep),
    )


def _groups(parts: Sequence[Part]) -> tuple[tuple[Part, ...], ...]:
    """Put each main section together with what stands under it: never is one shown cut."""
    groups: list[list[Part]] = []
    for part in parts:
        if part.level == TOP_LEVEL or not groups:
            groups.append([])
        groups[-1].append(part)
    return tuple(map(tuple, groups))


def _choices(shown: Shown, audience: Audience) -> Iterator[frozenset[Role]]:
    """Yield the roles to show, the fullest choice first; each later one is a section shorter."""
    edition = shown.edition
    always = ALWAYS | ALWAYS_OF.get(edition.meta.kind, frozenset())
    present = {one.role for one in edition.sections}
    optional = [
        role
        for role in WITH_ROOM
        if role in present - always and audience.plan_for(role).obligation is Obligation.MUST
    ]
    for given_up in range(len(optional) + 1):
        yield always.union(optional[given_up:])
