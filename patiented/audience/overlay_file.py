"""Reads `profile.<lang>.toml`: what an audience's profile says, in another language.

Only texts and the goal of that language stand in it; order and obligations are the profile's own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from patiented.audience import profile_file
from patiented.audience.profile import Overlay, Targets
from patiented.audience.profile_file import HEADING_KEYS, ProfileFile
from patiented.audience.toml_file import read_toml
from patiented.model import Role

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from patiented.audience.folders import Folder
    from patiented.model import MonographKind

TEXT_KEYS: Final[tuple[str, ...]] = ("label", "description", "disclaimer", "standing", "unreviewed")
KEYS: Final[dict[str, type]] = {
    **dict.fromkeys((*TEXT_KEYS, "emergency_number"), str),
    "targets": dict,
    "help": dict,
    "section": list,
}
SECTION_KEYS: Final[dict[str, type]] = dict.fromkeys(("role", *HEADING_KEYS.values()), str)
TARGET_KEYS: Final[dict[str, type]] = {"ease": float}

_NAME: Final = re.compile(r"profile\.(?P<lang>[a-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*)\.toml")

Headings = dict[tuple[Role, "MonographKind"], str]


@dataclass(frozen=True, slots=True)
class _Layer:
    """What one file says; texts by key, headings by role and kind."""

    texts: dict[str, str]
    headings: Headings
    targets: dict[str, float]


def overlays(lineage: Iterable[Folder]) -> tuple[tuple[str, Overlay], ...]:
    """Return the overlay of each language, an audience's own over its parent's.

    What an audience words anew in its profile is no longer said by the parent's overlay.
    """
    folders = tuple(lineage)
    langs = sorted({lang for folder in folders for lang, _ in _files(folder)})
    return tuple((lang, _merged(lang, folders)) for lang in langs)


def _files(folder: Folder) -> Iterator[tuple[str, Path]]:
    for name, path in folder.files.items():
        match = _NAME.fullmatch(name)
        if match:
            yield match["lang"].replace("_", "-"), path


def _merged(lang: str, folders: Iterable[Folder]) -> Overlay:
    merged = _Layer({}, {}, {})
    for folder in folders:
        profile = folder.profile.values
        _forget(merged, profile)
        path = dict(_files(folder)).get(lang)
        if path is not None:
            layer = _read(path, profile.get("emergency_number", ""))
            merged = _Layer(
                merged.texts | layer.texts,
                merged.headings | layer.headings,
                merged.targets | layer.targets,
            )
    texts = merged.texts
    return Overlay(
        texts=tuple((key, texts[key]) for key in TEXT_KEYS if key in texts),
        help=tuple(
            (key, texts[f"help.{key}"]) for key in profile_file.HELP_KEYS if f"help.{key}" in texts
        ),
        headings=tuple(merged.headings.items()),
        targets=Targets(**merged.targets),
        emergency_number=texts.get("emergency_number", ""),
    )


def _forget(merged: _Layer, profile: Mapping[str, Any]) -> None:
    """Drop what a profile says anew: its own overlay has to say that."""
    for key in profile.keys() & merged.texts.keys():
        del merged.texts[key]
    for key in profile.get("help", {}):
        merged.texts.pop(f"help.{key}", None)
    for raw in profile.get("section", []):
        for kind, key in HEADING_KEYS.items():
            if key in raw:
                merged.headings.pop((Role(raw["role"]), kind), None)


def _read(path: Path, number: str) -> _Layer:
    text, values = read_toml(path)
    file = ProfileFile(path, text, values)
    profile_file.check_table(file, (), values, KEYS)
    profile_file.check_table(file, ("help",), values.get("help", {}), profile_file.HELP_KEYS)
    profile_file.check_table(file, ("targets",), values.get("targets", {}), TARGET_KEYS)
    profile_file.check_slots(file)
    own = values.get("emergency_number", number)
    texts = {key: values[key] for key in TEXT_KEYS if key in values}
    texts |= {f"help.{key}": said for key, said in values.get("help", {}).items()}
    filled = {key: profile_file.fill_number(said, own).strip() for key, said in texts.items()}
    if "emergency_number" in values:
        filled["emergency_number"] = own
    headings: Headings = {}
    for index, raw in enumerate(values.get("section", [])):
        headings |= _headings(file, index, raw)
    goals = {key: float(value) for key, value in values.get("targets", {}).items()}
    return _Layer(filled, headings, goals)


def _headings(file: ProfileFile, index: int, raw: object) -> Headings:
    if not isinstance(raw, dict):
        raise file.error("each section must be a [[section]] table", "section")
    where = ("section", index)
    profile_file.check_table(file, where, raw, SECTION_KEYS)
    if raw.get("role") not in tuple(Role):
        raise file.error(f"unknown role {raw.get('role')!r}", *where)
    found: Headings = {}
    for kind, key in HEADING_KEYS.items():
        if key in raw:
            profile_file.check_heading(file, raw[key], (*where, key))
            found[Role(raw["role"]), kind] = raw[key]
    return found
