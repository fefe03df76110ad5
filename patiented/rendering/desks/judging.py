"""The instruments on a page: each item with what the program found, and a person's answer."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from patiented.assessing import Status, missing, settled, totals
from patiented.rendering.desks.score_contexts import (
    AnswerOption,
    InstrumentView,
    ItemView,
    PartView,
    PlaceView,
)
from patiented.rendering.speaking import mark
from patiented.rendering.typography import written_date

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from patiented.assessing import Evidence, Instrument, Item, Judged, Place
    from patiented.rendering.desks.score_contexts import SentenceRow
    from patiented.rendering.speaking import Speaker

MOST_PLACES = 8
LONGEST_QUOTE = 160

STATUS = {
    Status.CHECKED: mark("Checked by the program"),
    Status.FLAGGED: mark("Flagged for a person"),
    Status.PERSON: mark("For a person"),
}
NOT_APPLICABLE = mark("Does not apply")
NOT_ANSWERED = mark("Not answered")
NOTHING_KEPT = mark(
    "There is no total here: a total is what a person's answers come to, and nothing of this text "
    "is kept."
)


@dataclass(frozen=True, slots=True)
class Given:
    """A person's answer to one item: its value, the name and the time (ISO 8601)."""

    answer: str
    by: str
    at: str


@dataclass(frozen=True, slots=True)
class Answering:
    """Where answers of people go and which there are, by instrument and item."""

    action: str = ""
    given: Mapping[tuple[str, str], Given] = field(default_factory=dict)


class Anchors:
    """Leads a place of the text to the row of its sentence."""

    def __init__(self, starts: Sequence[int], rows: Sequence[SentenceRow]) -> None:
        self._starts = list(starts[: len(rows)])
        self._rows = rows

    def of(self, place: Place) -> str:
        """Return the anchor of the sentence at a place, or nothing where no row has it."""
        number = bisect_right(self._starts, place.start) - 1
        if number < 0 or self._starts[number] != place.start:
            return ""
        return self._rows[number].anchor


def instrument_view(
    judged: Judged, answering: Answering, anchors: Anchors, say: Speaker
) -> InstrumentView:
    """Shape one instrument."""
    asked = judged.instrument
    found = dict(Counter(evidence.status for _, evidence in judged.found))
    parts = [
        PartView(
            say(part.name),
            tuple(
                _item(asked, item, evidence, answering, anchors, say)
                for item, evidence in judged.found
                if item.part == part.id
            ),
        )
        for part in asked.parts
    ]
    return InstrumentView(
        id=asked.id,
        name=asked.name,
        source=asked.source,
        url=asked.url,
        scoring=say(asked.scoring),
        before=say(asked.before),
        counts=" · ".join(
            f"{say(words)}: {found.get(status, 0)}" for status, words in STATUS.items()
        ),
        result=_result(asked, answering, say),
        parts=tuple(parts),
        action=answering.action,
    )


def _item(
    asked: Instrument,
    item: Item,
    evidence: Evidence,
    answering: Answering,
    anchors: Anchors,
    say: Speaker,
) -> ItemView:
    given = answering.given.get((asked.id, item.id))
    shown = evidence.places[:MOST_PLACES]
    answers = [("", NOT_ANSWERED), *((one, _label(asked, one)) for one in item.answers)]
    was = given.answer if given else ""
    return ItemView(
        id=item.id,
        name=f"{asked.id}-{item.id}",
        asks=say(item.asks),
        look=say(item.look),
        without=say(item.without) if item.without else "",
        status=evidence.status.value,
        status_words=say(STATUS[evidence.status]),
        program=say(_label(asked, evidence.answer)) if evidence.answer else "",
        said=say(evidence.said.text, **dict(evidence.said.values)),
        places=tuple(PlaceView(_quote(one.text), one.note, anchors.of(one)) for one in shown),
        more=len(evidence.places) - len(shown),
        given=say(_label(asked, was)) if was else "",
        signed=f"{given.by}, {written_date(given.at[:10], say.lang)}" if given else "",
        was=was,
        options=tuple(AnswerOption(value, say(label), value == was) for value, label in answers),
    )


def _label(asked: Instrument, answer: str) -> str:
    return {"yes": asked.yes, "no": asked.no}.get(answer, NOT_APPLICABLE)


def _quote(text: str) -> str:
    if len(text) <= LONGEST_QUOTE:
        return text
    return f"{text[:LONGEST_QUOTE].rsplit(' ', 1)[0]} …"


def _result(asked: Instrument, answering: Answering, say: Speaker) -> tuple[str, ...]:
    """Return the total of a person's answers, or why there is none."""
    if not answering.action:
        return (say(NOTHING_KEPT),)
    answers = {
        item: one.answer for (name, item), one in answering.given.items() if name == asked.id
    }
    waiting = missing(asked, answers)
    if waiting:
        words = say(
            "Items that wait for a person: {n} ({items}). No total before the last answer.",
            n=len(waiting),
            items=", ".join(waiting),
        )
        return (words,)
    ruled = [item for item in settled(asked, answers) if item not in answers]
    lines = [
        say(
            "{scale}: {points} of {applicable} points, {percent}.",
            scale=say(one.scale),
            points=one.points,
            applicable=one.applicable,
            percent="—" if one.percent is None else f"{one.percent:.0f}%",
        )
        for one in totals(asked, answers)
    ]
    if ruled:
        lines.append(
            say("Settled by the rules of the instrument: {items}.", items=", ".join(ruled))
        )
    return tuple(lines)
