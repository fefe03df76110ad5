"""Answers of people to the instruments, kept with the version of an edition that they are about.

What a program can see in a text is worked out anew each time; what a person says is kept, with the
name and the day. An edition that changes in a word is another version: it starts without answers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from patiented.assessing import instrument
from patiented.errors import QueryError
from patiented.review import EditionKey, checked_name
from patiented.store import Answer

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from patiented.assessing import Instrument
    from patiented.model import Edition
    from patiented.store import Keeping

TAKEN_BACK = ""


class AssessmentDesk:
    """Takes answers in and gives them back."""

    def __init__(self, store: Keeping, clock: Callable[[], str]) -> None:
        self._store = store
        self._clock = clock

    def answers(self, edition: Edition) -> tuple[Answer, ...]:
        """Return the latest answer to each item, for this version of an edition."""
        return self._store.assessments.of(edition.fingerprint)

    def keep(
        self, edition: Edition, instrument_id: str, changed: Mapping[str, str], by: str
    ) -> tuple[Answer, ...]:
        """Keep what a person has changed: answers by item, an empty one takes one back.

        Return what was new: an answer that stands already is not kept again.
        """
        asked, person = instrument(instrument_id), checked_name(by)
        stands = {
            one.item: one.answer for one in self.answers(edition) if one.instrument == asked.id
        }
        at = self._clock()
        new = tuple(
            Answer(asked.id, item, _checked(asked, item, answer), person, at)
            for item, answer in changed.items()
            if stands.get(item, TAKEN_BACK) != answer
        )
        key = EditionKey(edition.monograph, edition.audience, edition.lang)
        self._store.assessments.add(key, edition.fingerprint, new)
        return new


def _checked(asked: Instrument, item: str, answer: str) -> str:
    allowed = asked.item(item).answers
    if answer not in (*allowed, TAKEN_BACK):
        known = ", ".join(allowed)
        raise QueryError("answer", f"item {item} has no answer {answer[:10]!r}; known are {known}")
    return answer
