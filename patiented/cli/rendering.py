"""`render`: one edition in a chosen format."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from patiented.cli import options
from patiented.cli.documents import documented
from patiented.cli.output import write_bytes, write_text
from patiented.cli.printing import printed
from patiented.cli.workspace import open_settings, opened
from patiented.errors import UsageError
from patiented.export.data import edition_to_json
from patiented.export.fhir.answers import outcome
from patiented.export.markdown import edition_to_markdown
from patiented.export.notice import MESSAGE, STATUS, TITLE, error_to_json, notice_to_text
from patiented.export.text import edition_to_text
from patiented.rendering import NoticePage, Site, Templates, render_standalone, written_date
from patiented.rendering.handout_context import Sheet

if TYPE_CHECKING:
    from patiented.audience import Audience
    from patiented.publishing import Published, Withdrawal


@click.command()
@click.argument("monograph")
@options.audience
@options.lang
@options.output_format("html", "md", "text", "json", "pdf", "fhir")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="File to write.")
@click.option("--large", is_flag=True, help="PDF: large print.")
@click.option("--short", is_flag=True, help="PDF: a short handout, if possible of two pages.")
@options.library
def render(
    monograph: str,
    audience_id: str,
    lang: str,
    form: str,
    output: Path | None,
    large: bool,  # noqa: FBT001  (click passes flags as they come)
    short: bool,  # noqa: FBT001
    library_path: Path | None,
) -> int:
    """Write the edition of MONOGRAPH (an id or a source file) for one audience.

    Prints an edition that may not be published too; then the exit code is 1. Of a withdrawn one
    it prints the notice.
    """
    if (large or short) and form != "pdf":
        raise UsageError("--large and --short are for --format pdf", code="E104")
    with opened(library_path) as (publisher, engine):
        audience = engine.audience(audience_id, lang)
        published = publisher.named(monograph, audience_id, lang)
        settings = open_settings(library_path)
        templates = Templates(settings.template_roots)
        if form == "pdf":
            sheet = Sheet(large=large, short=short)
            write_bytes(printed(published, audience, templates, settings, sheet), output)
        elif published.withdrawn:
            write_text(_notice(published.withdrawn, form, lang, templates), output)
        elif form == "fhir":
            document = documented(published, audience, engine, templates, settings)
            write_text(_as_json(document), output)
        else:
            write_text(_shaped(published, audience, form, templates), output)
    if published.withdrawn:
        click.echo(f"patiented: withdrawn: {published.withdrawn.reason}", err=True)
    elif not published.publishable:
        click.echo("patiented: not publishable: `patiented check` says why", err=True)
    return 0 if published.shown else 1


def _shaped(published: Published, audience: Audience, form: str, templates: Templates) -> str:
    if form == "json":
        return _as_json(edition_to_json(published))
    if form == "md":
        return edition_to_markdown(published, audience)
    if form == "text":
        return edition_to_text(published, audience)
    return render_standalone(published, audience, templates)


def _notice(notice: Withdrawal, form: str, lang: str, templates: Templates) -> str:
    """Return what stands in place of a withdrawn edition: its text is given out no more."""
    said = notice_to_text(notice.reason)
    if form == "fhir":
        return _as_json(outcome(STATUS, said))
    if form == "json":
        return _as_json(error_to_json(STATUS, said))
    if form == "html":
        date = written_date(notice.at, lang)
        say = templates.speaker(lang)
        site = Site("", "", "", "", "", style=templates.inline_style, say=say)
        page = NoticePage(site, TITLE, MESSAGE, notice.reason, date, ())
        return templates.render(page)
    return f"{said}\n"


def _as_json(data: dict[str, Any]) -> str:
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"
