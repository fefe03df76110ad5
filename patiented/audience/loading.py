"""Builds audiences from their folders: each over its parent, all over what they share."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from patiented.audience import profile_file
from patiented.audience.folders import (
    COMMON,
    Folder,
    NamedFile,
    files_below,
    find_folders,
    fingerprinter,
    lineage_of,
)
from patiented.audience.lexicon import Lexicon, load_lexicon
from patiented.audience.overlay_file import overlays
from patiented.audience.phrase_table import Phrase, read_phrases
from patiented.audience.profile import Address, Audience, SectionPlan
from patiented.errors import UsageError
from patiented.model import MonographKind, Role

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from patiented.audience.profile_file import ProfileFile

PHRASES = "phrases.tsv"
PATTERNS = "patterns.toml"
_TEXTS = ("disclaimer", "standing", "unreviewed")


@dataclass(frozen=True, slots=True)
class AudienceData:
    """All that lies below the roots: `audiences` in chooser order, the hash of every file."""

    audiences: Mapping[str, Audience]
    lexicon: Lexicon
    common_dirs: tuple[Path, ...]
    fingerprint: str

    def audience(self, audience_id: str) -> Audience:
        """Return an audience; a UsageError lists the choices."""
        audience = self.audiences.get(audience_id)
        if audience is None:
            choices = ", ".join(self.audiences)
            raise UsageError(f"no audience {audience_id!r}; there are {choices}", code="E102")
        return audience


@dataclass(frozen=True, slots=True)
class _Shared:
    """What all audiences of one load are built with; each file is read once."""

    dirs: tuple[Path, ...]
    files: list[NamedFile]
    read_phrases: Callable[[Path], tuple[Phrase, ...]]
    fingerprint: Callable[[Sequence[NamedFile]], str]


def load_audiences(roots: Sequence[Path]) -> AudienceData:
    """Load all audiences below `roots`, shipped first; a bad file is blamed by its place."""
    dirs = tuple(root / COMMON for root in roots if (root / COMMON).is_dir())
    files = [(f"{COMMON}/{name}", path) for name, path in files_below(dirs)]
    shared = _Shared(dirs, files, cache(read_phrases), fingerprinter())
    folders = find_folders(roots)
    built = [_build(lineage_of(folder, folders), shared) for folder in folders.values()]
    built.sort(key=lambda audience: (audience.order, audience.id))
    named = [file for folder in folders.values() for file in folder.named_files()]
    return AudienceData(
        MappingProxyType({audience.id: audience for audience in built}),
        load_lexicon(dirs, shared.read_phrases),
        dirs,
        shared.fingerprint([*files, *named]),
    )


def _build(lineage: list[Folder], shared: _Shared) -> Audience:
    own = lineage[-1]
    values = _merged(lineage)
    _check_complete(own.profile, values)
    number = values.get("emergency_number", "")
    named = [file for folder in lineage for file in folder.named_files()]
    texts = {key: profile_file.fill_number(values.get(key, ""), number).strip() for key in _TEXTS}
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
        overlays=overlays(lineage),
        phrases=_phrases(lineage, shared),
        patterns_paths=_layers(PATTERNS, lineage, shared),
        fingerprint=shared.fingerprint([*shared.files, *named]),
        **texts,
    )


def _merged(lineage: list[Folder]) -> dict[str, Any]:
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
    texts = [*(values.get(key, "") for key in _TEXTS), *values.get("help", {}).values()]
    needs_number = any("{emergency_number}" in text for text in texts)
    if needs_number and not values.get("emergency_number"):
        raise profile.error("a text uses {emergency_number}, which is not set")


def _sections(profile: ProfileFile, lineage: list[Folder]) -> tuple[SectionPlan, ...]:
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


def _kind_orders(
    lineage: list[Folder],
) -> tuple[tuple[MonographKind, tuple[Role, ...]], ...]:
    merged: dict[MonographKind, tuple[Role, ...]] = {}
    for folder in lineage:
        merged.update(profile_file.kind_orders(folder.profile))
    return tuple(merged.items())


def _phrases(lineage: list[Folder], shared: _Shared) -> tuple[Phrase, ...]:
    """Collect phrases from general to particular; a later equal source and form wins."""
    merged: dict[tuple[object, ...], Phrase] = {}
    for path in _layers(PHRASES, lineage, shared):
        for phrase in shared.read_phrases(path):
            merged[phrase.source, phrase.form, phrase.roles] = phrase
    return tuple(merged.values())


def _layers(name: str, lineage: list[Folder], shared: _Shared) -> tuple[Path, ...]:
    """Return the files of one name from general to particular: common, parents, own."""
    paths = [folder / name for folder in shared.dirs]
    paths += [folder.files[name] for folder in lineage if name in folder.files]
    return tuple(path for path in paths if path.is_file())
