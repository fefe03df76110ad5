"""`learn`: what confirmations teach, gathered for a reviewer; accepted rows teach the guard."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from patiented.audience.learned import (
    LEARNED_FILE,
    RELATIONS,
    LessonState,
    read_lessons,
    table_text,
)
from patiented.cli import options
from patiented.cli.output import write_json, write_text
from patiented.cli.workspace import open_engine, open_settings
from patiented.publishing.learning import decide, gather, is_proved
from patiented.publishing.opening import open_shelf

if TYPE_CHECKING:
    from pathlib import Path

    from patiented.audience.learned import Lesson


@click.group(invoke_without_command=True)
@options.library
@options.output_format("text", "json")
@click.pass_context
def learn(context: click.Context, library_path: Path | None, form: str) -> None:
    """Gather what people confirmed as pairs of words, for a reviewer.

    Writes them to audiences/common/learned.tsv of the library. Only rows that a reviewer accepts
    reach the guard.
    """
    if context.invoked_subcommand is not None:
        return
    table = _table(library_path)
    shelf = open_shelf(open_settings(library_path))
    gathered = gather(shelf, open_engine(library_path), read_lessons(table))
    if gathered.new:
        _write(table, gathered.lessons)
    waiting = [one for one in gathered.lessons if one.state is LessonState.PROPOSED]
    if form == "json":
        rows = [{"id": one.id, **asdict(one)} for one in gathered.lessons]
        write_json({"lessons": rows, "new": gathered.new, "not_words": gathered.not_words})
        return
    for one in waiting:
        click.echo(_line(one))
    click.echo(
        f"{gathered.new} new, {len(waiting)} to be reviewed; {gathered.not_words} confirmations "
        "are about no words (a number, a 'not', a duty) and teach nothing"
    )
    if waiting:
        click.echo("`patiented learn accept ID --relation = --by NAME`, or `refuse`")


@learn.command()
@click.argument("lesson")
@click.option(
    "--relation",
    type=click.Choice(RELATIONS),
    required=True,
    help="= the plain words say the same, > they are broader.",
)
@click.option("--plain", default="", help="The words of the wording, where the program is wrong.")
@options.name
@options.library
def accept(lesson: str, relation: str, plain: str, by: str, library_path: Path | None) -> None:
    """Let the guard prove a pair of words from now on."""
    table = _table(library_path)
    lessons = decide(read_lessons(table), lesson, by=by, relation=relation, plain=plain)
    _write(table, lessons)
    taught = next(one for one in lessons if one.id == lesson)
    shelf = open_shelf(open_settings(library_path))
    proved = is_proved(shelf, open_engine(library_path), taught)
    effect = (
        "the guard proves it now"
        if proved
        else "the guard still asks: one of the two already means something else in its tables"
    )
    click.echo(f"{taught.source!r} {relation} {taught.plain!r}: accepted; {effect}")


@learn.command()
@click.argument("lesson")
@options.name
@options.library
def refuse(lesson: str, by: str, library_path: Path | None) -> None:
    """Keep a pair of words out of the tables; it is not proposed again."""
    table = _table(library_path)
    lessons = decide(read_lessons(table), lesson, by=by, relation=None)
    _write(table, lessons)
    click.echo(f"{lesson}: refused")


def _table(library_path: Path | None) -> Path:
    return open_settings(library_path).library / "audiences" / "common" / LEARNED_FILE


def _write(table: Path, lessons: tuple[Lesson, ...]) -> None:
    table.parent.mkdir(parents=True, exist_ok=True)
    write_text(table_text(lessons), table)


def _line(one: Lesson) -> str:
    told = repr(one.plain) if one.plain else "(say which words with --plain)"
    place = f"{one.monograph} {one.statement}"
    return f"{one.id}  {one.kind}: {one.source!r} -> {told}  ({place}, {one.confirmed_by})"
