"""Says for every character of a source what became of it, so that nothing is lost unnoticed.

Readers mark spans and offsets as they use them. What no one marked must be white space or a sign
that the format itself uses; a letter, digit or clinical sign that no one marked was lost in
parsing, and the source is refused rather than rendered without it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from patiented.model import Span
    from patiented.reading.source import Source

UNSEEN, MARKUP, KEPT, HEADING, _FIRST_REASON = range(5)
_MAX_REASONS = 250


@dataclass(frozen=True, slots=True)
class Totals:
    """Counts of characters of a source; `total` is the sum of all the others."""

    total: int
    kept: int
    heading: int
    markup: int
    dropped: tuple[tuple[str, int], ...] = ()


@dataclass(slots=True)
class Account:
    """The fate of each character of one source; `signs` is what the format may use for itself."""

    source: Source
    signs: str
    _fates: bytearray = field(init=False)
    _reasons: list[str] = field(init=False, default_factory=list)

    def __post_init__(self) -> None:
        self._fates = bytearray(len(self.source.text))

    def span(self, span: Span, fate: int) -> None:
        """Mark a run of characters; the last mark on a character holds."""
        start, end = span
        self._fates[start:end] = bytes((fate,)) * max(0, end - start)

    def offsets(self, offsets: Iterable[int], fate: int) -> None:
        """Mark characters one by one."""
        fates = self._fates
        for offset in offsets:
            fates[offset] = fate

    def unmarked(self, offsets: Iterable[int], fate: int) -> None:
        """Mark those of the characters that have no mark yet."""
        fates = self._fates
        for offset in offsets:
            if fates[offset] == UNSEEN:
                fates[offset] = fate

    def dropped(self, reason: str) -> int:
        """Return the fate "dropped for this reason"."""
        if reason not in self._reasons:
            self._reasons.append(reason)
        return _FIRST_REASON + min(self._reasons.index(reason), _MAX_REASONS)

    def totals(self) -> Totals:
        """Close the account; raise where text was lost in parsing."""
        self._find_lost()
        fates = self._fates
        counts = [fates.count(fate) for fate in range(_FIRST_REASON + len(self._reasons))]
        dropped = zip(self._reasons, counts[_FIRST_REASON:], strict=True)
        return Totals(
            total=self.source.total,
            kept=counts[KEPT],
            heading=counts[HEADING],
            # A byte order mark and the CR of line ends are no longer in `text`.
            markup=counts[UNSEEN] + counts[MARKUP] + self.source.total - len(fates),
            dropped=tuple((reason, count) for reason, count in dropped if count),
        )

    def _find_lost(self) -> None:
        text = self.source.text
        harmless = frozenset(self.signs)
        at = self._fates.find(UNSEEN)
        while at >= 0:
            if not text[at].isspace() and text[at] not in harmless:
                message = f"the text at {text[at : at + 20]!r} would be lost; write it differently"
                raise self.source.error(message, at, unsafe=True)
            at = self._fates.find(UNSEEN, at + 1)
