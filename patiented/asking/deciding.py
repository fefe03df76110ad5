"""Whether a question is answered at all: a wrong answer is worse than none.

What the page does not name, does not cover, or says itself that it does not cover, is declined.
What remains is weighed: how much of the question the best statements cover, and how clearly the
first one leads.
"""

from __future__ import annotations

from math import exp
from typing import TYPE_CHECKING

from patiented.asking.matching import LEAST_MET, PROOF
from patiented.asking.weights import DECISION

if TYPE_CHECKING:
    from collections.abc import Sequence

    from patiented.asking.matching import Fit, Matches
    from patiented.asking.ranking import Ranked
    from patiented.asking.tables import Topic

TOPIC_WEIGHTS = {
    "evidence": 2.4,
    "either": 2.4,
    "role": 2.0,
    "measure": 1.4,
    "hint": 1.1,
    "faint": 0.4,
}
"""What a topic counts beside the units when it is asked how much of a question is covered."""
SOFT = frozenset({"stopping", "restarting", "surgery", "age_group", "food"})
MOST_ODD = 2.5
"""What the odd words of a story count at most, when it is asked how much of it is covered."""
MOST_OF_TOPICS = 2.4
BEST = 3
"""Statements that are looked at."""
STORY = 12
"""Words from which on a question tells a story too."""
LEAST_SURE = 0.45
"""A question is answered from this probability on (see `weights.DECISION`)."""


class Decision:
    """A question laid beside a page and its best statements, to be answered or declined."""

    def __init__(self, matches: Matches, ranked: Sequence[Ranked]) -> None:
        self._matches = matches
        self._units = matches.question.units
        self._topics = tuple(zip(matches.question.topics, matches.topics, strict=True))
        self._ranked = ranked
        statements = matches.page.statements
        self._able = [number for number, one in enumerate(statements) if not one.disclaims]
        self._lost = tuple(
            unit
            for number, unit in enumerate(self._units)
            if matches.best(number, self._able) < LEAST_MET
        )

    def is_answered(self) -> bool:
        """Whether the best statements may be given as an answer."""
        if not self._ranked or not (self._units or self._topics):
            return False
        return self.may_answer() and self.sureness() >= LEAST_SURE

    def may_answer(self) -> bool:
        """Whether nothing forbids an answer: the page has what is asked for, and says so.

        The answer must be about each medicine that is named; nothing is compared with a stranger.
        """
        best = self._ranked[0].number
        medicines = [number for number, unit in enumerate(self._units) if unit.is_medicine]
        compares = self._matches.question.asks("compare")
        return (
            not any(self._is_disclaimed(topic) for topic, _ in self._topics)
            and self._all_met()
            and all(self._matches.units[number][best].share for number in medicines)
            and not (compares and any(unit.is_named for unit in self._lost))
        )

    def sureness(self) -> float:
        """Return how probably the answer is to the point, 0 to 1."""
        said = sum(DECISION[name] * amount for name, amount in self.signs().items())
        return 1 / (1 + exp(-said))

    def signs(self) -> dict[str, float]:
        """Return what speaks for an answer and against it, by the names of `weights.DECISION`."""
        covers = [self._cover(one.number) for one in self._ranked[:BEST]]
        scores = [one.score for one in self._ranked[: BEST + 1]]
        whole = sum(unit.weight for unit in self._units)
        lost = sum(unit.weight for unit in self._lost)
        return {
            "bias": 1.0,
            "first": covers[0],
            "best": max(covers),
            "lost": lost / whole if whole else 0.0,
            "lost_named": sum(unit.weight for unit in self._lost if unit.is_named) / 4,
            "topics": min(3, len(self._topics)) / 3,
            "score": min(12.0, scores[0]) / 6,
            "margin": min(3.0, scores[0] - scores[-1]) / 3,
            "no_units": float(not self._units),
            "story": float(len(self._matches.question.stems) > STORY),
        }

    def _cover(self, statement: int) -> float:
        """Return what share of what is asked a statement has, 0 to 1."""
        shares = zip(self._units, self._matches.units, strict=True)
        units = sum(unit.weight * row[statement].share for unit, row in shares)
        topics = sum(
            TOPIC_WEIGHTS[topic.needs] * row[statement].share for topic, row in self._topics
        )
        whole = self._whole()
        return min(1.0, (units + topics) / whole) if whole else 0.0

    def _whole(self) -> float:
        """Return what a perfect answer would have; a story's odd words count up to a limit."""
        odd = sum(unit.weight for unit in self._lost if not unit.is_named)
        known = sum(unit.weight for unit in self._units) - odd
        topics = sum(TOPIC_WEIGHTS[topic.needs] for topic, _ in self._topics)
        return known + min(odd, MOST_ODD) + min(topics, MOST_OF_TOPICS)

    def _all_met(self) -> bool:
        """Whether the page has what is asked for.

        What happens on stopping, starting again or around an operation may be said in other words:
        such a topic counts as missing only where no other one is met.
        """
        missing = [topic for topic, row in self._topics if not self._is_met(topic, row)]
        met = [one for one, _ in self._topics if one.needs in PROOF and one not in missing]
        return all(topic.name in SOFT and met for topic in missing)

    def _is_met(self, topic: Topic, row: Sequence[Fit]) -> bool:
        if topic.needs == "role":
            return any(row[one].role for one in self._able)
        return topic.needs not in PROOF or any(row[one].share for one in self._able)

    def _is_disclaimed(self, topic: Topic) -> bool:
        """Whether the page itself says that it does not cover a topic."""
        return topic.needs in PROOF and any(
            one.disclaims and not one.opens_list and topic.evidence.search(one.joined)
            for one in self._matches.page.statements
        )
