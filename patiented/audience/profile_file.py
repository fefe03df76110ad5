"""Reads `profile.toml` strictly: unknown keys, wrong types and missing parts are blamed by place.

It gives the values of one file; laying a profile over its parent is `loading.py`'s work.
"""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from patiented.audience.places import Key, find_key
from patiented.audience.profile import Address, HelpLines, SectionPlan, Targets
from patiented.audience.toml_file import read_toml
from patiented.errors import DataError
from patiented.model import MonographKind, Obligation, Role

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

TOP_KEYS: dict[str, type] = {
    "label": str,
    "description": str,
    "order": int,
    "address": str,
    "based_on": str,
    "infobutton_recipient": str,
    "emergency_number": str,
    "disclaimer": str,
    "standing": str,
    "unreviewed": str,
    "canonical": bool,
    "keep_source_order": bool,
    "condition_order": list,
    "procedure_order": list,
    "targets": dict,
    "help": dict,
    "section": list,
}
TARGET_KEYS: dict[str, type] = dict.fromkeys(("flesch_kincaid", "smog_adjusted", "smog"), float)
HELP_KEYS: dict[str, type] = dict.fromkeys(("now", "today", "visit", "poison"), str)
SECTION_KEYS: dict[str, type] = dict.fromkeys(
    ("role", "obligation", "heading", "heading_condition", "heading_procedure"), str
)
REQUIRED = (
    "label",
    "description",
    "order",
    "address",
    "infobutton_recipient",
    "disclaimer",
    "unreviewed",
    "section",
)
RECIPIENTS = ("PAT", "PROV")
HEADING_KEYS = {
    MonographKind.DRUG: "heading",
    MonographKind.CONDITION: "heading_condition",
    MonographKind.PROCEDURE: "heading_procedure",
}
ORDER_KEYS = {
    MonographKind.CONDITION: "condition_order",
    MonographKind.PROCEDURE: "procedure_order",
}
_TYPE_NAMES = {
    str: "a text",
    int: "a whole number",
    bool: "true or false",
    float: "a number",
    list: "a list",
    dict: "a table",
}
_SLOT = re.compile(r"\{[^}]*\}?|\}")


@dataclass(frozen=True, slots=True)
class ProfileFile:
    """The values of one `profile.toml`, checked one by one but not yet complete."""

    path: Path
    text: str
    values: dict[str, Any]

    def error(self, message: str, *key: str | int) -> DataError:
        """Return an error that blames the place of `key`."""
        line, column = find_key(self.text, key) if key else (1, 1)
        return DataError(message, path=self.path, line=line, column=column)


def read_profile(path: Path) -> ProfileFile:
    """Return the checked values of the profile at `path`."""
    text, values = read_toml(path)
    profile = ProfileFile(path, text, values)
    check_table(profile, (), values, TOP_KEYS)
    check_table(profile, ("targets",), values.get("targets", {}), TARGET_KEYS)
    check_table(profile, ("help",), values.get("help", {}), HELP_KEYS)
    _check_choice(profile, "address", tuple(Address))
    _check_choice(profile, "infobutton_recipient", RECIPIENTS)
    check_slots(profile)
    return profile


def targets(values: dict[str, Any]) -> Targets:
    """Return the target grades."""
    return Targets(**{key: float(value) for key, value in values.get("targets", {}).items()})


def help_lines(values: dict[str, Any]) -> HelpLines:
    """Return the help lines with the emergency number of the profile filled in."""
    number = values.get("emergency_number", "")
    lines = values.get("help", {})
    return HelpLines(**{key: fill_number(text, number) for key, text in lines.items()})


def fill_number(text: str, number: str) -> str:
    """Fill `{emergency_number}`; the number comes from the locale, so it is its own key."""
    return text.replace("{emergency_number}", number)


def section_plans(profile: ProfileFile) -> tuple[SectionPlan, ...]:
    """Return the sections in file order; each role at most once."""
    plans: list[SectionPlan] = []
    for index, raw in enumerate(profile.values.get("section", [])):
        if not isinstance(raw, dict):
            raise profile.error("each section must be a [[section]] table", "section")
        plan = _section_plan(profile, index, raw)
        if any(plan.role is other.role for other in plans):
            raise profile.error(f"role {plan.role} has two sections", "section", index, "role")
        plans.append(plan)
    return tuple(plans)


