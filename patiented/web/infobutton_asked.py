"""Reads the parameters of an Infobutton request; what makes no sense is refused in one clear line.

Names: HL7 Context-Aware Knowledge Retrieval, URL implementation guide, as MedlinePlus Connect takes
them. Other parameters of that guide (performer, encounter, patientPerson ...) are not looked at.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from werkzeug.exceptions import BadRequest, RequestURITooLarge, UnsupportedMediaType

from patiented.export.infobutton import CALLBACK, Category
from patiented.model import CODE_SYSTEMS
from patiented.publishing import Concept
from patiented.publishing.subtopics import MESH, role_asked

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from patiented.model import Role

ATOM, JSON, JSONP = "text/xml", "application/json", "application/javascript"
TYPES = (ATOM, JSON, JSONP)

MAX_QUERY = 8_192
MAX_VALUE = 256
MAX_CONCEPTS = 10

MAIN, SUBTOPIC = "mainSearchCriteria", "subTopic"
RECIPIENT, LANGUAGE = "informationRecipient", "informationRecipient.languageCode.c"
AGE, UNIT, TASK = "age.v.v", "age.v.u", "taskContext.c.c"
TYPE, FUNCTION = "knowledgeResponseType", "callback"
SINGLE = (RECIPIENT, LANGUAGE, AGE, UNIT, TASK, TYPE, FUNCTION)
RECIPIENTS = ("PAT", "PROV")

YEARS = {"a": 1.0, "mo": 1 / 12, "wk": 7 / 365.25, "d": 1 / 365.25, "h": 1 / 8_766, "min": 0.0}
"""Units of age (UCUM), in years."""

SHORT_NAMES = {one.oid: one.short for one in CODE_SYSTEMS} | {MESH: "MESH"}

_CONCEPT = re.compile(rf"({MAIN}|{SUBTOPIC})\.v\.(cs|c|dn|ot)([0-9]{{0,2}})")
_UNREADABLE = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufffd-\uffff]")
"""Control characters, marks that turn text around, and what stands for bytes that are no UTF-8."""
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*")
_TASK = re.compile(r"[A-Za-z0-9_.-]{1,64}")
_NUMBER = re.compile(r"[0-9]{1,6}(?:\.[0-9]{1,6})?")


@dataclass(frozen=True, slots=True)
class Asked:
    """A request that can be answered.

    `said` are the parameters that were understood, as an answer repeats them; `query` are the same
    as they can be sent again.
    """

    concepts: tuple[Concept, ...]
    recipient: str
    lang: str
    role: Role | None
    age_years: float | None
    form: str
    callback: str
    said: tuple[Category, ...]
    query: tuple[tuple[str, str], ...]


def read_request(query: bytes, given: Mapping[str, Sequence[str]]) -> Asked:
    """Return what is asked for; raises 400, 414 or 415 with a line that says what to send.

    `query` is the query string as it came, `given` all values of each parameter.
    """
    if len(query) > MAX_QUERY:
        raise RequestURITooLarge(f"the request is longer than {MAX_QUERY:,} bytes")
    values = _understood(given)
    form, callback = _form(values)
    recipient = _one_of(RECIPIENT, values.get(RECIPIENT, RECIPIENTS[0]).upper(), RECIPIENTS)
    lang = _shaped(LANGUAGE, values, _LANGUAGE, "a language tag, as en or es-MX")
    task = _shaped(TASK, values, _TASK, "an HL7 task code, as PROBLISTREV")
    mains, subtopics = _groups(values, MAIN), _groups(values, SUBTOPIC)
    roles = (role_asked(one.code, one.system, (one.display, one.original)) for _, one in subtopics)
    said = [
        *_echo(MAIN, mains),
        Category(RECIPIENT, recipient),
        *([Category(LANGUAGE, lang)] if lang else ()),
        *(one for one in _echo(SUBTOPIC, subtopics) if one.term),
        *(Category(name, values[name]) for name in (AGE, UNIT) if name in values),
        *([Category(TASK, task)] if task else ()),
    ]
    return Asked(
        concepts=_concepts(mains),
        recipient=recipient,
        lang=lang,
        role=next((role for role in roles if role), None),
        age_years=_age(values),
        form=form,
        callback=callback,
        said=tuple(said),
        query=tuple((one.scheme, values[one.scheme]) for one in said if one.scheme in values),
    )


def _understood(given: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Return the parameters that count, each with its one value; an empty one is not there."""
    values = {}
    for name, several in given.items():
        if name not in SINGLE and not _CONCEPT.fullmatch(name):
            continue
        if len(several) > 1:
            raise BadRequest(f"{name} is sent twice; a second concept is {MAIN}.v.c1, and so on")
        value = several[0].strip(" ")
        if len(value) > MAX_VALUE:
            raise BadRequest(f"{name} is longer than {MAX_VALUE} characters")
        if _UNREADABLE.search(value):
            raise BadRequest(f"{name} holds a character that cannot be read")
        if value:
            values[name] = value
    return values


