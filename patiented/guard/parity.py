"""Counts the "not" of each clause and of the clause that says it in the rewrite: odd is not even.

Only where the word that the "not" stands by is in both clauses, where no other "not" of the text
is without a partner, and where no word can carry one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from patiented.guard.clauses import Clause, Pair, aligned, clauses_of
from patiented.guard.mentions import CONTENT_KINDS
from patiented.guard.polarity import only_says_less
from patiented.model import Level

if TYPE_CHECKING:
    from collections.abc import Sequence

    from patiented.guard.case import Case
    from patiented.guard.reading import Mention, Reading

_COUNTING: Final = frozenset({
    "later", "more", "less", "fewer", "longer", "shorter", "earlier", "sooner", "higher", "lower",
    "older", "younger", "greater",
})  # fmt: skip
"""After "no" and before "than" these are a bound: "no later than"."""
_NEVER_DENYING: Final = frozenset({"difference", "only", "just"})
_CARRYING: Final = frozenset({
    "unless", "only", "until", "even_if", "stop", "hold", "switch", "remove", "instead", "free",
    "before",
})  # fmt: skip
SEEN: Final = frozenset({"negation-lost", "negation-added", "negation-crossed"})
_BOUNDING: Final = frozenset({"le", "lt"})
LIGHT_ACTS: Final = frozenset({
    "use", "used", "using", "give", "given", "giving", "take", "taken", "taking", "have", "apply",
    "applied", "receive", "needed", "need", "recommended", "eat", "drink",
})  # fmt: skip
ACT_WITHIN: Final = 4
_OF_NOUNS: Final = frozenset({"non", "without", "free", "unable"})
"""Negations of a thing, not of what is said of it."""
_PREFIXES: Final = ("un", "non", "in", "im", "dis")
_SHORTEST: Final = 3
_ENDING: Final = 2
_BESIDE: Final = 2
_ENOUGH: Final = 0.6
_SURE: Final = 0.99
_REACHED: Final = CONTENT_KINDS | {"direction", "route", "severity", "time_order"}


def check_parity(case: Case) -> None:
    """Report a clause that is denied in one text and not in the other."""
    if any(finding.rule in SEEN for finding in case.findings):
        return  # `polarity.py` has named it.
    sides = _Sides(case)
    for pair in sides.pairs:
        message = sides.turned(pair)
        if message:
            span = case.rewrite.span(pair.theirs.first, pair.theirs.last)
            case.report(
                "parity-odd", Level.ERROR, message, found=case.rewrite.text[slice(*span)],
                rewrite=span, source=case.source.span(pair.mine.first, pair.mine.last),
            )  # fmt: skip
            return


class _Sides:
    """The clauses of both texts, laid side by side."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self.mine = [one for one in clauses_of(case.source) if not one.inner]
        self.theirs = [one for one in clauses_of(case.rewrite) if not one.inner]
        self.pairs = aligned(self.mine, self.theirs)
        self._partner: dict[int, Clause] = {}
        for pair in self.pairs:
            self._partner[id(pair.mine)] = pair.theirs
            self._partner[id(pair.theirs)] = pair.mine

    def turned(self, pair: Pair) -> str:
        """Return what is wrong with the "not" of two clauses, or nothing."""
        source, rewrite = self.case.source, self.case.rewrite
        mine, theirs = negatives_of(source, pair.mine), negatives_of(rewrite, pair.theirs)
        if pair.score < _SURE or len(mine) % 2 == len(theirs) % 2:
            return ""
        if len(mine) > len(theirs):
            lost = self._is_proved(
                (source, pair.mine, mine), (rewrite, pair.theirs), self.theirs, pair.shared
            )
            return 'this clause has a "not" that the rewrite lacks' if lost else ""
        added = self._is_proved(
            (rewrite, pair.theirs, theirs), (source, pair.mine), self.mine, pair.shared
        )
        return 'the source has no "not" in this clause' if added else ""

    def _is_proved(
        self,
        more: tuple[Reading, Clause, list[Mention]],
        less: tuple[Reading, Clause],
        others: Sequence[Clause],
        shared: frozenset[str],
    ) -> bool:
        """Tell whether the "not" of `more` stands by a shared word and is nowhere near `less`."""
        reading, clause, negatives = more
        away, plain = less
        targets = {_target(reading, clause, one) for one in negatives}
        acted = _denies_an_act(reading, clause, negatives) and _acts(away, plain)
        if not (targets & shared or (acted and len(shared) >= _ENOUGH * len(clause.keys))):
            return False
        for other in others:
            if other is plain:
                continue
            partner = self._partner.get(id(other))
            found = negatives_of(away, other)
            own = len([n for n in found if partner is None or n.value not in _OF_NOUNS])
            if own and (partner is None or len(negatives_of(reading, partner)) < own):
                return False
            beside = partner is None and away.sentence[other.first] == away.sentence[plain.first]
            if beside and carries(self.case, (away, other), (reading, clause)):
                return False
        return not (
            carries(self.case, (away, plain), (reading, clause))
            or carries(self.case, (reading, clause), (away, plain))
        )


