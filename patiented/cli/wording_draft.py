"""`wording draft`: a language model drafts what needs a writer, for the writer."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from patiented.cli import options
from patiented.cli.output import shown_path, write_json
from patiented.cli.wording_progress import Progress, duration
from patiented.cli.workspace import open_settings, opened
from patiented.drafting import Record, Session, Wanted
from patiented.drafting.models import open_model
from patiented.errors import UsageError
from patiented.export.data import finding_to_json
from patiented.publishing.making import translated
from patiented.publishing.opening import open_shelf
from patiented.publishing.publisher import utc_now

if TYPE_CHECKING:
    from collections.abc import Callable

    from patiented.drafting import Outcome, Plan, Prompt
    from patiented.model import Edition, Finding

DATE = len("2026-01-31")


@dataclass
class _Tally:
    """What a run has done so far; `overtaken` drafts found a person's entry in their place."""

    plan: Plan
    drafted: list[Outcome] = field(default_factory=list)
    dropped: list[Outcome] = field(default_factory=list)
    overtaken: int = 0
    seconds: float = 0.0

    def add(self, outcome: Outcome, *, is_kept: bool) -> str:
        """Count an outcome; returns what to say of it."""
        name = f"{outcome.task.role.value} {outcome.task.statement.id}"
        if not outcome.is_draft:
            self.dropped.append(outcome)
            return f"dropped  {name}: {outcome.findings[0].message}"
        if not is_kept:
            self.overtaken += 1
            return f"left     {name}: it has an entry by now"
        self.drafted.append(outcome)
        return f"drafted  {name}: {len(outcome.open)} open"

    @property
    def left(self) -> int:
        """How many statements were not asked for."""
        asked = len(self.drafted) + len(self.dropped) + self.overtaken
        return self.plan.statements - self.plan.kept - asked


@click.command("draft")
@click.argument("monograph")
@options.audience
@click.option("--model", "model_name", help="Name of a model that `llm` knows.")
@options.lang
@click.option("--limit", type=click.IntRange(min=1), help="Ask for at most so many statements.")
@click.option("--section", "sections", multiple=True, help="Only this role or section id.")
@click.option("--statement", "statements", multiple=True, help="Only this statement id.")
@click.option("--again", is_flag=True, help="Replace earlier drafts, never what a person wrote.")
@click.option("--dry-run", is_flag=True, help="Show what would be asked; ask nobody.")
@click.option(
    "-o",
    "--option",
    "model_options",
    type=(str, str),
    multiple=True,
    metavar="NAME VALUE",
    help="An option of the model, such as temperature.",
)
@click.option(
    "--timeout",
    "timeout_s",
    type=click.FloatRange(min=0, min_open=True),
    default=180.0,
    show_default=True,
    help="Seconds to wait for one answer.",
)
@options.output_format("text", "json")
@options.library
def draft_wording(
    monograph: str,
    audience_id: str,
    lang: str,
    model_name: str | None,
    model_options: tuple[tuple[str, str], ...],
    timeout_s: float,
    dry_run: bool,  # noqa: FBT001  click passes a flag by position or name
    form: str,
    library_path: Path | None,
    **wanted: Any,
) -> int:
    """Draft, with a language model, what needs a writer in MONOGRAPH.

    Drafts land in the catalogue marked fuzzy, with what a writer must look at; they are never
    shown. A draft with a changed or invented fact is asked for once more, then dropped. Stop it at
    any time, and run it again to go on. Exit 1 when some were dropped.
    """
    if not (model_name or dry_run):
        raise UsageError("name a model with --model, or look first with --dry-run", code="E126")
    session, edition = _opened(monograph, audience_id, lang, library_path)
    plan = session.plan(edition, Wanted(**wanted))
    if dry_run:
        _show_plan(session, plan, form)
        return 0
    # Named, so now and not before: this imports `llm` and may reach the network.
    model = open_model(str(model_name), dict(model_options), timeout_s=timeout_s)
    record = Record(session.path, model.name, utc_now()[:DATE], again=wanted["again"])
    tally = _Tally(plan)
    try:
        _run(session, model.ask, record, tally)
    finally:  # also when it is stopped, or the model fails: what was drafted is kept
        _show(tally, record, form)
    return 1 if tally.dropped else 0


