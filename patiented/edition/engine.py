"""Builds editions: what an audience needs, loaded once, then one pure function a monograph."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from patiented.audience.list_words import load_list_words
from patiented.edition.bench import Bench, heading_statement
from patiented.edition.choose import Chosen, Place, choose
from patiented.edition.lists import Lists
from patiented.edition.plan import plan_sections
from patiented.edition.reasons import PARTLY, load_reasons, reason_for
from patiented.edition.summary import check_summary
from patiented.edition.translating import Translation
from patiented.edition.version import engine_version
from patiented.edition.words import hard_words, load_meanings
from patiented.guard import Context, Guard, TranslationGuard
from patiented.model import (
    BlockKind,
    Edition,
    EditionBlock,
    EditionSection,
    EditionStatement,
    Finding,
    Level,
    Meta,
    Role,
    Statement,
)
from patiented.proposing import PROPOSERS, Setting
from patiented.proposing.memory import Rememberer, names_of
from patiented.readability import Passage, score

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from patiented.audience import Audience, AudienceData
    from patiented.edition.plan import PlannedSection
    from patiented.edition.summary import Summed
    from patiented.edition.words import Meanings
    from patiented.model import Block, Change, Judgement, Monograph, Scores, Section, TaughtTerm
    from patiented.proposing import Catalogue, Memory, Proposer
    from patiented.proposing.masking import Masked
    from patiented.proposing.memory import Approved

WORDING, MEMORY = "wording", "memory"
"""The proposers that need texts of people; the others are kept from one edition to the next."""


@dataclass(frozen=True, slots=True)
class Rewritten:
    """What the engine makes of one loose sentence (the `rewrite` command)."""

    output: str
    origin: str
    changes: tuple[Change, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class _Row:
    """A section with the outcome of each of its statements, block by block."""

    section: EditionSection
    chosen: tuple[Chosen, ...]
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class _Desk:
    """What one edition is made with; `meta` and `findings` are in the language of the edition."""

    monograph: Monograph
    meta: Meta
    audience: Audience
    proposers: tuple[Proposer, ...]
    guard: Guard | TranslationGuard
    reasons: Mapping[str, str]
    findings: tuple[Finding, ...] = ()

    @property
    def is_translated(self) -> bool:
        """Whether the edition is in another language than its source."""
        return isinstance(self.guard, TranslationGuard)


class Engine:
    """Makes editions for every audience of `data`; holds no state that changes a result."""

    def __init__(self, data: AudienceData) -> None:
        self.data = data
        self.guard = Guard(data.lexicon)
        self.rememberer = Rememberer(self.guard, data.lexicon)
        self._reasons = load_reasons(data.common_dirs)
        words = load_list_words(data.lexicon)
        self._lists = Lists(words) if words else None
        self._machine: dict[str, tuple[Proposer, ...]] = {}
        self._meanings: Meanings | None = None
        self._summed: tuple[tuple[Section, ...], Meta, Summed] | None = None

    def audience(self, audience_id: str, lang: str = "en") -> Audience:
        """Return an audience as it speaks `lang`; a UsageError lists the choices."""
        return self.data.audience(audience_id).speaking(lang)

    def fingerprint(
        self,
        monograph: Monograph,
        audience_id: str,
        lang: str,
        catalogue: Catalogue | None,
        memory: Memory | None = None,
    ) -> str:
        """Return the name of the edition that `edition` would make (SHA-256, 64 hex digits)."""
        audience = self.audience(audience_id)
        parts = (
            engine_version(),
            monograph.id,
            monograph.source_hash,
            audience.id,
            audience.fingerprint,
            self.data.fingerprint,
            lang,
            catalogue.fingerprint if catalogue else "",
            *((memory.fingerprint,) if memory else ()),
        )
        return hashlib.sha256("\0".join(parts).encode()).hexdigest()

    def edition(
        self,
        monograph: Monograph,
        audience_id: str,
        *,
        lang: str = "en",
        catalogue: Catalogue | None = None,
        memory: Memory | None = None,
    ) -> Edition:
        """Return the edition of `monograph` for one audience and language.

        `memory` is what `recall` returned for the monograph.
        """
        desk = self._desk(monograph, self.audience(audience_id, lang), lang, catalogue, memory)
        audience = desk.audience
        rows = [self._section(desk, planned) for planned in plan_sections(monograph, audience)]
        chosen = [one for row in rows for one in row.chosen]
        summary_rows, summary_findings = self._summary(monograph)
        sections = _with_text([row.section for row in rows])
        return Edition(
            monograph=monograph.id,
            audience=audience.id,
            lang=lang,
            fingerprint=self.fingerprint(monograph, audience.id, lang, catalogue, memory),
            meta=desk.meta,
            sections=sections,
            ledger=(*(row for one in chosen for row in one.rows), *summary_rows),
            left_out=tuple(one.left_out for one in chosen if one.left_out),
            scores=_scores(sections, desk.meta, lang),
            references=monograph.references,
            findings=_unplaced(
                (
                    *monograph.findings,
                    *desk.findings,
                    *summary_findings,
                    *(one for row in rows for one in row.findings),
                )
            ),
            taught=desk.meta.taught,
            words=()
            if audience.canonical or lang != monograph.meta.lang
            else self._words(sections, desk.meta),
            source_hash=monograph.source_hash,
        )

    def bench(
        self,
        monograph: Monograph,
        audience_id: str,
        *,
        lang: str = "en",
        catalogue: Catalogue | None = None,
        memory: Memory | None = None,
    ) -> Bench:
        """Lay an edition out so that texts can be tried for each of its statements."""
        desk = self._desk(monograph, self.audience(audience_id, lang), lang, catalogue, memory)
        meta, audience = monograph.meta, desk.audience
        planned = plan_sections(monograph, audience)
        places = (self._place(meta, audience, p.role, p.headings, desk.reasons) for p in planned)
        return Bench(tuple(zip(planned, places, strict=True)), desk.guard, desk.proposers)

    def _summary(self, monograph: Monograph) -> Summed:
        """Check the summary once for all audiences of a monograph, which come one after another."""
        held = self._summed
        if held is None or held[0] is not monograph.sections or held[1] is not monograph.meta:
            held = (monograph.sections, monograph.meta, check_summary(monograph, self.guard))
            self._summed = held
        return held[2]

    def _words(self, sections: Sequence[EditionSection], meta: Meta) -> tuple[TaughtTerm, ...]:
        if self._meanings is None:
            self._meanings = load_meanings(self.data.lexicon)
        texts = (
            s.text for section in sections for block in section.blocks for s in block.statements
        )
        return hard_words(texts, self._meanings, meta)

    def remember(self, approved: Iterable[Approved]) -> Memory:
        """Return the memory of what was approved in a library."""
        return self.rememberer.memory(approved)

    def recall(self, monograph: Monograph, memory: Memory) -> Memory:
        """Return what of `memory` can speak for a statement of `monograph`."""
        names = names_of(monograph.meta.drugs, monograph.meta.name)
        return self.rememberer.narrow(memory, monograph.statements(), names)

    def judge(
        self, monograph: Monograph, audience_id: str, statement: Statement, text: str
    ) -> Judgement:
        """Return the guard's word on a text for a statement of a page; every fact binds."""
        place = self._place(monograph.meta, self.audience(audience_id), statement.role, ())
        context = replace(place.context, lead=statement.lead)
        return self.guard.judge(statement, text, context=context)

    def masked(self, statement: EditionStatement, meta: Meta) -> Masked:
        """Return the source of a statement with its facts as slots, for a search in the memory."""
        source = Statement(statement.id, statement.source, statement.role, statement.kind)
        return self.rememberer.mask(source, names_of(meta.drugs, meta.name))

    def rewrite(self, text: str, audience_id: str, role: Role) -> Rewritten:
        """Return one loose sentence as the audience would read it, proved by the guard."""
        audience = self.audience(audience_id)
        statement = Statement(id="line", text=text, role=role)
        place = self._place(Meta(title="", name=""), audience, role, ())
        outcome = choose(statement, place, self.guard, self._proposers(audience, None, None))
        shown = outcome.shown
        return Rewritten(shown.text or text, shown.origin.value, shown.changes, shown.findings)

    def _proposers(
        self,
        audience: Audience,
        catalogue: Catalogue | None,
        memory: Memory | None,
        *,
        translated: bool = False,
    ) -> tuple[Proposer, ...]:
        """Build the proposers in order; those that need no catalogue are kept for the next time.

        A translation is made of a person's wording alone: patterns and phrases write the language
        of the source, and would pass it off as the other one.
        """
        if audience.id not in self._machine:
            self._machine[audience.id] = tuple(
                build(audience, self.data.lexicon, self.guard)
                for name, build in PROPOSERS
                if name not in (WORDING, MEMORY)
            )
        builders = dict(PROPOSERS)
        given = ((WORDING, catalogue), (MEMORY, None if translated else memory))
        people = tuple(
            builders[name](texts, self.guard, self.data.lexicon)
            for name, texts in given
            if texts is not None
        )
        return people if translated else (*people, *self._machine[audience.id])

    def _desk(
        self,
        monograph: Monograph,
        audience: Audience,
        lang: str,
        catalogue: Catalogue | None,
        memory: Memory | None,
    ) -> _Desk:
        """Lay out what an edition is made with; another language has a guard of its own."""
        translated = lang != monograph.meta.lang
        proposers = self._proposers(audience, catalogue, memory, translated=translated)
        desk = _Desk(monograph, monograph.meta, audience, proposers, self.guard, self._reasons)
        if not translated:
            return desk
        translation = Translation(self.guard, self.data, monograph, audience, catalogue)
        meta, findings = translation.meta()
        reasons = load_reasons(self.data.common_dirs, lang)
        return replace(desk, meta=meta, guard=translation.guard, reasons=reasons, findings=findings)

    def _section(self, desk: _Desk, planned: PlannedSection) -> _Row:
        audience, proposers = desk.audience, desk.proposers
        place = self._place(
            desk.monograph.meta, audience, planned.role, planned.headings, desk.reasons
        )
        lists = None if audience.canonical or desk.is_translated else self._lists
        paged = replace(place, lists=lists)
        outcomes: list[Chosen] = []
        blocks = []
        for block in planned.blocks:
            chosen = [choose(one, paged, desk.guard, proposers) for one in block.statements]
            outcomes += chosen
            if any(one.shown.text for one in chosen):
                blocks.append(_block(block, chosen))
        heading, findings = _heading(planned, place, desk)
        section = EditionSection(planned.id, planned.role, heading, planned.level, tuple(blocks))
        return _Row(section, tuple(outcomes), findings)

    def _place(
        self,
        meta: Meta,
        audience: Audience,
        role: Role,
        headings: tuple[str, ...],
        reasons: Mapping[str, str] | None = None,
    ) -> Place:
        reasons = reasons or self._reasons
        plan = audience.plan_for(role)
        subjects = tuple(dict.fromkeys((meta.name, *meta.drugs, *meta.conditions)))
        subjects = tuple(subject for subject in subjects if subject)
        setting = Setting(meta, headings[0] if headings else "", role, subjects, plan.obligation)
        context = Context(
            subjects=subjects,
            heading=" ".join(headings),
            taught=meta.taught,
            allowed=audience.standing_texts(),
            address=audience.address.value,
        )
        return Place(
            setting,
            context,
            left_out_reason=reason_for(reasons, role, meta.name),
            partly_reason=reasons[PARTLY],
            is_canonical=audience.canonical,
        )


