"""What an edition in another language than its source needs: its guard, and its title and words.

The title, the summary and the taught words stand in the catalogue like statements, with a context
of their own (`proposing/texts.py`); each is proved, or stays in the language of the source.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from patiented.guard.crossing import Comparer
from patiented.guard.crossing_tables import SOURCE, load_crossing
from patiented.guard.translating import TranslationGuard
from patiented.model import Finding, Level, TaughtTerm
from patiented.proposing import Setting
from patiented.proposing.texts import BOARD, GLOSS, SUMMARY, TERM, TITLE, is_proper
from patiented.proposing.wording import build

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from patiented.audience import Audience, AudienceData
    from patiented.guard import Guard
    from patiented.model import Meta, Monograph, Statement
    from patiented.proposing import Catalogue


class Translation:
    """All that one monograph, audience and language need beside the catalogue itself."""

    def __init__(
        self,
        guard: Guard,
        data: AudienceData,
        monograph: Monograph,
        audience: Audience,
        catalogue: Catalogue | None,
    ) -> None:
        self._meta = monograph.meta
        self._catalogue = catalogue
        lang = catalogue.lang if catalogue else ""
        english = data.audiences[audience.id]
        tables = load_crossing(data.common_dirs, lang) if monograph.meta.lang == SOURCE else None
        pairs = tuple(zip(english.standing_slots(), audience.standing_slots(), strict=True))
        self._comparer = Comparer(tables, _names(monograph.meta), pairs) if tables else None
        self.guard = TranslationGuard(
            guard,
            self._comparer,
            _english_wording(guard, data, monograph.meta, catalogue),
            standing=english.standing_texts(),
        )

    def meta(self) -> tuple[Meta, tuple[Finding, ...]]:
        """Return the front matter in the language of the edition, and what could not be proved."""
        if self._catalogue is None:
            return self._meta, ()
        findings: list[Finding] = []

        def said(context: str, text: str) -> str:
            wording, problem = self._said(context, text)
            findings.extend(problem)
            return wording

        meta = replace(
            self._meta,
            title=said(TITLE, self._meta.title),
            summary=said(SUMMARY, self._meta.summary),
            board=said(BOARD, self._meta.board),
            taught=tuple(
                TaughtTerm(said(TERM, one.term), said(GLOSS, one.gloss))
                for one in self._meta.taught
            ),
        )
        return meta, tuple(findings)

    def _said(self, context: str, text: str) -> tuple[str, tuple[Finding, ...]]:
        """Return a text of the front matter as the catalogue has it, if that is proved."""
        entry = self._catalogue.find_text(context, text) if self._catalogue else None
        if entry is None:
            missing = text and context not in (TERM, BOARD)
            return text, (_unworded(context, text),) if missing else ()
        if self._comparer and self._comparer.compare(text, entry.wording).proved:
            return entry.wording, ()
        confirmed = dict(entry.confirmed)
        if context in confirmed:
            return entry.wording, ()
        message = f"the {context} {entry.wording!r} is not proved to say {text!r}"
        return text, (Finding("text-unproved", Level.ERROR, message, found=entry.wording),)


def _unworded(context: str, text: str) -> Finding:
    message = f"the {context} {text!r} is still in the language of the source"
    return Finding("text-unworded", Level.WARNING, message, found=text)


def _names(meta: Meta) -> Iterator[str]:
    """Yield the names that stay as they are in every language: of the page and its medicines."""
    proper = (one.term for one in meta.taught if is_proper(one.term))
    for name in (meta.name, *meta.drugs, *proper):
        yield from name.split()


def _english_wording(
    guard: Guard, data: AudienceData, meta: Meta, catalogue: Catalogue | None
) -> Callable[[Statement], str]:
    """Return a look-up of the wording in the source's language, slots filled."""
    if catalogue is None or catalogue.pivot is None:
        return lambda _: ""
    proposer = build(catalogue.pivot, guard, data.lexicon)
    subjects = tuple(dict.fromkeys(name for name in (meta.name, *meta.drugs) if name))

    def look_up(statement: Statement) -> str:
        setting = Setting(meta, role=statement.role, subjects=subjects)
        proposal = proposer.propose(statement, setting)
        return proposal.text if proposal else ""

    return look_up
