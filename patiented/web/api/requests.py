"""What may be sent to the API: names, kinds and limits of each member, as frozen records.

The limits keep one request below two seconds in the worst case that was found (where a source is
nothing but bounds, "≥5 mg ≤10 mg <3", the work of the guard grows faster than its length), and at a
tenth of that in text of people.
"""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, ConfigDict, Field, WithJsonSchema
from pydantic.dataclasses import dataclass
from pydantic.json_schema import SkipJsonSchema  # noqa: TC002  (pydantic reads the types)

from patiented.asking.words import LONGEST_QUESTION
from patiented.model import Role

STRICT = ConfigDict(extra="forbid", strict=True, use_attribute_docstrings=True)

LONGEST_TEXT = 1_500
"""Characters of one text that is judged or rewritten; sentences of trial reports reach 600."""
LONGEST_SCORED = 30_000
LONGEST_WHOLE = 16_000
"""Characters of all texts of one request that are judged or rewritten."""
MOST_LINES = 100
MOST_TAUGHT = 20
LONGEST_ID = 100
LAST_PAGE = 100_000
GREATEST_ID = 2**53 - 1
"""The greatest whole number that every JSON parser keeps as it is (RFC 8259, 6)."""

LANGUAGE = r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$"
"""A language tag as far as editions have it (BCP 47)."""


def _without_default(schema: dict[str, Any]) -> None:
    del schema["default"]


Text = Annotated[str, Field(min_length=1, max_length=LONGEST_TEXT)]
Language = Annotated[str, Field(pattern=LANGUAGE, max_length=35, examples=["en"])]
UNSET = Field(json_schema_extra=_without_default)
"""A parameter that may be absent and is never null: an address has no null."""
AudienceId = Annotated[str, Field(min_length=1, max_length=100, examples=["patient"])]


def _digits(value: object) -> object:
    """Refuse what Python would take for a number as well: `1_0`, ` 1`, `1.0`."""
    if not isinstance(value, str) or not re.fullmatch(r"[0-9]{1,6}", value):
        raise ValueError("This must be a whole number from 1")
    return int(value)


def _is_id(value: object) -> object:
    """Take text, or a whole number however it is written: 7.0 is the number 7 in JSON."""
    if isinstance(value, str) and len(value) <= LONGEST_ID:
        return value
    if isinstance(value, int | float) and not isinstance(value, bool):
        whole = int(value) if abs(value) <= GREATEST_ID else None
        if whole == value:
            return whole
    raise ValueError(f"An id is text of at most {LONGEST_ID} characters or a whole number")


Identity = Annotated[
    object,
    AfterValidator(_is_id),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "string", "maxLength": LONGEST_ID},
                {"type": "integer", "minimum": -GREATEST_ID, "maximum": GREATEST_ID},
            ],
            "examples": ["a1"],
        }
    ),
]


@dataclass(frozen=True, slots=True, config=STRICT)
class NoQuery:
    """An address without parameters."""


@dataclass(frozen=True, slots=True, config=STRICT)
class ListQuery:
    """What to look for in the library."""

    q: Annotated[str, Field(max_length=200, examples=["eczema"])] = ""
    """Words of a title, name, condition, brand or code; none lists all. Slips are forgiven."""
    page: Annotated[int, Field(ge=1, le=LAST_PAGE), BeforeValidator(_digits)] = 1
    """The page of the list, from 1. A page after the last one is empty."""


@dataclass(frozen=True, slots=True, config=STRICT)
class EditionQuery:
    """In which language and form an edition is wanted."""

    lang: Annotated[Language | SkipJsonSchema[None], UNSET] = None
    """The language; without it English, or that of the source where there is no English."""
    format: Annotated[
        Literal["json", "html", "md", "text", "pdf"] | SkipJsonSchema[None], UNSET
    ] = None
    """The form; it goes before the `Accept` header."""


@dataclass(frozen=True, slots=True, config=STRICT)
class ScoreRequest:
    """A text to be scored."""

    text: Annotated[str, Field(min_length=1, max_length=LONGEST_SCORED)]
    """Plain text; a blank line ends a paragraph, a bullet begins an item."""
    taught: Annotated[
        tuple[Annotated[str, Field(min_length=1, max_length=100)], ...],
        Field(max_length=MOST_TAUGHT),
    ] = ()
    """Terms that the text teaches: `adjusted` scores them as familiar words."""
    lang: Language = "en"
    """The language of the text. One that has no formula gets counts alone."""


@dataclass(frozen=True, slots=True, config=STRICT)
class Pair:
    """A source text and its rewrite."""

    id: Identity
    """Yours; it comes back with the result."""
    source: Text
    """What the clinician text says."""
    rewrite: Annotated[str, Field(max_length=LONGEST_TEXT)]
    """What is to be judged; empty where the rewrite leaves the source out."""
    role: Role = Role.OTHER
    """What the section of the source is for."""


@dataclass(frozen=True, slots=True, config=STRICT)
class GuardRequest:
    """Rewrites to be judged against their sources."""

    pairs: Annotated[tuple[Pair, ...], Field(min_length=1, max_length=MOST_LINES)]
    """The pairs; all their texts together have at most 16,000 characters."""

    def __post_init__(self) -> None:
        _check_whole(sum(len(one.source) + len(one.rewrite) for one in self.pairs))


@dataclass(frozen=True, slots=True, config=STRICT)
class RewriteLine:
    """A source text to be rewritten."""

    id: Identity
    """Yours; it comes back with the result."""
    source: Text
    """What the clinician text says."""
    role: Role = Role.OTHER
    """What the section of the source is for."""


@dataclass(frozen=True, slots=True, config=STRICT)
class RewriteRequest:
    """Texts to be rewritten for one audience."""

    audience: AudienceId
    """For whom; `GET /api/v1/audiences` lists them."""
    lines: Annotated[tuple[RewriteLine, ...], Field(min_length=1, max_length=MOST_LINES)]
    """The texts; all together have at most 16,000 characters."""

    def __post_init__(self) -> None:
        _check_whole(sum(len(one.source) for one in self.lines))


@dataclass(frozen=True, slots=True, config=STRICT)
class AskRequest:
    """A question about a monograph."""

    question: Annotated[str, Field(min_length=1, max_length=LONGEST_QUESTION)]
    """As somebody would type it, in English."""
    audience: AudienceId
    """Whose edition is to answer; `GET /api/v1/audiences` lists them."""


def _check_whole(size: int) -> None:
    if size > LONGEST_WHOLE:
        message = f"All texts together have {size:,} characters, more than {LONGEST_WHOLE:,}"
        raise ValueError(message)
