"""Any text judged: scores, and two instruments item by item with what the program can see.

    material_of(text, form)              pasted text, Markdown or HTML
    open_file(name, data)                an upload, .docx among them
    material_of_edition(edition)         what a reader of an edition sees
    score_material(material)             scores, textstat, plain words, both instruments
    totals(instrument, answers)          what a person's answers come to, once all are given

The program never answers an instrument: it says what it found, and who has to answer.
"""

from __future__ import annotations

from patiented.assessing.collecting import MAX_TEXT
from patiented.assessing.edition import material_of_edition
from patiented.assessing.evidence import Evidence, Place, Said, Status
from patiented.assessing.instruments import (
    INSTRUMENTS,
    Instrument,
    Item,
    Part,
    instrument,
    instruments,
)
from patiented.assessing.material import Feature, Material, Piece, PieceKind
from patiented.assessing.opening import FORMS, MAX_FILE, SUFFIXES, material_of, open_file
from patiented.assessing.scored import Judged, Scored, score_material
from patiented.assessing.swaps import Swap, Swapper
from patiented.assessing.totals import Total, missing, settled, totals

__all__ = [
    "FORMS",
    "INSTRUMENTS",
    "MAX_FILE",
    "MAX_TEXT",
    "SUFFIXES",
    "Evidence",
    "Feature",
    "Instrument",
    "Item",
    "Judged",
    "Material",
    "Part",
    "Piece",
    "PieceKind",
    "Place",
    "Said",
    "Scored",
    "Status",
    "Swap",
    "Swapper",
    "Total",
    "instrument",
    "instruments",
    "material_of",
    "material_of_edition",
    "missing",
    "open_file",
    "score_material",
    "settled",
    "totals",
]
