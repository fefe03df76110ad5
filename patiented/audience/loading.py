"""Loads the audience folders, laid over each other, and takes their fingerprints.

A root is an `audiences/` folder: `common/` and one folder for each audience. Later roots (a
library's own) lie over earlier ones (the shipped): an audience's files are replaced one by one,
shared tables row by row.
"""

from __future__ import annotations

import difflib
import hashlib
import re
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from patiented.audience import profile_file
from patiented.audience.lexicon import Lexicon, load_lexicon
from patiented.audience.phrase_table import Phrase, read_phrases
from patiented.audience.profile import Address, Audience, SectionPlan
from patiented.errors import DataError
from patiented.model import Role

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from patiented.audience.profile_file import ProfileFile

COMMON = "common"
PROFILE = "profile.toml"
PHRASES = "phrases.tsv"
PATTERNS = "patterns.toml"
DATA_SUFFIXES = (".toml", ".tsv", ".txt")
RESERVED_IDS = ("ask", "compare", "history")  # they are pages of a monograph (DESIGN 8)
_ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class AudienceData:
    """All that lies below the roots: `audiences` in chooser order, the hash of every file."""

    audiences: Mapping[str, Audience]
    lexicon: Lexicon
    common_dirs: tuple[Path, ...]
    fingerprint: str


@dataclass(frozen=True, slots=True)
class _Folder:
    """One audience before it is built: its files by name, and its profile."""

    id: str
    files: dict[str, Path]
    profile: ProfileFile


def load_audiences(roots: Sequence[Path]) -> AudienceData:
    """Load all audiences below `roots`, shipped first; a bad file is blamed by its place."""
    common_dirs = tuple(root / COMMON for root in roots if (root / COMMON).is_dir())
    folders = _find_folders(roots)
    common_files = [(f"{COMMON}/{name}", path) for name, path in _files_below(common_dirs)]
    built = [
        _build(_lineage(folder, folders), common_dirs, common_files) for folder in folders.values()
    ]
    built.sort(key=lambda audience: (audience.order, audience.id))
    every_file = [*common_files]
    for folder in folders.values():
        every_file += _named_files(folder)
    return AudienceData(
        MappingProxyType({audience.id: audience for audience in built}),
        load_lexicon(common_dirs),
        common_dirs,
        _fingerprint(every_file),
    )


def _find_folders(roots: Sequence[Path]) -> dict[str, _Folder]:
    files: dict[str, dict[str, Path]] = {}
    for root in roots:
        if not root.is_dir():
            raise DataError("no such folder of audiences", path=root)
        for folder in sorted(root.iterdir()):
            if folder.is_dir() and folder.name != COMMON and not folder.name.startswith((".", "_")):
                _check_id(folder)
                files.setdefault(folder.name, {}).update(_files_below([folder]))
    if not files:
        raise DataError("no audience folder in here", path=roots[0] if roots else "audiences")
    return {name: _Folder(name, own, _profile(name, own, roots)) for name, own in files.items()}


def _check_id(folder: Path) -> None:
    if folder.name in RESERVED_IDS:
        raise DataError(f"{folder.name!r} is a page, so it cannot be an audience", path=folder)
    if not _ID.fullmatch(folder.name):
        message = "an audience folder is named in lower-case letters, digits and single hyphens"
        raise DataError(message, path=folder)


def _profile(name: str, files: dict[str, Path], roots: Sequence[Path]) -> ProfileFile:
    if PROFILE not in files:
        raise DataError(f"the audience has no {PROFILE}", path=roots[-1] / name)
    return profile_file.read_profile(files[PROFILE])


def _files_below(dirs: Iterable[Path]) -> list[tuple[str, Path]]:
    """List the data files below folders as (relative name, path), sorted within each folder."""
    return [
        (path.relative_to(folder).as_posix(), path)
        for folder in dirs
        for path in sorted(folder.rglob("*"))
        if path.suffix in DATA_SUFFIXES and path.is_file()
    ]


def _named_files(folder: _Folder) -> list[tuple[str, Path]]:
    return [(f"{folder.id}/{name}", path) for name, path in sorted(folder.files.items())]


def _lineage(folder: _Folder, folders: dict[str, _Folder]) -> list[_Folder]:
    """Return the folder's ancestors and itself, the eldest first."""
    line = [folder]
    while parent := line[0].profile.values.get("based_on"):
        profile = line[0].profile
        if parent not in folders:
            near = difflib.get_close_matches(parent, folders, n=1)
            hint = f"; did you mean {near[0]!r}?" if near else ""
            raise profile.error(f"based_on names no audience: {parent!r}{hint}", "based_on")
        if any(parent == known.id for known in line):
            raise profile.error("based_on goes round in a circle", "based_on")
        line.insert(0, folders[parent])
    return line


