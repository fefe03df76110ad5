"""Making, keeping, finding and withdrawing editions: the use cases that every door shares.

The doors (commands, pages, widget, API) build on `Published`, `Card` and `Publisher` and hold no
rules.
"""

from patiented.publishing.history import History, OldVersion, VersionLine
from patiented.publishing.making import EditionMaker
from patiented.publishing.publisher import Publisher
from patiented.publishing.records import Card, CardState, Published, ReviewLine, is_publishable
from patiented.review import Withdrawal

__all__ = [
    "Card",
    "CardState",
    "EditionMaker",
    "History",
    "OldVersion",
    "Published",
    "Publisher",
    "ReviewLine",
    "VersionLine",
    "Withdrawal",
    "is_publishable",
]
