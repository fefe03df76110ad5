"""Catalogues of wording for property tests: everything that a PO file can say of an entry."""

from __future__ import annotations

from pathlib import Path

from hypothesis import strategies as st

from patiented.proposing.catalogue import Catalogue
from patiented.proposing.catalogue_file import PoFile, parse_entries, po_text, with_own_headers
from patiented.proposing.entry import Entry

HARD = (
    " leading and trailing ",
    "no\u00a0break, thin\u2009space",
    "\ufeffa mark of byte order",
    "العربية \u202bx\u202c 12 مجم",
    "👩🏽‍⚕️ café e\u0301",
    "Two\nlines\n",
    "\r\n and \t \r",
    "a & b < c > d \"e\" 'f' ]]>",
    "Literal {brace} and {{double}}.",
    "\u2028 and \u2029 and \u0085",
    "\\n is no line end",
    "-- <!-- no comment -->",
    "by the end of by",
)

_CHARACTERS = st.characters(
    codec="utf-8", exclude_categories=("Cs",), exclude_characters="\ufffe\uffff"
).filter(lambda one: one in "\t\n\r" or ord(one) > 0x1F)

texts = st.one_of(st.sampled_from(HARD), st.text(_CHARACTERS, max_size=40))
sources = texts.filter(bool)
lines = texts.map(lambda text: " ".join(text.split()))
filled = lines.filter(bool)
remarks = st.one_of(
    st.sampled_from(["item", "draft: by a-model on 2026-01-30", "open: 60 g | quantity"]), filled
).filter(lambda one: not one.startswith(("stands: ", "exported: ")) and _is_remark(one))
names = filled.map(lambda text: text.replace("by", "of"))  # " by " parts a fact from its name
words = st.text("abcXYZ-_.:0123456789/é", min_size=1, max_size=12)


def _is_remark(text):
    key = text.partition(":")[0].strip()
    return key not in {"statement", "omit", "confirmed", "slots"}


@st.composite
def entries(draw):
    """Draw one entry as a writer or a tool may have left it."""
    is_masked = draw(st.booleans())
    wording, omit = draw(st.one_of(texts.map(lambda t: (t, "")), filled.map(lambda t: ("", t))))
    source = draw(sources)
    own = draw(st.lists(remarks, max_size=2))
    if is_masked:
        source, own = f"Take {{dose}} {draw(words)}.", [*own, "slots: {dose} = 5 mg"]
        wording = f"{{dose}}: {draw(words)}" if wording.strip() else ""
    return Entry(
        source=source,
        wording=wording,
        context=draw(st.one_of(st.just(""), texts)),
        is_masked=is_masked,
        statements=tuple(draw(st.lists(words, max_size=2))),
        omit=omit,
        confirmed=tuple(draw(st.lists(st.tuples(names, names), max_size=2))),
        is_fuzzy=draw(st.booleans()),
        previous=draw(texts),
        previous_context=draw(texts),
        notes=tuple(draw(st.lists(lines, max_size=3))),
        remarks=tuple(own),
        references=tuple(draw(st.lists(words, max_size=3))),
        flags=tuple(sorted(draw(st.sets(st.sampled_from(["no-wrap", "c-format"]))))),
    )


@st.composite
def files(draw):
    """Draw what a file of a catalogue holds."""
    unique = st.lists(entries(), max_size=4, unique_by=lambda one: (one.context, one.source))
    return PoFile(
        with_own_headers((("X-Generator", draw(words)),), "patient", "es"),
        tuple(draw(unique)),
        tuple(draw(unique)),
        tuple(draw(st.lists(lines, max_size=3))),
    )


def catalogues():
    """Draw a catalogue as it reads from its file."""
    return files().map(lambda file: loaded(po_text(file)))


def loaded(text):
    """Return the catalogue that a PO text is."""
    file = parse_entries(text.encode(), Path("patient.es.po"))
    parts = file.entries, file.obsolete
    return Catalogue("patient", "es", *parts, file.headers, file.notes, "patient.es.po")
