"""`ask`: a question answered from one edition, word for word."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from patiented.asking import Asker, read_helping
from patiented.asking.data import reply_to_json
from patiented.cli import options
from patiented.cli.output import write_json
from patiented.cli.workspace import open_settings, opened
from patiented.export.notice import notice_to_text
from patiented.rendering import Templates
from patiented.rendering.asking import help_text

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from patiented.asking import Answer, HelpPoint, Reply
    from patiented.publishing import Published


@click.command()
@click.argument("monograph")
@click.argument("question")
@options.audience
@options.lang
@options.output_format("text", "json")
@options.library
def ask(
    monograph: str,
    question: str,
    audience_id: str,
    lang: str,
    form: str,
    library_path: Path | None,
) -> int:
    """Answer QUESTION from the edition of MONOGRAPH (an id or a source file), word for word.

    Says so when the edition does not answer. An emergency is answered first by where to get help.
    """
    settings = open_settings(library_path)
    say = Templates(settings.template_roots).speaker(lang)
    with opened(library_path) as (publisher, engine):
        engine.audience(audience_id)
        published = publisher.named(monograph, audience_id, lang)
        if not published.shown:
            return _refused(published)
        reply = Asker(engine.data.lexicon).ask(published.edition, question)
        canonical = next((one.id for one in engine.data.audiences.values() if one.canonical), "")
        kept = publisher.has(published.edition.monograph)
    helpers = read_helping(settings, engine.data.lexicon).points(
        reply.urgent, declined=reply.declined
    )

    def url_of(one: Answer) -> str:
        audience = canonical if one.left_out else audience_id
        page = f"/m/{published.edition.monograph}/{audience}" if kept else ""
        return f"{page}#s-{one.statement}"

    def text_of(one: HelpPoint) -> str:
        return help_text(one, say)

    if form == "json":
        write_json(reply_to_json(reply, helpers, url_of, text_of))
    else:
        click.echo(_as_text(reply, [text_of(one) for one in helpers], url_of))
    return 0


def _refused(published: Published) -> int:
    if published.withdrawn:
        click.echo(f"patiented: {notice_to_text(published.withdrawn.reason)}", err=True)
    else:
        click.echo("patiented: not publishable: `patiented check` says why", err=True)
    return 1


def _as_text(reply: Reply, helpers: Sequence[str], url_of: Callable[[Answer], str]) -> str:
    """Return help first, then each answer with its sources and its place."""
    lines = list(helpers) if reply.urgent else []
    for one in reply.answers:
        lines += ["", *_answer_lines(one, url_of(one))]
    if not reply.answers:
        lines += ["This page does not answer that."]
    return "\n".join([*lines, *(helpers if reply.declined else [])]).strip()


def _answer_lines(one: Answer, url: str) -> list[str]:
    if one.left_out:
        return [f"The clinician text says something about this: {url}"]
    sources = f" [{', '.join(map(str, one.citations))}]" if one.citations else ""
    lead = [one.lead] if one.lead else []
    return [*lead, f"{one.text}{sources}", f"({one.heading}, {url})"]
