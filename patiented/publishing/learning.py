"""Gathers what the confirmations of a library teach, and lets a reviewer accept or refuse it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from patiented.audience.learned import (
    RELATIONS,
    Lesson,
    LessonState,
    lesson_id,
)
from patiented.edition.lessons import pairs_of
from patiented.errors import UsageError
from patiented.review import checked_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from patiented.edition import Engine
    from patiented.model import Monograph
    from patiented.publishing.shelf import Shelf


@dataclass(frozen=True, slots=True)
class Gathered:
    """The table with what is new in it. `not_words` confirmations are about no words."""

    lessons: tuple[Lesson, ...]
    new: int
    not_words: int


def gather(
    shelf: Shelf[Any], engine: Engine, known: Sequence[Lesson], *, lang: str = "en"
) -> Gathered:
    """Return the lessons of every catalogue in `lang`, after those already known."""
    lessons = {one.id: one for one in known}
    before, not_words = len(lessons), 0
    for identity in shelf.ids():
        monograph = shelf.monograph(identity)
        for audience in engine.data.audiences:
            catalogue = shelf.catalogue(identity, audience, lang)
            if catalogue is None:
                continue
            for lesson in _lessons(engine, monograph, audience, catalogue):
                if lesson is None:
                    not_words += 1
                else:
                    lessons.setdefault(lesson.id, lesson)
    return Gathered(tuple(lessons.values()), len(lessons) - before, not_words)


def _lessons(
    engine: Engine, monograph: Monograph, audience: str, catalogue: Any
) -> Iterator[Lesson | None]:
    """Yield what a catalogue teaches; None for each confirmation that is no matter of words."""
    for statement in monograph.statements():
        entry = catalogue.find_exact(statement)
        if entry is None or not entry.confirmed or not entry.wording.strip():
            continue
        judgement = engine.judge(monograph, audience, statement, entry.wording)
        pairs, others = pairs_of(statement.text, entry.wording, judgement, dict(entry.confirmed))
        yield from [None] * others
        for pair in pairs:
            yield Lesson(
                pair.source,
                pair.plain,
                pair.kind.value,
                monograph.id,
                statement.id,
                pair.confirmed_by,
                taught_as=lesson_id(pair.source, pair.plain),
            )


def decide(
    lessons: Sequence[Lesson],
    wanted: str,
    *,
    by: str,
    relation: str | None,
    plain: str = "",
) -> tuple[Lesson, ...]:
    """Return the table with one row accepted with a relation, or refused (`relation` None)."""
    found = [one for one in lessons if one.id == wanted]
    if not found:
        open_ones = ", ".join(one.id for one in lessons if one.state is LessonState.PROPOSED)
        message = f"no lesson {wanted!r}; to be reviewed: {open_ones or 'none'}"
        raise UsageError(message, code="E125")
    told = plain.strip() or found[0].plain
    if relation is None:
        decided = replace(found[0], state=LessonState.REFUSED, reviewed_by=checked_name(by))
    else:
        if not told:
            message = f"{wanted}: say with --plain which words of the wording stand for it"
            raise UsageError(message, code="E125")
        if relation not in RELATIONS:
            raise UsageError(f"a relation is {' or '.join(RELATIONS)}", code="E125")
        decided = replace(
            found[0],
            plain=told,
            relation=relation,
            state=LessonState.ACCEPTED,
            reviewed_by=checked_name(by),
        )
    return tuple(decided if one.id == wanted else one for one in lessons)


def is_proved(shelf: Shelf[Any], engine: Engine, lesson: Lesson, *, lang: str = "en") -> bool:
    """Tell whether the guard now proves what taught the lesson, wherever it is still confirmed."""
    monograph = shelf.monograph(lesson.monograph)
    for audience in engine.data.audiences:
        catalogue = shelf.catalogue(lesson.monograph, audience, lang)
        for found in _lessons(engine, monograph, audience, catalogue) if catalogue else ():
            if found and (found.statement, found.source) == (lesson.statement, lesson.source):
                return False
    return True
