"""Checks editions of a library: one monograph at a time here, all of them in `checking_all`."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from patiented.audience import load_audiences
from patiented.edition import Engine, Places, check_edition, measure
from patiented.errors import PatientedError, PlacedError, StoreError, UsageError
from patiented.export.checks.records import CheckedEdition, Unchecked
from patiented.model import Finding, Level, Statement
from patiented.publishing.opening import open_publisher, open_shelf

if TYPE_CHECKING:
    from collections.abc import Iterator

    from patiented.edition.targets import Wordings
    from patiented.model import Edition, EditionStatement, Monograph
    from patiented.proposing.catalogue import Catalogue
    from patiented.publishing.publisher import Publisher
    from patiented.publishing.records import Published
    from patiented.publishing.shelf import Shelf
    from patiented.settings import Settings

Outcome = CheckedEdition | Unchecked


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be checked: a monograph, by id or path, for some audiences.

    `lang` None is every language that there is wording in.
    """

    monograph: str
    audiences: tuple[str, ...]
    lang: str | None = None


class Checker:
    """Makes the editions of a library and says what stands between them and their readers."""

    def __init__(self, publisher: Publisher, engine: Engine, shelf: Shelf[Catalogue]) -> None:
        self.engine = engine
        self.shelf = shelf
        self._publisher = publisher

    def names(self, asked: tuple[str, ...] = ()) -> tuple[str, ...]:
        """Return the monographs to check: those asked for, else the library; never none."""
        for name in asked:
            self.shelf.find(name)
        names = asked or self.shelf.ids()
        if not names:
            raise UsageError("the library has no monograph to check", code="E120")
        return names

    def own(self, names: tuple[str, ...]) -> tuple[str, ...]:
        """Return the ids of monographs of the library; a UsageError for one outside of it."""
        ids = {name: self.shelf.find(name) for name in names}
        for name, found in ids.items():
            if not isinstance(found, str):
                message = f"{name!r} is not in the library, and a baseline is of a library"
                raise UsageError(message, code="E116")
        return tuple(str(one) for one in ids.values())

    def audiences(self, asked: str | None = None) -> tuple[str, ...]:
        """Return the audiences to check for: the one asked for, else all."""
        return (self.engine.audience(asked).id,) if asked else tuple(self.engine.data.audiences)

    def check(self, wish: Wish) -> Iterator[Outcome]:
        """Yield each edition of a monograph; one that cannot be made is told of in its place.

        What is wrong with the source is told of once.
        """
        told: set[str] = set()
        for audience in wish.audiences:
            lang = wish.lang or ""
            try:
                langs = self._publisher.languages_named(wish.monograph, audience)
                for lang in (wish.lang,) if wish.lang else langs:
                    yield self._checked(wish.monograph, audience, lang)
            except PatientedError as error:
                if str(error) not in told:
                    told.add(str(error))
                    yield _unchecked(wish.monograph, audience, lang, error)

    def close(self) -> None:
        """Let go of the database."""
        self._publisher.close()

    def _checked(self, name: str, audience_id: str, lang: str) -> CheckedEdition:
        published = self._publisher.named(name, audience_id, lang)
        edition, audience = published.edition, self.engine.audience(audience_id)
        source = self.shelf.find(name)
        monograph = (
            self.shelf.monograph(source)
            if isinstance(source, str)
            else self.shelf.monograph_at(source)
        )
        path = str(self.shelf.source_path(name))
        statements = {one.id: one for one in monograph.statements()}
        places = Places(
            path,
            {identity: one.column for identity, one in statements.items()},
            self._wordings(self.shelf.catalogue(source, audience_id, lang), monograph),
        )
        findings = check_edition(edition, audience, places=places)
        shown = {one.id for one in edition.statements()}
        return CheckedEdition(
            monograph=name,
            audience=audience_id,
            lang=lang,
            is_translation=lang != edition.meta.lang,
            status=published.review.status.value,
            path=path,
            findings=(*findings, *_review_notes(published, path)),
            levels=measure(edition, audience),
            formulas=edition.scores.formulas,
            adjusted=edition.scores.adjusted,
            fates=_fates(edition),
            source_ids=tuple(sorted(statements)),
            left_out=tuple((i, one.text) for i, one in statements.items() if i not in shown),
            is_canonical=audience.canonical,
        )

    def _wordings(self, catalogue: Catalogue | None, monograph: Monograph) -> Wordings:
        """Return what finds the entry of a statement in its catalogue."""

        def find(shown: EditionStatement) -> tuple[str, int] | None:
            if catalogue is None:
                return None
            source = Statement(shown.id, shown.source, shown.role, shown.kind)
            masked = self.engine.masked(shown, monograph.meta) if catalogue.needs_facts else None
            found = catalogue.find(source, masked)
            return (catalogue.path, found.entry.line) if found else None

        return find


def open_checker(settings: Settings, engine: Engine | None = None) -> Checker:
    """Return the checker of a library; the database is opened on its first use."""
    engine = engine or Engine(load_audiences(settings.audience_roots))
    shelf = open_shelf(settings)
    return Checker(open_publisher(settings, engine=engine, shelf=shelf), engine, shelf)


def _fates(edition: Edition) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(Counter(row.fate.value for row in edition.ledger).items()))


def _review_notes(published: Published, path: str) -> tuple[Finding, ...]:
    if published.withdrawn:
        message = f"taken down: {published.withdrawn.reason}"
        return (Finding("withdrawn", Level.NOTE, message, path=path),)
    if not published.review.pending:
        return ()
    status = published.review.status.value.replace("_", " ")
    return (Finding("review-pending", Level.NOTE, f"the review is: {status}", path=path),)


def _unchecked(name: str, audience: str, lang: str, error: PatientedError) -> Unchecked:
    place: dict[str, Any] = {}
    if isinstance(error, PlacedError):
        place = {"path": error.path, "line": error.line, "column": error.column}
    ends_all = isinstance(error, StoreError)
    return Unchecked(name, str(error), audience, lang, ends_all=ends_all, **place)
