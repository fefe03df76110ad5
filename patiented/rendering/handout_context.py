"""What the template of the handout is given: a frozen record, as in `contexts`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from patiented.rendering.contexts import EditionPage, Point, Site
    from patiented.rendering.text_contexts import Part


@dataclass(frozen=True, slots=True)
class Sheet:
    """How a handout is wanted: `address` is the page's own on the web, `code` a picture of it.

    Both are empty where the page stands at no address; `code` is a `data:` address.
    """

    large: bool = False
    short: bool = False
    address: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True)
class Omitted:
    """How many clinician sentences are not, or not wholly, in this version, by part."""

    heading: str
    count: int


@dataclass(frozen=True, slots=True)
class HandoutPage:
    """`print/handout.html`.

    `lang` and `direction` are those of the text. `absent` names the sections that a short handout
    does not show, `lines` is how many lines there are for questions. `paging` is the sentence with
    the page numbers, cut at them: text, `page` and `pages`.
    """

    site: Site
    lang: str
    direction: str
    page: EditionPage
    sheet: Sheet
    points: tuple[Point, ...]
    parts: tuple[Part, ...]
    absent: tuple[str, ...]
    lines: int
    omitted: tuple[Omitted, ...]
    paging: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HandoutNoticePage:
    """`print/notice.html`: what is printed in place of a handout that was taken down."""

    site: Site
    lang: str
    direction: str
    title: str
    message: str
    reason: str
    date: str
