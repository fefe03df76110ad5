"""Words as they are compared, without case, accents and the dots of codes; what a page is known by.

Nothing is stemmed: a beginning of a word finds the whole one.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from patiented.model import Meta

MAX_QUERY = 200
MAX_WORDS = 8
"""What is read of a query; the rest is not looked at, so that no request costs more."""

WEIGHTS = {
    "title": 8,
    "name": 8,
    "brand": 8,
    "drug": 7,
    "condition": 6,
    "code": 6,
    "id": 5,
    "summary": 2,
    "taught": 2,
}
"""What a word in each field of an entry counts."""

_WORD = re.compile(r"[^\W_]+")
_CODE = re.compile(r"[A-Za-z]\d[0-9A-Za-z](?:\.[0-9A-Za-z]{0,4})")


@dataclass(frozen=True, slots=True)
class Entry:
    """A monograph as it is found; `fields` are pairs of a key of WEIGHTS and a text."""

    id: str
    title: str
    kind: str
    fields: tuple[tuple[str, str], ...]


def entry_of(identity: str, meta: Meta) -> Entry:
    """Return what a monograph is found by."""
    fields = (
        ("title", meta.title),
        ("name", meta.name),
        *(("brand", one) for one in meta.brands),
        *(("drug", one) for one in meta.drugs),
        *(("condition", one) for one in meta.conditions),
        *(("code", code) for _, codes in meta.codes for code in codes),
        ("id", identity),
        ("summary", meta.summary),
        *(("taught", f"{one.term}: {one.gloss}") for one in meta.taught),
    )
    return Entry(identity, meta.title, str(meta.kind), fields)


@lru_cache(maxsize=20_000)
def fold(text: str) -> str:
    """Return `text` without case and accents (NFKD, combining marks removed)."""
    apart = unicodedata.normalize("NFKD", text).casefold()
    return "".join(one for one in apart if not unicodedata.combining(one))


def words_of(field: str, text: str) -> tuple[str, ...]:
    """Return the folded words of a field; a code is one word without its dot."""
    if field == "code":
        return (fold(text.replace(".", "")),)
    return tuple(fold(word) for word in _WORD.findall(text))


def query_words(text: str) -> tuple[str, ...]:
    """Return the folded words of a query, each once, in order."""
    found: list[str] = []
    for chunk in text[:MAX_QUERY].split():
        is_code = _CODE.fullmatch(chunk.rstrip(".,;"))
        found += words_of("code" if is_code else "title", chunk.rstrip(".,;"))
    return tuple(dict.fromkeys(found))[:MAX_WORDS]


def pieces(text: str, words: Collection[str]) -> tuple[tuple[str, bool], ...]:
    """Cut `text` into runs; those that are among the folded `words` are marked true.

    A code counts as one word, as in `words_of`.
    """
    if not words:
        return ((text, False),) if text else ()
    if fold(text.replace(".", "")) in words:
        return ((text, True),)
    return tuple(_runs(text, words))


def _runs(text: str, words: Collection[str]) -> Iterable[tuple[str, bool]]:
    end = 0
    for match in _WORD.finditer(text):
        if fold(match[0]) not in words:
            continue
        if match.start() > end:
            yield text[end : match.start()], False
        yield match[0], True
        end = match.end()
    if end < len(text):
        yield text[end:], False
