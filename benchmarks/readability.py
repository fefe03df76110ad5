"""Speed of the readability counter: words a second, and whether time grows in a straight line.

    python benchmarks/readability.py [TEXT_FILE]

Without a file the text is put together from sentences of this script, with thousands of different
words, so that remembering words does not flatter the numbers. Each size is measured with an empty
memory of words, in processor time, so that other work on the machine does not count.
"""

from __future__ import annotations

import itertools
import random
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from patiented.readability import score_text
from patiented.readability.counting import count_sentence
from patiented.readability.difficulty import sentence_difficulty
from patiented.readability.familiar import is_familiar
from patiented.readability.formulas import Counts, all_formulas
from patiented.readability.frequency import zipf
from patiented.readability.passages import blocks_of
from patiented.readability.syllables import count_syllables
from patiented.readability.tables import familiar_list, syllable_tables
from patiented.readability.words import taught_counts, word_counts
from patiented.reading.sentences import split_sentences

if TYPE_CHECKING:
    from collections.abc import Callable

SIZES = (1_000, 10_000, 100_000)
ROUNDS = 3
MEMORIES = (word_counts, taught_counts, count_syllables, is_familiar, zipf)
FRAMES = (
    "In {n} adults with {a}, {b} was {v} for up to {n} weeks.",
    "Do not use more than {n} g of {a} in one week.",
    "The {a} of the {b} fell by {n}.{d}% (95% CI {d}.1 to {n}.5), which was not expected.",
    "Tell your doctor right away if you have {a}, {b}, or any other sign of {c}.",
    "Because {a} may cause {b}, patients who have {c} should be {v} before they start.",
    "Store at 20-25 °C and keep away from children.",
)
VERBS = ("applied", "given", "measured", "avoided", "monitored", "compared", "treated")


def made_text(words: int) -> str:
    """Return a text of about so many words: the frames, filled with words of the syllable table."""
    rng = random.Random(words)  # noqa: S311 -- the same text on every run
    pool = sorted(familiar_list()) + sorted(syllable_tables().exceptions)
    sentences: list[str] = []
    count = 0
    for frame in itertools.cycle(FRAMES):
        if count >= words:
            break
        a, b, c = rng.sample(pool, 3)
        filled = frame.format(
            a=a, b=b, c=c, v=rng.choice(VERBS), n=rng.randrange(2, 99), d=rng.randrange(1, 9)
        )
        sentences.append(filled)
        count += len(filled.split())
    batches = (sentences[i : i + 5] for i in range(0, len(sentences), 5))
    return "\n\n".join(" ".join(batch) for batch in batches)


def formulas_only(text: str) -> None:
    """Split, count and work out all formulas."""
    parts = [
        counted.counts
        for start, end in blocks_of(text)
        for first, last in split_sentences(text[start:end])
        if (counted := count_sentence(text[start + first : start + last]))
    ]
    columns = zip(*(part.values() for part in parts), strict=True)
    all_formulas(Counts(*map(sum, columns)))


def counting_only(text: str) -> None:
    """Count lines that are known to be sentences, without splitting."""
    for line in text.splitlines():
        count_sentence(line)


def difficulty_too(text: str) -> None:
    """Count known sentences and work out their difficulty."""
    for line in text.splitlines():
        counted = count_sentence(line)
        if counted:
            sentence_difficulty(counted)


def everything(text: str) -> None:
    """Score as the command does: formulas, difficulty, hard words and reasons."""
    score_text(text)


MEASURES: tuple[tuple[str, Callable[[str], None]], ...] = (
    ("counting, sentences known", counting_only),
    ("... and difficulty", difficulty_too),
    ("splitting and all formulas", formulas_only),
    ("everything (score_text)", everything),
)


def seconds(measure: Callable[[str], None], text: str) -> float:
    """Return the best of a few runs, each with an empty memory of words."""
    best = float("inf")
    for _ in range(ROUNDS):
        for memory in MEMORIES:
            memory.cache_clear()
        start = time.process_time()
        measure(text)
        best = min(best, time.process_time() - start)
    return best


def main() -> None:
    """Print the table."""
    texts = [made_text(size) for size in SIZES]
    if len(sys.argv) > 1:
        whole = Path(sys.argv[1]).read_text(encoding="utf-8")
        texts = [whole[: len(whole) * size // SIZES[-1]] for size in SIZES]
    score_text(texts[0])
    counts = [dict(score_text(text).counts)["words"] for text in texts]
    print(f"{'words a second':28}" + "".join(f"{count:>12,}" for count in counts) + "  time/word")
    for name, measure in MEASURES:
        rates = [count / seconds(measure, text) for count, text in zip(counts, texts, strict=True)]
        print(
            f"{name:28}"
            + "".join(f"{rate:>12,.0f}" for rate in rates)
            + f"  x{rates[0] / rates[-1]:.2f}"
        )


if __name__ == "__main__":
    main()
