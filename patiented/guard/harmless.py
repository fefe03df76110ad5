"""Parts that may change places without a word: what no other part of the text can be taken for.

Each reason here is narrow: the only medicine named, the only act, a risk beside what it is a risk
of, an "if" for an "in patients with", a noun and its own word. What stands behind "before", "than"
or "from" is never moved by one of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from patiented.guard.reading import Measure

if TYPE_CHECKING:
    from patiented.guard.parts import Parts
    from patiented.guard.reading import Reading

Places = tuple[int, int]

NAMES: Final = frozenset({"drug", "drug_class", "substance"})
_HOLDING: Final = frozenset({
    "before", "after", "than", "from", "by", "instead", "without", "then", "first", "last", "as",
})  # fmt: skip
SHARES: Final = frozenset({"risk", "rate", "frequency"})
_ACTS: Final = frozenset({
    "monitor", "inform", "apply", "store", "wash", "discard", "rotate", "refrigerate", "prevent",
    "shake_well", "dissolve", "crush", "chew", "open", "drive", "lift", "handle", "refer",
    "diagnose", "break_", "freeze", "dilute", "titrate",
})  # fmt: skip
_SETTING: Final = frozenset({"setting", "with", "if"})
_CAUSING: Final = frozenset({
    "caus", "lead", "rais", "lower", "affec", "alter", "make", "trigg", "prevent", "protec",
    "treat", "induc", "block", "inhibit", "chang", "mak", "produc", "displac", "worsen", "help",
})  # fmt: skip
_TYING: Final = frozenset({
    "after", "during", "called", "named", "in", "of", "for", "with", "the", "a", "an", "your",
    "their", "is", "are", "that", "which", "known", "as", "any", "on", "to", "or", "at",
})  # fmt: skip
_SIGNS: Final = frozenset({"%", "tablet", "the"})
_TIMES: Final = frozenset({"before", "during", "after"})
_TREATMENT: Final = frozenset({"treat", "therap", "use", "dose", "start", "initiat", "cours"})
_FAR, _SOON, _OPENING = 8, 4, 3


def is_harmless(mine: Parts, theirs: Parts, here: Places, there: Places) -> bool:
    """Tell whether two parts can change places because nothing else can play their role.

    `here` are their places in the source, in its order; `there` in the rewrite, the other way.
    """
    reasons = (
        _is_lone_name, _is_topic, _is_treatment, _is_lone_act, _is_condition, _is_modifier,
        _is_rate,
    )  # fmt: skip
    return any(reason(mine, theirs, here, there) for reason in reasons)


def lone_names(mine: Parts, theirs: Parts) -> frozenset[str]:
    """Return the one medicine both texts speak of, where they name no other."""
    names = _names(mine.reading) | _names(theirs.reading)
    return frozenset(names) if len(names) == 1 else frozenset()


def _names(reading: Reading) -> set[str]:
    return {mention.value for mention in reading.mentions if mention.kind in NAMES}


def _is_lone_name(mine: Parts, theirs: Parts, here: Places, there: Places) -> bool:
    """Tell whether one is the only medicine named and nothing is done by the one to the other."""
    lone = lone_names(mine, theirs)
    keys = [mine.parts[k].key for k in here]
    if not lone.intersection(keys) or mine.parts[here[keys[0] in lone]].is_marker:
        return False
    if _are_held(mine, theirs, here, there):
        return False
    acts = _acts_between(theirs, there[1], there[0])
    apart = (
        mine.reading.sentence[mine.parts[here[0]].first]
        != (mine.reading.sentence[mine.parts[here[1]].first])
    )
    return not (acts and (apart or _acts_between(mine, *here)))


def topic_of(mine: Parts) -> str:
    """Return the medicine that a text opens with: what its later sentences speak of."""
    first = mine.parts[0]
    return first.key if first.kind in NAMES and first.first <= _OPENING else ""


def opening_of(mine: Parts) -> int:
    """Return how many parts name what a text speaks of: "Permethrin 5% cream" are three."""
    if not topic_of(mine):
        return 0
    count = 1
    while count < len(mine.parts) and _names_thing(mine, count):
        count += 1
    return count


def _names_thing(mine: Parts, k: int) -> bool:
    part = mine.parts[k]
    kind = part.kind in {"form", "word"} or part.kind.startswith("number proportion")
    return kind and all(norm in _SIGNS for norm in mine.between(k - 1, k))


def _is_topic(mine: Parts, theirs: Parts, here: Places, there: Places) -> bool:
    """Tell whether one is what the text speaks of, and the other names no other medicine.

    Or the other is one, and keeps its "with": "X: halve the dose with Y", "with Y, halve X".
    """
    if here[0] >= opening_of(mine) or mine.parts[here[1]].is_marker:
        return False
    if _are_held(mine, theirs, here, there) or _acts_between(theirs, there[1], there[0]):
        return False
    two, sentence = mine.parts[here[1]], mine.reading.sentence
    if two.kind in NAMES:
        return {mine.marker(here[1]), theirs.marker(there[1])} <= _SETTING
    home = sentence[two.first]
    named = any(p.kind in NAMES and sentence[p.first] == home for p in mine.parts)
    return home != sentence[mine.parts[0].first] and not named


def _are_held(mine: Parts, theirs: Parts, here: Places, there: Places) -> bool:
    """Tell whether a word of order or comparison stands before one of the two."""
    return any(
        mine.marker(one) in _HOLDING or theirs.marker(other) in _HOLDING
        for one, other in zip(here, there, strict=True)
    )


def _acts_between(parts: Parts, one: int, two: int) -> bool:
    """Tell whether a verb of cause or change stands between two parts."""
    first, last = parts.parts[one].last, parts.parts[two].first
    directed = any(p.kind == "direction" for p in parts.parts[one + 1 : two])
    return directed or any(t.stem in _CAUSING for t in parts.reading.tokens[first:last])


def _is_treatment(mine: Parts, theirs: Parts, here: Places, there: Places) -> bool:
    """Tell whether the only medicine stands for "treatment": "before therapy", "before X"."""
    if mine.parts[here[0]].key not in lone_names(mine, theirs):
        return False
    part = mine.parts[here[1]]
    if part.key not in _TIMES:
        return False
    said = {t.stem for t in mine.reading.tokens[part.last : part.last + _SOON]}
    named = theirs.parts[there[1] : there[0]]
    return bool(said & _TREATMENT) and len(named) == 1


def _is_lone_act(mine: Parts, theirs: Parts, here: Places, there: Places) -> bool:
    """Tell whether one is the only act of its sentence in both texts: "check A", "A is checked"."""
    acts = [mine.parts[k].key in _ACTS for k in here]
    if acts[0] == acts[1] or _are_held(mine, theirs, here, there):
        return False
    if any(mine.parts[k].is_marker for k in here):
        return False
    place = 0 if acts[0] else 1
    same = (
        mine.reading.sentence[mine.parts[here[0]].first]
        == (mine.reading.sentence[mine.parts[here[1]].first])
    )
    return same and _is_alone(mine, here[place]) and _is_alone(theirs, there[place])


def _is_alone(parts: Parts, k: int) -> bool:
    sentence = parts.reading.sentence
    home = sentence[parts.parts[k].first]
    acts = [
        p for p in parts.parts
        if sentence[p.first] == home and (p.key in _ACTS or p.kind == "action")
    ]  # fmt: skip
    return len(acts) == 1


def _is_condition(mine: Parts, theirs: Parts, here: Places, there: Places) -> bool:
    """Tell whether an "if" stands before what was "in patients with": the one says the other."""
    for one, other in zip(here, there, strict=True):
        if mine.parts[one].key != "if":
            continue
        following = theirs.next_keys(other)
        for k, part in enumerate(mine.parts):
            if part.key in following and mine.marker(k) in _SETTING:
                return True
    return False


def _is_modifier(mine: Parts, theirs: Parts, here: Places, there: Places) -> bool:
    """Tell whether "postoperative pain" became "pain after the operation"."""
    if here[1] - here[0] != 1 or there[0] - there[1] != 1:
        return False
    if any(mine.parts[k].is_marker or isinstance(mine.parts[k].mark, Measure) for k in here):
        return False
    for parts, joined, other in ((mine, here[1], theirs), (theirs, there[0], mine)):
        loose = there[0] if parts is mine else here[1]
        words = other.between(loose - 1, loose)
        if parts.is_joined(joined) and len(words) <= _FAR and set(words) <= _TYING:
            return not parts.between(joined - 1, joined)
    return False


def _is_rate(mine: Parts, theirs: Parts, here: Places, there: Places) -> bool:
    """Tell whether "75 mg daily" became "your daily 75 mg": no other amount can take the rate."""
    one, two = (mine.parts[k] for k in here)
    if not (isinstance(one.mark, Measure) and isinstance(two.mark, Measure)):
        return False
    if one.kind == two.kind or not two.mark.per or two.last - one.last > _FAR:
        return False
    around = theirs.parts[max(there[1] - 1, 0) : there[0]]
    before = [p for p in around[:-1] if isinstance(p.mark, Measure) and p.key != two.key]
    here_between = mine.parts[here[0] + 1 : here[1]]
    return not before and not any(isinstance(p.mark, Measure) for p in here_between)


__all__ = ["NAMES", "SHARES", "is_harmless", "lone_names", "opening_of"]
