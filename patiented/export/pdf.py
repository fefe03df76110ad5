"""HTML to an accessible PDF (PDF/UA-1): the one door of WeasyPrint.

Nothing is fetched: only pictures inside the page itself (`data:`) are drawn. The same job gives the
same bytes on one machine; another one may have other fonts.
"""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass
from functools import lru_cache
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from patiented.errors import PrintError
from patiented.export.pdf_tags import mend_tags

if TYPE_CHECKING:
    from collections.abc import Mapping

VARIANT = "pdf/ua-1"
LEAST_SHARE = 0.9
"""Half the text needs at least 0.9 times half the paper: to lay a page out takes 0.2 s."""

_PICTURE = re.compile(r'data:[^"]*')
MISSING = (
    "no PDF can be made here: WeasyPrint or its system library Pango is missing "
    "(pip install 'patiented[pdf]'; Debian: libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0)"
)


@dataclass(frozen=True, slots=True)
class PrintJob:
    """What is to be printed.

    `pages` are HTML documents to choose from, the fullest first: the first that needs at most
    `most_sheets` sheets is taken, else the last. `paper` is a size of CSS, such as `A4`. The PDF
    carries `identifier` as its own.
    """

    pages: tuple[str, ...]
    style: str
    paper: str
    identifier: str
    most_sheets: int = 0

    def as_data(self) -> dict[str, Any]:
        """Return it as plain data, for another process."""
        return asdict(self)

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> PrintJob:
        """Return the job that `as_data` described."""
        return cls(**{**data, "pages": tuple(data["pages"])})


def write_pdf(job: PrintJob) -> bytes:
    """Return the PDF of a job; a PrintError says what is missing."""
    document = _fitting(job)
    written: bytes = document.write_pdf(
        finisher=mend_tags, pdf_variant=VARIANT, pdf_identifier=job.identifier.encode()
    )
    return written


def _fitting(job: PrintJob) -> Any:
    """Lay the pages out until one fits, passing over those that are sure not to."""
    library = _library()
    document, needed, length = None, 0, 1
    for number, page in enumerate(job.pages, start=1):
        sheets = LEAST_SHARE * (needed - 1) * _text_length(page) / length
        if sheets > job.most_sheets and number < len(job.pages):
            continue
        document = library.HTML(string=page, url_fetcher=library.fetcher).render(
            font_config=library.fonts, stylesheets=[_style(job.style, job.paper)]
        )
        needed, length = len(document.pages), _text_length(page)
        if not job.most_sheets or needed <= job.most_sheets:
            break
    if document is None:
        raise PrintError("there is no page to print", code="E602")
    return document


def _text_length(page: str) -> int:
    """Return how long a page is without its pictures, in characters of HTML."""
    return len(_PICTURE.sub("", page))


@lru_cache(maxsize=1)
def _library() -> SimpleNamespace:
    """Load WeasyPrint: slow (0.3 s and 60 MB), and an extra that may be absent."""
    try:
        import weasyprint  # noqa: PLC0415
        from weasyprint.text.fonts import FontConfiguration  # noqa: PLC0415
        from weasyprint.urls import URLFetcher  # noqa: PLC0415
    except (ImportError, OSError) as error:  # OSError: a system library is missing
        raise PrintError(MISSING) from error
    return SimpleNamespace(
        HTML=weasyprint.HTML,
        CSS=weasyprint.CSS,
        fetcher=URLFetcher(allowed_protocols=("data",), allow_redirects=False),
        fonts=FontConfiguration(),
    )


@lru_cache(maxsize=8)
def _style(style: str, paper: str) -> object:
    library = _library()
    sheet = f"{style}\n@page {{ size: {paper} }}"
    return library.CSS(string=sheet, font_config=library.fonts, url_fetcher=library.fetcher)
