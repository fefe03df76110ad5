"""What the site prints with, and the links to PDFs, which it shows only where it can make them."""

from __future__ import annotations

import atexit
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from flask import current_app, url_for

from patiented.export.press import Press, can_print
from patiented.export.printer import Printer
from patiented.rendering import Link
from patiented.rendering.speaking import mark
from patiented.web.service import EXTENSION as DESK

if TYPE_CHECKING:
    from flask.sansio.blueprints import BlueprintSetupState

    from patiented.rendering import Site
    from patiented.web.service import Desk

EXTENSION = "patiented.printing"

FORMS = (
    ("", mark("PDF")),
    ("?large=1", mark("PDF, large print")),
    ("?short=1", mark("PDF, short")),
)
"""The handouts that a page offers: what their addresses ask for, and what the links say."""


@dataclass
class Printing:
    """The printer of one app; whether it works is found out when a page first needs to know."""

    printer: Printer
    able: bool | None = None

    @property
    def available(self) -> bool:
        """Whether PDFs can be made here."""
        if self.able is None:
            self.able = can_print()
        return self.able


def set_up(state: BlueprintSetupState) -> None:
    """Give the app its printer; the printing process starts with the first PDF."""
    desk = cast("Desk", state.app.extensions[DESK])
    press = Press(desk.settings.pdf_limit_s)
    atexit.register(press.close)
    state.app.extensions[EXTENSION] = Printing(Printer(press.print))


def printing() -> Printing:
    """Return what the app that answers this request prints with."""
    return cast("Printing", current_app.extensions[EXTENSION])


def pdf_links(frame: Site, monograph: str, audience: str) -> tuple[Link, ...]:
    """Return the links to the handouts of an edition; none where none can be made."""
    if not printing().available:
        return ()
    return tuple(
        Link(
            frame.say(label),
            url_for("pdf.edition_pdf", monograph=monograph, audience=audience) + asked,
        )
        for asked, label in FORMS
    )
