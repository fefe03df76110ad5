"""What this site keeps about its readers: a page of plain words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, url_for

from patiented.rendering.site_contexts import PrivacyPage
from patiented.web.addresses import absolute
from patiented.web.assets import site
from patiented.web.caching import answer, tag_of
from patiented.web.service import desk

if TYPE_CHECKING:
    from flask import Response

blueprint = Blueprint("privacy", __name__)


@blueprint.get("/privacy")
def privacy() -> Response:
    """Say what is not collected, and what is."""
    frame = site()
    page = PrivacyPage(
        site=frame,
        title=frame.say("What this site knows about you"),
        canonical_url=absolute(url_for("privacy.privacy")),
    )
    html = desk().templates.render(page)
    return answer(lambda: html, "text/html", tag_of([html]))
