"""Weighs doubt and strength: hedges lost or added, a ban made a caution, "only" and "unless" lost.

The ladder is EDITORIAL's: contraindicated and "do not" stand above "avoid", "use with caution"
and "may". A moved "must" or "should" is left to a person; a hedge wholly lost, or one added to a
plain claim, is a change.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from patiented.guard.reading import Mention
from patiented.model import Level, Verdict

if TYPE_CHECKING:
    from patiented.guard.case import Case
    from patiented.guard.reading import Reading

_DOUBT = frozenset({"may", "suggest"})
_ANY_DOUBT = frozenset({"may", "can", "suggest", "likely", "unknown", "consider"})
_PERMITTED = frozenset(
    [
        "you",
        "they",
        "he",
        "she",
        "who",
        "anyone",
        "nobody",
        "one",
        "people",
        "patient",
        "patients",
        "adult",
        "adults",
        "child",
        "children",
        "woman",
        "women",
        "i",
        "we",
        "others",
    ]
)
_GIVEN = frozenset(
    [
        "used",
        "given",
        "taken",
        "applied",
        "repeated",
        "started",
        "restarted",
        "mixed",
        "opened",
        "continued",
        "added",
    ]
)
_SUSPECTING = frozenset(
    [
        "suspect",
        "suspected",
        "suspicion",
        "risk",
        "chance",
        "likely",
        "unlikely",
        "potential",
        "danger",
        "prone",
        "susceptible",
    ]
)
_LINKS = frozenset({"associat", "link", "correlat", "relat", "connec"})
_CAUSES = frozenset({"caus", "lead", "result", "mak", "produc"})
_BANS = frozenset({"ban", "avoid"})
_SOFTENERS = frozenset({"caution", "consider"})
_EXCEPTIONS = frozenset({"unless", "only"})
_DUTIES = frozenset({"must", "should"})


def check_doubt(case: Case) -> None:
    """See a hedge that the rewrite lost, and one it added."""
    mine, theirs = case.source.values("modality"), case.rewrite.values("modality")
    if mine & _DOUBT and not theirs & _ANY_DOUBT:
        for index in case.indices("modality"):
            if index in case.unplaced and _doubts(case.source, case.mention(index)):
                case.changed(index, "hedge-lost", "the source is less sure than the rewrite", None)
                case.unplaced.remove(index)
    _check_links(case)
    if mine & _ANY_DOUBT or _suspects(case.source):
        return
    for mention in case.rewrite.of("modality"):
        if mention.value in _DOUBT and _hedges(case.rewrite, mention):
            span = case.rewrite.span(mention.first, mention.last)
            case.report(
                "hedge-added", Level.ERROR, "the source is surer than the rewrite",
                found=case.rewrite.text[slice(*span)], rewrite=span,
            )  # fmt: skip


def _check_links(case: Case) -> None:
    """See "linked to" become "causes"."""
    mine, theirs = case.source.stems, case.rewrite.stems
    if mine & _LINKS and not theirs & _LINKS and theirs & _CAUSES - mine:
        case.report("link-made-cause", Level.WARNING, "the source links, the rewrite blames")


def _doubts(reading: Reading, mention: Mention) -> bool:
    """Tell whether a value of the source doubts and gives no leave ("may be given")."""
    if mention.value not in _DOUBT:
        return False
    word = reading.tokens[mention.first].norm
    before = reading.tokens[mention.first - 1].norm if mention.first else ""
    following = [t.norm for t in reading.tokens[mention.last : mention.last + 2]]
    leave = before in _PERMITTED or (following[:1] == ["be"] and following[-1].endswith("ed"))
    return word != "may" or not (leave or _permits(reading, mention))


def _suspects(reading: Reading) -> bool:
    return any(token.norm in _SUSPECTING for token in reading.tokens)


def _hedges(reading: Reading, mention: Mention) -> bool:
    """Tell whether a "may" doubts; after "you" it permits, beside "not" it is part of a ban."""
    tokens, first = reading.tokens, mention.first
    before = tokens[first - 1].norm if first else ""
    if tokens[first].norm == "may" and (before in _PERMITTED or not before):
        return False
    if not first or before in {".", "?", "as"} or _permits(reading, mention):
        return False
    here = reading.sentence[first]
    start, end = bisect_left(reading.sentence, here), bisect_left(reading.sentence, here + 1)
    inside = {t.norm for t in tokens[start:end]}
    return not inside & {
        "not",
        "no",
        "nobody",
        "never",
        "if",
        "anyone",
        "?",
        "who",
        "where",
        "when",
        "or",
    }


def _permits(reading: Reading, mention: Mention) -> bool:
    """Tell whether "may be used", "may be given" is a leave, not a doubt."""
    following = [t.norm for t in reading.tokens[mention.last : mention.last + 2]]
    return following[:1] == ["be"] and following[-1] in _GIVEN


def check_bans(case: Case) -> None:
    """See a ban that became a caution or went away."""
    hard = [i for i in case.indices("negation") if case.mention(i).value in _BANS]
    if not hard or case.rewrite.of("negation"):
        return
    words = case.rewrite.values("condition_word")
    softened = case.rewrite.values("modality") & _SOFTENERS
    carried = any(
        t.stem in case.tables.soft_negatives and t.stem not in case.source.stems
        for t in case.rewrite.tokens
    )
    for index in hard:
        ban = case.mention(index).value == "ban" and not words & _EXCEPTIONS and not carried
        if ban or softened:
            message = "the source forbids this, the rewrite does not"
            case.changed(index, "ban-softened", message, None)


def check_duties(case: Case) -> None:
    """Let "must" and "should" take each other's place only under a person's eye."""
    theirs = case.rewrite.values("modality")
    for index in [i for i in case.indices("modality") if i in case.unplaced]:
        mark = case.marks[index]
        if (
            isinstance(mark, Mention)
            and mark.value == "release"
            and "negation" in {m.kind for m in case.rewrite.mentions}
        ):
            continue
        if isinstance(mark, Mention) and mark.value in _DUTIES and theirs & _DUTIES:
            case.rule(index, Verdict.OPEN)


def check_alternatives(case: Case) -> None:
    """Let "not A or B" become "not A. Not B.".

    The "or" is kept where each part has its own "not".
    """
    for index in [i for i in case.indices("and_or") if i in case.unplaced]:
        mark = case.marks[index]
        if not isinstance(mark, Mention) or mark.value != "or":
            continue
        repeated = len(case.rewrite.of("negation")) > len(case.source.of("negation")) > 0
        extra = any(f.rule.startswith("negation") for f in case.findings)
        if repeated and not extra and "both" not in case.rewrite.values("and_or"):
            case.rule(index, Verdict.KEPT)
            case.unplaced.remove(index)


def check_conditions(case: Case) -> None:
    """Call "only" or "unless" changed where nothing in the rewrite limits or excepts anything."""
    if case.rewrite.values("condition_word") & (_EXCEPTIONS | {"until"}):
        return
    if any(t.stem in case.tables.soft_negatives for t in case.rewrite.tokens) or case.rewrite.of(
        "negation"
    ):
        return
    for index in [i for i in case.indices("condition_word") if i in case.unplaced]:
        mark = case.marks[index]
        if isinstance(mark, Mention) and mark.value in _EXCEPTIONS:
            case.changed(
                index, f"{mark.value}-lost", "the limit or exception is not in the rewrite", None
            )
            case.unplaced.remove(index)
