"""`render --format pdf`: one edition on paper."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from patiented.export.notice import MESSAGE, TITLE
from patiented.export.pdf import write_pdf
from patiented.publishing.printing import notice_job, print_job
from patiented.rendering import Site, written_date
from patiented.rendering.handout_context import HandoutNoticePage
from patiented.rendering.speaking import SOURCE

if TYPE_CHECKING:
    from patiented.audience import Audience
    from patiented.publishing import Published, Withdrawal
    from patiented.rendering import Templates
    from patiented.rendering.handout_context import Sheet
    from patiented.settings import Settings


def printed(
    published: Published,
    audience: Audience,
    templates: Templates,
    settings: Settings,
    sheet: Sheet,
) -> bytes:
    """Return the handout as a PDF, with the site's address if set; if withdrawn, the notice."""
    country = settings.emergency_country
    if published.withdrawn:
        page = _notice(published.withdrawn, published.edition.lang, templates)
        return write_pdf(notice_job(page, templates, country))
    edition = published.edition
    if base := settings.public_url:
        spoken = "" if edition.lang == SOURCE else f"/{edition.lang}"
        path = f"{spoken}/m/{edition.monograph}/{edition.audience}"
        sheet = replace(sheet, address=f"{base}{path}")
    return write_pdf(print_job(published, audience, templates, country, sheet))


def _notice(notice: Withdrawal, lang: str, templates: Templates) -> HandoutNoticePage:
    say = templates.speaker(lang.replace("-", "_"))
    return HandoutNoticePage(
        site=Site("", "", "", "", "", templates.inline_style, say),
        lang=say.tag,
        direction=say.direction,
        title=say(TITLE),
        message=say(MESSAGE),
        reason=notice.reason,
        date=written_date(notice.at, lang),
    )
