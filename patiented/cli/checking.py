"""`check`: what stands between editions and their readers; the ratchet of a baseline; watching."""

from __future__ import annotations

import os
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from patiented.cli import options
from patiented.cli.check_forms import FORMS
from patiented.cli.check_progress import progress
from patiented.cli.output import shown_path, write_bytes
from patiented.cli.watching import watch_library
from patiented.cli.workspace import open_settings
from patiented.errors import PatientedError, UsageError
from patiented.export.checks.records import CheckedEdition, Unchecked
from patiented.publishing import baseline as baselines
from patiented.publishing.checking import Wish, open_checker
from patiented.publishing.checking_all import check_all
from patiented.publishing.ratchet import Judged, judge, tightened, vanished

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from patiented.cli.check_forms import Form
    from patiented.publishing.baseline import Baseline
    from patiented.publishing.checking_all import Done

MAX_WORKERS = 64


@dataclass(frozen=True, slots=True)
class _Ratchet:
    """The baseline that a check goes by, and what is to be done with its file.

    `writes` takes everything as it is now, `tightens` only what got better. `is_whole`: the check
    is of the whole library, so that what it does not meet is gone.
    """

    path: Path
    before: Baseline
    writes: bool
    tightens: bool
    is_whole: bool


@dataclass(slots=True)
class _Tally:
    """What a run of the check has met so far."""

    fails: bool = False
    failures: list[Unchecked] = field(default_factory=list)
    seen: set[tuple[str, str]] = field(default_factory=set)
    after: Baseline = field(default_factory=dict)


@click.command()
@click.argument("monographs", nargs=-1, metavar="[MONOGRAPH]...")
@click.option("--audience", "audience_id", help="Only this audience; else all.")
@click.option("--lang", help="Only this language; else every language that there is wording in.")
@options.output_format(*FORMS)
@click.option(
    "--baseline",
    "baseline_path",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Let pass what this file has, and nothing worse.",
)
@click.option("--write-baseline", is_flag=True, help="Write the baseline as things are now.")
@click.option("--update-baseline", is_flag=True, help="Tighten the baseline where it got better.")
@click.option("--watch", is_flag=True, help="Check again whenever a file changes, until Ctrl-C.")
@click.option(
    "--workers",
    type=click.IntRange(1, MAX_WORKERS),
    help="Processes to check with; else one for each core. 1 starts none.",
)
@click.option("-q", "--quiet", is_flag=True, help="Show no progress.")
@options.library
def check(
    monographs: tuple[str, ...],
    audience_id: str | None,
    lang: str | None,
    form: str,
    baseline_path: Path | None,
    library_path: Path | None,
    workers: int | None,
    *,
    write_baseline: bool,
    update_baseline: bool,
    watch: bool,
    quiet: bool,
) -> int:
    """Check editions: facts, reading level, sentences that need a writer, review.

    Without MONOGRAPH, the whole library, in each language it has wording in. Exit 1 when anything
    is wrong; a pending review is a note. With --baseline, exit 1 when anything got worse.
    """
    whole = not (monographs or audience_id or lang)
    ratchet = _ratchet(
        baseline_path, writes=write_baseline, tightens=update_baseline, is_whole=whole
    )
    if ratchet and (ratchet.writes or ratchet.tightens) and (audience_id or lang):
        message = "a baseline is written for all audiences and languages at once"
        raise UsageError(message, code="E104")
    if watch and (form != "text" or ratchet):
        raise UsageError("--watch shows a table; it takes no --format or --baseline", code="E104")
    settings = open_settings(library_path)
    checker = open_checker(settings)
    try:
        names = checker.names(monographs)
        if ratchet:
            names = checker.own(names)
        wishes = [Wish(name, checker.audiences(audience_id), lang) for name in names]
    finally:
        checker.close()
    if watch:
        return watch_library(settings, checker.engine, wishes, is_whole=not monographs)
    done = check_all(settings, checker.engine, wishes, workers=workers or _cores())
    return _run(done, wishes, form, ratchet, quiet=quiet)


