"""An edition and its review, shown as HTML through the templates of a library.

The web and `patiented render --format html` both come here; neither Flask nor the database does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from patiented.rendering.contexts import ErrorPage, Link, Links, NoticePage, Site
from patiented.rendering.page import edition_page
from patiented.rendering.templates import Templates
from patiented.rendering.typography import written_date

if TYPE_CHECKING:
    from collections.abc import Sequence

    from patiented.audience.profile import Audience
    from patiented.rendering.shown import Shown

__all__ = [
    "ErrorPage",
    "Link",
    "Links",
    "NoticePage",
    "Site",
    "Templates",
    "edition_page",
    "render_standalone",
    "written_date",
]


def render_standalone(shown: Shown, audience: Audience, templates: Templates) -> str:
    """Render an edition as one HTML file that needs nothing beside it: no site and no script."""
    say = templates.speaker(shown.edition.lang)
    site = Site("", "", "", "", "", style=templates.inline_style, say=say)
    audiences: Sequence[Audience] = (audience,)
    return templates.render(edition_page(shown, audience, audiences, Links(site)))
