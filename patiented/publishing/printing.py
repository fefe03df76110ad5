"""What is sent to be printed for an edition: its sheets, their style, the paper of the country."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

from patiented.export.code import code_picture
from patiented.export.pdf import PrintJob
from patiented.rendering.handout import handouts
from patiented.rendering.templates import PRINT_SHEET

if TYPE_CHECKING:
    from collections.abc import Sequence

    from patiented.audience import Audience
    from patiented.publishing.records import Published
    from patiented.rendering import Templates
    from patiented.rendering.handout_context import HandoutNoticePage, Sheet

LETTER = frozenset(
    {"BZ", "CA", "CL", "CO", "CR", "GT", "MX", "NI", "PA", "PH", "PR", "SV", "US", "VE"}
)
"""Where people print on US Letter (Unicode CLDR 45, measurementData, paperSize); A4 elsewhere."""

SHORT_SHEETS = 2
SHORT_SHEETS_LARGE = 4
"""The most pages of a short handout: one leaf of paper, or two in large print."""


def paper_of(country: str) -> str:
    """Return the size of paper of a country (ISO 3166), as CSS names it."""
    return "letter" if country in LETTER else "A4"


def print_job(
    published: Published, audience: Audience, templates: Templates, country: str, sheet: Sheet
) -> PrintJob:
    """Return the job that prints an edition; where its page has an address, with a code of it."""
    if sheet.address:
        sheet = replace(sheet, code=code_picture(sheet.address))
    pages = [templates.render(one) for one in handouts(published, audience, templates, sheet)]
    most = SHORT_SHEETS_LARGE if sheet.large else SHORT_SHEETS
    return _job(pages, templates, country, most if sheet.short else 0)


def notice_job(page: HandoutNoticePage, templates: Templates, country: str) -> PrintJob:
    """Return the job that prints the notice of a withdrawn edition."""
    return _job([templates.render(page)], templates, country, 0)


def _job(pages: Sequence[str], templates: Templates, country: str, most: int) -> PrintJob:
    style = templates.static(PRINT_SHEET).decode("utf-8")
    paper = paper_of(country)
    whole = "\0".join((*pages, style, paper))
    identifier = hashlib.sha256(whole.encode()).hexdigest()[:32]
    return PrintJob(tuple(pages), style, paper, identifier, most)
