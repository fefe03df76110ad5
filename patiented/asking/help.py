"""Where to get help in an emergency, by the country that a site is set to.

The numbers are data with a source (`countries.tsv`). A number that is not known is said without
one, never guessed.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from patiented.audience.tables import read_table

if TYPE_CHECKING:
    from patiented.audience import Lexicon
    from patiented.settings import Settings

COUNTRIES = "asking/countries.tsv"
COLUMNS = ("country", "emergency", "poison", "crisis", "source")

POISONINGS = frozenset({"overdose", "child_swallowed", "poisoning"})
SELF_HARM = "self_harm"


class HelpKind(StrEnum):
    """Who helps."""

    EMERGENCY = "emergency"
    POISON = "poison"
    CRISIS = "crisis"
    PROFESSIONAL = "professional"
    IN_CASE = "in_case"


@dataclass(frozen=True, slots=True)
class HelpPoint:
    """Who helps, and the number; empty where none is known or needed."""

    kind: HelpKind
    number: str = ""


@dataclass(frozen=True, slots=True)
class Helping:
    """The numbers of one country."""

    emergency: str = ""
    poison: str = ""
    crisis: str = ""

    def points(self, urgent: str, *, declined: bool = False) -> tuple[HelpPoint, ...]:
        """Return who helps, first things first; nobody for an answered question without hurry.

        A declined question names the emergency number too: it may be one in words that nobody
        thought of, or in another language.
        """
        if urgent == SELF_HARM:
            crisis = HelpPoint(HelpKind.CRISIS, self.crisis)
            return (crisis, HelpPoint(HelpKind.EMERGENCY, self.emergency))
        if urgent:
            emergency = HelpPoint(HelpKind.EMERGENCY, self.emergency)
            if urgent in POISONINGS:
                return (emergency, HelpPoint(HelpKind.POISON, self.poison))
            return (emergency,)
        in_case = HelpPoint(HelpKind.IN_CASE, self.emergency)
        return (HelpPoint(HelpKind.PROFESSIONAL), in_case) if declined else ()


def read_helping(settings: Settings, lexicon: Lexicon) -> Helping:
    """Return the numbers of the country in the settings; a number set there goes before the table.

    A country that is not in the table has only the number that is set.
    """
    path = lexicon.find(COUNTRIES)
    rows = read_table(path, COLUMNS) if path else ()
    row = next((one for one in rows if one["country"] == settings.emergency_country), None)
    if row is None:
        return Helping(settings.emergency_number)
    return Helping(settings.emergency_number or row["emergency"], row["poison"], row["crisis"])
