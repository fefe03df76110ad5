"""Scores of texts that are not English: only formulas that were made for the language.

Spanish is counted here and scored by the formulas of Fernández Huerta and Szigriszt Pazos, as
textstat has them; other languages are scored by textstat itself; a language without a formula has
counts alone. Grades of English are never given for another language.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from patiented.model import Scores, SentenceScore
from patiented.readability import spanish
from patiented.readability.taught import taught_pattern
from patiented.readability.textstat_engine import METHODS, score_with_textstat
from patiented.reading.sentences import split_sentences

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable, Sequence

    from patiented.readability.passages import Passage

SPANISH = "es"
EASE: Final = {
    SPANISH: "fernandez_huerta",
    **dict.fromkeys(("de", "fr", "it", "nl", "ru"), "flesch_ease"),
}
"""The formula of reading ease that speaks for each language, on a scale where 100 is easy."""

_TAUGHT_SYLLABLES: Final = 2
_KINDS: Final = frozenset({"sentence", "item"})

Row = tuple[int, int]
"""Words and syllables of one sentence."""


def base_of(lang: str) -> str:
    """Return the language without region or script: `es` of `es-MX`."""
    return lang.partition("-")[0].partition("_")[0]


def ease_of(lang: str) -> str:
    """Return the key of the formula for a language; empty where there is none."""
    return EASE.get(base_of(lang), "")


def fernandez_huerta(words: int, sentences: int, syllables: int) -> float:
    """Return the ease of Fernández Huerta, "Medidas sencillas de lecturabilidad", 1959.

    As in textstat: syllables a word, and words a sentence.
    """
    return 206.84 - 60 * syllables / words - 1.02 * words / sentences if words else 0.0


def szigriszt_pazos(words: int, sentences: int, syllables: int) -> float:
    """Return the "perspicuidad" of Szigriszt Pazos, Universidad Complutense, 1993."""
    return 206.835 - 62.3 * syllables / words - words / sentences if words else 0.0


def score_in(passages: Sequence[Passage], lang: str, taught: Sequence[str] = ()) -> Scores:
    """Score passages in a language that is not English.

    `sentences` carry no grade and no difficulty: both are made for English.
    """
    texts = [one.text for one in passages if one.kind in _KINDS]
    if base_of(lang) == SPANISH:
        return _spanish(texts, taught_pattern(taught))
    return _by_textstat("\n\n".join(_closed(text) for text in texts), base_of(lang))


def _closed(text: str) -> str:
    """End a list item with a full stop, so that textstat takes it for one sentence."""
    return text if text.rstrip().endswith((".", "?", "!", ":")) else f"{text}."


def _spanish(texts: Iterable[str], taught: re.Pattern[str] | None) -> Scores:
    sentences = [sentence for text in texts for sentence in _sentences(text)]
    rows = [_counted(sentence, None) for sentence in sentences]
    known = [_counted(sentence, taught) for sentence in sentences]
    words, count = sum(row[0] for row in rows), sum(1 for row in rows if row[0])
    syllables = sum(row[1] for row in rows)
    return Scores(
        counts=(("words", words), ("sentences", count), ("syllables", syllables)),
        formulas=_formulas(words, count, syllables),
        adjusted=_formulas(words, count, sum(row[1] for row in known)),
        difficulty=0.0,
        sentences=tuple(
            SentenceScore(text, 0, 0, row[0], 0.0, 0.0)
            for text, row in zip(sentences, rows, strict=True)
            if row[0]
        ),
    )


def _formulas(words: int, sentences: int, syllables: int) -> tuple[tuple[str, float], ...]:
    return (
        ("fernandez_huerta", fernandez_huerta(words, sentences, syllables)),
        ("szigriszt_pazos", szigriszt_pazos(words, sentences, syllables)),
    )


def _sentences(text: str) -> list[str]:
    said = spanish.said_out(text)
    return [said[start:end] for start, end in split_sentences(said)]


def _counted(sentence: str, taught: re.Pattern[str] | None) -> Row:
    """Return words and syllables; a taught word counts two syllables at most."""
    said = spanish.read_aloud(sentence)
    spans = [match.span() for match in taught.finditer(said)] if taught else []
    words = syllables = 0
    for match in spanish.WORD.finditer(said):
        count = spanish.count_syllables(match[0])
        if any(start < match.end() and match.start() < end for start, end in spans):
            count = min(count, _TAUGHT_SYLLABLES)
        words, syllables = words + 1, syllables + count
    return words, syllables


def _by_textstat(text: str, lang: str) -> Scores:
    if lang not in METHODS:
        return Scores(
            counts=(("words", len(text.split())),), formulas=(), adjusted=(), difficulty=0.0
        )
    said = score_with_textstat(text, lang=lang)
    counts = tuple(
        (name, int(said["counts"][name])) for name in ("words", "sentences", "syllables")
    )
    formulas = tuple(said["formulas"].items())
    return Scores(counts=counts, formulas=formulas, adjusted=formulas, difficulty=0.0)