def _heading(planned: PlannedSection, place: Place, desk: _Desk) -> tuple[str, tuple[Finding, ...]]:
    """Word a sub-section's heading like a statement; where none passes it stays as it is."""
    if not planned.source_heading or place.is_canonical:
        return planned.heading, ()
    statement = heading_statement(planned)
    shown = choose(statement, place, desk.guard, desk.proposers[:1]).shown
    if not shown.needs_writer:
        return shown.text or planned.heading, ()
    message = f"the heading {planned.source_heading!r} is still in clinician words"
    unworded = Finding("heading-unworded", Level.WARNING, message, line=planned.line)
    refused = (replace(one, line=planned.line) for one in shown.findings)
    return planned.heading, (unworded, *refused)


def _block(block: Block, chosen: Sequence[Chosen]) -> EditionBlock:
    statements = tuple(one.shown for one in chosen if one.shown.text)
    whole = all(statement.cells for statement in statements)
    kind = BlockKind.LIST if block.kind is BlockKind.TABLE and not whole else block.kind
    header = block.header if kind is BlockKind.TABLE else ()
    return EditionBlock(kind, statements, block.ordered, header)


def _unplaced(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Take the path off: an edition is the same wherever its source lies; `check` knows where."""
    return tuple(replace(one, path="") for one in findings)


def _with_text(sections: Sequence[EditionSection]) -> tuple[EditionSection, ...]:
    """Keep sections that hold text, and headings that a kept section stands under."""
    kept: list[EditionSection] = []
    below = 0  # the level of the nearest kept section after this one
    for section in reversed(sections):
        if section.blocks or below > section.level:
            kept.append(section)
            below = section.level
    return tuple(reversed(kept))


def _scores(sections: Sequence[EditionSection], meta: Meta, lang: str) -> Scores:
    passages = [
        Passage(statement.text, statement.kind.value)
        for section in sections
        for block in section.blocks
        for statement in block.statements
    ]
    return score(passages, taught=tuple(term.term for term in meta.taught), lang=lang)
