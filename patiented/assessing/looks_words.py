"""Looks at what a text says: orders, voice, words, numbers, reasons, risks.

It is found by cues, so "there is no number" is the only answer of the program; all else is a place
for a person to look at.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from patiented.assessing.evidence import Evidence, Said, checked, flagged, for_person, mark
from patiented.assessing.instruments import NA, YES
from patiented.assessing.looks_form import VERY_SHORT
from patiented.assessing.material import Feature
from patiented.assessing.sight import place, places

if TYPE_CHECKING:
    from collections.abc import Callable

    from patiented.assessing.evidence import Place
    from patiented.assessing.sight import Sight
    from patiented.model import SentenceScore

ENGLISH = mark("The program knows the words for this in English only.")
NO_NUMBERS = mark("There is no number in this text.")
NEAR = 1
MANY_CLAUSES = frozenset({"many_clauses", "long"})


def in_english(look: Callable[[Sight], Evidence]) -> Callable[[Sight], Evidence]:
    """Leave a look to a person where the text is in a language without cues."""

    def looked(sight: Sight) -> Evidence:
        return look(sight) if sight.cues else for_person(ENGLISH)

    return looked


def _some(found: tuple[Place, ...], some: Said, none: Said) -> Evidence:
    return flagged(some, found) if found else flagged(none)


@in_english
def actions(sight: Sight) -> Evidence:
    """Show the orders to the reader."""
    return _some(
        places(sight.orders),
        mark("Sentences that tell the reader to do something: {n}.", n=len(sight.orders)),
        mark("No sentence was found that tells the reader to do something."),
    )


@in_english
def active_actions(sight: Sight) -> Evidence:
    """Show the passive in what stands first and in sentences of action."""
    asked = {one.start for one in (*sight.orders, *sight.sentences[:3])}
    passive = tuple(one for one in sight.reasoned("passive") if one.start in asked)
    return _some(
        passive,
        mark("First sentences and actions that hide who acts: {n}.", n=len(passive)),
        mark("No passive was found in the first sentences and the actions."),
    )


@in_english
def active(sight: Sight) -> Evidence:
    """Tell how many sentences hide who acts."""
    passive = sight.reasoned("passive")
    said = mark("Sentences that hide who acts: {n} of {m}.", n=len(passive), m=len(sight.sentences))
    return flagged(said, passive)


@in_english
def words(sight: Sight) -> Evidence:
    """Show the sentences with rare words and short forms."""
    found = sight.reasoned("rare_words", "undefined_abbreviation")
    return _some(
        found,
        mark("Sentences with words that few people use: {n}.", n=len(found)),
        mark("No rare word was found. Whether this reader uses them all, a person knows."),
    )


@in_english
def terms(sight: Sight) -> Evidence:
    """Show rare words in sentences that explain nothing."""
    explaining = {one.start for one in sight.matching("explained")}
    hard = sight.reasoned("rare_words", "undefined_abbreviation")
    found = tuple(one for one in hard if one.start not in explaining)
    said = mark(
        "Sentences with rare words that do not look like an explanation: {n} of {m}.",
        n=len(found),
        m=len(hard),
    )
    return _some(found, said, mark("Every rare word stands in what looks like an explanation."))


@in_english
def addressed(sight: Sight) -> Evidence:
    """Show the actions that are said of others."""
    others = places(sight.where(lambda known, text: known.is_about_others(text)))
    said = mark(
        "Sentences on what others should do: {n}; orders to the reader: {m}.",
        n=len(others),
        m=len(sight.orders),
    )
    return flagged(said, others)


@in_english
def steps(sight: Sight) -> Evidence:
    """Show lists of steps, and actions that hold several."""
    ordered = [one for one in sight.material.lists() if one[0].ordered]
    joined = {one.start for one in sight.orders if _has_many(one)}
    found = tuple(place(one) for one in sight.orders if one.start in joined)
    said = mark(
        "Numbered lists: {n}; actions that are long or hold several: {m}.",
        n=len(ordered),
        m=len(found),
    )
    return flagged(said, found)


def _has_many(one: SentenceScore) -> bool:
    return any(reason.partition(":")[0] in MANY_CLAUSES for reason in one.reasons)


@in_english
def tools(sight: Sight) -> Evidence:
    """Show where something to use is named."""
    found = places(sight.having("tool"))
    return _some(
        found,
        mark("Sentences that may name something to use: {n}.", n=len(found)),
        mark("No checklist, plan or diary was found."),
    )


@in_english
def science(sight: Sight) -> Evidence:
    """Show what is said to be known and not known."""
    known, unknown = sight.having("known"), sight.having("unknown")
    said = mark(
        "Sentences that may say what is known: {n}; what is not known: {m}.",
        n=len(known),
        m=len(unknown),
    )
    return flagged(said, (*places(known), *places(unknown)))


@in_english
def advice_reasons(sight: Sight) -> Evidence:
    """Show reasons in or beside an action."""
    asked = {one.start for one in sight.orders}
    at = {i for i, one in enumerate(sight.sentences) if one.start in asked}
    reasons = {one.start for one in sight.having("reason")}
    found = tuple(
        place(one)
        for i, one in enumerate(sight.sentences)
        if one.start in reasons and at & set(range(i - NEAR, i + NEAR + 1))
    )
    return _some(
        found,
        mark("Sentences in or beside an action that give a reason: {n}.", n=len(found)),
        mark("No reason was found in or beside an action."),
    )


@in_english
def directions(sight: Sight) -> Evidence:
    """Show actions that say when, how much or how often."""
    exact = {one.start for one in (*sight.having("when"), *sight.numbered)}
    found = tuple(place(one) for one in sight.orders if one.start in exact)
    return _some(
        found,
        mark("Actions that say when, how much or how often: {n}.", n=len(found)),
        mark("No action was found that says when, how much or how often."),
    )


@in_english
def number_kinds(sight: Sight) -> Evidence:
    """Show decimals, fractions, signs and statistics."""
    if not sight.has_numbers:
        return checked(NA, NO_NUMBERS)
    hard = {
        one.start: one
        for name in ("decimal", "fraction", "statistic", "symbol")
        for one in sight.matching(name)
    }
    found = places(hard[start] for start in sorted(hard))
    said = mark("Sentences with decimals, fractions, signs or statistics: {n}.", n=len(found))
    return _some(found, said, mark("The numbers in sentences are whole."))


@in_english
def number_meaning(sight: Sight) -> Evidence:
    """Show numbers of which it is not said out of how many."""
    if not sight.has_numbers:
        return checked(NA, NO_NUMBERS)
    found = sight.reasoned("number_without_base")
    if found:
        return flagged(mark("Sentences that do not say out of how many: {n}.", n=len(found)), found)
    said = mark("Sentences with a number, to look at one by one: {n}.", n=len(sight.numbered))
    return flagged(said, places(sight.numbered))


@in_english
def calculations(sight: Sight) -> Evidence:
    """Show signs of calculating, where the item does not apply without numbers."""
    if not sight.has_numbers:
        return checked(NA, NO_NUMBERS)
    return _calculations(sight)


@in_english
def calculations_pemat(sight: Sight) -> Evidence:
    """Show signs of calculating; without numbers there is none."""
    if not sight.has_numbers:
        return checked(YES, NO_NUMBERS)
    return _calculations(sight)


def _calculations(sight: Sight) -> Evidence:
    found = places(sight.having("calculation"))
    bases = _bases(sight)
    if len(bases) > 1:
        shares = places(sight.matching("base"), ", ".join(sorted(bases)))
        said = mark(
            "Different bases of shares: {n}; sentences that may ask to calculate: {m}.",
            n=len(bases),
            m=len(found),
        )
        return flagged(said, (*found, *shares))
    return _some(
        found,
        mark("Sentences that may ask the reader to calculate: {n}.", n=len(found)),
        mark("No sign was found that the reader has to calculate."),
    )


def _bases(sight: Sight) -> set[str]:
    """Return the numbers that shares are out of: "7 out of 100" has 100."""
    known = sight.cues
    if known is None:
        return set()
    base, share = known.patterns["base"], known.patterns["chance"]
    return {
        found[1].replace(",", "")
        for one in sight.sentences
        for match in share.finditer(one.text)
        if (found := base.search(match.group()))
    }


@in_english
def calculations_shown(sight: Sight) -> Evidence:
    """Show signs of calculating, and examples beside them."""
    if not sight.has_numbers:
        return checked(NA, NO_NUMBERS)
    found = places(sight.having("calculation"))
    examples = len(sight.having("example"))
    said = mark(
        "Sentences that may ask to calculate: {n}; that give an example: {m}.",
        n=len(found),
        m=examples,
    )
    return _some(found, said, mark("No sign was found that the reader has to calculate."))


@in_english
def risks(sight: Sight) -> Evidence:
    """Show where a danger is named."""
    found = places(sight.having("risk"))
    return _some(
        found,
        mark("Sentences that may name a danger: {n}.", n=len(found)),
        mark("No word of danger was found. This part may not apply."),
    )


@in_english
def both_sides(sight: Sight) -> Evidence:
    """Show harm and good."""
    harm, good = sight.having("risk"), sight.having("benefit")
    said = mark("Sentences that may name a harm: {n}; a good: {m}.", n=len(harm), m=len(good))
    return flagged(said, (*places(harm), *places(good)))


@in_english
def chances(sight: Sight) -> Evidence:
    """Show chances given as numbers."""
    if not sight.has_numbers:
        return checked(NA, NO_NUMBERS)
    found = sight.matching("chance")
    alone = tuple(
        one for one in found if sight.cues and not sight.cues.has("chance_words", one.text)
    )
    said = mark(
        "Sentences with a share or a percentage: {n}; of them without a word for it: {m}.",
        n=len(found),
        m=len(alone),
    )
    return _some(places(found), said, mark("No share or percentage was found in a sentence."))


@in_english
def summary(sight: Sight) -> Evidence:
    """Show what sums up."""
    if sight.is_very_short:
        return checked(NA, VERY_SHORT)
    known = sight.cues
    heads = tuple(one for one in sight.headings() if known and known.has("summary", one.text))
    found = (*heads, *places(sight.having("summary")))
    return _some(
        found,
        mark("Places that may sum up: {n}.", n=len(found)),
        mark("No sign of a summary was found."),
    )


@in_english
def charts_used(sight: Sight) -> Evidence:
    """Show where a chart or table is spoken of."""
    there = sight.material.visuals or sight.material.tables()
    if not there:
        if not (sight.sees(Feature.VISUALS) and sight.sees(Feature.TABLES)):
            return for_person(mark("This form of text cannot show its charts and tables."))
        return checked(NA, mark("There is no chart, graph, table or diagram."))
    found = places(sight.having("chart"))
    return _some(
        found,
        mark("Sentences that may speak of a chart or table: {n}.", n=len(found)),
        mark("No sentence was found that speaks of a chart or table."),
    )
