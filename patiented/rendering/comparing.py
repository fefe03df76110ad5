"""Two editions of a monograph side by side, shaped for `pages/compare.html`."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from patiented.rendering.aligning import paired
from patiented.rendering.compared import (
    Cell,
    Column,
    ComparePage,
    ComparePart,
    Option,
    Row,
    Sample,
    Tally,
)
from patiented.rendering.contexts import Link
from patiented.rendering.fates import Fated, against_source, between, ledger_by_statement
from patiented.rendering.marking import marked
from patiented.rendering.page import name_of
from patiented.rendering.reading_level import level_view
from patiented.rendering.review_status import review_view
from patiented.rendering.speaking import mark
from patiented.rendering.typography import keep_together

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from patiented.audience.profile import Audience
    from patiented.model import EditionStatement, LedgerRow
    from patiented.rendering.aligning import Pair
    from patiented.rendering.contexts import Site
    from patiented.rendering.fates import Ledger
    from patiented.rendering.marking import Lines, Mark, Patch
    from patiented.rendering.shown import Shown
    from patiented.rendering.speaking import Speaker

SAID = {
    "same": mark("Same words"),
    "facts": mark("Same facts"),
    "alike": mark("Same facts, other words"),
    "words": mark("Other words"),
    "simpler": mark("Said more simply"),
    "part": mark("Some words left out"),
    "unlike": mark("Not the same facts"),
    "gone": mark("Left out"),
    "open": mark("To be checked"),
}
"""What the middle column says, in the order in which the counts are listed."""

SIGNS = {"gone": "left", "unlike": "warn", "open": "warn"} | {
    **dict.fromkeys(("same", "facts", "alike"), "tick"),
    **dict.fromkeys(("words", "simpler", "part"), "now"),
}
"""The icon beside it."""

LEGEND = {
    "same": mark("the same fact on both sides"),
    "simpler": mark("said more simply"),
    "words": mark("other words"),
    "gone": mark("not on the other side"),
    "open": mark("to be checked by a person"),
}

_ALIKE_TO_SOURCE = frozenset({"same", "facts"})
_ALIKE = frozenset({"same"})


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two editions that are compared; `url` is its page."""

    shown: Shown
    audience: Audience
    url: str


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where the page is: `action` without a choice, `other` with the other choice of rows."""

    site: Site
    edition: str
    action: str
    canonical: str = ""
    other: str = ""


def compare_page(
    left: Side, right: Side, audiences: Sequence[Audience], at: Addresses, *, only: bool
) -> ComparePage:
    """Shape two editions; `only` keeps the rows whose facts or words differ.

    The same edition on both sides is not compared: the page then only has its form.
    """
    say = at.site.say
    meta = left.shown.edition.meta
    sides = () if left.audience.id == right.audience.id else (left, right)
    setter = _Setter(left, right, say)
    parts = setter.parts() if sides else ()
    shown = tuple(setter.differing(parts)) if only else parts
    return ComparePage(
        site=at.site,
        title=say("{name}, side by side", name=meta.name),
        name=meta.name,
        page_url=at.edition,
        action=at.action,
        lead=_lead(left, right, say),
        canonical_url=at.canonical,
        robots="" if at.canonical else "noindex",
        options=tuple(
            Option(
                one.id, _label(one, say), one.id == left.audience.id, one.id == right.audience.id
            )
            for one in audiences
        ),
        columns=tuple(_column(side, say) for side in sides),
        samples=_samples(shown, say),
        tallies=_tallies(parts, say),
        only=only,
        other_url=at.other,
        parts=shown,
        cautions=tuple(_cautions(sides, say)),
    )


class _Setter:
    """Sets the rows of one comparison."""

    def __init__(self, left: Side, right: Side, say: Speaker) -> None:
        self._left, self._right, self._say = left, right, say
        self._ledgers = tuple(ledger_by_statement(one.shown.edition) for one in (left, right))
        self._whole = tuple(_whole_reasons(one) for one in (left, right))
        meta = left.shown.edition.meta
        self._names = frozenset({meta.name, *meta.drugs})
        self._to_source = left.audience.canonical != right.audience.canonical

    def parts(self) -> tuple[ComparePart, ...]:
        """Return every row, section by section."""
        return tuple(
            ComparePart(
                f"sec-{section.id}",
                keep_together(section.heading),
                tuple(self._row(pair) for pair in section.pairs),
            )
            for section in paired(self._left.shown.edition, self._right.shown.edition)
        )

    def differing(self, parts: Iterable[ComparePart]) -> Iterator[ComparePart]:
        """Keep the rows that differ: in facts from the source, in words from another version."""
        alike = _ALIKE_TO_SOURCE if self._to_source else _ALIKE
        for part in parts:
            rows = tuple(row for row in part.rows if row.fate not in alike)
            if rows:
                yield ComparePart(part.anchor, part.heading, rows)

    def _row(self, pair: Pair) -> Row:
        fated = self._fated(pair)
        return Row(
            anchor=f"s-{pair.key}",
            left=self._cell(self._left, pair.left, pair, fated.left, self._whole[0]),
            fate=fated.kind,
            sign=SIGNS[fated.kind],
            said=self._say(SAID[fated.kind]),
            note=self._note(fated, pair),
            right=self._cell(self._right, pair.right, pair, fated.right, self._whole[1]),
        )

    def _fated(self, pair: Pair) -> Fated:
        left, right = pair.left, pair.right
        if left is None or right is None:
            return Fated("gone")
        mine, theirs = (_rows(ledger, left) for ledger in self._ledgers)
        if not self._to_source:
            return between(left, right, mine, theirs)
        if self._right.audience.canonical:
            return against_source(left, right, mine, self._names)
        found = against_source(right, left, theirs, self._names)
        return Fated(found.kind, found.right, found.left, only_left=found.only_right)

    def _note(self, fated: Fated, pair: Pair) -> str:
        say = self._say
        if fated.kind == "same" and self._to_source:
            plain = pair.right if self._left.audience.canonical else pair.left
            return say("Still in clinician words.") if plain and plain.needs_writer else ""
        told = (
            (fated.only_left, say("Only on the left: {words}.")),
            (fated.only_right, say("Only on the right: {words}.")),
        )
        return " ".join(text.format(words=", ".join(words)) for words, text in told if words)

    def _cell(
        self,
        side: Side,
        statement: EditionStatement | None,
        pair: Pair,
        marks: Sequence[Mark],
        reasons: dict[str, str],
    ) -> Cell:
        clinical = side.audience.canonical
        if statement is None:
            other = pair.left or pair.right
            reason = reasons.get(other.id, "") if other else ""
            said = self._say("Not in this edition.")
            why = self._say("Why: {reason}", reason=reason) if reason else ""
            return Cell(missing=f"{said} {why}".strip(), clinical=clinical)
        sources = tuple(
            Link(str(number), f"{side.url}#source-{number}") for number in statement.citations
        )
        lines = marked(statement.text, marks)
        url = f"{side.url}#s-{statement.id}"
        go = self._say("Go to this sentence: {edition}", edition=_label(side.audience, self._say))
        return Cell(lines, url, go, sources, clinical=clinical)


def _rows(ledger: Ledger, statement: EditionStatement) -> tuple[LedgerRow, ...]:
    return ledger.get(statement.id, ())


def _whole_reasons(side: Side) -> dict[str, str]:
    """Return why statements are left out as a whole."""
    left_out = side.shown.edition.left_out
    return {one.statement: one.reason for one in left_out if not one.facts}


def _label(audience: Audience, say: Speaker) -> str:
    name = say(name_of(audience))
    if audience.canonical:
        return say("{audience} text", audience=name)
    return say("{audience} edition", audience=name)


def _lead(left: Side, right: Side, say: Speaker) -> str:
    if left.audience.id == right.audience.id:
        return say("Choose two versions that are not the same.")
    if left.audience.canonical == right.audience.canonical:
        return say("Both versions were written from the clinician text, sentence by sentence.")
    if right.audience.canonical:
        return say(
            "The clinician text is the source. "
            "Each sentence on the left was written from the one on the right."
        )
    return say(
        "The clinician text is the source. "
        "Each sentence on the right was written from the one on the left."
    )


def _column(side: Side, say: Speaker) -> Column:
    label = _label(side.audience, say)
    if side.audience.canonical:
        return Column(label, say("The source"), side.url)
    grade = level_view(side.shown.edition, side.audience, say).grade
    return Column(label, say("Grade {grade}", grade=grade) if grade else "", side.url)


def _cautions(sides: Iterable[Side], say: Speaker) -> Iterator[str]:
    for side in sides:
        review = review_view(side.shown.review, side.audience, side.shown.edition.meta, say)
        if review.caution:
            yield f"{_label(side.audience, say)}: {review.caution}"


def _samples(parts: Iterable[ComparePart], say: Speaker) -> tuple[Sample, ...]:
    used = {
        patch.mark
        for part in parts
        for row in part.rows
        for cell in (row.left, row.right)
        for patch in _patches(cell.lines)
    }
    return tuple(Sample(one, say(said)) for one, said in LEGEND.items() if one in used)


def _patches(lines: Iterable[Lines]) -> Iterator[Patch]:
    for line in lines:
        yield from line.lead
        for point in line.points:
            yield from point


def _tallies(parts: Iterable[ComparePart], say: Speaker) -> tuple[Tally, ...]:
    counts = Counter(row.fate for part in parts for row in part.rows)
    return tuple(
        Tally(one, SIGNS[one], say("{what}: {n}", what=say(said), n=counts[one]))
        for one, said in SAID.items()
        if counts[one]
    )
