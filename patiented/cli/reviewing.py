"""`review`, `withdraw` and `reinstate`: what people decide about an edition."""

from __future__ import annotations

import getpass
from typing import TYPE_CHECKING

import click

from patiented.cli import options
from patiented.cli.output import write_json, write_text
from patiented.cli.workspace import open_settings, opened
from patiented.errors import UsageError
from patiented.export.trail import trail_to_csv, trail_to_json
from patiented.publishing.due import SOON_DAYS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from typing import Any

    from patiented.publishing import Published, ReviewLine
    from patiented.publishing.due import Due

TRAILS = {"csv": trail_to_csv, "json": trail_to_json}

AUDIT_OPTIONS = (
    click.argument("monograph"),
    options.audience,
    options.lang,
    options.name,
    click.option("--note", default="", help="What to record with this step."),
    options.library,
)


def _move(function: Callable[..., Any]) -> Callable[..., Any]:
    """Give a review step the arguments that each of them takes."""
    for decorate in reversed(AUDIT_OPTIONS):
        function = decorate(function)
    return function


@click.group()
def review() -> None:
    """Move an edition through its review: submit, start, approve, request-changes; its trail."""


@review.command(name="list")
@options.library
@options.output_format("text", "json")
def list_reviews(library_path: Path | None, form: str) -> None:
    """List the state of every edition."""
    with opened(library_path) as (publisher, _):
        lines = publisher.list_reviews()
    if form == "json":
        write_json([_line_data(line) for line in lines])
        return
    for line in lines:
        steps = line.review.steps
        last = f"  {steps[-1].at} {steps[-1].by}" if steps else ""
        lapsed = f"  {len(line.review.lapsed)} lapsed" if line.review.lapsed else ""
        removed = f"  {len(line.review.removed)} removed" if line.review.removed else ""
        problem = f"  {line.problem}" if line.problem else ""
        state = line.review.status.value
        click.echo(
            f"{line.key.monograph:20} {line.key.audience:12} {line.key.lang:5} {state:18}"
            f"{last}{lapsed}{removed}{problem}".rstrip()
        )


@review.command()
@click.option(
    "--within",
    type=click.IntRange(0, 36_500),
    default=SOON_DAYS,
    show_default=True,
    help="Also what is due in so many days.",
)
@options.library
@options.output_format("text", "json")
def due(within: int, library_path: Path | None, form: str) -> int:
    """List the editions whose review is due, the earliest first. Exit 1 when one is overdue.

    A date is that of `review_due` in the front matter, else so many months after the last approval
    as the setting `review_due_months` says.
    """
    months = open_settings(library_path).review_due_months
    with opened(library_path) as (publisher, _):
        found = publisher.due.list(months=months, within_days=within)
    if form == "json":
        write_json([_due_data(one) for one in found])
    else:
        for one in found:
            click.echo(_due_line(one))
        if not found:
            click.echo(f"nothing is due in the next {within} days")
    return 1 if any(one.overdue for one in found) else 0


@review.command()
@click.argument("monograph", required=False)
@options.library
@options.output_format("csv", "json")
def trail(monograph: str | None, library_path: Path | None, form: str) -> None:
    """Print the audit trail of MONOGRAPH, else of all: who did what and when."""
    with opened(library_path) as (publisher, _):
        entries = publisher.reviewing.trail(monograph)
    write_text(TRAILS[form](entries), None)


@review.command()
@_move
def submit(
    monograph: str, audience_id: str, lang: str, by: str, note: str, library_path: Path | None
) -> None:
    """Hand an edition in for review."""
    with opened(library_path, for_good=True) as (publisher, _):
        _say(publisher.submit(monograph, audience_id, lang, by=by, note=note))


@review.command()
@_move
def start(
    monograph: str, audience_id: str, lang: str, by: str, note: str, library_path: Path | None
) -> None:
    """Begin to review an edition."""
    with opened(library_path, for_good=True) as (publisher, _):
        _say(publisher.start(monograph, audience_id, lang, by=by, note=note))


