"""`score`: the readability of any text."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from patiented.assessing import INSTRUMENTS, material_of, open_file, score_material
from patiented.cli import options
from patiented.cli.finding import write_found
from patiented.cli.output import write_json
from patiented.errors import SourceError, UsageError
from patiented.export.data import scores_to_json
from patiented.readability import Passage, score, score_text, score_with_textstat
from patiented.reading import read

if TYPE_CHECKING:
    from patiented.assessing import Material
    from patiented.model import Scores

MAX_BYTES = 64_000_000
"""The largest text that is scored at once."""
MARKDOWN = {".md", ".markdown"}
RICH = {".docx", ".html", ".htm", ".xhtml"}
"""Files whose shape is read as the desk reads an upload."""
SHOWN_SENTENCES = 5
STDIN = "<stdin>"


@click.command(name="score")
@click.argument("file")
@click.option("--taught", multiple=True, metavar="TERM", help="A term that the text teaches.")
@click.option(
    "--engine",
    type=click.Choice(["patiented", "textstat"]),
    default="patiented",
    show_default=True,
    help="Whose counter: ours, or what textstat says of the raw text.",
)
@click.option("--lang", default="en", show_default=True, help="Language of the text.")
@click.option(
    "--instrument",
    "asked",
    type=click.Choice(INSTRUMENTS),
    help="Show what is found for each item of an instrument; a person answers.",
)
@options.output_format("text", "json")
def score_file(
    file: str, taught: tuple[str, ...], engine: str, lang: str, asked: str | None, form: str
) -> None:
    """Score FILE, or plain text from standard input for -.

    A Markdown file is read as a monograph, so that headings, lists and citations are known; of a
    .docx and an HTML file the shape is known too.
    """
    if asked:
        write_found(score_material(_material(file, lang), taught=taught), asked, form)
        return
    if engine == "textstat":
        _write_textstat(score_with_textstat(_text(file), lang=lang), form)
        return
    if Path(file).suffix.lower() in MARKDOWN:
        monograph = read(Path(file))
        names = taught or tuple(one.term for one in monograph.meta.taught)
        passages = [Passage(one.text, one.kind.value) for one in monograph.statements()]
        scores = score(passages, taught=names, lang=lang)
    elif Path(file).suffix.lower() in RICH:
        scores = score(_material(file, lang).passages(), taught=taught, lang=lang)
    else:
        scores = score_text(_text(file), taught=taught, lang=lang)
    if form == "json":
        write_json(scores_to_json(scores))
    else:
        _write_scores(scores)


def _material(name: str, lang: str) -> Material:
    suffix = Path(name).suffix.lower()
    if suffix in RICH:
        return open_file(name, _file(Path(name)), lang)
    return material_of(_text(name), "markdown" if suffix in MARKDOWN else "text", lang)


def _text(name: str) -> str:
    data = sys.stdin.buffer.read(MAX_BYTES + 1) if name == "-" else _file(Path(name))
    path = STDIN if name == "-" else name
    if len(data) > MAX_BYTES:
        raise SourceError(f"the text is longer than {MAX_BYTES:,} bytes", path=path)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        column = error.start - data.rfind(b"\n", 0, error.start)
        raise SourceError("not UTF-8", path=path, line=line, column=column) from error


def _file(path: Path) -> bytes:
    try:
        with path.open("rb") as stream:
            return stream.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise UsageError(f"{path}: cannot be read: {reason}", code="E103") from error


def _write_scores(scores: Scores) -> None:
    adjusted = dict(scores.adjusted)
    click.echo(f"{'formula':18} {'as it is':>9} {'taught':>9}")
    for name, value in scores.formulas:
        click.echo(f"{name:18} {value:9.1f} {adjusted[name]:9.1f}")
    if scores.difficulty:
        click.echo(f"{'difficulty':18} {scores.difficulty:9.1f}  (1 is easy, 6 is hard)")
    click.echo("counts: " + ", ".join(f"{name} {count:,}" for name, count in scores.counts))
    for note in scores.notes:
        click.echo(f"note: {note}")
    if scores.hard_words:
        click.echo("hard words: " + ", ".join(scores.hard_words))
    graded = [one for one in scores.sentences if one.difficulty]
    hardest = sorted(graded, key=lambda one: -one.difficulty)[:SHOWN_SENTENCES]
    for one in hardest:
        click.echo(f"{one.difficulty:.1f}  grade {one.grade:.1f}  {one.text}")
        for reason in one.reasons:
            click.echo(f"       {reason}")


def _write_textstat(said: dict[str, dict[str, float]], form: str) -> None:
    if form == "json":
        write_json({"engine": "textstat", **said})
        return
    for name, value in said["formulas"].items():
        click.echo(f"{name:18} {value:9.1f}")
    click.echo("counts: " + ", ".join(f"{name} {int(n):,}" for name, n in said["counts"].items()))
