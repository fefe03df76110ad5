"""Reads a text for the guard: tokens, then measures, then mentions; remembers the latest texts."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from patiented.guard.measures import read_measures
from patiented.guard.mentions import read_mentions
from patiented.guard.reading import Reading
from patiented.guard.tokens import tokenise
from patiented.model.layout import has_points, running

if TYPE_CHECKING:
    from patiented.guard.tables import GuardTables
    from patiented.guard.tokens import Token
    from patiented.model import Span

_REMEMBERED = 1_024


class Reader:
    """Turns texts into readings with one set of tables; a reading returned is never written to."""

    def __init__(self, tables: GuardTables) -> None:
        self.tables = tables
        self._read = lru_cache(maxsize=_REMEMBERED)(self._read_anew)

    def read(self, text: str) -> Reading:
        """Return what the guard sees in `text`."""
        return self._read(text)

    def _read_anew(self, text: str) -> Reading:
        reading = Reading(text, self._tokens(text))
        read_measures(reading, self.tables)
        read_mentions(reading, self.tables)
        return reading

    def _tokens(self, text: str) -> list[Token]:
        """Return the tokens of a text; points below a lead are read as the sentence they make."""
        if not has_points(text):
            return tokenise(text, self.tables.stemmer)
        said = running(text)
        tokens = tokenise(said.text, self.tables.stemmer)
        return [_at(token, said.origin((token.start, token.end))) for token in tokens]


def _at(token: Token, span: Span) -> Token:
    return token._replace(start=span[0], end=span[1])
