"""Sees death gone from a sentence, and a medicine that goes in by another way.

A way is a route or the form that implies it: tablets are swallowed, suppositories are not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from patiented.guard.case import Case
    from patiented.guard.reading import Mention, Reading

_GRAVE: Final = frozenset({"fatal", "life_threatening"})
_STILL_GRAVE: Final = _GRAVE | {"serious", "severe"}
_DEADLY: Final = frozenset({
    "die", "dies", "dying", "died", "dead", "life", "lives", "kill", "kills", "killed", "danger",
    "dangerous", "deadly", "death", "deaths", "lethal", "cost", "costs", "fatal", "mortality",
    "emergency", "survive", "survival",
})  # fmt: skip
_WAYS: Final = {
    "tablet": "mouth", "capsule": "mouth", "syrup": "mouth", "lozenge": "mouth", "oral": "mouth",
    "sublingual": "mouth", "buccal": "mouth",
    "suppository": "bottom", "rectal": "bottom", "vaginal": "vagina",
    "cream": "skin", "ointment": "skin", "gel": "skin", "lotion": "skin", "patch": "skin",
    "foam": "skin", "topical": "skin", "transdermal": "skin",
    "inhaler": "lungs", "inhaled": "lungs", "intranasal": "nose",
    "intravenous": "needle", "intramuscular": "needle", "subcutaneous": "needle",
    "injected": "needle", "intradermal": "needle", "intraperitoneal": "needle",
    "intrathecal": "needle", "epidural": "needle",
    "ophthalmic": "eye", "otic": "ear",
}  # fmt: skip
_MANY_PLACES: Final = frozenset({"topical", "powder", "spray"})


def check_ways_in(case: Case) -> None:
    """Report a death that went, and a way in that became another."""
    _check_deaths(case)
    _check_ways(case)


def _check_deaths(case: Case) -> None:
    if case.rewrite.values("severity") & _STILL_GRAVE or not case.rewrite.tokens:
        return
    if any(token.norm in _DEADLY for token in case.rewrite.tokens):
        return
    for index in case.indices("severity"):
        if index in case.unplaced and case.mention(index).value in _GRAVE:
            case.gone.add(index)
            case.changed(index, "death-dropped", "the source says that this can kill", None)
            case.unplaced.remove(index)


def _check_ways(case: Case) -> None:
    mine, theirs = _ways(case.source), _ways(case.rewrite)
    new = [m for way, m in theirs.items() if way not in mine]
    if not new:
        return
    for index in case.indices("route", "form"):
        mark = case.mention(index)
        way = _WAYS.get(mark.value)
        if index not in case.unplaced or way is None or way in theirs:
            continue
        if mark.value not in _MANY_PLACES:
            case.changed(index, "way-swapped", "it goes in by another way", new[0])
            case.unplaced.remove(index)


def _ways(reading: Reading) -> dict[str, Mention]:
    """Return the ways in that a text names, each with its first mention."""
    found: dict[str, Mention] = {}
    for mention in reading.of("route", "form"):
        way = _WAYS.get(mention.value)
        if way is not None:
            found.setdefault(way, mention)
    return found
