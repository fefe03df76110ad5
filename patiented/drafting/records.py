"""Keeps drafts in a catalogue: fuzzy, with the model named and the open points for the writer.

What a person wrote is never touched. The file is read again before each entry is laid in, so that
what a writer saves meanwhile stays, and it is written whole or not at all.

    #. draft: by <model> on <date>
    #. open: <value> | <kind> "<words of the source>"
    #. left out: <words of the source>; ...

To make it wording, the writer checks each open point, turns it into `confirmed: <value> by <name>`
and takes the fuzzy mark off.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from patiented.drafting.judging import NEW
from patiented.proposing.catalogue import Catalogue
from patiented.proposing.entry import Entry

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from patiented.drafting.drafts import Outcome
    from patiented.drafting.judging import OpenPoint
    from patiented.drafting.tasks import Task
    from patiented.model import Statement
    from patiented.proposing.masking import Masked

DRAFT, OPEN, LEFT_OUT = OURS = ("draft", "open", "left out")


@dataclass(frozen=True, slots=True)
class DraftCounts:
    """How many drafts of a catalogue wait for a writer, and how many open points they have."""

    drafts: int
    open_points: int


@dataclass(frozen=True, slots=True)
class Record:
    """Where and how drafts are kept. `again`: earlier drafts may be replaced."""

    path: Path
    model: str
    date: str
    again: bool = False

    def keep(self, outcome: Outcome) -> bool:
        """Lay a draft into the catalogue; False where something stands there by now."""
        catalogue = Catalogue.load(self.path)
        statement = outcome.task.statement
        entries = list(catalogue.entries)
        place = _place(catalogue, statement)
        if place is None:
            entries.append(self._filled(Entry(statement.text, statements=(statement.id,)), outcome))
        elif not is_free(entries[place], again=self.again):
            return False
        else:
            entries[place] = self._filled(entries[place], outcome)
        replace(catalogue, entries=tuple(entries)).save(self.path)
        return True

    def _filled(self, entry: Entry, outcome: Outcome) -> Entry:
        remarks = (
            *(remark for remark in entry.remarks if _key(remark) not in OURS),
            f"{DRAFT}: by {_one_line(self.model)} on {self.date}",
            *(f"{OPEN}: {_point(one)}" for one in outcome.open),
            *(
                f"{LEFT_OUT}: {_one_line('; '.join(outcome.left_out))}"
                for _ in outcome.left_out[:1]
            ),
        )
        return replace(entry, wording=outcome.text, remarks=remarks, is_fuzzy=True)


def is_draft(entry: Entry) -> bool:
    """Tell whether an entry is a model's draft that no writer has taken over."""
    return (
        entry.is_fuzzy and not entry.previous and any(_key(one) == DRAFT for one in entry.remarks)
    )


def is_free(entry: Entry, *, again: bool) -> bool:
    """Tell whether a draft may be laid into an entry: it is blank, or a draft to be replaced."""
    if is_draft(entry):
        return again
    return not (entry.wording.strip() or entry.omit or entry.is_fuzzy)


def is_taken(
    catalogue: Catalogue, task: Task, masked: Callable[[Statement], Masked], *, again: bool
) -> bool:
    """Tell whether a statement has something in its catalogue that a draft must not replace.

    A masked entry counts: a person's wording covers the statement, even if the guard refuses it.
    """
    place = _place(catalogue, task.statement)
    if place is not None and not is_free(catalogue.entries[place], again=again):
        return True
    template = masked(task.statement) if catalogue.needs_facts else None
    return catalogue.find(task.statement, template) is not None


def count_drafts(catalogue: Catalogue) -> DraftCounts:
    """Count the drafts of a catalogue and what is open in them."""
    drafts = [entry for entry in catalogue.entries if is_draft(entry)]
    points = sum(_key(remark) == OPEN for entry in drafts for remark in entry.remarks)
    return DraftCounts(len(drafts), points)


def _place(catalogue: Catalogue, statement: Statement) -> int | None:
    """Return the index of the entry for exactly this statement, the one for its role first."""
    found = {
        entry.context: index
        for index, entry in enumerate(catalogue.entries)
        if not entry.is_masked and entry.source == statement.text
    }
    return found.get(statement.role.value, found.get(""))


def _point(point: OpenPoint) -> str:
    told = "the source does not say this" if point.kind == NEW else f'{point.kind} "{point.text}"'
    return _one_line(f"{point.value} | {told}")


def _key(remark: str) -> str:
    return remark.partition(":")[0].strip()


def _one_line(text: str) -> str:
    return " ".join(text.split())
