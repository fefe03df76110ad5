"""Texts of a monograph that are no statements: its title, summary, board and taught words.

A catalogue in another language words them too, each under a context of its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from patiented.proposing.entry import Entry

if TYPE_CHECKING:
    from collections.abc import Iterator

    from patiented.model import Meta
    from patiented.proposing.catalogue import Catalogue

TITLE, SUMMARY, BOARD, TERM, GLOSS = TEXTS = ("title", "summary", "board", "term", "gloss")
"""The contexts (`msgctxt`) of these texts."""


def is_proper(term: str) -> bool:
    """Tell names, which stay as they are in every language, from words."""
    return term[:1].isupper()


def texts_of(meta: Meta) -> Iterator[tuple[str, str]]:
    """Yield the context and text of each, in the order of the front matter."""
    whole = ((TITLE, meta.title), (SUMMARY, meta.summary), (BOARD, meta.board))
    yield from ((context, text) for context, text in whole if text)
    for one in meta.taught:
        if not is_proper(one.term):
            yield TERM, one.term
        yield GLOSS, one.gloss


def entries_of(meta: Meta, old: Catalogue) -> tuple[Entry, ...]:
    """Return an entry for each text: the one that the old catalogue has, or a blank one."""
    had = {(entry.context, entry.source): entry for entry in (*old.entries, *old.obsolete)}
    wanted = dict.fromkeys(texts_of(meta))
    return tuple(had.get(key) or Entry(key[1], context=key[0]) for key in wanted)
