"""Everything that is said of a text at once: scores, what textstat says, swaps, the instruments.

Pure: the same text gives the same. Nothing is kept.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from patiented.assessing.instruments import instruments
from patiented.assessing.looks import look_at
from patiented.assessing.sight import Sight
from patiented.readability import score, score_with_textstat
from patiented.readability.languages import base_of
from patiented.readability.textstat_engine import METHODS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from patiented.assessing.evidence import Evidence
    from patiented.assessing.instruments import Instrument, Item
    from patiented.assessing.material import Material
    from patiented.assessing.swaps import Swap, Swapper
    from patiented.model import Scores


@dataclass(frozen=True, slots=True)
class Judged:
    """One instrument with what was found for each of its items."""

    instrument: Instrument
    found: tuple[tuple[Item, Evidence], ...]


@dataclass(frozen=True, slots=True)
class Scored:
    """A text and all that is said of it; `textstat` has the formulas by our names."""

    material: Material
    scores: Scores
    textstat: tuple[tuple[str, float], ...]
    swaps: tuple[Swap, ...]
    judged: tuple[Judged, ...]


def score_material(
    material: Material, *, taught: Sequence[str] = (), swapper: Swapper | None = None
) -> Scored:
    """Score a text; `taught` are the names that it explains."""
    scores = score(material.passages(), taught=taught, lang=material.lang)
    sight = Sight(material, scores)
    english = base_of(material.lang) == "en"
    return Scored(
        material=material,
        scores=scores,
        textstat=_textstat(material),
        swaps=swapper.swaps(material.text) if swapper and english else (),
        judged=tuple(Judged(one, look_at(sight, one)) for one in instruments()),
    )


def _textstat(material: Material) -> tuple[tuple[str, float], ...]:
    """Return what textstat says of the text as it stands; nothing in a language it has not."""
    lang = base_of(material.lang)
    if lang not in METHODS or not any(sign.isalpha() for sign in material.text):
        return ()
    return tuple(score_with_textstat(material.text, lang=lang)["formulas"].items())
