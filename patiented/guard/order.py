"""Asks whether the parts of a sentence still play their parts: who does what to whom, and when.

All facts may be there and yet be crossed: "warfarin raises aspirin", "first B, then A". The parts
of each sentence of the rewrite are laid along the source. Parts that come in another order need a
reason: the same little word before them ("if", "in", "before"), a list, or a noun and its own verb.
Without one, the sentence is open.
"""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from patiented.guard.harmless import SHARES, is_harmless, lone_names, opening_of
from patiented.guard.lining import lined_up
from patiented.guard.parts import CONTENT, Part, Parts, is_content, parts_of
from patiented.guard.reading import Measure
from patiented.model import Level

if TYPE_CHECKING:
    from patiented.guard.case import Case

_STRONG: Final = frozenset({"to", "from", "by", "than", "instead", "without", "then", "first"})
_OPPOSED: Final = frozenset({("from", "with"), ("without", "with"), ("with", "without")})
_DIRECTED: Final = frozenset({"dose_reduction", "high_risk", "low_risk"})
_PASSIVE: Final = frozenset({
    "is", "are", "be", "been", "was", "were", "must", "should", "can", "may", "need", "to", "of",
    "the", "a", "an", "that", "which", "your", "their", "not", "has", "have",
})  # fmt: skip
_LOOSE: Final = frozenset({"to", "setting", "with"})
_COPULAS: Final = frozenset({"is", "are", "was", "were", "which"})
_OWNING: Final = frozenset({"of", "and", "or", ",", "the"})
_FLOATING: Final = frozenset({"action", "direction", "severity", "route", "modality"})
_MANNERS: Final = frozenset({"at_once", "sudden", "gradual", "together", "intermittent"})
_DEGREES: Final = frozenset({
    "transient", "substantial", "minimal", "excessive", "adequate", "potent", "rapid", "permanent",
    "complete",
})  # fmt: skip
_EITHER_SIDE: Final = frozenset({"only", "first", "last"})
_ALIKE: Final = (
    frozenset({"drug", "drug_class", "substance", "form", "word"}),
    frozenset({"condition", "organ", "term", "word"}),
    frozenset({"population"}),
)
"""Kinds whose members can play each other's part."""
_NAMES: Final = (frozenset({"drug", "drug_class", "substance"}), frozenset({"population"}))
_TRADED: Final = (frozenset({"drug", "drug_class", "substance", "form"}),)
_MOST_PARTS = 60
_MOST_PAIRS = 400
_MOST_REPORTS = 3


def check_order(case: Case) -> None:
    """Report parts of a sentence that changed places without a reason."""
    if case.source.text == case.rewrite.text:
        return
    mine, theirs = parts_of(case)
    if len(mine.parts) < 2 or len(theirs.parts) < 2:  # noqa: PLR2004  one part has no order
        return
    places: dict[str, list[int]] = {}
    for k, part in enumerate(mine.parts):
        places.setdefault(part.key, []).append(k)
    if _are_regrouped(mine, theirs, places) or _are_traded(mine, theirs):
        case.report(
            "parts-regrouped", Level.WARNING, "what stood in one sentence now stands in two others",
            rewrite=(0, len(case.rewrite.text)),
        )  # fmt: skip
    reports = 0
    for sentence in theirs.by_sentence():
        if reports >= _MOST_REPORTS:
            return
        reports += _check_sentence(case, mine, theirs, sentence, places)


def _are_regrouped(mine: Parts, theirs: Parts, places: dict[str, list[int]]) -> bool:
    """Tell whether two sentences of the source were cut and joined crosswise."""
    here, there = mine.reading.sentence, theirs.reading.sentence
    homes: dict[int, set[int]] = {}
    lone = lone_names(mine, theirs) | {part.key for part in mine.parts[: opening_of(mine)]}
    for k, part in enumerate(theirs.parts):
        if theirs.is_said_again(k, mine) or part.is_marker or part.key in lone:
            continue
        sources = {here[mine.parts[at].first] for at in places[part.key]}
        if len(sources) == 1:
            homes.setdefault(there[part.first], set()).update(sources)
    mixed = [sources for sources in homes.values() if len(sources) > 1]
    if not mixed or len(homes) > _MOST_PARTS:
        return False
    return any(one & other for one in mixed for other in homes.values() if one is not other)


