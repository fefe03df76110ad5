"""Where an edition's texts come from: the proposers in the order in which they are asked.

Wording is a person's text, memory an approved one of another page; patterns read whole sentences,
phrases swap words. What nobody proposes for stays canonical; that is `edition`'s business.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from patiented.proposing import memory, patterns, phrases, wording
from patiented.proposing.catalogue import Catalogue
from patiented.proposing.memory import Memory
from patiented.proposing.setting import Proposer, Setting

if TYPE_CHECKING:
    from collections.abc import Callable

PROPOSERS: tuple[tuple[str, Callable[..., Proposer]], ...] = (
    ("wording", wording.build),
    ("memory", memory.build),
    ("patterns", patterns.build),
    ("phrases", phrases.build),
)
"""The builders of wording and memory take (texts, guard, lexicon), others (audience, lexicon,
guard)."""

__all__ = ["PROPOSERS", "Catalogue", "Memory", "Proposer", "Setting"]
