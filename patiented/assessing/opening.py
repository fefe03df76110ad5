"""Any text or file as a material: which forms there are, and how large one may be.

    material_of(text, "markdown")        what somebody pasted
    open_file(name, data)                what somebody uploaded; its ending says its form

A new form is a module with one reader and a row in `FORMS`.
"""

from __future__ import annotations

import codecs
import re
from pathlib import PurePath
from typing import TYPE_CHECKING, NamedTuple

from patiented.assessing.collecting import MAX_TEXT, too_long
from patiented.assessing.hypertext import read_hypertext
from patiented.assessing.markup import read_markup
from patiented.assessing.plain import read_plain
from patiented.assessing.word import read_word
from patiented.errors import QueryError

if TYPE_CHECKING:
    from collections.abc import Callable

    from patiented.assessing.material import Material

MAX_FILE = 5_000_000
"""Bytes of an upload: a document with some pictures."""

MAX_MARKUP = 1_000_000
"""Code points of HTML, whose marks take more room than the text."""


class Form(NamedTuple):
    """A form of text: its name, the endings of its files, how it is read and how long it may be."""

    name: str
    suffixes: tuple[str, ...]
    read: Callable[[str, str], Material]
    longest: int


FORMS = (
    Form("text", (".txt", ".text"), read_plain, MAX_TEXT),
    Form("markdown", (".md", ".markdown"), read_markup, MAX_TEXT),
    Form("html", (".html", ".htm", ".xhtml"), read_hypertext, MAX_MARKUP),
)
WORD = (".docx",)
SUFFIXES = (*WORD, *(suffix for form in FORMS for suffix in form.suffixes))

_CHARSET = re.compile(rb"<meta[^>]{0,200}charset=[\"']?\s{0,9}([A-Za-z0-9_-]{2,40})", re.IGNORECASE)
_HEAD = 2048
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CHARSETS = frozenset({"utf-8", "ascii", "iso8859-1", "cp1252", "iso8859-15"})


def material_of(text: str, form: str, lang: str = "en") -> Material:
    """Return a text as a material; a QueryError says why it cannot be one."""
    known = next((one for one in FORMS if one.name == form), None)
    if known is None:
        names = ", ".join(one.name for one in FORMS)
        raise QueryError("form", f"no form {form[:40]!r}; known are {names}")
    if len(text) > known.longest:
        raise too_long()
    return known.read(text.replace("\r\n", "\n").replace("\r", "\n"), lang)


def open_file(name: str, data: bytes, lang: str = "en") -> Material:
    """Return an uploaded file as a material; `name` is what its owner called it."""
    if len(data) > MAX_FILE:
        raise QueryError("file", f"The file is larger than {MAX_FILE // 1_000_000} MB.")
    suffix = PurePath(name.replace("\\", "/")).suffix.lower()
    if suffix in WORD:
        return read_word(data, lang)
    form = next((one for one in FORMS if suffix in one.suffixes), None)
    if form is None:
        message = f"Files of this kind cannot be read. Known are: {', '.join(SUFFIXES)}."
        raise QueryError("file", message)
    return material_of(_decoded(data, is_html=form.name == "html"), form.name, lang)


def _decoded(data: bytes, *, is_html: bool) -> str:
    """Return the text of a file: by its mark, by what a page says of itself, else as UTF-8."""
    charset = next((name for mark, name in _MARKS if data.startswith(mark)), "utf-8")
    if is_html and charset == "utf-8" and (said := _CHARSET.search(data[:_HEAD])):
        charset = _known_charset(said[1].decode("ascii"))
    try:
        text = data.decode(charset)
    except UnicodeDecodeError as error:
        raise QueryError("file", "This file is no text in UTF-8. Save it as UTF-8.") from error
    if "\x00" in text:
        raise QueryError("file", "This file is no text.")
    return text


def _known_charset(name: str) -> str:
    try:
        found = codecs.lookup(name).name
    except LookupError:
        return "utf-8"
    return found if found in _CHARSETS else "utf-8"
