"""Two editions of a monograph side by side; the choice of both stands in the address."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, request, url_for

from patiented.rendering.comparing import Addresses, Side, compare_page
from patiented.web.addresses import absolute
from patiented.web.assets import site
from patiented.web.caching import answer, edition_tag, tag_of
from patiented.web.editions import default_reader, edition_url, readable, reader
from patiented.web.service import desk

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from patiented.audience import Audience
    from patiented.publishing import Published

blueprint = Blueprint("compare", __name__)

ONLY = "differences"


@blueprint.get("/m/<name:monograph>/compare")
def compare(monograph: str) -> ResponseReturnValue:
    """Set the editions `?left=` and `?right=` side by side; `?only=differences` shows less."""
    left, right = _chosen(monograph)
    only = request.args.get("only") == ONLY
    shown = [readable(monograph, one) for one in (left, right)]

    def body() -> str:
        one, two = (_side(page, who) for page, who in zip(shown, (left, right), strict=True))
        at = _addresses(monograph, left, right, only=only)
        page = compare_page(one, two, desk().service.audiences(), at, only=only)
        return desk().templates.render(page)

    tags = [edition_tag(one, "compare") for one in shown]
    return answer(body, "text/html", tag_of([*tags, only]))


def _chosen(monograph: str) -> tuple[Audience, Audience]:
    """Return the two readers; where one is not named, the patient and the clinician text."""
    named_left, named_right = (request.args.get(name) for name in ("left", "right"))
    right = reader(monograph, named_right) if named_right else None
    left = reader(monograph, named_left) if named_left else default_reader()
    if right is None:
        return left, _other(left)
    return (_other(left) if not named_left and right.id == left.id else left), right


def _other(left: Audience) -> Audience:
    """Return the clinician text, or beside it the patient edition."""
    others = [one for one in desk().service.audiences() if one.id != left.id]
    source = next((one for one in others if one.canonical), None)
    return source or default_reader()


def _side(published: Published, audience: Audience) -> Side:
    return Side(published, audience, edition_url(published.edition.monograph, audience.id))


def _addresses(monograph: str, left: Audience, right: Audience, *, only: bool) -> Addresses:
    action = url_for("compare.compare", monograph=monograph)
    plain = default_reader()
    is_default = (left.id, right.id) == (plain.id, _other(plain).id) and not only
    return Addresses(
        site=site("compare.css"),
        edition=edition_url(monograph, left.id),
        action=action,
        canonical=absolute(action) if is_default else "",
        other=url_for(
            "compare.compare",
            monograph=monograph,
            left=left.id,
            right=right.id,
            only=None if only else ONLY,
        ),
    )