def _groups(values: Mapping[str, str], name: str) -> tuple[tuple[str, Concept], ...]:
    """Return each concept of a parameter with its number, in the order of the numbers."""
    parts: dict[str, dict[str, str]] = {}
    for key, value in values.items():
        found = _CONCEPT.fullmatch(key)
        if found and found[1] == name:
            parts.setdefault(found[3], {})[found[2]] = value
    if len(parts) > MAX_CONCEPTS:
        raise BadRequest(f"more than {MAX_CONCEPTS} concepts in {name}; ask again for the rest")
    order = sorted(parts, key=lambda number: (int(number or -1), number))
    return tuple((number, _concept(parts[number])) for number in order)


def _concept(part: Mapping[str, str]) -> Concept:
    return Concept(part.get("c", ""), part.get("cs", ""), part.get("dn", ""), part.get("ot", ""))


def _concepts(mains: Sequence[tuple[str, Concept]]) -> tuple[Concept, ...]:
    found = tuple(one for _, one in mains if one.can_be_found)
    if found:
        return found
    if any(one.code for _, one in mains):
        raise BadRequest(
            f"{MAIN}.v.c needs the code system in {MAIN}.v.cs, or a name in {MAIN}.v.dn"
        )
    raise BadRequest(
        f"send what to look up: {MAIN}.v.cs and {MAIN}.v.c (code system and code), "
        f"or {MAIN}.v.dn (its name)"
    )


def _echo(name: str, groups: Sequence[tuple[str, Concept]]) -> list[Category]:
    """Return what was asked for as categories: code, system by its short name, display name."""
    said = []
    for number, one in groups:
        system = SHORT_NAMES.get(one.system, one.system)
        terms = [("c", one.code), ("cs", system), ("dn", one.display)]
        terms += [("ot", one.original)] if one.original else []
        said += [Category(f"{name}.v.{part}{number}", term) for part, term in terms]
    return said


def _form(values: Mapping[str, str]) -> tuple[str, str]:
    """Return the type of the answer, and the function that a JSONP answer calls."""
    form = values.get(TYPE, ATOM).partition(";")[0].strip().lower()
    if form not in TYPES:
        raise UnsupportedMediaType(f"{TYPE} must be one of {', '.join(TYPES)}")
    callback = values.get(FUNCTION, "")
    if callback and not CALLBACK.fullmatch(callback):
        message = "the name of a function: letters, digits, _, $ and dots, at most 64"
        raise BadRequest(f"{FUNCTION} must be {message}")
    if form == JSONP and not callback:
        raise BadRequest(f"{TYPE}={JSONP} needs the name of a function in {FUNCTION}")
    return (JSONP, callback) if callback and form == JSON else (form, callback)


def _age(values: Mapping[str, str]) -> float | None:
    if AGE not in values:
        return None
    number = _shaped(AGE, values, _NUMBER, "a number, as 12")
    unit = _one_of(UNIT, values.get(UNIT, "a"), tuple(YEARS))
    return float(number) * YEARS[unit]


def _one_of(name: str, value: str, known: Sequence[str]) -> str:
    if value not in known:
        raise BadRequest(f"{name} must be one of {', '.join(known)}")
    return value


def _shaped(name: str, values: Mapping[str, str], shape: re.Pattern[str], what: str) -> str:
    value = values.get(name, "")
    if value and not shape.fullmatch(value):
        raise BadRequest(f"{name} must be {what}")
    return value
