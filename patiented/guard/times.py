"""Knows the little turns of speech for time: "during labor", "in labor"; "then", "after that".

Each turn is bound to its own neighbors: what stands behind "during" in the source must stand behind
"in" or "while" in the rewrite, the number after "after" before "have passed".
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from patiented.model import Verdict

if TYPE_CHECKING:
    from collections.abc import Callable

    from patiented.guard.case import Case
    from patiented.guard.reading import Mention, Reading

_SETTING: Final = frozenset({"in", "while", "when", "if", "on", "at", "whenever", "long", "being"})
_BESIDE: Final = frozenset({"with", "also", "too", "together", "both", "alongside", "plus", "well"})
_SEQUENCE: Final = frozenset({"followed", "thereafter", "afterward", "afterwards", "subsequently"})
_SUDDEN: Final = frozenset({"sudden", "suddenly"})
_LOADING: Final = frozenset({"loading", "initial", "starting", "induction"})
_THEN: Final = frozenset({"then", "next", "after", "afterwards"})
_PASSED: Final = frozenset({"up", "passed", "gone", "over", "elapsed", "pass", "later", "go"})
_DOSES: Final = frozenset({
    "dose", "treatment", "use", "injection", "infusion", "tablet", "one", "time", "course",
})  # fmt: skip
_TREATMENT: Final = frozenset({
    "treatment", "therapy", "use", "discontinuation", "stopping", "dose", "administration",
    "discontinuing", "completion",
})  # fmt: skip
_EVENTS: Final = frozenset({
    "start", "surgery", "delivery", "transplant", "diagnose", "exposure", "birth", "injury",
})  # fmt: skip
_KINDS: Final = ("time_order", "action", "severity")
_NEAR, _SOON, _MOST = 4, 3, 400


def check_times(case: Case) -> None:
    """Keep words of time that the rewrite tells by another turn of speech."""
    for index in [i for i in case.indices(*_KINDS) if i in case.unplaced]:
        mark = case.mention(index)
        tell = _TELLING.get((mark.kind, mark.value))
        place = tell(case, mark) if tell else -1
        if place >= 0:
            case.rule(index, Verdict.KEPT, case.rewrite.span(place, place + 1))
            case.unplaced.remove(index)


def _first_of(reading: Reading, kind: str, value: str) -> int:
    return next((m.first for m in reading.of(kind) if m.value == value), -1)


def _token(reading: Reading, words: frozenset[str]) -> int:
    tokens = reading.tokens[:_MOST]
    return next((k for k, token in enumerate(tokens) if token.norm in words), -1)


def _suddenly(case: Case, mark: Mention) -> int:
    """Return a "sudden" for an "acute"."""
    del mark
    return _token(case.rewrite, _SUDDEN)


def _begun(case: Case, mark: Mention) -> int:
    """Return a "start" for an "initial dose"."""
    initial = case.source.tokens[mark.first].norm in {"initial", "initially"}
    return _first_of(case.rewrite, "action", "start") if initial else -1


def _later(case: Case, mark: Mention) -> int:
    """Return a "then" for "followed by", or a time that has passed."""
    words = {token.norm for token in case.source.tokens[mark.first : mark.last]}
    return _token(case.rewrite, _THEN) if words & _SEQUENCE else _passed(case, mark)


def _paused(case: Case, mark: Mention) -> int:
    """Return a "stop" that ends for a "withhold"."""
    del mark
    return _halted(case.rewrite)


def _resumed(case: Case, mark: Mention) -> int:
    """Return a "start again" for a "resume"."""
    del mark
    return _started_again(case.rewrite)


def _during(case: Case, mark: Mention) -> int:
    """Return the "in" or "while" for a "during"."""
    return _behind(case, mark, _SETTING)


def _halted(reading: Reading) -> int:
    """Return a "stop" in a sentence with a span of time: a stop that ends is a pause."""
    for mention in reading.of("action"):
        here = reading.sentence[mention.first]
        timed = any(
            m.dimension == "time" and not m.per and reading.sentence[m.first] == here
            for m in reading.measures
        )
        if mention.value == "stop" and timed:
            return mention.first
    return -1


def _started_again(reading: Reading) -> int:
    """Return a "start" with "again" behind it in its sentence: "start it again"."""
    again = {reading.sentence[m.first] for m in reading.of("action") if m.value == "repeat"}
    starts = [m.first for m in reading.of("action") if m.value == "start"]
    return next((at for at in starts if reading.sentence[at] in again), -1)


def _following(reading: Reading, at: int) -> str:
    """Return the value of the content that follows a word of time."""
    near = (m for m in reading.content if at <= m.first < at + _NEAR)
    return next((m.value for m in near), "")


def _behind(case: Case, mark: Mention, words: frozenset[str]) -> int:
    """Return where what follows `mark` stands behind one of `words` in the rewrite."""
    value = _following(case.source, mark.last)
    for mention in case.rewrite.content:
        if mention.value == value:
            first = max(mention.first - _NEAR, 0)
            for k in range(first, mention.first):
                if case.rewrite.tokens[k].norm in words:
                    return k
    return -1


def _beside(case: Case, mark: Mention) -> int:
    """Return a "with" or "also" in the sentence of what is taken together."""
    value = _following(case.source, mark.last)
    homes = case.rewrite.homes.get(value, set())
    for k, token in enumerate(case.rewrite.tokens[:_MOST]):
        if token.norm in _BESIDE and case.rewrite.sentence[k] in homes:
            return k
    return -1


def _passed(case: Case, mark: Mention) -> int:
    """Return the place of "when 28 days are up" for "after 28 days"."""
    wanted = {m.value() for m in case.source.measures if mark.last <= m.first < mark.last + _SOON}
    for measure in case.rewrite.measures:
        if measure.value() in wanted:
            for k in range(measure.last, min(measure.last + _NEAR, len(case.rewrite.tokens))):
                if case.rewrite.tokens[k].norm in _PASSED:
                    return k
    return -1


def is_told_by_source(case: Case, mention: Mention) -> bool:
    """Tell whether a word of time that only the rewrite has says what the source says."""
    if mention.kind not in {"time_order", "action"}:
        return False
    values = case.source.values("time_order", "severity", "action")
    following = [t.norm for t in case.rewrite.tokens[mention.last : mention.last + 2]]
    before = [t.norm for t in case.rewrite.tokens[max(mention.first - 2, 0) : mention.first]]
    dosed = bool(following) and following[0] in _DOSES
    again = "restart" in values and _started_again(case.rewrite) >= 0
    told = {
        "start": again,
        "repeat": again,
        "stop": "hold" in values and _halted(case.rewrite) == mention.first,
        "sudden": "acute" in values,
        "first": (dosed and "before" in before and "start" in values) or _is_loading(case, mention),
        "last": dosed and "after" in before and _after_treatment(case.source),
        "after": _tells_then(case, mention, following) or _tells_within(case, mention),
    }
    return told.get(mention.value, False)


def _is_loading(case: Case, mention: Mention) -> bool:
    """Tell whether "the first dose" stands for a loading or starting dose."""
    behind = {t.norm for t in case.rewrite.tokens[mention.last : mention.last + _NEAR]}
    return bool(behind & _DOSES) and _token(case.source, _LOADING) >= 0


def _after_treatment(reading: Reading) -> bool:
    return any(
        token.norm in _TREATMENT
        for m in reading.of("time_order")
        if m.value == "after"
        for token in reading.tokens[m.last : m.last + _SOON]
    )


def _tells_then(case: Case, mention: Mention, following: list[str]) -> bool:
    """Tell whether "after that" stands for the "then" of the source."""
    word = case.rewrite.tokens[mention.first].norm
    later = word in {"afterwards", "afterward", "from"} or following[:1] in (["that"], ["this"])
    return later and any(token.norm == "then" for token in case.source.tokens[:_MOST])


def _tells_within(case: Case, mention: Mention) -> bool:
    """Tell whether "no later than 3 days after the rash" stands for "within 3 days of the rash"."""
    limits = {
        m.value(): m for m in case.source.measures if m.comparator == "le" and m.kind.value != "age"
    }
    for measure in case.rewrite.measures:
        mine = limits.get(measure.value())
        if mine is None or not 0 <= mention.first - measure.last < _SOON:
            continue
        behind = case.source.tokens[mine.last : mine.last + 1]
        near = {m.value for m in case.source.mentions if mine.last <= m.first < mine.last + _NEAR}
        return bool(behind) and behind[0].norm == "of" and bool(near & _EVENTS)
    return False


_TELLING: Final[dict[tuple[str, str], Callable[[Case, Mention], int]]] = {
    ("severity", "acute"): _suddenly,
    ("action", "hold"): _paused,
    ("action", "restart"): _resumed,
    ("time_order", "during"): _during,
    ("time_order", "together"): _beside,
    ("time_order", "first"): _begun,
    ("time_order", "after"): _later,
}

__all__ = ["check_times", "is_told_by_source"]
