"""Whether a question is answered at all: a wrong answer is worse than none.

What the page does not name, does not cover, or says itself that it does not cover, is declined.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from patiented.asking.matching import LEAST_MET, PROOF, SHARES, Level

if TYPE_CHECKING:
    from collections.abc import Sequence

    from patiented.asking.matching import Fit, Matches
    from patiented.asking.question import Unit
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
LEAST_COVER = 0.42
ENOUGH_SAID = 3.2
STORY = 4
SOLID, FEW = 0.9, 3
"""A short question without a turn of phrase stands or falls with its few words of weight."""
LOST_FOR_SURE = 1.0
WEAK = frozenset({"faint", "measure"})
"""Topics that say nothing where nothing else of the question is on the page."""
PROVING_COVER = 0.6
BARE_COVER = 0.5
LEAST_NAMED_COVER = 0.3
MOST_LOST = 0.5
LEAST_TO_LOSE = 0.5
MOST_ODD = 2.5
MOST_OF_TOPICS = 2.4
BEST = 3
"""Statements that are looked at."""


class Decision:
    """A question laid beside a page and its best statements, to be answered or declined."""

    def __init__(self, matches: Matches, ranked: Sequence[Ranked]) -> None:
        self._matches = matches
        self._units = matches.question.units
        self._topics = matches.question.topics
        self._best = [one.number for one in ranked[:BEST]]
        statements = matches.page.statements
        self._able = [number for number, one in enumerate(statements) if not one.disclaims]
        self.orphans = frozenset(
            number
            for number in range(len(self._units))
            if matches.best(number, self._able) < LEAST_MET
        )

    def is_answered(self) -> bool:
        """Whether the best statement may be given as an answer."""
        if not self._best or not (self._units or self._topics):
            return False
        if any(self._is_disclaimed(topic) for topic in self._topics) or not self._may_answer():
            return False
        if self._says_it_plainly() or self._proves_all():
            return True
        return self._is_about_page() and self._covers()

    def _may_answer(self) -> bool:
        """Whether the page has what is asked for, and the answer each medicine that is named."""
        medicines = [number for number, unit in enumerate(self._units) if unit.is_medicine]
        return (
            self._all_met()
            and all(self._share(number, self._best[0]) for number in medicines)
            and not self._compares_with_stranger()
        )

    def _share(self, unit: int, statement: int) -> float:
        return self._matches.units[unit][statement].share

    def cover(self, statement: int) -> float:
        """Return what share of what is asked a statement has, 0 to 1."""
        units = sum(unit.weight * self._share(n, statement) for n, unit in enumerate(self._units))
        topics = sum(
            TOPIC_WEIGHTS[topic.needs] * row[statement].share for topic, row in self._fits()
        )
        whole = self._whole()
        return min(1.0, (units + topics) / whole) if whole else 0.0

    def _fits(self) -> list[tuple[Topic, tuple[Fit, ...]]]:
        return list(zip(self._topics, self._matches.topics, strict=True))

    def _whole(self) -> float:
        """Return what a perfect answer would have; a story's odd words count up to a limit."""
        known = sum(unit.weight for n, unit in enumerate(self._units) if n not in self.orphans)
        named = sum(unit.weight for unit in self._lost() if unit.is_named)
        odd = sum(unit.weight for unit in self._lost() if not unit.is_named)
        topics = sum(TOPIC_WEIGHTS[topic.needs] for topic in self._topics)
        return known + named + min(odd, MOST_ODD) + min(topics, MOST_OF_TOPICS)

    def _lost(self) -> list[Unit]:
        return [self._units[number] for number in sorted(self.orphans)]

    def _covers(self) -> bool:
        """Whether the best statements speak of enough of what is asked."""
        least = LEAST_COVER if self._topics else BARE_COVER
        covered = max(self.cover(one) for one in self._best) >= least
        return covered and self.named_cover() >= LEAST_NAMED_COVER

    def _proves_all(self) -> bool:
        """Whether one sentence shows that it is about everything that is asked for."""
        proofs = [row for topic, row in self._fits() if topic.needs in PROOF]
        met = all(row[self._best[0]].share for row in proofs)
        return len(proofs) > 1 and met and self.cover(self._best[0]) >= PROVING_COVER

    def _compares_with_stranger(self) -> bool:
        """Whether something is compared with what the page does not name at all."""
        strangers = any(unit.is_named for unit in self._lost())
        return self._matches.question.asks("compare") and strangers

    def _says_it_plainly(self) -> bool:
        """Whether one sentence names enough of a long story to answer it, whatever else is told."""
        shares = [(unit, self._share(n, self._best[0])) for n, unit in enumerate(self._units)]
        around = SHARES[Level.AROUND]
        said = sum(unit.weight * share for unit, share in shares if share >= around)
        named = any(share >= SHARES[Level.FULL] for unit, share in shares if unit.is_named)
        return said >= ENOUGH_SAID and named and len(self._units) >= STORY

    def _all_met(self) -> bool:
        """Whether the page has what is asked for.

        What happens on stopping, starting again or around an operation may be said in other words:
        such a topic counts as missing only where no other one is met.
        """
        missing = [topic for topic, row in self._fits() if not self._is_met(topic, row)]
        met = [one for one in self._topics if one.needs in PROOF and one not in missing]
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

    def _is_about_page(self) -> bool:
        """Whether enough of what the question names is on the page at all."""
        named = sum(unit.weight for unit in self._units if unit.is_named)
        lost = sum(unit.weight for unit in self._lost() if unit.is_named)
        if named and lost / named >= MOST_LOST:
            return False
        whole = sum(unit.weight for unit in self._units)
        solid = [n for n, unit in enumerate(self._units) if unit.weight >= SOLID]
        strange = sum(self._units[n].weight for n in solid if n in self.orphans)
        share = strange / sum(self._units[n].weight for n in solid) if solid else 0.0
        if len(solid) <= FEW and share >= MOST_LOST and not self._topics:
            return False
        nothing = len(self.orphans) == len(self._units) and whole >= LEAST_TO_LOSE
        weak = WEAK if whole < LOST_FOR_SURE else WEAK | {"hint"}
        return not (nothing and all(topic.needs in weak for topic in self._topics))

    def named_cover(self) -> float:
        """Return how much of what the question names the best statement for it names, 0 to 1."""
        named = [(n, unit) for n, unit in enumerate(self._units) if unit.is_named]
        whole = sum(unit.weight for _, unit in named)
        if not whole or all(unit.in_topic for _, unit in named):
            return 1.0
        return max(
            sum(unit.weight * self._met_share(n, one) for n, unit in named) / whole
            for one in self._best
        )

    def _met_share(self, number: int, statement: int) -> float:
        """Return how far a statement answers to a unit; a unit of a topic also by that topic."""
        proved = any(
            topic.needs in PROOF and row[statement].share for topic, row in self._fits()
        )
        if self._units[number].in_topic and proved:
            return SHARES[Level.FULL]
        return self._share(number, statement)
