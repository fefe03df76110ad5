"""`read`: any source into the document model, with every character accounted for."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from patiented.cli import options
from patiented.cli.output import finding_line, write_json
from patiented.reading import read, report

if TYPE_CHECKING:
    from patiented.model import Block, Monograph, Section, Statement


@click.command(name="read")
@click.argument("source", type=click.Path(path_type=Path))
@click.option("--report", "wants_report", is_flag=True, help="Account for every character.")
@options.output_format("text", "json")
def read_source(source: Path, form: str, *, wants_report: bool) -> None:
    """Read SOURCE into the document model: sections, roles, statements, warnings."""
    if wants_report:
        data = report(source)
        if form == "json":
            write_json(data)
        else:
            _write_report(data)
        return
    monograph = read(source)
    if form == "json":
        write_json(_monograph(monograph))
    else:
        _write_outline(monograph)


def _write_outline(monograph: Monograph) -> None:
    click.echo(f"{monograph.meta.title} ({monograph.meta.kind.value}, {monograph.id})")
    for section in monograph.sections:
        indent = "  " * (section.level - 1)
        count = sum(1 for _ in section.statements())
        click.echo(f"{indent}{section.heading} [{section.role.value}] {count} statements")
    click.echo(f"{len(monograph.references)} references")
    for finding in monograph.findings:
        click.echo(finding_line(finding))


def _write_report(data: dict[str, Any]) -> None:
    accounted = data["accounted"]
    for role, count in data["roles"].items():
        click.echo(f"{role:22} {count:8,} statements")
    for warning in data["warnings"]:
        click.echo(f"{warning['level']}: line {warning['line']}: {warning['message']}")
    for name in ("total", "kept", "heading", "markup"):
        click.echo(f"{name:22} {accounted[name]:8,} characters")
    for row in accounted["dropped"]:
        click.echo(f"dropped: {row['reason']:12} {row['count']:8,} characters")


def _monograph(monograph: Monograph) -> dict[str, Any]:
    return {
        "id": monograph.id,
        "title": monograph.meta.title,
        "kind": monograph.meta.kind.value,
        "source_hash": monograph.source_hash,
        "sections": [_section(section) for section in monograph.sections],
        "references": [
            {"number": one.number, "label": one.label, "text": one.text, "url": one.url}
            for one in monograph.references
        ],
        "findings": [finding_line(finding) for finding in monograph.findings],
    }


def _section(section: Section) -> dict[str, Any]:
    return {
        "id": section.id,
        "heading": section.heading,
        "role": section.role.value,
        "loinc": section.loinc,
        "level": section.level,
        "blocks": [_block(block) for block in section.blocks],
    }


def _block(block: Block) -> dict[str, Any]:
    return {
        "kind": block.kind.value,
        "statements": [_statement(statement) for statement in block.statements],
    }


def _statement(statement: Statement) -> dict[str, Any]:
    return {
        "id": statement.id,
        "kind": statement.kind.value,
        "text": statement.text,
        "citations": list(statement.citations),
        "line": statement.line,
    }
