"""What the API answers about a text that was sent: judged, rewritten, or a question answered.

Described as in `answers.py`; shaped by `export/judgement.py` and `asking/data.py`.
"""

from __future__ import annotations

from typing import Literal

from pydantic.dataclasses import dataclass

from patiented.model import FactKind, Origin, Verdict  # noqa: TC001  (pydantic reads the types)
from patiented.web.api.answers import TOLD, Change, Finding, Span
from patiented.web.api.requests import Identity  # noqa: TC001  (as above)


@dataclass(frozen=True, slots=True, config=TOLD)
class FactVerdict:
    """A fact of the source, and what the guard says of it."""

    fact: str
    kind: FactKind
    verdict: Verdict
    source_span: Span | None
    rewrite_span: Span | None


@dataclass(frozen=True, slots=True, config=TOLD)
class Judged:
    """The guard's word on one pair."""

    id: Identity
    ok: bool
    """False when a fact is changed or one is invented."""
    proved: bool
    """True when every fact is kept and nothing is new."""
    facts: list[FactVerdict]
    findings: list[Finding]


@dataclass(frozen=True, slots=True, config=TOLD)
class JudgedList:
    """The guard's word on each pair, in their order."""

    results: list[Judged]


@dataclass(frozen=True, slots=True, config=TOLD)
class Rewritten:
    """What the engine made of one text."""

    id: Identity
    output: str
    """The rewrite, or the source where nothing could be proved."""
    origin: Origin
    changes: list[Change]
    findings: list[Finding]


@dataclass(frozen=True, slots=True, config=TOLD)
class RewrittenList:
    """What the engine made of each text, in their order."""

    results: list[Rewritten]


@dataclass(frozen=True, slots=True, config=TOLD)
class Answer:
    """A statement that answers, word for word."""

    statement: str
    text: str
    """Empty where this edition leaves the statement out; then `url` leads to the clinician text."""
    citations: list[int]
    url: str
    heading: str
    lead: str
    """The sentence that opens its list, without which an item may not be read alone."""
    left_out: bool


@dataclass(frozen=True, slots=True, config=TOLD)
class HelpLine:
    """Who helps."""

    kind: Literal["emergency", "poison", "crisis", "professional", "in_case"]
    text: str
    number: str


@dataclass(frozen=True, slots=True, config=TOLD)
class Reply:
    """The answer to a question. Show `help` first when `urgent` is true."""

    answers: list[Answer]
    declined: bool
    """True when the edition does not answer it."""
    urgent: bool
    """True when the question reads like an emergency."""
    emergency: str | None
    """Its kind."""
    help: list[HelpLine]
