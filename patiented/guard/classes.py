"""Places the values and terms of the source in the rewrite, and sees opposites and rivals.

A value found again is kept. A broader one is general. Nothing found leaves the fact open, unless
its place is taken by a value that contradicts it.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from patiented.guard.arms import arms_changed_sides
from patiented.guard.closed_world import forbids
from patiented.guard.comparisons import is_turned_rightly
from patiented.guard.facts import anchors
from patiented.guard.reading import Mention
from patiented.guard.rivals import is_denied
from patiented.guard.sequence import thing_after
from patiented.guard.tables import TURNING
from patiented.guard.tries import bare_form
from patiented.guard.waiting import is_waited
from patiented.model import Level, Verdict

if TYPE_CHECKING:
    from patiented.guard.case import Case
    from patiented.guard.reading import Reading
    from patiented.model import Span

_LOOSE = frozenset({"condition", "term", "word", "drug_class", "population", "organ", "form"})
_WORDED = frozenset({"direction", "action", "severity", "route"})
_SAME_RUNG = {"may": "can", "can": "may"}
_DENIED_WITHIN = 6  # tokens: "no evidence of new or growing"
_ELSEWHERE = frozenset({"in", "for", "with", "to", "if", "when", "during", "who", "have", "has"})
_EXCEPT = frozenset({"except", "excluding", "other", "unless"})
_RIVAL_KINDS = frozenset({"drug", "organ", "route", "drug_class", "substance"})
_OPPOSED_KINDS = frozenset(
    {
        "direction",
        "action",
        "time_order",
        "severity",
        "organ",
        "form",
        "population",
        "condition",
        "term",
    }
)
_INNER = frozenset(
    {"liver", "kidney", "heart", "lung", "brain", "stomach", "bowel", "bladder", "thyroid"}
)
_GRADES = frozenset({"mild", "moderate", "severe"})
_NEAR = 4
_GO_OR_STOP = frozenset({"stop", "hold", "continue"})
_POLAR = frozenset(
    {
        "not",
        "no",
        "without",
        "free",
        "never",
        "non",
        "low",
        "high",
        "less",
        "more",
        "too",
        "little",
        "few",
    }
)


def check_mentions(case: Case) -> None:
    """Give every value of a class and every term its first verdict.

    Kept, general or (for now) open.
    """
    index_of: dict[str, Mention] = {}
    for mention in case.rewrite.mentions:
        index_of.setdefault(f"{mention.kind} {mention.value}", mention)
    by_value: dict[str, Mention] = {}
    for mention in case.rewrite.mentions:
        by_value.setdefault(mention.value, mention)
    for index, mark in enumerate(case.marks):
        if not isinstance(mark, Mention) or mark.kind == "negation":
            continue  # Negations are paired by what they hang on, in `polarity.py`.
        if f"{mark.kind} {mark.value}" in case.standing:
            continue
        found = _found(case, mark, index_of, by_value)
        if found is not None:
            case.rule(index, Verdict.KEPT, case.rewrite.span(found.first, found.last))
            continue
        span = _loosely(case, mark)
        if span is not None:
            case.rule(index, Verdict.KEPT, span)
            continue
        wide = next(
            (v for v in sorted(case.tables.broader.get(mark.value, ())) if v in by_value), None
        )
        if wide is not None and not _is_denied(case.source, mark):
            found = by_value[wide]
            case.rule(index, Verdict.GENERAL, case.rewrite.span(found.first, found.last))
            continue
        case.unplaced.append(index)


def _found(
    case: Case, mark: Mention, index_of: dict[str, Mention], by_value: dict[str, Mention]
) -> Mention | None:
    """Return the mention that keeps a value: the same, the same rung, its name in a ban."""
    exact = index_of.get(f"{mark.kind} {mark.value}")
    if exact is None and mark.kind == "modality":
        exact = index_of.get(f"modality {_SAME_RUNG.get(mark.value, '')}")
    if exact is not None or mark.kind not in _LOOSE:
        return exact
    plain = case.tables.same_in_ban.get(mark.value, "")
    if plain in by_value and forbids(case.source) and case.rewrite.of("negation"):
        return by_value[plain]
    return by_value.get(mark.value)


def _loosely(case: Case, mark: Mention) -> Span | None:
    """Find a term whose words, or the words of one of its plain forms, all stand in the rewrite."""
    stems = case.rewrite.stems
    if mark.kind in _WORDED and mark.last - mark.first == 1:
        stem = case.source.tokens[mark.first].stem
        return _span_of(case.rewrite, stem) if stem in stems else None
    if mark.kind not in _LOOSE:
        return None
    if mark.kind == "word":
        return _span_of(case.rewrite, mark.value) if mark.value in stems else None
    said = [t.stem for t in case.source.tokens[mark.first : mark.last]]
    own = bare_form(said, case.tables.function - TURNING)
    for form in (own, *case.tables.forms.proving(mark.value)):
        if form and form <= stems and not form & _POLAR:
            return _span_of(case.rewrite, max(sorted(form), key=len))
    return None


def _span_of(reading: Reading, stem: str) -> Span | None:
    return reading.places.get(stem)


def check_opposites(case: Case) -> None:
    """Call a value changed where only its opposite stands in the rewrite."""
    mine = {mark.value for mark in case.marks if isinstance(mark, Mention)}
    swapped = arms_changed_sides(case) or is_turned_rightly(case)
    for index in list(case.unplaced):
        mark = case.marks[index]
        if not isinstance(mark, Mention) or mark.kind not in _OPPOSED_KINDS:
            continue
        if mark.value not in case.tables.opposites or _is_compound(case, mark):
            continue
        for other in case.rewrite.of(mark.kind):
            if (
                other.value in case.tables.opposites.get(mark.value, ())
                and other.value not in mine
                and not (mark.kind == "direction" and (_licensed(case, other) or swapped))
                and case.rewrite.tokens[other.first].norm != "later"
                and (_stands_alone(mark, other) or _meet(case, mark, other))
                and not _is_excused(case, mark, other)
                and not is_waited(case.rewrite, other.first)
                and not is_waited(case.source, mark.first)
            ):
                case.changed(
                    index, f"{mark.kind}-reversed", "the rewrite says the opposite here", other
                )
                case.unplaced.remove(index)
                break


def _is_compound(case: Case, mark: Mention) -> bool:
    """Tell whether a direction is half of a word: "high-fructose"."""
    end = case.source.tokens[mark.last - 1].end
    return mark.kind == "direction" and case.source.text[end : end + 1] in {"-", "\u2011"}


def _is_excused(case: Case, mark: Mention, other: Mention) -> bool:
    """Tell whether a "not" on one side only, or another thing behind "after", makes it the same."""
    if mark.kind == "action":
        return is_denied(case.source, mark.first) != is_denied(case.rewrite, other.first)
    if mark.kind != "time_order":
        return False
    one, two = thing_after(case.source, mark), thing_after(case.rewrite, other)
    return one is not None and two is not None and one != two and two in case.source.homes


def _stands_alone(mark: Mention, other: Mention) -> bool:
    """Tell whether a contradiction needs no shared neighbor: grades, and "stop" against "go on"."""
    return mark.kind == "severity" or ({mark.value, other.value} <= _GO_OR_STOP)


def _meet(case: Case, mark: Mention, other: Mention) -> bool:
    """Tell whether two values hang on the same content, so that one can replace the other."""
    mine = anchors(case.source, mark.first, mark.last, _NEAR)
    theirs = anchors(case.rewrite, other.first, other.last, _NEAR)
    numbers = _numbers_by(case.source, mark) & _numbers_by(case.rewrite, other)
    return bool(numbers or (set(mine) - {mark.value}) & (set(theirs) - {other.value}))


def _numbers_by(reading: Reading, mention: Mention) -> set[str]:
    """Return the numbers near a mention in its sentence: "goes up to 10 mg"."""
    here, middle = (
        reading.sentence[mention.first],
        bisect_left(reading.measure_starts, mention.first),
    )
    near = reading.measures[max(middle - 1, 0) : middle + 1]
    return {
        m.value()
        for m in near
        if reading.sentence[m.first] == here and abs(m.first - mention.last) <= _NEAR
    }


def _is_denied(reading: Reading, mention: Mention) -> bool:
    """Tell whether a "not" or "except" stands close before: "no polyps" says less than "no lumps".

    What is broader is then a stronger claim, never a more general one.
    """
    start = max(mention.first - _DENIED_WITHIN, 0)
    near = range(start, mention.first)
    clause = reading.clause[mention.first]
    denied = {m.first for m in reading.of("negation")}
    for k in reversed(near):
        norm = reading.tokens[k].norm
        if reading.clause[k] != clause or norm in _ELSEWHERE:
            return False  # "do not use in renal impairment": the use is denied, not the illness
        if k in denied or norm in _EXCEPT:
            return True
    return False


def check_rivals(case: Case) -> None:
    """Call a drug, organ, route, grade or group changed where another one has taken its place."""
    mine = {mark.value for mark in case.marks if isinstance(mark, Mention)}
    general = [i for i in case.indices("route") if case.verdicts[i] is Verdict.GENERAL]
    for index in [*case.unplaced, *general]:
        mark = case.marks[index]
        if not isinstance(mark, Mention) or mark.kind not in _RIVAL_KINDS:
            continue
        for other in case.rewrite.of(mark.kind):
            if other.value in mine or other.value in case.licensed_values or _licensed(case, other):
                continue
            if _wider(case, mark.value, other.value):
                continue
            if mark.kind == "drug_class" and not _meet(case, mark, other):
                continue
            case.changed(
                index, f"{mark.kind}-swapped", f"another {mark.kind} stands in its place", other
            )
            break
    case.unplaced[:] = [i for i in case.unplaced if case.verdicts[i] is not Verdict.CHANGED]


def _wider(case: Case, one: str, other: str) -> bool:
    """Tell whether one value is a case of the other ("into the eye" is "injected")."""
    broader = case.tables.broader
    return one in broader.get(other, ()) or other in broader.get(one, ())


def check_harmed_organs(case: Case) -> None:
    """See "liver damage" become "kidney damage".

    Two conditions of two organs, one in the other's place.
    """
    mine = {mark.value for mark in case.marks if isinstance(mark, Mention)}
    strangers = [m for m in case.rewrite.of("condition", "term") if m.value not in mine]
    strangers += [m for m in case.rewrite.of("organ") if m.value not in mine and m.value in _INNER]
    for index in [i for i in case.indices("condition", "term") if i in case.unplaced]:
        mark = case.mention(index)
        organs = case.tables.organs.get(mark.value, frozenset())
        for other in strangers:
            theirs = (
                frozenset({other.value})
                if other.kind == "organ"
                else case.tables.organs.get(other.value, frozenset())
            )
            both_terms = mark.kind == "term" and other.kind != "organ"
            if (both_terms or other.kind == "term") and not _share_word(case, mark, other):
                continue
            if organs and theirs and not organs & theirs and not _licensed(case, other):
                case.changed(index, "organ-swapped", "another organ is named here", other)
                case.unplaced.remove(index)
                break


def _share_word(case: Case, mark: Mention, other: Mention) -> bool:
    """Tell whether two names have a word in common: "lung cancer" and "liver cancer"."""
    mine = {token.stem for token in case.source.tokens[mark.first : mark.last]}
    return bool(mine & {token.stem for token in case.rewrite.tokens[other.first : other.last]})


def check_grades(case: Case) -> None:
    """See "mild to moderate" become "mild": one grade kept, the other gone for none."""
    grades = [i for i in case.indices("severity") if case.mention(i).value in _GRADES]
    lost = [i for i in grades if i in case.unplaced]
    new = case.rewrite.values("severity") - case.source.values("severity")
    if not lost or len(lost) == len(grades) or new:
        return
    for index in lost:
        case.changed(index, "grade-lost", "one of the grades is gone", None)
        case.unplaced.remove(index)


def _licensed(case: Case, mention: Mention) -> bool:
    stems = [t.stem for t in case.rewrite.tokens[mention.first : mention.last]]
    return all(stem in case.licensed for stem in stems)


def close_unplaced(case: Case) -> None:
    """Leave open what no check has placed or refuted."""
    for index in case.unplaced:
        case.rule(index, Verdict.OPEN)
        kind = case.facts[index].kind.value
        case.report(
            f"{kind}-open",
            Level.WARNING,
            "not found in the rewrite: a person must look",
            fact=index,
        )
