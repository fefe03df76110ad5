"""`guard` and `rewrite`: JSON lines in, JSON lines out, in input order, in constant memory."""

from __future__ import annotations

import json
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from patiented.cli import options
from patiented.cli.workspace import open_engine
from patiented.errors import SourceError, UsageError
from patiented.export.judgement import judgement_to_json, rewritten_to_json
from patiented.model import Level, Role, Statement
from patiented.reading.strict_json import JsonError, is_text, read_json

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

MAX_LINE_BYTES = 1_000_000
BYTE_ORDER_MARK = b"\xef\xbb\xbf"

json_lines = click.option(
    "--format",
    type=click.Choice(["json"]),
    expose_value=False,
    help="Always JSON lines; taken so that every command takes it.",
)


@click.command()
@click.option("--pairs", required=True, help='File of {"id","source","rewrite"} lines, or -.')
@json_lines
@options.library
def guard(pairs: str, library_path: Path | None) -> int:
    """Judge each rewrite against its source; every fact is a must.

    Exit 1 when a fact of any pair is changed or invented.
    """
    engine = open_engine(library_path)
    clean = True
    for row in _rows(pairs, required=("id", "source", "rewrite")):
        statement = Statement(id="line", text=row["source"], role=row["role"])
        judgement = engine.guard.judge(statement, row["rewrite"])
        clean = clean and judgement.ok
        _write({"id": row["id"], **judgement_to_json(judgement)})
    return 0 if clean else 1


@click.command()
@options.audience
@click.option("--lines", required=True, help='File of {"id","source","role"?} lines, or -.')
@json_lines
@options.library
def rewrite(audience_id: str, lines: str, library_path: Path | None) -> int:
    """Rewrite each source text for one audience; what cannot be proved stays as it is."""
    engine = open_engine(library_path)
    engine.audience(audience_id)
    clean = True
    for row in _rows(lines, required=("id", "source")):
        result = engine.rewrite(row["source"], audience_id, row["role"])
        clean = clean and not any(one.level is Level.ERROR for one in result.findings)
        _write({"id": row["id"], **rewritten_to_json(result)})
    return 0 if clean else 1


def _write(row: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(row, ensure_ascii=False) + "\n")
    sys.stdout.flush()


@contextmanager
def _opened(name: str) -> Iterator[BinaryIO]:
    if name == "-":
        yield sys.stdin.buffer
        return
    # Not in one `with`: an error of the reader of our output would be taken for one of this file.
    try:
        stream = Path(name).open("rb")  # noqa: SIM115
    except OSError as error:
        raise UsageError(f"{name}: cannot be read: {error.strerror}", code="E103") from error
    with stream:
        yield stream


def _rows(name: str, *, required: tuple[str, ...]) -> Iterator[dict[str, Any]]:
    """Yield the checked rows of a file one at a time; blank lines are passed over."""
    path = "<stdin>" if name == "-" else name
    with _opened(name) as stream:
        number = 0
        while line := stream.readline(MAX_LINE_BYTES + 1):
            number += 1
            if len(line) > MAX_LINE_BYTES:
                message = f"the line is longer than {MAX_LINE_BYTES:,} bytes"
                raise SourceError(message, path=path, line=number, column=MAX_LINE_BYTES + 1)
            if number == 1:
                line = line.removeprefix(BYTE_ORDER_MARK)  # Windows writes it
            if line.strip():
                yield _row(line, path, number, required)


def _row(line: bytes, path: str, number: int, required: tuple[str, ...]) -> dict[str, Any]:
    try:
        row = read_json(line)
    except JsonError as error:
        raise SourceError(error.message, path=path, line=number, column=error.column) from error
    if not isinstance(row, dict):
        raise SourceError("expected a JSON object", path=path, line=number)
    for key in required:
        if key not in row:
            raise SourceError(f"the key {key!r} is missing", path=path, line=number)
    for key in ("source", "rewrite"):
        if key in row and not is_text(row[key]):
            raise SourceError(f"the value of {key!r} must be text", path=path, line=number)
    # An exporter writes null for what it does not know.
    row["role"] = _role(row.get("role") or Role.OTHER.value, path, number)
    return row


def _role(value: object, path: str, number: int) -> Role:
    if isinstance(value, str) and value in tuple(Role):
        return Role(value)
    message = f"unknown role {value!r}; there are {', '.join(Role)}"
    raise SourceError(message, path=path, line=number)