def _are_traded(mine: Parts, theirs: Parts) -> bool:
    """Tell whether one name stands once less and its like once more: "use B first" for "A"."""
    counts = Counter(part.key for part in mine.parts)
    counts.subtract(part.key for part in theirs.parts)
    kinds = {part.key: part for part in theirs.parts if is_content(part)}
    fewer = [kinds[k] for k, n in counts.items() if n > 0 and k in kinds and k not in mine.subjects]
    more = [kinds[k] for k, n in counts.items() if n < 0 and k in kinds and k not in mine.subjects]
    return any(
        one.kind in group and two.kind in group
        for one in fewer[:_MOST_REPORTS]
        for two in more[:_MOST_REPORTS]
        for group in _TRADED
    )


def _check_sentence(
    case: Case, mine: Parts, theirs: Parts, sentence: list[int], places: dict[str, list[int]]
) -> int:
    lined = lined_up(sentence, theirs, places)
    crossed = _crossing(mine, theirs, sentence, lined)
    if crossed is None:
        crossed = _remarked(mine, theirs, sentence, lined)
    if crossed is None:
        return 0
    one, two = crossed
    alike = _are_alike(theirs.parts[one], theirs.parts[two])
    swapped = _is_swap(mine, theirs, sentence, lined) or (alike and _has_same_words(case))
    span = case.rewrite.span(theirs.parts[one].first, theirs.parts[two].last)
    case.report(
        "parts-swapped" if swapped else "order-moved", Level.ERROR if swapped else Level.WARNING,
        "these stand in another order: is it still said of the same?",
        found=case.rewrite.text[slice(*span)], rewrite=span,
    )  # fmt: skip
    return 1


def _crossing(
    mine: Parts, theirs: Parts, sentence: list[int], lined: list[int]
) -> tuple[int, int] | None:
    """Return two parts of the rewrite that changed places without a reason."""
    if all(one <= two for one, two in pairwise(lined)):
        return None
    if len(sentence) > _MOST_PARTS:
        return sentence[0], sentence[-1]
    for j in range(1, len(sentence)):
        for i in range(j - 1, -1, -1):
            if lined[i] > lined[j]:
                pair = _Pair(mine, theirs, (lined[j], lined[i]), (sentence[j], sentence[i]))
                if not pair.is_explained():
                    return sentence[i], sentence[j]
    return None


def _are_alike(one: Part, two: Part) -> bool:
    return any(one.kind in group and two.kind in group for group in _ALIKE)


def _has_same_words(case: Case) -> bool:
    """Tell whether the rewrite has the very words of the source, in another order."""
    mine, theirs = (
        sorted(t.stem for t in reading.tokens if t.kind != "m")
        for reading in (case.source, case.rewrite)
    )
    return mine == theirs and not {"it", "them", "they"} & set(mine)


def _is_swap(mine: Parts, theirs: Parts, sentence: list[int], lined: list[int]) -> bool:
    """Tell whether two names of one kind took each other's place and nothing else moved."""
    moved = [
        k for k, (at, right) in enumerate(zip(lined, sorted(lined), strict=True)) if at != right
    ]
    if len(moved) != 2 or len(set(lined)) != len(lined):  # noqa: PLR2004  a swap is of two
        return False
    one, two = (theirs.parts[sentence[k]] for k in moved)
    here = [lined[k] for k in moved]
    alike = any(one.kind in group and two.kind in group for group in _NAMES)
    if not alike or theirs.is_list(sentence[moved[0]], sentence[moved[1]]):
        return False
    if any(part.key == "same" for part in mine.parts) or mine.is_list(here[1], here[0]):
        return False
    markers = [
        (mine.marker(at), theirs.marker(sentence[k])) for at, k in zip(here, moved, strict=True)
    ]
    if any(one == two != "" for one, two in markers):
        return False
    seen = {mark for pair in markers for mark in pair}
    return not seen & {"by", "with"} or "than" in {part.key for part in mine.parts}


