"""The monographs of a library and their wording, found by id and read again when a file changes.

What was read is remembered by the hash of its bytes; `prints` says when a hash may be trusted
without reading them again.
"""

from __future__ import annotations

import dataclasses
import difflib
import os
import re
import stat
from pathlib import Path
from typing import TYPE_CHECKING, Generic, TypeVar

from patiented.errors import DataError, SourceError, UsageError
from patiented.publishing.prints import Prints
from patiented.publishing.recent import Recent

if TYPE_CHECKING:
    from collections.abc import Callable

    from patiented.model import Meta, Monograph

SOURCE_STEM = "monograph"
WORDING = "wording"
HELD = 32
"""How many monographs, and how many catalogues, one process remembers."""
HELD_METAS = 10_000
"""How many front matters: the list of a whole library must not read every source anew."""

_ID = re.compile(r"[a-z0-9][a-z0-9_-]{0,99}")
_LANG = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")

Catalogue = TypeVar("Catalogue")
Stamp = tuple[str, int, int, int]
"""A file as a list knows it: its name, its time in ns, its size in bytes, its number."""


class Shelf(Generic[Catalogue]):
    """Finds and reads; `read` and `load` are the readers of sources and of wording.

    `read_meta` reads a front matter alone, for lists.
    """

    def __init__(
        self,
        folder: Path,
        read: Callable[[Path], Monograph],
        load: Callable[[Path], Catalogue],
        *,
        read_meta: Callable[[Path], Meta] | None = None,
    ) -> None:
        self._folder = folder
        self._read = read
        self._load = load
        self._prints = Prints()
        self._read_meta = read_meta or (lambda path: self.monograph_at(path).meta)
        self._monographs: Recent[Path, tuple[str, Monograph]] = Recent(HELD)
        self._catalogues: Recent[Path, tuple[str, Catalogue]] = Recent(HELD)
        self._metas: Recent[Path, tuple[str, Meta]] = Recent(HELD_METAS)

    def ids(self) -> tuple[str, ...]:
        """Return the ids of the library, sorted."""
        return tuple(one for one in self._names() if self._source_in(self._folder / one))

    def stamps(self) -> dict[str, Stamp]:
        """Return the ids of the library, sorted, each with the stamp of its source."""
        stamps = ((one, self._stamp(one)) for one in self._names())
        return {identity: stamp for identity, stamp in stamps if stamp}

    def edition_stamps(
        self, identity: str, audience: str, lang: str
    ) -> tuple[Stamp | None, Stamp | None]:
        """Return the stamps of the source and of the wording of an edition."""
        return self._stamp(identity), _stamp(self.wording_path(identity, audience, lang))

    def front(self, identity: str) -> Meta:
        """Return the front matter of a monograph as a list needs it; nothing is remembered."""
        return self._read_meta(self._known(identity))

    def find(self, text: str) -> str | Path:
        """Return what a MONOGRAPH argument names: an id of this library, or a source file."""
        if self.has(text):
            return text
        path = Path(text)
        if _is(path.is_dir):
            message = f"{text!r} is a folder; give an id of the library or a source file"
            raise UsageError(message, code="E115")
        if _is(path.is_file):
            return self._own_id(path) or path
        if looks_like_path(text):
            raise UsageError(f"no such file: {text!r}", code="E115")
        raise self._unknown(text)

    def require_id(self, text: str) -> str:
        """Return `text` when it is an id of this library; a path is refused in one clear line."""
        self._known(text)
        return text

    def source_path(self, text: str) -> Path:
        """Return the source file that a MONOGRAPH argument names."""
        found = self.find(text)
        return found if isinstance(found, Path) else self._known(found)

    def monograph(self, identity: str) -> Monograph:
        """Return the monograph with the id `identity`, as its source reads now."""
        path = self._known(identity)
        return dataclasses.replace(self.monograph_at(path), id=identity)

    def has(self, text: str) -> bool:
        """Tell whether `text` is an id of this library; nothing is read."""
        return bool(_ID.fullmatch(text)) and self._source_in(self._folder / text) is not None

    def meta(self, identity: str) -> Meta:
        """Return the front matter of a monograph, as its source reads now."""
        path = self._known(identity)
        digest = self._digest(path, SourceError)
        held = self._metas.get(path)
        if held is None or held[0] != digest:
            held = (digest, self.monograph_at(path).meta)
            self._metas.put(path, held)
        return held[1]

    def monograph_at(self, path: Path) -> Monograph:
        """Return the monograph in the source file at `path`."""
        digest = self._digest(path, SourceError)
        held = self._monographs.get(path)
        if held is None or held[0] != digest:
            held = (digest, self._read(path))
            self._monographs.put(path, held)
        return held[1]

    def catalogue(self, source: str | Path, audience: str, lang: str) -> Catalogue | None:
        """Return the wording beside a source for `audience` and `lang`, or None where is none."""
        if not _LANG.fullmatch(lang):
            return None
        path = self.wording_path(source, audience, lang)
        if not path.is_file():
            return None
        digest = self._digest(path, DataError)
        held = self._catalogues.get(path)
        if held is None or held[0] != digest:
            held = (digest, self._load(path))
            self._catalogues.put(path, held)
        return held[1]

    def stamp(self, identity: str, audience: str, lang: str) -> tuple[str, str]:
        """Return what the files of an edition read now, as hashes: of source and of wording."""
        wording = self.wording_path(identity, audience, lang)
        source = self._digest(self._known(identity), SourceError)
        return source, self._digest(wording, DataError) if wording.is_file() else ""

    def state(self, identity: str) -> str:
        """Return what changes with any file of a monograph; cheap."""
        if not _ID.fullmatch(identity):
            self.require_id(identity)
        return self._prints.tree(f"{self._folder}/{identity}")

    def languages(self, source: str | Path, audience: str) -> tuple[str, ...]:
        """Return the languages that `source` has wording in for `audience`, sorted."""
        start, end = f"{audience}.", ".po"
        names = self._prints.names(self._wording(source))
        found = (one[len(start) : -len(end)] for one in names if _between(one, start, end))
        return tuple(sorted(lang for lang in found if _LANG.fullmatch(lang)))

    def wording_path(self, source: str | Path, audience: str, lang: str) -> Path:
        """Return where the wording of a source for `audience` and `lang` stands, or would stand."""
        if not _LANG.fullmatch(lang):
            raise UsageError(f"{lang!r} is no language code such as en or es-MX", code="E104")
        return self._wording(source) / f"{audience}.{lang}.po"

    def wording_paths(self, source: str | Path) -> tuple[Path, ...]:
        """Return every catalogue beside a source, sorted."""
        return tuple(sorted(self._wording(source).glob("*.po")))

    def _names(self) -> list[str]:
        """Return the names that may be ids, sorted."""
        try:
            return sorted(one for one in os.listdir(self._folder) if _ID.fullmatch(one))  # noqa: PTH208
        except OSError as error:
            message = f"{self._folder}: cannot be read: {error.strerror}"
            raise UsageError(message, code="E120") from error

    def _stamp(self, identity: str) -> Stamp | None:
        """Return the stamp of a source; most are Markdown, and are found without a search."""
        folder = self._folder / identity
        if stamp := _stamp(folder / f"{SOURCE_STEM}.md"):
            return stamp
        other = self._source_in(folder)
        return _stamp(other) if other else None

    def _known(self, text: str) -> Path:
        """Return the source of an id of this library; a path is refused in one clear line."""
        if looks_like_path(text):
            message = f"{text!r} is a path; give the id of a monograph in the library"
            raise UsageError(message, code="E116")
        path = self._source_in(self._folder / text) if _ID.fullmatch(text) else None
        if path is None:
            raise self._unknown(text)
        return path

    def _wording(self, source: str | Path) -> Path:
        folder = source.parent if isinstance(source, Path) else self._folder / source
        return folder / WORDING

    def _own_id(self, path: Path) -> str | None:
        """Return the id when `path` is a source of this very library: then its reviews count."""
        resolved = path.resolve()
        folder = resolved.parent
        own = folder.parent == self._folder.resolve() and _ID.fullmatch(folder.name)
        return folder.name if own and self._source_in(folder) == resolved else None

    def _source_in(self, folder: Path) -> Path | None:
        """Return the source of a monograph folder; Markdown goes before any other format."""
        names = [one for one in self._prints.names(folder) if one.startswith(f"{SOURCE_STEM}.")]
        names.sort(key=lambda name: not name.endswith(".md"))
        return next((path for name in names if (path := folder / name).is_file()), None)

    def _digest(self, path: Path, error_type: type[SourceError | DataError]) -> str:
        try:
            return self._prints.digest(path)
        except OSError as error:
            raise error_type(f"cannot be read: {error.strerror}", path=path) from error

    def _unknown(self, text: str) -> UsageError:
        known = self.ids()
        close = difflib.get_close_matches(text, known, n=1)
        hint = f"; did you mean {close[0]}?" if close else f"; known are {', '.join(known)}"
        return UsageError(f"no monograph {text!r} in the library{hint}", code="E102")


def _between(name: str, start: str, end: str) -> bool:
    return name.startswith(start) and name.endswith(end) and len(name) >= len(start) + len(end)


def looks_like_path(text: str) -> bool:
    """Tell whether `text` was meant as a path: ids hold neither slashes nor dots."""
    return any(mark in text for mark in "/\\.~")


def _is(test: Callable[[], bool]) -> bool:
    """Ask the file system; a name that it cannot take at all is simply not there."""
    try:
        return test()
    except (OSError, ValueError):
        return False


def _stamp(path: Path) -> Stamp | None:
    """Return the stamp of a file, or None where there is no such file."""
    try:
        said = path.stat()
    except OSError:
        return None
    if not stat.S_ISREG(said.st_mode):
        return None
    return path.name, said.st_mtime_ns, said.st_size, said.st_ino
