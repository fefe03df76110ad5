"""The parts of a text for the question of order: what plays a part, and by which little word.

A part is a content term, a number, or a word of time, direction or condition that source and
rewrite share. Its marker is the little word before it ("if", "with", "than"); parts side by side
form a chunk.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from typing import TYPE_CHECKING, Final, NamedTuple

from patiented.guard.mentions import CONTENT_KINDS
from patiented.guard.reading import Measure, Mention, Reading

if TYPE_CHECKING:
    from patiented.guard.case import Case

CONTENT: Final = CONTENT_KINDS | {"route"}
_ORDERED: Final = CONTENT | {
    "severity", "direction", "time_order", "condition_word", "comparison",
}  # fmt: skip
_MARKER_KINDS: Final = frozenset({"time_order", "condition_word", "comparison"})
_MARKER_OF: Final = {"if": "setting", "during": "setting", "together": "with", "within": "in"}
_ADVERBS: Final = frozenset({"at_once", "sudden", "gradual", "last"})
_GLUE: Final = frozenset(
    {"the", "a", "an", "of", "your", "their", "his", "her", "its", "any", "use"}
)
_SEPARATORS: Final = frozenset({",", "and", "or", "/", "nor", "plus", "either", "both", "as"})
_JOINS: Final = frozenset({"and", "or", "nor"})
_LINKS: Final = frozenset(
    {"not", "is", "are", "be", "been", "was", "were", "have", "has", "get", "gets"}
)
_WALLS: Final = frozenset(
    {"may", "can", "must", "should", "will", "might", "could", ";", ":", "—", ")"}
)
_LIST_HEADS: Final = frozenset({"monitor", "inform", "avoid", "crush", "chew", "break_"})
_DEVICES: Final = frozenset({"inhaler", "nebulizer", "drip", "shot", "injection", "spray"})
_DEGREES: Final = frozenset({"likely", "unknown", "caution"})
_BRACKETS: Final = frozenset({"(", ")", "-"})
_FAR: Final = frozenset({"from", "by", "than", "and", "or", "but", "not"})
_DOERS: Final = frozenset({
    "you", "they", "people", "can", "may", "must", "should", "will", "cannot", "might",
})  # fmt: skip
_CAUSED: Final = frozenset({
    ("due", "to"), ("owing", "to"), ("caus", "by"), ("on", "by"), ("produc", "by"),
    ("trigg", "by"), ("result", "from"), ("becaus", "of"),
})  # fmt: skip
"""Two little words that name a cause, the first by its stem: "brought on by" too."""
_USED: Final = frozenset({"used", "taken", "handled", "had", "worn", "eaten", "drunk", "applied"})
_REACH, _NEXT, _NEAR = 12, 3, 60


class Part(NamedTuple):
    """One part; `key` is equal for the same part in source and rewrite."""

    key: str
    kind: str
    first: int
    last: int
    mark: Measure | Mention

    @property
    def is_marker(self) -> bool:
        """Whether this part is itself the little word of what follows."""
        return self.kind in _MARKER_KINDS


def is_content(part: Part) -> bool:
    """Tell whether a part is a term, name or thing."""
    return part.kind in CONTENT


class Parts:
    """The parts of one text in order, with look-ups around them."""

    def __init__(self, reading: Reading, parts: list[Part], case: Case) -> None:
        tables = case.tables
        self.reading, self.parts = reading, parts
        self.subjects = frozenset(mention.value for mention in case.context.mentions)
        self._words, self._little = tables.markers, tables.function
        self._at = {part.last - 1: k for k, part in enumerate(parts)}
        self._markers: dict[int, str] = {}
        self.counts: Counter[str] = Counter()
        self._earlier: list[int] = []
        for part in parts:
            self._earlier.append(self.counts[part.key])
            self.counts[part.key] += 1
        self._kinds = Counter(part.kind for part in parts)

    def by_sentence(self) -> list[list[int]]:
        """Return the parts of each sentence that has two or more."""
        groups: dict[int, list[int]] = {}
        for k, part in enumerate(self.parts):
            groups.setdefault(self.reading.sentence[part.first], []).append(k)
        return [group for group in groups.values() if len(group) > 1]

    def marker(self, k: int) -> str:
        """Return the class of the little word that gives part `k` its role, or nothing."""
        asked: list[int] = []
        found: str | int = k
        # Not by recursion: in a list of hundreds of doses each asks the one before it.
        while isinstance(found, int):
            at = found
            known = self._markers.get(at)
            if known is None:
                self._markers[at] = ""  # ends any circle
                asked.append(at)
            found = self._find_marker(at) if known is None else known
        self._markers.update(dict.fromkeys(asked, found))
        return found

    def _find_marker(self, k: int) -> str | int:
        """Return the class, or the part before that has the same one."""
        reading, at = self.reading, self.parts[k].first - 1
        here = reading.sentence[self.parts[k].first]
        passed: set[str] = set()
        stop = max(at - _REACH, -1)
        while at > stop and reading.sentence[at] == here:
            other = self._at.get(at)
            norm = reading.tokens[at].norm
            if other is not None and other != k:
                return self._inherited(k, other, passed)
            if norm in self._words:
                return self._named_by_two(at) or self._words[norm]
            if norm in _WALLS:
                return ""
            passed.add(norm)
            at -= 1
        return ""

    def _named_by_two(self, at: int) -> str:
        """Return the class of a little word of two: "due to", "caused by"."""
        tokens = self.reading.tokens[max(at - 1, 0) : at + 1]
        return "cause" if (tokens[0].stem, tokens[-1].norm) in _CAUSED else ""

    def _inherited(self, k: int, other: int, passed: set[str]) -> str | int:
        part = self.parts[other]
        if part.is_marker and isinstance(part.mark, Mention):
            value = part.mark.value
            return "" if value in _ADVERBS else _MARKER_OF.get(value, value)
        if "," in passed and not passed & _JOINS and not self._goes_on(k):
            return ""
        return other if passed <= _SEPARATORS | _GLUE | _LINKS else ""

    def _goes_on(self, k: int) -> bool:
        """Tell whether a list goes on after part `k`."""
        at = self.parts[k].last
        return at < len(self.reading.tokens) and self.reading.tokens[at].norm in _SEPARATORS

    def next_keys(self, k: int) -> set[str]:
        """Return the keys of the next parts in the sentence, up to the next marker."""
        keys: set[str] = set()
        for part in self.parts[k + 1 : k + 1 + _NEXT]:
            if part.is_marker or not self._together(k, part):
                break
            keys.add(part.key)
        return keys

    def previous_keys(self, k: int) -> set[str]:
        """Return the key of the part before `k` in its sentence."""
        before = self.parts[max(k - 1, 0) : k]
        return {part.key for part in before if self._together(k, part)}

    def _together(self, k: int, part: Part) -> bool:
        sentence = self.reading.sentence
        return sentence[part.first] == sentence[self.parts[k].first]

    def is_said_again(self, k: int, source: Parts) -> bool:
        """Tell whether part `k` stands earlier already, more often than in the source."""
        return self._earlier[k] >= source.counts[self.parts[k].key] > 0

    def between(self, one: int, two: int) -> list[str]:
        """Return the words between two parts in their order."""
        tokens, quiet = self.reading.tokens, self.reading.quiet
        places = range(self.parts[one].last, self.parts[two].first)
        return [tokens[k].norm for k in places if k not in quiet]

    def words_between(self, one: int, two: int) -> list[str]:
        """Return the words between two parts that belong to no part."""
        inside = {at for k in range(one + 1, two) for at in self._span(k)}
        first, last = self.parts[one].last, self.parts[two].first
        return [self.reading.tokens[at].norm for at in range(first, last) if at not in inside]

    def _span(self, k: int) -> range:
        return range(self.parts[k].first, self.parts[k].last)

    def is_joined(self, k: int) -> bool:
        """Tell whether part `k` stands side by side with the one before it."""
        return 0 < k < len(self.parts) and all(norm in _GLUE for norm in self.between(k - 1, k))

    def is_near(self, k: int) -> bool:
        """Tell whether only little words stand between part `k` and the one before it."""
        return k > 0 and all(
            token.norm in _BRACKETS or (token.stem in self._little and token.norm not in _FAR)
            for token in self.reading.tokens[self.parts[k - 1].last : self.parts[k].first]
        )

    def is_verb(self, k: int) -> bool:
        """Tell whether a term stands as a verb: "diagnosed", "you catch", "can apply"."""
        part = self.parts[k]
        if part.kind not in {"word", "term"}:
            return False
        before = self.reading.tokens[part.first - 1].norm if part.first else ""
        if before == "not" and part.first > 1:
            before = self.reading.tokens[part.first - 2].norm
        return self.reading.tokens[part.last - 1].norm.endswith("ed") or before in _DOERS

    def is_user(self, k: int) -> bool:
        """Tell whether a part is who uses the medicine: "must not be used by people with X"."""
        first = self.parts[k].first
        words = [token.norm for token in self.reading.tokens[max(first - _REACH, 0) : first]]
        places = [at for at, word in enumerate(words) if word == "by" and at]
        return bool(places) and words[places[-1] - 1] in _USED

    def is_device(self, k: int) -> bool:
        """Tell whether a route is named by its thing: "the inhaler"."""
        return self.reading.tokens[self.parts[k].last - 1].norm in _DEVICES

    def has_many_conditions(self, k: int) -> bool:
        """Tell whether the sentence of part `k` has two "if": either act may go with either."""
        here = self.reading.sentence[self.parts[k].first]
        near = self.parts[max(k - _NEAR, 0) : k + _NEAR]
        return sum(p.key == "if" and self.reading.sentence[p.first] == here for p in near) > 1

    def in_sentence_until(self, k: int) -> list[Part]:
        """Return the parts of the sentence of part `k` that stand before it."""
        here = self.reading.sentence[self.parts[k].first]
        near = self.parts[max(k - _NEAR, 0) : k]
        return [part for part in near if self.reading.sentence[part.first] == here]

    def is_symmetric(self, k: int) -> bool:
        """Tell whether the clause of part `k` says that two things are the same."""
        here = self.reading.clause[self.parts[k].first]
        near = self.parts[max(k - _NEAR, 0) : k + _NEAR]
        return any(p.key == "same" and self.reading.clause[p.first] == here for p in near)

    def has_list_place(self, k: int) -> bool:
        """Tell whether part `k` is an item by itself, but for a verb before or a noun after all."""
        if self.is_joined(k):
            before = self.parts[k - 1]
            if not (before.kind == "action" or before.key in _LIST_HEADS) or self._follows(k - 1):
                return False
        if k + 1 < len(self.parts) and self.is_joined(k + 1):
            return bool(self.between(k, k + 1)) and not self._goes_on(k + 1)
        return True

    def _follows(self, k: int) -> bool:
        """Tell whether part `k` goes on with a list."""
        return k > 0 and bool(set(self.between(k - 1, k)) & _SEPARATORS)

    def chunk_keys(self, k: int) -> frozenset[str]:
        """Return the keys of the parts side by side around part `k`."""
        first = last = k
        while self.is_joined(first) and k - first < _REACH:
            first -= 1
        while last + 1 < len(self.parts) and last - k < _REACH and self.is_joined(last + 1):
            last += 1
        return frozenset(part.key for part in self.parts[first : last + 1])

    def is_list(self, one: int, two: int) -> bool:
        """Tell whether only chunks and separators stand between two parts, and a separator does."""
        separated = False
        for k in range(one + 1, two + 1):
            words = [norm for norm in self.between(k - 1, k) if norm not in _GLUE]
            if not all(norm in _SEPARATORS for norm in words) or not is_content(self.parts[k]):
                return False
            separated = separated or bool(words)
        return separated

    def has_rival_number(self, part: Part) -> bool:
        """Tell whether another number of the same kind stands in this text."""
        return self._kinds[part.kind] > 1


def parts_of(case: Case) -> tuple[Parts, Parts]:
    """Return the parts that source and rewrite share."""
    mine = _source_parts(case)
    theirs = _rewrite_parts(case, {part.key for part in mine})
    both = _of_both_minds(case.source, mine)
    if both:
        mine = _signed(case.source, mine, both)
        theirs = _signed(case.rewrite, theirs, both)
    known = {part.key for part in theirs}
    return (
        Parts(case.source, [part for part in mine if part.key in known], case),
        Parts(case.rewrite, theirs, case),
    )


def _of_both_minds(reading: Reading, parts: list[Part]) -> frozenset[str]:
    """Return the keys that a text has with and without a "not": "stop if …; do not stop if …"."""
    if not any(mention.kind == "negation" for mention in reading.mentions):
        return frozenset()
    negated = _negated(reading)
    signs: dict[str, set[bool]] = {}
    for part in parts:
        signs.setdefault(part.key, set()).add(part.first in negated)
    return frozenset(key for key, seen in signs.items() if len(seen) > 1)


def _signed(reading: Reading, parts: list[Part], keys: frozenset[str]) -> list[Part]:
    negated = _negated(reading)
    return [
        part._replace(key=f"not {part.key}") if part.key in keys and part.first in negated else part
        for part in parts
    ]


def _negated(reading: Reading) -> set[int]:
    """Return the first tokens that stand right behind a "not"."""
    found = set()
    for mention in reading.of("negation"):
        at = mention.last
        while at < len(reading.tokens) and reading.tokens[at].norm in _GLUE | _LINKS:
            at += 1
        found.add(at)
    return found


def _source_parts(case: Case) -> list[Part]:
    return _without_glosses(
        case.source,
        _sorted(
            [_part(mention.value, mention) for mention in case.source.mentions if _counts(mention)]
            + [_part(measure.value(), measure) for measure in case.source.measures]
        ),
    )


def _rewrite_parts(case: Case, keys: set[str]) -> list[Part]:
    key_at = {
        where: _key(mark)
        for where, mark in zip(case.where, case.marks, strict=True)
        if where is not None and not (isinstance(mark, Mention) and not _counts(mark))
    }
    reading, found, seen = case.rewrite, [], set()
    marks: list[Measure | Mention] = [*reading.mentions, *reading.measures]
    for mark in marks:
        if isinstance(mark, Mention) and not _counts(mark):
            continue
        span = reading.span(mark.first, mark.last)
        key = _key(mark)
        key = key if key in keys else key_at.get(span, "")
        seen.add(span)
        if key in keys:
            found.append(_part(key, mark))
    inside = {k for part in found for k in range(part.first, part.last)}
    loose = [
        part
        for part in _loose(case, key_at.keys() - seen)
        if part.first not in inside and part.key in keys
    ]
    return _without_glosses(reading, _sorted(found + loose))


def _without_glosses(reading: Reading, parts: list[Part]) -> list[Part]:
    """Drop what a bracket only says again."""
    depth, depths = 0, []
    for token in reading.tokens:
        depth += (token.norm == "(") - (token.norm == ")")
        depths.append(depth)
    outside = {part.key for part in parts if depths[part.first] <= 0}
    return [part for part in parts if depths[part.first] <= 0 or part.key not in outside]


def _loose(case: Case, spans: set[tuple[int, int]]) -> list[Part]:
    """Return parts for terms that were found by their words alone."""
    parts = []
    starts = [token.start for token in case.rewrite.tokens] if spans else []
    for where, mark in zip(case.where, case.marks, strict=True):
        if where in spans and isinstance(mark, Mention) and _counts(mark):
            at = bisect_left(starts, where[0])
            if at < len(starts):
                place = Mention(mark.kind, mark.value, at, at + 1)
                parts.append(Part(mark.value, mark.kind, at, at + 1, place))
    return parts


def _counts(mention: Mention) -> bool:
    doubt = mention.kind == "modality" and mention.value in _DEGREES
    return mention.kind in _ORDERED or doubt


def _key(mark: Measure | Mention) -> str:
    return mark.value() if isinstance(mark, Measure) else mark.value


def _part(key: str, mark: Measure | Mention) -> Part:
    kind = mark.kind if isinstance(mark, Mention) else f"number {mark.dimension} {mark.per > 0}"
    return Part(key, kind, mark.first, mark.last, mark)


def _sorted(parts: list[Part]) -> list[Part]:
    """Return the parts in order: one for each place, but all that one phrase says at once."""
    at: dict[int, list[Part]] = {}
    for part in parts:
        here = at.setdefault(part.first, [])
        if not here or (here[0].last == part.last and part.last - part.first > 1):
            here.append(part)
    return [part for first in sorted(at) for part in at[first]]
