"""Sections of an edition as the page shows them: paragraphs, lists, tables, notes, source numbers.

Only text that the guard has judged is shown: a table row that was rewritten is shown as its text.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING
from urllib.parse import quote

from patiented.model import BlockKind, FactKind, Role, Verdict, layout
from patiented.model.layout import has_points
from patiented.rendering.speaking import Speaker, mark
from patiented.rendering.text_contexts import (
    Item,
    Mark,
    Origin,
    Part,
    Passage,
    Piece,
    Sentence,
    Stretch,
    TableRow,
)
from patiented.rendering.typography import keep_together, split_tail

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from patiented.model import EditionBlock, EditionSection, EditionStatement
    from patiented.rendering.glossary import Glossary
    from patiented.rendering.pictures.records import Picture
    from patiented.rendering.text_contexts import Run

DEEPEST_LIST = 5
TOP_HEADING = 2
DEEPEST_HEADING = 6
MOST_FACTS = 8
SOURCE_LABEL = mark("Source %(number)s")
BACK_LABEL = mark("Back to source mark %(number)s, place %(place)s")
RAW = mark("This sentence is still in clinician words.")
RAW_SEVERAL = mark("These sentences are still in clinician words.")
RAW_ITEM = mark("Still in clinician words.")

_TELLING = frozenset(
    {
        FactKind.QUANTITY,
        FactKind.FREQUENCY,
        FactKind.DURATION,
        FactKind.TIME_ORDER,
        FactKind.PERCENTAGE,
        FactKind.RATIO,
        FactKind.COUNT,
        FactKind.AGE,
    }
)
"""Facts that are worth ticking off under a clinician sentence: the ones a reader can look for."""


@dataclass(slots=True)
class Setter:
    """Sets one edition; remembers which source numbers it has placed.

    `bare`: without the clinician sentences behind the text.
    """

    glossary: Glossary
    lapsed: AbstractSet[str]
    canonical: bool
    say: Speaker = field(default_factory=Speaker)
    pictures: Mapping[str, tuple[Picture, ...]] = field(default_factory=dict)
    report: str = ""
    marks: list[Mark] = field(default_factory=list)
    source_lang: str = ""
    bare: bool = False
    _placed: Counter[int] = field(default_factory=Counter)

    def parts(self, sections: Iterable[EditionSection]) -> tuple[Part, ...]:
        """Set sections in order; one that shows nothing and heads nothing is dropped."""
        parts: list[Part] = []
        level = 1
        for section in _worth_showing(tuple(sections)):
            level = min(max(section.level, TOP_HEADING), level + 1, DEEPEST_HEADING)
            if level == TOP_HEADING:
                self.glossary.start_section()
            pieces = tuple(
                piece for block in section.blocks for piece in self._drawn(block, section.id)
            )
            parts.append(Part(f"sec-{section.id}", keep_together(section.heading), level, pieces))
        return tuple(parts)

    def _drawn(self, block: EditionBlock, section: str) -> Iterable[Piece]:
        """Set a block with the pictures of its statements."""
        found = tuple(one for s in block.statements for one in self.pictures.get(s.id, ()))
        return (replace(piece, pictures=found) for piece in self._pieces(block, section))

    def _pieces(self, block: EditionBlock, section: str) -> Iterable[Piece]:
        shown = tuple(one for one in block.statements if one.text)
        if not shown:
            return ()
        if block.kind is BlockKind.TABLE and all(_cells_stand(one) for one in shown):
            rows = tuple(self._row(one) for one in shown)
            report = self._report(f"sec-{section}")
            return (Piece("table", header=_kept(block.header), rows=rows, report=report),)
        if block.kind in {BlockKind.LIST, BlockKind.TABLE}:
            return (Piece("list", items=self._items(shown), ordered=block.ordered),)
        return (Piece(block.kind.value, passage=self._passage(shown)),)

    def _items(self, statements: Sequence[EditionStatement]) -> tuple[Item, ...]:
        """Nest items by depth; one whose parent was left out moves up to the nearest one shown."""
        items: list[Item] = []
        statements = [part for one in statements for part in _spread(one)]
        index = 0
        while index < len(statements):
            first = statements[index]
            passage = self._passage((first,), raw=RAW_ITEM)
            end = index + 1
            while end < len(statements) and _depth(statements[end]) > _depth(first):
                end += 1
            items.append(Item(passage, self._items(statements[index + 1 : end])))
            index = end
        return tuple(items)

    def _passage(self, statements: Sequence[EditionStatement], raw: str = RAW) -> Passage:
        sentences = _flagged(
            [self._sentence(one) for one in statements], self.say(raw), self.say(RAW_SEVERAL)
        )
        several = len(statements) > 1
        notes = tuple(
            _origin(one, self.source_lang, repeat=several, report=self._report(one.id))
            for one in statements
            if one.source and not self.bare and not (self.canonical and _same(one))
        )
        return Passage(sentences, notes)

    def _sentence(self, one: EditionStatement) -> Sentence:
        stretches: tuple[Stretch, ...] = ()
        head: tuple[Run, ...] = ()
        tail: tuple[Run, ...] = ()
        if has_points(one.text):
            stretches = tuple(self._stretch(one.text, part) for part in layout.stretches(one.text))
        else:
            head, tail = split_tail(self._runs(one.text))
        return Sentence(
            anchor=f"s-{one.id}",
            runs=head,
            tail=tail,
            marks=self._cite(one.citations),
            needs_writer=one.needs_writer,
            lapsed=one.id in self.lapsed,
            flag="",
            stretches=stretches,
        )

    def _report(self, place: str) -> str:
        """Return where a mistake in a statement or section is reported, if anywhere."""
        return f"{self.report}?statement={quote(place)}" if self.report else ""

    def _runs(self, text: str) -> tuple[Run, ...]:
        return self.glossary.cut(keep_together(text))

    def _stretch(self, text: str, part: layout.Stretch) -> Stretch:
        lead = self._runs(text[slice(*part.lead)]) if part.lead else ()
        return Stretch(lead, tuple(self._runs(text[slice(*point)]) for point in part.points))

    def _row(self, one: EditionStatement) -> TableRow:
        return TableRow(f"s-{one.id}", _kept(one.cells), self._cite(one.citations))

    def _mark(self, number: int, place: int) -> Mark:
        return Mark(
            number,
            f"cite-{number}-{place}",
            f"source-{number}",
            self.say(SOURCE_LABEL) % {"number": number},
            self.say(BACK_LABEL) % {"number": number, "place": place},
        )

    def _cite(self, numbers: Iterable[int]) -> tuple[Mark, ...]:
        marks = []
        for number in numbers:
            self._placed[number] += 1
            marks.append(self._mark(number, self._placed[number]))
        self.marks.extend(marks)
        return tuple(marks)


def _worth_showing(sections: Sequence[EditionSection]) -> Iterable[EditionSection]:
    """Drop sections without text, unless a deeper section with text follows under them."""
    kept: list[EditionSection] = []
    for section in reversed(sections):
        has_text = any(one.text for block in section.blocks for one in block.statements)
        if has_text or (kept and kept[-1].level > section.level):
            kept.append(section)
    return reversed(kept)


def warning_sections(sections: Iterable[EditionSection]) -> tuple[EditionSection, ...]:
    """Return the boxed warning; it is shown first, in every edition."""
    return tuple(section for section in sections if section.role is Role.BOXED_WARNING)


def _flagged(sentences: Sequence[Sentence], raw: str, several: str) -> tuple[Sentence, ...]:
    """Say after each run of sentences in clinician words that they are; `raw` says it of one."""
    flagged = list(sentences)
    length = 0
    for index, sentence in enumerate(sentences):
        length = length + 1 if sentence.needs_writer else 0
        ends = index + 1 == len(sentences) or not sentences[index + 1].needs_writer
        if length and ends:
            flagged[index] = replace(sentence, flag=raw if length == 1 else several)
    return tuple(flagged)


def _depth(statement: EditionStatement) -> int:
    return min(statement.depth, DEEPEST_LIST)


def _kept(cells: Iterable[str]) -> tuple[str, ...]:
    return tuple(keep_together(cell) for cell in cells)


def _cells_stand(one: EditionStatement) -> bool:
    """Whether the cells say what the judged text says."""
    return layout.cells_stand(one.cells, one.text, one.source)


def _same(one: EditionStatement) -> bool:
    return layout.same_words(one.text, one.source)


def _spread(one: EditionStatement) -> Iterable[EditionStatement]:
    """Yield a list item that is nothing but points as items beside each other.

    The last of them stands for the statement: its source numbers and the sentence behind it. One
    that says more, before or after its points, stays whole.
    """
    parts = layout.stretches(one.text)
    if not one.text.startswith(layout.BULLET) or any(part.lead for part in parts):
        yield one
        return
    points = [span for part in parts for span in part.points]
    for number, span in enumerate(points, start=1):
        text = one.text[slice(*span)]
        if number == len(points):
            yield replace(one, text=text)
        else:
            yield replace(
                one, id=f"{one.id}-{number}", text=text, source="", citations=(), facts=()
            )


def _origin(one: EditionStatement, lang: str, *, repeat: bool, report: str) -> Origin:
    return Origin(
        shown=keep_together(layout.read_aloud(one.text)) if repeat else "",
        source=keep_together(one.source),
        facts=_telling_facts(one),
        same=_same(one),
        lang=lang,
        report=report,
    )


def _telling_facts(one: EditionStatement) -> tuple[str, ...]:
    found = dict.fromkeys(
        keep_together(row.fact.text)
        for row in one.facts
        if row.verdict is Verdict.KEPT and row.fact.kind in _TELLING
    )
    return tuple(found)[:MOST_FACTS]
