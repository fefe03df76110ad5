"""The one object through which doors open, try and save what a person writes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from patiented.edition import check_edition
from patiented.edition.bench import HEADING
from patiented.errors import PatientedError, StoreError, UsageError
from patiented.model import Level, Verdict
from patiented.proposing.catalogue import Catalogue
from patiented.proposing.near import near
from patiented.publishing.opening import open_publisher, open_shelf
from patiented.publishing.recent import Recent
from patiented.review import EditionKey, checked_name
from patiented.writing import saving
from patiented.writing.judged import chips_of, problems_of
from patiented.writing.levels import levels_of, scores_of
from patiented.writing.records import Conflict, Kept, Line, Point, Row, Sheet, Suggestion, Tried
from patiented.writing.rows import row_of, shown_of, texts_with
from patiented.writing.source import SourceDesk
from patiented.writing.swaps import Swaps

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from patiented.edition import Engine
    from patiented.edition.bench import Bench
    from patiented.edition.choose import Trial
    from patiented.model import Monograph
    from patiented.proposing.entry import Entry
    from patiented.publishing import Published, Publisher
    from patiented.publishing.shelf import Shelf
    from patiented.settings import Settings
    from patiented.writing.records import Wanted

HELD_BENCHES = 8
MOST_SUGGESTIONS = 3
MOST_CHARACTERS = 5_000
MOST_VERSIONS = 12
NEEDS = "needs-writer"
"""The finding that is counted apart."""

REASON_SEPARATOR = ": "


class Drafter(Protocol):
    """Asks a model for one sentence; `drafting.Suggester` does."""

    @property
    def name(self) -> str:
        """The model."""

    def __call__(self, monograph: Monograph, audience: str, lang: str, statement: str, /) -> str:
        """Return a text, or nothing."""


class WriterDesk:
    """Works on the editions of one library; safe in threads, and beside other processes.

    `drafter` is there where the operator has named a model; only a writer's key ever asks it.
    """

    def __init__(
        self,
        publisher: Publisher,
        shelf: Shelf[Catalogue],
        engine: Engine,
        drafter: Drafter | None = None,
    ) -> None:
        self.publisher = publisher
        self.drafter = drafter
        self.source = SourceDesk(publisher, shelf, engine)
        self._shelf = shelf
        self._engine = engine
        self._swaps = Swaps(engine.data.lexicon)
        self._benches: Recent[str, Bench] = Recent(HELD_BENCHES)

    def sheet(self, monograph: str, audience: str, lang: str = "en") -> Sheet:
        """Return an edition, statement by statement, with all that its writer needs to see.

        The canonical text has no wording of its own: a UsageError says so.
        """
        if self._engine.audience(audience).canonical:
            raise UsageError(f"{audience} reads the source itself; edit that", code="E103")
        published = self._published(monograph, audience, lang)
        edition = published.edition
        bench = self._bench(published)
        speaker = self._engine.audience(audience, lang)
        return Sheet(
            key=EditionKey(monograph, audience, lang),
            meta=edition.meta,
            fingerprint=edition.fingerprint,
            rows=tuple(self._rows(published, bench)),
            levels=levels_of(edition.scores, lang),
            target=speaker.targets.flesch_kincaid,
            smog_target=speaker.targets.smog_adjusted,
            review=published.review,
            publishable=published.publishable,
            trend=tuple(self._trend(monograph, audience, lang)),
        )

    def lines(self, monographs: Sequence[str]) -> tuple[Line, ...]:
        """Return how far each edition of some monographs is."""
        return tuple(self._line(key) for key in self._keys(monographs))

    def attempt(
        self,
        key: EditionKey,
        statement: str,
        text: str,
        confirmed: Sequence[str] = (),
        by: str = "writer",
    ) -> Tried:
        """Return what a text would do in place of a statement; nothing is kept."""
        _check_length(text)
        published = self._published(key.monograph, key.audience, key.lang)
        bench = self._bench(published)
        trial = bench.attempt(statement, text, [(one, by) for one in confirmed])
        taught = tuple(term.term for term in published.edition.meta.taught)
        slot = bench.slot(statement)
        own = scores_of([(text, slot.statement.kind.value)], taught, key.lang)
        whole, section = texts_with(published.edition, bench, statement, text)
        return Tried(
            statement=statement,
            text=text,
            can_save=trial.passes and bool(text.strip()),
            chips=chips_of(trial),
            problems=problems_of(trial),
            own=levels_of(own, key.lang),
            section=levels_of(scores_of(section, taught, key.lang), key.lang),
            edition=levels_of(scores_of(whole, taught, key.lang), key.lang),
            reasons=_reasons(one for sentence in own.sentences for one in sentence.reasons),
            hard=self._swaps.hard_words(text, taught) if key.lang == "en" else (),
            saved=next((one.text for one in shown_of(published, statement)), ""),
        )

    def suggest(self, key: EditionKey, statement: str) -> tuple[Suggestion, ...]:
        """Return up to three texts for a statement: the program's own, then those of like ones."""
        published = self._published(key.monograph, key.audience, key.lang)
        bench = self._bench(published)
        taught = tuple(term.term for term in published.edition.meta.taught)
        kind = bench.slot(statement).statement.kind.value
        found: list[Suggestion] = []
        for trial, note in self._proposed(published, bench, statement):
            levels = levels_of(scores_of([(trial.proposal.text, kind)], taught, key.lang), key.lang)
            origin = "near" if note else trial.proposal.origin.value
            judgement = trial.judgement
            found.append(
                Suggestion(
                    trial.proposal.text, origin, levels, judgement.ok, judgement.proved, note
                )
            )
        return tuple(found[:MOST_SUGGESTIONS])

    def draft(self, key: EditionKey, statement: str) -> tuple[Suggestion, ...]:
        """Return a model's text for a statement, judged, or nothing; it is kept nowhere."""
        if self.drafter is None:
            return ()
        published = self._published(key.monograph, key.audience, key.lang)
        bench = self._bench(published)
        kind = bench.slot(statement).statement.kind.value
        monograph = self._shelf.monograph(key.monograph)
        text = self.drafter(monograph, key.audience, key.lang, statement)
        if not text:
            return ()
        judgement = bench.attempt(statement, text).judgement
        taught = tuple(term.term for term in published.edition.meta.taught)
        levels = levels_of(scores_of([(text, kind)], taught, key.lang), key.lang)
        name = self.drafter.name
        return (Suggestion(text, "model", levels, judgement.ok, judgement.proved, name),)

    def save(self, key: EditionKey, wanted: Wanted, *, by: str) -> Kept:
        """Save a wording, or leave the statement out; what the guard does not pass is refused.

        A Conflict says that somebody else has saved the statement since `wanted.base`.
        """
        name = checked_name(by)
        _check_length(wanted.text)
        path = self._shelf.wording_path(key.monograph, key.audience, key.lang)
        with saving.locked(path):
            published = self._published(key.monograph, key.audience, key.lang)
            bench = self._bench(published)
            slot = bench.slot(wanted.statement)
            catalogue = self._shelf.catalogue(key.monograph, key.audience, key.lang)
            old = saving.entry_of(catalogue, slot.statement)
            if saving.base_of(old) != wanted.base:
                raise Conflict(self._row_of(published, bench, wanted.statement))
            entry = self._entry(bench, wanted, old, name)
            order = [one.statement.text for one in bench.slots]
            base = catalogue or Catalogue(key.audience, key.lang)
            saving.save(saving.put(base, entry, order), path)
        self._signed(key, wanted, name)
        fresh = self.sheet(key.monograph, key.audience, key.lang)
        row = next(one for one in fresh.rows if one.statement == wanted.statement)
        return Kept(row, fresh.levels, fresh.fingerprint, fresh.ready, len(fresh.rows))

    def submit(self, key: EditionKey, *, by: str, note: str = "") -> Published:
        """Hand the edition in for review."""
        return self.publisher.submit(key.monograph, key.audience, key.lang, by=by, note=note)

    # Within.

    def _signed(self, key: EditionKey, wanted: Wanted, by: str) -> None:
        """Record whose words these are: nobody approves their own."""
        if not wanted.clear and not wanted.statement.startswith(HEADING):
            self.publisher.reviewing.wrote(key, [wanted.statement], by)

    def _keys(self, monographs: Sequence[str]) -> Iterator[EditionKey]:
        for name in monographs:
            for audience, reader in self._engine.data.audiences.items():
                if reader.canonical:
                    continue
                try:
                    languages = self.publisher.languages_named(name, audience)
                except PatientedError:
                    languages = ("en",)
                yield from (EditionKey(name, audience, lang) for lang in languages)

    def _trend(self, monograph: str, audience: str, lang: str) -> Iterator[Point]:
        versions = self.publisher.history(monograph, audience, lang)[:MOST_VERSIONS]
        for version in reversed(versions):
            edition = self.publisher.kept(version.fingerprint)
            if edition is not None and edition.scores.has("flesch_kincaid"):
                yield Point(version.made_at, edition.scores.formula("flesch_kincaid"))

    def _line(self, key: EditionKey) -> Line:
        try:
            published = self._published(key.monograph, key.audience, key.lang)
        except StoreError:
            raise
        except PatientedError as error:
            return Line(key, key.monograph, problem=str(error))
        edition = published.edition
        audience = self._engine.audience(key.audience, key.lang)
        catalogue = self._shelf.catalogue(key.monograph, key.audience, key.lang)
        found = check_edition(edition, audience)
        return Line(
            key=key,
            name=edition.meta.name,
            levels=levels_of(edition.scores, key.lang),
            target=audience.targets.flesch_kincaid,
            total=sum(1 for _ in edition.statements()),
            unworded=sum(one.needs_writer for one in edition.statements()),
            drafts=sum(one.is_fuzzy for one in catalogue.entries) if catalogue else 0,
            findings=sum(one.level is Level.ERROR and one.rule != NEEDS for one in found),
            status=str(published.review.status),
        )

    def _published(self, monograph: str, audience: str, lang: str) -> Published:
        return self.publisher.published(monograph, audience, lang)

    def _bench(self, published: Published) -> Bench:
        edition = published.edition
        bench = self._benches.get(edition.fingerprint)
        if bench is None:
            monograph = self._shelf.monograph(edition.monograph)
            catalogue = self._shelf.catalogue(edition.monograph, edition.audience, edition.lang)
            if catalogue is not None and edition.lang != monograph.meta.lang:
                pivot = self._shelf.catalogue(
                    edition.monograph, edition.audience, monograph.meta.lang
                )
                catalogue = catalogue.over(pivot)
            bench = self._engine.bench(
                monograph, edition.audience, lang=edition.lang, catalogue=catalogue
            )
            self._benches.put(edition.fingerprint, bench)
        return bench

    def _rows(self, published: Published, bench: Bench) -> Iterator[Row]:
        edition = published.edition
        catalogue = self._shelf.catalogue(edition.monograph, edition.audience, edition.lang)
        shown = {one.id: one for one in edition.statements()}
        headings = {one.id: one.heading for one in edition.sections}
        seen: set[str] = set()
        for slot in bench.slots:
            if slot.statement.id not in seen:
                seen.add(slot.statement.id)
                entry = saving.entry_of(catalogue, slot.statement)
                yield row_of(published, bench, slot, shown.get(slot.statement.id), entry, headings)

    def _row_of(self, published: Published, bench: Bench, statement: str) -> Row:
        return next(one for one in self._rows(published, bench) if one.statement == statement)

    def _entry(self, bench: Bench, wanted: Wanted, old: Entry | None, by: str) -> Entry:
        statement = bench.slot(wanted.statement).statement
        if wanted.clear:
            return saving.worded(old, statement)
        if wanted.omit.strip():
            if not bench.may_leave_out(wanted.statement):
                message = "this statement holds a fact that every edition must have"
                raise UsageError(f"cannot leave it out: {message}", code="E118")
            return saving.worded(old, statement, omit=" ".join(wanted.omit.split()))
        text = wanted.text.strip()
        if not text:
            raise UsageError("there is no text to save", code="E118")
        known = dict(old.confirmed) if old else {}
        confirmed = [(one, known.get(one, by)) for one in wanted.confirmed]
        trial = bench.attempt(wanted.statement, text, confirmed)
        if not trial.passes:
            named = "; ".join(_spoken(trial)) or "a fact is changed or open"
            raise UsageError(f"cannot save: {named}", code="E118")
        return saving.worded(old, statement, text=text, confirmed=confirmed)

    def _proposed(
        self, published: Published, bench: Bench, statement: str
    ) -> Iterator[tuple[Trial, str]]:
        seen = set()
        for trial in bench.suggestions(statement):
            seen.add(trial.proposal.text)
            yield trial, ""
        edition = published.edition
        shown = {one.id: one for one in edition.statements()}
        if statement not in shown:
            return
        approved, others = self.publisher.remembered(
            edition.monograph, edition.audience, edition.lang
        )
        for one in near(approved, others, self._engine.masked(shown[statement], edition.meta)):
            if one.wording not in seen:
                seen.add(one.wording)
                yield bench.attempt(statement, one.wording), one.monograph


def open_desk(settings: Settings, engine: Engine, drafter: Drafter | None = None) -> WriterDesk:
    """Return the desk of a library."""
    publisher = open_publisher(settings, engine=engine)
    return WriterDesk(publisher, open_shelf(settings), engine, drafter)


def _reasons(found: Iterator[str]) -> tuple[tuple[str, str], ...]:
    pairs = (one.partition(REASON_SEPARATOR) for one in found)
    return tuple(dict.fromkeys((code, message) for code, _, message in pairs))


def _spoken(trial: Trial) -> Iterator[str]:
    """Name what keeps a text back."""
    for one in trial.judgement.facts:
        if one.verdict is Verdict.CHANGED:
            yield f"{one.fact.kind.value} {one.fact.text!r} is changed"
    for row in trial.open_rows:
        yield f"{row.fact.kind.value} {row.fact.text!r} is {row.fate.value}"
    for finding in trial.unlicensed:
        yield finding.message


def _check_length(text: str) -> None:
    if len(text) > MOST_CHARACTERS:
        raise UsageError(f"a wording has at most {MOST_CHARACTERS} characters", code="E118")
