"""What every part of the API may answer: problems, findings and scores, described.

Nothing is built from these records: the shapes are those of `export/`, and tests hold every answer
against them.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import ConfigDict, Field
from pydantic.dataclasses import dataclass

from patiented.model import Level  # noqa: TC001  (pydantic reads the types of these fields)

TOLD = ConfigDict(use_attribute_docstrings=True)

Span = Annotated[tuple[int, int], Field(description="Start and end in code points.")]
Numbers = dict[str, float]


@dataclass(frozen=True, slots=True, config=TOLD)
class Fault:
    """One thing that is wrong in a request, with its place."""

    detail: str
    """What is wrong."""
    pointer: str = ""
    """Its place in the body: a JSON Pointer as a URI fragment (RFC 6901, 6)."""
    parameter: str = ""
    """Its name, where it is a parameter of the address."""


@dataclass(frozen=True, slots=True, config=TOLD)
class Problem:
    """An error (RFC 9457)."""

    type: str
    """Which problem it is: a URN that never changes."""
    title: str
    """The kind of problem in a few words."""
    status: Annotated[int, Field(ge=400, le=599)]
    """The status of the answer."""
    detail: str
    """What to do about it."""
    instance: str
    """The path that was asked for."""
    errors: list[Fault] | None = None
    """What is wrong in the request, one by one; at most twenty."""


@dataclass(frozen=True, slots=True, config=TOLD)
class Finding:
    """A problem in a text."""

    rule: str
    level: Level
    fact: str
    found: str
    expected: str
    message: str


@dataclass(frozen=True, slots=True, config=TOLD)
class Change:
    """One thing that was done to a text."""

    rule: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, config=TOLD)
class Sentence:
    """A sentence with its scores; `grade` is its own Flesch-Kincaid."""

    text: str
    start: int
    end: int
    words: int
    grade: float
    difficulty: float
    reasons: list[str]


@dataclass(frozen=True, slots=True, config=TOLD)
class Scores:
    """The readability of a text. `formulas` and `adjusted` share their keys."""

    counts: dict[str, int]
    formulas: Numbers
    """For English: flesch_kincaid, flesch_ease, smog, gunning_fog, coleman_liau, ari, dale_chall,
    new_dale_chall."""
    adjusted: Numbers
    """The same with the taught terms as familiar words."""
    difficulty: float
    """1 (easy) to 6; 0 where there is nothing to score."""
    hard_words: list[str]
    sentences: list[Sentence]
