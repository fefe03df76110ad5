"""Numbers that people can see: icon arrays, a picture of the day, limits as blocks.

From the facts that the guard kept and the text that is shown, so that no picture can disagree with
its sentence. `choose` decides, `draw` says and places; the template draws SVG.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from patiented.rendering.pictures.choose import choose
from patiented.rendering.pictures.draw import draw

if TYPE_CHECKING:
    from patiented.audience.profile import Audience
    from patiented.model import Edition
    from patiented.rendering.pictures.records import Picture
    from patiented.rendering.speaking import Speaker

__all__ = ["choose", "draw", "pictures_of"]


def pictures_of(
    edition: Edition, audience: Audience, say: Speaker
) -> dict[str, tuple[Picture, ...]]:
    """Return the figures of a page by the id of their statement; clinicians get none."""
    return {} if audience.canonical else draw(choose(edition), edition.meta.name, say)
