"""What each formula means, and for which texts it was made."""

from __future__ import annotations

from typing import NamedTuple

from patiented.readability.formulas import SMOG_SENTENCES
from patiented.rendering.reading_ease import NAMES, RANGE
from patiented.rendering.speaking import mark

SAMPLE_WORDS = 100
"""Flesch, Gunning, Dale and Chall, and Coleman and Liau counted passages of about so many words."""


class FormulaWords(NamedTuple):
    """The name of a formula, its meaning in a line, its range, and the least it needs of a text."""

    name: str
    meaning: str
    range: str
    words: int = SAMPLE_WORDS
    sentences: int = 0


_SAMPLES = mark("Made for passages of 100 words or more.")

ENGLISH = {
    "flesch_kincaid": FormulaWords(
        "Flesch-Kincaid",
        mark("School grade in the US. Long sentences and words of many syllables raise it."),
        _SAMPLES,
    ),
    "flesch_ease": FormulaWords(
        "Flesch Reading Ease",
        mark("From 100, very easy, to 0, very hard. 60 to 70 is plain English."),
        _SAMPLES,
    ),
    "smog": FormulaWords(
        "SMOG",
        mark("School grade at which a reader understands all of it. Counts words of 3 syllables."),
        mark("Made for 30 sentences. With fewer it is a rough guess."),
        words=0,
        sentences=SMOG_SENTENCES,
    ),
    "gunning_fog": FormulaWords(
        "Gunning Fog",
        mark("Years of school. Long sentences and hard words of 3 syllables raise it."),
        _SAMPLES,
    ),
    "coleman_liau": FormulaWords(
        "Coleman-Liau",
        mark("School grade in the US. Counts letters in place of syllables."),
        _SAMPLES,
    ),
    "ari": FormulaWords(
        "ARI",
        mark("School grade in the US. Counts characters; made for technical manuals."),
        mark("Made for whole pages. A short text can give less than 0."),
    ),
    "dale_chall": FormulaWords(
        "Dale-Chall",
        mark("Counts words outside a list of 3,000 that grade 4 knows. 4.9 or less is grade 4."),
        mark("Made for passages of 100 words or more, from grade 4 up."),
    ),
    "new_dale_chall": FormulaWords(
        "New Dale-Chall",
        mark("As textstat has it: counts only unfamiliar words of 2 syllables or more."),
        mark("Made for passages of 100 words or more, from grade 4 up."),
    ),
}


def formula_words(name: str) -> FormulaWords:
    """Return the words for a formula; those of other languages are measures of ease."""
    found = ENGLISH.get(name)
    return found or FormulaWords(NAMES.get(name, name.replace("_", " ")), RANGE, _SAMPLES)