def _ratchet(path: Path | None, *, writes: bool, tightens: bool, is_whole: bool) -> _Ratchet | None:
    if path is None:
        if writes or tightens:
            raise UsageError("name the file with --baseline FILE", code="E104")
        return None
    if writes and tightens:
        message = "--write-baseline takes all as it is, --update-baseline what is better: choose"
        raise UsageError(message, code="E104")
    # A baseline that is written for the first time need not be there.
    fresh = writes and not path.exists()
    before = {} if fresh else baselines.read_baseline(path)
    return _Ratchet(path, before, writes, tightens, is_whole)


def _cores() -> int:
    """Return the cores that this process may use."""
    usable = getattr(os, "sched_getaffinity", None)
    return min(len(usable(0)) if usable else os.cpu_count() or 1, MAX_WORKERS)


def _run(
    done: Iterable[Done],
    wishes: Sequence[Wish],
    form_name: str,
    ratchet: _Ratchet | None,
    *,
    quiet: bool,
) -> int:
    # What a whole library is written from has nothing of before.
    kept = ratchet and not (ratchet.writes and ratchet.is_whole)
    tally = _Tally(after=dict(ratchet.before) if ratchet and kept else {})
    with progress(len(wishes), quiet=quiet) as shown:
        form = FORMS[form_name](shown.write)
        form.start()
        for wish, outcomes in zip(wishes, done, strict=True):
            _take(outcomes, form, ratchet, tally)
            shown.advance(wish.monograph)
            if any(one.ends_all for one in tally.failures):
                break
        if ratchet:
            _tell_gone(form, ratchet, tally)
        exit_code = 2 if tally.failures else int(tally.fails)
        form.end(exit_code)
    _tell_failures(tally.failures)
    if ratchet and tally.after != ratchet.before:
        write_bytes(baselines.written(tally.after).encode("utf-8"), ratchet.path)
        click.echo(f"{ratchet.path}: written", err=True)
    return exit_code


def _take(outcomes: Done, form: Form, ratchet: _Ratchet | None, tally: _Tally) -> None:
    """Hand the editions of one monograph to the form, and hold them against the baseline."""
    failures = [one for one in outcomes if isinstance(one, Unchecked)]
    editions = [_shown(one) for one in outcomes if isinstance(one, CheckedEdition)]
    judged = [judge(one, ratchet.before) for one in editions] if ratchet else []
    for number, one in enumerate(editions):
        form.edition(one, judged[number] if judged else None)
        tally.fails |= _fails(one, judged[number] if judged else None, ratchet)
        tally.seen.add((one.monograph, baselines.edition_key(one)))
    for failure in failures:
        form.unchecked(_shown_failure(failure))
    tally.failures += failures
    if ratchet and editions and not failures:
        _mark(ratchet, judged, tally)


def _fails(one: CheckedEdition, judged: Judged | None, ratchet: _Ratchet | None) -> bool:
    if ratchet and ratchet.writes:  # taken as it is
        return False
    return judged.fails if judged else bool(one.errors)


def _mark(ratchet: _Ratchet, judged: Sequence[Judged], tally: _Tally) -> None:
    """Bring the mark of a monograph up to date, as far as that was asked for."""
    name = judged[0].edition.monograph
    if ratchet.writes:
        tally.after[name] = baselines.marks_of(one.edition for one in judged)
    elif ratchet.tightens and (mark := tightened(ratchet.before, judged)):
        tally.after[name] = mark


def _tell_gone(form: Form, ratchet: _Ratchet, tally: _Tally) -> None:
    """Tell of what only the baseline has; one that is written anew has let it go."""
    if not ratchet.is_whole or ratchet.writes or tally.failures:
        return
    for one in vanished(ratchet.before, tally.seen, shown_path(ratchet.path)):
        form.edition(one.edition, one)
        tally.fails = True


def _tell_failures(failures: Sequence[Unchecked]) -> None:
    """End with the first failure, after a line for each other one."""
    for one in failures[1:]:
        click.echo(f"patiented: {one.message}", err=True)
    if failures:
        raise PatientedError(failures[0].message)


def _shown(one: CheckedEdition) -> CheckedEdition:
    """Write paths as a person in the working folder would."""
    findings = tuple(replace(f, path=shown_path(Path(f.path))) for f in one.findings)
    return replace(one, path=shown_path(Path(one.path)), findings=findings)


def _shown_failure(one: Unchecked) -> Unchecked:
    return replace(one, path=shown_path(Path(one.path))) if one.path else one
