"""Sees a word that is denied in one text and plainly said in the other.

"Reduces the risk" and "does not lower the risk", "not recommended" and "recommended": the word
that the "not" stands by is in both texts, once, and nothing near it in the other text says no.
Also a ban that gave way to care, habit or advice: "contraindicated" and "usually better not".
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from patiented.guard.forbidding import HOLDING, is_denied_ban, sentence_says_no
from patiented.model import Level, Verdict

if TYPE_CHECKING:
    from collections.abc import Callable

    from patiented.guard.case import Case
    from patiented.guard.reading import Mention, Reading

_NOTS: Final = frozenset({"not", "never"})
_PASSED: Final = frozenset(
    {"be", "been", "being", "get", "have", "has", "in", "into", "on", "for", "with", "by", "the"}
)
_REACH: Final = 4
_KINDS: Final = frozenset({"term", "direction", "organ", "route"})
_SEEN: Final = frozenset({
    "negation-lost", "negation-added", "negation-crossed", "parity-odd", "ban-gone", "ban-turned",
    "ban-softened",
})  # fmt: skip
_FIRM: Final = frozenset({
    "do", "does", "must", "should", "can", "may", "never", "cannot", "will", "is", "are",
})  # fmt: skip
_SOFT: Final = frozenset({"caution", "likely", "consider"})
_PREFIXES: Final = ("un", "non", "in", "im", "dis", "un-", "non-")
_ADVISED: Final = frozenset({"recommended", "advised", "suggested"})
_BE: Final = frozenset({"is", "are", "be", "was", "were"})
_NOES: Final = frozenset({"not", "no", "never", "hardly", "rarely", "only", "n't", "cannot"})
_LONGEST: Final = 400


def check_denied(case: Case) -> None:
    """Report a word whose "not" came or went."""
    if len(case.source.tokens) > _LONGEST or len(case.rewrite.tokens) > _LONGEST:
        return
    _check_soft_bans(case)
    if any(finding.rule in _SEEN for finding in case.findings):
        return
    if _is_advised(case):
        return
    came = _turned(case.rewrite, case.source, clause_says_no)
    if came is not None:
        span = case.rewrite.span(came.first, came.last)
        case.report(
            "negation-added", Level.ERROR, 'the source says this without a "not"',
            found=case.rewrite.text[slice(*span)], rewrite=span,
        )  # fmt: skip
        return
    went = _turned(case.source, case.rewrite, _sentence_says_no)
    if went is None:
        return
    for index in case.indices("negation"):
        mark = case.mention(index)
        if mark.last <= went.first < mark.last + _REACH and case.where[index] is None:
            case.changed(index, "negation-lost", 'the rewrite says this without the "not"', None)
            return


def _turned(
    denying: Reading, plain: Reading, says_no: Callable[[Reading, int], bool]
) -> Mention | None:
    """Return a word that `denying` denies and `plain` says, each once, with no "no" around it."""
    for mention in denying.of("negation"):
        word = denying.tokens[mention.first].norm
        if word not in _NOTS or mention.last - mention.first > 1:
            continue
        target = _beside(denying, mention)
        if target is None or not _is_once(denying, target):
            continue
        said = [one for one in plain.mentions if _same(one, target)]
        if len(said) != 1 or _is_negative_word(plain, denying.tokens[target.first].norm):
            continue
        if not says_no(plain, said[0].first):
            return target
    return None


def clause_says_no(reading: Reading, at: int) -> bool:
    """Tell whether anything in the clause of a token denies."""
    clause = reading.clause[at]
    inside = [k for k, one in enumerate(reading.clause) if one == clause]
    here = reading.sentence[at]
    if at and reading.tokens[at - 1].norm in {"or", "nor"}:
        return any(reading.sentence[m.first] == here for m in reading.of("negation"))
    if any(reading.tokens[k].norm in _NOES and reading.sentence[k] == here for k in reading.spent):
        return True  # "should not lift more than 5 kg or raise the arm": the bound has the "not".
    if any(inside[0] <= m.first <= inside[-1] for m in reading.of("negation")):
        return True
    return any(inside[0] <= m.first <= inside[-1] and m.value in HOLDING for m in reading.mentions)


def _sentence_says_no(reading: Reading, at: int) -> bool:
    return sentence_says_no(reading, reading.sentence[at])


def _is_negative_word(reading: Reading, word: str) -> bool:
    """Tell whether a text says the word with its own "not": "unopened"."""
    negative = {f"{prefix}{word}" for prefix in _PREFIXES}
    return any(token.norm in negative for token in reading.tokens)


def _is_advised(case: Case) -> bool:
    """See "not recommended" become "recommended"."""
    for index in case.indices("negation"):
        if case.mention(index).value != "not_recommended" or case.where[index] is not None:
            continue
        tokens = case.rewrite.tokens
        for k, token in enumerate(tokens):
            before = {one.norm for one in tokens[max(k - _REACH, 0) : k]}
            if token.norm in _ADVISED and before & _BE and not before & _NOES:
                message = "the source advises against, the rewrite for"
                case.changed(index, "ban-turned", message, None)
                return True
    return False


def _beside(reading: Reading, mention: Mention) -> Mention | None:
    """Return the word that a "not" stands by, little words passed over."""
    for at in range(mention.last, min(mention.last + _REACH, len(reading.tokens))):
        for one in reading.mentions:
            if one.first == at:
                return one if one.kind in _KINDS else None
        if reading.tokens[at].norm not in _PASSED:
            return None
    return None


def _is_once(reading: Reading, target: Mention) -> bool:
    return sum(_same(one, target) for one in reading.mentions) == 1


def _same(one: Mention, other: Mention) -> bool:
    return one.kind == other.kind and one.value == other.value


def _check_soft_bans(case: Case) -> None:
    """See "contraindicated" become "with care", "usually better not" or "as little as possible"."""
    soft = (case.rewrite.values("modality") - case.source.values("modality")) & _SOFT
    if not soft or _bans(case.rewrite):
        return
    for index in case.indices("negation"):
        if is_denied_ban(case.source, case.mention(index)):
            continue
        if case.mention(index).value == "ban" and case.verdicts[index] is not Verdict.CHANGED:
            case.changed(index, "ban-softened", "the source forbids this outright", None)
            return


def _bans(reading: Reading) -> bool:
    """Tell whether anything in a text forbids: a ban, or a firm "do not"."""
    for mention in reading.of("negation"):
        if mention.value in {"ban", "avoid", "unsafe", "unsuitable"}:
            return True
        before = reading.tokens[mention.first - 1].norm if mention.first else "do"
        if mention.value == "not" and (
            before in _FIRM or reading.tokens[mention.first].norm in {"no", "never", "none"}
        ):
            return True
    return False
