"""Where a phrase stands in its sentence: what comes before it, what behind, and how far that goes.

It looks; `phrase_context.py` judges.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from patiented.proposing import word_classes as words
from patiented.proposing.inflect import looks_plural

if TYPE_CHECKING:
    from collections.abc import Sequence

    from patiented.proposing.phrase_text import Piece

_ARTICLE_WITHIN = 4  # pieces: "a slightly higher risk"
_PAIR = 2  # pieces: an adjective and its "and"
_DENIED_WITHIN = 6  # pieces: "no evidence of new or growing"
END = ""  # the key "before" the first and "behind" the last piece


class Place:
    """Where an entry stands: the pieces of the sentence, from `start` up to `end`."""

    def __init__(self, pieces: Sequence[Piece], start: int, end: int) -> None:
        self._pieces = pieces
        self._start = start
        self._end = end

    @property
    def previous(self) -> str:
        """The key right before the match."""
        return self._pieces[self._start - 1].key if self._start else END

    @property
    def next(self) -> str:
        """The key right behind the match."""
        return self._pieces[self._end].key if self._end < len(self._pieces) else END

    @property
    def before_previous(self) -> Piece | None:
        """The piece before the one right before the match."""
        return self._pieces[self._start - _PAIR] if self._start >= _PAIR else None

    @property
    def after_next(self) -> str:
        """The key behind the one right behind the match."""
        return self._pieces[self._end + 1].key if self._end + 1 < len(self._pieces) else END

    @property
    def next_piece(self) -> Piece | None:
        """The piece right behind the match."""
        return self._pieces[self._end] if self._end < len(self._pieces) else None

    @property
    def opens(self) -> bool:
        """Whether the match starts the sentence."""
        return self._start == 0

    def has_article(self) -> bool:
        """Tell whether an article, a number or the like leads the noun phrase of the match."""
        for piece in reversed(self._pieces[max(0, self._start - _ARTICLE_WITHIN) : self._start]):
            if piece.key in words.DETERMINERS or piece.is_number:
                return True
            if not piece.is_word or piece.key in words.CLOSED:
                return False
        return False

    def follows_adjective_and(self) -> bool:
        """Tell whether "and" or "or" joins the match to an adjective before it."""
        if self.previous not in ("and", "or") or self._start < _PAIR:
            return False
        return self._pieces[self._start - _PAIR].key.endswith(words.ADJECTIVE_ENDINGS)

    def is_denied(self) -> bool:
        """Tell whether a "not", "without" or "except" stands close before the match."""
        before = self._pieces[max(0, self._start - _DENIED_WITHIN) : self._start]
        return any(piece.slot == "negation" or piece.key in words.DENIALS for piece in before)

    def repeats_behind_and(self, key: str) -> bool:
        """Tell whether "and" and then `key` follow: "linked with fever and rarely with rash"."""
        rest = self._pieces[self._end :]
        for index, piece in enumerate(rest):
            if piece.key in ("and", "or", "but"):
                behind = [one.key for one in rest[index + 1 :] if not grades(one.key)]
                if behind[:1] == [key]:
                    return True
        return False

    def has_plural_ahead(self) -> bool:
        """Tell whether the noun phrase right behind the match is in the plural."""
        last = END
        for piece in self._pieces[self._end :]:
            if not piece.is_word or piece.key in words.CLOSED - words.DETERMINERS:
                break
            last = piece.key
        return looks_plural(last)

    def auxiliary(self) -> str:
        """Return the key before the match, adverbs passed over."""
        index = self._start - 1
        while index >= 0 and is_adverb(self._pieces[index].key):
            index -= 1
        return self._pieces[index].key if index >= 0 else END


def is_adverb(key: str) -> bool:
    """Tell whether a word may be an adverb that a phrase is read over."""
    return key in words.ADVERBS or (key.endswith("ly") and len(key) > 4)  # noqa: PLR2004 (not "fly")


def grades(key: str) -> bool:
    """Tell whether a word only says how much or how often."""
    return is_adverb(key) or key in ("more", "less", "most", "least", "very")
