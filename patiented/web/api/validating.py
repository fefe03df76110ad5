"""Reads what a request holds into the records of `requests.py`; what does not fit is a problem.

Strict: a parameter or member that is not known, or is given twice, is refused. A name that is
mistyped would else be passed over, and something else be answered than was asked.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import quote

from flask import request
from pydantic import TypeAdapter, ValidationError
from werkzeug.exceptions import RequestEntityTooLarge

from patiented.reading.strict_json import JsonError, is_text, read_json
from patiented.web.api.problems import MOST_FAULTS, Fault, Refused
from patiented.web.service import desk

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

Record = TypeVar("Record")

JSON = "application/json"
KILOBYTE = 1_000
LONGEST_STEP = 100
"""Of a name in the body that is repeated in an error."""

WORDS = {
    "unexpected_keyword_argument": "This name is not known here",
    "missing": "This is missing",
    "dataclass_type": "This must be an object",
    "tuple_type": "This must be a list",
    "string_type": "This must be text",
    "too_short": "There must be at least {min_length} of these",
    "too_long": "There can be at most {max_length} of these",
    "string_too_short": "There must be at least {min_length} characters",
    "string_too_long": "There can be at most {max_length} characters",
}
"""What is said in place of what pydantic says in words of Python."""


def read_query(record: TypeAdapter[Record]) -> Record:
    """Return the parameters of the address; a problem with status 400 says what is wrong."""
    twice = [name for name, values in request.args.lists() if len(values) > 1]
    if twice:
        faults = [Fault("This is given twice", parameter=_short(name)) for name in twice]
        raise Refused(400, faults=faults)
    try:
        return record.validate_strings(request.args.to_dict(), strict=True)
    except ValidationError as error:
        faults = [
            Fault(_said(one), parameter=_short(str(one["loc"][0]))) for one in _details(error)
        ]
        raise Refused(400, faults=faults) from None


def read_body(record: TypeAdapter[Record]) -> Record:
    """Return the JSON that was sent.

    A problem with status 400 says that it is no JSON, 413 that it is too long, 415 that it is said
    to be something else, 422 that it does not fit.
    """
    if request.mimetype != JSON or not _is_plain_utf8():
        raise Refused(415, headers={"Accept": JSON})
    data = _body()
    try:
        sent = read_json(data)
        _check_texts(sent)
    except JsonError as error:
        place = f"line {error.line}, column {error.column}"
        raise Refused(400, f"The body is {error.message} ({place}).") from None
    try:
        return record.validate_json(data)
    except ValidationError as error:
        faults = [Fault(_said(one), pointer_to(sent, one["loc"])) for one in _details(error)]
        raise Refused(422, faults=faults) from None


def pointer_to(sent: object, steps: Sequence[str | int]) -> str:
    """Return a place in what was sent as a JSON Pointer in a fragment (RFC 6901, 6).

    It ends where there is nothing more, or a name is too long to be repeated.
    """
    pointer, here = "#", sent
    for step in steps:
        known = isinstance(here, Mapping) and isinstance(step, str)
        listed = isinstance(here, list) and isinstance(step, int) and step < len(here)
        if not (known or listed) or len(str(step)) > LONGEST_STEP:
            break
        name = str(step).replace("~", "~0").replace("/", "~1")
        pointer += f"/{quote(name, safe='~')}"
        here = here.get(step) if isinstance(here, Mapping) else here[step]  # type: ignore[index]  # a list
    return pointer


def _is_plain_utf8() -> bool:
    charset = request.mimetype_params.get("charset", "utf-8").lower()
    return charset in {"utf-8", "utf8"} and "Content-Encoding" not in request.headers


def _body() -> bytes:
    kilobytes = desk().settings.api_body_kb
    limit = kilobytes * KILOBYTE
    too_large = Refused(413, f"At most {kilobytes} kB can be sent at once.")
    # One more, as a body that does not tell its length is cut off there without a word.
    request.max_content_length = limit + 1
    try:
        data = request.get_data(cache=False)
    except RequestEntityTooLarge:
        raise too_large from None
    if len(data) > limit:
        raise too_large
    return data


def _check_texts(sent: object) -> None:
    """Refuse half a character: it can be kept and sent nowhere."""
    waiting = [sent]
    while waiting:
        value = waiting.pop()
        if isinstance(value, str) and not is_text(value):
            raise JsonError("not text: it has half of a character in it")
        if isinstance(value, Mapping):
            waiting += [*value, *value.values()]
        elif isinstance(value, list):
            waiting += value


def _details(error: ValidationError) -> list[ErrorDetails]:
    """Return what is wrong, without lists that are too short only because of what is in them."""
    whole = error.errors(include_url=False, include_input=False)
    inner = {one["loc"][:depth] for one in whole for depth in range(1, len(one["loc"]))}
    kept = [one for one in whole if one["type"] != "too_short" or one["loc"] not in inner]
    return kept[:MOST_FAULTS]


def _said(one: ErrorDetails) -> str:
    words = WORDS.get(one["type"])
    return words.format(**one["ctx"]) if words and "ctx" in one else words or _own_words(one)


def _own_words(one: ErrorDetails) -> str:
    return one["msg"].removeprefix("Value error, ")


def _short(name: str) -> str:
    return name[:LONGEST_STEP]
