"""Gives a section its role from the wording of its heading (`headings.tsv`) or the writer's choice.

A heading is compared in a plain form: numbering, case, punctuation and "&" do not matter, what
stands in brackets is left out at the second try. An unknown heading has no role here; the outline
decides what it inherits.
"""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from patiented.model import Role
from patiented.reading.shipped import rows

if TYPE_CHECKING:
    from patiented.reading.source import Source

_NUMBERING = re.compile(
    r"\s*+(?:(?:section|part|chapter)\s+)?(?:\d{1,3}(?:\.\d{1,3})*+|[ivxIVX]{1,5}(?=[.)])|[A-Za-z](?=[.)]))"
    r"[.):]?\s+",
    re.IGNORECASE,
)
_BRACKETED = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_NO_WORD = re.compile(r"[\W_]+")
_ATTRIBUTE = re.compile(
    r"""\s*(?P<key>[A-Za-z][\w-]*)\s*=\s*(?P<quote>["']?)(?P<value>[\w-]*)(?P=quote)\s*"""
)
_ATTRIBUTE_SHAPED = re.compile(r"\s*(?:[#.][\w-]|[\w-]+\s*=)")


@dataclass(frozen=True, slots=True)
class HeadingRole:
    """What the table says of a heading."""

    role: Role
    loinc: str | None
    top_only: bool = False


@lru_cache(maxsize=1024)
def role_of(heading: str) -> HeadingRole | None:
    """Return the role that the wording of a heading gives, or None for an unknown one."""
    plain = plain_heading(heading)
    found = _look_up(plain)
    if found is None:
        bare = plain_heading(_BRACKETED.sub(" ", heading))
        found = _look_up(bare) if bare != plain else None
    return found


def plain_heading(heading: str) -> str:
    """Return a heading as the table writes it."""
    text = _NUMBERING.sub("", heading, count=1).replace("&", " and ")
    text = text.replace("'", "").replace("\u2019", "")
    return _NO_WORD.sub(" ", text.casefold()).strip()


def loinc_of(role: Role) -> str | None:
    """Return the SPL section code of a role, where one exists."""
    return _role_codes()[role]


def parse_role(attribute: str, source: Source, offset: int) -> str | None:
    """Return the role named in `{role=...}` after a heading; None where braces are plain text."""
    if not _ATTRIBUTE_SHAPED.match(attribute):
        return None
    found = _ATTRIBUTE.fullmatch(attribute)
    if not found or found["key"] != "role":
        message = f"unknown heading attribute {{{attribute}}}; only {{role=...}} is read"
        raise source.error(message, offset)
    if found["value"] in set(Role):
        return found["value"]
    near = difflib.get_close_matches(found["value"], list(Role), n=1)
    hint = f"did you mean {near[0]}?" if near else f"known are {', '.join(Role)}"
    raise source.error(f"unknown role {found['value']!r}; {hint}", offset)


def heading_count() -> int:
    """Return how many wordings are known."""
    exact, starred = _headings()
    return len(exact) + len(starred)


@cache
def _role_codes() -> dict[Role, str | None]:
    return {Role(row["role"]): row["loinc"] or None for row in rows("roles.tsv")}


@cache
def _headings() -> tuple[dict[str, HeadingRole], tuple[tuple[re.Pattern[str], HeadingRole], ...]]:
    """Return the exact headings, and those with a star as patterns, the longest first."""
    exact: dict[str, HeadingRole] = {}
    starred: list[tuple[re.Pattern[str], HeadingRole]] = []
    for row in rows("headings.tsv"):
        role = Role(row["role"])
        entry = HeadingRole(role, row["loinc"] or loinc_of(role), row["where"] == "top")
        if "*" in row["heading"]:
            words = re.escape(row["heading"]).replace(r"\*", ".{1,120}")
            starred.append((re.compile(words), entry))
        else:
            exact[row["heading"]] = entry
    # "what is * used for" says more than "what is *".
    starred.sort(key=lambda entry: len(entry[0].pattern), reverse=True)
    return exact, tuple(starred)


def _look_up(plain: str) -> HeadingRole | None:
    exact, starred = _headings()
    found = exact.get(plain)
    if found:
        return found
    return next((entry for pattern, entry in starred if pattern.fullmatch(plain)), None)