def _build(
    lineage: list[_Folder], common_dirs: tuple[Path, ...], common_files: list[tuple[str, Path]]
) -> Audience:
    own = lineage[-1]
    values = _merged(lineage)
    _check_complete(own.profile, values)
    number = values.get("emergency_number", "")
    files = [*common_files, *(named for folder in lineage for named in _named_files(folder))]
    texts = {
        key: profile_file.fill_number(values.get(key, ""), number).strip()
        for key in ("disclaimer", "standing", "unreviewed")
    }
    return Audience(
        id=own.id,
        label=values["label"],
        description=values["description"],
        address=Address(values["address"]),
        order=values["order"],
        sections=_sections(own.profile, lineage),
        infobutton_recipient=values["infobutton_recipient"],
        targets=profile_file.targets(values),
        help=profile_file.help_lines(values),
        canonical=values.get("canonical", False),
        keep_source_order=values.get("keep_source_order", False),
        based_on=own.profile.values.get("based_on"),
        emergency_number=number,
        kind_orders=_kind_orders(lineage),
        phrases=_phrases([*common_dirs], lineage),
        patterns_paths=_patterns([*common_dirs], lineage),
        fingerprint=_fingerprint(files),
        **texts,
    )


def _merged(lineage: list[_Folder]) -> dict[str, Any]:
    """Lay profiles over each other; the tables `targets` and `help` key by key."""
    merged: dict[str, Any] = {}
    for folder in lineage:
        for key, value in folder.profile.values.items():
            inner = isinstance(value, dict)
            merged[key] = {**merged.get(key, {}), **value} if inner else value
    return merged


def _check_complete(profile: ProfileFile, values: dict[str, Any]) -> None:
    missing = [key for key in profile_file.REQUIRED if key not in values]
    if missing:
        raise profile.error(f"missing: {', '.join(missing)}")
    for key in ("label", "description", "disclaimer", "unreviewed"):
        if not values[key].strip():
            raise profile.error(f"{key} is empty", key)
    texts = (*(values.get(key, "") for key in ("disclaimer", "standing", "unreviewed")),)
    needs_number = any(
        "{emergency_number}" in text for text in (*texts, *values.get("help", {}).values())
    )
    if needs_number and not values.get("emergency_number"):
        raise profile.error("a text uses {emergency_number}, which is not set")


def _sections(profile: ProfileFile, lineage: list[_Folder]) -> tuple[SectionPlan, ...]:
    """Return a plan for every role: the youngest file's sections lead, its elders fill in."""
    plans: dict[Role, SectionPlan] = {}
    for folder in reversed(lineage):
        for plan in profile_file.section_plans(folder.profile):
            plans.setdefault(plan.role, plan)
    missing = [role for role in Role if role not in plans]
    if missing:
        raise profile.error(f"no section for the role {', '.join(missing)}", "section")
    return tuple(
        SectionPlan(plan.role, plan.obligation, plan.headings, place)
        for place, plan in enumerate(plans.values(), start=1)
    )


def _kind_orders(lineage: list[_Folder]) -> Any:
    merged: dict[Any, Any] = {}
    for folder in lineage:
        merged.update(profile_file.kind_orders(folder.profile))
    return tuple(merged.items())


def _phrases(dirs: list[Path], lineage: list[_Folder]) -> tuple[Phrase, ...]:
    """Collect phrases from general to particular; a later equal source and form wins."""
    paths = [folder / PHRASES for folder in dirs]
    paths += [folder.files[PHRASES] for folder in lineage if PHRASES in folder.files]
    merged: dict[tuple[object, ...], Phrase] = {}
    for path in paths:
        if path.is_file():
            for phrase in read_phrases(path):
                merged[(phrase.source, phrase.form, phrase.roles)] = phrase
    return tuple(merged.values())


def _patterns(dirs: list[Path], lineage: list[_Folder]) -> tuple[Path, ...]:
    paths = [folder / PATTERNS for folder in dirs]
    paths += [folder.files[PATTERNS] for folder in lineage if PATTERNS in folder.files]
    return tuple(path for path in paths if path.is_file())


def _fingerprint(files: Iterable[tuple[str, Path]]) -> str:
    """Hash names and bytes, each with its length, so that no two sets of files look alike."""
    digest = hashlib.sha256()
    for name, path in files:
        data = path.read_bytes()
        digest.update(f"{len(name)}:{name}:{len(data)}:".encode())
        digest.update(data)
    return digest.hexdigest()
