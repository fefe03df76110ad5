"""`render`: one edition in a chosen format."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from patiented.cli import options
from patiented.cli.output import write_text
from patiented.cli.workspace import open_settings, opened
from patiented.export.data import edition_to_json
from patiented.export.markdown import edition_to_markdown
from patiented.export.text import edition_to_text
from patiented.rendering import Templates, render_standalone

if TYPE_CHECKING:
    from patiented.audience import Audience
    from patiented.publishing import Published


@click.command()
@click.argument("monograph")
@options.audience
@options.lang
@options.output_format("html", "md", "text", "json")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="File to write.")
@options.library
def render(
    monograph: str,
    audience_id: str,
    lang: str,
    form: str,
    output: Path | None,
    library_path: Path | None,
) -> int:
    """Write the edition of MONOGRAPH (an id or a source file) for one audience.

    Prints an edition that may not be published too; then the exit code is 1.
    """
    with opened(library_path) as (publisher, engine):
        audience = engine.audience(audience_id)
        published = publisher.named(monograph, audience_id, lang)
        write_text(_shaped(published, audience, form, library_path), output)
    if published.withdrawn:
        click.echo(f"patiented: withdrawn: {published.withdrawn.reason}", err=True)
    elif not published.publishable:
        click.echo("patiented: not publishable: `patiented check` says why", err=True)
    return 0 if published.shown else 1


def _shaped(published: Published, audience: Audience, form: str, library: Path | None) -> str:
    if form == "json":
        return json.dumps(edition_to_json(published), ensure_ascii=False, indent=2) + "\n"
    if form == "md":
        return edition_to_markdown(published, audience)
    if form == "text":
        return edition_to_text(published, audience)
    roots = open_settings(library).template_roots
    return render_standalone(published, audience, Templates(roots))
