"""Catalogues out to translation tools and in again: PO, XLIFF 1.2 and XLIFF 2.0, from one record.

`records.py` is what every format carries, `FORMATS` says who writes and reads each, `importing.py`
lays what comes back over the catalogue. See docs/translation-tools.md.
"""

from patiented.proposing.exchange.formats import FORMATS, read
from patiented.proposing.exchange.importing import Change, Imported, Kind, lay_in, take_whole
from patiented.proposing.exchange.records import Exchange, Unit, exported

__all__ = [
    "FORMATS",
    "Change",
    "Exchange",
    "Imported",
    "Kind",
    "Unit",
    "exported",
    "lay_in",
    "read",
    "take_whole",
]
