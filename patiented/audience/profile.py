"""What an audience is: the frozen data of one `audiences/<id>/` folder, and look-ups in it.

Nothing here reads files; `loading.py` builds these.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from patiented.model import MonographKind, Obligation, Role

if TYPE_CHECKING:
    from pathlib import Path

    from patiented.audience.phrase_table import Phrase


class Address(StrEnum):
    """Whom "you" means in an edition."""

    YOU = "you"
    CAREGIVER = "caregiver"
    PROFESSIONAL = "professional"


@dataclass(frozen=True, slots=True)
class Targets:
    """Highest grades an edition aims at; `None` is no target.

    `ease` is for other languages: the lowest reading ease by the formula of that language.
    """

    flesch_kincaid: float | None = None
    smog_adjusted: float | None = None
    smog: float | None = None
    ease: float | None = None


@dataclass(frozen=True, slots=True)
class HelpLines:
    """Standing words for three levels of help and for poisoning, without a full stop.

    `now`, `today` and `visit` open a sentence ("... if you have chest pain"); `poison` ends one.
    """

    now: str = ""
    today: str = ""
    visit: str = ""
    poison: str = ""


@dataclass(frozen=True, slots=True)
class SectionPlan:
    """How one role is shown to one audience; `place` is its order on the page, from 1."""

    role: Role
    obligation: Obligation
    headings: tuple[tuple[MonographKind, str], ...]
    place: int

    def heading_for(self, name: str, kind: MonographKind = MonographKind.DRUG) -> str:
        """Return the heading, `{name}` filled; a kind without its own uses the drug's."""
        headings = dict(self.headings)
        heading = headings.get(kind) or headings.get(MonographKind.DRUG, "")
        return heading.replace("{name}", name)


@dataclass(frozen=True, slots=True)
class Overlay:
    """What a profile says in another language: `texts` and `help` by key, its headings."""

    texts: tuple[tuple[str, str], ...] = ()
    help: tuple[tuple[str, str], ...] = ()
    headings: tuple[tuple[tuple[Role, MonographKind], str], ...] = ()
    targets: Targets = Targets()
    emergency_number: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Audience:
    """One audience; `sections` are in page order for a drug, `sections_for` orders any kind.

    `canonical` audiences read the source text unchanged: no proposer works for them. `phrases` and
    `patterns_paths` go from the most general to the most particular (common, parent, own).
    """

    id: str
    label: str
    description: str
    address: Address
    order: int
    sections: tuple[SectionPlan, ...]
    disclaimer: str
    unreviewed: str
    infobutton_recipient: str
    targets: Targets = Targets()
    help: HelpLines = HelpLines()
    standing: str = ""
    canonical: bool = False
    keep_source_order: bool = False
    based_on: str | None = None
    emergency_number: str = ""
    kind_orders: tuple[tuple[MonographKind, tuple[Role, ...]], ...] = ()
    overlays: tuple[tuple[str, Overlay], ...] = field(default=(), repr=False)
    phrases: tuple[Phrase, ...] = field(default=(), repr=False)
    patterns_paths: tuple[Path, ...] = field(default=(), repr=False)
    fingerprint: str = ""

    def plan_for(self, role: Role) -> SectionPlan:
        """Return the plan of one role; every audience has one for every role."""
        return next(plan for plan in self.sections if plan.role is role)

    def speaking(self, lang: str, source: str = "en") -> Audience:
        """Return this audience in `lang`; what no overlay says stays in the profile's language."""
        if lang == source:
            return self
        overlay = dict(self.overlays).get(lang.replace("_", "-"), Overlay())
        headings = dict(overlay.headings)
        sections = tuple(_with_headings(plan, headings) for plan in self.sections)
        return replace(
            self,
            **dict(overlay.texts),  # type: ignore[arg-type]  # the keys are text fields
            help=replace(self.help, **dict(overlay.help)),
            sections=sections,
            targets=overlay.targets,
            emergency_number=overlay.emergency_number or self.emergency_number,
        )

    def sections_for(self, kind: MonographKind) -> tuple[SectionPlan, ...]:
        """Return the sections in page order for this kind; roles its order leaves out follow."""
        first = dict(self.kind_orders).get(kind, ())
        ranks = {role: rank for rank, role in enumerate(first)}
        return tuple(sorted(self.sections, key=lambda plan: ranks.get(plan.role, 99 + plan.place)))

    def standing_texts(self) -> tuple[str, ...]:
        """Return every text that an edition may add for this audience (EDITORIAL, second kind)."""
        return tuple(text for text in self.standing_slots() if text)

    def standing_slots(self) -> tuple[str, ...]:
        """Return the same texts, also those that are empty: equal places, equal meaning."""
        lines = self.help
        texts = (self.disclaimer, self.standing, self.unreviewed)
        return (*texts, lines.now, lines.today, lines.visit, lines.poison)


def _with_headings(
    plan: SectionPlan, headings: dict[tuple[Role, MonographKind], str]
) -> SectionPlan:
    said = tuple((kind, headings.get((plan.role, kind), text)) for kind, text in plan.headings)
    return replace(plan, headings=said)
