"""Making, keeping, finding and withdrawing editions: the use cases that every door shares.

The doors (commands, pages, widget, API) build on `Published`, `Card` and `Publisher` and hold no
rules.
"""

from patiented.publishing.assessing import AssessmentDesk
from patiented.publishing.finding import STATES, Found, Wanted
from patiented.publishing.history import History, OldVersion, VersionLine
from patiented.publishing.looking_up import Concept, Matches, Wish, look_up
from patiented.publishing.making import EditionMaker
from patiented.publishing.offering import Offered
from patiented.publishing.publisher import Publisher
from patiented.publishing.records import Card, CardState, Published, ReviewLine, is_publishable
from patiented.publishing.reports import (
    MAX_WORDS,
    Mistake,
    Place,
    ReportDesk,
    checked_words,
    place_of,
)
from patiented.review import Withdrawal

__all__ = [
    "MAX_WORDS",
    "STATES",
    "AssessmentDesk",
    "Card",
    "CardState",
    "Concept",
    "EditionMaker",
    "Found",
    "History",
    "Matches",
    "Mistake",
    "Offered",
    "OldVersion",
    "Place",
    "Published",
    "Publisher",
    "ReportDesk",
    "ReviewLine",
    "VersionLine",
    "Wanted",
    "Wish",
    "Withdrawal",
    "checked_words",
    "is_publishable",
    "look_up",
    "place_of",
]
