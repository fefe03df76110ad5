"""What the program found for one item: who has to answer it, and which places to look at."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Status(StrEnum):
    """Who answers an item."""

    CHECKED = "checked"
    """The form of the text alone gives the answer; a person may still say otherwise."""
    FLAGGED = "flagged"
    """The program has found places to look at, or looked and found none; a person answers."""
    PERSON = "person"
    """Nothing in the text can be looked for; a person answers."""


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence of the program, in English, and what fills its fields."""

    text: str
    values: tuple[tuple[str, str | int], ...] = ()

    def __str__(self) -> str:
        return self.text.format(**dict(self.values)) if self.values else self.text


def mark(text: str, **values: str | int) -> Said:
    """Return a sentence that the catalogues of the interface know."""
    return Said(text, tuple(values.items()))


@dataclass(frozen=True, slots=True)
class Place:
    """Words of the text, and where they stand in the whole of it; `note` says what was seen."""

    text: str
    start: int
    end: int
    note: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What was found; `answer` is set where the status is CHECKED, and only there."""

    status: Status
    said: Said
    places: tuple[Place, ...] = ()
    answer: str = ""


def checked(answer: str, said: Said, places: tuple[Place, ...] = ()) -> Evidence:
    """Return an answer that the form of the text gives."""
    return Evidence(Status.CHECKED, said, places, answer)


def flagged(said: Said, places: tuple[Place, ...] = ()) -> Evidence:
    """Return places for a person to look at."""
    return Evidence(Status.FLAGGED, said, places)


def for_person(said: Said) -> Evidence:
    """Return that a person has to look without help."""
    return Evidence(Status.PERSON, said)
