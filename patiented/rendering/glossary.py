"""The taught words of a page: the list, and their places in the text.

A word opens its card at its first use under each main heading; the page's own name opens none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from patiented.rendering.contexts import Word
from patiented.rendering.text_contexts import Run
from patiented.rendering.typography import keep_together

if TYPE_CHECKING:
    from collections.abc import Sequence

    from patiented.model import TaughtTerm


def words_of(taught: Sequence[TaughtTerm]) -> tuple[Word, ...]:
    """Return the glossary in its order; an explanation is written as a sentence."""
    return tuple(
        Word(f"word-{index}", term.term, _sentence_case(term.gloss))
        for index, term in enumerate(taught, start=1)
    )


def _sentence_case(gloss: str) -> str:
    text = gloss.strip()
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "?")) else ".")


@dataclass(slots=True)
class Glossary:
    """Finds taught words; remembers which have been met since the last main heading."""

    words: Sequence[Word]
    name: str = ""
    _met: set[str] = field(default_factory=set)
    _wanted: tuple[Word, ...] = field(init=False)

    def __post_init__(self) -> None:
        """Put the longest term first; the page's own name opens no card."""
        own = self.name.casefold()
        longest = sorted(self.words, key=lambda word: -len(word.term))
        self._wanted = tuple(word for word in longest if word.term.casefold() != own)

    def start_section(self) -> None:
        """Forget which words have been met."""
        self._met.clear()

    def cut(self, text: str) -> tuple[Run, ...]:
        """Cut the words out of a text that have not been met; the longest term comes first."""
        runs = [Run(text)]
        folded = text.casefold()
        for word in self._wanted:
            folded_term, pattern = _sought(word.term)
            # Most words are in no given sentence, and to look for them plainly is much cheaper.
            if word.anchor not in self._met and folded_term in folded:
                self._cut_one(word, pattern, runs)
        return tuple(run for run in _joined(runs) if run.text)

    def _cut_one(self, word: Word, pattern: re.Pattern[str], runs: list[Run]) -> None:
        for index, run in enumerate(runs):
            found = None if run.word else pattern.search(run.text)
            if found:
                self._met.add(word.anchor)
                before, after = run.text[: found.start()], run.text[found.end() :]
                runs[index : index + 1] = [Run(before), Run(found[0], word.anchor), Run(after)]
                return


@lru_cache(1_024)
def _sought(term: str) -> tuple[str, re.Pattern[str]]:
    """Return a term without its case, and the pattern that finds it as a whole word."""
    shown = keep_together(term)
    pattern = re.compile(rf"(?<![\w-]){re.escape(shown)}(?:s|es)?(?![\w-])", re.IGNORECASE)
    return shown.casefold(), pattern


def _joined(runs: list[Run]) -> list[Run]:
    """Move what touches a word into its run: browsers would break the line there.

    A plain run, maybe empty, stands on either side of every word.
    """
    joined = list(runs)
    for index in range(1, len(joined), 2):
        left, right = joined[index - 1], joined[index + 1]
        cut = left.text.rfind(" ") + 1
        end = (right.text + " ").index(" ")
        joined[index] = replace(joined[index], before=left.text[cut:], after=right.text[:end])
        joined[index - 1] = Run(left.text[:cut])
        joined[index + 1] = Run(right.text[end:])
    return joined
