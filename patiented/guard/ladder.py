"""Sees a rung of the ladder left: a duty made leave, a ban made advice, a doubt made knowledge.

Each rule asks that the two words speak of the same: their sentences share content.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, Final

from patiented.model import Level, Verdict

if TYPE_CHECKING:
    from patiented.guard.case import Case
    from patiented.guard.reading import Mention, Reading

_DUTIES: Final = frozenset({"must", "should"})
_LEAVES: Final = frozenset({"may", "consider", "release", "can"})
_DOUBTS: Final = frozenset({"may", "suggest", "can", "likely", "unknown", "consider", "caution"})
_UNSURE: Final = frozenset({
    "too", "little", "few", "yet", "unsure", "doubt", "question", "lack", "lacking", "untested",
    "open", "only", "scant", "limited", "need", "needed", "needs", "if", "whether",
})  # fmt: skip
_SUBJECTS: Final = frozenset({
    "you", "they", "he", "she", "people", "patient", "patients", "one", "adult", "adults", "child",
    "children", "woman", "women", "anyone", "everyone",
})  # fmt: skip
_USING: Final = frozenset({
    "use", "take", "have", "give", "start", "get", "drink", "eat", "apply", "drive", "receive",
    "used", "given", "taken", "started", "restart", "inject", "stop", "become",
})  # fmt: skip
_FITTING: Final = frozenset({
    "right", "suitable", "best", "ideal", "safe", "advisable", "wise", "suit", "appropriate",
})  # fmt: skip
_SOFTENING: Final = frozenset({
    "consider", "ideally", "preferably", "try", "probably", "perhaps", "wish", "prefer", "possibly",
    "think", "maybe", "might",
})  # fmt: skip
_AGENTS: Final = frozenset({"medicine", "drug", "treatment", "other", "which", "that", "who"})
_BACK, _AHEAD, _MOST = 3, 3, 40


def check_ladder(case: Case) -> None:
    """See a duty, a ban or a doubt that stands on another rung in the rewrite."""
    _check_released(case)
    _check_made_leave(case)
    _check_made_duty(case)
    _check_hedged_ban(case)
    _check_known(case)


def _share(case: Case, mine: Mention, theirs: Mention) -> bool:
    """Tell whether two words stand in sentences that speak of the same."""
    here, there = (
        _content(reading, mention)
        for reading, mention in ((case.source, mine), (case.rewrite, theirs))
    )
    subjects = {mention.value for mention in case.context.mentions}
    return bool((here & there) - subjects) or bool(here & there and here <= there | subjects)


def _content(reading: Reading, mention: Mention) -> set[str]:
    here = reading.sentence[mention.first]
    start = bisect_left(reading.starts, bisect_left(reading.sentence, here))
    end = bisect_left(reading.starts, bisect_left(reading.sentence, here + 1))
    near = reading.content[start:end][:_MOST]
    stems = {token.stem for one in near for token in reading.tokens[one.first : one.last]}
    return {one.value for one in near} | stems


def _sentence(reading: Reading, mention: Mention, *kinds: str) -> set[str]:
    """Return the values of some classes in the sentence of a mention."""
    here = reading.sentence[mention.first]
    return {m.value for m in reading.of(*kinds) if reading.sentence[m.first] == here}


def _report(case: Case, rule: str, message: str, one: Mention, other: Mention | None) -> None:
    for index, mark in enumerate(case.marks):
        if mark is one:
            case.changed(index, rule, message, other)
            case.unplaced[:] = [i for i in case.unplaced if i != index]
            return
    span = case.rewrite.span(other.first, other.last) if other else None
    case.report(
        rule, Level.ERROR, message, source=case.source.span(one.first, one.last), rewrite=span,
        found=case.rewrite.text[slice(*span)] if span else "",
    )  # fmt: skip


def _check_released(case: Case) -> None:
    """See "should be monitored" or "avoid" become "there is no need to"."""
    if "release" in case.source.values("modality"):
        return
    free = {t.stem for t in case.source.tokens} & {"need", "requir", "necessar", "free"}
    if free:
        return
    for release in case.rewrite.of("modality"):
        if release.value != "release":
            continue
        if _sentence(case.rewrite, release, "condition_word") - _all(case.source):
            continue
        for one in case.source.of("modality", "negation"):
            bans = one.kind == "negation" and one.value in {"ban", "avoid"}
            duty = one.kind == "modality" and one.value in _DUTIES and not _is_denied(case, one)
            if (bans or duty) and _share(case, one, release):
                _report(case, "duty-released", "the source asks for this", one, release)
                return


def _is_denied(case: Case, duty: Mention) -> bool:
    """Tell whether a "not" stands beside a "should"."""
    near = case.source.tokens[max(duty.first - _BACK, 0) : duty.last + _AHEAD]
    return any(token.norm in {"not", "no", "never", "only"} for token in near)


def _all(reading: Reading) -> set[str]:
    return reading.values("condition_word")


def _check_made_leave(case: Case) -> None:
    """See "must be tested" become "may have a test"."""
    theirs = case.rewrite.values("modality")
    if theirs & (_DUTIES | {"advise", "will"}) or case.rewrite.of("negation"):
        return
    for one in case.source.of("modality"):
        if one.value != "must" or "negation" in {m.kind for m in _beside(case.source, one)}:
            continue
        for other in case.rewrite.of("modality"):
            new = other.value in _LEAVES and other.value not in case.source.values("modality")
            if new and _permits(case.rewrite, other) and _share(case, one, other):
                _report(case, "duty-softened", "the source says must", one, other)
                return


def _beside(reading: Reading, mention: Mention) -> list[Mention]:
    here = reading.sentence[mention.first]
    return [m for m in reading.of("negation") if reading.sentence[m.first] == here]


def _permits(reading: Reading, mention: Mention) -> bool:
    """Tell whether a "may" stands between people and what they do."""
    tokens = reading.tokens
    before = {t.norm for t in tokens[max(mention.first - 1, 0) : mention.first]}
    following = {t.norm for t in tokens[mention.last : mention.last + 2]}
    sentence = reading.sentence
    whole = {
        t.norm
        for k, t in enumerate(tokens[: mention.first])
        if sentence[k] == sentence[mention.first]
    }
    return mention.value != "can" and bool(
        before & _SUBJECTS or following & _USING or ("be" in following and whole & _SUBJECTS)
    )


def _check_made_duty(case: Case) -> None:
    """See "should be considered" become "you are required to"."""
    mine, theirs = case.source.values("modality"), case.rewrite.values("modality")
    if "consider" not in mine or "must" in mine or theirs & {"consider", "should"}:
        return
    for one in case.source.of("modality"):
        for other in case.rewrite.of("modality"):
            if one.value == "consider" and other.value == "must" and _share(case, one, other):
                _report(case, "duty-added", "the source leaves this open", one, other)
                return


def _check_hedged_ban(case: Case) -> None:
    """See "must not" become "might not be the best", "avoid" become "think about not"."""
    if "consider" in case.source.values("modality"):
        return
    doubted = {t.norm for t in case.source.tokens} & (_SOFTENING | {"may", "could"})
    hard = [
        m
        for m in case.source.of("negation")
        if m.value in {"ban", "avoid", "not", "not_recommended"}
    ]
    tokens = case.rewrite.tokens
    for other in case.rewrite.of("negation"):
        before = tokens[max(other.first - _BACK, 0) : other.first]
        last = before[-1].norm if before else ""
        following = {t.norm for t in tokens[other.first : other.last + _AHEAD]}
        maybe = last in {"might", "could"} or (last == "may" and following & _FITTING)
        soft = {t.norm for t in before} & _SOFTENING and not (
            {t.norm for t in before} & _AGENTS or {t.norm for t in before} & {".", ","}
        )
        if not (maybe or soft) or doubted & ({last} | _SOFTENING):
            continue
        one = next((m for m in hard if _share(case, m, other)), None)
        if one is not None and not _is_effect(following):
            _report(case, "ban-hedged", "the source is firm here", one, other)
            return


def _is_effect(following: set[str]) -> bool:
    return bool(following & {"work", "help", "know", "notice", "feel", "need", "effective"})


def _check_known(case: Case) -> None:
    """See "has not been established" become "has been shown"."""
    if case.rewrite.values("modality") & _DOUBTS or case.rewrite.of("negation"):
        return
    if any(token.norm in _UNSURE for token in case.rewrite.tokens):
        return
    for index in case.indices("modality"):
        one = case.mention(index)
        if one.value == "unknown" and case.verdicts[index] is not Verdict.CHANGED:
            if index in case.unplaced and {m.value for m in case.source.content} & {
                m.value for m in case.rewrite.content
            }:
                case.changed(index, "doubt-lost", "the source says that this is not known", None)
                case.unplaced.remove(index)
            return
