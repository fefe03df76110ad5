"""The one door to textstat: what the reference says of the raw text, for `score --engine textstat`.

textstat 0.7.9 takes CMUdict from NLTK and NLTK takes it from wherever `nltk.data.path` says. Here
that is the dictionary we ship, so nothing is looked for in a home folder and nothing is ever
downloaded. Every call has its own instance, because `set_lang` on the module's shared one would
change it for all threads.
"""

from __future__ import annotations

from typing import Any

from patiented.errors import UsageError
from patiented.readability.tables import DATA

_ENGLISH = (
    ("flesch_kincaid", "flesch_kincaid_grade"),
    ("flesch_ease", "flesch_reading_ease"),
    ("smog", "smog_index"),
    ("gunning_fog", "gunning_fog"),
    ("coleman_liau", "coleman_liau_index"),
    ("ari", "automated_readability_index"),
    ("dale_chall", "dale_chall_readability_score"),
    ("new_dale_chall", "dale_chall_readability_score_v2"),
)
_EASE = ("flesch_ease", "flesch_reading_ease")
_SPANISH = ("fernandez_huerta", "szigriszt_pazos", "gutierrez_polini", "crawford")
METHODS: dict[str, tuple[tuple[str, str], ...]] = {
    "en": _ENGLISH,
    "de": (_EASE,),
    "es": (_EASE, *zip(_SPANISH, _SPANISH, strict=True)),
    "fr": (_EASE,),
    "hu": (_EASE,),
    "it": (_EASE, ("gulpease_index", "gulpease_index")),
    "nl": (_EASE,),
    "ru": (_EASE,),
}
"""For each language, our keys and textstat's methods: only formulas made for the language."""
_NLTK_DATA = str(DATA / "nltk_data")


def score_with_textstat(text: str, *, lang: str = "en") -> dict[str, dict[str, float]]:
    """Return textstat's own counts and formulas for `text`, under the keys that `score` uses.

    The text goes in as it is: headings, figures and bullets are counted the way textstat counts
    them. Counts of difficult words are for English alone.
    """
    if lang not in METHODS:
        known = ", ".join(sorted(METHODS))
        raise UsageError(f"textstat has no formula for the language {lang!r}; it has {known}")
    engine = _engine(lang)
    counts = {
        "words": engine.lexicon_count(text),
        "sentences": engine.sentence_count(text),
        "syllables": engine.syllable_count(text),
        "letters": engine.letter_count(text),
        "characters": engine.char_count(text),
        "polysyllables": engine.polysyllabcount(text),
    }
    if lang == "en":
        counts |= {
            "complex_words": engine.difficult_words(text, syllable_threshold=3),
            "difficult_words": engine.difficult_words(text, syllable_threshold=0),
            "difficult_long_words": engine.difficult_words(text, syllable_threshold=2),
        }
    formulas = {key: float(getattr(engine, method)(text)) for key, method in METHODS[lang]}
    return {"counts": counts, "formulas": formulas}


def _engine(lang: str) -> Any:
    # Slow optional libraries: half a second that only `--engine textstat` should pay.
    import nltk.data  # noqa: PLC0415 -- only `path` is used
    from textstat.textstat import textstatistics  # noqa: PLC0415

    if _NLTK_DATA not in nltk.data.path:
        nltk.data.path.insert(0, _NLTK_DATA)
    engine = textstatistics()
    # textstat's own default; the bare "en" would hyphenate unknown words the British way.
    engine.set_lang("en_US" if lang == "en" else lang)
    return engine
