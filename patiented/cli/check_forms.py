"""The forms of `check`: each takes one edition after the other and holds none of them."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from patiented import __version__
from patiented.cli.output import finding_line
from patiented.errors import UsageError
from patiented.export.checks import github
from patiented.export.checks.sarif import SarifLog
from patiented.export.data import finding_to_json

if TYPE_CHECKING:
    from collections.abc import Callable

    from patiented.export.checks.records import CheckedEdition, Unchecked
    from patiented.model import Finding
    from patiented.publishing.ratchet import Judged

    Write = Callable[[str], None]


class Form(Protocol):
    """What a form is told, in this order; `judged` where there is a baseline."""

    def start(self) -> None:
        """Write what stands before the first edition."""

    def edition(self, one: CheckedEdition, judged: Judged | None) -> None:
        """Write an edition."""

    def unchecked(self, one: Unchecked) -> None:
        """Write that something could not be checked."""

    def end(self, exit_code: int) -> None:
        """Write the end."""


class TextForm:
    """Lines for people."""

    def __init__(self, write: Write) -> None:
        self._write = write
        self._better = 0

    def start(self) -> None:
        """Write nothing."""

    def edition(self, one: CheckedEdition, judged: Judged | None) -> None:
        """Write a line for the edition and one for each finding that is not in the baseline."""
        lang = f".{one.lang}" if one.is_translation else ""
        lines = [f"{one.monograph} {one.audience}{lang}: {_said(one)}"]
        listed = judged.listed if judged else one.findings
        lines += [f"  {finding_line(finding)}" for finding in listed]
        if judged:
            lines += self._against(judged)
        self._write("".join(f"{line}\n" for line in lines))

    def _against(self, judged: Judged) -> list[str]:
        known = len(judged.known)
        lines = [f"  {known} findings are in the baseline"] if known else []
        if judged.is_new:
            lines.append("  new: it is not in the baseline")
        if judged.better:
            self._better += 1
            lines.append(f"  better than the baseline: {', '.join(judged.better)}")
        return lines

    def unchecked(self, one: Unchecked) -> None:
        """Write nothing: the command ends with the error."""

    def end(self, exit_code: int) -> None:  # noqa: ARG002
        """Write that the baseline can be tightened."""
        if self._better:
            tighten = "--update-baseline tightens it"
            self._write(f"{self._better} editions are better than the baseline: {tighten}\n")


class JsonForm:
    """One JSON list, an object an edition."""

    def __init__(self, write: Write) -> None:
        self._write = write
        self._is_first = True

    def start(self) -> None:
        """Open the list."""
        self._write("[")

    def edition(self, one: CheckedEdition, judged: Judged | None) -> None:
        """Write an edition."""
        data = {
            "monograph": one.monograph,
            "audience": one.audience,
            "lang": one.lang,
            "status": one.status,
            "ok": not (judged.fails if judged else one.errors),
            "formulas": dict(one.formulas),
            "adjusted": dict(one.adjusted),
            "findings": [_finding(finding) for finding in one.findings],
        }
        if judged:
            data["baseline"] = {
                "new": judged.is_new,
                "worse": [_finding(finding) for finding in judged.worse],
                "better": list(judged.better),
            }
        self._item(data)

    def unchecked(self, one: Unchecked) -> None:
        """Write what could not be checked, with its error."""
        named = {"monograph": one.monograph, "audience": one.audience, "lang": one.lang}
        self._item({**named, "ok": False, "error": one.message})

    def end(self, exit_code: int) -> None:  # noqa: ARG002
        """Close the list."""
        self._write("]\n" if self._is_first else "\n]\n")

    def _item(self, data: dict[str, object]) -> None:
        text = json.dumps(data, ensure_ascii=False, indent=2).replace("\n", "\n  ")
        self._write(f"{'' if self._is_first else ','}\n  {text}")
        self._is_first = False


class SarifForm:
    """A SARIF log."""

    def __init__(self, write: Write) -> None:
        self._write = write
        self._log = SarifLog("patiented", __version__)

    def start(self) -> None:
        """Open the log."""
        self._write(self._log.start())

    def edition(self, one: CheckedEdition, judged: Judged | None) -> None:
        """Write the results of an edition; what the baseline knows is suppressed."""
        known = judged.known if judged else ()
        whole = replace(one, findings=(*judged.worse, *one.findings)) if judged else one
        for piece in self._log.results(whole, known):
            self._write(piece)

    def unchecked(self, one: Unchecked) -> None:
        """Keep it for the end of the log."""
        self._log.failed(one)

    def end(self, exit_code: int) -> None:
        """Close the log."""
        self._write(self._log.end(exit_code))


class GithubForm:
    """Workflow commands, and a table in the summary of the job where GitHub names a file for it."""

    def __init__(self, write: Write) -> None:
        self._write = write
        place = os.environ.get("GITHUB_STEP_SUMMARY", "")
        self._place = Path(place) if place else None
        self._summary = github.Summary()

    def start(self) -> None:
        """Write nothing."""

    def edition(self, one: CheckedEdition, judged: Judged | None) -> None:
        """Write a command for each finding that something has to be done about."""
        asked = replace(one, findings=judged.listed) if judged else one
        for line in github.commands(asked):
            self._write(f"{line}\n")
        self._append(self._summary.row(asked, _level(asked)))

    def unchecked(self, one: Unchecked) -> None:
        """Write an error."""
        self._write(f"{github.failure(one)}\n")

    def end(self, exit_code: int) -> None:  # noqa: ARG002
        """Write the totals."""
        self._append(self._summary.total())

    def _append(self, text: str) -> None:
        if self._place is None or not text:
            return
        try:
            with self._place.open("a", encoding="utf-8") as stream:
                stream.write(text)
        except OSError as error:
            message = f"{self._place}: cannot be written: {error.strerror}"
            raise UsageError(message, code="E104") from error


FORMS: dict[str, Callable[[Write], Form]] = {
    "text": TextForm,
    "json": JsonForm,
    "sarif": SarifForm,
    "github": GithubForm,
}
"""The forms by name, the default first."""


def _said(one: CheckedEdition) -> str:
    """Say how an edition reads and what became of its facts."""
    if one.is_gone:
        return "gone"
    counted = ", ".join(f"{count} {fate.replace('_', ' ')}" for fate, count in one.fates)
    return f"{_level(one)}; facts: {counted}"


def _level(one: CheckedEdition) -> str:
    """Return the reading level in the formulas of the edition's language."""
    formulas = dict(one.formulas)
    if "flesch_kincaid" not in formulas:
        return ", ".join(f"{name} {value:.1f}" for name, value in formulas.items()) or "no formula"
    return (
        f"Flesch-Kincaid {formulas['flesch_kincaid']:.1f}, "
        f"SMOG {formulas['smog']:.1f} "
        f"(adjusted {dict(one.adjusted)['smog']:.1f})"
    )


def _finding(finding: Finding) -> dict[str, object]:
    return {**finding_to_json(finding), "path": finding.path, "line": finding.line}
