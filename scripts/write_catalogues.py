"""Brings the catalogues of the interface up to date: `templates/locale/<lang>.po`.

    python -m scripts.write_catalogues [LANG ...]

What only writers and reviewers see (`desks/`) is English alone and not in them.

New sentences come in empty, sentences that are no longer said go, the others keep their
translation. A LANG that has no catalogue yet gets one.
"""

from __future__ import annotations

import sys
from io import BytesIO
from pathlib import Path

from babel.messages import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "templates" / "locale"
SOURCES = (
    (
        "templates",
        [("desks/**", "ignore"), ("**.html", "jinja2")],
        {"trimmed": "true", "newstyle_gettext": "true"},
    ),
    (
        "patiented",
        [
            ("*/desks/**", "ignore"),
            ("web/accounts/**", "ignore"),
            ("assessing/**", "ignore"),
            ("**.py", "python"),
        ],
        {},
    ),
)
KEYWORDS = {
    "_": None,
    "gettext": None,
    "ngettext": (1, 2),
    "say": None,
    "mark": None,
    "many": (1, 2),
}
HEADER = "# The interface of patiented. English is the key; see docs/languages.md.\n#"


def sentences() -> Catalog:
    """Return every sentence that the interface can say, without translation, in stable order."""
    catalog = Catalog(fuzzy=False)
    found: dict[object, set[str]] = {}
    for folder, methods, options in SOURCES:
        method_options = {pattern: options for pattern, _ in methods}
        for path, _, message, _, _ in extract_from_dir(
            ROOT / folder, methods, method_options, keywords=KEYWORDS
        ):
            found.setdefault(message, set()).add(f"{folder}/{path}")
    for message in sorted(found, key=str):
        catalog.add(message, locations=[(path, None) for path in sorted(found[message])])
    return catalog


def updated(lang: str) -> bytes:
    """Return the catalogue of a language as it should stand on the disk."""
    path = FOLDER / f"{lang}.po"
    old = Catalog(locale=lang)
    if path.is_file():
        with path.open("rb") as file:
            old = read_po(file, locale=lang)
    new = Catalog(locale=lang, header_comment=HEADER, fuzzy=False, project="patiented")
    for message in sentences():
        if message.id:
            kept = old.get(message.id)
            string = kept.string if kept else ""
            new.add(message.id, string, locations=message.locations)
    written = BytesIO()
    write_po(written, new, width=100, omit_header=False, include_lineno=False, sort_output=False)
    lines = written.getvalue().split(b"\n")
    dated = (b'"POT-Creation-Date', b'"PO-Revision-Date', b'"Generated-By', b'"Report-Msgid')
    return b"\n".join(line for line in lines if not line.startswith(dated))


def main(langs: list[str]) -> None:
    """Write the catalogues of `langs`, or of every language there is."""
    FOLDER.mkdir(exist_ok=True)
    for lang in langs or sorted(path.stem for path in FOLDER.glob("*.po")):
        (FOLDER / f"{lang}.po").write_bytes(updated(lang))
        print(f"templates/locale/{lang}.po")


if __name__ == "__main__":
    main(sys.argv[1:])
