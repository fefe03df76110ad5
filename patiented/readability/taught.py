"""Finds the names that a page has taught, in any number and with a possessive.

"Taught" is decided elsewhere (front matter, `--taught`); here a term is only found again in a
sentence.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from patiented.readability.spoken import read_aloud

if TYPE_CHECKING:
    from collections.abc import Sequence


def taught_pattern(terms: Sequence[str]) -> re.Pattern[str] | None:
    """Return an expression that finds the terms in a sentence read aloud; None for no terms."""
    return _pattern(tuple(sorted({term.strip() for term in terms if term.strip()})))


@lru_cache(maxsize=64)
def _pattern(terms: tuple[str, ...]) -> re.Pattern[str] | None:
    forms = {form for term in terms for form in _forms(" ".join(read_aloud(term).split()))}
    if not forms:
        return None
    ordered = sorted(forms, key=lambda form: (-len(form), form))
    either = "|".join(_flexible(form) for form in ordered)
    return re.compile(rf"(?<!\w)(?:{either})(?:['\u2019]s?)?(?!\w)", re.IGNORECASE)


def _forms(term: str) -> set[str]:
    """Return the term and its plurals."""
    if not term:
        return set()
    forms = {term, term + "s", term + "es"}
    if term.endswith("y"):
        forms.add(term[:-1] + "ies")
    if term.endswith("is"):
        forms.add(term[:-2] + "es")
    return forms


def _flexible(form: str) -> str:
    """Let any space or hyphen stand between the words of a term."""
    words = [word for word in re.split(r"[\s\u2010\u2011-]+", form) if word]
    return r"[\s\u2010\u2011-]+".join(re.escape(word) for word in words)
