"""How well each statement of an edition answers a question, and whether any does.

A statement earns the weight of each unit that it names, and of each topic whose section it stands
in or whose words it has. A wrong answer is worse than none: what the page does not name declines.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from patiented.model import FactKind, Role

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from patiented.asking.question import Question, Unit
    from patiented.asking.statements import Indexed
    from patiented.asking.tables import Topic

FULL, BY_KIND, AROUND, AROUND_BY_KIND, PARTLY, BY_PARTS = 1.0, 0.75, 0.7, 0.5, 0.5, 0.8
"""What a unit counts when a statement names it, a kind of it, or its heading or lead does."""

TOPIC_WEIGHTS = {
    "evidence": 2.4,
    "either": 2.4,
    "role": 2.0,
    "measure": 1.4,
    "hint": 1.1,
    "faint": 0.4,
}
SOFT = frozenset({"stopping", "restarting", "surgery", "age_group", "food"})
PROOF = frozenset({"evidence", "either"})
"""Topics that count only where a sentence shows that it is about them."""
ROLE_SHARE = 0.55
EVIDENCE_SHARE = 0.45
LATER_ROLE = 0.7
SEARCH_WEIGHT = 0.5
"""What full-text search adds at most: it orders what is otherwise alike."""

OPENER_LOSS = 0.6
"""A sentence that only opens a list says less than its items."""
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


@dataclass(frozen=True, slots=True)
class Ranked:
    """A statement and what it earned; `cover` is its share of what the question asks, 0 to 1."""

    statement: Indexed
    score: float
    cover: float


def rank(
    question: Question, statements: Sequence[Indexed], found: Mapping[int, float]
) -> list[Ranked]:
    """Return the statements that answer something of the question, the best first."""
    whole = _whole(question, statements)
    ranked = []
    for number, one in enumerate(statements):
        if one.disclaims or not _suits_child(question, one):
            continue
        earned = _earned(question, one)
        if earned <= 0:
            continue
        score = earned + SEARCH_WEIGHT * found.get(number, 0.0)
        score -= OPENER_LOSS if one.opens_list else 0.0
        ranked.append(Ranked(one, score, min(1.0, earned / whole) if whole else 0.0))
    return sorted(ranked, key=lambda one: -one.score)


def is_answered(
    question: Question, ranked: Sequence[Ranked], statements: Sequence[Indexed]
) -> bool:
    """Whether the best statement may be given as an answer."""
    if not ranked or not (question.units or question.topics):
        return False
    able = [one for one in statements if not one.disclaims]
    if any(_is_disclaimed(topic, statements) for topic in question.topics):
        return False
    if not _may_answer(question, able):
        return False
    best = ranked[:3]
    if not _is_about_medicines(question, best[0]):
        return False
    if _says_it_plainly(question, best[0]) or _proves_all(question, best[0]):
        return True
    return _is_about_page(question, able) and _covers(question, best)


def _may_answer(question: Question, able: Sequence[Indexed]) -> bool:
    """Whether the page has what is asked for, and each medicine that is named."""
    return (
        _all_met(question.topics, able)
        and all(_on_page(unit, able) for unit in question.units if unit.is_medicine)
        and not _compares_with_stranger(question, able)
    )


def _covers(question: Question, best: Sequence[Ranked]) -> bool:
    """Whether the best statements speak of enough of what is asked."""
    least = LEAST_COVER if question.topics else BARE_COVER
    covered = max(one.cover for one in best) >= least
    return covered and _named_cover(question, best) >= LEAST_NAMED_COVER


def _proves_all(question: Question, best: Ranked) -> bool:
    """Whether one sentence shows that it is about everything that is asked for."""
    topics = [topic for topic in question.topics if topic.needs in PROOF]
    met = all(_topic_match(topic, best.statement) for topic in topics)
    return len(topics) > 1 and met and best.cover >= PROVING_COVER


def _is_about_medicines(question: Question, best: Ranked) -> bool:
    """Whether the best statement is about each medicine that is named, or about its kind."""
    return all(unit_match(unit, best.statement) for unit in question.units if unit.is_medicine)


def _compares_with_stranger(question: Question, able: Sequence[Indexed]) -> bool:
    """Whether something is compared with what the page does not name at all."""
    strangers = (unit for unit in _orphans(question, able) if unit.is_named)
    return question.asks("compare") and any(strangers)


def _says_it_plainly(question: Question, best: Ranked) -> bool:
    """Whether one sentence names enough of a long story to answer it, whatever else is told."""
    matched = [(unit, unit_match(unit, best.statement)) for unit in question.units]
    said = sum(unit.weight * share for unit, share in matched if share >= AROUND)
    named = sum(share >= FULL for unit, share in matched if unit.is_named)
    return said >= ENOUGH_SAID and named >= 1 and len(question.units) >= STORY


def _all_met(topics: Sequence[Topic], able: Sequence[Indexed]) -> bool:
    """Whether the page has what is asked for.

    What happens on stopping, starting again or around an operation may be said in other words: such
    a topic counts as missing only where no other one is met.
    """
    missing = [topic for topic in topics if not _is_met(topic, able)]
    met = [topic for topic in topics if topic.needs in PROOF and topic not in missing]
    return all(topic.name in SOFT and met for topic in missing)


def _is_about_page(question: Question, able: Sequence[Indexed]) -> bool:
    """Whether enough of what the question names is on the page at all."""
    orphans = _orphans(question, able)
    named = sum(unit.weight for unit in question.units if unit.is_named)
    lost = sum(unit.weight for unit in orphans if unit.is_named)
    if named and lost / named >= MOST_LOST:
        return False
    whole = sum(unit.weight for unit in question.units)
    solid = [unit for unit in question.units if unit.weight >= SOLID]
    strange = sum(unit.weight for unit in solid if unit in orphans)
    share = strange / sum(unit.weight for unit in solid) if solid else 0.0
    if len(solid) <= FEW and share >= MOST_LOST and not question.topics:
        return False
    nothing = len(orphans) == len(question.units) and whole >= LEAST_TO_LOSE
    weak = WEAK if whole < LOST_FOR_SURE else WEAK | {"hint"}
    return not (nothing and all(topic.needs in weak for topic in question.topics))


def _named_cover(question: Question, best: Sequence[Ranked]) -> float:
    """Return how much of what the question names the best statement for it names, 0 to 1."""
    named = [unit for unit in question.units if unit.is_named]
    whole = sum(unit.weight for unit in named)
    if not whole or all(unit.in_topic for unit in named):
        return 1.0
    return max(
        sum(unit.weight * _met_share(unit, question, one.statement) for unit in named) / whole
        for one in best
    )


def _met_share(unit: Unit, question: Question, one: Indexed) -> float:
    """Return how far a statement answers to a unit; a unit of a topic also by that topic."""
    if unit.in_topic and any(
        topic.needs in PROOF and _topic_match(topic, one) for topic in question.topics
    ):
        return FULL
    return unit_match(unit, one)


def _suits_child(question: Question, one: Indexed) -> bool:
    """Whether a statement may answer when a child's dose is asked for: it must speak of children.

    A dose of adults given for a child's is the near miss that could do most harm.
    """
    if question.young and (question.asks("dose") or question.asks("how_much")):
        return one.speaks_of_age and one.place.role in DOSE_ROLES and _says_whether(one)
    return not question.asks("dose") or _names_medicines(question, one)


def _says_whether(one: Indexed) -> bool:
    """Whether a sentence about children gives an amount, or says that there is none."""
    return bool(one.measures & AMOUNTS)


def _names_medicines(question: Question, one: Indexed) -> bool:
    """Whether a sentence names each medicine whose dose is asked for, and no other one instead."""
    return all(
        unit.ids & (one.concepts | one.concepts_around)
        or (one.said | one.around).issuperset(unit.stems)
        for unit in question.units
        if unit.is_medicine
    )


def unit_match(unit: Unit, one: Indexed) -> float:
    """Return how far a statement names a unit, 0 to 1."""
    if unit.ids & one.concepts or one.said.issuperset(unit.stems):
        return FULL
    if unit.wide & one.concepts:
        return BY_KIND
    if unit.ids & one.concepts_around or one.around.issuperset(unit.stems):
        return AROUND
    if unit.wide & one.concepts_around:
        return AROUND_BY_KIND
    if unit.is_medicine:
        return 0.0
    shared = sum(
        stem in one.said or bool(ids & one.concepts)
        for stem, ids in zip(
            unit.stems, unit.parts or (frozenset(),) * len(unit.stems), strict=True
        )
    )
    return (
        (BY_PARTS if shared == len(unit.stems) and unit.parts else PARTLY)
        * shared
        / len(unit.stems)
    )


def _earned(question: Question, one: Indexed) -> float:
    units = sum(unit.weight * unit_match(unit, one) for unit in question.units)
    topics = sum(TOPIC_WEIGHTS[topic.needs] * _topic_match(topic, one) for topic in question.topics)
    return units + topics


def _topic_match(topic: Topic, one: Indexed) -> float:
    if topic.needs == "measure":
        return FULL if topic.measures & one.measures or topic.evidence.search(one.joined) else 0.0
    role = 0.0
    if one.place.role in topic.roles:
        role = 1.0 if one.place.role is topic.roles[0] else LATER_ROLE
    evidence = 0.0
    if topic.evidence.search(one.joined):
        evidence = 1.0
    elif topic.evidence.search(one.joined_around):
        evidence = AROUND
    if topic.needs == "either" and role == 1.0:
        evidence = max(evidence, AROUND)
    if topic.needs in PROOF and not evidence:
        return 0.0
    return ROLE_SHARE * role + EVIDENCE_SHARE * evidence


def _is_met(topic: Topic, able: Sequence[Indexed]) -> bool:
    if topic.needs in {"hint", "faint", "measure"}:
        return True
    if topic.needs == "role":
        return any(one.place.role in topic.roles for one in able)
    return any(_topic_match(topic, one) for one in able)


def _is_disclaimed(topic: Topic, statements: Sequence[Indexed]) -> bool:
    """Whether the page itself says that it does not cover a topic."""
    if topic.needs not in PROOF:
        return False
    return any(
        one.disclaims and not one.opens_list and topic.evidence.search(one.joined)
        for one in statements
    )


def _on_page(unit: Unit, able: Sequence[Indexed]) -> bool:
    return any(unit_match(unit, one) >= AROUND_BY_KIND for one in able)


def _orphans(question: Question, able: Sequence[Indexed]) -> list[Unit]:
    return [unit for unit in question.units if not _on_page(unit, able)]


def _whole(question: Question, able: Sequence[Indexed]) -> float:
    """Return what a perfect answer would earn; a story's odd words count up to a limit."""
    orphans = {id(unit) for unit in _orphans(question, able)}
    known = sum(unit.weight for unit in question.units if id(unit) not in orphans)
    named = sum(unit.weight for unit in question.units if id(unit) in orphans and unit.is_named)
    odd = sum(unit.weight for unit in question.units if id(unit) in orphans and not unit.is_named)
    topics = sum(TOPIC_WEIGHTS[topic.needs] for topic in question.topics)
    return known + named + min(odd, MOST_ODD) + min(topics, MOST_OF_TOPICS)


AMOUNTS = frozenset({FactKind.QUANTITY, FactKind.FREQUENCY, FactKind.NEGATION, FactKind.MODALITY})
DOSE_ROLES = frozenset({Role.DOSAGE, Role.SPECIFIC_POPULATIONS})
MOST_ODD = 2.5
MOST_OF_TOPICS = 2.4