@review.command()
@_move
@click.option("--fingerprint", help="The edition you looked at; another one is refused.")
def approve(
    monograph: str,
    audience_id: str,
    lang: str,
    by: str,
    note: str,
    library_path: Path | None,
    fingerprint: str | None,
) -> None:
    """Approve every statement of an edition as it reads now."""
    with opened(library_path, for_good=True) as (publisher, _):
        done = publisher.approve(
            monograph, audience_id, lang, by=by, note=note, fingerprint=fingerprint
        )
        _say(done)


@review.command(name="request-changes")
@_move
@click.option("--statement", multiple=True, help="Id of a statement that loses its approval.")
def request_changes(
    monograph: str,
    audience_id: str,
    lang: str,
    by: str,
    note: str,
    library_path: Path | None,
    statement: tuple[str, ...],
) -> None:
    """Ask for changes."""
    with opened(library_path, for_good=True) as (publisher, _):
        done = publisher.request_changes(
            monograph, audience_id, lang, by=by, note=note, statements=frozenset(statement)
        )
        _say(done)


@click.command()
@click.argument("monograph")
@click.option("--audience", "audience_id", help="Only this audience; else all.")
@click.option("--reason", required=True, help="What readers are told.")
@click.option("--by", default=None, help="Who withdraws it; else the name of this user.")
@options.library
def withdraw(
    monograph: str, audience_id: str | None, reason: str, by: str | None, library_path: Path | None
) -> None:
    """Take MONOGRAPH off every page at once, with a notice."""
    with opened(library_path, for_good=True) as (publisher, _):
        notice = publisher.withdraw(monograph, audience_id, reason=reason, by=by or _user())
    click.echo(f"{monograph} is withdrawn for {audience_id or 'all audiences'} since {notice.at}")


@click.command()
@click.argument("monograph")
@click.option("--audience", "audience_id", help="Only this audience; else all.")
@click.option("--reason", required=True, help="Why it may be shown again.")
@click.option("--by", default=None, help="Who brings it back; else the name of this user.")
@options.library
def reinstate(
    monograph: str, audience_id: str | None, reason: str, by: str | None, library_path: Path | None
) -> None:
    """Bring a withdrawn MONOGRAPH back."""
    with opened(library_path, for_good=True) as (publisher, _):
        publisher.reinstate(monograph, audience_id, reason=reason, by=by or _user())
    click.echo(f"{monograph} is shown again for {audience_id or 'all audiences'}")


def _user() -> str:
    """Return the name of this user; in a container there may be none."""
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        message = "this user has no name here; say who you are with --by NAME"
        raise UsageError(message, code="E112") from None


def _say(published: Published) -> None:
    edition = published.edition
    status = published.review.status.value.replace("_", " ")
    click.echo(f"{edition.monograph} {edition.audience} {edition.lang}: {status}")


def _line_data(line: ReviewLine) -> dict[str, object]:
    return {
        "monograph": line.key.monograph,
        "audience": line.key.audience,
        "lang": line.key.lang,
        "status": line.review.status.value,
        "approved": len(line.review.approved),
        "lapsed": sorted(line.review.lapsed),
        "removed": sorted(line.review.removed),
        "steps": [
            {"status": step.status.value, "at": step.at, "by": step.by, "note": step.note}
            for step in line.review.steps
        ],
        "problem": line.problem,
    }


def _due_line(one: Due) -> str:
    when = f"overdue for {-one.days} days" if one.overdue else f"in {one.days} days"
    why = "front matter" if one.by_source else "last approval"
    off = ", withdrawn" if one.withdrawn else ""
    key = one.key
    return f"{one.on}  {key.monograph:20} {key.audience:12} {key.lang:5} {when} ({why}{off})"


def _due_data(one: Due) -> dict[str, object]:
    return {
        "monograph": one.key.monograph,
        "audience": one.key.audience,
        "lang": one.key.lang,
        "due": one.on,
        "days": one.days,
        "overdue": one.overdue,
        "from": "front matter" if one.by_source else "approval",
        "withdrawn": one.withdrawn,
    }
