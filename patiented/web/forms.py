"""A finished answer in its two forms, plain and gzip, each with all its headers.

Both forms of one page have a strong tag of their own: `"abc"` and `"abc-gzip"`. Packing is
deterministic, so that equal tags mean equal bytes in every process.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from werkzeug.datastructures import Headers
from werkzeug.http import parse_etags

from patiented.web.accepting import takes_gzip

if TYPE_CHECKING:
    from collections.abc import Iterable

LEVEL = 6
_GZIP_WINDOW = 16 + zlib.MAX_WBITS
VARIES = "Accept-Encoding"
PACKED = "-gzip"
_ABOUT_BODY = frozenset({"content-type", "content-length", "content-encoding"})

Fields = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Form:
    """One form: its bytes, its tag with quotes, the headers of a 200 and those of a 304."""

    body: bytes
    tag: str
    fields: Fields
    fields_unchanged: Fields

    def is_known_by(self, if_none_match: str) -> bool:
        """Tell whether a browser that sent this header has the form already."""
        if if_none_match == self.tag:
            return True
        return bool(if_none_match) and parse_etags(if_none_match).contains_weak(self.tag[1:-1])


@dataclass(frozen=True, slots=True)
class Forms:
    """Both forms of one answer."""

    plain: Form
    packed: Form

    @property
    def size(self) -> int:
        """About how many bytes it holds."""
        return len(self.plain.body) + len(self.packed.body) + 4_000

    def for_client(self, accept_encoding: str) -> Form:
        """Return the form that a client with this header is sent."""
        return self.packed if takes_gzip(accept_encoding) else self.plain


def forms_of(body: bytes, headers: Headers) -> Forms:
    """Return both forms of an answer whose `headers` hold its bare tag."""
    return Forms(form_of(body, headers, packed=False), form_of(body, headers, packed=True))


def form_of(body: bytes, headers: Headers, *, packed: bool) -> Form:
    """Return one form of an answer."""
    fields = Headers(headers)
    sent = pack(body) if packed else body
    tag = variant(headers["ETag"], packed=packed)
    fields["ETag"] = tag
    fields["Content-Length"] = str(len(sent))
    if packed:
        fields["Content-Encoding"] = "gzip"
    fields["Vary"] = _varies(headers)
    whole = tuple(fields.to_wsgi_list())
    return Form(sent, tag, whole, tuple(_unchanged(whole)))


def variant(tag: str, *, packed: bool) -> str:
    """Return the tag, with its quotes, of one form of the answer whose bare tag has quotes."""
    return f"{tag[:-1]}{PACKED}{tag[-1:]}" if packed else tag


def pack(body: bytes) -> bytes:
    """Compress to gzip: without a time and a name, the same bytes everywhere."""
    packer = zlib.compressobj(LEVEL, zlib.DEFLATED, _GZIP_WINDOW)
    return packer.compress(body) + packer.flush()


def _varies(headers: Headers) -> str:
    """Return what the answer depends on: its packing, after what its view has named."""
    named = (one.strip() for line in headers.getlist("Vary") for one in line.split(","))
    return ", ".join(dict.fromkeys((*(one for one in named if one), VARIES)))


def _unchanged(fields: Fields) -> Iterable[tuple[str, str]]:
    """Leave out what is about a body: a 304 has none (RFC 9110, 15.4.5)."""
    return (field for field in fields if field[0].lower() not in _ABOUT_BODY)
