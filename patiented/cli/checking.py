"""`check`: what stands between editions and their readers."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from patiented.cli import options
from patiented.cli.output import finding_line, shown_path, write_json
from patiented.cli.workspace import opened
from patiented.edition import check_edition
from patiented.errors import UsageError
from patiented.export.data import finding_to_json
from patiented.model import Finding, Level

if TYPE_CHECKING:
    from pathlib import Path

    from patiented.edition import Engine
    from patiented.model import Scores
    from patiented.publishing import Published, Publisher


@dataclass(frozen=True, slots=True)
class _Checked:
    """One edition and what was found in it."""

    monograph: str
    published: Published
    findings: tuple[Finding, ...]

    @property
    def errors(self) -> int:
        """How many findings stop the edition."""
        return sum(one.level is Level.ERROR for one in self.findings)


@click.command()
@click.argument("monographs", nargs=-1, metavar="[MONOGRAPH]...")
@click.option("--audience", "audience_id", help="Only this audience; else all.")
@click.option("--lang", help="Only this language; else every language that there is wording in.")
@options.output_format("text", "json")
@options.library
def check(
    monographs: tuple[str, ...],
    audience_id: str | None,
    lang: str | None,
    form: str,
    library_path: Path | None,
) -> int:
    """Check editions: facts, reading level, sentences that need a writer, review.

    Without MONOGRAPH, the whole library, in each language it has wording in. Exit 1 when anything
    is wrong; a pending review is a note.
    """
    with opened(library_path) as (publisher, engine):
        names = monographs or tuple(card.id for card in publisher.library())
        if not names:
            raise UsageError("the library has no monograph to check", code="E120")
        audiences = (audience_id,) if audience_id else tuple(engine.data.audiences)
        checked = [
            _check(publisher, engine, name, audience, one)
            for name in names
            for audience in audiences
            for one in ((lang,) if lang else publisher.languages_named(name, audience))
        ]
    if form == "json":
        write_json([_as_data(one) for one in checked])
    else:
        for one in checked:
            _write(one)
    return 1 if any(one.errors for one in checked) else 0


def _check(
    publisher: Publisher, engine: Engine, name: str, audience_id: str, lang: str
) -> _Checked:
    published = publisher.named(name, audience_id, lang)
    path = shown_path(publisher.source_path(name))
    found = check_edition(published.edition, engine.audience(audience_id), path=path)
    return _Checked(name, published, (*found, *_review_notes(published, path)))


def _review_notes(published: Published, path: str) -> tuple[Finding, ...]:
    if published.withdrawn:
        message = f"taken down: {published.withdrawn.reason}"
        return (Finding("withdrawn", Level.NOTE, message, path=path),)
    if not published.review.pending:
        return ()
    status = published.review.status.value.replace("_", " ")
    return (Finding("review-pending", Level.NOTE, f"the review is: {status}", path=path),)


def _write(one: _Checked) -> None:
    edition = one.published.edition
    scores = edition.scores
    fates = Counter(row.fate.value for row in edition.ledger)
    counted = (f"{count} {fate.replace('_', ' ')}" for fate, count in sorted(fates.items()))
    lang = "" if edition.lang == edition.meta.lang else f".{edition.lang}"
    click.echo(
        f"{one.monograph} {edition.audience}{lang}: {_level(scores)}; facts: {', '.join(counted)}"
    )
    for finding in one.findings:
        click.echo(f"  {finding_line(finding)}")


def _level(scores: Scores) -> str:
    """Return the reading level in the formulas of the edition's language."""
    if not scores.has("flesch_kincaid"):
        return ", ".join(f"{name} {value:.1f}" for name, value in scores.formulas) or "no formula"
    return (
        f"Flesch-Kincaid {scores.formula('flesch_kincaid'):.1f}, "
        f"SMOG {scores.formula('smog'):.1f} "
        f"(adjusted {scores.formula('smog', adjusted=True):.1f})"
    )


def _as_data(one: _Checked) -> dict[str, object]:
    edition = one.published.edition
    return {
        "monograph": one.monograph,
        "audience": edition.audience,
        "lang": edition.lang,
        "status": one.published.review.status.value,
        "ok": not one.errors,
        "formulas": dict(edition.scores.formulas),
        "adjusted": dict(edition.scores.adjusted),
        "findings": [
            {**finding_to_json(finding), "line": finding.line} for finding in one.findings
        ],
    }
