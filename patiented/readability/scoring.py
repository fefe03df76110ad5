"""Puts the readability of a text together: counts, formulas, difficulty, hard words, sentences.

`score` takes passages of a document, `score_text` plain text; the rest of the package is behind
these two. Pure and safe in threads: the tables are read once and never changed.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from patiented.model import Scores, SentenceScore
from patiented.readability.counting import count_sentence
from patiented.readability.difficulty import EASIEST, sentence_difficulty
from patiented.readability.familiar import is_familiar
from patiented.readability.formulas import SMOG_SENTENCES, Counts, all_formulas, flesch_kincaid
from patiented.readability.frequency import zipf
from patiented.readability.languages import base_of, score_in
from patiented.readability.passages import Passage, blocks_of
from patiented.readability.reasons import defined_abbreviations, is_rare, reasons
from patiented.readability.taught import taught_pattern
from patiented.readability.words import word_counts
from patiented.reading.sentences import split_sentences

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from patiented.readability.counting import CountedSentence

ENGLISH = "en"
_PASSAGE_GAP = 2
_MOST_HARD_WORDS = 30
_LONG_WORD = 4
_COMMON_ZIPF = 4.8
"""A long word that is met so often ("usually") is not hard."""

Placed = tuple[str, int, int]
"""A sentence with its span."""


def score(
    passages: Sequence[Passage], *, taught: Sequence[str] = (), lang: str = ENGLISH
) -> Scores:
    """Score the passages of a document; in another language by that language's formulas.

    Spans are code points of the passages joined by one blank line, headings and rows
    included.
    """
    if base_of(lang) != ENGLISH:
        return score_in(passages, lang, taught)
    return _score(_placed(passages), taught)


def score_text(text: str, *, taught: Sequence[str] = (), lang: str = ENGLISH) -> Scores:
    """Score plain text; spans are code points of `text`.

    A blank line ends a paragraph, a bullet begins an item.
    """
    if base_of(lang) != ENGLISH:
        return score_in([Passage(text[start:end]) for start, end in blocks_of(text)], lang, taught)
    spans = (
        (start + first, start + last)
        for start, end in blocks_of(text)
        for first, last in split_sentences(text[start:end])
    )
    return _score(((text[start:end], start, end) for start, end in spans), taught)


def _placed(passages: Iterable[Passage]) -> Iterator[Placed]:
    offset = 0
    for passage in passages:
        for start, end in passage.sentences():
            yield passage.text[start:end], offset + start, offset + end
        offset += len(passage.text) + _PASSAGE_GAP


def _score(placed: Iterable[Placed], taught: Sequence[str]) -> Scores:
    pattern = taught_pattern(taught)
    rows = [(count_sentence(text, pattern), start, end) for text, start, end in placed]
    counted = [(sentence, start, end) for sentence, start, end in rows if sentence]
    defined = defined_abbreviations(sentence.text for sentence, _, _ in counted)
    sentences = tuple(
        _sentence_score(sentence, start, end, defined) for sentence, start, end in counted
    )
    counts = _sum(sentence.counts for sentence, _, _ in counted)
    adjusted = _sum(sentence.adjusted for sentence, _, _ in counted)
    return Scores(
        counts=counts.items(),
        formulas=all_formulas(counts),
        adjusted=all_formulas(adjusted),
        difficulty=_mean_difficulty(sentences),
        hard_words=_hard_words(sentence for sentence, _, _ in counted),
        sentences=sentences,
        notes=_notes(counts),
    )


def _sentence_score(
    sentence: CountedSentence, start: int, end: int, defined: frozenset[str]
) -> SentenceScore:
    return SentenceScore(
        text=sentence.text,
        start=start,
        end=end,
        words=sentence.counts.words,
        grade=flesch_kincaid(sentence.counts),
        difficulty=sentence_difficulty(sentence),
        reasons=reasons(sentence, defined),
    )


def _sum(counts: Iterable[Counts]) -> Counts:
    columns = zip(*(part.values() for part in counts), strict=True)
    return Counts(*(sum(column) for column in columns))


def _mean_difficulty(sentences: Sequence[SentenceScore]) -> float:
    """Weigh each sentence by its words: many short asides do not hide a long hard sentence."""
    words = sum(sentence.words for sentence in sentences)
    if not words:
        return EASIEST
    return sum(sentence.difficulty * sentence.words for sentence in sentences) / words


def _notes(counts: Counts) -> tuple[str, ...]:
    if counts.sentences >= SMOG_SENTENCES:
        return ()
    counted = f"{counts.sentences} sentence{'' if counts.sentences == 1 else 's'}"
    made_for = f"it was made for {SMOG_SENTENCES} sentences"
    return (f"SMOG is outside its range: {made_for}, this text has {counted}.",)


def _hard_words(sentences: Iterable[CountedSentence]) -> tuple[str, ...]:
    """List rare or long unfamiliar words that were not taught, most frequent first.

    A word is shown as it stands where it is met first, so that names keep their capitals.
    """
    seen: Counter[str] = Counter()
    shown: dict[str, str] = {}
    for sentence in sentences:
        for word in sentence.untaught():
            lower = word.lower()
            seen[lower] += 1
            shown.setdefault(lower, word)
    hard = [lower for lower, word in shown.items() if _is_hard(lower, word)]
    hard.sort(key=lambda lower: (-seen[lower], zipf(lower), lower))
    return tuple(shown[lower] for lower in hard[:_MOST_HARD_WORDS])


def _is_hard(lower: str, word: str) -> bool:
    if is_rare(lower) or word.isupper():
        return not is_familiar(lower) and len(word) > 1
    is_long = word_counts(lower).syllables >= _LONG_WORD and zipf(lower) < _COMMON_ZIPF
    return is_long and not is_familiar(lower)