def negatives_of(reading: Reading, clause: Clause) -> list[Mention]:
    """Return what counts as a "not" in a clause; "neither … nor" is one."""
    found: list[Mention] = []
    for mention in clause.mentions:
        word = reading.tokens[mention.first].norm
        released = mention.kind == "modality" and mention.value in {"release", "unknown"}
        if not (released or (mention.kind == "negation" and mention.value != "instead")):
            continue
        if only_says_less(reading, mention.last):
            continue
        if (word in {"no", "not"} and _bounds(reading, mention.last)) or (
            word == "without" and _is_either(reading, mention.first)
        ):
            continue
        if word != "nor" or not found:
            found.append(mention)
    denied = {k for one in found for k in range(one.first, one.last)}
    found += [
        mention._replace(kind="negation", value="free")
        for mention in clause.mentions
        if mention.last < clause.last
        and reading.tokens[mention.last].norm == "free"
        and mention.last not in denied
    ]
    return found


def _denies_an_act(reading: Reading, clause: Clause, negatives: list[Mention]) -> bool:
    """Tell whether a "not" is said of using, giving or taking: "cannot be used", "do not give"."""
    return any(
        token.norm in LIGHT_ACTS
        for one in negatives
        for token in reading.tokens[one.first : min(one.last + ACT_WITHIN, clause.last)]
    )


def _acts(reading: Reading, clause: Clause) -> bool:
    return any(t.norm in LIGHT_ACTS for t in reading.tokens[clause.first : clause.last])


def _bounds(reading: Reading, at: int) -> bool:
    """Tell whether "no more than", "no later.", "not only" stands here: no negation."""
    words = [token.norm for token in reading.tokens[at : at + 2]] + ["", ""]
    if words[0] in _NEVER_DENYING:
        return True
    return words[0] in _COUNTING and (words[1] == "than" or not words[1].isalpha())


def _is_either(reading: Reading, at: int) -> bool:
    """Tell whether "without" ends "with or without"."""
    return [token.norm for token in reading.tokens[max(at - 2, 0) : at]] in (
        ["with", "or"], ["with", "and"],
    )  # fmt: skip


def _target(reading: Reading, clause: Clause, negative: Mention) -> str:
    """Return what a "not" stands by: the next word of content in its clause, or the last before."""
    del reading
    ahead = [m for m in clause.mentions if m.first >= negative.last and m.kind in _REACHED]
    behind = [m for m in clause.mentions if m.last <= negative.first and m.kind in _REACHED]
    near = ahead[:1] or behind[-1:]
    return near[0].value if near else ""


def carries(case: Case, one: tuple[Reading, Clause], other: tuple[Reading, Clause]) -> bool:
    """Tell whether a clause has a word that can carry the "not" of the other."""
    (reading, clause), (away, far) = one, other
    known = {m.value for m in far.mentions}
    stems = {t.stem for t in away.tokens[far.first : far.last]}
    if _has_prefix(reading, clause, away):
        return True
    known |= away.values("time_order", "condition_word", "action")
    if any(m.value in _CARRYING and m.value not in known for m in clause.mentions):
        return True
    bounds = {m.comparator for m in far.measures}
    if any(m.comparator in _BOUNDING and m.comparator not in bounds for m in clause.measures):
        return True
    said = {m.value for m in away.content}
    covered = {
        k
        for m in clause.mentions
        if m.value in known
        or m.value in said
        or m.kind == "negation"
        or m.value in {"release", "unknown"}
        for k in range(m.first, m.last)
    }
    return any(
        token.stem in case.tables.soft_negatives
        and token.stem not in stems
        and k not in covered
        and not _is_of_number(clause, k)
        and not _is_little(reading, k)
        for k, token in enumerate(reading.tokens[clause.first : clause.last], start=clause.first)
    )


def _has_prefix(reading: Reading, clause: Clause, away: Reading) -> bool:
    """Tell whether a word carries its own "not": "unused" beside "not used"."""
    words = tuple({token.norm for token in away.tokens})
    return any(
        token.norm.startswith(prefix) and _begins(words, token.norm.removeprefix(prefix))
        for token in reading.tokens[clause.first : clause.last]
        for prefix in _PREFIXES
        if len(token.norm) - len(prefix) >= _SHORTEST
    )


def _begins(words: tuple[str, ...], rest: str) -> bool:
    """Tell whether a word begins as `rest` does, its ending aside: "use", "used"."""
    start = rest[: max(len(rest) - _ENDING, _SHORTEST)]
    return any(word.startswith(start) for word in words)


def _is_of_number(clause: Clause, k: int) -> bool:
    """Tell whether a word only bounds or spaces a number: "over 24 hours old", "4 hours apart"."""
    return any(one.first - _BESIDE <= k < one.first or k == one.last for one in clause.measures)


def _is_little(reading: Reading, k: int) -> bool:
    """Tell whether a "little" is "a little": some, not hardly any."""
    return reading.tokens[k].norm in {"little", "few"} and (
        k > 0 and reading.tokens[k - 1].norm == "a"
    )
