"""Reads "at least", "or older", "do not exceed" around a number, from the table of comparators."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from patiented.guard.reading import Reading
    from patiented.guard.tables import GuardTables, Trie

_REACH = 7
_FILLERS = frozenset(
    [
        "about",
        "approximately",
        "around",
        "roughly",
        "a",
        "an",
        "the",
        "of",
        "only",
        "some",
        "is",
        "are",
        "be",
        "age",
        "ages",
        "aged",
        "your",
        "their",
        "any",
        "its",
        "in",
        "for",
        "total",
        "maximum",
        "period",
        "stay",
        "course",
    ]
) - {"maximum"}
_SKIPPED_AFTER = frozenset(
    [
        "of",
        "age",
        "old",
        "in",
        "weight",
        "body",
        "years",
        "each",
        "one",
        "any",
        "single",
        "day",
        "total",
        "bmi",
    ]
)
NEGATORS = frozenset({"not", "no", "never"})
_WALLS = frozenset(
    {
        "if",
        "when",
        "in",
        "for",
        "who",
        "with",
        "unless",
        ",",
        ";",
        ".",
        ":",
        "(",
        "\n",
        "•",
        "because",
    }
)
_LIMITS = frozenset(
    {"limit", "limited", "restrict", "restricted", "cap", "capped", "confine", "confined"}
)
_TURNED = {"gt": "le", "lt": "ge"}
_ACTS = frozenset({
    "use", "take", "give", "apply", "inject", "put", "have", "drink", "eat", "smoke", "wait",
    "treat", "be", "is", "are", "last", "inhale", "swallow", "go", "need", "receive", "keep",
    "wear", "lift", "drive", "continue", "used", "taken", "given", "applied", "continued", "fly",
    "pick", "carry", "hold", "spend",
    "sit", "stand", "swim", "sleep", "rest", "stay", "get", "raise", "reach", "chew", "store",
})  # fmt: skip
"""Verbs whose object an amount is."""
_SELF = frozenset({"it", "them", "a", "the", "this", "up"})
_NOUN_WALLS = frozenset({
    "people", "patients", "children", "adults", "those", "who", "in", "with", "to", "of", "after",
    "before", "if", "and", "or", ",", "aged", "taking", "using", "treated", "lasting",
})  # fmt: skip
_ACT_REACH = 3
_UP_TO = ("up", "to")
_CLIMBS = frozenset({"go", "goes", "went", "going", "moves", "move", "climbs", "rises", "steps"})
_LEAVE = frozenset({"may", "can", "could", "might", "not", "never", "no", "cannot"})


class Comparator(NamedTuple):
    """A comparator, as said and as meant, with its tokens and the negators that turned it."""

    comparator: str
    said: str
    first: int
    last: int
    negators: tuple[int, ...] = ()


def longest(reading: Reading, at: int, trie: Trie, stop: int) -> tuple[str, int] | None:
    """Return the value of the longest phrase of `trie` at a token, ending by `stop`."""
    node, found = trie, None
    while at < stop:
        child = node.children.get(reading.tokens[at].stem)
        if child is None:
            break
        node, at = child, at + 1
        if node.entries:
            found = (node.entries[0].value, at)
    return found


def comparator_before(
    reading: Reading, first: int, tables: GuardTables, *, timed: bool = False
) -> Comparator | None:
    """Return the comparator whose phrase ends at the number, fillers such as "the" aside.

    "Over 3 hours" is how long a drip runs, not "more than 3 hours": `timed` says that a
    duration follows.
    """
    tokens = reading.tokens
    limit = _limit_to(reading, first)
    if limit is not None:
        return limit
    for start in range(max(first - _REACH, 0), first):
        if start in reading.spent:
            continue
        found = longest(reading, start, tables.comparators_before, first)
        if found is None:
            continue
        value, end = found
        if end - start == len(_UP_TO) and _climbs(reading, start):
            continue
        if tokens[start].norm == "past" and start and tokens[start - 1].norm in {"the", "this"}:
            continue  # "in the past 72 hours"
        if all(tokens[k].norm in _FILLERS for k in range(end, first)):
            if timed and end == start + 1 and tokens[start].norm == "over":
                return Comparator("eq", "eq", start, end)
            return _turned(reading, value, start, end, timed=timed)
    return None


def _climbs(reading: Reading, at: int) -> bool:
    """Tell whether "up to" tells where a dose goes, not how far it may: "it goes up to 20 mg"."""
    words = [token.norm for token in reading.tokens[max(at - 2, 0) : at + 2]]
    climbs = words[-2:] == list(_UP_TO) and words[-3:-2] and words[-3] in _CLIMBS
    return bool(climbs) and words[0] not in _LEAVE


def _limit_to(reading: Reading, first: int) -> Comparator | None:
    """Read "limit use to 5 days" as at most."""
    if not first or reading.tokens[first - 1].norm != "to":
        return None
    for start in range(first - 2, max(first - _REACH, -1), -1):
        norm = reading.tokens[start].norm
        if norm in _LIMITS and start not in reading.spent:
            return Comparator("le", "le", start, start + 1)
        if norm in _WALLS:
            return None
    return None


def comparator_after(reading: Reading, last: int, tables: GuardTables) -> Comparator | None:
    """Return the comparator that follows the number: "or older", "of age and above", "at most"."""
    tokens = reading.tokens
    for start in range(last, min(last + 4, len(tokens))):
        found = longest(reading, start, tables.comparators_after, len(tokens))
        if found is not None:
            return Comparator(found[0], found[0], start, found[1])
        if tokens[start].norm not in _SKIPPED_AFTER:
            return None
    return None


def _turned(reading: Reading, value: str, start: int, end: int, *, timed: bool) -> Comparator:
    """Turn "more than" into "at most" where a "not" bounds the amount itself.

    It does in "not more than" and in "do not use more than", where the amount is what is used.
    It does not in "do not give to children under 12": there the ban has its own "not".
    """
    if value not in {"gt", "lt"}:
        return Comparator(value, value, start, end)
    tokens, k = reading.tokens, start - 1
    goes_on = k >= 0 and (tokens[k].norm in {"on", "to"} or (timed and tokens[k].norm == "for"))
    k -= goes_on
    passed = 0
    while k >= 0 and passed <= _ACT_REACH:
        norm = tokens[k].norm
        if norm in NEGATORS:
            return Comparator(_TURNED[value], value, start, end, (k,))
        is_object = goes_on and not passed and tokens[k].kind == "w" and norm not in _NOUN_WALLS
        if not (norm in _ACTS or norm in _SELF or is_object):
            break
        passed += 1
        k -= 1
    return Comparator(value, value, start, end)
