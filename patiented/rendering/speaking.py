"""The voice of the interface: its sentences in the language of the reader, from PO catalogues.

The English sentence is the key, in templates as in Python. A language is one file,
`templates/locale/<lang>.po`; a library's own file lies over the shipped one, message by message.
What a catalogue does not have is said in English, and `Speaker.missing` tells which.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from io import BytesIO
from typing import TYPE_CHECKING

from babel import Locale, UnknownLocaleError
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po
from babel.support import NullTranslations, Translations

from patiented.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

SOURCE = "en"
FOLDER = "locale"


@dataclass(frozen=True, slots=True)
class Speaker:
    """Says the interface's sentences in `lang`, a language code such as `es` or `zh_Hans`."""

    lang: str = SOURCE
    catalogue: NullTranslations = field(default_factory=NullTranslations)

    def __call__(self, text: str, /, **values: object) -> str:
        """Say `text`; its `{name}` fields are filled after it was translated."""
        said = self.catalogue.ugettext(text)
        return said.format(**values) if values else said

    def many(self, one: str, more: str, n: int, /, **values: object) -> str:
        """Say `one` or `more` by the language's own rules of number; `{n}` is the number."""
        return self.catalogue.ungettext(one, more, n).format(n=n, **values)

    @property
    def tag(self) -> str:
        """The language for `lang` attributes (BCP 47): `zh-Hans`."""
        return self.lang.replace("_", "-")

    @property
    def direction(self) -> str:
        """`ltr` or `rtl`, for the `dir` attribute."""
        return Locale.parse(self.lang, sep="_").text_direction

    @property
    def name(self) -> str:
        """The language in its own words: "Español"."""
        named = Locale.parse(self.lang, sep="_").get_display_name() or self.lang
        return named[:1].upper() + named[1:]

    def name_of(self, lang: str) -> str:
        """Return the name of another language, in this one: "inglés"."""
        other = Locale.parse(lang.replace("-", "_"), sep="_")
        return other.get_display_name(Locale.parse(self.lang, sep="_")) or lang


def mark(text: str) -> str:
    """Mark a sentence of a table for the catalogues; it is said where it is shown."""
    return text


def speaker_of(lang: str, roots: Sequence[Path]) -> Speaker:
    """Return the speaker of `lang`; `roots` are template folders, the library's own first."""
    catalogue: NullTranslations = NullTranslations()
    for root in roots:
        path = root / FOLDER / f"{lang}.po"
        if path.is_file():
            catalogue.add_fallback(_read(path))
    return Speaker(lang, catalogue)


def languages_of(roots: Sequence[Path]) -> tuple[str, ...]:
    """Return the languages that the interface speaks: English first, the others sorted."""
    paths = (path for root in roots for path in (root / FOLDER).glob("*.po"))
    others = {path.stem for path in paths} - {SOURCE}
    for lang in others:
        _known(lang)
    return (SOURCE, *sorted(others))


def _known(lang: str) -> None:
    try:
        Locale.parse(lang, sep="_")
    except (UnknownLocaleError, ValueError) as error:
        raise DataError(f"{lang!r} is no language", path=f"{FOLDER}/{lang}.po") from error


def _read(path: Path) -> Translations:
    """Read a PO file as translations; entries that are fuzzy or empty are not used."""
    try:
        with path.open("rb") as file:
            catalogue = read_po(file, abort_invalid=True)
    except (PoFileError, UnicodeDecodeError, ValueError) as error:
        raise DataError(f"the catalogue cannot be read: {error}", path=path) from error
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return Translations(compiled)
