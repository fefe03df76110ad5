"""Looks at the form of a text: lists, headings, parts, pictures, tables, what stands first.

A measure in here (words in a part, points in a list) is ours and said in what is found, unless it
is the instrument's own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from patiented.assessing.evidence import Evidence, Place, checked, flagged, for_person, mark
from patiented.assessing.instruments import NA, NO, YES
from patiented.assessing.material import Feature, PieceKind

if TYPE_CHECKING:
    from patiented.assessing.sight import Sight

LIST_POINTS = range(3, 8)
"""CDC: a list has three to seven points."""

LONG_PARAGRAPH = 100
LONG_SECTION = 200
SHORT_CELL = 6
NO_PICTURES = mark("There is no picture in this text.")
PICTURES_UNSEEN = mark("This form of text cannot show its pictures.")
VERY_SHORT = mark("The text is very short: at most two paragraphs and one page.")
REFERENCES = ("reference", "source", "further reading", "more information", "learn more")


def opening(sight: Sight) -> Evidence:
    """Show what stands first."""
    found = sight.opening()
    return flagged(mark("This comes first."), found) if found else for_person(NOTHING)


def nothing(_: Sight) -> Evidence:
    """Leave an item to a person."""
    return for_person(NOTHING)


NOTHING = mark("The program cannot look for this.")


def emphasis(sight: Sight) -> Evidence:
    """Show what is set off from the rest."""
    found = [
        Place(words, *span)
        for piece, span in sight.placed
        for words in ((piece.text,) if piece.boxed else piece.bold)
    ]
    if found:
        said = mark("Places in bold or in a box: {n}.", n=len(found))
        return flagged(said, tuple(found))
    if not sight.sees(Feature.BOLD):
        return for_person(mark("This form of text cannot show bold words or boxes."))
    return flagged(mark("Nothing is set in bold or in a box. Color and size cannot be seen here."))


def cues_to_look(sight: Sight) -> Evidence:
    """Show what draws the eye: lists, bold, boxes."""
    shown = emphasis(sight)
    points = tuple(sight.place_of(one[0]) for one in sight.material.lists())
    if not points:
        return shown
    said = mark("Lists: {n}; places in bold or in a box: {m}.", n=len(points), m=len(shown.places))
    return flagged(said, (*points, *shown.places))


def visual_there(sight: Sight) -> Evidence:
    """Tell whether there is a picture at all."""
    if not sight.material.visuals and sight.sees(Feature.VISUALS):
        return checked(NO, NO_PICTURES)
    return visuals(sight)


def visuals(sight: Sight) -> Evidence:
    """Show which pictures there are."""
    there = sight.material.visuals
    if there:
        named = "; ".join(one.caption or one.words or "?" for one in there[:10])
        said = mark("Pictures: {n}, by their caption or text: {named}", n=len(there), named=named)
        return flagged(said)
    return flagged(NO_PICTURES) if sight.sees(Feature.VISUALS) else for_person(PICTURES_UNSEEN)


def visuals_there(sight: Sight) -> Evidence:
    """Show the pictures, where the item does not apply without any."""
    if not sight.material.visuals and sight.sees(Feature.VISUALS):
        return checked(NA, NO_PICTURES)
    return visuals(sight)


def captions(sight: Sight) -> Evidence:
    """Tell how many pictures have a caption."""
    there = sight.material.visuals
    if not there:
        return visuals_there(sight)
    without = sum(not one.caption for one in there)
    return flagged(mark("Pictures without a caption: {n} of {m}.", n=without, m=len(there)))


def tables(sight: Sight) -> Evidence:
    """Show the headings of tables that are long."""
    there = sight.material.tables()
    if not there:
        unseen = not sight.sees(Feature.TABLES)
        said = mark("This form of text cannot show its tables.")
        return for_person(said) if unseen else checked(NA, mark("There are no tables."))
    long = [rows[0] for rows in there if any(_words(one) > SHORT_CELL for one in rows[0].cells)]
    said = mark(
        "Tables: {n}; with a heading of over {most} words: {m}.",
        n=len(there),
        m=len(long),
        most=SHORT_CELL,
    )
    return flagged(said, tuple(sight.place_of(rows[0]) for rows in there))


def lists(sight: Sight) -> Evidence:
    """Tell whether there are lists of three to seven points."""
    reading = _reading_groups(sight)
    there = [one for one in sight.material.lists() if one[0].group not in reading]
    if not there:
        return checked(NO, mark("There is no list."))
    tops = [[one for one in points if one.level == points[0].level] for points in there]
    long = [one for one in tops if len(one) >= LIST_POINTS.stop]
    good = [one for one in tops if len(one) in LIST_POINTS]
    if long:
        said = mark("Lists of more than seven points: {n}.", n=len(long))
        return flagged(said, tuple(sight.place_of(one[0], str(len(one))) for one in long))
    if good:
        said = mark("Lists of three to seven points: {n}.", n=len(good))
        return checked(YES, said, tuple(sight.place_of(one[0]) for one in good))
    said = mark("There are lists, but of fewer than three points.")
    return flagged(said, tuple(sight.place_of(one[0]) for one in there))


def _reading_groups(sight: Sight) -> set[int]:
    """Return the lists under the last heading, where that names further reading."""
    sections = sight.material.sections()
    last = sections[-1] if len(sections) > 1 else None
    if last is None or last.heading is None:
        return set()
    named = last.heading.text.lower()
    if not any(word in named for word in REFERENCES):
        return set()
    return {piece.group for piece in last.pieces}


def chunks(sight: Sight) -> Evidence:
    """Tell whether there are headings, and which parts are long."""
    headings = sight.headings()
    if not headings:
        return checked(NO, mark("There are no headings."))
    long = _long_parts(sight)
    said = mark(
        "Headings: {n}; parts of over {most} words: {m}.",
        n=len(headings),
        m=len(long),
        most=LONG_SECTION,
    )
    return flagged(said, long or headings)


def headings(sight: Sight) -> Evidence:
    """Show the headings."""
    if sight.is_very_short:
        return checked(NA, VERY_SHORT)
    found = sight.headings()
    if not found:
        return checked(NO, mark("There are no headings."))
    return flagged(mark("These are the headings."), found)


def outline(sight: Sight) -> Evidence:
    """Show the order of the parts."""
    found = sight.headings()
    if not found:
        return for_person(NOTHING)
    return flagged(mark("This is the order of the parts."), found)


def short_parts(sight: Sight) -> Evidence:
    """Tell whether paragraphs, parts and lists are short."""
    if sight.is_very_short:
        return checked(NA, VERY_SHORT)
    paragraphs = tuple(
        one for one in sight.pieces(PieceKind.PARAGRAPH) if _words(one.text) > LONG_PARAGRAPH
    )
    long_lists = lists(sight).places if _has_long_list(sight) else ()
    long = (*paragraphs, *_long_parts(sight), *long_lists)
    measure = {"words": LONG_PARAGRAPH, "most": LONG_SECTION}
    if long:
        said = mark(
            "Long places: {n} (a paragraph of over {words} words, a part of over {most}, "
            "or a list of over seven points).",
            n=len(long),
            **measure,
        )
        return flagged(said, long)
    if not sight.headings():
        return flagged(mark("Paragraphs are short, but there are no headings."))
    said = mark(
        "No paragraph has over {words} words, no part over {most}, no list over seven points.",
        **measure,
    )
    return checked(YES, said)


def _has_long_list(sight: Sight) -> bool:
    return any(
        sum(one.level == points[0].level for one in points) >= LIST_POINTS.stop
        for points in sight.material.lists()
    )


def _long_parts(sight: Sight) -> tuple[Place, ...]:
    return tuple(
        sight.place_of(section.heading or section.pieces[0], str(count))
        for section in sight.material.sections()
        if (count := sum(_words(piece.text) for piece in section.pieces)) > LONG_SECTION
    )


def summary_first(sight: Sight) -> Evidence:
    """Show the first part of the text."""
    sections = [one for one in sight.material.sections() if one.pieces]
    if not sections:
        return for_person(NOTHING)
    first = tuple(sight.place_of(piece) for piece in sections[0].pieces[:10])
    return flagged(mark("This is the first part."), first)


def _words(text: str) -> int:
    return len(text.split())
