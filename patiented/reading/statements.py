"""Makes statements of runs: stable ids, sentences, citations in their sentence.

A statement's id depends on its text alone, so that it survives reordering and changes with the
text. Its citations are numbered in the order in which the document first cites them.
"""

from __future__ import annotations

import hashlib
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from patiented.model import Role, Statement, StatementKind
from patiented.reading.sentences import split_sentences

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Iterator, Sequence

    from patiented.reading.citations import Citations
    from patiented.reading.parts import Grid, Item, Run
    from patiented.reading.source import Source

_ID_DIGITS = 10


def statement_id(text: str, seen: Counter[str]) -> str:
    """Return the id of a statement; `seen` counts repeats in one document and is updated."""
    plain = " ".join(unicodedata.normalize("NFC", text).split())
    base = "s-" + hashlib.sha256(plain.encode()).hexdigest()[:_ID_DIGITS]
    seen[base] += 1
    return base if seen[base] == 1 else f"{base}-{seen[base]}"


@dataclass(slots=True)
class Clerk:
    """Writes the statements of one document; keeps count of ids and citations."""

    source: Source
    citations: Citations
    seen: Counter[str]

    def sentences(self, run: Run, role: Role) -> Iterator[Statement]:
        """Yield a statement per sentence; a citation belongs to the one it stands in or ends."""
        after = -1
        spans = split_sentences(run.text)
        for span in spans:
            yield self._statement(run.part(span, after=after), role, StatementKind.SENTENCE)
            after = span[1]

    def item(self, item: Item, role: Role, lead: str) -> Statement:
        """Return the statement of one list item; `lead` is the sentence that opens the list."""
        return self._statement(
            item.run, role, StatementKind.ITEM, lead=item.lead or lead, depth=item.depth
        )

    def row(self, grid: Grid, cells: Sequence[Run], role: Role) -> Statement:
        """Return the statement of one table row: "Header: cell; Header: cell"."""
        header = tuple(run.text for run in grid.header)
        texts = tuple(run.text for run in cells)
        said = [
            f"{name}: {text}" if name else text
            for name, text in zip(header, texts, strict=True)
            if text
        ]
        text = "; ".join(said)
        offset = next((run.offset for run in cells if run.text), grid.offset)
        line, column = self.source.place(offset)
        return Statement(
            id=statement_id(text, self.seen),
            text=text,
            role=role,
            kind=StatementKind.ROW,
            citations=self.citations.of(*grid.header, *cells),
            line=line,
            column=column,
            cells=texts,
            header=header,
        )

    def _statement(
        self, run: Run, role: Role, kind: StatementKind, *, lead: str = "", depth: int = 0
    ) -> Statement:
        line, column = self.source.place(run.offset)
        return Statement(
            id=statement_id(run.text, self.seen),
            text=run.text,
            role=role,
            kind=kind,
            citations=self.citations.of(run),
            line=line,
            column=column,
            lead=lead,
            depth=depth,
        )
