"""The library: its list and search, one monograph, the audiences."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import url_for
from werkzeug.exceptions import NotFound

from patiented.publishing import Wanted
from patiented.web.api import examples
from patiented.web.api.cards import audience_to_json, card_to_json
from patiented.web.api.library_answers import AudienceList, Monograph, MonographList
from patiented.web.api.openapi import Answers, Form, blueprint, operation
from patiented.web.api.requests import ListQuery
from patiented.web.api.sending import found, link
from patiented.web.api.validating import JSON
from patiented.web.service import desk

if TYPE_CHECKING:
    from flask import Response

TAG = "Library"
UNCHANGED = {304: "What you have is still so (`If-None-Match`)."}
HEADERS = ("ETag", "Cache-Control", "Link")


@blueprint.get("/monographs")
@operation(
    "listMonographs",
    TAG,
    Answers(Form(JSON, MonographList, examples.MONOGRAPHS), others=UNCHANGED, headers=HEADERS),
    query=ListQuery,
)
def monographs(query: ListQuery) -> Response:
    """List the monographs, or those that a search finds.

    Fifty on a page. `Link` names the pages before and after; a page after the last one is empty.
    """
    words = " ".join(query.q.split())
    page = desk().service.find(Wanted(text=words, page=query.page))
    links = _pages(words, query.page, page.pages)
    data = {
        "total": page.total,
        "page": query.page,
        "pages": page.pages,
        # The list of the site shows its last page in place of one that is not there.
        "monographs": [card_to_json(one) for one in page.cards if page.page == query.page],
        "links": links,
    }
    others = [link(address, name) for name, address in links.items() if address and name != "self"]
    return found(data, *others)


@blueprint.get("/monographs/<name:monograph>")
@operation(
    "getMonograph",
    TAG,
    Answers(
        Form(JSON, Monograph, examples.MONOGRAPH),
        problems=(404, 410),
        others=UNCHANGED,
        headers=HEADERS,
    ),
)
def monograph(monograph: str) -> Response:
    """Tell what a monograph is about, and which editions it has.

    410 says that every edition was withdrawn.
    """
    if not desk().service.has(monograph):
        raise NotFound
    card = desk().service.cards([monograph])[0]
    return found(card_to_json(card), link(url_for("api.monographs"), "collection"))


@blueprint.get("/audiences")
@operation(
    "listAudiences",
    TAG,
    Answers(Form(JSON, AudienceList, examples.AUDIENCES), others=UNCHANGED, headers=HEADERS),
)
def audiences() -> Response:
    """List the kinds of readers that editions are made for, in the order of the chooser."""
    return found({"audiences": [audience_to_json(one) for one in desk().service.audiences()]})


def _pages(words: str, page: int, pages: int) -> dict[str, Any]:
    def address(number: int) -> str:
        return url_for("api.monographs", q=words or None, page=number)

    return {
        "self": address(page),
        "first": address(1),
        "last": address(pages),
        "prev": address(min(page - 1, pages)) if page > 1 else None,
        "next": address(page + 1) if page < pages else None,
    }