def _remarked(
    mine: Parts, theirs: Parts, sentence: list[int], lined: list[int]
) -> tuple[int, int] | None:
    """Return a part whose little word became another one: "from A to B", "to A from B"."""
    if len(sentence) > _MOST_PARTS:
        return None
    for there, here in zip(sentence, lined, strict=True):
        one, two = mine.marker(here), theirs.marker(there)
        if (one, two) in _OPPOSED and is_content(theirs.parts[there]):
            return there, there
        if two == "by" and theirs.is_user(there):
            continue  # "must not be used by women"
        if one != two and two in _STRONG and (one in _STRONG or two == "by"):
            part = theirs.parts[there]
            if is_content(part) and part.kind != "route" and {one, two} != {"first", "then"}:
                return there, there
    return None


class _Pair:
    """Two parts in the order of the source, `one` before `two`; in the rewrite `two` is first."""

    def __init__(
        self, mine: Parts, theirs: Parts, here: tuple[int, int], there: tuple[int, int]
    ) -> None:
        self.mine, self.theirs, self.here, self.there = mine, theirs, here, there
        self.one, self.two = mine.parts[here[0]], mine.parts[here[1]]

    def is_explained(self) -> bool:
        """Tell whether the new order says the same."""
        if self._is_copy() or is_harmless(self.mine, self.theirs, self.here, self.there):
            return True
        sentence = self.mine.reading.sentence
        if sentence[self.one.first] != sentence[self.two.first]:
            return False
        return self._moves_freely() or self._is_adjacent_swap() or self._is_list()

    def _moves_freely(self) -> bool:
        """Tell whether the order of these two says nothing, or their markers say it all."""
        if self._is_number_and_its_own() or self._floats() or self._is_group_named_first():
            return True
        if self._is_other_voice() or self.mine.is_symmetric(self.here[0]):
            return True
        if self.mine.has_many_conditions(self.here[0]) and not self._stand_before_any_if():
            return False
        return not self._are_rivals() and (self._keeps_marker(0) or self._keeps_marker(1))

    def _stand_before_any_if(self) -> bool:
        """Tell whether both stand in the main clause that opens the sentence, in both texts."""
        return not any(
            part.key == "if"
            for parts, last in ((self.mine, self.here[1]), (self.theirs, self.there[0]))
            for part in parts.in_sentence_until(last)
        )

    def _floats(self) -> bool:
        """Tell whether one is a verb, a grade or a manner and the other is none of its kind.

        That it still stands by its own noun is asked in `attachment.py`.
        """
        classes = self._classes()
        return classes[0] != classes[1]

    def _classes(self) -> list[str]:
        pairs = zip((self.one, self.two), self.here, self.there, strict=True)
        return [self._floating_class(*pair) for pair in pairs]

    def _floating_class(self, part: Part, here: int, there: int) -> str:
        if part.key in _MANNERS:
            return "manner"
        if part.key in SHARES:
            return "share"
        if part.key in _DEGREES:
            return "severity"
        if part.key in _DIRECTED:
            return "direction"
        if part.kind in _FLOATING and not self.theirs.is_device(there):
            return part.kind
        return "verb" if self.mine.is_verb(here) or self.theirs.is_verb(there) else ""

    def _is_other_voice(self) -> bool:
        """Tell whether "A is done by B" became "B does A", or the other way round."""
        mine = tuple(self.mine.marker(here) for here in self.here)
        theirs = tuple(self.theirs.marker(there) for there in self.there)
        if sum(token.norm == "by" for token in self.mine.reading.tokens[:_MOST_PAIRS]) > 1:
            return False
        if mine[1] in {"by", "cause"} and theirs[1] == "" and mine[0] not in {"by", "cause"}:
            return True
        if theirs[0] == "by" and mine[0] == "" and theirs[1] != "by":
            return True
        return mine == ("", "setting") and theirs == ("with", "")

    def _is_group_named_first(self) -> bool:
        """Tell whether "X patients must not" became "if you are X"."""
        if (self.one.kind == "population") == (self.two.kind == "population"):
            return False
        k = 0 if self.one.kind == "population" else 1
        markers = {self.mine.marker(self.here[k]), self.theirs.marker(self.there[k])}
        return markers <= {"", "setting", "with"} and len(markers) > 1

    def _is_copy(self) -> bool:
        """Tell whether a noun said again stands where the source has a pronoun or nothing."""
        for k, other in ((0, self.two), (1, self.one)):
            part = self.theirs.parts[self.there[k]]
            if self.theirs.is_said_again(self.there[k], self.mine):
                alike = any(part.kind in group and other.kind in group for group in _ALIKE)
                if not alike or part.key in self.mine.subjects:
                    return True
        return False

    def _is_number_and_its_own(self) -> bool:
        """Tell whether one is a number that nothing else of the source can be taken for."""
        numbers = [part for part in (self.one, self.two) if isinstance(part.mark, Measure)]
        if len(numbers) > 1:
            rival = any(self.mine.has_rival_number(part) for part in numbers)
            return self.one.kind != self.two.kind and not rival
        if not numbers:
            return False
        return self.here[1] - self.here[0] == 1 or not self.mine.has_rival_number(numbers[0])

    def _are_rivals(self) -> bool:
        """Tell whether the two could play each other's part."""
        one, two = self.one, self.two
        if isinstance(one.mark, Measure) or isinstance(two.mark, Measure):
            return one.kind == two.kind
        content = is_content(one) and is_content(two)
        alike = _are_alike(one, two) if content else one.kind == two.kind
        alike = alike or all(p.kind == "direction" or p.key in _DIRECTED for p in (one, two))
        alike = alike or {one.kind, two.kind} == {"population", "condition"}
        alike = alike or self._classes() == ["severity", "severity"]
        if one.is_marker:
            return alike
        return alike and self.mine.marker(self.here[0]) == self.mine.marker(self.here[1])

    def _keeps_marker(self, k: int) -> bool:
        here, there = self.here[k], self.there[k]
        part = self.mine.parts[here]
        if part.is_marker:
            own, near = self.mine.next_keys(here), self.theirs.next_keys(there)
            if part.key in _EITHER_SIDE:
                near |= self.theirs.previous_keys(there)
                own |= self.mine.previous_keys(here)
            return bool(own & near) or (not near and self.here[1] - self.here[0] == 1)
        markers = {self.mine.marker(here), self.theirs.marker(there)}
        return "" not in markers and (len(markers) == 1 or markers <= _LOOSE)

    def _is_adjacent_swap(self) -> bool:
        """Tell whether a noun and its own word changed places: "crush tablets", "tablets are …"."""
        if self.one.is_marker or self.two.is_marker:
            return False
        if self.here[1] - self.here[0] == 1 and self.there[0] - self.there[1] == 1:
            mine, theirs = self.mine, self.theirs
            if mine.is_joined(self.here[1]):
                return theirs.is_near(self.there[0])
            return theirs.is_joined(self.there[0]) and mine.is_near(self.here[1])
        return self._is_owner()

    def _is_owner(self) -> bool:
        """Tell whether "safety and benefit of X" became "X is safe and helps"."""
        here = self.mine.words_between(*self.here)
        there = self.theirs.words_between(self.there[1], self.there[0])
        told = here[-1:] == ["of"] or self.mine.is_joined(self.here[0] + 1)
        says = bool(set(there) & _COPULAS)
        return told and says and set(here) <= _OWNING and set(there) <= _PASSIVE | _OWNING

    def _is_list(self) -> bool:
        """Tell whether both stand in one list in both texts, each as an item."""
        if not (is_content(self.one) and is_content(self.two)):
            return False
        mine, theirs = self.mine, self.theirs
        same = all(
            mine.chunk_keys(here) == theirs.chunk_keys(there)
            or (mine.has_list_place(here) and theirs.has_list_place(there))
            for here, there in zip(self.here, self.there, strict=True)
        )
        return same and mine.is_list(*self.here) and theirs.is_list(self.there[1], self.there[0])


__all__ = ["CONTENT", "Part", "check_order"]