def kind_orders(profile: ProfileFile) -> tuple[tuple[MonographKind, tuple[Role, ...]], ...]:
    """Return the page order of each kind that has its own."""
    orders: list[tuple[MonographKind, tuple[Role, ...]]] = []
    for kind, key in ORDER_KEYS.items():
        names = profile.values.get(key)
        if names is None:
            continue
        roles = tuple(Role(_known(profile, name, Role, (key,))) for name in names)
        if len(set(roles)) != len(roles):
            raise profile.error(f"{key} names a role twice", key)
        orders.append((kind, roles))
    return tuple(orders)


def _section_plan(profile: ProfileFile, index: int, raw: dict[str, Any]) -> SectionPlan:
    where: Key = ("section", index)
    check_table(profile, where, raw, SECTION_KEYS)
    for needed in ("role", "obligation", "heading"):
        if needed not in raw:
            raise profile.error(f"a section needs the key {needed!r}", *where)
    role = Role(_known(profile, raw["role"], Role, (*where, "role")))
    obligation = _known(profile, raw["obligation"], Obligation, (*where, "obligation"))
    headings: list[tuple[MonographKind, str]] = []
    for kind, key in HEADING_KEYS.items():
        if key in raw:
            check_heading(profile, raw[key], (*where, key))
            headings.append((kind, raw[key]))
    return SectionPlan(role, Obligation(obligation), tuple(headings), index + 1)


def check_heading(profile: ProfileFile, heading: str, key: Key) -> None:
    """Refuse an empty heading and unknown placeholders."""
    if not heading.strip():
        raise profile.error("the heading is empty", *key)
    _refuse_slots(profile, heading, "{name}", key)


def check_slots(profile: ProfileFile) -> None:
    """Standing texts know one placeholder, the emergency number."""
    for key in ("disclaimer", "standing", "unreviewed"):
        _refuse_slots(profile, profile.values.get(key, ""), "{emergency_number}", (key,))
    for key, text in profile.values.get("help", {}).items():
        _refuse_slots(profile, text, "{emergency_number}", ("help", key))


def _refuse_slots(profile: ProfileFile, text: str, allowed: str, key: Key) -> None:
    for match in _SLOT.finditer(text):
        if match[0] != allowed:
            message = f"unknown placeholder {match[0]!r}; only {allowed} is known here"
            raise profile.error(message, *key)


def check_table(
    profile: ProfileFile, where: Key, table: dict[str, Any], known: dict[str, type]
) -> None:
    """Refuse keys that are not known and values of another type."""
    for key, value in table.items():
        if key not in known:
            raise profile.error(f"unknown key {key!r}{_did_you_mean(key, known)}", *where, key)
        if not _has_type(value, known[key]):
            raise profile.error(f"{key} must be {_TYPE_NAMES[known[key]]}", *where, key)


def _has_type(value: object, expected: type) -> bool:
    """Tell whether a value fits; a whole number is a number, but `true` is not."""
    if expected is float:
        return isinstance(value, (int, float)) and not isinstance(value, bool)
    if expected is int:
        return isinstance(value, int) and not isinstance(value, bool)
    return isinstance(value, expected)


def _check_choice(profile: ProfileFile, key: str, allowed: tuple[str, ...]) -> None:
    if key in profile.values:
        _known(profile, profile.values[key], allowed, (key,))


def _known(profile: ProfileFile, name: object, allowed: Iterable[str], key: Key) -> str:
    names = tuple(str(item) for item in allowed)
    if isinstance(name, str) and name in names:
        return name
    hint = _did_you_mean(str(name), names) or f"; expected one of {', '.join(names)}"
    raise profile.error(f"unknown value {name!r}{hint}", *key)


def _did_you_mean(word: str, known: Iterable[str]) -> str:
    near = difflib.get_close_matches(word, list(known), n=1)
    return f"; did you mean {near[0]!r}?" if near else ""
