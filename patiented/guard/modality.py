"""Weighs doubt and strength: hedges lost or added, a ban made a caution, "only" and "unless" lost.

The ladder is EDITORIAL's: contraindicated and "do not" stand above "avoid", "use with caution"
and "may". A moved "must" or "should" is left to a person; a hedge wholly lost, or one added to a
plain claim, is a change.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from typing import TYPE_CHECKING

from patiented.guard.forbidding import is_denied_ban
from patiented.guard.reading import Mention
from patiented.model import Level, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator

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
_CERTAIN = frozenset(
    {"certainly", "definitely", "always", "proved", "proven", "surely", "guaranteed"}
)
_MIGHT = frozenset({"might", "perhaps", "possibly", "maybe"})
_DOUBTING = _MIGHT | {"may", "could", "possible", "can"}
_LEAVE = frozenset({"fine", "okay", "ok", "allowed", "option", "freely", "permitted", "harmless"})
_MOST_HOMES, _NEAR = 8, 4
_LINKS = frozenset({"associat", "link", "correlat", "relat", "connec"})
_CAUSES = frozenset({"caus", "lead", "result", "mak", "produc"})
_BANS = frozenset({"ban", "avoid"})
_NOES = frozenset({"no", "not", "never", "nothing", "none"})
_SOFTENERS = frozenset({"caution", "consider"})
_EXCEPTIONS = frozenset({"unless", "only"})
_DUTIES = frozenset({"must", "should"})


def check_doubt(case: Case) -> None:
    """See a hedge that the rewrite lost, and one it added."""
    mine, theirs = case.source.values("modality"), case.rewrite.values("modality")
    own = mine - _DOUBT
    if mine & _DOUBT and not (theirs - own) & _ANY_DOUBT:
        for index in case.indices("modality"):
            if index in case.unplaced and _doubts(case.source, case.mention(index)):
                case.changed(index, "hedge-lost", "the source is less sure than the rewrite", None)
                case.unplaced.remove(index)
    _check_links(case)
    _check_certainty(case)
    _check_might(case)
    if mine & _ANY_DOUBT or _suspects(case.source):
        return
    for mention in case.rewrite.of("modality"):
        if mention.value in _DOUBT and _hedges(case.rewrite, mention):
            span = case.rewrite.span(mention.first, mention.last)
            case.report(
                "hedge-added", Level.ERROR, "the source is surer than the rewrite",
                found=case.rewrite.text[slice(*span)], rewrite=span,
            )  # fmt: skip


def _check_certainty(case: Case) -> None:
    """See "may help" become "will certainly help"."""
    if not case.source.values("modality") & (_DOUBT | {"likely", "unknown"}):
        return
    known, tokens = case.source.stems, case.rewrite.tokens
    for k, token in enumerate(tokens):
        denied = any(t.norm in {"not", "no", "never"} for t in tokens[max(k - _NEAR, 0) : k])
        if token.norm in _CERTAIN and token.stem not in known and not denied:
            case.report(
                "certainty-added", Level.ERROR, "the source is less sure than the rewrite",
                found=token.norm, rewrite=(token.start, token.end),
            )  # fmt: skip
            return


def _check_might(case: Case) -> None:
    """See "might" put into a sentence that is sure of itself: a ban or a duty is no doubt."""
    for k, token in enumerate(case.rewrite.tokens):
        if token.norm in _MIGHT and not _is_doubted(case, k):
            case.report(
                "hedge-added", Level.ERROR, "the source is surer than the rewrite",
                found=token.norm, rewrite=(token.start, token.end),
            )  # fmt: skip
            return


def _is_doubted(case: Case, k: int) -> bool:
    """Tell whether the sentences of the source that a sentence of the rewrite speaks of doubt."""
    reading, tables = case.rewrite, case.tables
    here = reading.sentence[k]
    words = {
        token.stem
        for at, token in enumerate(reading.tokens)
        if reading.sentence[at] == here and token.stem not in tables.function | tables.light
    } | {m.value for m in reading.content if reading.sentence[m.first] == here}
    weights: Counter[int] = Counter()
    for at, token in enumerate(case.source.tokens):
        weights[case.source.sentence[at]] += token.stem in words
    for mention in case.source.content:
        weights[case.source.sentence[mention.first]] += mention.value in words
    most = max(weights.values(), default=0)
    homes = {home for home, weight in weights.items() if 2 * weight >= most}
    return any(
        token.norm in _DOUBTING | _SUSPECTING
        for at, token in enumerate(case.source.tokens)
        if case.source.sentence[at] in homes
    ) or any(
        m.value in {"suggest", "likely", "unknown", "consider"}
        for m in case.source.of("modality")
        if case.source.sentence[m.first] in homes
    )


def check_softened(case: Case) -> None:
    """See a ban that is gone from its sentence, with leave or mere care in its place."""
    for index in case.indices("negation"):
        if case.where[index] is not None or case.verdicts[index] is not Verdict.OPEN:
            continue
        mark = case.mention(index)
        if _is_bounded_or_turned(case, mark):
            continue
        strict = mark.value in _BANS
        for first, last in _homes_of(case, index):
            tokens = case.rewrite.tokens[first:last]
            mentions = [m for m in case.rewrite.mentions if first <= m.first < last]
            if any(m.kind == "negation" for m in mentions):
                continue
            leave = any(t.norm in _LEAVE and t.stem not in case.source.stems for t in tokens)
            values = {m.value for m in mentions if m.kind == "modality"}
            soft = values - case.source.values("modality")
            if leave or (soft & _SOFTENERS) or (strict and "release" in soft):
                case.changed(index, "ban-softened", "the source forbids this", None)
                break


def _is_bounded_or_turned(case: Case, mark: Mention) -> bool:
    """Tell whether a "not" ends at an "until", or turns a word that is negative itself."""
    words = {m.value for m in case.source.of("condition_word")}
    following = case.source.tokens[mark.last : mark.last + _NEAR]
    acts = {m.value for m in case.source.mentions if mark.last <= m.first < mark.last + _NEAR}
    return bool(words & {"until", "unless"} or acts & {"stop", "hold", "down"}) or any(
        t.stem in case.tables.soft_negatives for t in following
    )


def _homes_of(case: Case, index: int) -> Iterator[tuple[int, int]]:
    """Yield the sentences of the rewrite in which what a negation hangs on stands."""
    sentences: set[int] = set()
    for value in case.facts[index].bound:
        sentences |= case.rewrite.homes.get(value, set())
    for here in sorted(sentences)[:_MOST_HOMES]:
        places = case.rewrite.sentence
        yield bisect_left(places, here), bisect_left(places, here + 1)


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
    leave = before in _PERMITTED or (
        following[:1] == ["be"] and following[-1:] and following[-1].endswith(("ed", "ept", "en"))
    )
    here = reading.sentence[mention.first]
    bounded = any(
        m.comparator in {"le", "lt"} and reading.sentence[m.first] == here for m in reading.measures
    )
    if word == "may" and bounded:
        return False  # "may remain for up to 12 weeks" is a limit
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
    bounded = any(
        m.comparator in {"le", "lt"} and reading.sentence[m.first] == here for m in reading.measures
    )
    if bounded and tokens[first].norm == "may":
        return False  # "may last 2 years at most" is a limit
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
    hard = [
        i
        for i in case.indices("negation")
        if case.mention(i).value in _BANS and not is_denied_ban(case.source, case.mention(i))
    ]
    says_no = any(token.norm in _NOES for token in case.rewrite.tokens)
    if not hard or says_no or case.rewrite.of("negation"):
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
    negated = bool(case.source.of("negation") or case.rewrite.of("negation"))
    for index in [i for i in case.indices("and_or") if i in case.unplaced]:
        mark = case.marks[index]
        if not isinstance(mark, Mention) or mark.value != "or":
            continue
        if not negated and case.rewrite.values("and_or") == {"both"}:
            case.changed(index, "alternative-joined", "one was enough, now it takes both", None)
            case.unplaced.remove(index)
            continue
        repeated = len(case.rewrite.of("negation")) > len(case.source.of("negation")) > 0
        extra = any(f.rule.startswith("negation") for f in case.findings)
        if repeated and not extra and "both" not in case.rewrite.values("and_or"):
            case.rule(index, Verdict.KEPT)
            case.unplaced.remove(index)


def _check_exceptions(case: Case) -> None:
    """See "unless X" become "if X" with as many negations as before."""
    if len(case.source.of("negation")) != len(case.rewrite.of("negation")):
        return
    conditions = [m for m in case.rewrite.of("condition_word") if m.value == "if"]
    for index in [i for i in case.indices("condition_word") if i in case.unplaced]:
        mark = case.mention(index)
        if mark.value not in {"unless", "until"}:
            continue
        if mark.value == "until" and "stop" in case.rewrite.values("action"):
            continue  # "until X" is "stop if X".
        mine = _stems_after(case.source, mark)
        for other in conditions:
            if len(mine & _stems_after(case.rewrite, other)) > 1:
                case.changed(index, "exception-turned", "the exception became a condition", other)
                case.unplaced.remove(index)
                break


def _stems_after(reading: Reading, mention: Mention) -> set[str]:
    return {t.stem for t in reading.tokens[mention.last : mention.last + _NEAR] if t.norm != "the"}


def check_conditions(case: Case) -> None:
    """Call "only" or "unless" changed where nothing in the rewrite limits or excepts anything."""
    if case.rewrite.values("condition_word") & (_EXCEPTIONS | {"until"}):
        return
    _check_exceptions(case)
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