def _opened(
    name: str, audience_id: str, lang: str, library_path: Path | None
) -> tuple[Session, Edition]:
    """Return the session, and the edition as a reader would get it now."""
    with opened(library_path) as (publisher, engine):
        shelf = open_shelf(open_settings(library_path))
        source = shelf.find(name)
        text = shelf.monograph_at(source) if isinstance(source, Path) else shelf.monograph(source)
        path = shelf.wording_path(source, audience_id, lang)
        session = Session(engine, text, audience_id, lang, path)
        if lang == text.meta.lang:
            return session, publisher.named(name, audience_id, lang).edition
        # A language that nobody has worded yet has no edition that is offered.
        catalogue = translated(shelf, text, source, audience_id, lang)
        return session, engine.edition(text, audience_id, lang=lang, catalogue=catalogue)


def _run(session: Session, ask: Callable[[Prompt], str], record: Record, tally: _Tally) -> None:
    progress = Progress(len(tally.plan.tasks))
    click.echo(f"{len(tally.plan.tasks)} to draft with {record.model}", err=True)
    start = time.monotonic()
    for outcome, is_kept in session.run(tally.plan.tasks, ask, record):
        said = tally.add(outcome, is_kept=is_kept)
        tally.seconds = time.monotonic() - start
        progress.say(said, tally.seconds)


def _show_plan(session: Session, plan: Plan, form: str) -> None:
    """Show what would be asked, word for word in JSON."""
    if form == "json":
        rows = [
            {
                "statement": task.statement.id,
                "role": task.role.value,
                "source": task.statement.text,
                "system": prompt.system,
                "prompt": prompt.user,
            }
            for task in plan.tasks
            for prompt in (session.prompt(task),)
        ]
        write_json({"statements": plan.statements, "kept_existing": plan.kept, "to_ask": rows})
        return
    for task in plan.tasks:
        click.echo(f"{task.statement.id}  {task.role.value}: {task.statement.text}")
    click.echo(
        f"{plan.statements} statements need a writer; {plan.kept} have an entry that stays, "
        f"{len(plan.tasks)} would be asked for"
    )


def _show(tally: _Tally, record: Record, form: str) -> None:
    kept = tally.plan.kept + tally.overtaken
    if form == "json":
        write_json(
            {
                "statements": tally.plan.statements,
                "drafted": len(tally.drafted),
                "dropped": [
                    {
                        "statement": one.task.statement.id,
                        "findings": [finding_to_json(finding) for finding in one.findings],
                    }
                    for one in tally.dropped
                ],
                "kept_existing": kept,
                "seconds": round(tally.seconds, 1),
                "left": tally.left,
                "retried": sum(one.tries > 1 for one in (*tally.drafted, *tally.dropped)),
                "open": sum(len(one.open) for one in tally.drafted),
                "model": record.model,
                "catalogue": shown_path(record.path),
            }
        )
        return
    for one in tally.dropped:
        click.echo(f"dropped: {one.task.statement.text}")
        for finding in one.findings:
            click.echo(f"  {finding.rule}: {finding.message}{_words(finding)}")
    with_open = sum(bool(one.open) for one in tally.drafted)
    click.echo(
        f"{shown_path(record.path)}: {len(tally.drafted)} drafted by {record.model} "
        f"({with_open} with open points), {len(tally.dropped)} dropped, {kept} kept as they were, "
        f"{tally.left} left, in {duration(tally.seconds)}"
    )


def _words(finding: Finding) -> str:
    said = (("source", finding.expected), ("draft", finding.found))
    parts = [f'{name}: "{words}"' for name, words in said if words]
    return f" ({', '.join(parts)})" if parts else ""
